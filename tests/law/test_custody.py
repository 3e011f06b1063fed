"""The clocks of custody and removal: what starts them, what ends them, and the days on which the law changed."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import pytest

from limen.law import load

LAW = load()
TODAY = dt.date(2026, 11, 29)
NEW_YORK = ZoneInfo("America/New_York")


def started(event: str) -> set[str]:
    return {clock.key for clock in LAW.clocks_started_by(event)}


def test_an_arrest_without_warrant_starts_the_examination_and_the_decision() -> None:
    assert started("custody.arrested_without_warrant") >= {
        "custody.examination",
        "custody.charging_decision",
        "custody.consular_advice",
    }


def test_what_is_owed_to_a_person_held_is_owed_still_when_its_breach_was_explained() -> None:
    owed = {rule.key for rule in LAW.clocks().values() if not rule.renews and "custody.released" in rule.satisfied_by}
    # each of these is over with its breach: no second forty-eight hours follow the first, the stay of release or the
    # presumption ends, the court has the case
    assert {key for key in owed if not LAW.clock(key).theirs} == {
        "custody.charging_decision",
        "custody.examination",
        "patrol.telephone",
        "custody.stay_of_release",
        "custody.bond_appeal",
        "custody.bond_stay",
        "custody.habeas_return",
        "removal.six_months",
    }


def test_nothing_of_custody_is_owed_to_who_died_and_none_but_the_ordered_and_the_court_wait_for_who_escaped() -> None:
    held = [rule for rule in LAW.clocks().values() if "custody.released" in rule.satisfied_by]
    assert [rule.key for rule in held if "custody.died" not in rule.satisfied_by] == []
    waits = {rule.key for rule in held if "custody.escaped" not in rule.satisfied_by}
    assert {key for key in waits if not key.startswith("removal.")} == {"custody.habeas_return"}
    assert "custody.died" in LAW.clock("removal.period").satisfied_by


def test_what_goes_round_is_met_and_started_again_by_the_same_event() -> None:
    for event, key in (
        ("custody.meal_given", "patrol.meal"),
        ("custody.welfare_checked", "patrol.welfare"),
        ("child.meal_given", "child.meal"),
        ("custody.reclassified", "custody.reclassification"),
        ("removal.checked_in", "removal.check_in"),
        ("removal.document_reminded", "removal.document_reminder"),
    ):
        assert key in started(event)
        assert key in {clock.key for clock in LAW.clocks_satisfied_by(event)}


def test_every_clock_of_a_station_ends_when_the_person_leaves_dies_or_escapes() -> None:
    every = [*LAW.clocks_started_by("custody.booked_in_station")]
    for clock in (*every, *LAW.clocks_started_by("custody.adult_booked_in_station")):
        assert {"custody.released", "custody.died", "custody.escaped"} <= set(clock.satisfied_by), clock.key


def test_the_removal_period_stands_still_for_obstruction_and_ends_when_a_court_stays_it() -> None:
    for key in ("removal.period", "removal.review_90", "removal.six_months"):
        clock = LAW.clock(key)
        assert clock in LAW.clocks_tolled_by("removal.noncompliance_served")
        assert clock in LAW.clocks_untolled_by("removal.compliance_shown")
        assert clock in LAW.clocks_satisfied_by("removal.court_stayed")
        assert clock in LAW.clocks_started_by("removal.court_stay_lifted")


@pytest.mark.parametrize(
    ("day", "hours"),
    [(dt.date(2025, 6, 23), 12), (dt.date(2025, 6, 24), 72), (dt.date(2026, 6, 23), 72), (dt.date(2026, 6, 24), 12)],
)
def test_the_limit_of_a_hold_room_changed_for_a_year(day: dt.date, hours: int) -> None:
    provision = LAW.clock("custody.hold_room").on(day)
    assert provision is not None
    assert (provision.value, provision.unit) == (hours, "hours")


def test_an_appeal_gains_a_day_only_when_its_last_is_no_business_day() -> None:
    provision = LAW.clock("removal.appeal").on(TODAY)
    assert provision is not None
    saturday = provision.due(dt.datetime(2026, 11, 26, 12, tzinfo=NEW_YORK), zone=NEW_YORK)
    thursday = provision.due(dt.datetime(2026, 11, 24, 12, tzinfo=NEW_YORK), zone=NEW_YORK)
    assert saturday.astimezone(NEW_YORK).date() == dt.date(2026, 12, 28)
    assert thursday.astimezone(NEW_YORK).date() == dt.date(2026, 12, 24)


def test_a_wait_is_asked_for_and_never_late_by_itself() -> None:
    assert "removal.first_hearing" not in started("removal.notice_served")
    waits = {clock.key for clock in LAW.clocks().values() if any(row.wait for row in clock.provisions)}
    assert {key for key in waits if not key.startswith("sevis.")} == {
        "removal.first_hearing",
        "removal.administrative_wait",
    }


def test_the_first_hearing_is_no_sooner_than_the_value_says() -> None:
    provision = LAW.clock("removal.first_hearing").on(TODAY)
    assert provision is not None
    assert provision.value == LAW.value("charge.first_hearing", TODAY).value


def test_what_is_still_owed_after_a_breach_renews_and_what_is_over_does_not() -> None:
    renewing = {key for key, clock in LAW.clocks().items() if clock.renews}
    assert renewing >= {"patrol.meal", "custody.transit", "custody.hold_room", "removal.review_90", "child.welfare"}
    assert not renewing & {"removal.appeal", "removal.period", "custody.charging_decision", "patrol.telephone"}


@pytest.mark.parametrize(
    "event", ["arrested_without_warrant", "arrested_on_warrant", "arrested_for_crime", "transferred"]
)
def test_whoever_is_taken_or_moved_is_on_the_way_until_booked_in(event: str) -> None:
    assert "custody.transit" in started(f"custody.{event}")
    for end in ("booked_in", "booked_in_station", "booked_in_port", "hold_room_entered", "released"):
        assert LAW.clock("custody.transit") in LAW.clocks_satisfied_by(f"custody.{end}")
