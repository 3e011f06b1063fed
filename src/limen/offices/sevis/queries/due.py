"""What an official has before them by a lawful day, of students, of exchange visitors and of what a school is asked."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from limen.core.access.gate import Viewer
from limen.core.looking import log
from limen.core.reading import address


@dataclass(frozen=True, slots=True)
class Due:
    """Something to be done by a day for a student or exchange visitor, or to answer a question about several.

    Args:
        due: the lawful day.
        kind: a key of the kind.
        record: whose record it is, or the question.
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

    @property
    def whose(self) -> str:
        """Return whom it is about: a person's name, or in words which students."""
        person = getattr(self.record, "person", None)
        return str(self.record if person is None else person.display_name)

    @property
    def number(self) -> str:
        """Return the SEVIS ID; empty where it is about no one person."""
        return str(getattr(self.record, "sevis_id", ""))

    @property
    def address(self) -> str:
        """Return the address of the page that shows the record."""
        return address(self.record)

    @property
    def subject(self) -> tuple[str, Any]:
        """Return what a look at it is logged about: the person, or the question."""
        person = getattr(self.record, "person_id", None)
        return ("people.person", person) if person is not None else (self.record.record_type, self.record.pk)

    def order(self) -> tuple[date, str, str]:
        """Return what it is sorted by: the day, then whom it is about."""
        person = getattr(self.record, "person", None)
        return (self.due, person.folded if person is not None else self.whose.casefold(), self.kind)


def soonest(items: Iterable[Due], day: date, within: int = 0) -> list[Due]:
    """Return what is to be done, the earliest first.

    Args:
        items: all that is to be done.
        day: today, where the viewer works.
        within: only what is due within so many days; all when nothing.
    """
    last = day + timedelta(days=within)
    found = [item for item in items if not within or item.due <= last]
    return sorted(found, key=Due.order)


def due_looked_at(rows: list[Due], *, viewer: Viewer, what: str) -> list[Due]:
    """Log that a list of what is to be done was shown, and return it."""
    log(viewer, what, {row.subject for row in rows}, shown=len(rows))
    return rows
