"""Reading places: where the service works is public, so no read is logged."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from django.db.models import Q, QuerySet

from limen.core.places.models import Place
from limen.kernel import UnknownRecord

if TYPE_CHECKING:
    from limen.core.access.gate import Viewer


def as_of(day: date) -> QuerySet[Place]:
    """Return the places as they stood on a day."""
    return Place.objects.filter(valid_from__lte=day).filter(Q(valid_to=None) | Q(valid_to__gte=day))


def by_code(code: str, *, kind: str = "port", on: date | None = None) -> Place:
    """Return the place that a code names.

    Args:
        code: the code.
        kind: the kind of place; any, when empty.
        on: the day; today's places, when absent.

    Raises:
        UnknownRecord: when none is open under that code.
    """
    rows = Place.objects.filter(code=code, **({"kind": kind} if kind else {}))
    rows = rows.filter(valid_to=None) if on is None else rows & as_of(on)
    found = rows.first()
    if found is None:
        raise UnknownRecord(f"No {kind or 'place'} is open under the code “{code}”.")
    return found


def get(identifier: Any) -> Place:
    """Return a place by identifier.

    Raises:
        UnknownRecord: when there is none.
    """
    found = Place.objects.filter(pk=identifier).first()
    if found is None:
        raise UnknownRecord("No such place.")
    return found


def headquarters(day: date) -> Place:
    """Return where the service itself answers, for what reaches it at no place of its own: the whole agency.

    Raises:
        UnknownRecord: when no agency is open on the day.
    """
    found = as_of(day).filter(kind="agency", parent=None, state="open").order_by("valid_from", "pk").first()
    if found is None:
        raise UnknownRecord("No agency is open.")
    return found


def below(place: Place) -> QuerySet[Place]:
    """Return a place's parts, however deep, and itself."""
    ids = [row.pk for row in Place.objects.only("id", "lineage") if str(place.pk) in row.lineage]
    return Place.objects.filter(Q(pk=place.pk) | Q(pk__in=ids))


def place(identifier: Any, *, viewer: Viewer) -> Place:
    """Return a place to somebody who works with places.

    Raises:
        NotPermitted: when the viewer has nothing to do with places.
        UnknownRecord: when there is none.
    """
    viewer.require("places.view")
    return get(identifier)


def directory(*, viewer: Viewer, day: date, kind: str = "", words: str = "") -> QuerySet[Place]:
    """Return the places as they stood on a day, of a kind, by code or by words of their name.

    Raises:
        NotPermitted: when the viewer has nothing to do with places.
    """
    viewer.require("places.view")
    rows = as_of(day).select_related("parent")
    if kind:
        rows = rows.filter(kind=kind)
    for token in words.split():
        rows = rows.filter(Q(code__iexact=token) | Q(name__icontains=token))
    return rows.order_by("name", "pk")


def kinds() -> list[str]:
    """Return the kinds of place there are."""
    return list(Place.objects.order_by("kind").values_list("kind", flat=True).distinct())


def history(found: Place) -> QuerySet[Place]:
    """Return a place as it stood from one day to another, the latest first."""
    return Place.objects.filter(code=found.code, kind=found.kind).order_by("-valid_from", "-pk")


def parts(found: Place, day: date) -> QuerySet[Place]:
    """Return the places directly under one on a day."""
    return as_of(day).filter(parent=found).order_by("kind", "name", "pk")


READERS = {"places.place": place}
"""How each record of this room is read before an act is done to it."""

SHOWN = {
    "places.place": (
        "code",
        "kind",
        "name",
        "parent_id",
        "zone_name",
        "country",
        "region",
        "latitude",
        "longitude",
        "valid_from",
        "valid_to",
    )
}
"""What a reader may have of each as data."""


def known_by(text: str, *, viewer: Viewer) -> list[Place]:
    """Return the open places that a code, or else a name, means; ten at most."""
    viewer.require("places.view")
    open_now = as_of(viewer.day).filter(state="open")
    return list(open_now.filter(code__iexact=text)[:10] or open_now.filter(name__icontains=text)[:10])


LOOKUPS = {"places.place": known_by}
"""How each record is found by what a person knows it by."""
