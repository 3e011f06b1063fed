"""The dispositions of processing: what closes them, what they ask, what papers they make, and what stops removal."""

from __future__ import annotations

import datetime as dt

import pytest

from limen.law import load

LAW = load()
TODAY = dt.date(2026, 11, 29)
WAYS = LAW.codes("processing").on(TODAY)
BARS = LAW.codes("processing_bars").on(TODAY)


def closed(when: str) -> set[str]:
    return {code for row in BARS.values() if row.attributes["when"] == when for code in row.attributes["closes"]}


def test_fear_closes_every_way_back_that_says_so_and_no_other() -> None:
    assert closed("fear_shown") == {code for code, row in WAYS.items() if not row.attributes["open_to_fear"]}
    assert closed("fear_unasked") == {code for code, row in WAYS.items() if row.attributes["sends_back"]}


def test_a_citizen_is_released_and_nothing_else() -> None:
    assert set(WAYS) - closed("citizen") == {"citizen"}


@pytest.mark.parametrize("way", ["voluntary_return", "expedited_removal", "reinstatement", "administrative_removal"])
def test_a_child_alone_from_elsewhere_is_not_sent_back_by_an_officer(way: str) -> None:
    assert way in closed("child_alone_from_elsewhere")
    assert "transfer_hhs" not in closed("child_alone_from_elsewhere")


def test_a_child_alone_from_a_bordering_country_may_be_returned_once_screened() -> None:
    assert "voluntary_return" in closed("child_alone_unscreened")
    assert "voluntary_return" not in closed("child_alone_bordering")
    assert "expedited_removal" in closed("child_alone_bordering")


def test_what_a_disposition_asks_is_asked_of_somebody() -> None:
    subjects = {row.attributes["about"] for row in LAW.codes("processing_questions").rows}
    for code, row in WAYS.items():
        assert set(row.attributes["asks"]) <= subjects, code
        if row.attributes["sends_back"]:
            assert {"citizenship", "fear", "trafficking", "medical", "child"} <= set(row.attributes["asks"]), code


def test_what_sends_a_person_back_by_an_order_says_for_how_long_and_is_approved() -> None:
    for code, row in WAYS.items():
        if row.attributes["after"] == "removal" and code != "stowaway":
            assert row.attributes["approver"], code
            assert row.attributes["bar"] in LAW.codes("return_bars").on(TODAY), code


def test_the_lengths_of_the_bars_are_those_of_the_paragraph() -> None:
    bars = LAW.codes("return_bars").on(TODAY)
    years = {code: row.attributes["amount"] for code, row in bars.items() if not row.attributes["lasting"]}
    assert years == {
        "arriving_first": 5,
        "other_first": 10,
        "second": 20,
        "departed_under_order": 10,
        "presence_180": 3,
        "presence_year": 10,
        "absent": 5,
    }
    assert {code for code, row in bars.items() if row.attributes["lasting"]} == {"felony", "permanent"}


def test_a_protection_to_one_country_leaves_others_open_and_citizenship_leaves_none() -> None:
    protections = LAW.codes("protections").on(TODAY)
    for code in ("withholding", "cat_withholding", "cat_deferral"):
        assert protections[code].attributes["reach"] == "country"
    for code in ("citizenship_claim", "fear_pending", "tps", "stay_court", "stay_automatic"):
        assert protections[code].attributes["reach"] == "any"
    assert all("removal" in row.attributes["closes"] for row in protections.values())


def test_who_was_found_inside_the_country_is_under_the_designation_of_the_day() -> None:
    for day, days, miles in (
        (dt.date(2025, 1, 20), 14, 100),
        (dt.date(2025, 1, 21), 730, 0),
        (dt.date(2025, 8, 29), 14, 100),
        (TODAY, 730, 0),
    ):
        assert LAW.value("removal.expedited_presence", day).value == days
        assert LAW.value("removal.expedited_miles", day).value == miles


@pytest.mark.parametrize(
    ("clock", "value"),
    [("removal.period", "removal.period_days"), ("removal.six_months", "removal.presumed_months")],
)
def test_a_clock_and_the_value_of_the_same_rule_agree(clock: str, value: str) -> None:
    provision = LAW.clock(clock).on(TODAY)
    assert provision is not None
    assert provision.value == LAW.value(value, TODAY).value
