"""Where each format keeps what (Doc 9303-4 to -7), and which check digits cover it."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

from limen.exchange.mrz.checks import check_digit
from limen.exchange.mrz.dates import read_birth, read_expiry
from limen.exchange.mrz.document import Document, Fault
from limen.exchange.mrz.names import spoken

SEXES = frozenset("MFX<")
FIGURE = re.compile("[0-9]")
STRAY = re.compile("(?<=[A-Z])<{3,}([A-Z]+)")
WHAT = {
    "number": "document number",
    "birth": "date of birth",
    "expiry": "date of expiry",
    "optional": "optional data",
    "composite": "whole zone",
}
Place = tuple[int, int]
"""Line and column, counted from 1."""


class Findings:
    """The check digits and faults met while a zone is read."""

    __slots__ = ("checks", "faults")

    def __init__(self, faults: list[Fault]) -> None:
        self.checks: dict[str, bool] = {}
        self.faults = faults

    def check(self, name: str, text: str, digit: str, at: Place) -> None:
        """Record whether a check digit holds; over fillers alone it may itself be a filler."""
        wanted = check_digit(text)
        held = digit == wanted or (digit == "<" and wanted == "0" and not text.strip("<"))
        self.checks[name] = held
        if not held:
            self.fault(f"check.{name}", unkept(name, digit, wanted), at)

    def fault(self, code: str, message: str, at: Place) -> None:
        """Record something wrong."""
        self.faults.append(Fault(code, message, *at))


def unkept(name: str, shown: str, wanted: str) -> str:
    """Return the sentence about a check digit that does not hold."""
    return f"The check digit of the {WHAT[name]} is {shown}; its characters give {wanted}."


def read_td1(lines: tuple[str, ...], fitted: list[str], kind: str, today: date, faults: list[Fault]) -> Document:
    """Read a card of three lines of 30 characters (Doc 9303-5)."""
    one, two, three = fitted
    found = Findings(faults)
    number, optional, long = _number(one[5:14], one[14], one[15:30], found, (1, 15), (1, 16))
    birth, sex, expiry = _middle(two[0:15], today, found, 2, 1)
    found.check("composite", one[5:30] + two[0:7] + two[8:15] + two[18:29], two[29], (2, 30))
    surname, given, full = _named(three, found, (3, 1))
    if FIGURE.search(one[0:5] + two[15:18] + three):
        _lettered(one[0:5], found, (1, 1))
        _lettered(two[15:18], found, (2, 16))
        _lettered(three, found, (3, 1))
    _there(one, number, found, (1, 6))
    return Document(
        kind,
        lines,
        one[0:2].rstrip("<"),
        one[2:5].rstrip("<"),
        number,
        two[15:18].rstrip("<"),
        birth,
        sex,
        expiry,
        surname,
        given,
        optional,
        two[18:29].rstrip("<"),
        "",
        "",
        long,
        full,
        found.checks,
        tuple(faults),
    )


def read_two_line(lines: tuple[str, ...], fitted: list[str], kind: str, today: date, faults: list[Fault]) -> Document:
    """Read two lines of 44 or 36 characters: TD2, TD3 and the visas (Doc 9303-4, -6, -7)."""
    one, two = fitted
    found = Findings(faults)
    number, optional, long = two[0:9].rstrip("<"), two[28:].rstrip("<"), ""
    if kind == "TD2":
        number, optional, long = _number(two[0:9], two[9], two[28:35], found, (2, 10), (2, 29))
    else:
        found.check("number", two[0:9], two[9], (2, 10))
    birth, sex, expiry = _middle(two[13:28], today, found, 2, 14)
    if kind == "TD3":
        optional = two[28:42].rstrip("<")
        found.check("optional", two[28:42], two[42], (2, 43))
        found.check("composite", two[0:10] + two[13:20] + two[21:43], two[43], (2, 44))
    elif kind == "TD2":
        found.check("composite", two[0:10] + two[13:20] + two[21:35], two[35], (2, 36))
    surname, given, full = _named(one[5:], found, (1, 6))
    if FIGURE.search(one + two[10:13]):
        _lettered(one, found, (1, 1))
        _lettered(two[10:13], found, (2, 11))
    _there(one, number, found, (2, 1))
    return Document(
        kind,
        lines,
        one[0:2].rstrip("<"),
        one[2:5].rstrip("<"),
        number,
        two[10:13].rstrip("<"),
        birth,
        sex,
        expiry,
        surname,
        given,
        optional,
        "",
        "",
        "",
        long,
        full,
        found.checks,
        tuple(faults),
    )


def read_french(lines: tuple[str, ...], fitted: list[str], kind: str, today: date, faults: list[Fault]) -> Document:
    """Read the French identity card of 1988 to 2021: 36 characters a line, and not a TD2."""
    one, two = fitted
    found = Findings(faults)
    found.check("number", two[0:12], two[12], (2, 13))
    found.check("birth", two[27:33], two[33], (2, 34))
    found.check("composite", one + two[0:35], two[35], (2, 36))
    birth = _date("birth", read_birth(two[27:33], today), found, (2, 28))
    _sexed(two[34], found, (2, 35))
    surname = one[5:30].replace("<", " ").strip()
    given = " ".join(two[13:27].replace("<", " ").split())
    if not surname and not given:
        found.fault("name.missing", "The zone has no name.", (1, 6))
    issued = _date("issued", read_birth(two[0:4] + "<<", today), found, (2, 1))
    _there(one, two[0:12].strip("<"), found, (2, 1))
    return Document(
        kind,
        lines,
        code="ID",
        state="FRA",
        nationality="FRA",
        number=two[0:12].rstrip("<"),
        birth=birth,
        sex=two[34].rstrip("<"),
        surname=surname,
        given_names=given,
        issued=issued,
        office=one[30:36].rstrip("<"),
        truncated=not two[13:27].endswith("<"),
        checks=found.checks,
        faults=tuple(faults),
    )


Reader = Callable[[tuple[str, ...], list[str], str, date, list[Fault]], Document]
READERS: dict[str, Reader] = {
    "TD1": read_td1,
    "TD2": read_two_line,
    "TD3": read_two_line,
    "MRVA": read_two_line,
    "MRVB": read_two_line,
    "FRA": read_french,
}


def _number(field: str, digit: str, optional: str, found: Findings, at: Place, rest_at: Place) -> tuple[str, str, str]:
    """Read a document number, one over nine characters too, whose rest stands in the optional data.

    Doc 9303-5, 4.2.2, note j: the check digit's place holds a filler, the rest and its check digit follow. Issuers
    reckon the digit with that filler counted or skipped; either is accepted and which is said.
    """
    if digit != "<" or not optional[:1].strip("<"):
        found.check("number", field, digit, at)
        return field.rstrip("<"), optional.rstrip("<"), ""
    rest, _, after = optional.partition("<")
    rest, shown = rest[:-1], rest[-1]
    skipped = check_digit(field + rest) == shown
    counted = check_digit(field + "<" + rest) == shown
    found.checks["number"] = skipped or counted
    if not found.checks["number"]:
        found.fault("check.number", unkept("number", shown, check_digit(field + rest)), rest_at)
    long = "both" if skipped and counted else "counted" if counted else "skipped" if skipped else "neither"
    return field + rest, after.rstrip("<"), long


def _middle(text: str, today: date, found: Findings, line: int, column: int) -> tuple[str, str, str]:
    """Read birth, sex and expiry, which stand together with their check digits in every format of Doc 9303."""
    found.check("birth", text[0:6], text[6], (line, column + 6))
    found.check("expiry", text[8:14], text[14], (line, column + 14))
    sex = text[7]
    _sexed(sex, found, (line, column + 7))
    birth = _date("birth", read_birth(text[0:6], today), found, (line, column))
    expiry = _date("expiry", read_expiry(text[8:14], today), found, (line, column + 8))
    return birth, "" if sex == "<" else sex, expiry


def _date(name: str, read: tuple[str, str], found: Findings, at: Place) -> str:
    if read[1]:
        found.fault(f"date.{name}", read[1], at)
    return read[0]


def _sexed(sex: str, found: Findings, at: Place) -> None:
    if sex not in SEXES:
        found.fault("sex.unknown", f"“{sex}” is not M, F, X or a filler.", at)


def _lettered(field: str, found: Findings, at: Place) -> None:
    """Find fault with figures where only letters stand: code, states, names (Doc 9303-3, 4.1 to 4.6)."""
    for match in FIGURE.finditer(field):
        found.fault("char.letter", f"“{match[0]}” stands where only letters do.", (at[0], at[1] + match.start()))


def _there(one: str, number: str, found: Findings, at: Place) -> None:
    """Find fault with a zone that does not say what it is or bears no number; fillers alone break no check digit."""
    if one[0] == "<":
        found.fault("code.missing", "The zone does not say what kind of document it is.", (1, 1))
    if one[2:5] == "<<<":
        found.fault("state.missing", "The zone names no issuing state.", (1, 3))
    if not number:
        found.fault("number.missing", "The zone has no document number.", at)


def _named(field: str, found: Findings, at: Place) -> tuple[str, str, bool]:
    read = spoken(field)
    if not read[0] and not read[1]:
        found.fault("name.missing", "The zone has no name.", at)
    if "<<<" in field.rstrip("<"):
        _behind_fillers(field, found, at)
    return read


def _behind_fillers(field: str, found: Findings, at: Place) -> None:
    """Find fault with letters behind the fillers that end the names (Doc 9303-3, 4.6), most often fillers misread."""
    begun = field.find("<<")
    for match in STRAY.finditer(field, begun + len("<<")):
        sentence = f"“{match[1]}” stands behind the fillers that end the name."
        found.fault("name.behind_fillers", sentence, (at[0], at[1] + match.start(1)))
