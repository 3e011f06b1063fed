"""Reading exchange visitors: each sponsor its own, the government every one.

A sponsor knows who its own visitors are, whatever compartment the rest of the service keeps them in; what it is shown
is its own record and nothing else of the person. Whoever else reads is not shown whom they may not know of.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from limen.core.access.gate import Viewer
from limen.core.casefile.queries import Event, events_about
from limen.core.clocks.models import RunningClock
from limen.core.documents.models import Paper
from limen.core.lawbook import lawbook
from limen.core.looking import log, one, unsealed
from limen.core.people.queries import one_person
from limen.offices.sevis import bars
from limen.offices.sevis.matching import likely
from limen.offices.sevis.models import Dependant, TippSite, Visitor
from limen.offices.sevis.queries.finding import named, numbered
from limen.offices.sevis.reach import OVERSEE, within_reach
from limen.offices.sevis.stays import stays_of

VIEW = "sevis.view"
STATUS = "sevis.status"
LIVE = ("draft", "initial", "active")
MET = ("initial", "active", "inactive", "terminated", "no_show")
"""States in which somebody of that name may stand at a port."""
WITH = ("person", "sponsor__place", "transfer_to")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a list of visitors is narrowed to; empty parts narrow nothing."""

    text: str = ""
    state: str = ""
    category: str = ""
    country: str = ""
    ends_by: Any = None
    sponsor: str = ""


def reachable(viewer: Viewer) -> QuerySet[Visitor]:
    """Return the visitors whose records a viewer may read; who is released to a sponsor, from the day on."""
    viewer.require(VIEW)
    own = within_reach(viewer, "sponsor")
    if not viewer.may(OVERSEE):
        own |= Q(transfer_to__place=viewer.place.pk, transfer_on__lte=viewer.day)
    rows = Visitor.objects.select_related(*WITH).filter(own)
    return rows.filter(unsealed(viewer)) if viewer.may(OVERSEE) else rows


def visitors(*, viewer: Viewer, wanted: Wanted = Wanted()) -> QuerySet[Visitor]:
    """Return visitors by name: those whose record lives, or those in a state.

    The list names people, so that the viewer looked is logged by ``visitors_looked_at``.
    """
    rows = reachable(viewer)
    rows = rows.filter(state=wanted.state) if wanted.state else rows.filter(state__in=LIVE)
    exact = {"category": wanted.category, "person__nationality": wanted.country.upper()}
    rows = rows.filter(**{name: value for name, value in exact.items() if value})
    if wanted.sponsor:
        rows = rows.filter(Q(sponsor__number__istartswith=wanted.sponsor) | Q(sponsor__name__icontains=wanted.sponsor))
    if wanted.ends_by:
        rows = rows.filter(ends__lte=wanted.ends_by)
    return named(rows, wanted.text)


def visitors_looked_at(rows: Iterable[Visitor], *, viewer: Viewer, what: str = "sevis.visitors") -> list[Visitor]:
    """Log that a list of visitors was shown, and return it."""
    found = list(rows)
    log(viewer, what, [("people.person", row.person_id) for row in found], shown=len(found))
    return found


def visitor(identifier: Any, *, viewer: Viewer) -> Visitor:
    """Return one visitor; that the viewer looked is logged.

    Raises:
        UnknownRecord: when there is none, or none the viewer may know of.
    """
    rows = reachable(viewer).prefetch_related("sites", "permissions", "periods__sponsor")
    found: Visitor = one(rows, identifier, "No such exchange visitor.")
    log(viewer, "sevis.visitor", [("sevis.visitor", found.pk), ("people.person", found.person_id)])
    return found


def visitor_by_number(sevis_id: str, *, viewer: Viewer) -> Visitor:
    """Return the visitor with a SEVIS ID; that the viewer looked is logged.

    Raises:
        UnknownRecord: when there is none, or none the viewer may know of.
    """
    found: Visitor = numbered(reachable(viewer), sevis_id, "No such exchange visitor.")
    log(viewer, "sevis.visitor", [("sevis.visitor", found.pk), ("people.person", found.person_id)])
    return found


def known_by(text: str, *, viewer: Viewer) -> list[Visitor]:
    """Return the visitors that are known by a name or a number, a few at most; the search is logged."""
    return visitors_looked_at(named(reachable(viewer), text)[:10], viewer=viewer, what="sevis.visitors_known_by")


def incoming_visitors(*, viewer: Viewer) -> list[Visitor]:
    """Return whom other sponsors release to the viewer's, and when; that the viewer looked is logged."""
    viewer.require(VIEW)
    rows = Visitor.objects.select_related("person", "sponsor").filter(transfer_to__place=viewer.place.pk)
    found = list(rows.order_by("transfer_on", "pk"))
    log(viewer, "sevis.incoming_visitors", [("people.person", row.person_id) for row in found], shown=len(found))
    return found


def visitors_of_person(person_id: Any, *, viewer: Viewer) -> list[Visitor]:
    """Return a person's records as an exchange visitor, the newest first; that the viewer looked is logged."""
    viewer.require(STATUS)
    rows = Visitor.objects.select_related(*WITH).filter(person__in=one_person(person_id)).filter(unsealed(viewer))
    found = list(rows.order_by("-created_at", "-pk"))
    log(viewer, "sevis.status", [("people.person", person_id)], shown=len(found))
    return found


def visitor_alike(person_id: Any, *, viewer: Viewer) -> Visitor | None:
    """Return the one record that is likely a person's and not joined with them; that the viewer looked is logged."""
    viewer.require(STATUS)
    rows = Visitor.objects.select_related(*WITH).filter(state__in=MET).filter(unsealed(viewer))
    found: Visitor | None = likely(person_id, rows)
    log(viewer, "sevis.status", [("people.person", person_id)], likely=found is not None)
    return found


def bars_of(of: Visitor, *, viewer: Viewer) -> list[bars.Bar]:
    """Return the bars that follow from a visitor's stays, with this one; ``visitor`` logged that the viewer looked."""
    viewer.require(VIEW)
    law = lawbook()
    return bars.bars(stays_of(of.person_id, law, viewer.day), law, viewer.day)


def family(of: Visitor, *, viewer: Viewer) -> list[Dependant]:
    """Return a visitor's dependants; that the viewer looked is logged."""
    viewer.require(VIEW)
    found = list(of.dependants.select_related("person").order_by("created_at", "pk"))
    log(viewer, "sevis.dependants", [("people.person", row.person_id) for row in found], shown=len(found))
    return found


def placements(of: Visitor, *, viewer: Viewer) -> list[TippSite]:
    """Return the sites of a visitor's plan with their phases; ``visitor`` logged that the viewer looked."""
    viewer.require(VIEW)
    rows = TippSite.objects.filter(site__visitor=of.pk, site__until=None).select_related("site")
    return list(rows.prefetch_related("phases"))


def visitor_deadlines(of: Visitor, *, viewer: Viewer) -> list[RunningClock]:
    """Return the deadlines that run for a visitor's record; ``visitor`` logged that the viewer looked at it."""
    viewer.require(VIEW)
    rows = RunningClock.objects.select_related("place").filter(subject=of.pk, closed_at=None)
    return list(rows.order_by("due_at", "pk"))


def visitor_history(of: Visitor, *, viewer: Viewer) -> list[Event]:
    """Return what was done to a visitor's record, the newest first, from the ledger's plain part."""
    viewer.require(VIEW)
    return events_about([of.pk])


def visitor_forms(of: Visitor, *, viewer: Viewer) -> list[Paper]:
    """Return the forms printed on a visitor's record, without their contents; it is logged."""
    viewer.require(VIEW)
    found = list(Paper.objects.defer("pdf", "data").filter(about=of.pk).order_by("-created_at", "-pk"))
    log(viewer, "sevis.forms", [("people.person", of.person_id)], shown=len(found))
    return found


READERS: dict[str, object] = {"sevis.visitor": visitor}
"""How a visitor is read before an act is done to them."""

SHOWN: dict[str, tuple[str, ...]] = {
    "sevis.visitor": (
        *("sevis_id", "person_id", "sponsor_id", "category", "occupation", "position", "subject", "subject_remarks"),
        *("starts", "ends", "counted_from", "residence_country", "us_address", "mailing_address", "residential"),
        *("address_on", "email", "phone", "funds", "remarks", "user_a", "user_b", "issued_on", "fee_paid_on"),
        *("visa_issued_on", "admitted_on", "departed_on", "validated_on", "travel_until", "matriculated"),
        *("residence_rule", "residence_grounds", "residence_waived_on", "ended_on", "end_reason", "grace_until"),
        *("transfer_to_id", "transfer_on"),
    ),
}
"""What a reader may have of each as data."""

LOOKUPS: dict[str, object] = {"sevis.visitor": known_by}
"""How a visitor is found by what a person knows them by."""
