"""How a due time is reckoned, in words."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from limen.core.clocks.telling import Period, closed_days, event, lasting, length, moment_in
from limen.kernel.clocks import calendar, due

ZONE = ZoneInfo("America/New_York")
AT = datetime(2026, 11, 25, 12, tzinfo=ZONE)


def steps(period: Period) -> str:
    return "\n".join(period.steps())


def test_hours_elapse() -> None:
    said = steps(Period(AT, 12, "hours", ZONE, "us-federal", mark="custody.booked_in", citation="8 CFR 1"))
    assert said.splitlines() == [
        "“Custody: booked in” started it at 2026-11-25 12:00 EST.",
        "It runs 12 hours: 8 CFR 1.",
        "Elapsed time counts, at night and on holidays too: to 2026-11-26 00:00 EST.",
        "It is due at 2026-11-26 00:00 EST (America/New_York).",
    ]


def test_business_days_leave_out_the_holiday_and_the_weekend() -> None:
    said = steps(Period(AT, 3, "business_days", ZONE, "us-federal", citation="8 CFR 1"))
    assert "It started at" in said
    assert "(us-federal): 2026-11-26, 2026-11-28, 2026-11-29." in said
    assert "The last day is 2026-12-01." in said


def test_business_hours_leave_out_the_holiday_and_the_weekend_to_the_minute() -> None:
    said = steps(Period(AT, 48, "business_hours", ZONE, "us-federal", citation="8 CFR 287.7(d)"))
    assert "Time counts as it elapses, at night too, on business days alone." in said
    assert "(us-federal): 2026-11-26, 2026-11-28, 2026-11-29." in said
    assert "It is due at 2026-11-30 12:00 EST" in said, "twelve hours, all Friday, and twelve hours of Monday"


@given(start=st.datetimes(AT.replace(tzinfo=None), AT.replace(year=2036, tzinfo=None)), hours=st.integers(0, 200))
def test_as_many_hours_of_business_days_lie_between_the_event_and_the_end(start: datetime, hours: int) -> None:
    cal, begins = calendar("us-federal"), start.replace(tzinfo=UTC)
    end = due(begins, hours, "business_hours", zone=ZoneInfo("UTC"), calendar=cal)
    moment, counted = begins, timedelta()
    while moment < end:
        over = min(end, datetime.combine(moment.date() + timedelta(days=1), datetime.min.time(), UTC))
        counted += (over - moment) if cal.is_business_day(moment.date()) else timedelta()
        moment = over
    assert counted == timedelta(hours=hours)


def test_business_hours_do_not_count_while_the_clock_stands_still() -> None:
    def ends(*tolled: tuple[datetime, datetime]) -> datetime:
        return due(AT, 24, "business_hours", zone=ZONE, calendar=calendar("us-federal"), tolled=tolled)

    friday, monday = AT.replace(day=27, hour=6), AT.replace(day=30, hour=0)
    assert ends() == AT.replace(day=27), "half of Wednesday and half of Friday, Thanksgiving between"
    assert ends((friday, friday + timedelta(hours=2))) == AT.replace(day=27, hour=14)
    assert ends((friday, monday)) == monday + timedelta(hours=6), "what was left of Friday's half is Monday's"
    assert ends((AT.replace(day=26), AT.replace(day=26, hour=20))) == ends(), "a holiday did not count anyway"


def test_time_that_stood_still_is_added_back_and_a_sunday_gives_way() -> None:
    tolled = ((AT + timedelta(days=1), AT + timedelta(days=3)), (AT + timedelta(days=4), None))
    period = Period(AT, 30, "days", ZONE, "us-federal", rolls=True, tolled=tolled, now=AT + timedelta(days=4, hours=5))
    said = steps(period)
    assert "does not count" in said
    assert "It stood still from 2026-11-26 12:00 EST to 2026-11-28 12:00 EST." in said
    assert "to now, and does still" in said
    assert "That time, 2 days, 5:00, is added back" in said
    assert "Did it run again now, it would be due at" in said
    sunday = Period(AT + timedelta(days=2), 30, "days", ZONE, "us-federal", rolls=True)
    assert "2026-12-27 is no business day; it gives way to 2026-12-28." in steps(sunday)


@pytest.mark.parametrize(
    ("amount", "unit", "said"), [(1, "days", "1 day"), (5, "business_days", "5 business days"), (0, "hours", "0 hours")]
)
def test_lengths_are_said_as_people_say_them(amount: int, unit: str, said: str) -> None:
    assert length(amount, unit) == said


def test_events_and_spans_in_words() -> None:
    assert event("custody.booked_in") == "Custody: booked in"
    assert event("test") == "Test"
    assert lasting(timedelta(days=1, minutes=5)) == "1 day, 0:05"
    assert lasting(timedelta(minutes=61)) == "1:01"


def test_a_moment_without_a_zone_is_the_places() -> None:
    assert moment_in(datetime(2026, 3, 1, 12), ZONE) == datetime(2026, 3, 1, 17, tzinfo=UTC)  # noqa: DTZ001  what is asked
    assert moment_in(AT, ZoneInfo("UTC")) == AT


@given(st.dates(date(2000, 1, 1), date(2040, 1, 1)), st.integers(0, 60))
def test_days_that_do_not_count_are_those_the_calendar_closes(after: date, many: int) -> None:
    cal = calendar("us-federal")
    closed = list(closed_days(after, after + timedelta(days=many), cal))
    assert all(not cal.is_business_day(day) and after < day for day in closed)
    assert len(closed) <= many
