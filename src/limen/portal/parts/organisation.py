"""The directory: the offices of the service in the field and how the service was organised, as of any day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.db.models import Q
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from limen.core.lawbook import lawbook
from limen.core.pages import Day, page_of
from limen.core.places.models import Place
from limen.law.pack import UnknownKey
from limen.offices.removal import mapping
from limen.offices.removal.queries.facilities import Dot
from limen.portal.asking import country_said
from limen.portal.frame import Answer, Frame, part

TABLE = "organisation"
KINDS = {
    "port": _("Ports of entry"),
    "sector": _("Sectors"),
    "station": _("Stations"),
    "field_office": _("Field offices"),
    "facility": _("Detention facilities"),
    "office": _("Offices"),
    "post": _("Posts abroad"),
    "headquarters": _("Headquarters"),
}
"""Kinds of places that the public may look up, and what several are called."""

ONE = {
    "port": pgettext_lazy("one place", "Port of entry"),
    "sector": pgettext_lazy("one place", "Sector"),
    "station": pgettext_lazy("one place", "Station"),
    "field_office": pgettext_lazy("one place", "Field office"),
    "facility": pgettext_lazy("one place", "Place of detention"),
    "office": pgettext_lazy("one place", "Office"),
    "post": pgettext_lazy("one place", "Post abroad"),
    "headquarters": pgettext_lazy("one place", "Headquarters"),
}
"""What one of each kind is called."""

PAGE = 100


class DirectoryForm(forms.Form):
    """Which places, as of which day."""

    use_required_attribute = False
    on = Day(label=_("As it stood on"), required=False)
    kind = forms.ChoiceField(label=_("Kind of office"), required=False)
    q = forms.CharField(label=_("Name, code or state"), max_length=80, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [("", _("All")), *KINDS.items()]  # type: ignore[attr-defined]  # a choice field


@part("about/organisation", live=True)
def directory(request: HttpRequest, frame: Frame) -> Answer:
    """Show the service and its offices as of a day, from before the service had its present shape to today."""
    form = DirectoryForm(request.GET)
    asked = form.cleaned_data if form.is_valid() else {}
    day = asked.get("on") or timezone.now().date()
    rows = (
        places(day, kind=asked.get("kind") or "", words=asked.get("q") or "")
        if form.is_valid()
        else Place.objects.none()
    )
    query = request.GET.copy()
    query.pop("page", None)
    page = page_of(rows, request, PAGE)
    context = {
        "form": form,
        "day": day,
        "bodies": bodies(day),
        "page": page,
        "rows": [row_of(place, day, frame) for place in page],
        "map": mapping.drawn(dots(rows)),
        "query": query.urlencode(),
    }
    return Answer("portal/parts/organisation.html", context, status=200 if form.is_valid() else 422)


@dataclass(frozen=True, slots=True)
class Row:
    """An office as the directory shows it.

    Args:
        place: the office.
        kind: what it is, in words.
        where: the state it is in; of one abroad, the country.
        answers_for: what it answers for on the day, where that is on record.
        address: the page that says more of it; empty where there is none.
    """

    place: Place
    kind: str
    where: str
    answers_for: str
    address: str


def row_of(place: Place, day: date, frame: Frame) -> Row:
    """Return an office as it is shown, with what it answers for on a day."""
    areas = [
        row.area
        for row in place.jurisdictions.all()
        if row.valid_from <= day and not (row.valid_to and row.valid_to < day)
    ]
    more = frame.address(f"do/facilities/{place.code.lower()}/") if place.kind == "facility" else ""
    where = place.region or country_said(place.country, day)
    return Row(place, str(ONE[place.kind]), where, ", ".join(areas), more)


def places(day: date, *, kind: str = "", words: str = "") -> Any:
    """Return the places of the kinds the public may look up, as they stood on a day, by name."""
    rows = Place.objects.filter(kind__in=KINDS, valid_from__lte=day).filter(Q(valid_to=None) | Q(valid_to__gte=day))
    rows = rows.filter(kind=kind) if kind else rows
    for word in words.split():
        rows = rows.filter(Q(name__icontains=word) | Q(code__iexact=word) | Q(region__iexact=word))
    return rows.order_by("name", "code").prefetch_related("jurisdictions")


def dots(rows: Iterable[Place]) -> list[Dot]:
    """Return the places of a list that have coordinates, as dots on a map."""
    return [
        Dot(row.code, row.name, float(row.latitude), float(row.longitude), "place")
        for row in rows
        if row.latitude is not None and row.longitude is not None
    ]


def bodies(day: date) -> list[tuple[Any, int]]:
    """Return the agencies and their parts on a day, each below the one it was part of, with its depth."""
    try:
        found = list(lawbook().codes(TABLE).on(day).values())
    except UnknownKey:
        return []
    by_parent: dict[str, list[Any]] = {}
    known = {code.code for code in found}
    for code in found:
        parent = str(code.attributes.get("parent") or "")
        by_parent.setdefault(parent if parent in known else "", []).append(code)
    return list(_walk(by_parent, "", 0))


def _walk(by_parent: dict[str, list[Any]], parent: str, depth: int) -> Iterable[tuple[Any, int]]:
    for code in by_parent.get(parent, ()):
        yield code, depth
        yield from _walk(by_parent, code.code, depth + 1)
