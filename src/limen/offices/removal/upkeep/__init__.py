"""What time asks for in this office."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from limen.offices.removal.upkeep import cases, decisions, departures


def due(now: datetime) -> Iterator[tuple[Any, Any]]:
    """Yield each act that time asks for, with its record."""
    yield from cases.due(now)
    yield from decisions.due(now)
    yield from departures.due(now)
