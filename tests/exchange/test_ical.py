"""A calendar any calendar reads: what is written is read back, whatever the words are."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from limen.exchange import ical

STAMP = datetime(2026, 11, 25, 17, tzinfo=UTC)
ZONES = [ZoneInfo(name) for name in ("America/New_York", "America/Phoenix", "Pacific/Guam")]
TEXT = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zl", "Zp")), min_size=1, max_size=120)


def event(**more: object) -> ical.Event:
    return ical.Event(**{"uid": "1@limen", "start": date(2026, 12, 1), "summary": "Report", "stamp": STAMP, **more})  # type: ignore[arg-type]  # the tests give what they mean to


def test_a_day_is_written_as_a_day() -> None:
    text = ical.write([event()]).decode()
    assert text.startswith("BEGIN:VCALENDAR\r\n")
    assert "DTSTART;VALUE=DATE:20261201\r\n" in text
    assert "PRODID:-//Limen//Limen//EN" in text
    assert "DTEND" not in text


def test_an_appointment_is_written_in_universal_time() -> None:
    start = datetime(2026, 12, 1, 9, tzinfo=ZONES[0])
    text = ical.write([event(start=start, end=start + timedelta(hours=1), location="Room 5; door B")]).decode()
    assert "DTSTART:20261201T140000Z\r\n" in text
    assert "DTEND:20261201T150000Z\r\n" in text
    assert "LOCATION:Room 5\\; door B\r\n" in text


def test_what_is_off_says_so() -> None:
    assert b"STATUS:CANCELLED" in ical.write([event(cancelled=True)])


def test_an_empty_calendar_is_a_calendar() -> None:
    assert ical.write([]).decode().splitlines()[-1] == "END:VCALENDAR"


def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        event(start=datetime(2026, 12, 1, 9))  # noqa: DTZ001  the refusal is the point


def test_an_end_before_the_beginning_is_refused() -> None:
    start = datetime(2026, 12, 1, 9, tzinfo=UTC)
    with pytest.raises(ValueError, match="ends after"):
        event(start=start, end=start - timedelta(minutes=1))
    with pytest.raises(ValueError, match="ends after"):
        event(end=start)


@given(
    summary=TEXT,
    description=TEXT,
    at=st.datetimes(datetime(1998, 1, 1), datetime(2099, 1, 1), timezones=st.sampled_from(ZONES)),  # noqa: DTZ001  the zone is given beside
)
def test_whatever_is_written_is_read_back(summary: str, description: str, at: datetime) -> None:
    data = ical.write([event(summary=summary, description=description, start=at)])
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))
    (read,) = Calendar.from_ical(data).walk("VEVENT")
    assert str(read["summary"]) == summary
    assert str(read["description"]) == description
    assert read["dtstart"].dt == at.replace(microsecond=0)
