"""Dates as PAXLST writes them, and the century they leave out."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable
from datetime import MINYEAR, date

Century = Callable[[int], int]
"""Gives a two-digit year its century."""
PIVOT = 80
"""Two-digit years of transmissions and flights: EDIFACT is younger than 1980."""
EXPIRY_AHEAD = 50
"""No document is valid for longer than this many years from a flight."""
SHORT, LONG = 6, 8
TIME = 4
DAYS = {f"{month:02}": "30" if month in (4, 6, 9, 11) else "28" if month == 2 else "31" for month in range(1, 13)}  # noqa: PLR2004  months
"""The last day of each month in any year."""


MONTH_DAYS = {
    f"{month}{day:02}": f"-{month}-{day:02}" for month, last in DAYS.items() for day in range(1, int(last) + 1)
}
"""The days of any year as ``MMDD``, in ISO form."""


@functools.lru_cache(maxsize=64)
def birth_years(this: int) -> dict[str, str]:
    """Return the year of birth for each two-digit year that leaves no doubt on any day of a year.

    Args:
        this: the year of the flight.
    """
    return {f"{year % 100:02}": str(year) for year in range(this - 99, this)}


@functools.lru_cache(maxsize=64)
def expiry_years(this: int) -> dict[str, str]:
    """Return the year of expiry for each two-digit year.

    Args:
        this: the year of the flight.
    """
    return {f"{year % 100:02}": str(year) for year in range(this + EXPIRY_AHEAD - 99, this + EXPIRY_AHEAD + 1)}


def reference_day(moments: Iterable[str]) -> date | None:
    """Return the day of the first moment there is: of a flight, or of the transmission."""
    return next((date.fromisoformat(text[:10]) for text in moments if text), None)


def moment(text: str) -> str:
    """Return a scheduled time, ``YYMMDDHHMM`` or ``CCYYMMDDHHMM`` or a date alone, in ISO form; empty if it is none."""
    day, clock = _split(text)
    found = _whole(day, lambda year: 1900 + year if year >= PIVOT else 2000 + year)
    if not found or not clock:
        return found
    if len(clock) < TIME or clock[:2] > "24" or clock[2:TIME] > "59":
        return ""
    return f"{found}T{clock[:2]}:{clock[2:TIME]}"


def birth(text: str, today: date) -> str:
    """Return a date of birth as far as known; empty if it is none.

    Args:
        text: ``YYMMDD`` or ``CCYYMMDD``; zeros or letters stand for parts nobody knows.
        today: no one on the list is born after it.
    """

    text = text.strip()

    def century(year: int) -> int:
        base = today.year - today.year % 100 + year
        return base - 100 if base > today.year else base

    found = _partial(text, century)
    if found > today.isoformat() and len(text) == SHORT:
        return _partial(text, lambda year: century(year) - 100)
    return found


def expiry(text: str, today: date) -> str:
    """Return a date of expiry as far as known; empty if it is none.

    Args:
        text: ``YYMMDD`` or ``CCYYMMDD``.
        today: the century is chosen so that the date lies at most fifty years after it.
    """

    def century(year: int) -> int:
        base = today.year - today.year % 100 + year
        if base > today.year + EXPIRY_AHEAD:
            return base - 100
        return base + 100 if base <= today.year - EXPIRY_AHEAD else base

    return _partial(text.strip(), century)


def _split(text: str) -> tuple[str, str]:
    digits = text.strip()
    if not (digits.isascii() and digits.isdigit()):
        return "", ""
    if len(digits) in (SHORT, SHORT + TIME):
        return digits[:SHORT], digits[SHORT:]
    return (digits[:LONG], digits[LONG:]) if len(digits) >= LONG else ("", "")


def _whole(digits: str, century: Century) -> str:
    found = _partial(digits, century)
    return found if len(found) == len("1974-08-12") else ""


def _partial(text: str, century: Century) -> str:
    """Return a date without the parts that are zeros or letters."""
    if len(text) == SHORT:
        head, rest = text[:2], text[2:]
    elif len(text) == LONG:
        head, rest = text[:4], text[4:]
    else:
        return ""
    if not (head.isascii() and head.isdigit()):
        return ""
    year = century(int(head)) if len(head) == len("YY") else int(head)
    month, day = rest[:2], rest[2:]
    if day <= DAYS.get(month, "") and day.isascii() and day.isdigit() and day != "00" and year >= MINYEAR:
        return f"{year:04}-{month}-{day}"
    return _odd(year, month, day)


def _odd(year: int, month: str, day: str) -> str:
    """Return a date whose parts are not all known, or a leap day; empty if it is none."""
    months, days = _part(month, 12), _part(day, 31)
    if months is None or days is None or year < MINYEAR:
        return ""
    if not months:
        return f"{year:04}"
    if not days:
        return f"{year:04}-{months:02}"
    try:
        return date(year, months, days).isoformat()
    except ValueError:
        return ""


def _part(text: str, most: int) -> int | None:
    """Return a month or a day, 0 when it is not known, None when it is none."""
    if not (text.isascii() and text.isdigit()):
        return 0 if text in ("XX", "xx", "<<", "  ") else None
    return int(text) if int(text) <= most else None
