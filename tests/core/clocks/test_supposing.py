"""What if an event happened at another moment: what it would start, move, hold up and end."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from limen.core.clocks.supposing import Runs, marks, suppose
from limen.law import load

LAW = load()
ZONE = ZoneInfo("America/New_York")
AT = datetime(2026, 3, 1, 12, tzinfo=ZONE)
DAYS = [
    key
    for key, rule in LAW.clocks().items()
    if (row := rule.on(AT.date())) is not None and row.unit in ("days", "months", "years", "business_days")
]
MOMENTS = st.datetimes(datetime(2020, 1, 1), datetime(2030, 12, 31), timezones=st.just(ZONE))  # noqa: DTZ001  the strategy adds the zone


def runs(key: str, started: datetime = AT, **more: Any) -> Runs:
    """Return a running clock of the pack."""
    rule = LAW.clock(key)
    row = rule.on(started.astimezone(ZONE).date())
    assert row is not None
    made: dict[str, Any] = {"state": "running", "mark": rule.starts[0], "tolled": (), **more}
    due = row.due(started, zone=ZONE, tolled=made["tolled"])
    return Runs(
        key,
        key,
        rule.title,
        started,
        due,
        ZONE,
        amount=row.value,
        unit=row.unit,
        calendar=row.calendar,
        rolls=row.rolls,
        **made,
    )


def local(moment: datetime) -> str:
    return f"{moment.astimezone(ZONE):%Y-%m-%d %H:%M}"


def test_a_final_order_starts_the_removal_period_and_the_reviews_by_the_law_of_its_day() -> None:
    found = suppose(LAW, "removal.order_final", AT, zone=ZONE)
    due = {row.key: local(row.due_at) for row in found.starts}
    assert due["removal.period"] == "2026-05-30 23:59"
    assert due["removal.six_months"] == "2026-09-01 23:59"
    assert {row.key for row in found.starts} == {key for key, rule in LAW.clocks().items() if found.mark in rule.starts}
    assert [*found.moves, *found.ends, *found.lacking] == []
    assert [row.due_at for row in found.starts] == sorted(row.due_at for row in found.starts)


def test_the_provision_is_that_of_the_day_of_the_event() -> None:
    mark = "custody.arrested_without_warrant"
    for day, hours in ((16, 24), (17, 48)):
        at = datetime(2001, 9, day, 9, tzinfo=ZONE)
        [row] = [row for row in suppose(LAW, mark, at, zone=ZONE).starts if row.key == "custody.charging_decision"]
        assert row.due_at - at == timedelta(hours=hours)
    assert suppose(LAW, mark, datetime(1960, 1, 1, tzinfo=UTC), zone=ZONE).lacking


def test_a_wait_and_what_is_counted_back_are_said_to_be_so() -> None:
    kinds = {row.key: row.kind for row in suppose(LAW, "removal.notice_served", AT, zone=ZONE).starts}
    assert kinds["removal.first_hearing"] == "wait"
    before = [rule for rule in LAW.clocks().values() if any(row.before for row in rule.provisions)]
    found = suppose(LAW, before[0].starts[0], AT, zone=ZONE)
    assert {row.kind for row in found.starts if row.key == before[0].key} == {"before"}


def test_a_running_clock_that_the_event_started_moves_with_it() -> None:
    at = AT + timedelta(days=10)
    found = suppose(LAW, "removal.order_final", at, zone=ZONE, running=[runs("removal.period")])
    [move] = found.moves
    assert (move.why, local(move.after or at)) == ("moved", "2026-06-09 23:59")
    assert move.citation
    unkept = suppose(LAW, "removal.order_final", at, zone=ZONE, running=[runs("removal.period", mark="")])
    assert [row.after for row in unkept.moves] == [move.after]


def test_a_clock_that_another_event_started_stays_where_it_is() -> None:
    clock = runs("removal.period", mark="removal.court_stay_lifted")
    assert not suppose(LAW, "removal.order_final", AT, zone=ZONE, running=[clock]).moves


def test_a_moved_clock_keeps_the_time_it_stood_still_after_its_new_start_and_no_other() -> None:
    tolled = ((AT + timedelta(days=5), AT + timedelta(days=10)),)
    clock = runs("removal.period", tolled=tolled)
    for days, due in ((0, "2026-06-04 23:59"), (7, "2026-06-09 23:59"), (10, "2026-06-09 23:59")):
        at = AT + timedelta(days=days)
        [move] = suppose(LAW, "removal.order_final", at, zone=ZONE, running=[clock]).moves
        assert local(move.after or AT) == due, days


def test_a_clock_whose_rule_is_not_in_force_on_the_supposed_day_would_not_run() -> None:
    at = datetime(1960, 1, 1, tzinfo=UTC)
    [move] = suppose(LAW, "removal.order_final", at, zone=ZONE, running=[runs("removal.period")]).moves
    assert (move.why, move.after) == ("moved", None)


def test_an_event_holds_up_ends_and_lets_run_again() -> None:
    clock = runs("removal.period")
    [held] = suppose(LAW, "removal.noncompliance_served", AT, zone=ZONE, running=[clock]).moves
    assert (held.why, held.after) == ("held", None)
    still = runs("removal.period", state="tolled", tolled=((AT + timedelta(days=2), None),))
    at = AT + timedelta(days=7)
    [resumed] = suppose(LAW, "removal.compliance_shown", at, zone=ZONE, running=[still]).moves
    assert (resumed.why, local(resumed.after or AT)) == ("resumed", "2026-06-04 23:59")
    for days, late in ((80, False), (100, True)):
        [end] = suppose(LAW, "removal.removed", AT + timedelta(days=days), zone=ZONE, running=[clock]).ends
        assert end.late is late


def test_a_meal_ends_the_clock_of_the_last_and_starts_the_next() -> None:
    clock = runs("patrol.meal", mark="custody.meal_given")
    later = suppose(LAW, "custody.meal_given", AT + timedelta(hours=5), zone=ZONE, running=[clock])
    assert [row.clock.key for row in later.ends] == ["patrol.meal"]
    assert "patrol.meal" in {row.key for row in later.starts}
    earlier = suppose(LAW, "custody.meal_given", AT - timedelta(hours=1), zone=ZONE, running=[clock])
    assert [row.after for row in earlier.moves] == [clock.due_at - timedelta(hours=1)]


def test_what_is_owed_once_is_not_begun_anew_by_a_later_event_while_it_runs() -> None:
    clock = runs("custody.consular_advice", mark="custody.arrested_on_warrant")
    booked = suppose(LAW, "custody.booked_in_station", AT + timedelta(hours=3), zone=ZONE, running=[clock])
    assert clock.key not in {row.key for row in booked.starts}
    assert not booked.moves
    assert clock.key in {row.key for row in suppose(LAW, "custody.booked_in_station", AT, zone=ZONE).starts}
    first = suppose(LAW, "custody.booked_in_station", AT - timedelta(hours=3), zone=ZONE, running=[clock])
    assert [(row.why, row.after) for row in first.moves] == [("moved", clock.due_at - timedelta(hours=3))]


def test_a_deadline_that_would_move_is_not_said_to_start_as_well() -> None:
    found = suppose(LAW, "removal.order_final", AT + timedelta(days=10), zone=ZONE, running=[runs("removal.period")])
    assert [row.clock.key for row in found.moves] == ["removal.period"]
    assert "removal.period" not in {row.key for row in found.starts}
    assert "removal.review_90" in {row.key for row in found.starts}


def test_a_day_that_was_agreed_stands_when_the_event_is_moved_but_not_before_it() -> None:
    until = AT + timedelta(days=9)
    clock = runs("removal.check_in", mark="removal.supervised", until=until)
    for days, after in ((2, until), (20, None)):
        at = AT + timedelta(days=days)
        [move] = suppose(LAW, "removal.supervised", at, zone=ZONE, running=[clock]).moves
        assert move.after == (after or LAW.clock("removal.check_in").on(at.date()).due(at, zone=ZONE))


def test_a_clock_of_another_pack_is_left_alone() -> None:
    from dataclasses import replace

    clock = replace(runs("removal.period"), key="elsewhere.rule")
    found = suppose(LAW, "removal.order_final", AT, zone=ZONE, running=[clock])
    assert [*found.moves, *found.ends] == []


def test_every_event_of_the_pack_may_be_supposed() -> None:
    named = marks(LAW)
    assert named == sorted(set(named))
    for mark in named:
        found = suppose(LAW, mark, AT, zone=ZONE)
        assert found.mark == mark


@given(st.sampled_from(DAYS), MOMENTS, st.timedeltas(timedelta(), timedelta(days=400)))
def test_moving_an_event_later_never_makes_a_deadline_of_days_earlier(key: str, at: datetime, by: timedelta) -> None:
    rule = LAW.clock(key)
    later = (at.astimezone(UTC) + by).astimezone(ZONE)
    if rule.on(at.date()) is None or rule.on(at.date()) is not rule.on(later.date()):
        return
    mark = rule.starts[0]

    def due(moment: datetime) -> datetime:
        return next(row.due_at for row in suppose(LAW, mark, moment, zone=ZONE).starts if row.key == key)

    assert due(at) <= due(later)


@given(st.sampled_from(DAYS), MOMENTS, st.timedeltas(timedelta(), timedelta(days=400)))
def test_a_running_deadline_moves_to_where_it_would_start_afresh(key: str, at: datetime, by: timedelta) -> None:
    rule = LAW.clock(key)
    later = (at.astimezone(UTC) + by).astimezone(ZONE)
    mark = rule.starts[0]
    row = rule.on(at.date())
    if row is None or row.before or row is not rule.on(later.date()) or mark in rule.satisfied_by:
        return
    found = suppose(LAW, mark, later, zone=ZONE, running=[runs(key, at)])
    [move] = found.moves
    assert move.after is not None
    assert move.after >= move.clock.due_at
    afresh = suppose(LAW, mark, later, zone=ZONE)
    assert move.after == next(row.due_at for row in afresh.starts if row.key == key)
