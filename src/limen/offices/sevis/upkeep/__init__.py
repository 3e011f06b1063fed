"""What time asks for in SEVIS."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from limen.offices.sevis.upkeep import batches, organisations, students, visitors


def due(now: datetime) -> Iterator[tuple[Any, Any]]:
    """Yield each act that time asks for, with its record."""
    yield from organisations.due(now)
    yield from students.due(now)
    yield from visitors.due(now)
    yield from batches.due(now)
