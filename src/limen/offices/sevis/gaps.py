"""From which day the months count within which a student who is in the country begins classes."""

from __future__ import annotations

from datetime import date

from limen.offices.sevis.models import Student


def counted_from(record: Student) -> date | None:
    """Return the day a student left off: the last entry, or for one who comes from another school its release.

    Where the programme, or the training after it, had ended before the release, that earlier day counts. None for who
    has not come.
    """
    if record.came_on is None:
        return record.admitted_on
    if record.admitted_on is not None and record.admitted_on > record.came_on:
        return record.admitted_on
    last = record.tenures.order_by("-until", "-pk").first()
    ended = last.held.get("left_on") if last is not None else None
    return min(record.came_on, date.fromisoformat(ended)) if ended else record.came_on
