"""The organisation as of any day: who did this work, under what name, and what each part came from."""

from __future__ import annotations

import datetime as dt

import pytest

from limen.law import pack
from limen.law.values import Code

TABLE = pack.load("us").codes("organisation")
LAST_OF_THE_SERVICE = dt.date(2003, 2, 28)
FIRST_OF_THE_DEPARTMENT = dt.date(2003, 3, 1)
TODAY = dt.date(2026, 11, 29)
ROWS = TABLE.all()
KINDS = {"department", "agency", "office", "programme", "region", "district", "sector", "abroad"}


def under(code: str, day: dt.date) -> set[str]:
    return {key for key, row in TABLE.on(day).items() if row.attributes.get("parent") == code}


def title(code: str, day: dt.date) -> str | None:
    row = TABLE.get(code, day)
    return row.title if row else None


@pytest.mark.parametrize("row", ROWS, ids=[f"{row.code}-{row.from_}" for row in ROWS])
def test_a_part_stands_under_something_that_stood_as_long(row: Code) -> None:
    assert row.from_ is not None
    assert row.attributes["kind"] in KINDS
    parent = row.attributes.get("parent")
    assert (parent is None) == (row.attributes["kind"] == "department")
    if parent:
        assert TABLE.get(parent, row.from_), "its parent had not begun"
        assert TABLE.get(parent, row.to or TODAY), "its parent had ended"


@pytest.mark.parametrize("row", [row for row in ROWS if "succeeds" in row.attributes], ids=lambda row: row.code)
def test_what_took_over_began_when_the_other_had_ended(row: Code) -> None:
    for code in row.attributes["succeeds"]:
        assert TABLE.get(code, row.from_ - dt.timedelta(days=1)), f"{code} had ended before"
        assert TABLE.get(code, row.from_) is None, f"{code} still stood"


def test_the_service_ends_and_the_three_agencies_begin_from_one_day_to_the_next() -> None:
    assert title("INS", LAST_OF_THE_SERVICE) == "Immigration and Naturalization Service"
    assert title("INS", FIRST_OF_THE_DEPARTMENT) is None
    assert not {"CBP", "ICE", "USCIS"} & set(TABLE.on(LAST_OF_THE_SERVICE))
    assert {"CBP", "ICE", "USCIS"} <= under("DHS", FIRST_OF_THE_DEPARTMENT)


@pytest.mark.parametrize(
    ("code", "last", "before", "after"),
    [
        ("CBP", "2007-03-30", "Bureau of Customs and Border Protection", "U.S. Customs and Border Protection"),
        (
            "ICE",
            "2007-03-30",
            "Bureau of Immigration and Customs Enforcement",
            "U.S. Immigration and Customs Enforcement",
        ),
        ("BP", "2003-02-28", "Border Patrol", "Office of Border Patrol"),
        ("BP", "2016-02-23", "Office of Border Patrol", "U.S. Border Patrol"),
        ("ERO", "2010-06-30", "Office of Detention and Removal Operations", "Enforcement and Removal Operations"),
    ],
)
def test_a_part_that_was_renamed_keeps_its_code(code: str, last: str, before: str, after: str) -> None:
    day = dt.date.fromisoformat(last)
    assert (title(code, day), title(code, day + dt.timedelta(days=1))) == (before, after)


def test_the_border_patrol_is_of_the_service_until_it_is_of_customs_and_border_protection() -> None:
    days = (dt.date(1924, 5, 28), dt.date(1933, 6, 10), LAST_OF_THE_SERVICE, FIRST_OF_THE_DEPARTMENT, TODAY)
    assert [TABLE.get("BP", day).attributes["parent"] for day in days] == ["BI", "INS", "INS", "CBP", "CBP"]  # type: ignore[union-attr]


def test_the_service_had_thirty_three_districts_at_home_three_abroad_and_twenty_one_sectors() -> None:
    held = TABLE.on(LAST_OF_THE_SERVICE).values()
    kinds = [row.attributes["kind"] for row in held]
    assert (kinds.count("district"), kinds.count("abroad"), kinds.count("sector")) == (33, 3, 21)
    assert not {"district", "sector", "region"} & {row.attributes["kind"] for row in TABLE.on(TODAY).values()}


def test_every_office_but_the_one_that_nobody_is_registered_by_has_somebody_today() -> None:
    held = {row.attributes.get("office") for row in TABLE.on(TODAY).values()} - {None}
    assert held == {
        "inspections",
        "patrol",
        "investigations",
        "intelligence",
        "removal",
        "overseas",
        "attaches",
        "sevis",
    }
    assert TABLE.get("NSEERS", dt.date(2016, 12, 22)) is not None
    assert TABLE.get("NSEERS", dt.date(2016, 12, 23)) is None


def test_every_sector_of_the_service_but_livermore_goes_on_as_one_of_today() -> None:
    sectors = pack.load("us").codes("patrol_sectors")
    held = [row for row in TABLE.on(LAST_OF_THE_SERVICE).values() if row.attributes["kind"] == "sector"]
    assert {row.attributes["seat"] for row in held if "continues" not in row.attributes} == {"Livermore"}
    assert {row.attributes["continues"] for row in held if "continues" in row.attributes} == set(sectors.on(TODAY))
