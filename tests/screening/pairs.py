"""Our labelled pairs (``pairs.csv``): two descriptions, whether they are of the same, and why that is hard to tell."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path

from limen.screening.model import Name, Number, Party

FILE = Path(__file__).with_name("pairs.csv")
FIELDS = ("same", "tradition", "script", "kind", "name_a", "birth_a", "other_a", "name_b", "birth_b", "other_b", "why")
NUMBERS = {"number": "passport", "imo": "imo"}


@dataclass(frozen=True, slots=True)
class Pair:
    """Two descriptions and what is known of them.

    Args:
        first: one description.
        second: the other.
        same: whether both are of the same person or thing.
        tradition: whose names they are, or ``vessel``, ``organisation``.
        script: ISO 15924 of both, or of each with ``>`` between.
        why: what makes it hard.
    """

    first: Party
    second: Party
    same: bool
    tradition: str
    script: str
    why: str


def pairs() -> list[Pair]:
    """Return every pair, in the order of the file."""
    with FILE.open(encoding="utf-8", newline="") as lines:
        return [
            Pair(_party(row, "a"), _party(row, "b"), row["same"] == "yes", row["tradition"], row["script"], row["why"])
            for row in csv.DictReader(lines)
        ]


def _party(row: dict[str, str], which: str) -> Party:
    said, born = row[f"name_{which}"], row[f"birth_{which}"]
    surname, parted, given = said.partition("<<")
    other = dict(item.split("=") for item in row[f"other_{which}"].split())
    nationality = other.get("nationality") or other.get("flag") or ""
    return Party(
        kind=row["kind"],
        names=(Name(surname=surname, given=given) if parted else Name(full=said),),
        births=(born,) if born else (),
        nationalities=(nationality,) if nationality else (),
        sex=other.get("sex", ""),
        numbers=tuple(Number(other[key], kind) for key, kind in NUMBERS.items() if key in other),
    )
