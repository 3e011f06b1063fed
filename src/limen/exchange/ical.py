"""iCalendar (RFC 5545) out: days and appointments as a calendar that any calendar program takes. Pure functions."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from icalendar import Calendar, vText
from icalendar import Event as Component

PRODUCT = "-//Limen//Limen//EN"
VERSION = "2.0"
HOUR = timedelta(hours=1)
SPACE = 32
DELETE, LAST_CONTROL = 127, 159


@dataclass(frozen=True, slots=True)
class Event:
    """A day or an appointment.

    Args:
        uid: what the event is known by, the same each time it is written, so that a later file changes it.
        starts_at: the day, or the moment it begins with a time zone.
        title: what it is.
        lasts: how long an appointment takes; a day lasts the day.
        place: where it is.
        text: more about it.
        address: a page about it.
        changed_at: when it last changed; when it begins, if not known.
        cancelled: it will not be.
    """

    uid: str
    starts_at: date | datetime
    title: str
    lasts: timedelta = HOUR
    place: str = ""
    text: str = ""
    address: str = ""
    changed_at: datetime | None = None
    cancelled: bool = False


def write(events: Iterable[Event], *, name: str = "") -> bytes:
    """Return events as one calendar, in the order of time: folded lines that end in CRLF, moments in UTC.

    Args:
        events: the events, in any order.
        name: what the calendar is called.

    Raises:
        ValueError: when a moment has no time zone.
    """
    calendar = Calendar()
    calendar.add("version", VERSION)
    calendar.add("prodid", PRODUCT)
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    if name:
        calendar.add("x-wr-calname", vText(_one_line(name)))
    for event in sorted(events, key=lambda item: (_begins(item), item.uid)):
        calendar.add_component(_component(event))
    return bytes(calendar.to_ical())


def _component(event: Event) -> Component:
    made = Component()
    made.add("uid", _one_line(event.uid))
    made.add("dtstamp", _utc(event.changed_at) if event.changed_at is not None else _begins(event))
    if isinstance(event.starts_at, datetime):
        made.add("dtstart", _begins(event))
        made.add("dtend", _begins(event) + event.lasts)
    else:
        made.add("dtstart", event.starts_at)
    made.add("summary", _plain(event.title))
    made.add("status", "CANCELLED" if event.cancelled else "CONFIRMED")
    for key, text in (("location", event.place), ("description", event.text)):
        if text:
            made.add(key, _plain(text))
    if event.address:
        made.add("url", _one_line(event.address))
    return made


def _begins(event: Event) -> datetime:
    if isinstance(event.starts_at, datetime):
        return _utc(event.starts_at)
    return datetime.combine(event.starts_at, time(), tzinfo=UTC)


def _utc(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        raise ValueError("A moment in a calendar has a time zone.")
    return moment.astimezone(UTC)


def _plain(text: str) -> str:
    """Return a text with line ends as one character and no other control character."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(char for char in lines if char in "\n\t" or _printed(char))


def _one_line(text: str) -> str:
    return "".join(char for char in text if _printed(char))


def _printed(char: str) -> bool:
    """Return whether a character is text: no control, and no line end of another standard, which some readers obey."""
    return ord(char) >= SPACE and not DELETE <= ord(char) <= LAST_CONTROL and char not in "\u2028\u2029"
