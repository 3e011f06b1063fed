"""Reading places: they are public, so no read is logged."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from limen.core.places.models import Place
from limen.kernel import UnknownRecord


def as_of(day: date) -> QuerySet[Place]:
    """Return the places as they stood on a day."""
    return Place.objects.filter(valid_from__lte=day).filter(Q(valid_to=None) | Q(valid_to__gte=day))


def by_code(code: str, *, kind: str = "port", on: date | None = None) -> Place:
    """Return the place that a code names.

    Raises:
        UnknownRecord: when none is open under that code.
    """
    rows = Place.objects.filter(code=code, kind=kind)
    rows = rows.filter(valid_to=None) if on is None else rows & as_of(on)
    found = rows.first()
    if found is None:
        raise UnknownRecord(f"No {kind} is open under the code “{code}”.")
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


def below(place: Place) -> QuerySet[Place]:
    """Return a place's parts, however deep, and itself."""
    ids = [row.pk for row in Place.objects.only("id", "lineage") if str(place.pk) in row.lineage]
    return Place.objects.filter(Q(pk=place.pk) | Q(pk__in=ids))
