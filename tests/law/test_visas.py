"""Who needs a visa, whose nationals need none, and how long a passport must be good for."""

from __future__ import annotations

import datetime as dt

import pytest

from limen.kernel import BadInput
from limen.kernel.clocks import add_months
from limen.law import load
from limen.law.passports import passport_valid_for
from limen.law.visas import visa_needed, waiver_open

LAW = load()
TODAY = dt.date(2026, 11, 25)
DAY = dt.timedelta(days=1)


@pytest.mark.parametrize(
    ("nationality", "first"),
    [("HRV", dt.date(2021, 12, 1)), ("ISR", dt.date(2023, 10, 19)), ("QAT", dt.date(2024, 12, 1))],
)
def test_a_waiver_country_is_open_from_its_first_day(nationality: str, first: dt.date) -> None:
    assert not waiver_open(LAW, nationality, first - DAY)
    assert waiver_open(LAW, nationality, first)
    assert visa_needed(LAW, nationality, "WT", first - DAY).needed
    assert not visa_needed(LAW, nationality, "WT", first).needed


def test_what_a_waiver_traveller_must_meet_is_cited_not_how_the_country_was_once_let_in() -> None:
    assert waiver_open(LAW, "SWE", TODAY).citation.startswith("8 U.S.C. 1187(a)")


def test_a_country_put_out_is_closed_with_the_day_and_the_rule() -> None:
    assert waiver_open(LAW, "ARG", dt.date(2002, 2, 20))
    after = waiver_open(LAW, "ARG", dt.date(2002, 2, 21))
    assert not after
    assert "2002-02-20" in after.explanation
    assert "67 FR 7943" in after.citation


def test_the_letters_of_a_zone_stand_for_their_country() -> None:
    assert waiver_open(LAW, "D", TODAY).country == "DEU"
    assert not visa_needed(LAW, "D", "WB", TODAY).needed


@pytest.mark.parametrize("nationality", ["GBD", "GBN", "GBO", "GBP", "GBS", "XXA", "XXB", "", "ZZZ"])
def test_only_the_member_s_own_citizens_take_part(nationality: str) -> None:
    assert not waiver_open(LAW, nationality, TODAY)


def test_an_authorisation_is_asked_for_since_2009_and_a_chip_since_2016() -> None:
    before, since, chip = (
        waiver_open(LAW, "GBR", day) for day in (dt.date(2009, 1, 11), dt.date(2009, 1, 12), dt.date(2016, 4, 1))
    )
    assert before.authorization_years is None
    assert since.authorization_years == 2
    assert not any("electronic" in what for what in before.conditions)
    assert any("electronic authorisation" in what for what in since.conditions)
    assert any("electronic passport" in what for what in chip.conditions)


@pytest.mark.parametrize(
    ("nationality", "class_code", "needed", "rule"),
    [
        ("CAN", "B2", False, "canada"),
        ("CAN", "F1", False, "canada"),
        ("CAN", "TN", False, "canada"),
        ("CAN", "E2", True, "always"),
        ("CAN", "K1", True, "always"),
        ("BMU", "B1", False, "bermuda"),
        ("FSM", "B2", False, "micronesia"),
        ("MHL", "MIS", False, "marshall_islands"),
        ("PLW", "B2", False, "palau"),
        ("JPN", "GMT", False, "guam_cnmi"),
        ("CHN", "GMT", True, "nonimmigrant"),
        ("D", "B2", True, "nonimmigrant"),
        ("MEX", "TN", True, "nonimmigrant"),
        ("IND", "H1B", True, "nonimmigrant"),
        ("IND", "IR1", True, "immigrant"),
        ("IND", "LPR", False, "none"),
        ("COD", "RE1", False, "none"),
        ("CUB", "DT", False, "none"),
    ],
)
def test_nationality_and_class_decide_whether_a_visa_is_needed(
    nationality: str, class_code: str, needed: bool, rule: str
) -> None:
    found = visa_needed(LAW, nationality, class_code, TODAY)
    assert (found.needed, found.rule) == (needed, rule)
    assert found.citation
    assert found.explanation


def test_a_border_card_stands_in_the_visa_s_place_for_a_visitor_only() -> None:
    visit = visa_needed(LAW, "MEX", "B2", TODAY)
    assert visit.needed
    assert "border_crossing_card" in visit.documents
    assert any("border crossing card" in what for what in visit.unless)
    assert "border_crossing_card" not in visa_needed(LAW, "MEX", "H1B", TODAY).documents


def test_an_exemption_with_conditions_is_offered_and_not_assumed() -> None:
    found = visa_needed(LAW, "BHS", "B2", TODAY)
    assert found.needed
    assert any("Bahamas" in what for what in found.unless)


def test_a_compact_begins_on_its_day() -> None:
    assert visa_needed(LAW, "PLW", "B2", dt.date(1994, 9, 30)).needed
    assert not visa_needed(LAW, "PLW", "B2", dt.date(1994, 10, 1)).needed


def test_a_class_that_is_none_is_refused() -> None:
    with pytest.raises(BadInput):
        visa_needed(LAW, "CAN", "NOPE", TODAY)


def test_a_passport_outlasts_the_stay_by_six_months() -> None:
    until = dt.date(2027, 5, 24)
    assert passport_valid_for(LAW, "VNM", dt.date(2027, 11, 24), TODAY, until)
    short = passport_valid_for(LAW, "VNM", dt.date(2027, 11, 23), TODAY, until)
    assert not short
    assert (short.rule, short.latest) == ("beyond", dt.date(2027, 5, 23))
    assert "1182(a)(7)(B)(i)(I)" in short.citation


def test_a_state_that_agreed_needs_it_for_the_stay_only() -> None:
    until = dt.date(2027, 5, 24)
    assert passport_valid_for(LAW, "D", until, TODAY, until)
    assert not passport_valid_for(LAW, "D", until - DAY, TODAY, until)
    assert passport_valid_for(LAW, "RKS", until, TODAY, until).rule == "exempt"


@pytest.mark.parametrize(("nationality", "last"), [("DZA", dt.date(2024, 1, 27)), ("GAB", dt.date(2024, 1, 27))])
def test_a_state_leaves_the_list_on_its_day(nationality: str, last: dt.date) -> None:
    assert passport_valid_for(LAW, nationality, last + 30 * DAY, last, last).rule == "exempt"
    assert passport_valid_for(LAW, nationality, last + 30 * DAY, last + DAY, last + DAY).rule == "beyond"


def test_an_envoy_s_passport_need_be_valid_only_on_entry() -> None:
    assert passport_valid_for(LAW, "VNM", TODAY, TODAY, None, "A1")
    assert not passport_valid_for(LAW, "VNM", TODAY - DAY, TODAY, None, "A1")
    assert not passport_valid_for(LAW, "VNM", TODAY, TODAY, None, "F1")


@pytest.mark.parametrize("expires", [TODAY + n * DAY for n in range(180, 560, 7)])
def test_the_latest_day_of_stay_is_the_last_that_fits(expires: dt.date) -> None:
    latest = passport_valid_for(LAW, "VNM", expires, TODAY, None).latest
    assert latest is not None
    assert add_months(latest, 6) <= expires < add_months(latest + DAY, 6)
