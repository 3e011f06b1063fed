"""The part of the FollowTheMoney model that a watch list is about, read from ``data/model.toml``."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def model() -> Mapping[str, Any]:
    """Return the tables: schemata, documents, names, births, countries, numbers."""
    return tomllib.loads((files("limen.exchange.ftm") / "data" / "model.toml").read_text("utf-8"))
