"""Where and when, as the acts of the field take them: a text becomes a place, a moment is checked against the clock."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db.models import Q

from limen.kernel import BadInput, Problem, Scene
from limen.offices.patrol import where
from limen.offices.patrol.models import Landmark


def folded(name: str) -> str:
    """Return a landmark's name as it is compared."""
    return " ".join(name.casefold().split())


def placed(text: str, scene: Scene, field: str = "where") -> where.Where:
    """Return the place that a text means at the acting station.

    Raises:
        BadInput: when it means none, with what to write instead.
    """
    reading = where.read(text, lambda name: _landmark(name, scene))
    if reading.where is None:
        problems = [Problem(field, fault.rule, fault.message) for fault in reading.faults]
        raise BadInput(problems[0].message, problems=problems)
    return reading.where


def _landmark(name: str, scene: Scene) -> where.Point | None:
    place: Any = scene.place
    rows = Landmark.objects.filter(state="standing", folded=folded(name))
    near = rows.filter(Q(station=place.id) | Q(station__parent=place.id))
    beside = rows.filter(station__parent=place.parent_id) if getattr(place, "parent_id", None) else rows.none()
    found = near.first() or beside.first()
    return (float(found.latitude), float(found.longitude)) if found is not None else None


def kept(found: where.Where) -> dict[str, Decimal]:
    """Return a place as the columns of a record hold it."""
    return {"latitude": _exact(found.latitude), "longitude": _exact(found.longitude)}


def _exact(value: float) -> Decimal:
    return Decimal(str(value)).quantize(Decimal(1).scaleb(-where.PLACES))


def moment(value: datetime | None, scene: Scene, field: str = "at") -> datetime:
    """Return when something happened: now, when it is not said.

    Raises:
        BadInput: when it lies ahead, or has no zone.
    """
    if value is None:
        return scene.at
    if zoned(value, field) > scene.at:
        text = "What happened cannot lie ahead."
        raise BadInput(text, problems=[Problem(field, "time.future", text)])
    return value


def zoned(value: datetime, field: str) -> datetime:
    """Return a moment that has a time zone.

    Raises:
        BadInput: when it has none.
    """
    if value.tzinfo is None:
        text = "Give the time with its zone."
        raise BadInput(text, problems=[Problem(field, "time.zone", text)])
    return value
