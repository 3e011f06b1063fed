"""Who may come for ninety days without a visa, on the day he comes."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise

import pytest

from tests.law.tables_support import attribute, by_code, rows

TODAY = dt.date(2026, 11, 24)


def test_forty_two_countries_take_part_today() -> None:
    members = by_code("visa_waiver", TODAY)
    assert len(members) == 42
    assert members.keys() <= by_code("countries", TODAY).keys()
    assert {"GBR", "JPN", "TWN", "HRV", "ISR", "QAT"} <= members.keys()


@pytest.mark.parametrize(
    ("country", "last_day"),
    [("ARG", dt.date(2002, 2, 20)), ("URY", dt.date(2003, 4, 14))],
)
def test_a_country_that_was_put_out_is_out_from_that_day(country: str, last_day: dt.date) -> None:
    assert country in by_code("visa_waiver", last_day)
    assert country not in by_code("visa_waiver", last_day + dt.timedelta(days=1))
    assert country not in by_code("visa_waiver", TODAY)


@pytest.mark.parametrize(
    ("country", "first_day"),
    [
        ("IRL", dt.date(1995, 4, 1)),
        ("SVN", dt.date(1997, 9, 30)),
        ("KOR", dt.date(2008, 11, 17)),
        ("MLT", dt.date(2008, 12, 30)),
        ("GRC", dt.date(2010, 4, 5)),
        ("TWN", dt.date(2012, 11, 1)),
        ("CHL", dt.date(2014, 3, 31)),
        ("POL", dt.date(2019, 11, 11)),
        ("HRV", dt.date(2021, 12, 1)),
        ("ISR", dt.date(2023, 10, 19)),
        ("QAT", dt.date(2024, 12, 1)),
    ],
)
def test_a_country_is_in_from_its_first_day_and_not_before(country: str, first_day: dt.date) -> None:
    assert country not in by_code("visa_waiver", first_day - dt.timedelta(days=1))
    assert country in by_code("visa_waiver", first_day)


def test_romania_was_designated_and_rescinded_before_it_ever_began() -> None:
    assert all(row["code"] != "ROU" for row in rows("visa_waiver"))


def test_hungarians_had_one_year_and_one_entry_for_two_years() -> None:
    def authorization(day: dt.date) -> tuple[int, str]:
        row = by_code("visa_waiver", day)["HUN"]
        return attribute(row, "esta_years"), attribute(row, "esta_entries")

    assert authorization(dt.date(2023, 7, 31)) == (2, "multiple")
    assert authorization(dt.date(2023, 8, 1)) == (1, "single")
    assert authorization(dt.date(2025, 9, 10)) == (1, "single")
    assert authorization(dt.date(2025, 9, 11)) == (2, "multiple")


def test_a_continued_membership_leaves_no_day_between_its_periods() -> None:
    for country in ("HUN", "BRN"):
        periods = sorted((row for row in rows("visa_waiver") if row["code"] == country), key=lambda r: r["from"])
        for earlier, later in pairwise(periods):
            assert later["from"] - earlier["to"] == dt.timedelta(days=1)


def test_every_row_says_whence_its_dates_come() -> None:
    for row in rows("visa_waiver"):
        assert row["citation"]
        assert row["verified"]
        if row["from"] >= dt.date(1995, 1, 1):
            assert row["verified"].startswith("2026-11-24: "), row
