"""Dates, names and card numbers as PNRGOV writes them."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date
from functools import lru_cache

MONTHS = {
    name: number
    for number, name in enumerate(
        ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"), 1
    )
}
WORDED_DATE = re.compile(r"(\d{1,2})([A-Z]{3})(\d{4}|\d{2})", re.ASCII)
DIGITS = re.compile(r"\d+\Z", re.ASCII)

TITLES = frozenset(("MR", "MRS", "MS", "MISS", "MSTR", "MX", "DR", "PROF", "REV", "SIR", "DAME", "LADY", "LORD", "HON"))
"""Titles when they stand as a word of their own."""
GLUED_TITLES = ("MSTR", "MISS", "MRS", "MR", "MS")
"""Titles that reservation systems write on to the end of a given name, the longest first."""
SHORTEST_NAME = 2
"""Letters that must be left of a name for what follows to count as a title written on to it: AMR is a name."""

CARD_RUN = re.compile(r"(?<![0-9A-Za-z])(?:\d[ \-]?){13,18}\d(?![0-9])", re.ASCII)
CARD_AFTER_CODE = re.compile(r"(CC[ /:]{0,2}(?:[A-Z]{2})?[ /:]{0,2})((?:[\dX*][ \-]?){11,18}[\dX*])", re.ASCII)
CARD_BEGINS = re.compile(r"(?:4|5[0-9]|2[2-7]|3[04-9]|6)", re.ASCII)
LEAST_CARD, MOST_CARD = 14, 19
"""Digits of a card in a free text. Cards of thirteen are no more, and that is the length of a ticket's number."""
SHOWN = 4
"""Signs of a card number that stay readable."""


@lru_cache(maxsize=8192)
def moment(day: str, time: str = "") -> str | None:
    """Return ``DDMMYY`` and ``HHMM`` or ``HHMMSS`` in ISO form, the time only where there is one.

    Years are of this century: the message is younger than it. Nothing is returned for what is no date or no time,
    an empty string for an empty date.
    """
    if not day:
        return "" if not time else None
    if len(day) != len("DDMMYY") or not DIGITS.match(day):
        return None
    known = _day(2000 + int(day[4:]), int(day[2:4]), int(day[:2]))
    if known is None or not time:
        return known
    clock = clock_of(time)
    return None if clock is None else f"{known}T{clock}"


def clock_of(time: str) -> str | None:
    """Return ``HHMM`` or ``HHMMSS`` as ``HH:MM`` or ``HH:MM:SS``, or nothing when it is no time."""
    if len(time) not in (len("HHMM"), len("HHMMSS")) or not DIGITS.match(time):
        return None
    parts = [time[at : at + 2] for at in range(0, len(time), 2)]
    if int(parts[0]) > 23 or any(int(part) > 59 for part in parts[1:]):  # noqa: PLR2004  hours and minutes of a day
        return None
    return ":".join(parts)


@lru_cache(maxsize=8192)
def worded_date(text: str, latest: int) -> str | None:
    """Return ``DDMMMYY`` or ``DDMMMYYYY`` in ISO form, or nothing when it is no date.

    Args:
        text: as written, ``12JUL64``.
        latest: the last year a two-digit year may mean; the century before is taken for a later one.
    """
    match = WORDED_DATE.fullmatch(text)
    if match is None or match[2] not in MONTHS:
        return None
    year = int(match[3])
    if len(match[3]) == 2:  # noqa: PLR2004  digits of a short year
        year += latest - latest % 100
        if year > latest:
            year -= 100
    return _day(year, MONTHS[match[2]], int(match[1]))


def _day(year: int, month: int, day: int) -> str | None:
    if not (1 <= year <= date.max.year and 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]):  # noqa: PLR2004  months of the year
        return None
    return f"{year:04d}-{month:02d}-{day:02d}"


def split_title(given: str, *, sex: str = "", documented: str = "") -> tuple[str, str]:
    """Part a given name from the title written after, before or on to it.

    Args:
        given: as the booking writes it: ``JOHNMR``, ``KONG CHUN MRS``.
        sex: the sex a travel document gives, where known; a man's WILLIAMS is no Ms Willia.
        documented: the given names a travel document gives; ADAMS there is no Ms Ada here.

    Returns:
        The name and the title; what is cut off is never lost, for the name stays as written beside it.
    """
    words = given.split()
    name = " ".join(words)
    if not words:
        return "", ""
    if words[-1] in TITLES:
        return " ".join(words[:-1]), words[-1]
    if words[0] in GLUED_TITLES:
        return " ".join(words[1:]), words[0]
    for title in GLUED_TITLES:
        if words[-1].endswith(title) and len(words[-1]) - len(title) >= SHORTEST_NAME:
            if title == "MS" and (sex == "M" or name == documented):
                break
            return name[: -len(title)], title
    return name, ""


def person_key(surname: str, given: str) -> tuple[str, str]:
    """Return what two spellings of one person's name share: letters alone, and the first given name."""
    return "".join(filter(str.isalnum, surname.upper())), next(iter(given.upper().split()), "")


def mask(number: str) -> str:
    """Return a card number with all but its last four signs hidden; any grouping goes."""
    bare = "".join(filter(str.isalnum, number))
    return "X" * max(len(bare) - SHOWN, 0) + bare[-SHOWN:] if len(bare) > SHOWN else bare


def mask_cards(text: str) -> str:
    """Hide every card number that stands in a free text, but for its last four digits.

    A run of digits is taken for one when it has a card's length, beginning and check digit (ISO/IEC 7812-1), or when
    the code for payment by card stands before it.
    """
    if len(text) < LEAST_CARD:
        return text
    text = CARD_AFTER_CODE.sub(lambda found: found[1] + mask(found[2]), text)
    return CARD_RUN.sub(lambda found: mask(found[0]) if _is_card(found[0]) else found[0], text)


def _is_card(text: str) -> bool:
    digits = "".join(filter(str.isdigit, text))
    if not CARD_BEGINS.match(digits) or not LEAST_CARD <= len(digits) <= MOST_CARD:
        return False
    return sum(_doubled(digits)) % 10 == 0


def _doubled(digits: str) -> Iterator[int]:
    for at, digit in enumerate(reversed(digits)):
        value = int(digit) * (1 + at % 2)
        yield value - 9 if value > 9 else value  # noqa: PLR2004  the digits of a number up to 18 added
