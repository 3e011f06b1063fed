"""From a line of headings to the kind of release, and to which column holds which field."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from functools import lru_cache
from importlib.resources import files
from types import MappingProxyType

from limen.exchange.ice_release.model import KINDS, Row

FEWEST = 3
"""How many headings of a kind a line must name to be taken for its heading line."""

OWN = ("line", "digest")


@dataclass(frozen=True, slots=True)
class Kind:
    """How one kind of release is recognised and read.

    Args:
        name: ``arrest``, ``detainer``, ``stint``, ``encounter``, ``removal``.
        row: the class of its rows.
        key: the fields without which a row says nothing; one of them is enough.
        needs: groups of fields; a heading line names one of each.
        never: folded headings of which it names none.
        columns: from a heading as :func:`fold_heading` returns it to the field and its rank among the field's headings.
    """

    name: str
    row: type[Row]
    key: tuple[str, ...]
    needs: tuple[frozenset[str], ...]
    never: frozenset[str]
    columns: Mapping[str, tuple[str, int]]

    @property
    def fields(self) -> tuple[str, ...]:
        """Return the fields of a row in the order of its class, line and digest left out."""
        return tuple(field.name for field in fields(self.row) if field.name not in OWN)


@dataclass(frozen=True, slots=True)
class Headings:
    """A heading line, understood.

    Args:
        kind: the kind of release.
        cells: the headings as published.
        places: from a field to the index of its column, from zero.
        left_out: the headings of columns that are never kept.
        unread: the headings of columns that no field is for.
    """

    kind: Kind
    cells: tuple[str, ...]
    places: Mapping[str, int]
    left_out: tuple[str, ...]
    unread: tuple[str, ...]


def fold_heading(text: str) -> str:
    """Return a heading as it is compared: letters and digits only, without case."""
    return "".join(sign for sign in text.casefold() if sign.isalnum())


@lru_cache(maxsize=1)
def _data() -> Mapping[str, object]:
    return tomllib.loads((files("limen.exchange.ice_release") / "data" / "columns.toml").read_text("utf-8"))


@lru_cache(maxsize=1)
def nulls() -> frozenset[str]:
    """Return the cells of dates and numbers that say nothing, in capitals."""
    return frozenset(_strings(_data()["nulls"]))


@lru_cache(maxsize=1)
def never_kept() -> frozenset[str]:
    """Return the folded headings of columns that are never kept."""
    return frozenset(fold_heading(text) for text in _strings(_data()["left_out"]))


@lru_cache(maxsize=1)
def kinds() -> tuple[Kind, ...]:
    """Return the kinds that are read, in the order in which a heading line is compared with them."""
    data = _data()
    common, told = _table(data["common"]), _table(data["kinds"])
    return tuple(_kind(name, row, common, _table(told[name])) for name, row in KINDS.items())


def _kind(name: str, row: type[Row], common: Mapping[str, object], told: Mapping[str, object]) -> Kind:
    columns: dict[str, tuple[str, int]] = {}
    for field, headings in (*common.items(), *_table(told["columns"]).items()):
        columns.update({fold_heading(text): (field, rank) for rank, text in enumerate(_strings(headings))})
    needs = told["needs"]
    groups = needs if isinstance(needs, list) else []
    return Kind(
        name,
        row,
        tuple(_strings(told["key"])),
        tuple(frozenset(_strings(group)) for group in groups),
        frozenset(fold_heading(text) for text in _strings(told.get("never"))),
        MappingProxyType(columns),
    )


def _table(value: object) -> dict[str, object]:
    return value if isinstance(value, dict) else {}


def _strings(value: object) -> list[str]:
    return [str(one) for one in value] if isinstance(value, list) else []


def recognise(cells: Sequence[str]) -> Headings | None:
    """Return a line of cells understood as headings, or nothing where it is not the heading line of any kind.

    Args:
        cells: the cells, as published.
    """
    folded = [fold_heading(cell) for cell in cells]
    for kind in kinds():
        places = _places(folded, kind)
        needed = all(group & places.keys() for group in kind.needs)
        if len(places) >= FEWEST and needed and kind.never.isdisjoint(folded):
            return _understood(kind, cells, folded, places)
    return None


def _places(folded: Sequence[str], kind: Kind) -> dict[str, int]:
    """Return the column of each field; of several that a field is published under, the first in the kind's list."""
    found: dict[str, tuple[int, int]] = {}
    for place, heading in enumerate(folded):
        if heading in kind.columns:
            field, rank = kind.columns[heading]
            if field not in found or rank < found[field][0]:
                found[field] = (rank, place)
    return {field: place for field, (_, place) in found.items()}


def _understood(kind: Kind, cells: Sequence[str], folded: Sequence[str], places: dict[str, int]) -> Headings:
    read = set(places.values())
    rest = [(cells[place], heading) for place, heading in enumerate(folded) if place not in read]
    never = never_kept()
    return Headings(
        kind,
        tuple(cells),
        MappingProxyType(places),
        tuple(cell for cell, heading in rest if heading in never),
        tuple(cell for cell, heading in rest if heading and heading not in never),
    )
