"""Searching voyages and travellers by any of what carriers say of them; what is shown of travellers is logged."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from limen.core.access.gate import Viewer
from limen.core.looking import log
from limen.core.people.names import birth_bounds, fold, fold_number
from limen.offices.inspections.booked import contact_key
from limen.offices.inspections.models import BookingContact, Traveller, Voyage
from limen.offices.inspections.queries.arrivals import MOST, counted, travellers
from limen.offices.inspections.rules import UNDECIDED

VIEW = "inspections.view"
Terms = Mapping[str, str]


def travellers_by(*, viewer: Viewer, terms: Terms) -> QuerySet[Traveller]:
    """Return the travellers that every term fits, the latest voyage first.

    Terms: name, birth, document, nationality, locator, seat, role, state, directive, contact, hits, and those of
    ``voyages_by``. Where several values of a term are given, with commas between them, any of them fits.
    """
    rows = travellers(viewer)
    for token in fold(terms.get("name", "")).split():
        rows = rows.filter(folded__contains=token)
    if terms.get("birth"):
        birth_bounds(terms["birth"])
        rows = rows.filter(birth__startswith=terms["birth"])
    if terms.get("document"):
        rows = rows.filter(document_folded=fold_number(terms["document"]))
    for name in ("nationality", "locator", "seat", "directive"):
        if terms.get(name):
            rows = rows.filter(_any_of(name, terms[name]))
    for name in ("state", "role"):
        if terms.get(name):
            rows = rows.filter(**{name: terms[name]})
    if terms.get("contact"):
        rows = rows.filter(_reached_by(terms["contact"].strip()))
    if terms.get("hits"):
        rows = rows.filter(hits__state__in=UNDECIDED)
    return rows.filter(voyage__in=_voyages(terms)).order_by("-voyage__runs_on", "folded", "pk").distinct()


def _any_of(name: str, said: str) -> Q:
    """Return the condition that a field is one of the values given with commas between them."""
    wanted = Q()
    for value in said.split(","):
        if value.strip():
            wanted |= Q(**{f"{name}__iexact": value.strip()})
    return wanted


def _reached_by(contact: str) -> Q:
    """Return the condition that a list or a booking gives a telephone or e-mail, or a part of one."""
    on_list = Q(contacts__icontains=contact)
    key = contact_key(contact)
    booked = BookingContact.objects.filter(Q(key=key) if key else Q(key__icontains=contact))
    return on_list | Q(booking__in=booked.values("booking"))


def travellers_looked_at(rows: Iterable[Traveller], *, viewer: Viewer, terms: Terms) -> list[Traveller]:
    """Return what is shown of a search for travellers; logged with what was asked."""
    found = list(rows)
    personal: dict[str, object] = {key: value for key, value in terms.items() if value}
    about = [("inspections.traveller", row.pk) for row in found]
    log(viewer, "inspections.find_travellers", about, personal=personal, shown=len(found))
    return found


def find_travellers(*, viewer: Viewer, terms: Terms, limit: int = MOST) -> list[Traveller]:
    """Return travellers by what is asked of them; logged with what was asked."""
    rows = travellers_by(viewer=viewer, terms=terms)
    return travellers_looked_at(rows[:limit], viewer=viewer, terms=terms)


def voyages_by(*, viewer: Viewer, terms: Terms) -> QuerySet[Voyage]:
    """Return voyages by any of: carrier, number, origin, destination, from, until, voyage_state, direction."""
    viewer.require(VIEW)
    return counted(_voyages(terms)).order_by("-runs_on", "carrier", "number", "pk")


def find_voyages(*, viewer: Viewer, terms: Terms, limit: int = MOST) -> list[Voyage]:
    """Return voyages by what is asked of them; it names nobody."""
    return list(voyages_by(viewer=viewer, terms=terms)[:limit])


def _voyages(terms: Terms) -> QuerySet[Voyage]:
    rows = Voyage.objects.all()
    for name in ("carrier", "number", "origin", "destination"):
        if terms.get(name):
            rows = rows.filter(_any_of(name, terms[name]))
    fixed: dict[str, Any] = {"direction": terms.get("direction"), "state": terms.get("voyage_state")}
    rows = rows.filter(**{name: value for name, value in fixed.items() if value})
    if terms.get("from"):
        rows = rows.filter(runs_on__gte=date.fromisoformat(terms["from"]))
    if terms.get("until"):
        rows = rows.filter(runs_on__lte=date.fromisoformat(terms["until"]))
    return rows
