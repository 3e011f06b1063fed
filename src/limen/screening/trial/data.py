"""The trial's own data files, read once."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def table(name: str) -> dict[str, Any]:
    """Return a data file of the trial: ``west``, ``traditions``, ``spelling`` …"""
    return tomllib.loads((files("limen.screening.trial") / "data" / f"{name}.toml").read_text("utf-8"))


@cache
def shared(name: str) -> dict[str, Any]:
    """Return a name-data file the engine reads as well: ``icao9303``, ``chinese_readings`` …"""
    return tomllib.loads((files("limen.screening") / "data" / f"{name}.toml").read_text("utf-8"))


@cache
def seeds(tradition: str, kind: str) -> tuple[str, ...]:
    """Return a tradition's real common names of a kind (``given_m``, ``given_f``, ``surname``), the commonest first."""
    for name in ("west", "east", "south"):
        if tradition in table(name):
            words = table(name)[tradition].get(kind, "").split()
            return tuple(dict.fromkeys(word.replace("_", " ") for word in words))
    return ()


@cache
def readings(language: str, kind: str) -> tuple[tuple[str, ...], ...]:
    """Return rows of a readings file: signs, then spellings (``chinese``, ``korean``, ``japanese``)."""
    rows = shared(f"{language}_readings")[kind].strip().splitlines()
    return tuple(tuple(row.split()) for row in rows)


def pairs(text: str) -> dict[str, str]:
    """Return a table written as a key and its value by turns; ``-`` stands for nothing."""
    words = text.split()
    return {key: "" if value == "-" else value for key, value in zip(words[::2], words[1::2], strict=True)}
