"""Codes of answers to carriers, as data: ours, and those a state adds."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from limen.kernel.errors import DeclarationError

LENGTH = 2
"""Characters of a directive: whether the person may board, and the state's own."""


@dataclass(frozen=True, slots=True)
class Code:
    """What one character of a directive, or one error code, means.

    Args:
        code: the character, or the error code.
        title: a sentence for a person.
        source: where the meaning is written.
        checked: whether that source was seen.
        may_board: for a first character, whether the person may board; None where the table does not say.
    """

    code: str
    title: str
    source: str
    checked: bool = False
    may_board: bool | None = None


@dataclass(frozen=True, slots=True)
class Codes:
    """A table of codes.

    Args:
        directives: by first character.
        statuses: by second character.
        errors: by code.
    """

    directives: Mapping[str, Code]
    statuses: Mapping[str, Code]
    errors: Mapping[str, Code]

    def may_board(self, code: str) -> bool | None:
        """Return whether a person with a directive may board; None where the table does not say."""
        found = self.directives.get(code[:1]) if len(code) == LENGTH else None
        return found.may_board if found is not None else None

    def knows(self, code: str) -> bool:
        """Return whether both characters of a directive are in the table."""
        return len(code) == LENGTH and code[0] in self.directives and code[1] in self.statuses

    def title(self, code: str) -> str:
        """Return what a directive or an error code means, or an empty string where the table does not say."""
        if code in self.errors:
            return self.errors[code].title
        found = self.directives.get(code[:1]) if len(code) == LENGTH else None
        return found.title if found is not None else ""


@lru_cache(maxsize=8)
def codes(addition: Path | None = None) -> Codes:
    """Return the table of codes.

    Args:
        addition: a state's own file of the same shape; what it says of a code stands instead of ours.

    Raises:
        DeclarationError: the file cannot be read, or a row lacks what every row has.
    """
    ours = _table(tomllib.loads(files(__package__).joinpath("data", "codes.toml").read_text("utf-8")), "codes.toml")
    if addition is None:
        return ours
    try:
        theirs = _table(tomllib.loads(addition.read_text("utf-8")), addition.name)
    except (OSError, ValueError) as wrong:
        raise DeclarationError(f"{addition.name} is no table of codes: {wrong}.") from wrong
    return Codes(
        {**ours.directives, **theirs.directives},
        {**ours.statuses, **theirs.statuses},
        {**ours.errors, **theirs.errors},
    )


def _table(content: Mapping[str, Any], name: str) -> Codes:
    sections = (("directive", "first"), ("status", "second"), ("error", "code"))
    directives, statuses, errors = (_section(content.get(section, []), key, name) for section, key in sections)
    return Codes(directives, statuses, errors)


def _section(rows: list[Mapping[str, Any]], key: str, name: str) -> dict[str, Code]:
    try:
        made = [
            Code(row[key], row["title"], row["source"], row.get("checked", False), row.get("may_board")) for row in rows
        ]
    except (KeyError, TypeError, AttributeError) as missing:
        raise DeclarationError(f"A row of {name} lacks {missing}.") from missing
    return {code.code: code for code in made}
