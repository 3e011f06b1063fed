"""Dates of birth as far as they are known, and what their agreement is worth."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

_FORM = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
LONG_YEAR, LONG_MONTH = 400, 40
YEAR, WEEK = 366, 7
MOST_YEARS = 100
MONTHS, MOST_DAYS = 12, 31
NEW_YEAR = (1, 1)


@dataclass(frozen=True, slots=True)
class Birth:
    """The days a birth may have been on, as ordinals of the proleptic Gregorian calendar.

    Args:
        first: the first possible day.
        last: the last possible day.
        about: whether the source calls it approximate.
    """

    first: int
    last: int
    about: bool = False

    @property
    def full(self) -> bool:
        """Return whether the day is known."""
        return self.first == self.last

    @property
    def day(self) -> date:
        """Return the first possible day."""
        return date.fromordinal(self.first)


@lru_cache(maxsize=131_072)
def birth(text: str) -> Birth | None:
    """Return the days that a date of birth allows; None where the text says none.

    Args:
        text: ``1970``, ``1970-05``, ``1970-05-17``, an interval ``1968/1972``; ``~`` behind where approximate.
    """
    about = text.endswith("~")
    ends = [_bounds(part) for part in text.rstrip("~").split("/")]
    known = [end for end in ends if end is not None]
    if not known or len(known) != len(ends):
        return None
    first, last = min(end[0] for end in known), max(end[1] for end in known)
    return Birth(first, last, about)


def _bounds(text: str) -> tuple[int, int] | None:
    found = _FORM.fullmatch(text.strip())
    if found is None:
        return None
    year, month, day = (int(part) if part else 0 for part in found.groups())
    # a zone or a list writes 00 for a month or a day that is not known
    try:
        if month and day:
            return date(year, month, day).toordinal(), date(year, month, day).toordinal()
        if month:
            following = date(year + month // 12, month % 12 + 1, 1)
            return date(year, month, 1).toordinal(), (following - timedelta(days=1)).toordinal()
        return date(year, 1, 1).toordinal(), date(year, 12, 31).toordinal()
    except ValueError:
        return None


def swapped(day: date) -> date | None:
    """Return a date with day and month exchanged; None where that is no other date."""
    if day.day == day.month:
        return None
    try:
        return date(day.year, day.day, day.month)
    except ValueError:
        return None


@lru_cache(maxsize=8_192)
def one_digit_off(day: date) -> tuple[int, ...]:
    """Return the ordinals of the dates that differ from a date in one digit of YYYYMMDD."""
    months = [item for item in _digit_off(day.month, 2) if 1 <= item <= MONTHS]
    days = [item for item in _digit_off(day.day, 2) if 1 <= item <= MOST_DAYS]
    options = [(year, day.month, day.day) for year in _digit_off(day.year, 4) if abs(year - day.year) <= MOST_YEARS]
    options += [(day.year, month, day.day) for month in months] + [(day.year, day.month, item) for item in days]
    found = set()
    for option in options:
        try:
            found.add(date(*option).toordinal())
        except ValueError:
            continue
    if (day.month, day.day) == NEW_YEAR:
        # people whose day is not known are born "on 1 January": of years that differ in a digit, they are two people
        found -= {date(year, 1, 1).toordinal() for year in range(max(day.year - 61, 1), min(day.year + 61, 9999))}
    return tuple(sorted(found))


def _digit_off(number: int, digits: int) -> list[int]:
    """Return the numbers that differ from one in a single decimal digit."""
    units = [10**place for place in range(digits)]
    return [
        number + (other - number // unit % 10) * unit
        for unit in units
        for other in range(10)
        if other != number // unit % 10
    ]


def tier(asked: Birth, listed: Birth) -> str:
    """Return how two dates of birth stand to each other; symmetric.

    Returns:
        ``exact``, ``new-year`` (exact, on the 1 January that stands for "unknown"), ``swapped``, ``digit``, ``near``
        (within a week, or a year where one is approximate), ``month``, ``year``, or ``conflict``.
    """
    if asked.full and listed.full:
        return _full(asked, listed)
    apart = max(asked.first - listed.last, listed.first - asked.last, 0)
    if apart == 0:
        widest = max(asked.last - asked.first, listed.last - listed.first)
        return "month" if widest < LONG_MONTH else "year" if widest < LONG_YEAR else "span"
    about = asked.about or listed.about
    return "near-year" if apart <= (2 if about else 1) * YEAR else "conflict"


def _full(asked: Birth, listed: Birth) -> str:
    one, other = asked.day, listed.day
    if one == other:
        return "new-year" if (one.month, one.day) == NEW_YEAR else "exact"
    if swapped(one) == other:
        return "swapped"
    if listed.first in one_digit_off(one):
        return "digit"
    if abs(asked.first - listed.first) <= WEEK:
        return "near"
    if one.year == other.year and NEW_YEAR in ((one.month, one.day), (other.month, other.day)):
        # 1 January stands for a year alone in many registers
        return "year"
    if (asked.about or listed.about) and abs(one.year - other.year) <= 1:
        return "near-year"
    return "conflict"
