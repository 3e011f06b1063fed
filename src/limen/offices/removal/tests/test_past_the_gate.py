"""No sequence of acts embarks a person past the gate; bars on return add up, whatever happened."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from limen.core.lawbook import lawbook
from limen.kernel import LimenError
from limen.offices.removal import acts
from limen.offices.removal.bars import BarFacts, bars, made
from limen.offices.removal.gate import gate
from limen.offices.removal.models import Movement, Protection, Seat
from limen.offices.removal.tests import departure_scenes as scenes
from limen.offices.removal.tests.case_scenes import SUPERVISOR, do, final
from tests.factories import Service

DAY = date(2026, 11, 25)
days = st.dates(date(1998, 1, 1), date(2026, 11, 25))


def stay(service: Service, _seat: Any) -> None:
    person = Seat.objects.values_list("person", flat=True).get()
    do(
        service,
        acts.RecordStay(person=person, kind="stay_administrative", reason="Asked and granted"),
        None,
        SUPERVISOR,
    )


def lift(service: Service, _seat: Any) -> None:
    held = Protection.objects.filter(state="granted").first()
    if held is not None:
        do(service, acts.LiftStay(why="The time given is over"), held, SUPERVISOR)


def on_seat(act: Any) -> Callable[[Service, Any], None]:
    return lambda service, seat: do(service, act, Seat.objects.get(pk=seat.pk)) and None


def on_run(act: Any) -> Callable[[Service, Any], None]:
    return lambda service, seat: do(service, act, Movement.objects.get(pk=seat.movement_id)) and None


DEEDS: dict[str, Callable[[Service, Any], None]] = {
    "stay": stay,
    "lift": lift,
    "clear": on_seat(acts.ClearMedically(by="R. Nurse, RN")),
    "unfit": on_seat(acts.FindUnfit(by="D. Doctor, MD", notes="Fever of 39 degrees")),
    "open": on_run(acts.OpenBoarding()),
    "embark": on_seat(acts.Embark()),
    "leave": on_seat(acts.DoNotEmbark(why="Left behind at the door")),
    "depart": on_run(acts.Depart()),
    "verify": on_run(acts.VerifyDeparture(how="port", by="P. Watch")),
}


@pytest.mark.django_db
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(sorted(DEEDS)), min_size=3, max_size=9))
def test_no_sequence_of_acts_takes_a_person_out_past_the_gate(service: Service, deeds: list[str]) -> None:
    for role in ("primary_officer", "deportation_officer", "supervisor", "agent"):
        service.officer(role)
    with transaction.atomic():
        seat = scenes.listed(service, case=final(service), movement=scenes.escorted(service, scenes.run(service)))
        for name in ["clear", "open", *deeds]:
            before = Seat.objects.get(pk=seat.pk).state, Movement.objects.get(pk=seat.movement_id).state
            shut = gate(seat.person_id, scenes.THERE, DAY, lawbook())
            try:
                DEEDS[name](service, seat)
            except LimenError:
                continue
            after = Seat.objects.get(pk=seat.pk).state, Movement.objects.get(pk=seat.movement_id).state
            if shut:
                assert (before[0], after[0]) not in {("cleared", "embarked"), ("manifested", "embarked")}
                assert (before[1], after[1]) != ("boarding", "departed")
        transaction.set_rollback(True)


facts = st.builds(
    BarFacts,
    removed_on=st.none() | days,
    departed_on=st.none() | days,
    arriving=st.booleans(),
    earlier_removals=st.integers(0, 3),
    felony=st.booleans(),
    under_order=st.booleans(),
    in_absence=st.booleans(),
    presence_days=st.integers(0, 1000),
    before_proceedings=st.booleans(),
    returned_on=st.none() | days,
)


@given(facts)
def test_every_bar_begins_with_the_day_it_counts_from_and_ends_after_it(known: BarFacts) -> None:
    for bar in bars(known, lawbook(), DAY):
        assert bar.since == (known.returned_on if bar.code == "permanent" else known.left_on)
        assert bar.ever or bar.since < bar.until  # type: ignore[operator]  # one that is not for ever has a last day
        assert bar.holds(bar.since)
        assert not bar.holds(bar.since - timedelta(days=1))
        assert bar.citation


@given(facts)
def test_of_the_bars_of_removal_one_follows_and_the_longest_stands_first(known: BarFacts) -> None:
    found = bars(known, lawbook(), DAY)
    of_removal = {"arriving_first", "other_first", "second", "felony", "departed_under_order"}
    assert len([bar for bar in found if bar.code in of_removal]) <= 1
    assert (known.removed_on is not None) <= any(bar.code in of_removal for bar in found)
    ends = [bar.until or date.max for bar in found]
    assert ends == sorted(ends, reverse=True)


@given(facts, st.integers(0, 3))
def test_more_removals_never_shorten_a_bar(known: BarFacts, more: int) -> None:
    worse = replace(known, earlier_removals=known.earlier_removals + more)
    assert longest(worse) >= longest(known)


def longest(known: BarFacts) -> date:
    return max((bar.until or date.max for bar in bars(known, lawbook(), DAY)), default=date.min)


@pytest.mark.parametrize(
    ("known", "code", "until"),
    [
        (BarFacts(removed_on=DAY, arriving=True), "arriving_first", "2031-11-25"),
        (BarFacts(removed_on=DAY), "other_first", "2036-11-25"),
        (BarFacts(removed_on=DAY, arriving=True, earlier_removals=1), "second", "2046-11-25"),
        (BarFacts(removed_on=DAY, felony=True, earlier_removals=1), "felony", ""),
        (BarFacts(departed_on=DAY, under_order=True), "departed_under_order", "2036-11-25"),
        (BarFacts(departed_on=DAY, presence_days=181, before_proceedings=True), "presence_180", "2029-11-25"),
        (BarFacts(departed_on=DAY, presence_days=365), "presence_year", "2036-11-25"),
        (BarFacts(departed_on=DAY, in_absence=True), "absent", "2031-11-25"),
        (BarFacts(returned_on=DAY, earlier_removals=1), "permanent", ""),
    ],
)
def test_how_long_nobody_may_come_back(known: BarFacts, code: str, until: str) -> None:
    (bar,) = bars(known, lawbook(), DAY)
    assert bar.code == code
    assert (bar.until.isoformat() if bar.until else "") == until


@pytest.mark.parametrize(
    "known",
    [
        BarFacts(departed_on=DAY),
        BarFacts(departed_on=DAY, presence_days=180, before_proceedings=True),
        BarFacts(departed_on=DAY, presence_days=364),
        BarFacts(presence_days=900),
        BarFacts(returned_on=DAY),
    ],
)
def test_when_nothing_bars_return(known: BarFacts) -> None:
    assert bars(known, lawbook(), DAY) == []


def test_a_bar_from_a_leap_day_ends_on_the_last_of_february() -> None:
    assert made("arriving_first", date(2024, 2, 29), lawbook(), DAY).until == date(2029, 2, 28)
