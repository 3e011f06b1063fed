"""In which time zone a town is, and about where: from the state, the county and the airfields of the town."""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from importlib.resources import files
from typing import Any

import airportsdata

ISLANDS = ("PR", "VI", "GU", "MP", "AS")
"""Where the airfields stand under a country code of their own."""

EXACT = Decimal("0.00001")


@dataclass(frozen=True, slots=True)
class Town:
    """What the airfields of a town tell of it.

    Args:
        zones: the time zones they keep.
        latitude: of the first of them.
        longitude: likewise.
    """

    zones: frozenset[str]
    latitude: Decimal
    longitude: Decimal


@lru_cache(maxsize=1)
def _states() -> Mapping[str, Mapping[str, Any]]:
    return tomllib.loads((files("limen.offices.removal") / "data" / "zones.toml").read_text("utf-8"))


@lru_cache(maxsize=1)
def _towns() -> Mapping[tuple[str, str], Town]:
    codes = {told["name"]: code for code, told in _states().items()}
    found: dict[tuple[str, str], list[Any]] = defaultdict(list)
    for airfield in airportsdata.load("ICAO").values():
        country = airfield["country"]
        state = country if country in ISLANDS else codes.get(airfield["subd"], "") if country == "US" else ""
        if state:
            found[state, _folded(airfield["city"])].append(airfield)
    return {key: _town(airfields) for key, airfields in found.items()}


def _town(airfields: list[Any]) -> Town:
    first = airfields[0]
    return Town(frozenset(row["tz"] for row in airfields), _exact(first["lat"]), _exact(first["lon"]))


def _exact(value: float) -> Decimal:
    return Decimal(str(value)).quantize(EXACT)


def _folded(text: str) -> str:
    return " ".join(text.casefold().replace(".", " ").split())


def zone_of(state: str, county: str, city: str) -> str:
    """Return the time zone of a town, or an empty text where the state is not known.

    Args:
        state: the postal code of the state.
        county: the county; those that keep another time than their state are known by name.
        city: the town; the zone its airfields agree on counts before that of most of the state.
    """
    told = _states().get(state)
    if told is None:
        return ""
    counties: Mapping[str, list[str]] = told.get("counties", {})
    for zone, names in counties.items():
        if county.upper().removesuffix(" COUNTY") in names:
            return zone
    town = _towns().get((state, _folded(city)))
    if counties and town is not None and len(town.zones) == 1:
        return next(iter(town.zones))
    return str(told["zone"])


def place_of(state: str, city: str) -> tuple[Decimal, Decimal] | None:
    """Return about where a town is, by one of its airfields: latitude and longitude; nothing where it has none."""
    town = _towns().get((state, _folded(city)))
    return (town.latitude, town.longitude) if town is not None else None
