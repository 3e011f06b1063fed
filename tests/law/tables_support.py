"""Reading the code tables of the United States pack as bare TOML, before any loader sees them."""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

CODES = Path(__file__).resolve().parents[2] / "src" / "limen" / "law" / "us" / "codes"
TYPES: dict[str, type | tuple[type, ...]] = {
    "string": str,
    "integer": int,
    "number": (int, float),
    "boolean": bool,
    "date": dt.date,
    "array": list,
}
MINE = (
    "countries",
    "icao_states",
    "ports_of_entry",
    "visa_waiver",
)

Row = dict[str, Any]


def parts(name: str) -> list[Path]:
    """Return the file of a table, or the files of its parts (`NAME.PART.toml`)."""
    return sorted({*CODES.glob(f"{name}.toml"), *CODES.glob(f"{name}.*.toml")})


@cache
def documents(name: str) -> tuple[dict[str, Any], ...]:
    """Return the parsed TOML of every part of a table."""
    return tuple(tomllib.loads(path.read_text(encoding="utf-8")) for path in parts(name))


def rows(name: str) -> list[Row]:
    """Return all rows of a table, its parts one after another."""
    return [row for document in documents(name) for row in document["code"]]


def by_code(name: str, day: dt.date) -> dict[str, Row]:
    """Return the rows in force on a day, by code."""
    return {row["code"]: row for row in rows(name) if in_force(row, day)}


def in_force(row: Row, day: dt.date) -> bool:
    """Tell whether a row holds on a day; `to` is its last day."""
    return row.get("from", dt.date.min) <= day <= row.get("to", dt.date.max)


def attribute(row: Row, name: str) -> Any:
    """Return an attribute of a row, or None where it has none."""
    return row.get("attributes", {}).get(name)


def overlaps(name: str) -> Iterator[tuple[Row, Row]]:
    """Yield pairs of rows of one code whose periods share a day."""
    held: dict[str, list[Row]] = {}
    for row in rows(name):
        held.setdefault(row["code"], []).append(row)
    for same in held.values():
        ordered = sorted(same, key=lambda row: row.get("from", dt.date.min))
        for first, second in pairwise(ordered):
            if first.get("to", dt.date.max) >= second.get("from", dt.date.min):
                yield first, second
