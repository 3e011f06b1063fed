"""Which country's certificates may stand behind a zone: the table of ``data/issuers.toml``."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files


@cache
def _table() -> dict[str, frozenset[str]]:
    table = tomllib.loads((files("limen.exchange.emrtd") / "data" / "issuers.toml").read_text("utf-8"))
    return {state: frozenset(countries) for state, countries in table["states"].items()}


def plain(state: str) -> str:
    """Return a zone's issuing state without its fillers, in capitals."""
    return state.strip().rstrip("<").upper()


def countries_of(state: str) -> frozenset[str]:
    """Return the countries a certificate may name for a zone's issuing state; none where the state is not known."""
    return _table().get(plain(state), frozenset())
