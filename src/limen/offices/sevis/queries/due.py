"""What an official has before them by a lawful day, of students and of exchange visitors alike."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from limen.core.access.gate import Viewer
from limen.core.looking import log


@dataclass(frozen=True, slots=True)
class Due:
    """Something to be done for a student or exchange visitor by a day.

    Args:
        due: the lawful day.
        kind: a key of the kind.
        record: whose record it is.
        text: what is to be done, or what happens.
        citation: the paragraph.
        act: the act that does it; empty where several may.
    """

    due: date
    kind: str
    record: Any
    text: str
    citation: str
    act: str = ""

    def late(self, day: date) -> bool:
        """Return whether the day is past."""
        return self.due < day


def soonest(items: Iterable[Due], day: date, within: int = 0) -> list[Due]:
    """Return what is to be done, the earliest first.

    Args:
        items: all that is to be done.
        day: today, where the viewer works.
        within: only what is due within so many days; all when nothing.
    """
    last = day + timedelta(days=within)
    found = [item for item in items if not within or item.due <= last]
    return sorted(found, key=lambda item: (item.due, item.record.person.folded, item.kind))


def due_looked_at(rows: list[Due], *, viewer: Viewer, what: str) -> list[Due]:
    """Log that a list of what is to be done was shown, and return it."""
    log(viewer, what, {("people.person", row.record.person_id) for row in rows}, shown=len(rows))
    return rows
