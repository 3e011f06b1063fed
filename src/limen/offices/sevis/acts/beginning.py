"""Events that count from a day, told of on a later one: what they start runs from that day, not from the telling."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

from limen.kernel import Scene


def begin(mark: str, record: Any, day: date, scene: Scene) -> None:
    """Make an event known that was on a day.

    Args:
        mark: the event.
        record: whose it is.
        day: when it was, where the record is kept.
        scene: of the act that makes it known.
    """
    scene.marks.append(mark)
    if day != scene.day:
        scene.since[mark] = datetime.combine(day, time.min, record.place.zone)
