"""Tables of codes of the batch format: which codes there are, and what they mean where that is known."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any


@dataclass(frozen=True, slots=True)
class Table:
    """A table of codes.

    Args:
        key: its name in the description: ``education-level``.
        title: what it lists.
        codes: every code.
        words: what a code means, where that is known.
        words_from: where the meanings are from, and whether they were compared with it.
    """

    key: str
    title: str
    codes: frozenset[str]
    words: Mapping[str, str]
    words_from: str = ""


@lru_cache(maxsize=1)
def tables() -> Mapping[str, Table]:
    """Return every table of codes by its key; ``subject`` is the students' and ``visitor-subject`` the visitors'."""
    merged: dict[str, dict[str, Any]] = {}
    for content in contents("tables"):
        for key, table in content.items():
            known = merged.setdefault(key, {"title": table["title"], "codes": "", "words": {}, "from": ""})
            known["codes"] += " " + table.get("codes", "")
            known["words"].update(table.get("words", {}))
            known["from"] = table.get("words_from", known["from"])
    return MappingProxyType({key: _table(key, table) for key, table in merged.items()})


def contents(stem: str) -> list[dict[str, Any]]:
    """Return what the data files of a stem hold, in the order of their names: ``student`` and ``student.parts``."""
    folder = files(__package__).joinpath("data")
    names = sorted(file.name for file in folder.iterdir() if file.name.removesuffix(".toml").split(".")[0] == stem)
    return [tomllib.loads(folder.joinpath(name).read_text("utf-8")) for name in names]


def _table(key: str, table: Mapping[str, Any]) -> Table:
    codes = frozenset(table["codes"].split()) | frozenset(table["words"])
    return Table(key, table["title"], codes, MappingProxyType(table["words"]), table["from"])
