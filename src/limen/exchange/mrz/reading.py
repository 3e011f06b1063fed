"""Reading a zone. Any text is read as far as it goes; what is wrong is said, never thrown."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Container, Iterable, Iterator, Sequence
from datetime import date
from functools import lru_cache

from limen.exchange.mrz.checks import check_digit
from limen.exchange.mrz.document import SIZES, Document, Fault
from limen.exchange.mrz.names import spoken

ALLOWED = re.compile(r"[A-Z0-9<]*\Z")
DIGITS_OR_FILLER = re.compile(r"[0-9<]{6}\Z")
PLURAL = {2: "lines of 36 or 44", 3: "lines of 30"}
SEXES = frozenset("MFX<")
MOST = 400
"""Characters looked at in a line; a longer line is no zone, and reading stays linear in what is looked at."""

WHAT = {
    "number": "document number",
    "birth": "date of birth",
    "expiry": "date of expiry",
    "optional": "optional data",
    "composite": "whole zone",
}


def parse(
    text: str | bytes | Sequence[str], *, today: date | None = None, known_states: Container[str] | None = None
) -> Document:
    """Read one zone.

    Args:
        text: the zone as text with line breaks, as bytes, or as its lines.
        today: the day that decides the century of two-digit years; the current day, when absent.
        known_states: issuing states and nationalities that exist (Doc 9303-3, section 5); others are a fault.

    Returns:
        What was read, with every fault. Nothing is raised for any input.
    """
    lines = _lines(text)
    faults: list[Fault] = []
    for index, line in enumerate(lines, 1):
        if not ALLOWED.match(line):
            faults.extend(_illegal(index, line))
    kind = _format(lines)
    if not kind:
        faults.append(Fault("format.unknown", _shape(lines)))
        return Document("", tuple(lines), faults=tuple(faults))
    reader = _READERS[kind]
    read = reader(lines, kind, today or date.today(), faults)  # noqa: DTZ011  a century needs no time zone
    if known_states is not None:
        _check_states(read, known_states, faults)
    checks = read.pop("checks")
    return Document(kind, tuple(lines), checks=checks, faults=tuple(faults), **read)  # type: ignore[arg-type]  # the readers below fill exactly the text fields


def split_documents(lines: Iterable[str]) -> Iterator[list[str]]:
    """Part a stream of lines into zones: by blank lines, and by the shape of the lines between them.

    A line that fits no zone begun so far stands as a document of its own, to be reported as such.
    """
    held: list[str] = []
    for raw in lines:
        line = raw.strip()
        if held and (not line or _complete(held) or len(line) != len(held[0])):
            yield held
            held = []
        if line:
            held.append(line)
    if held:
        yield held


def _complete(held: list[str]) -> bool:
    return len(held) == (3 if len(held[0]) == SIZES["TD1"][1] else 2)


def _lines(text: str | bytes | Sequence[str]) -> list[str]:
    if isinstance(text, bytes):
        text = text.decode("latin-1")
    parts = text.splitlines() if isinstance(text, str) else list(text)
    return [line[:MOST] for part in parts if (line := part.strip(" \t\r\n\x00"))][:8]


def _illegal(index: int, line: str) -> Iterator[Fault]:
    for column, sign in enumerate(line, 1):
        if not ("A" <= sign <= "Z" or "0" <= sign <= "9" or sign == "<"):
            shown = sign if sign.isprintable() else f"U+{ord(sign):04X}"
            yield Fault("char.illegal", f"“{shown}” does not occur in a zone.", index, column)


def _shape(lines: list[str]) -> str:
    sizes = ", ".join(str(len(line)) for line in lines) or "none"
    return f"A zone has two lines of 36 or 44 characters or three of 30; this has {len(lines)} (of {sizes})."


def _format(lines: list[str]) -> str:
    size = (len(lines), len(lines[0]) if lines else 0)
    if any(len(line) != size[1] for line in lines):
        return ""
    if size == SIZES["TD1"]:
        return "TD1"
    if size == SIZES["TD3"]:
        return "MRVA" if lines[0][0] == "V" else "TD3"
    if size == SIZES["TD2"]:
        if lines[0].startswith("IDFRA"):
            return "FRA"
        return "MRVB" if lines[0][0] == "V" else "TD2"
    return ""


def _check_states(read: dict[str, object], known: Container[str], faults: list[Fault]) -> None:
    for name, what in (("state", "issuing state"), ("nationality", "nationality")):
        if read[name] and read[name] not in known:
            faults.append(Fault("state.unknown", f"“{read[name]}” is not a known {what}."))


def _td1(lines: list[str], kind: str, today: date, faults: list[Fault]) -> dict[str, object]:
    one, two, three = lines
    checks: dict[str, bool] = {}
    number, optional, long = _number(one[5:14], one[14], one[15:30], checks, faults, (1, 15), (1, 16))
    read = _middle(two[0:6], two[6], two[7], two[8:14], two[14], today, checks, faults, (2, 1))
    composite = one[5:30] + two[0:7] + two[8:15] + two[18:29]
    _check("composite", composite, two[29], checks, faults, (2, 30))
    surname, given, full = spoken(three)
    _named(surname, given, faults, 3, 1)
    read.update(
        code=one[0:2].rstrip("<"),
        state=one[2:5].rstrip("<"),
        number=number,
        optional=optional,
        long_number=long,
        nationality=two[15:18].rstrip("<"),
        optional_2=two[18:29].rstrip("<"),
        surname=surname,
        given_names=given,
        truncated=full,
        checks=checks,
    )
    return read


def _two_line(lines: list[str], kind: str, today: date, faults: list[Fault]) -> dict[str, object]:
    one, two = lines
    checks: dict[str, bool] = {}
    end = {"TD2": 35, "TD3": 42, "MRVA": 44, "MRVB": 36}[kind]
    if kind == "TD2":
        number, optional, long = _number(two[0:9], two[9], two[28:end], checks, faults, (2, 10), (2, 29))
    else:
        number, optional, long = two[0:9].rstrip("<"), two[28:end].rstrip("<"), ""
        _check("number", two[0:9], two[9], checks, faults, (2, 10))
    read = _middle(two[13:19], two[19], two[20], two[21:27], two[27], today, checks, faults, (2, 14))
    if kind == "TD3":
        if optional or two[42] not in "<0":
            _check("optional", two[28:42], two[42], checks, faults, (2, 43))
        else:
            checks["optional"] = True
        _check("composite", two[0:10] + two[13:20] + two[21:43], two[43], checks, faults, (2, 44))
    elif kind == "TD2":
        _check("composite", two[0:10] + two[13:20] + two[21:35], two[35], checks, faults, (2, 36))
    surname, given, full = spoken(one[5:])
    _named(surname, given, faults, 1, 6)
    read.update(
        code=one[0:2].rstrip("<"),
        state=one[2:5].rstrip("<"),
        number=number,
        optional=optional,
        long_number=long,
        nationality=two[10:13].rstrip("<"),
        surname=surname,
        given_names=given,
        truncated=full,
        checks=checks,
    )
    return read


def _french(lines: list[str], kind: str, today: date, faults: list[Fault]) -> dict[str, object]:
    one, two = lines
    checks: dict[str, bool] = {}
    _check("number", two[0:12], two[12], checks, faults, (2, 13))
    _check("birth", two[27:33], two[33], checks, faults, (2, 34))
    _check("composite", one + two[0:35], two[35], checks, faults, (2, 36))
    birth = _date(two[27:33], _birth_year(today), "birth", faults, (2, 28))
    _sexed(two[34], faults, (2, 35))
    surname = one[5:30].replace("<", " ").strip()
    given = " ".join(two[13:27].replace("<", " ").split())
    _named(surname, given, faults, 1, 6)
    issued = _date(two[0:4] + "<<", _birth_year(today), "issued", faults, (2, 1))
    return {
        "code": "ID",
        "state": "FRA",
        "nationality": "FRA",
        "number": two[0:12].rstrip("<"),
        "birth": birth,
        "sex": two[34].rstrip("<"),
        "surname": surname,
        "given_names": given,
        "issued": issued,
        "office": one[30:36].rstrip("<"),
        "truncated": not two[13:27].endswith("<"),
        "checks": checks,
    }


_READERS = {"TD1": _td1, "TD2": _two_line, "TD3": _two_line, "MRVA": _two_line, "MRVB": _two_line, "FRA": _french}


def _number(
    field: str,
    digit: str,
    optional: str,
    checks: dict[str, bool],
    faults: list[Fault],
    at: tuple[int, int],
    rest_at: tuple[int, int],
) -> tuple[str, str, str]:
    """Read a document number, one over nine characters too, whose rest stands in the optional data.

    Doc 9303-5, 4.2.2, note j: the check digit's place holds a filler, the rest and its check digit follow. Issuers
    reckon the digit with that filler counted or skipped; either is accepted and which is said.
    """
    if digit != "<" or not optional[:1].strip("<"):
        _check("number", field, digit, checks, faults, at)
        return field.rstrip("<"), optional.rstrip("<"), ""
    rest, _, after = optional.partition("<")
    rest, shown = rest[:-1], rest[-1]
    skipped = check_digit(field + rest) == shown
    counted = check_digit(field + "<" + rest) == shown
    checks["number"] = skipped or counted
    if not checks["number"]:
        faults.append(Fault("check.number", _unkept("number", shown, check_digit(field + rest)), *rest_at))
    long = "both" if skipped and counted else "counted" if counted else "skipped" if skipped else "neither"
    return field + rest, after.rstrip("<"), long


def _middle(
    birth: str,
    birth_digit: str,
    sex: str,
    expiry: str,
    expiry_digit: str,
    today: date,
    checks: dict[str, bool],
    faults: list[Fault],
    at: tuple[int, int],
) -> dict[str, object]:
    line, column = at
    _check("birth", birth, birth_digit, checks, faults, (line, column + 6))
    _check("expiry", expiry, expiry_digit, checks, faults, (line, column + 14))
    _sexed(sex, faults, (line, column + 7))
    return {
        "birth": _date(birth, _birth_year(today), "birth", faults, (line, column)),
        "sex": sex.rstrip("<"),
        "expiry": _date(expiry, _expiry_year(today), "expiry", faults, (line, column + 8)),
    }


def _check(name: str, text: str, digit: str, checks: dict[str, bool], faults: list[Fault], at: tuple[int, int]) -> None:
    wanted = check_digit(text)
    held = digit == wanted or (digit == "<" and wanted == "0" and not text.strip("<"))
    checks[name] = held
    if not held:
        faults.append(Fault(f"check.{name}", _unkept(name, digit, wanted), *at))


def _unkept(name: str, shown: str, wanted: str) -> str:
    return f"The check digit of the {WHAT[name]} is {shown}; its characters give {wanted}."


def _sexed(sex: str, faults: list[Fault], at: tuple[int, int]) -> None:
    if sex not in SEXES:
        faults.append(Fault("sex.unknown", f"“{sex}” is not M, F, X or a filler.", *at))


def _named(surname: str, given: str, faults: list[Fault], line: int, column: int) -> None:
    if not surname and not given:
        faults.append(Fault("name.missing", "The zone has no name.", line, column))


@lru_cache(maxsize=8)
def _birth_year(today: date) -> tuple[int, ...]:
    """Return the year each two digits stand for: the last one that is not in the future."""
    return tuple(
        max(year for year in range(today.year - 99, today.year + 1) if year % 100 == two) for two in range(100)
    )


@lru_cache(maxsize=8)
def _expiry_year(today: date) -> tuple[int, ...]:
    """Return the year each two digits stand for: the one from fifty years back to forty-nine ahead."""
    first = today.year - 50
    return tuple(next(year for year in range(first, first + 100) if year % 100 == two) for two in range(100))


def _date(text: str, years: tuple[int, ...], name: str, faults: list[Fault], at: tuple[int, int]) -> str:
    """Read YYMMDD, in which unknown parts are fillers, as far as it is known."""
    if not DIGITS_OR_FILLER.match(text):
        faults.append(Fault(f"date.{name}", f"“{text}” is not a date of the form YYMMDD.", *at))
        return ""
    year, month, day = text[0:2], text[2:4], text[4:6]
    if "<" in year:
        if text != "<<<<<<":
            faults.append(Fault(f"date.{name}", f"“{text}” gives a month or day without a year.", *at))
        return ""
    full = years[int(year)]
    if "<" in month:
        return f"{full:04d}"
    if not 1 <= int(month) <= 12:  # noqa: PLR2004  months of the year
        faults.append(Fault(f"date.{name}", f"There is no month {month}.", *at))
        return f"{full:04d}"
    if "<" in day:
        return f"{full:04d}-{month}"
    if not 1 <= int(day) <= monthrange(full, int(month))[1]:
        faults.append(Fault(f"date.{name}", f"There is no day {day} in {full:04d}-{month}.", *at))
        return f"{full:04d}-{month}"
    return f"{full:04d}-{month}-{day}"
