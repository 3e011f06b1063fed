"""From the text of a cell to its value, and to the one form of it that a digest is made of."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable
from datetime import date, datetime, time
from typing import Any, get_type_hints

from limen.exchange.ice_release.dates import moment
from limen.exchange.ice_release.headings import nulls
from limen.exchange.ice_release.model import Day, Moment, Number, Redacted, Row

Value = str | date | datetime | float | Redacted | None
Read = tuple[Value, str]
"""A value, and its one form."""

HELD = 20_000
"""How many different cells of a column are remembered; what repeats is read once."""

EXEMPTION = re.compile(r"b7[a-f](?![0-9])|[bjk][1-9]", re.ASCII)
EXEMPTIONS = re.compile(rf"(?:{EXEMPTION.pattern})+", re.ASCII)
SAID = {"redacted", "withheld"}
LONGEST_REDACTION = 200
AMOUNT = re.compile(r"-?\d{1,15}(?:\.\d{1,9})?", re.ASCII)


def redaction(text: str) -> Redacted | None:
    """Return a cell as a redaction, or nothing where it says something else.

    A cell is one when nothing stands in it but exemptions, at least one in brackets, with any signs and ``and`` between
    them (``(b)(6),(b)(7)(c )``, ``b(6), b(7)C``), or the word redacted. Text that is redacted in part stays text.

    Args:
        text: the cell.
    """
    if "(" not in text and "[" not in text and text.strip().casefold() not in SAID:
        return None
    if len(text) > LONGEST_REDACTION:
        return None
    told = "".join(re.findall(r"[a-z0-9]+", text.casefold().replace("and", " "), re.ASCII))
    if told in SAID:
        return Redacted()
    if "(" in text and EXEMPTIONS.fullmatch(told) and not re.search(r"[^\x00-\x7f]", text):
        return Redacted(tuple(dict.fromkeys(EXEMPTION.findall(told))))
    return None


class Column(dict[str, Read]):
    """What the cells of one column were read as.

    Args:
        field: the field it is for.
        read: from a cell's text to its value, or to nothing where it cannot be read.
        trouble: where fields with cells that cannot be read are told, as (field, text).
    """

    __slots__ = ("_read", "_trouble", "field")

    def __init__(self, field: str, read: Callable[[str], Read | None], trouble: list[tuple[str, str]]) -> None:
        super().__init__()
        self.field, self._read, self._trouble = field, read, trouble

    def __missing__(self, text: str) -> Read:
        """Read a cell not seen before; one that cannot be read is told and read as empty."""
        found = self._read(text)
        if found is None:
            self._trouble.append((self.field, text))
            return (None, "")
        if len(self) >= HELD:
            self.clear()
        self[text] = found
        return found


class Moments(Column):
    """What the cells of a column of moments were read as: its days and its times of day are each remembered apart.

    Args:
        field: see :class:`Column`.
        read: likewise.
        trouble: likewise.
    """

    __slots__ = ("_days", "_times")

    def __init__(self, field: str, read: Callable[[str], Read | None], trouble: list[tuple[str, str]]) -> None:
        super().__init__(field, read, trouble)
        self._days: dict[str, tuple[date, str]] = {}
        self._times: dict[str, tuple[time, str]] = {}

    def __missing__(self, text: str) -> Read:
        """Put a cell together of a day and a time of day seen before, or else read it and remember both."""
        day_text, _, time_text = text.partition(" ")
        day, at = self._days.get(day_text), self._times.get(time_text)
        if day is None or at is None:
            found = super().__missing__(text)
            self._learn(day_text, time_text, found[0])
            return found
        return (datetime.combine(day[0], at[0]), f"{day[1]}T{at[1]}")

    def _learn(self, day_text: str, time_text: str, found: Value) -> None:
        if not time_text or not isinstance(found, datetime):
            return
        alone = self._read(day_text)
        if alone is None or alone[0] != datetime.combine(found.date(), time()):
            return
        for seen in (self._days, self._times):
            if len(seen) >= HELD:
                seen.clear()
        self._days[day_text] = (found.date(), found.date().isoformat())
        self._times[time_text] = (found.time(), found.time().isoformat())


def columns(
    row: type[Row], fields: Iterable[str], days_first: dict[str, bool], trouble: list[tuple[str, str]]
) -> list[Column]:
    """Return the columns that fields of a kind of row are read from.

    Args:
        row: the class of the rows.
        fields: the fields, in the order of the columns.
        days_first: the fields whose column writes the day before the month.
        trouble: see :class:`Column`.
    """
    read = readers(row, days_first)
    hints = get_type_hints(row)
    return [(Moments if hints[field] == Moment else Column)(field, read[field], trouble) for field in fields]


def readers(row: type[Row], days_first: dict[str, bool]) -> dict[str, Callable[[str], Read | None]]:
    """Return, for each field of a kind of row, what reads its cells.

    Args:
        row: the class of the rows.
        days_first: the fields whose column writes the day before the month.
    """
    hints = get_type_hints(row)
    return {field: _reader(hint, days_first=days_first.get(field, False)) for field, hint in hints.items()}


def dated(row: type[Row]) -> frozenset[str]:
    """Return the fields of a kind of row that hold days or moments."""
    return frozenset(field for field, hint in get_type_hints(row).items() if hint in {Day, Moment})


def _reader(hint: Any, *, days_first: bool) -> Callable[[str], Read | None]:
    if hint == Day:
        return lambda text: _day(text, days_first=days_first)
    if hint == Moment:
        return lambda text: _moment(text, days_first=days_first)
    return _number if hint == Number else _text


def _text(text: str) -> Read:
    if text.isalnum() and text != "NULL" and text.casefold() not in SAID:
        return (text, text)
    said = " ".join(text.replace("\0", " ").split())
    if not said or said == "NULL":
        return (None, "")
    found = redaction(said)
    return _withheld(found) if found else (said, said)


def _withheld(found: Redacted) -> Read:
    return (found, "\x1e" + "".join(found.exemptions))


def _silent(text: str) -> Read | None:
    """Return a cell of a date or number that is empty or redacted; nothing where it must be read."""
    if text.strip().upper() in nulls():
        return (None, "")
    found = redaction(text)
    return _withheld(found) if found else None


def _moment(text: str, *, days_first: bool) -> Read | None:
    if silent := _silent(text):
        return silent
    found = moment(text, days_first=days_first)
    return (found, found.isoformat()) if found else None


def _day(text: str, *, days_first: bool) -> Read | None:
    if silent := _silent(text):
        return silent
    found = moment(text, days_first=days_first)
    return (found.date(), found.date().isoformat()) if found else None


def _number(text: str) -> Read | None:
    if silent := _silent(text):
        return silent
    plain = text.strip().replace("$", "").replace(",", "")
    if not AMOUNT.fullmatch(plain):
        return None
    number = float(plain)
    return (number, repr(number)) if math.isfinite(number) else None
