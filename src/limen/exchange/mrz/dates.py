"""Dates of a zone: six characters, of which unknown parts are fillers (Doc 9303-3, 4.8)."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date
from functools import lru_cache

YYMMDD = re.compile(r"(?:[0-9]{6}|[0-9]{4}<<|[0-9]{2}<<<<|<<<<<<)\Z")
PARTS = re.compile(r"[0-9<]{6}\Z")
YEARS_BACK = 99
"""A two-digit year of birth is the last one that is not in the future."""
YEARS_ROUND = 50
"""A two-digit year of expiry is the one that lies from fifty years back to forty-nine ahead."""


@lru_cache(maxsize=1 << 16)
def read_birth(text: str, today: date) -> tuple[str, str]:
    """Return a date in the past as far as it is known, and what is wrong.

    It reads ``1974-08-12``, ``1974-08``, ``1974`` or, when nothing is known, nothing.

    Args:
        text: the zone's six characters.
        today: the last day it may be.
    """
    read, fault = _read(text, today.year - YEARS_BACK)
    if read and read > today.isoformat()[: len(read)]:
        return _read(text, today.year - YEARS_BACK - 1)
    return read, fault


@lru_cache(maxsize=1 << 16)
def read_expiry(text: str, today: date) -> tuple[str, str]:
    """Return a date around today as far as it is known, and what is wrong.

    Args:
        text: the zone's six characters.
        today: the day its century is reckoned from.
    """
    return _read(text, today.year - YEARS_ROUND)


def _read(text: str, first: int) -> tuple[str, str]:
    """Read six characters, their year lying in the hundred years from ``first`` on."""
    if not PARTS.match(text):
        return "", f"“{text}” is not a date of the form YYMMDD."
    if not YYMMDD.match(text):
        known = text[:2] if text[:2].isdigit() else ""
        year = f"{first + (int(known) - first) % 100:04d}" if known else ""
        return year, f"“{text}” gives part of a date whose larger part is unknown."
    known = text.rstrip("<")
    if not known:
        return "", ""
    year_number = first + (int(known[:2]) - first) % 100
    return _within(year_number, known[2:4], known[4:6])


def _within(year: int, month: str, day: str) -> tuple[str, str]:
    if not month:
        return f"{year:04d}", ""
    if not 1 <= int(month) <= 12:  # noqa: PLR2004  months of the year
        return f"{year:04d}", f"There is no month {month}."
    if not day:
        return f"{year:04d}-{month}", ""
    if not 1 <= int(day) <= monthrange(year, int(month))[1]:
        return f"{year:04d}-{month}", f"There is no day {day} in {year:04d}-{month}."
    return f"{year:04d}-{month}-{day}", ""
