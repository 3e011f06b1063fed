"""iCalendar (RFC 5545): days and appointments as a file that any calendar reads."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

from icalendar import Calendar
from icalendar import Event as Component

PRODUCT = "-//Limen//Limen//EN"
VERSION = "2.0"


@dataclass(frozen=True, slots=True)
class Event:
    """A day or an appointment.

    Args:
        uid: what names it wherever it goes, so that a later file changes it and adds none.
        start: the day, or the moment with a time zone.
        summary: its title.
        stamp: when what it says was last so, with a time zone.
        end: the moment it ends; a day has none, an appointment may have none.
        location: where.
        description: more.
        cancelled: whether it is off.
    """

    uid: str
    start: date | datetime
    summary: str
    stamp: datetime
    end: datetime | None = None
    location: str = ""
    description: str = ""
    cancelled: bool = False

    def __post_init__(self) -> None:
        """Moments have a time zone, and no event ends before it begins.

        Raises:
            ValueError: otherwise.
        """
        moments = [item for item in (self.start, self.end, self.stamp) if isinstance(item, datetime)]
        if any(item.tzinfo is None for item in moments):
            raise ValueError("A moment in a calendar has a time zone.")
        if self.end is not None and (not isinstance(self.start, datetime) or self.end < self.start):
            raise ValueError("An event ends after the moment it begins.")


def write(events: Sequence[Event]) -> bytes:
    """Return a calendar of events: lines folded at 75 octets and ended as RFC 5545 asks, moments in UTC."""
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", VERSION)
    calendar.add("method", "PUBLISH")
    for event in events:
        calendar.add_component(_component(event))
    return calendar.to_ical()


def _component(event: Event) -> Component:
    made = Component()
    made.add("uid", event.uid)
    made.add("dtstamp", event.stamp.astimezone(UTC))
    made.add("dtstart", event.start.astimezone(UTC) if isinstance(event.start, datetime) else event.start)
    if event.end is not None:
        made.add("dtend", event.end.astimezone(UTC))
    made.add("summary", event.summary)
    for name, text in (("location", event.location), ("description", event.description)):
        if text:
            made.add(name, text)
    if event.cancelled:
        made.add("status", "CANCELLED")
    return made
