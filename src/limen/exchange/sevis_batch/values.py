"""How a value is written, said in words of this project: ``text 1..60``, ``blank or date``, ``code sex``.

Whitespace and numbers follow XML Schema part 2: dates, numbers and yes-or-no may stand among blanks, texts may not
unless they are ``collapsed``.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from limen.exchange.sevis_batch.codes import Table
from limen.kernel.errors import DeclarationError

BLANKS = " \t\r\n"
FEBRUARY = 2
DAYS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
MINUTES_OF_ZONE = 14 * 60
"""A zone lies at most fourteen hours from UTC."""
DAY = r"(-?)((?!0000)(?:[1-9]\d{3,17}|0\d{3}))-(\d\d)-(\d\d)"
ZONE = r"(?:Z|[+-](\d\d):(\d\d))?"
DATE = re.compile(f"{DAY}{ZONE}", re.ASCII)
MOMENT = re.compile(rf"{DAY}T(?:([01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d+)?|24:00:00(?:\.0+)?){ZONE}", re.ASCII)
YES_NO = frozenset({"true", "false", "1", "0"})
DECIMAL = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)", re.ASCII)
WHOLE = re.compile(r"[+-]?\d+", re.ASCII)
INT = (-(2**31), 2**31 - 1)
DIGITS_READ = 20
"""A number of more digits than this is out of every bound; it is not turned into a number to find out."""
FEW = 30
"""Codes that a refusal still lists."""

Accepts = Callable[[str], bool]


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of value.

    Args:
        accepts: whether a text is a value of it.
        says: what a value is, as a person would say it: “N and ten digits”.
        table: the table its codes stand in, where it is a code.
        options: the kinds of which one is enough, where there are several.
        words: as the description states it.
    """

    accepts: Accepts
    says: str
    table: Table | None = None
    options: tuple[Kind, ...] = ()
    words: str = field(default="", compare=False)

    @property
    def tables(self) -> tuple[Table, ...]:
        """Return the tables a value's code may stand in."""
        return ((self.table,) if self.table else ()) + tuple(table for one in self.options for table in one.tables)


class Kinds:
    """The kinds of value a description names, made once each.

    Args:
        named: kinds with a name of their own: how they are written (``is``) and in words (``says``).
        tables: the tables of codes.
    """

    def __init__(self, named: Mapping[str, Mapping[str, str]], tables: Mapping[str, Table]) -> None:
        self._named = named
        self._tables = tables
        self._made: dict[str, Kind] = {}

    def kind(self, words: str) -> Kind:
        """Return the kind that words describe.

        Args:
            words: such as ``text 1..60 collapsed``, ``blank or dollars``, ``sevis-id``.

        Raises:
            DeclarationError: when the words describe none.
        """
        if words not in self._made:
            self._made[words] = self._new(words)
        return self._made[words]

    def _new(self, words: str) -> Kind:
        options = words.split(" or ")
        if len(options) > 1:
            kinds = tuple(self.kind(option) for option in options)
            return Kind(_any([kind.accepts for kind in kinds]), _either(kinds), None, kinds, words)
        if words in self._named:
            named = self._named[words]
            return Kind(self.kind(named["is"]).accepts, named["says"], words=words)
        head, _, rest = words.partition(" ")
        if head == "code" and rest in self._tables:
            table = self._tables[rest]
            few = f"one of {', '.join(sorted(table.codes))}" if len(table.codes) <= FEW else ""
            return Kind(table.codes.__contains__, few or f"a code of the table “{table.title}”", table, (), words)
        made = {"text": _text, "whole": _whole}.get(head)
        if made is not None:
            return Kind(*made(rest), words=words)
        if words in PLAIN:
            return Kind(*PLAIN[words], words=words)
        raise DeclarationError(f"The batch format knows no value “{words}”.")


def is_date(text: str) -> bool:
    """Return whether a text is a day as XML Schema writes it, with or without a zone."""
    return _is_day(DATE.fullmatch(text.strip(BLANKS)), zone=5)


def is_moment(text: str) -> bool:
    """Return whether a text is a day and time as XML Schema writes it."""
    return _is_day(MOMENT.fullmatch(text.strip(BLANKS)), zone=6)


def is_int(text: str) -> bool:
    """Return whether a text is a whole number of 32 bits."""
    return _bounded(text, *INT)


def _is_day(match: re.Match[str] | None, zone: int) -> bool:
    if match is None:
        return False
    year, month, day = int(match[2]), int(match[3]), int(match[4])
    leap = month == FEBRUARY and calendar.isleap(year)
    if not (1 <= month <= len(DAYS) and 1 <= day <= DAYS[month - 1] + leap):
        return False
    hours, minutes = match[zone], match[zone + 1]
    return hours is None or (int(minutes) < 60 and int(hours) * 60 + int(minutes) <= MINUTES_OF_ZONE)  # noqa: PLR2004 -- minutes of an hour


def _bounded(text: str, least: int, most: int) -> bool:
    bare = text.strip(BLANKS)
    if WHOLE.fullmatch(bare) is None:
        return False
    digits = bare.lstrip("+-0")
    return len(digits) <= DIGITS_READ and least <= int(digits or "0") * (-1 if bare[0] == "-" else 1) <= most


def _text(words: str) -> tuple[Accepts, str]:
    """Return the check and the words of ``1..60 collapsed like \\D+``."""
    rest, _, pattern = words.partition("like ")
    parts = rest.split()
    collapsed = "collapsed" in parts
    span = next((part for part in parts if part != "collapsed"), "0..")
    least, most = (span, span) if ".." not in span else tuple(span.split(".."))
    low, high = int(least), int(most) if most else None
    return _text_check(low, high, re.compile(pattern) if pattern else None, collapsed), _text_words(low, high, pattern)


def _anything(text: str) -> bool:
    return text is not None


def _text_check(low: int, high: int | None, pattern: re.Pattern[str] | None, collapsed: bool) -> Accepts:
    if pattern is None and high is None:
        return _anything
    most = high if high is not None else 1 << 40
    if pattern is None and not collapsed:
        return lambda text: low <= len(text) <= most
    if pattern is None:
        return lambda text: low <= len(" ".join(_words(text))) <= most
    match = pattern.fullmatch

    def check(text: str) -> bool:
        value = " ".join(_words(text)) if collapsed else text
        return low <= len(value) <= most and match(value) is not None

    return check


def _words(text: str) -> list[str]:
    """Return a text's words, parted where XML sees a blank; a no-break space parts nothing."""
    return [word for word in re.split(r"[ \t\r\n]+", text) if word]


def _text_words(low: int, high: int | None, pattern: str) -> str:
    digits = " without a digit" if pattern.startswith(r"\D") else f" of the form {pattern}" if pattern else ""
    if high is None:
        return f"a text{digits}"
    span = f"{high}" if low == high else f"at most {high}" if low == 0 else f"{low} to {high}"
    return f"{span} characters{digits}"


def _whole(words: str) -> tuple[Accepts, str]:
    """Return the check and the words of ``0..999`` or ``digits 5``."""
    if words.startswith("digits "):
        most = 10 ** int(words.removeprefix("digits ")) - 1
        return (lambda text: _bounded(text, -most, most)), f"a whole number of {words.removeprefix('digits ')} digits"
    least, most = (int(part) for part in words.split(".."))
    return (lambda text: _bounded(text, least, most)), f"a whole number from {least} to {most:,}"


def _any(checks: list[Accepts]) -> Accepts:
    if len(checks) == 2:  # noqa: PLR2004 -- the usual pair, without a generator
        first, second = checks
        return lambda text: first(text) or second(text)
    return lambda text: any(check(text) for check in checks)


def _either(kinds: tuple[Kind, ...]) -> str:
    says = list(dict.fromkeys(kind.says for kind in kinds))
    return " or ".join([*says[1:], says[0]] if says[0] == PLAIN["blank"][1] else says)


PLAIN: dict[str, tuple[Accepts, str]] = {
    "blank": ("".__eq__, "nothing"),
    "date": (is_date, "a date such as 2026-08-31"),
    "moment": (is_moment, "a date and time such as 2026-08-31T09:00:00Z"),
    "yes-no": (lambda text: text in YES_NO or text.strip(BLANKS) in YES_NO, "true, false, 1 or 0"),
    "int": (is_int, "a whole number"),
}


def _decimal(text: str) -> bool:
    return DECIMAL.fullmatch(text.strip(BLANKS)) is not None


BUILT_IN: dict[str, Accepts] = {
    "string": _anything,
    "int": is_int,
    "short": lambda text: _bounded(text, -(2**15), 2**15 - 1),
    "long": lambda text: _bounded(text, -(2**63), 2**63 - 1),
    "integer": lambda text: WHOLE.fullmatch(text.strip(BLANKS)) is not None,
    "decimal": _decimal,
    "boolean": PLAIN["yes-no"][0],
    "date": is_date,
    "dateTime": is_moment,
}
"""Types of XML Schema that an element which may hold anything can say it has, as some writers of XML always do."""
