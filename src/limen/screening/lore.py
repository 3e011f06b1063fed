"""What is known of names: spellings of one name, nicknames, particles, titles, how common a name is. Data, not code."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

_ICAO_SCRIPTS = ("latin", "cyrillic", "arabic")


def _file(name: str) -> dict[str, Any]:
    return tomllib.loads((files("limen.screening") / "data" / f"{name}.toml").read_text(encoding="utf-8"))


def _rows(text: str) -> Iterator[list[str]]:
    for line in text.splitlines():
        if line.strip():
            yield line.split()


def _read(text: str) -> dict[str, tuple[str, ...]]:
    """Return readings by the characters that are read, a row being characters (several by a stroke) and readings."""
    found: dict[str, tuple[str, ...]] = {}
    for signs, *readings in _rows(text):
        for sign in signs.split("/"):
            found.setdefault(sign, tuple(readings))
    return found


@cache
def icao() -> Mapping[str, str]:
    """Return the letters of a machine-readable zone for each national character (ICAO Doc 9303-3, section 6)."""
    data = _file("icao9303")
    table: dict[str, str] = {}
    for script in _ICAO_SCRIPTS:
        for letters, signs in data.get(script, {}).items():
            for sign in signs.split():
                table.setdefault(sign, letters)
    return table


@cache
def chinese_surnames() -> Mapping[str, tuple[str, ...]]:
    """Return the spellings of Chinese surnames by their characters, pinyin first."""
    return _read(_file("chinese_readings")["surname"])


@cache
def chinese_given() -> Mapping[str, tuple[str, ...]]:
    """Return the readings of characters of Chinese given names: pinyin, then as in Cantonese."""
    return _read(_file("chinese_readings")["given"])


@cache
def wade_giles() -> Mapping[str, Mapping[str, str]]:
    """Return how Wade-Giles spells syllables of pinyin: whole ones, the starts of others and their rests."""
    tables = _file("chinese_readings")["wade_giles"]
    found = {}
    for kind, text in tables.items():
        words = text.split()
        found[kind] = dict(zip(words[::2], words[1::2], strict=True))
    return found


@cache
def korean_surnames() -> Mapping[str, tuple[str, ...]]:
    """Return the spellings of Korean surnames by Hangul, Revised Romanization first, the usual spelling second."""
    found: dict[str, tuple[str, ...]] = {}
    for hangul, _characters, *spellings in _rows(_file("korean_readings")["surname"]):
        latin = tuple(item for item in (_characters, *spellings) if item.isascii())
        found.setdefault(hangul, latin)
    return found


@cache
def korean_syllables() -> Mapping[str, tuple[str, ...]]:
    """Return the spellings of syllables of Korean given names."""
    return _read(_file("korean_readings")["syllable"])


@cache
def japanese_surnames() -> Mapping[str, tuple[str, ...]]:
    """Return the readings of Japanese surnames, those composed of common parts among them."""
    data = _file("japanese_readings")
    found = _read(data["surname"])
    backs = _read(data["back"])
    for front, starts in _read(data["front"]).items():
        for back, ends in backs.items():
            found.setdefault(front + back, (starts[0] + ends[0],))
    return found


@cache
def japanese_given() -> Mapping[str, tuple[str, ...]]:
    """Return the readings of Japanese given names."""
    data = _file("japanese_readings")
    return {**_read(data["given_f"]), **_read(data["given_m"])}


@cache
def scripts() -> Mapping[str, Mapping[str, str]]:
    """Return how scripts are read whose letters alone do not say a name: Arabic, Hebrew, those of India, Greek."""
    return _file("scripts")


def _lines(name: str) -> list[list[str]]:
    rows: list[list[str]] = []
    for value in _file(name).values():
        if isinstance(value, list):
            rows += [line.split() for line in value]
        elif "\n" in value:
            rows += _rows(value)
    return rows


@cache
def groups() -> tuple[tuple[tuple[str, ...], ...], tuple[tuple[str, ...], ...]]:
    """Return the groups of spellings of one name, and those of nicknames, each form as written."""
    return (
        tuple(tuple(row) for row in _lines("variants")),
        tuple(tuple(row) for row in _lines("nicknames")),
    )


@cache
def particles() -> frozenset[str]:
    """Return the words between names that documents leave out or join: bin, al, de, van."""
    return frozenset(word for row in _lines("particles") for word in row)


@cache
def titles() -> frozenset[str]:
    """Return what is put before or behind a name and is none: Dr, Haji, Sheikh, General."""
    return frozenset(word for row in _lines("titles") for word in row)


@cache
def common() -> Mapping[str, float]:
    """Return how many of 100,000 people bear each of the commonest names, about."""
    found: dict[str, float] = {}
    for people, block in _file("common_names")["per_100000"].items():
        for row in _rows(block):
            for name in row:
                found[name] = max(found.get(name, 0.0), float(people))
    return found
