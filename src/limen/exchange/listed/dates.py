"""Dates as lists write them, with their uncertainty."""

from __future__ import annotations

import re
from datetime import date

MONTHS = {
    name: number
    for number, name in enumerate(
        ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"), start=1
    )
}
ROUGHLY = re.compile(
    r"^(?:approximately|approx\.?|circa|ca?\.|about|around|between approximately|early|mid|late|possibly)[\s-]+",
    re.IGNORECASE,
)
ISO = re.compile(r"^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?(?:T[\d:.Z+-]*)?$")
WORDS = re.compile(r"^(?:(\d{1,2})(?:st|nd|rd|th)?[\s-]+)?([A-Za-z]{3,9})\.?,?[\s-]+(\d{4})$")
AMERICAN = re.compile(r"^([A-Za-z]{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,\s*(\d{4})$")
DECADE = re.compile(r"^(\d{3})0s$")
RANGE = re.compile(r"^(?:between\s+|from\s+)?(.+?)\s*(?:\bto\b|\band\b|/|\s-\s|–)\s*(.+)$", re.IGNORECASE)
YEARS = re.compile(r"^(\d{4})\s*-\s*(\d{4})$")
SHORTEST_MONTH = 3


def partial_date(text: str) -> str:
    """Return a date as ISO 8601 as far as it is known, with its uncertainty; nothing where none can be read.

    Args:
        text: ``15 Jan 1955``, ``Jan 1955``, ``1955``, ``circa 1951``, ``1951 to 1953``, ``15 Jan 1955 to 20 Feb 1956``,
            ``1960s``, ``1955-01-15`` …

    Returns:
        ``1955-01-15``, ``1955-01``, ``1955``, ``1951~``, ``1951/1953``, ``1955-01-15/1956-02-20``, ``1960/1969``.
    """
    plain = " ".join(text.split()).strip(".,;()")
    certain = ROUGHLY.sub("", plain)
    found = _interval(certain) or _one(certain)
    return f"{found}~" if found and certain != plain else found


def _interval(text: str) -> str:
    decade, split = DECADE.match(text), YEARS.match(text) or RANGE.match(text)
    if decade:
        return f"{decade[1]}0/{decade[1]}9"
    if split is None:
        return ""
    parts = [ROUGHLY.sub("", part.strip()) for part in split.groups()]
    year = re.search(r"\b\d{4}$", parts[1])
    first, last = _one(parts[0]) or (_one(f"{parts[0]} {year[0]}") if year else ""), _one(parts[1])
    if not (first and last) or first > last:
        return ""
    return f"{first}/{last}" if first != last else first


def _one(text: str) -> str:
    iso, words, american = ISO.match(text), WORDS.match(text), AMERICAN.match(text)
    if iso:
        return _checked(*iso.groups())
    if words:
        day, month, year = words.groups()
    elif american:
        month, day, year = american.groups()
    else:
        return ""
    number = MONTHS.get(month[:SHORTEST_MONTH].lower())
    return _checked(year, str(number), day) if number else ""


def _checked(year: str, month: str | None, day: str | None) -> str:
    try:
        date(int(year), int(month or 1), int(day or 1))
    except ValueError:
        return ""
    return "-".join(part for part in (year, month and month.zfill(2), day and day.zfill(2)) if part)
