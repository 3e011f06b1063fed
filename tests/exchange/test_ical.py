"""A calendar is written as the standard has it: escaped, folded, in UTC, the same each time."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from limen.exchange.ical import Event, escaped, folded, write

NINE = datetime(2026, 12, 15, 9, tzinfo=ZoneInfo("America/New_York"))


def unfolded(data: bytes) -> list[str]:
    return data.replace(b"\r\n ", b"").decode().split("\r\n")


def unescaped(text: str) -> str:
    out, rest = "", iter(text)
    for char in rest:
        if char != "\\":
            out += char
        else:
            following = next(rest)
            out += "\n" if following == "n" else following
    return out


def test_an_event_is_written_in_utc_with_what_it_is_and_where() -> None:
    lines = unfolded(
        write([Event("1@limen", NINE, "Master hearing", place="201 Varick Street, New York")], name="Court")
    )
    assert lines[:2] == ["BEGIN:VCALENDAR", "VERSION:2.0"]
    assert "X-WR-CALNAME:Court" in lines
    assert "DTSTART:20261215T140000Z" in lines
    assert "DTEND:20261215T150000Z" in lines
    assert "LOCATION:201 Varick Street\\, New York" in lines
    assert lines[-2:] == ["END:VCALENDAR", ""]


def test_events_stand_in_the_order_of_time_and_are_the_same_each_time() -> None:
    late = Event("2@limen", NINE.replace(hour=15), "Late")
    early = Event("1@limen", NINE, "Early", cancelled=True)
    data = write([late, early])
    assert data == write([early, late])
    assert data.index(b"Early") < data.index(b"Late")
    assert b"STATUS:CANCELLED" in data


def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        write([Event("1", datetime(2026, 12, 15, 9), "Hearing")])  # noqa: DTZ001  what is refused


@given(st.text(st.characters(blacklist_categories=("Cs", "Cc"))))
def test_what_is_escaped_is_read_back(text: str) -> None:
    assert unescaped(escaped(text)) == text


@given(st.text(st.characters(blacklist_categories=("Cs", "Cc")), max_size=300))
def test_no_line_is_longer_than_the_standard_allows_and_none_is_torn(text: str) -> None:
    data = folded(text)
    assert all(len(piece) <= 75 for piece in data.split(b"\r\n"))
    assert data.replace(b"\r\n ", b"").removesuffix(b"\r\n").decode() == text


@given(st.text(max_size=200))
def test_no_text_breaks_out_of_its_property(text: str) -> None:
    data = write([Event(text, datetime(2026, 1, 1, tzinfo=UTC), text, place=text, text=text, address=text)])
    begins = [line for line in unfolded(data) if line.startswith("BEGIN:")]
    assert begins == ["BEGIN:VCALENDAR", "BEGIN:VEVENT"]
