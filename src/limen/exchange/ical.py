"""iCalendar out: a few events as a calendar that any calendar program takes.

Bytes by RFC 5545: lines end in CRLF and are folded at 75 octets, times stand in UTC, texts are escaped. Pure functions.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

PRODUCT = "-//Limen//Limen//EN"
WIDTH = 75
HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Event:
    """One event.

    Args:
        uid: what the event is known by, the same each time it is written.
        starts_at: when it begins, with a time zone.
        title: what it is.
        lasts: how long.
        place: where it is.
        text: more about it.
        address: a page about it.
        changed_at: when it last changed; when it begins, if not known.
        cancelled: it will not be.
    """

    uid: str
    starts_at: datetime
    title: str
    lasts: timedelta = HOUR
    place: str = ""
    text: str = ""
    address: str = ""
    changed_at: datetime | None = None
    cancelled: bool = False


def write(events: Iterable[Event], *, name: str = "") -> bytes:
    """Return events as one calendar.

    Args:
        events: the events, in any order.
        name: what the calendar is called.
    """
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:{PRODUCT}", "CALSCALE:GREGORIAN", "METHOD:PUBLISH"]
    if name:
        lines.append(f"X-WR-CALNAME:{escaped(name)}")
    for event in sorted(events, key=lambda item: (item.starts_at, item.uid)):
        lines.extend(_event(event))
    lines.append("END:VCALENDAR")
    return b"".join(folded(line) for line in lines)


def _event(event: Event) -> list[str]:
    lines = [
        "BEGIN:VEVENT",
        f"UID:{escaped(event.uid)}",
        f"DTSTAMP:{_moment(event.changed_at or event.starts_at)}",
        f"DTSTART:{_moment(event.starts_at)}",
        f"DTEND:{_moment(event.starts_at + event.lasts)}",
        f"SUMMARY:{escaped(event.title)}",
        f"STATUS:{'CANCELLED' if event.cancelled else 'CONFIRMED'}",
    ]
    if event.place:
        lines.append(f"LOCATION:{escaped(event.place)}")
    if event.text:
        lines.append(f"DESCRIPTION:{escaped(event.text)}")
    if event.address:
        lines.append(f"URL:{_one_line(event.address)}")
    return [*lines, "END:VEVENT"]


def escaped(text: str) -> str:
    r"""Return a text as a property holds it: ``\``, ``;`` and ``,`` escaped, line ends as ``\n``, no other control."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    plain = "".join(char for char in plain if char in "\n\t" or (ord(char) >= 32 and ord(char) != 127))  # noqa: PLR2004
    return plain.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


def folded(line: str) -> bytes:
    """Return a line as it is sent: at most 75 octets a piece, no character torn, each further piece after a space."""
    pieces: list[bytes] = []
    held = b""
    for char in line:
        octets = char.encode("utf-8", "replace")
        room = WIDTH if not pieces else WIDTH - 1
        if len(held) + len(octets) > room:
            pieces.append(held)
            held = b""
        held += octets
    return b"\r\n ".join([*pieces, held]) + b"\r\n"


def _one_line(text: str) -> str:
    return "".join(char for char in text if ord(char) >= 32)  # noqa: PLR2004  no control characters


def _moment(moment: datetime) -> str:
    """Return a moment in UTC.

    Raises:
        ValueError: when it has no time zone.
    """
    if moment.tzinfo is None:
        raise ValueError("A moment in a calendar has a time zone.")
    return moment.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
