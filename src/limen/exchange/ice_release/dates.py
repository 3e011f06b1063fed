"""Days and times in every form the releases write them in.

Written forms: ``2012-01-03`` with or without a time, ``1/3/2012``, ``1/3/12``, ``03-JAN-2012``, ``20120103``, and the
serial number of a spreadsheet, ``40911.5``. Whether 1/3 is in January or in March is told by the column as a whole; the
agency writes the month first, and so does a column that leaves it open.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime, timedelta

NAMES = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")
MONTHS = {name: place for place, name in enumerate(NAMES, 1)}
EPOCH = datetime(1899, 12, 30)  # noqa: DTZ001 - times are published without a zone
SERIALS = range(10_000, 75_000)
"""Serial numbers taken for days: 18 May 1927 to 1 May 2105. Below stand years and counts."""

PIVOT = 69
"""A year of two digits from here on is of the twentieth century: POSIX, ``strptime``, ``%y``."""

TIME = r"(?:[T ]+(\d{1,2}):(\d\d)(?::(\d\d)(?:\.\d{1,9})?)? ?([AP]M)?)?(?:Z|\+00:?00)?"
ISO = re.compile(rf"(\d{{4}})[-/](\d{{1,2}})[-/](\d{{1,2}}){TIME}", re.ASCII)
PARTED = re.compile(rf"(\d{{1,2}})[-/.](\d{{1,2}})[-/.](\d{{4}}|\d\d){TIME}", re.ASCII)
NAMED = re.compile(rf"(\d{{1,2}})[- ]?([A-Z]{{3}})[A-Z]*[- ,]*(\d{{4}}|\d\d){TIME}", re.ASCII)
PLAIN = re.compile(r"(\d{4})(\d\d)(\d\d)", re.ASCII)
SERIAL = re.compile(r"\d{5}(?:\.\d{1,20})?", re.ASCII)


def day_first(texts: Iterable[str]) -> bool:
    """Return whether a column writes the day before the month.

    Args:
        texts: cells of the column; those in other forms say nothing.

    Returns:
        True when some first number is above twelve and no second is; False otherwise, as the agency writes.
    """
    first = second = 0
    for text in texts:
        if found := PARTED.fullmatch(text.strip().upper()):
            first, second = max(first, int(found[1])), max(second, int(found[2]))
    return first > len(MONTHS) >= second > 0


def moment(text: str, *, days_first: bool = False) -> datetime | None:
    """Return the day and time that a cell writes, midnight where it writes no time; nothing where it is no date.

    Args:
        text: the cell; space at either end, case and fractions of a second do not matter.
        days_first: whether ``1/3/2012`` is the first of March.
    """
    text = text.strip().upper()
    try:
        if found := ISO.fullmatch(text):
            return _at(int(found[1]), int(found[2]), int(found[3]), found.groups()[3:])
        if found := PARTED.fullmatch(text):
            one, other = int(found[1]), int(found[2])
            month, day = (other, one) if days_first else (one, other)
            return _at(_year(found[3]), month, day, found.groups()[3:])
        if found := NAMED.fullmatch(text):
            return _at(_year(found[3]), MONTHS[found[2]], int(found[1]), found.groups()[3:])
        if found := PLAIN.fullmatch(text):
            return _at(int(found[1]), int(found[2]), int(found[3]), ())
        if SERIAL.fullmatch(text) and int(float(text)) in SERIALS:
            return _serial(float(text))
    except (ValueError, KeyError, OverflowError):
        return None
    return None


def _year(digits: str) -> int:
    year = int(digits)
    if len(digits) > len("99"):
        return year
    return year + (1900 if year >= PIVOT else 2000)


def _at(year: int, month: int, day: int, time: tuple[str | None, ...]) -> datetime:
    """Return a day and time; raise ValueError where there is none such."""
    if not time or time[0] is None:
        return datetime(year, month, day)  # noqa: DTZ001
    hour, minute, second, half = int(time[0]), int(time[1] or 0), int(time[2] or 0), time[3]
    if half:
        if not 1 <= hour <= len(MONTHS):
            raise ValueError
        hour = hour % len(MONTHS) + (len(MONTHS) if half == "PM" else 0)
    return datetime(year, month, day, hour, minute, second)  # noqa: DTZ001


def _serial(number: float) -> datetime:
    """Return the moment of a spreadsheet's serial number, to the nearest second."""
    return EPOCH + timedelta(days=int(number), seconds=round(number % 1 * 86_400))
