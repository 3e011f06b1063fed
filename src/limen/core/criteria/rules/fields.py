"""What a criterion may ask of a traveller: the vocabulary, read from data/fields.toml."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

Kind = Literal["flag", "number", "one", "many"]
DATA = Path(__file__).resolve().parents[1] / "data" / "fields.toml"
KNOWN = ("given", "not_given")
"""Asked of any field but a flag: whether the travel data says anything of it at all."""

OPERATORS: Mapping[str, tuple[str, ...]] = {
    "flag": ("yes", "no", *KNOWN),
    "number": ("at_most", "at_least", *KNOWN),
    "one": ("is_any", "is_none", *KNOWN),
    "many": ("has_any", "has_none", *KNOWN),
}
"""What may be asked of a field of each kind."""

WITHOUT_VALUE = frozenset({"yes", "no", *KNOWN})
CATEGORIES = ("route", "booking", "payment", "document", "history", "companions", "consignment", "identity")
"""The categories of data, in the order a reader meets them; ``identity`` holds what says who somebody is."""


@dataclass(frozen=True, slots=True)
class Field:
    """One thing that may be asked.

    Args:
        key: what it is asked for by; an attribute of ``TravelFacts``.
        title: what a form calls it.
        category: the category of data it belongs to.
        kind: flag, number, one or many.
        says: the sentence of each operator, with ``{value}`` or ``{values}``.
        unit: of a number.
        minimum: the least a number can be; None where it has no least.
        maximum: the most.
        values: the only words it takes, each with its title; empty where any will do.
        table: the law-pack table whose codes it takes; empty for none.
        hint: how its value is typed.
        sensitive: it says who somebody is, or stands in for that.
    """

    key: str
    title: str
    category: str
    kind: Kind
    says: Mapping[str, str]
    unit: str = ""
    minimum: int | None = None
    maximum: int | None = None
    values: Mapping[str, str] = field(default_factory=dict)
    table: str = ""
    hint: str = ""
    sensitive: bool = False

    @property
    def operators(self) -> tuple[str, ...]:
        """Return what may be asked of it."""
        return OPERATORS[self.kind]


@lru_cache(maxsize=1)
def fields() -> Mapping[str, Field]:
    """Return every field by key, in the order of the table.

    Raises:
        ValueError: when the table is wrong: a field without its sentences, in no category, or there twice.
    """
    found: dict[str, Field] = {}
    for row in tomllib.loads(DATA.read_text(encoding="utf-8"))["field"]:
        made = _field(row)
        if made.key in found:
            raise ValueError(f"The field {made.key} stands twice in {DATA.name}.")
        found[made.key] = made
    return found


def _field(row: dict[str, Any]) -> Field:
    made = Field(kind=row.pop("type"), **row)
    wanted = set(made.operators) - set(KNOWN)
    if set(made.says) != wanted or made.category not in CATEGORIES:
        raise ValueError(f"The field {made.key} of {DATA.name} lacks a sentence, or is of no category.")
    return made
