"""From the bytes of a list of facilities to typed rows and faults."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any

SEPARATORS = "|,\t;"
NULLS = frozenset({"", "NA", "N/A", "NULL", "NONE", "?", "-"})
CODE = re.compile(r"[A-Z0-9]{2,16}", re.ASCII)
LONGEST = 160
RAW = 2_000
HEADINGS = {
    "code": ("detloc", "detentionfacilitycode", "code"),
    "name": ("name", "detentionfacility", "facility"),
    "address": ("address",),
    "city": ("city",),
    "county": ("county",),
    "state": ("state",),
    "postcode": ("zip", "zipcode", "postcode"),
    "circuit": ("circuit",),
    "area": ("aor", "areaofresponsibility"),
    "docket": ("docket",),
    "kind": ("type",),
    "detail": ("typedetailed",),
    "authority": ("authorizingauthority",),
    "capacity": ("capacity",),
    "guaranteed": ("guaranteedminimum",),
    "last_used": ("dateoflastuse",),
    "first_used": ("dateoffirstuse",),
    "over_72": ("over72",),
    "authorised": ("dmcpauth",),
    "telephone": ("telephone", "phone"),
    "latitude": ("latitude", "lat"),
    "longitude": ("longitude", "lon", "lng"),
}
"""Under which headings, folded, each field is published; the first that stands in the file counts."""


class ListUnreadable(ValueError):
    """The file is no list of facilities; the message is a sentence that says why."""


@dataclass(frozen=True, slots=True)
class ListedFacility:
    """A facility as the list tells of it; empty, or nothing, where it does not.

    Args:
        code: the detention facility code.
        name: its name, as published.
        address: street and number.
        city: the town.
        county: the county.
        state: the postal code of the state.
        postcode: the postal code; a leading nought that was lost is put back.
        circuit: the judicial circuit.
        area: the field office, as a code.
        docket: the docket control office, as a code.
        kind: the type.
        detail: the finer type.
        authority: which programme authorised it.
        capacity: beds.
        guaranteed: the beds that are paid for in any case.
        last_used: when last used.
        first_used: when first used.
        over_72: whether people may be held there for more than 72 hours.
        authorised: whether it is authorised.
        telephone: the telephone.
        latitude: degrees north.
        longitude: degrees east.
    """

    code: str
    name: str
    address: str = ""
    city: str = ""
    county: str = ""
    state: str = ""
    postcode: str = ""
    circuit: str = ""
    area: str = ""
    docket: str = ""
    kind: str = ""
    detail: str = ""
    authority: str = ""
    capacity: int | None = None
    guaranteed: int | None = None
    last_used: date | None = None
    first_used: date | None = None
    over_72: bool | None = None
    authorised: bool | None = None
    telephone: str = ""
    latitude: float | None = None
    longitude: float | None = None


@dataclass(frozen=True, slots=True)
class Fault:
    """A row, or one field of it, that could not be read.

    Args:
        rule: ``row.columns``, ``code.missing``, ``code.twice`` or ``field.unreadable``.
        message: the same as a sentence.
        line: the line, from one.
        raw: the row.
        lost: whether the row is left out; otherwise it was taken without the field.
    """

    rule: str
    message: str
    line: int
    raw: str
    lost: bool = True


@dataclass(frozen=True, slots=True)
class Reading:
    """A list read whole."""

    facilities: tuple[ListedFacility, ...]
    faults: tuple[Fault, ...]


def parse(source: bytes) -> Reading:
    """Read a list of facilities.

    Args:
        source: separated text with a heading line, in UTF-8 or Windows-1252.

    Raises:
        ListUnreadable: when its first line names no code and no name of a facility.
    """
    text = _decoded(source)
    first = text.partition("\n")[0]
    separator = max(SEPARATORS, key=first.count)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    places = _places(next(rows, []))
    if not {"code", "name"} <= places.keys():
        raise ListUnreadable("The file is no list of facilities: its first line names no code and name of a facility.")
    width = max(places.values()) + 1
    found: dict[str, ListedFacility] = {}
    faults: list[Fault] = []
    while True:
        try:
            cells = next(rows)
        except StopIteration:
            return Reading(tuple(found.values()), tuple(faults))
        except csv.Error as error:
            faults.append(Fault("row.columns", f"The row is not separated text: {error}.", rows.line_num, ""))
            continue
        if any(cell.strip() for cell in cells):
            _take(cells, width, places, _Line(rows.line_num, separator.join(cells)[:RAW]), found, faults)


@dataclass(frozen=True, slots=True)
class _Line:
    number: int
    raw: str


def _take(
    cells: Sequence[str],
    width: int,
    places: dict[str, int],
    line: _Line,
    found: dict[str, ListedFacility],
    faults: list[Fault],
) -> None:
    """Read a row into those found, or say what is wrong with it."""
    if len(cells) < width:
        text = f"The row has {len(cells)} cells; there are {width} columns."
        faults.append(Fault("row.columns", text, line.number, line.raw))
        return
    told: dict[str, Any] = {}
    for field, place in places.items():
        try:
            told[field] = READERS[field](_said(cells[place]))
        except ValueError:
            text = f"“{cells[place][:60]}” is not read as {field.replace('_', ' ')}."
            faults.append(Fault("field.unreadable", text, line.number, line.raw, lost=field in ("code", "name")))
    if not told.get("code") or not told.get("name"):
        if not any(fault.line == line.number and fault.lost for fault in faults):
            faults.append(Fault("code.missing", "The row has no code or no name.", line.number, line.raw))
    elif told["code"] in found:
        faults.append(Fault("code.twice", f"The code {told['code']} stands twice.", line.number, line.raw))
    else:
        found[told["code"]] = ListedFacility(**told)


def _decoded(source: bytes) -> str:
    try:
        return source.decode("utf-8-sig").replace("\0", " ")
    except UnicodeDecodeError:
        return source.decode("cp1252", "replace").replace("\0", " ")


def _places(cells: Sequence[str]) -> dict[str, int]:
    folded = ["".join(sign for sign in cell.casefold() if sign.isalnum()) for cell in cells]
    found = {}
    for field, headings in HEADINGS.items():
        place = next((folded.index(heading) for heading in headings if heading in folded), None)
        if place is not None:
            found[field] = place
    return found


def _said(cell: str) -> str:
    text = " ".join(cell.split())
    return "" if text.upper() in NULLS else text


def _text(cell: str) -> str:
    if len(cell) > LONGEST:
        raise ValueError(cell)
    return cell


def _code(cell: str) -> str:
    code = cell.upper()
    if code and not CODE.fullmatch(code):
        raise ValueError(cell)
    return code


def _short(cell: str) -> str:
    if len(cell) > len("USMS CDF (OTHER)"):
        raise ValueError(cell)
    return cell.upper()


def _postcode(cell: str) -> str:
    if len(cell) > len("99999-99999"):
        raise ValueError(cell)
    return cell.zfill(5) if cell.isdecimal() else cell


def _whole(cell: str) -> int | None:
    if not cell:
        return None
    plain = cell.replace(",", "")
    if not re.fullmatch(r"[0-9]{1,6}", plain):
        raise ValueError(cell)
    return int(plain)


def _day(cell: str) -> date | None:
    if not cell:
        return None
    for form in ("%m/%d/%Y", "%Y-%m-%d"):
        try:
            return datetime.strptime(cell, form).date()  # noqa: DTZ007 - a day, without a time
        except ValueError:
            continue
    raise ValueError(cell)


def _yes(cell: str) -> bool | None:
    known = {"": None, "TRUE": True, "YES": True, "Y": True, "FALSE": False, "NO": False, "N": False}
    if cell.upper() not in known:
        raise ValueError(cell)
    return known[cell.upper()]


def _degrees(most: int) -> Callable[[str], float | None]:
    def read(cell: str) -> float | None:
        if not cell:
            return None
        found = float(cell)
        if not -most <= found <= most:
            raise ValueError(cell)
        return found

    return read


READERS: dict[str, Callable[[str], Any]] = {
    **{field.name: _text for field in fields(ListedFacility)},
    "code": _code,
    **dict.fromkeys(("circuit", "area", "docket", "kind", "detail", "authority", "state"), _short),
    "postcode": _postcode,
    **dict.fromkeys(("capacity", "guaranteed"), _whole),
    **dict.fromkeys(("first_used", "last_used"), _day),
    **dict.fromkeys(("over_72", "authorised"), _yes),
    "latitude": _degrees(90),
    "longitude": _degrees(180),
}
