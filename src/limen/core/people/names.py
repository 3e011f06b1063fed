"""Folding names and dates so that what is written in two ways can be compared."""

from __future__ import annotations

import calendar
import re
import unicodedata
from datetime import date
from typing import Any

from limen.kernel import BadInput, Problem

_LETTERS = str.maketrans({"ß": "SS", "ẞ": "SS", "Æ": "AE", "Œ": "OE", "Ø": "O", "Ł": "L", "Đ": "D", "Þ": "TH"})
_KEEP = re.compile(r"[^\w ]+")
BIRTH = re.compile(r"^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$")


def fold(*parts: str) -> str:
    """Return names in capitals without accents, punctuation or doubled spaces, joined by one space."""
    text = " ".join(part for part in parts if part).upper().translate(_LETTERS)
    text = "".join(sign for sign in unicodedata.normalize("NFKD", text) if not unicodedata.combining(sign))
    return " ".join(_KEEP.sub(" ", text.replace("'", "").replace("’", "")).split())


def fold_number(number: str) -> str:
    """Return a document number in capitals, letters and digits only, the letter O read as the digit."""
    return re.sub(r"[^0-9A-Z]", "", number.upper()).replace("O", "0")


def shown_name(claim: Any) -> str:
    """Return a name as a page shows it, as a person's own is: the surname first, in capitals, as documents do."""
    return ", ".join(part for part in (claim.surname.upper(), claim.given_names) if part)


def birth_bounds(birth: str) -> tuple[date | None, date | None]:
    """Return the first and last day a birth may have been on.

    Raises:
        BadInput: when the text is not a year, a month or a day.
    """
    if not birth:
        return None, None
    found = BIRTH.match(birth)
    if not found:
        raise _bad_birth(birth)
    year, month, day = (int(part) if part else 0 for part in found.groups())
    try:
        if day:
            return date(year, month, day), date(year, month, day)
        if month:
            return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])
        return date(year, 1, 1), date(year, 12, 31)
    except (ValueError, calendar.IllegalMonthError) as error:
        raise _bad_birth(birth) from error


def _bad_birth(birth: str) -> BadInput:
    return BadInput(
        f"“{birth}” is not a date of birth.",
        problems=[Problem("birth", "date.form", "Write 1985-04-12, or 1985-04 or 1985 when no more is known.")],
    )
