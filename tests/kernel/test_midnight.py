"""When a day begins, whatever day somebody types and wherever they are."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from limen.kernel.clocks import midnight

ZONES = st.sampled_from(["Pacific/Kiritimati", "Pacific/Pago_Pago", "America/New_York", "UTC"]).map(ZoneInfo)


@given(st.dates(), ZONES)
def test_every_day_of_the_calendar_begins_and_ends_in_every_zone(day: date, zone: ZoneInfo) -> None:
    begins = midnight(day, zone)
    assert begins.astimezone(UTC) < (begins + timedelta(days=1)).astimezone(UTC)


def test_the_day_on_which_summer_time_begins_begins_at_its_own_midnight() -> None:
    assert midnight(date(2026, 3, 8), ZoneInfo("America/New_York")).astimezone(UTC) == datetime(
        2026, 3, 8, 5, tzinfo=UTC
    )
