"""What a law pack holds, as frozen values: every one dated, cited, sourced and verified or not."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from types import MappingProxyType
from typing import Any
from zoneinfo import ZoneInfo

from limen.kernel.clocks import Unit, calendar, due


@dataclass(frozen=True, slots=True)
class Provision:
    """An authority as it stood from one day to another; ``to`` is its last day."""

    key: str
    title: str
    from_: date
    to: date | None
    citation: str
    source: str
    verified: str
    text: str = ""

    def on(self, day: date) -> bool:
        """Return whether it is in force on a day."""
        return self.from_ <= day and (self.to is None or day <= self.to)


@dataclass(frozen=True, slots=True)
class ClockProvision:
    """How long a clock runs, from one day to another."""

    from_: date
    to: date | None
    value: int
    unit: Unit
    calendar: str
    citation: str
    source: str
    verified: str
    on_breach: str = ""
    next_step: str = ""
    before: bool = False
    wait: bool = False
    rolls: bool = False

    def due(
        self, start: datetime, *, zone: ZoneInfo, tolled: Sequence[tuple[datetime, datetime | None]] = ()
    ) -> datetime:
        """Return when a clock started at ``start`` runs out, in UTC; see ``limen.kernel.clocks.due``.

        A provision that holds before a moment is reckoned back from it: ``start`` is then the moment, which is planned.
        One that rolls ends on the next business day when its last day is none.
        """
        if self.before:
            return start.astimezone(UTC) - timedelta(**{self.unit: self.value})
        cal = calendar(self.calendar)
        return due(start, self.value, self.unit, zone=zone, calendar=cal, tolled=tolled, rolls=self.rolls)


@dataclass(frozen=True, slots=True)
class Example:
    """A boundary case of a clock, run as a test."""

    start: datetime
    zone: str
    due: datetime
    tolled: tuple[tuple[datetime, datetime | None], ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Clock:
    """A deadline: which events start, satisfy and toll it, and how long it runs by date.

    One that renews is owed again as soon as a breach of it is explained: a meal not given is still to be given. One
    that is theirs is the time in which a person may ask or answer: when it runs out, nobody has failed.
    One that is owed once is not begun anew for a record while it runs: the first of its events counts. One that is
    apart is not touched by what happens to another record of the same kind, though it is the same person's.
    """

    key: str
    title: str
    starts: tuple[str, ...]
    satisfied_by: tuple[str, ...]
    tolled_by: tuple[str, ...]
    untolled_by: tuple[str, ...]
    owner_role: str
    provisions: tuple[ClockProvision, ...]
    examples: tuple[Example, ...] = ()
    renews: bool = False
    theirs: bool = False
    once: bool = False
    apart: bool = False

    def on(self, day: date) -> ClockProvision | None:
        """Return the provision in force on a day, or None."""
        return _in_force(self.provisions, day)


PICTURE = "picture"
"""The unit of a value that shows what a number looks like: it is no word to read after it."""


def amount(value: Any, unit: str = "") -> str:
    """Return a value of law as a person reads it, with its unit: “4 days”; of several, each."""
    if isinstance(value, (list, tuple)):
        return "; ".join(str(item) for item in value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value) if unit == PICTURE else f"{value} {unit.replace('_', ' ')}".strip()


@dataclass(frozen=True, slots=True)
class Value:
    """A single number or text of law, from one day to another."""

    key: str
    title: str
    unit: str
    from_: date
    to: date | None
    value: Any
    citation: str
    source: str
    verified: str

    @property
    def amount(self) -> str:
        """Return it as a person reads it, with its unit."""
        return amount(self.value, self.unit)


@dataclass(frozen=True, slots=True)
class Code:
    """One row of a code table."""

    code: str
    title: str
    attributes: Mapping[str, Any]
    from_: date | None
    to: date | None
    citation: str
    source: str
    verified: str

    def on(self, day: date) -> bool:
        """Return whether the code may be used on a day."""
        return (self.from_ is None or self.from_ <= day) and (self.to is None or day <= self.to)


@dataclass(frozen=True)
class CodeTable:
    """A closed list of codes. A code is closed with a last day, never deleted."""

    key: str
    title: str
    citation: str
    source: str
    verified: str
    rows: tuple[Code, ...]
    attributes: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    _by_code: dict[str, tuple[Code, ...]] = field(default_factory=dict, repr=False)
    _words: list[str] = field(default_factory=list, repr=False)

    def __post_init__(self) -> None:
        """Index the rows by code."""
        for row in self.rows:
            self._by_code[row.code] = (*self._by_code.get(row.code, ()), row)

    def get(self, code: str, day: date) -> Code | None:
        """Return the code as it stands on a day, or None."""
        return next((row for row in self._by_code.get(code, ()) if row.on(day)), None)

    def on(self, day: date) -> Mapping[str, Code]:
        """Return every code in force on a day."""
        return MappingProxyType({row.code: row for row in self.rows if row.on(day)})

    def all(self) -> tuple[Code, ...]:
        """Return every row, closed ones too."""
        return self.rows

    def search(self, text: str, day: date, limit: int = 20) -> list[Code]:
        """Return codes in force whose code begins with, or whose title or paragraph holds, the words typed.

        A paragraph is found with its brackets and without: ``237(a)(1)(B)`` and ``237a1b``.
        """
        words = text.casefold().split()
        if not self._words:
            self._words.extend(_sought(row) for row in self.rows)
        live = [(row, held) for row, held in zip(self.rows, self._words, strict=True) if row.on(day)]
        begins = [row for row, _ in live if words and row.code.casefold().startswith(words[0])]
        known = {id(row) for row in begins}
        holds = [row for row, held in live if id(row) not in known and all(word in held for word in words)]
        return (begins + holds)[:limit]


def _sought(row: Code) -> str:
    """Return what a code is found by: its title, and its paragraph with brackets and without."""
    paragraphs = [str(row.attributes[key]) for key in ("paragraph", "act", "names") if key in row.attributes]
    bare = [text.replace("(", "").replace(")", "") for text in paragraphs]
    return " ".join((row.title, *paragraphs, *bare)).casefold()


def _in_force(rows: Iterable[ClockProvision], day: date) -> ClockProvision | None:
    return next((row for row in rows if row.from_ <= day and (row.to is None or day <= row.to)), None)
