"""What anybody may know of the ports: how long people wait, now and as a rule, and how many came. It names nobody."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Avg, Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import ExtractHour, TruncDate

from limen.core.lawbook import lawbook
from limen.core.places.models import Place
from limen.core.places.queries import as_of
from limen.offices.inspections.models import Admission, Inspection, Lane, Wait

HOURS = range(24)
STANDING = ("open", "departed")
"""States of an arrival record that stands."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """How long people wait at the lanes of one mode and kind of a port.

    Args:
        port: the port.
        mode: how people arrive there, a code of ``conveyance_modes``.
        kind: whom the lanes are for, as the port calls it; empty where they are for all.
        minutes: the longest wait last measured at any of the lanes; None where none was measured lately.
        at: when the first of these measures was taken.
        old: whether that is too long ago to be relied on.
        lanes: how many lanes are open.
        typical: minutes people wait at this hour as a rule; None where too little was measured.
    """

    port: Place
    mode: str
    kind: str
    minutes: int | None
    at: datetime | None
    old: bool
    lanes: int
    typical: int | None


def waiting(*, now: datetime, region: str = "", mode: str = "", code: str = "") -> list[Waiting]:
    """Return how long people wait at each port that has lanes, by the name of the port.

    Args:
        now: this moment.
        region: only ports of a state.
        mode: only lanes of a mode.
        code: only the port of a code.
    """
    rows = _lanes(now, region=region, mode=mode, code=code)
    groups: dict[tuple[Any, str, str], list[Any]] = {}
    for lane in rows:
        groups.setdefault((lane.place, lane.mode, _kind(lane.kind)), []).append(lane)
    typical = _typical_now([place for place, _mode, _of in groups], now)
    old = now - timedelta(minutes=int(_policy("wait_time_old_minutes", now)))
    return [
        _waiting(port, mode, kind, lanes, old, typical.get((port.pk, mode, kind)))
        for (port, mode, kind), lanes in groups.items()
    ]


def _lanes(now: datetime, *, region: str, mode: str, code: str) -> QuerySet[Lane]:
    since = now - timedelta(hours=int(_policy("wait_time_shown_hours", now)))
    last = Wait.objects.filter(lane=OuterRef("pk"), at__gte=since, at__lte=now).order_by("-at", "-pk")
    rows = Lane.objects.filter(place__in=as_of(now.date()).filter(kind="port", state="open"))
    exact = {"place__region": region, "mode": mode, "place__code": code.upper()}
    rows = rows.filter(**{name: value for name, value in exact.items() if value})
    rows = rows.annotate(minutes=Subquery(last.values("minutes")[:1]), at=Subquery(last.values("at")[:1]))
    return rows.select_related("place").order_by("place__name", "place__code", "mode", "kind", "name")


def _waiting(port: Place, mode: str, kind: str, lanes: list[Any], old: datetime, typical: float | None) -> Waiting:
    staffed = [lane for lane in lanes if lane.state == "open"]
    measured = [lane for lane in staffed if lane.minutes is not None]
    first = min((lane.at for lane in measured), default=None)
    return Waiting(
        port,
        mode,
        kind,
        minutes=max((lane.minutes for lane in measured), default=None),
        at=first,
        old=first is not None and first < old,
        lanes=len(staffed),
        typical=round(typical) if typical is not None else None,
    )


def _typical_now(ports: Iterable[Place], now: datetime) -> dict[tuple[Any, str, str], float]:
    """Return the mean wait at this hour of each port's own day, by port, mode and kind."""
    zones: dict[str, set[Any]] = {}
    for port in ports:
        zones.setdefault(port.zone_name, set()).add(port.pk)
    found: dict[tuple[Any, str, str], float] = {}
    for name, keys in zones.items():
        zone = ZoneInfo(name)
        rows = _measured(now, zone).filter(place__in=keys, hour=now.astimezone(zone).hour)
        for row in _typical(rows.values("place", "lane__mode", "lane__kind"), now):
            found[row["place"], row["lane__mode"], _kind(row["lane__kind"])] = row["mean"]
    return found


def typical_day(port: Place, mode: str, kind: str, *, now: datetime) -> list[tuple[int, int | None]]:
    """Return each hour of a port's day with the minutes people wait in it as a rule; None where none was measured."""
    rows = _measured(now, port.zone).filter(place=port, lane__mode=mode, lane__kind=kind or "all")
    means = {row["hour"]: row["mean"] for row in _typical(rows.values("hour"), now)}
    return [(hour, round(means[hour]) if hour in means else None) for hour in HOURS]


def _measured(now: datetime, zone: ZoneInfo) -> Any:
    since = now - timedelta(days=int(_policy("wait_time_typical_days", now)))
    return Wait.objects.filter(at__gte=since, at__lte=now, lane__isnull=False).annotate(
        hour=ExtractHour("at", tzinfo=zone), day=TruncDate("at", tzinfo=zone)
    )


def _typical(groups: Any, now: datetime) -> Any:
    """Return the mean of each group that was measured on so many days that it is typical: one day is none."""
    least = int(_policy("wait_time_typical_least_days", now))
    return groups.annotate(mean=Avg("minutes"), days=Count("day", distinct=True)).filter(days__gte=least)


def _kind(kind: str) -> str:
    return "" if kind == "all" else kind


def _policy(name: str, now: datetime) -> Any:
    return lawbook().value(f"policy.{name}", now.date()).value


def figures(*, since: datetime, now: datetime) -> dict[str, int]:
    """Return how many people were inspected and how many admitted between two moments; nobody sealed is counted."""
    people = Inspection.objects.filter(opened_at__gte=since, opened_at__lte=now, person__sealed="")
    records = Admission.objects.filter(admitted_on__gte=since.date(), admitted_on__lte=now.date(), state__in=STANDING)
    return {"inspected": people.count(), "admitted": records.filter(person__sealed="").count()}
