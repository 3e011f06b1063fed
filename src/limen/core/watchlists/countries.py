"""From a country as a list names it to its ICAO code, by the law pack."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from datetime import date
from functools import lru_cache

from limen.law import Pack
from limen.law.nationality import PLACES


def countries(pack: Pack, day: date) -> Callable[[str], str]:
    """Return a function from names, adjectives and two- or three-letter codes to ICAO codes.

    Args:
        pack: the law pack: its tables ``countries`` (with other names met on documents) and ``icao_states``.
        day: the day; a closed code is known by its name as well, after those in force.
    """
    known = _known(pack, day)
    return lambda name: known.get(_plain(name), "")


def short_codes(pack: Pack, day: date) -> Callable[[str], str]:
    """Return a function from ICAO codes to two letters, small, or nothing where a code stands for no country."""
    known: dict[str, str] = {}
    for row in sorted(pack.codes("countries").all(), key=lambda row: not row.on(day)):
        known.setdefault(_icao(pack, row.code, day), str(row.attributes["iso2"]).lower())
        known.setdefault(row.code, str(row.attributes["iso2"]).lower())
    return lambda code: known.get(code, "")


@lru_cache(maxsize=4)
def _known(pack: Pack, day: date) -> dict[str, str]:
    known: dict[str, str] = {}
    for row in sorted(pack.codes("countries").all(), key=lambda row: not row.on(day)):
        code, more = _icao(pack, row.code, day), row.attributes
        names = (row.title, row.code, more.get("iso2", ""), more.get("adjective", ""), *more.get("also", ()))
        for name in filter(None, names):
            known.setdefault(_plain(name), code)
    for row in pack.codes("icao_states").all():
        known.setdefault(_plain(row.code), row.code)
        known.setdefault(_plain(row.title), row.code)
    known.pop("", None)
    return known


def _icao(pack: Pack, iso3: str, day: date) -> str:
    """Return the code documents bear for a country: its own three letters where the table has them."""
    table = pack.codes("icao_states")
    if table.get(iso3, day) is not None:
        return iso3
    bound = (
        row.code
        for row in table.on(day).values()
        if row.attributes.get("iso3") == iso3 and row.attributes.get("kind") in PLACES
    )
    return next(bound, iso3)


def _plain(name: str) -> str:
    letters = unicodedata.normalize("NFKD", name).casefold()
    return " ".join(re.findall(r"[^\W_]+", "".join(sign for sign in letters if not unicodedata.combining(sign))))
