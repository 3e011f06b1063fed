"""How many days of unemployment a student in practical training has used: from the periods with each employer.

A day counts as employed when the hours a week of all employers on that day reach the least the law asks for. Plain
arithmetic: no table is read here.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Work:
    """A time with an employer.

    Args:
        first: its first day.
        last: its last day; None while it goes on.
        hours: hours a week.
    """

    first: date
    last: date | None
    hours: int


@dataclass(frozen=True, slots=True)
class Span:
    """Days from first to last, both counted."""

    first: date
    last: date

    @property
    def days(self) -> int:
        """Return how many days it has."""
        return (self.last - self.first).days + 1


def idle(first: date, last: date, works: Iterable[Work], least: int) -> list[Span]:
    """Return the spans of unemployment between two days, both counted, in order.

    Args:
        first: the first day of training.
        last: the last day that is looked at; nothing is idle when it lies before the first.
        works: the times with employers, in any order, overlapping or not.
        least: hours a week below which a day is one of unemployment.
    """
    clipped = [_clip(work, first, last) for work in works if work.first <= last and (work.last or last) >= first]
    edges = {first, *(work.first for work in clipped), *(work.last + DAY for work in clipped if work.last)}
    days = sorted(day for day in edges if first <= day <= last)
    found: list[Span] = []
    for index, day in enumerate(days):
        end = days[index + 1] - DAY if index + 1 < len(days) else last
        hours = sum(work.hours for work in clipped if work.first <= day <= (work.last or last))
        if hours >= least or end < day:
            continue
        if found and found[-1].last + DAY == day:
            found[-1] = Span(found[-1].first, end)
        else:
            found.append(Span(day, end))
    return found


def used(first: date, last: date, works: Iterable[Work], least: int) -> int:
    """Return how many days of unemployment there were between two days, both counted."""
    return sum(span.days for span in idle(first, last, works, least))


def exceeded_on(first: date, last: date, works: Sequence[Work], least: int, allowed: int) -> date | None:
    """Return the first day on which more than the allowed days are used, if nothing else happens; None if never."""
    left = allowed
    for span in idle(first, last, works, least):
        if span.days > left:
            return span.first + timedelta(days=left)
        left -= span.days
    return None


def _clip(work: Work, first: date, last: date) -> Work:
    return Work(max(work.first, first), min(work.last or last, last), work.hours)
