"""A calendar is written as the standard has it: escaped, folded, in UTC, the same each time."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from limen.exchange.ical import Event, write

NINE = datetime(2026, 12, 15, 9, tzinfo=ZoneInfo("America/New_York"))
ZONES = [ZoneInfo(name) for name in ("America/New_York", "America/Phoenix", "Pacific/Guam")]
TEXT = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zl", "Zp")), min_size=1, max_size=120)


def unfolded(data: bytes) -> list[str]:
    return data.replace(b"\r\n ", b"").decode().split("\r\n")


def test_an_appointment_is_written_in_universal_time_with_what_it_is_and_where() -> None:
    lines = unfolded(
        write([Event("1@limen", NINE, "Master hearing", place="201 Varick Street, New York")], name="Court")
    )
    assert lines[:2] == ["BEGIN:VCALENDAR", "VERSION:2.0"]
    assert "X-WR-CALNAME:Court" in lines
    assert "DTSTART:20261215T140000Z" in lines
    assert "DTEND:20261215T150000Z" in lines
    assert "LOCATION:201 Varick Street\\, New York" in lines
    assert lines[-2:] == ["END:VCALENDAR", ""]


def test_a_day_is_written_as_a_day() -> None:
    lines = unfolded(write([Event("1@limen", date(2026, 12, 1), "Report")]))
    assert "DTSTART;VALUE=DATE:20261201" in lines
    assert not any(line.startswith("DTEND") for line in lines)


def test_events_stand_in_the_order_of_time_and_are_the_same_each_time() -> None:
    late = Event("2@limen", NINE.replace(hour=15), "Late")
    early = Event("1@limen", NINE, "Early", cancelled=True)
    day = Event("3@limen", NINE.date(), "Day")
    data = write([late, early, day])
    assert data == write([day, early, late])
    assert data.index(b"Day") < data.index(b"Early") < data.index(b"Late")
    assert b"STATUS:CANCELLED" in data


def test_an_empty_calendar_is_a_calendar() -> None:
    assert unfolded(write([]))[-2:] == ["END:VCALENDAR", ""]


def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        write([Event("1", datetime(2026, 12, 15, 9), "Hearing")])  # noqa: DTZ001  what is refused
    with pytest.raises(ValueError, match="time zone"):
        write([Event("1", NINE, "Hearing", changed_at=datetime(2026, 12, 15, 9))])  # noqa: DTZ001  what is refused


@given(
    title=TEXT,
    text=TEXT,
    at=st.datetimes(datetime(1998, 1, 1), datetime(2099, 1, 1), timezones=st.sampled_from(ZONES)),  # noqa: DTZ001  the zone is given beside
)
def test_whatever_is_written_is_read_back(title: str, text: str, at: datetime) -> None:
    (read,) = Calendar.from_ical(write([Event("1@limen", at, title, text=text)])).walk("VEVENT")
    assert str(read["summary"]) == title
    assert str(read["description"]) == text
    begins = at.replace(microsecond=0)
    assert read.decoded("dtstart") == begins.astimezone(UTC)
    assert read.decoded("dtend") == begins.astimezone(UTC) + timedelta(hours=1)


@given(st.text(max_size=300))
def test_no_line_is_longer_than_the_standard_allows(text: str) -> None:
    data = write([Event(text, NINE, text, place=text, text=text, address=text)], name=text)
    assert all(len(piece) <= 75 for piece in data.split(b"\r\n"))


@given(st.text(max_size=200))
def test_no_text_breaks_out_of_its_property(text: str) -> None:
    data = write([Event(text, datetime(2026, 1, 1, tzinfo=UTC), text, place=text, text=text, address=text)])
    begins = [line for line in unfolded(data) if line.startswith("BEGIN:")]
    assert begins == ["BEGIN:VCALENDAR", "BEGIN:VEVENT"]
