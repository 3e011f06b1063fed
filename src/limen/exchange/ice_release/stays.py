"""Who was held where on each day, from stints: stays, populations, book-ins and book-outs, lengths of stay.

Two counts of a day are usual, and differ:

* the **midnight population** of a day: the people still held at the end of it, after 11:59 p.m.; the agency reports it;
* the **24-hour population** of a day: those held for any part of it, among them those booked out before midnight.

So the Deportation Data Project (codebook of the daily population of ICE detention facilities: at any point in the day,
and at the midnight at its end) and the Vera Institute (ICE Detention Trends: midnight and 24-hour population). Both go
by calendar days in the time of the place: who was booked out on the next day, at whatever hour, was held at midnight.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import numpy as np
from numpy.typing import NDArray

from limen.exchange.ice_release.model import Stint

Seconds = NDArray[np.int64]
"""Moments as seconds since 1970, without a zone."""

OPEN = np.int64(1 << 38)
"""The end of what has not ended: later than any moment that is told."""

DAY = 86_400
EPOCH = datetime(1970, 1, 1)  # noqa: DTZ001 - releases tell the time of the place


@dataclass(frozen=True, slots=True)
class Stints:
    """Stints as columns, all of one length.

    Args:
        person: whose each is, as a number; rows without an identifier have one of their own each.
        facility: where, as a place in ``facilities``.
        start: when booked in.
        end: when booked out, ``OPEN`` for those still held; never before the start.
        facilities: the codes of the facilities, or their names where a release has no codes.
        left_out: how many rows tell no book-in or facility, withhold the book-out, or have it before the book-in.
    """

    person: NDArray[np.int64]
    facility: NDArray[np.int64]
    start: Seconds
    end: Seconds
    facilities: tuple[str, ...]
    left_out: int = 0


@dataclass(frozen=True, slots=True)
class Stays:
    """Stays as columns, all of one length, by person and start.

    Args:
        person: whose, as in the stints.
        start: the first book-in.
        end: the last book-out; ``OPEN`` for those that last.
        first: the facility of the first stint, as in the stints.
        last: the facility of the stint that ended last.
        stints: of how many stints each is made.
    """

    person: NDArray[np.int64]
    start: Seconds
    end: Seconds
    first: NDArray[np.int64]
    last: NDArray[np.int64]
    stints: NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Population:
    """Counts by facility and day; each array has a row a facility and a column a day.

    Args:
        facilities: what the rows are; one, with an empty name, for all facilities together.
        first: the day of the first column.
        midnight: people held at the midnight that ends the day.
        whole_day: people held for any part of the day, each once.
        book_ins: stints that began on the day.
        book_outs: stints that ended on the day.
    """

    facilities: tuple[str, ...]
    first: date
    midnight: NDArray[np.int32]
    whole_day: NDArray[np.int32]
    book_ins: NDArray[np.int32]
    book_outs: NDArray[np.int32]

    @property
    def days(self) -> tuple[date, ...]:
        """Return the days of the columns."""
        return tuple(self.first + timedelta(days=place) for place in range(self.midnight.shape[1]))


@dataclass(frozen=True, slots=True)
class Lengths:
    """How long stays were, in days of 24 hours, fractions kept.

    Args:
        stays: how many stays ended in the period.
        mean: their mean length; zero where none ended.
        median: their median length; likewise.
        longest: the longest of them; likewise.
    """

    stays: int
    mean: float
    median: float
    longest: float


def stints_of(rows: Iterable[Stint]) -> Stints:
    """Return rows as columns.

    Args:
        rows: the stints; of those without an identifier of the person, each is taken for a person of its own.
    """
    people: dict[str, int] = {}
    places: dict[str, int] = {}
    told: list[tuple[int, int, int, int]] = []
    left_out = alone = 0
    for row in rows:
        start, end = _seconds(row.book_in), int(OPEN) if row.book_out is None else _seconds(row.book_out)
        place = row.facility_code if isinstance(row.facility_code, str) else row.facility
        if start is None or end is None or end < start or not isinstance(place, str):
            left_out += 1
            continue
        alone -= 1
        person = people.setdefault(row.person, len(people)) if isinstance(row.person, str) else alone
        told.append((person, places.setdefault(place, len(places)), start, end))
    columns = np.array(told, dtype=np.int64).reshape(-1, 4).T
    return Stints(columns[0].copy(), columns[1].copy(), columns[2].copy(), columns[3].copy(), tuple(places), left_out)


def _seconds(moment: object) -> int | None:
    if not isinstance(moment, datetime):
        return None
    return (moment - EPOCH) // timedelta(seconds=1)


def stays(stints: Stints, tolerance: timedelta) -> Stays:
    """Join stints of one person to stays.

    A stint belongs to the stay before it when it begins no later than ``tolerance`` after the latest end of that; so do
    stints that overlap. What follows a stint that has not ended belongs to its stay.

    Args:
        stints: the stints.
        tolerance: how long a gap may be and still be one stay: a transfer takes time on the road.
    """
    order = np.lexsort((stints.end, stints.start, stints.person))
    person, start, end = stints.person[order], stints.start[order], stints.end[order]
    latest = _latest(_changes(person), end)
    opens = _changes(person)
    gap = int(tolerance / timedelta(seconds=1))
    opens[1:] |= start[1:] > latest[:-1] + gap
    firsts = np.flatnonzero(opens)
    facility = stints.facility[order]
    lasts = _lasts(firsts, len(person))
    return Stays(
        person[firsts],
        start[firsts],
        latest[lasts],
        facility[firsts],
        facility[_enders(firsts, end)],
        lasts - firsts + 1,
    )


def _changes(*keys: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Return where a new group begins in sorted keys."""
    found = np.ones(len(keys[0]), dtype=bool)
    found[1:] = False
    for key in keys:
        found[1:] |= key[1:] != key[:-1]
    return found


def _latest(begins: NDArray[np.bool_], end: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the latest end so far within each group."""
    if not len(end):
        return end
    low = end.min()
    lift = (np.cumsum(begins) - 1) * (int(end.max() - low) + 1)
    return np.asarray(np.maximum.accumulate(end - low + lift) - lift + low)


def _enders(firsts: NDArray[np.int64], end: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return, for each group, the place of its latest end; of equal ends, the last."""
    groups = np.zeros(len(end), dtype=np.int64)
    groups[firsts] = 1
    order = np.lexsort((end, np.cumsum(groups)))
    return np.asarray(order[_lasts(firsts, len(end))])


def _lasts(firsts: NDArray[np.int64], count: int) -> NDArray[np.int64]:
    """Return the place of the last of each group, from the places of the firsts."""
    return np.append(firsts[1:], count)[: len(firsts)] - 1


def population(stints: Stints, first: date, last: date, *, as_of: date, together: bool = False) -> Population:
    """Count who was held on each day; see the module for what the two populations are.

    A person with several stints in one facility on one day is counted once there.

    Args:
        stints: the stints.
        first: the first day counted.
        last: the last day counted.
        as_of: the last day that the release covers; who was not booked out by then is counted to its midnight.
        together: count the people of all facilities together, each once, in place of each facility.

    Raises:
        ValueError: when the last day is before the first.
    """
    if last < first:
        raise ValueError("The last day is before the first.")
    facility = np.zeros_like(stints.facility) if together else stints.facility
    names = ("",) if together else stints.facilities
    grid = _Grid(len(names), _day(first), (last - first).days + 1)
    begins = stints.start // DAY
    closed = stints.end < OPEN
    ends = np.where(closed, stints.end // DAY, _day(as_of) + 1)
    kept = begins <= ends
    person, place, start, end = stints.person[kept], facility[kept], begins[kept], ends[kept]
    order = np.lexsort((start, place, person))
    person, place, start, end = person[order], place[order], start[order], end[order]
    return Population(
        names,
        first,
        grid.held(*_merged(person, place, start, end)),
        grid.held(*_merged(person, place, start, np.where(closed[kept][order], end + 1, end))),
        grid.counted(facility, begins),
        grid.counted(facility[closed], ends[closed]),
    )


def _merged(
    person: NDArray[np.int64], place: NDArray[np.int64], start: NDArray[np.int64], end: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """Return the facilities, first days and days after the last of sorted spans, joined where one person's overlap."""
    some = start < end
    person, place, start, end = person[some], place[some], start[some], end[some]
    if not len(start):
        return place, start, end
    groups = _changes(person, place)
    latest = _latest(groups, end)
    opens = groups
    opens[1:] |= start[1:] >= latest[:-1]
    firsts = np.flatnonzero(opens)
    return place[firsts], start[firsts], latest[_lasts(firsts, len(start))]


class _Grid:
    """Facilities by days, to count in.

    Args:
        facilities: how many.
        first: the first day, as days since 1970.
        days: how many.
    """

    def __init__(self, facilities: int, first: int, days: int) -> None:
        self._facilities, self._first, self._days = facilities, first, days

    def counted(self, place: NDArray[np.int64], day: NDArray[np.int64]) -> NDArray[np.int32]:
        """Return how many fall on each facility and day."""
        within = (day >= self._first) & (day < self._first + self._days)
        cells = place[within] * self._days + (day[within] - self._first)
        found = np.bincount(cells, minlength=self._facilities * self._days)
        return found.astype(np.int32).reshape(self._facilities, self._days)

    def held(self, place: NDArray[np.int64], start: NDArray[np.int64], end: NDArray[np.int64]) -> NDArray[np.int32]:
        """Return how many spans cover each facility and day, the day of their end left out."""
        wide = self._days + 1
        begin = np.clip(start - self._first, 0, self._days)
        finish = np.clip(end - self._first, 0, self._days)
        size = self._facilities * wide
        change = np.bincount(place * wide + begin, minlength=size) - np.bincount(place * wide + finish, minlength=size)
        found = np.cumsum(change.reshape(self._facilities, wide), axis=1, dtype=np.int32)
        return np.ascontiguousarray(found[:, : self._days])


def _day(day: date) -> int:
    return (day - EPOCH.date()).days


def lengths(found: Stays, first: date, last: date) -> Lengths:
    """Return how long the stays were that ended in a period.

    Args:
        found: the stays; those that last are left out, as their length is not known.
        first: the first day of the period.
        last: its last day.
    """
    ended = (found.end < OPEN) & (found.end // DAY >= _day(first)) & (found.end // DAY <= _day(last))
    days = (found.end[ended] - found.start[ended]) / DAY
    if not len(days):
        return Lengths(0, 0.0, 0.0, 0.0)
    return Lengths(len(days), float(days.mean()), float(np.median(days)), float(days.max()))
