"""Reading custody: who is held where, what is due to them, and how many were held on a day."""

from __future__ import annotations

import statistics
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.db.models.query import Prefetch
from django.utils import timezone

from limen.core.access.gate import Viewer
from limen.core.clocks.models import RunningClock
from limen.core.clocks.queries import WANTED, over
from limen.core.custody.models import OPEN, Correction, Holding, Stay, Stint
from limen.core.looking import log
from limen.core.people.queries import visible
from limen.core.places.models import Place
from limen.kernel import BadInput, UnknownRecord

VIEW = "custody.view"
LONGEST = timedelta(days=366)
"""The longest period a population is counted over in one read."""


@dataclass(slots=True)
class Held:
    """A person held, as a board shows them.

    Args:
        stay: the stay.
        stint: the stint that is open.
        hours: whole hours since the stay began.
        mark: the last of the law pack's marks of hours that has passed; 0 before the first.
        due: the deadlines that run, the earliest first.
        needs: codes of special needs.
    """

    stay: Stay
    stint: Stint | None
    hours: int
    mark: int
    due: list[RunningClock] = field(default_factory=list)
    needs: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Day:
    """The population of one day.

    Args:
        day: the place's day.
        midnight: people held at the midnight that ends it.
        whole: people held for any part of it, each once.
        ins: book-ins, and
        outs: book-outs on the day.
    """

    day: date
    midnight: int
    whole: int
    ins: int
    outs: int


def visible_stays(viewer: Viewer) -> QuerySet[Stay]:
    """Return the stays of people the viewer may know of, and of whoever is held where the viewer works.

    Whoever holds a person knows that they hold them: a sealed record keeps others out, and loses nobody in a cell.
    """
    viewer.require(VIEW)
    here_now = Q(place=getattr(viewer.place, "id", None), state__in=OPEN)
    rows = Stay.objects.filter(Q(person__in=visible(viewer)) | here_now)
    return rows.select_related("person", "place", "arrested_by")


def stay(identifier: Any, *, viewer: Viewer) -> Stay:
    """Return one stay with all that belongs to it; that the viewer looked is logged.

    Raises:
        UnknownRecord: when there is none, or none the viewer may know of.
    """
    corrections = Correction.objects.select_related("by").order_by("at", "pk")
    stints = Stint.objects.select_related("place").prefetch_related(Prefetch("corrections", corrections))
    rows = visible_stays(viewer).prefetch_related(
        Prefetch("stints", stints), "cares__by", "needs", "aparts__other", "property", "funds", "visits", "findings__by"
    )
    found = rows.filter(pk=identifier).first()
    if found is None:
        raise UnknownRecord("No such stay in custody.")
    _log(viewer, "custody.stay", [found])
    return found


def due(held: Stay, *, viewer: Viewer) -> list[RunningClock]:
    """Return the deadlines that run for the person of a stay, the earliest first, as the board shows them; logged."""
    viewer.require(VIEW)
    rows = RunningClock.objects.filter(state__in=WANTED, person=held.person_id).exclude(over(timezone.now()))
    found = list(rows.select_related("place", "owner").order_by("due_at", "pk"))
    _log(viewer, "custody.due", [held])
    return found


def family(held: Stay, *, viewer: Viewer) -> list[Stay]:
    """Return the stays of the family unit that a person was taken into custody with, as far as the viewer may know.

    They are those that run and, once the person has left, those that ran beside theirs; logged.
    """
    if held.family_unit is None:
        return []
    rows = visible_stays(viewer).filter(family_unit=held.family_unit, person__in=visible(viewer))
    rows = rows.filter(Q(ended_at=None) | Q(ended_at__gt=held.began_at))
    found = list(rows.exclude(person=held.person_id).order_by("began_at", "pk"))
    _log(viewer, "custody.family", found)
    return found


def of_person(person_id: Any, *, viewer: Viewer) -> list[Stay]:
    """Return a person's stays, newest first; logged."""
    rows = visible_stays(viewer).filter(person=person_id, person__in=visible(viewer))
    found = list(rows.prefetch_related("stints__place"))
    _log(viewer, "custody.of_person", found)
    return found


def here(*, viewer: Viewer, who: str = "", cell: str = "") -> QuerySet[Stay]:
    """Return who is held at the viewer's place or on the way there, longest first.

    Args:
        viewer: who looks.
        who: ``juveniles``, ``adults``, ``alone``, ``families``, ``risk``, ``transit``; everybody when empty.
        cell: only those in a cell.
    """
    rows = visible_stays(viewer).filter(place=viewer.place.id, state__in=OPEN)
    narrowed = {
        "juveniles": Q(juvenile=True),
        "adults": Q(juvenile=False),
        "alone": Q(alone=True),
        "families": Q(family_unit__isnull=False),
        "risk": Q(at_risk=True),
        "transit": Q(state="in_transit"),
    }
    if who in narrowed:
        rows = rows.filter(narrowed[who])
    if cell:
        rows = rows.filter(stints__until=None, stints__cell=cell)
    return rows.order_by("began_at", "pk")


def board(rows: Iterable[Stay], *, viewer: Viewer, now: datetime, marks: Iterable[int]) -> list[Held]:
    """Return people held as a board shows them, with what is due to each; that the viewer looked is logged."""
    found = list(rows)
    ids = [row.pk for row in found]
    stints = {row.stay_id: row for row in Stint.objects.filter(stay__in=ids, until=None).select_related("place")}
    due: dict[Any, list[RunningClock]] = defaultdict(list)
    clocks = RunningClock.objects.filter(state__in=WANTED, person__in=[row.person_id for row in found])
    for clock in clocks.exclude(over(now)).order_by("due_at", "pk"):
        due[clock.person_id].append(clock)
    _log(viewer, "custody.board", found)
    reached = sorted(marks)
    held = []
    for row in found:
        hours = int((now - row.began_at) / timedelta(hours=1))
        needs = [need.code for need in row.needs.all() if need.until is None]
        mark = max((mark for mark in reached if hours >= mark), default=0)
        held.append(Held(row, stints.get(row.pk), hours, mark, due[row.person_id], needs))
    return held


def room(*, viewer: Viewer) -> tuple[Holding | None, int, int]:
    """Return what the viewer's place can hold, and how many adults and juveniles are there; it names nobody."""
    viewer.require(VIEW)
    rows = Stay.objects.filter(place=viewer.place.id, state="held")
    juveniles = rows.filter(juvenile=True).count()
    return Holding.objects.filter(place=viewer.place.id).first(), rows.count() - juveniles, juveniles


def population_now(place_id: Any) -> int:
    """Return how many people a place holds at this moment; a count that names nobody."""
    return Stay.objects.filter(place=place_id, state="held").count()


def population(place: Place, first: date, last: date, *, viewer: Viewer, now: datetime) -> list[Day]:
    """Return the population of a place on each day of a period, sealed people counted: it names nobody.

    What lies before the place opened or after today is left out.

    Raises:
        BadInput: when the period is longer than a year, or ends before it begins.
    """
    viewer.require(VIEW)
    begin, end = _period(place, first, last, now)
    first, last = begin.date(), min(last, now.astimezone(place.zone).date())
    rows = Stint.objects.filter(place=place, since__lt=end).exclude(kind__in=("transit", "field"))
    rows = rows.filter(Q(until=None) | Q(until__gte=begin))
    spans = _spans(rows.order_by("stay", "since", "pk").values_list("stay", "person", "since", "until"))
    return [_day(first + timedelta(days=number), spans, place) for number in range((last - first).days + 1)]


@dataclass(frozen=True, slots=True)
class Lengths:
    """How long people were at a place whose time there ended in a period, in hours; zeros where nobody's did."""

    people: int
    mean: float
    median: float
    longest: float


def lengths(place: Place, first: date, last: date, *, viewer: Viewer, now: datetime) -> Lengths:
    """Return how long those were here who left in a period, stints in one cell after another as one.

    Raises:
        BadInput: when the period is longer than a year, or ends before it begins.
    """
    viewer.require(VIEW)
    begin, end = _period(place, first, last, now)
    rows = Stint.objects.filter(place=place, until__gte=begin - LONGEST).exclude(kind__in=("transit", "field"))
    spans = _spans(rows.order_by("stay", "since", "pk").values_list("stay", "person", "since", "until"))
    hours = sorted(
        (until - since) / timedelta(hours=1)
        for _who, since, until in spans
        if until is not None and begin <= until < end
    )
    if not hours:
        return Lengths(0, 0, 0, 0)
    return Lengths(len(hours), statistics.mean(hours), statistics.median(hours), hours[-1])


def _period(place: Place, first: date, last: date, now: datetime) -> tuple[datetime, datetime]:
    """Return the moments a period begins and ends at a place, what lies before it opened or after today left out."""
    first, last = max(first, place.valid_from), min(last, now.astimezone(place.zone).date())
    if last < first or last - first > LONGEST:
        raise BadInput("Give a period of a year at most, its first day first.")
    begin = datetime.combine(first, time(), tzinfo=place.zone)
    return begin, min(datetime.combine(last + timedelta(days=1), time(), tzinfo=place.zone), now)


def _spans(rows: Iterable[tuple[Any, Any, datetime, datetime | None]]) -> list[tuple[Any, datetime, datetime | None]]:
    """Return unbroken time at the place: stints in one cell after another are one."""
    found: list[tuple[Any, datetime, datetime | None]] = []
    last: Any = None
    for stay_id, person, since, until in rows:
        if last == stay_id and found[-1][2] == since:
            found[-1] = (person, found[-1][1], until)
        else:
            found.append((person, since, until))
        last = stay_id
    return found


def _day(day: date, spans: list[tuple[Any, datetime, datetime | None]], place: Place) -> Day:
    begin = datetime.combine(day, time(), tzinfo=place.zone)
    end = datetime.combine(day + timedelta(days=1), time(), tzinfo=place.zone)
    whole = {person for person, since, until in spans if since < end and (until is None or until > begin)}
    midnight = {person for person, since, until in spans if since < end and (until is None or until >= end)}
    ins = sum(begin <= since < end for _person, since, _until in spans)
    outs = sum(until is not None and begin <= until < end for _person, _since, until in spans)
    return Day(day, len(midnight), len(whole), ins, outs)


def holding(identifier: Any, *, viewer: Viewer) -> Holding:
    """Return what a place can hold.

    Raises:
        UnknownRecord: when there is none.
    """
    viewer.require(VIEW)
    found = Holding.objects.select_related("place").filter(pk=identifier).first()
    if found is None:
        raise UnknownRecord("No such place of custody.")
    return found


def looked_at(rows: list[Stay], *, viewer: Viewer, what: str = "custody.board") -> list[Stay]:
    """Log that people held were shown, and return them."""
    _log(viewer, what, rows)
    return rows


def _log(viewer: Viewer, what: str, rows: Iterable[Stay]) -> None:
    people = [("people.person", row.person_id) for row in rows]
    log(viewer, what, people, shown=len(people))


READERS = {"custody.stay": stay, "custody.holding": holding}
"""How each record of this room is read before an act is done to it."""

SHOWN = {
    "custody.stay": (
        "person_id",
        "authority",
        "citation",
        "began_at",
        "ended_at",
        "place_id",
        "juvenile",
        "alone",
        "at_risk",
        "family_unit",
        "level",
        "way",
        "reason",
        "subject_record",
        "subject",
    ),
    "custody.holding": ("place_id", "adults", "juveniles", "cells"),
}
"""What a reader may have of each as data."""
