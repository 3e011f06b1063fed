"""Custody: whoever is held is held under an authority, at a place, with a deadline running, and no hour is lost."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest
import time_machine
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from limen.core.clocks.models import RunningClock
from limen.core.clocks.queries import WANTED
from limen.core.custody import acts, queries
from limen.core.custody.models import OPEN, Stay, Stint
from limen.core.documents.models import Paper
from limen.core.ledger import verify
from limen.core.ledger.models import Entry
from limen.core.people import acts as people
from limen.kernel import BadInput, GuardRefused, LimenError, NotPermitted, perform
from tests.factories import Service

pytestmark = pytest.mark.django_db
DAWN = datetime(2026, 11, 24, 11, 30, tzinfo=UTC)
WHY = "Found hiding in the cargo of a lorry."


@dataclass
class Desert:
    """A station and a facility, and the hour the story has come to."""

    service: Service
    clock: Any

    @property
    def station(self) -> Any:
        return self.service.place("station", "UVA", "Uvalde")

    @property
    def facility(self) -> Any:
        return self.service.place("facility", "STFRCTX", "South Texas")

    def arrest(self, person: Any, **more: Any) -> Stay:
        act = acts.TakeIntoCustody(person=person.pk, under="arrest.without_warrant", **more)
        return self.at_station(act)

    def at_station(self, act: Any, on: Any = None, role: str = "agent", name: str = "") -> Any:
        return self.service.act(act, on, at=self.station, role=role, name=name)

    def at_facility(self, act: Any, on: Any = None, role: str = "detention_officer") -> Any:
        return self.service.act(act, on, at=self.facility, role=role)

    def later(self, **how: int) -> None:
        self.clock.shift(timedelta(**how))


@pytest.fixture
def desert(service: Service) -> Iterator[Desert]:
    with time_machine.travel(DAWN, tick=False) as clock:
        yield Desert(service, clock)


def due(person: Any) -> set[str]:
    return set(RunningClock.objects.filter(person=person, state__in=WANTED).values_list("key", flat=True))


def child(service: Service, **more: Any) -> Any:
    return service.person(surname="Ixcoy", given_names="Marisol", birth="2017-02-03", nationality="GTM", **more)


def test_custody_begins_with_the_arrest_and_every_deadline_with_it(desert: Desert) -> None:
    person = desert.service.person()
    stay = desert.arrest(person)
    assert (stay.state, stay.authority, stay.stints.get().kind) == ("in_transit", "arrest.without_warrant", "field")
    assert {"custody.charging_decision", "custody.examination", "custody.consular_advice"} <= due(person)
    decision = RunningClock.objects.get(person=person, key="custody.charging_decision")
    assert decision.due_at == DAWN + timedelta(hours=48)
    desert.later(hours=2)
    desert.at_station(acts.BookIn(cell="4"), stay)
    assert {"custody.cbp_hold", "patrol.welfare", "patrol.meal", "patrol.telephone"} <= due(person)
    assert [row.kind for row in stay.stints.all()] == ["field", "station"]


def test_what_is_owed_once_runs_from_the_arrest_and_is_not_begun_anew_in_the_cell(desert: Desert) -> None:
    stay = desert.arrest(desert.service.person())
    desert.later(minutes=40)
    desert.at_station(acts.BookIn(cell="4"), stay)
    told = RunningClock.objects.get(person=stay.person_id, key="custody.consular_advice")
    assert (told.state, told.started_at) == ("running", DAWN)
    desert.at_station(acts.AdviseConsular(language="es"), stay)
    told.refresh_from_db()
    assert told.state == "satisfied"


def test_who_is_first_held_in_a_port_is_told_of_the_consulate_from_then_on(desert: Desert) -> None:
    taken = acts.TakeIntoCustody(person=desert.service.person().pk, under="detain.inspection")
    stay = desert.at_station(taken)
    desert.later(minutes=40)
    desert.at_station(acts.BookIn(cell="4"), stay)
    assert RunningClock.objects.filter(person=stay.person_id, key="custody.consular_advice").count() == 1


def test_nobody_is_taken_into_custody_twice(desert: Desert) -> None:
    person = desert.service.person()
    desert.arrest(person)
    with pytest.raises(GuardRefused, match="in custody already"):
        desert.arrest(person)


def test_a_meal_meets_its_deadline_and_starts_the_next(desert: Desert) -> None:
    person = desert.service.person()
    stay = desert.at_station(acts.BookIn(), desert.arrest(person))
    desert.later(hours=3)
    desert.at_station(acts.RecordCare(kind="meal"), stay)
    rows = RunningClock.objects.filter(person=person, key="patrol.meal").order_by("started_at", "pk")
    assert [row.state for row in rows] == ["satisfied", "running"]
    assert rows[1].started_at == DAWN + timedelta(hours=3)


def test_a_child_alone_has_the_clocks_of_a_child_and_is_handed_over(desert: Desert) -> None:
    person = child(desert.service)
    stay = desert.at_station(acts.BookIn(), desert.arrest(person, alone=True))
    assert stay.juvenile
    assert stay.alone
    assert {"child.transfer_hhs", "child.notify_hhs", "child.welfare", "child.meal", "child.rights_notice"} <= due(
        person
    )
    desert.at_station(acts.RecordCare(kind="hhs_notified"), stay)
    desert.at_station(acts.RecordCare(kind="rights_given"), stay)
    desert.later(hours=20)
    act = acts.HandOver(way="hhs", to="Refugee Resettlement", receipt="T. Okoye")
    assert desert.at_station(act, stay).state == "handed_over"
    assert not {key for key in due(person) if key.startswith(("child.", "patrol."))}


ADULTS = {"patrol.welfare", "patrol.meal", "patrol.shower"}
CHILDS = {"child.welfare", "child.meal", "child.shower"}


def test_a_child_is_owed_meals_showers_and_looks_by_the_rules_of_children_alone(desert: Desert) -> None:
    stay = desert.at_station(acts.BookIn(), desert.arrest(child(desert.service), alone=True))
    assert due(stay.person) & (ADULTS | CHILDS) == CHILDS
    for kind in ("meal", "shower", "welfare"):
        desert.later(minutes=5)
        desert.at_station(acts.RecordCare(kind=kind), stay)
    assert due(stay.person) & (ADULTS | CHILDS) == CHILDS
    meals = RunningClock.objects.filter(person=stay.person_id, key="child.meal")
    assert sorted(meals.values_list("state", flat=True)) == ["running", "satisfied"]


def test_an_adult_found_to_be_a_child_leaves_the_adults_deadlines(desert: Desert) -> None:
    stay = desert.at_station(acts.BookIn(), desert.arrest(desert.service.person()))
    assert due(stay.person) & (ADULTS | CHILDS) == ADULTS
    desert.at_station(acts.FindChild(alone=True, why="The birth record shows 2010"), stay)
    assert due(stay.person) & (ADULTS | CHILDS) == CHILDS


def test_somebody_found_to_be_a_child_alone_has_a_child_s_deadlines_from_then_on(desert: Desert) -> None:
    stay = desert.at_station(acts.BookIn(), desert.arrest(desert.service.person()))
    desert.at_station(acts.FindChild(alone=True, why="The birth record shows 2010"), stay)
    assert {"child.transfer_hhs", "child.welfare", "child.rights_notice"} <= due(stay.person)
    stay.refresh_from_db()
    assert (stay.juvenile, stay.alone) == (True, True)
    with pytest.raises(GuardRefused, match="on record already"):
        desert.at_station(acts.FindChild(why="Said so again"), stay)


def test_a_doubt_about_an_age_is_told_to_those_who_care_for_children(desert: Desert) -> None:
    stay = desert.at_station(acts.BookIn(), desert.arrest(desert.service.person(birth="")))
    desert.at_station(acts.DoubtAge(why="Says that he is sixteen"), stay)
    assert "child.notify_hhs" in due(stay.person)
    desert.at_station(acts.FindChild(alone=True, why="The consulate confirmed it"), stay)
    stay.refresh_from_db()
    with pytest.raises(GuardRefused, match="on record as a child"):
        desert.at_station(acts.DoubtAge(why="Says that he is sixteen"), stay)


def test_what_is_done_for_children_is_not_recorded_of_an_adult(desert: Desert) -> None:
    stay = desert.at_station(acts.BookIn(), desert.arrest(desert.service.person()))
    with pytest.raises(GuardRefused, match="juvenile"):
        desert.at_station(acts.RecordCare(kind="rights_given"), stay)


def a_family(desert: Desert) -> tuple[Stay, Stay]:
    mother = desert.service.person(surname="Ixcoy", given_names="Ana", birth="1990-01-02", nationality="GTM")
    daughter = child(desert.service)
    link = people.Relate(other=daughter.pk, kind="parent", family_unit=True)
    desert.service.do(link, mother, role="secondary_officer")
    stays = [desert.at_station(acts.BookIn(), desert.arrest(person)) for person in (mother, daughter)]
    return stays[0], stays[1]


def test_a_family_is_transferred_together(desert: Desert) -> None:
    mother, daughter = a_family(desert)
    desert.later(hours=5)
    desert.at_station(acts.Transfer(to_place=desert.facility.pk, why="Room for families"), mother)
    daughter.refresh_from_db()
    assert (daughter.state, daughter.place_id) == ("in_transit", desert.facility.pk)
    for stay in (mother, daughter):
        stay.refresh_from_db()
        desert.at_facility(acts.BookIn(), stay)
    assert Stay.objects.filter(place=desert.facility, state="held").count() == 2


def test_a_family_is_split_only_for_a_reason_that_somebody_else_approves(desert: Desert) -> None:
    mother, daughter = a_family(desert)
    away = acts.Transfer(to_place=desert.facility.pk, why="Hospital there", with_family=False)
    with pytest.raises(GuardRefused, match="family unit is held here"):
        desert.at_station(away, mother)
    with pytest.raises(GuardRefused, match="family unit is held here"):
        desert.at_station(acts.HandOver(way="agency", to="County sheriff", receipt="Deputy Ames"), daughter)
    why = acts.SeparateFamily(why="The mother is charged with smuggling the child.")
    with pytest.raises(NotPermitted):
        desert.at_station(why, mother)
    desert.at_station(why, mother, role="supervisor")
    assert "child.family_apart" in due(mother.person)
    mother.refresh_from_db()
    assert desert.at_station(away, mother).state == "in_transit"
    daughter.refresh_from_db()
    assert daughter.state == "held"


def test_a_mother_released_takes_her_child_along(desert: Desert) -> None:
    mother, daughter = a_family(desert)
    desert.at_station(acts.Release(way="recognizance", to="12 Elm Street, San Antonio"), mother)
    daughter.refresh_from_db()
    assert daughter.state == "released"
    assert not Stint.objects.filter(until=None).exists()


@pytest.mark.parametrize(
    ("ground", "field", "record", "instead"),
    [
        ({"way": "parole"}, "way", "a parole granted", "grant the parole"),
        ({"way": "bond", "family_way": "discretion"}, "way", "a bond posted", "bond was posted"),
        ({"way": "supervision"}, "way", "an order of supervision served", "serve the order"),
        ({"way": "discretion", "reason": "PALS"}, "reason", "a parole granted", "grant the parole"),
        ({"way": "court", "family_way": "parole"}, "family_way", "a parole granted", "grant the parole"),
    ],
)
def test_nobody_is_released_by_hand_on_a_ground_whose_record_no_act_made(
    desert: Desert, ground: dict[str, str], field: str, record: str, instead: str
) -> None:
    stay = desert.arrest(desert.service.person())
    with pytest.raises(BadInput, match=f"rests on {record}") as refused:
        desert.at_station(acts.Release(**ground), stay)
    (problem,) = refused.value.problems
    assert problem.field == field
    assert instead in problem.message
    stay.refresh_from_db()
    assert (stay.ended_at, stay.way) == (None, "")


def test_a_release_a_court_ordered_lets_nobody_else_go_so_the_family_needs_a_way_of_its_own(desert: Desert) -> None:
    mother, daughter = a_family(desert)
    with pytest.raises(BadInput, match="lets nobody else go"):
        desert.at_station(acts.Release(way="court"), mother)
    desert.at_station(acts.Release(way="court", family_way="discretion"), mother)
    daughter.refresh_from_db()
    assert (daughter.state, daughter.way) == ("released", "discretion")


def test_a_juvenile_and_a_stranger_share_no_cell(desert: Desert) -> None:
    desert.at_station(acts.BookIn(cell="4"), desert.arrest(desert.service.person()))
    stay = desert.arrest(child(desert.service), alone=True)
    with pytest.raises(GuardRefused, match="juvenile"):
        desert.at_station(acts.BookIn(cell="4"), stay)
    desert.at_station(acts.BookIn(cell="5"), stay)


def test_people_kept_apart_share_no_cell_and_low_is_not_housed_with_high(desert: Desert) -> None:
    one, other = (desert.service.person(surname=name, birth="1980-01-01") for name in ("Alm", "Berg"))
    first = desert.at_station(acts.BookIn(cell="1"), desert.arrest(one))
    second = desert.at_station(acts.BookIn(cell="2"), desert.arrest(other))
    desert.at_station(acts.KeepApart(other=other.pk, why="They fought on the way"), first)
    with pytest.raises(GuardRefused, match="kept apart"):
        desert.at_station(acts.MoveCell(cell="1"), second)
    third = desert.at_station(acts.BookIn(cell="3"), desert.arrest(desert.service.person(surname="Ek", birth="1970")))
    desert.at_station(acts.Classify(level="low", says="No history at all"), first)
    desert.at_station(acts.Classify(level="high", says="Convicted of an assault"), third)
    third.refresh_from_db()
    with pytest.raises(GuardRefused, match="custody level"):
        desert.at_station(acts.MoveCell(cell="1"), third)


def test_an_arrest_is_examined_by_another_officer(desert: Desert) -> None:
    stay = desert.at_station(acts.BookIn(), desert.arrest(desert.service.person()))
    with pytest.raises(GuardRefused, match="other than the one who arrested"):
        desert.at_station(acts.Examine(says=WHY), stay)
    desert.at_station(acts.Examine(says=WHY), stay, name="another_agent")
    assert "custody.examination" not in due(stay.person)


def test_a_transfer_tells_the_court_and_ends_at_the_place_bound_for(desert: Desert) -> None:
    stay = desert.at_station(acts.BookIn(), desert.arrest(desert.service.person()))
    desert.at_station(acts.Transfer(to_place=desert.facility.pk, why="Charged", court="Pearsall"), stay)
    assert Paper.objects.get().form == "i830"
    assert {"custody.court_notice", "custody.transfer_counsel"} <= due(stay.person)
    stay.refresh_from_db()
    with pytest.raises(BadInput, match="bound for South Texas"):
        desert.at_station(acts.BookIn(), stay)
    desert.later(hours=4)
    desert.at_facility(acts.BookIn(cell="A1"), stay)
    assert {"custody.medical_screening", "custody.classification", "custody.health_assessment"} <= due(stay.person)
    assert "custody.cbp_hold" not in due(stay.person)
    stay.refresh_from_db()
    touching(stay)


def touching(stay: Stay) -> None:
    rows = list(stay.stints.order_by("since", "id"))
    assert rows[0].since == stay.began_at
    assert all(one.until == next_.since for one, next_ in pairwise(rows))
    assert rows[-1].until == stay.ended_at


def test_a_wrong_time_of_arrest_is_corrected_and_the_deadlines_follow(desert: Desert) -> None:
    stay = desert.arrest(desert.service.person())
    desert.later(hours=2)
    desert.at_station(acts.BookIn(), stay)
    stay.refresh_from_db()
    first = stay.stints.get(kind="field")
    earlier = DAWN - timedelta(minutes=50)
    right = acts.CorrectStint(stint=first.pk, since=earlier, why="The radio log says 04:40")
    desert.at_station(right, stay, role="supervisor")
    stay.refresh_from_db()
    assert stay.began_at == earlier
    touching(stay)
    decision = RunningClock.objects.get(person=stay.person, key="custody.charging_decision")
    assert decision.due_at == earlier + timedelta(hours=48)
    kept = first.corrections.get()
    assert (kept.was, kept.now) == (DAWN, earlier)
    hold = acts.CorrectStint(stint=stay.stints.get(kind="station").pk, since=earlier - timedelta(hours=1), why=WHY)
    with pytest.raises(BadInput, match="outside what the record allows"):
        desert.at_station(hold, stay, role="supervisor")


@pytest.mark.parametrize("under", acts.BASES)
def test_on_whatever_basis_somebody_is_taken_a_deadline_runs_from_that_moment(desert: Desert, under: Any) -> None:
    person = desert.service.person(nationality="")
    desert.at_station(acts.TakeIntoCustody(person=person.pk, under=under))
    assert "custody.transit" in due(person)


def test_a_family_is_not_moved_from_before_a_child_came_to_where_it_is(desert: Desert) -> None:
    mother, daughter = desert.service.person(surname="Ixcoy", given_names="Ana"), child(desert.service)
    desert.at_station(people.Relate(other=daughter.pk, kind="parent", family_unit=True), mother)
    stay, hers = (desert.at_station(acts.BookIn(), desert.arrest(who)) for who in (mother, daughter))
    desert.later(minutes=10)
    desert.at_station(acts.MoveCell(cell="7"), hers)
    desert.later(minutes=5)
    who = desert.service.officer("agent", "agent_at_large", desert.service.agency)
    go = acts.Transfer(to_place=desert.facility.pk, why="Room there")
    with pytest.raises(BadInput, match="before the person came"):
        perform(go, on=stay, by=who, at=desert.station, purpose="custody", when=DAWN + timedelta(minutes=5))


def test_a_way_out_that_another_act_records_is_refused_plainly(desert: Desert) -> None:
    stay = desert.at_station(acts.BookIn(), desert.arrest(desert.service.person()))
    for act in (
        acts.RecordEscape(way="death", says="Over the fence of the yard at night."),
        acts.Release(way="removal"),
        acts.HandOver(way="death", to="County", receipt="Deputy Ames"),
    ):
        with pytest.raises(BadInput, match=r"another act|an escape"):
            desert.at_station(act, stay)


def test_a_corrected_arrest_overlaps_no_stay_under_another_record_of_the_person(desert: Desert) -> None:
    anna, again = desert.service.person(), desert.service.person(surname="Erikson", given_names="Anna")
    stay = desert.at_station(acts.BookIn(), desert.arrest(anna))
    desert.later(hours=5)
    desert.at_station(acts.Release(way="discretion"), stay)
    same = people.Judge(other=anna.pk, verdict="same", reason="One set of prints")
    desert.service.do(same, again, role="supervisor")
    desert.later(hours=1)
    back = desert.arrest(again)
    early = acts.CorrectStint(stint=back.stints.get().pk, since=DAWN + timedelta(hours=1), why="The radio log")
    with pytest.raises(BadInput, match="outside what the record allows"):
        desert.at_station(early, back, role="supervisor")


def test_when_somebody_came_and_left_is_corrected_after_they_are_gone(desert: Desert) -> None:
    person = desert.service.person()
    stay = desert.arrest(person)
    desert.later(hours=1)
    desert.at_station(acts.BookIn(), stay)
    desert.later(hours=5)
    desert.at_station(acts.Release(way="discretion"), stay)
    stay.refresh_from_db()
    station = stay.stints.get(kind="station")
    came = acts.CorrectStint(stint=station.pk, since=DAWN + timedelta(hours=2), why="The gate log says so")
    desert.at_station(came, stay, role="supervisor")
    left = acts.CorrectLeaving(left_at=DAWN + timedelta(hours=5), why="The gate log says 16:30")
    desert.at_station(left, stay, role="supervisor")
    stay.refresh_from_db()
    touching(stay)
    assert stay.ended_at == DAWN + timedelta(hours=5)
    assert station.corrections.count() == 2
    desert.arrest(person)
    ahead = acts.CorrectLeaving(left_at=DAWN + timedelta(hours=7), why="The gate log says 18:30")
    before = acts.CorrectLeaving(left_at=DAWN + timedelta(hours=1), why="The gate log says 12:30")
    desert.later(hours=9)
    for wrong in (ahead, before):
        with pytest.raises(BadInput, match="outside what the record allows"):
            desert.at_station(wrong, stay, role="supervisor")
    holds(person)


def test_the_board_counts_marks_and_shows_what_is_due_and_who_looks_is_logged(desert: Desert) -> None:
    stay = desert.at_station(acts.BookIn(cell="4"), desert.arrest(desert.service.person()))
    desert.later(hours=13)
    viewer = desert.service.viewer("agent", "custody", "agent_at_large")
    viewer = type(viewer)(viewer.account, desert.station, "custody", DAWN.date())
    now = DAWN + timedelta(hours=13)
    (held,) = queries.board(queries.here(viewer=viewer), viewer=viewer, now=now, marks=(12, 48, 72))
    assert (held.stay.pk, held.hours, held.mark, held.stint and held.stint.cell) == (stay.pk, 13, 12, "4")
    assert held.due[0].key == "patrol.welfare"
    rows = queries.population(desert.station, DAWN.date(), DAWN.date(), viewer=viewer, now=now)
    assert [(row.midnight, row.whole, row.ins, row.outs) for row in rows] == [(1, 1, 1, 0)]


def test_how_long_people_were_here_is_told_of_those_who_left(desert: Desert) -> None:
    viewer = desert.service.viewer("agent", "custody", "agent_at_large")
    viewer = type(viewer)(viewer.account, desert.station, "custody", DAWN.date())
    for name, hours in (("Alm", 4), ("Berg", 10)):
        stay = desert.at_station(acts.BookIn(cell="1"), desert.arrest(desert.service.person(surname=name)))
        desert.later(hours=hours)
        desert.at_station(acts.MoveCell(cell="2"), stay)
        desert.at_station(acts.Release(way="discretion"), stay)
    now = DAWN + timedelta(hours=15)
    found = queries.lengths(desert.station, DAWN.date(), now.date(), viewer=viewer, now=now)
    assert (found.people, found.mean, found.median, found.longest) == (2, 7, 7, 10)


def test_a_sealed_person_is_on_the_board_of_those_who_hold_them_and_on_nobody_elses(desert: Desert) -> None:
    stay = desert.at_station(acts.BookIn(), desert.arrest(desert.service.person()))
    protect = people.Protect(compartment="protected", reason="A victim of trafficking")
    desert.service.do(protect, stay.person, role="supervisor")
    viewer = desert.service.viewer("agent", "custody", "agent_at_large")
    viewer = type(viewer)(viewer.account, desert.station, "custody", DAWN.date())
    assert [row.pk for row in queries.here(viewer=viewer)] == [stay.pk]
    assert queries.of_person(stay.person_id, viewer=viewer) == []
    elsewhere = type(viewer)(viewer.account, desert.facility, "custody", DAWN.date())
    assert list(queries.visible_stays(elsewhere)) == []
    desert.at_station(acts.Release(way="discretion"), stay)
    assert list(queries.visible_stays(viewer)) == []


def test_a_death_is_reported_to_everybody_who_is_told(desert: Desert) -> None:
    stay = desert.at_station(acts.BookIn(), desert.arrest(desert.service.person()))
    desert.at_station(acts.RecordDeath(says="Collapsed; the ambulance could not revive them."), stay)
    reports = {"custody.death_report_command", "custody.death_report_public", "custody.death_report_full"}
    assert reports | {"custody.death_kin"} <= due(stay.person), "kin and consulate are told as of a death in the field"
    assert not {key for key in due(stay.person) if key.startswith("patrol.")}
    stay.refresh_from_db()
    for which in ("command", "public", "full", "kin"):
        desert.at_station(acts.ReportDeath(which=which, says="By telephone"), stay, role="supervisor")
    assert not {key for key in due(stay.person) if key.startswith("custody.death")}


STEPS = st.lists(
    st.sampled_from(
        (
            *("book_station", "book_facility", "cell", "to_facility", "to_station", "hospital", "back", "classify"),
            *("meal", "screened", "assess", "decide", "release", "hand_over", "escape", "take", "basis"),
        )
    ),
    max_size=18,
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS, hours=st.integers(1, 30), under=st.sampled_from(acts.BASES))
def test_whatever_is_done_nobody_is_held_without_authority_place_and_deadline(
    desert: Desert, steps: list[str], hours: int, under: Any
) -> None:
    person = desert.service.person(surname=f"Case{Stay.objects.count()}-{desert.clock.time_ns()}")
    desert.at_station(acts.TakeIntoCustody(person=person.pk, under=under))
    holds(person)
    moves: dict[str, tuple[Any, Any]] = {
        "book_station": (desert.at_station, acts.BookIn()),
        "book_facility": (desert.at_facility, acts.BookIn()),
        "cell": (desert.at_facility, acts.MoveCell(cell="A2")),
        "to_facility": (desert.at_station, acts.Transfer(to_place=desert.facility.pk, why="Room there")),
        "to_station": (desert.at_facility, acts.Transfer(to_place=desert.station.pk, why="Court there")),
        "hospital": (desert.at_facility, acts.ToHospital(hospital="Frio")),
        "back": (desert.at_facility, acts.FromHospital()),
        "classify": (desert.at_facility, acts.Classify(level="low", says="No history at all")),
        "meal": (desert.at_station, acts.RecordCare(kind="meal")),
        "screened": (desert.at_facility, acts.RecordCare(kind="medical_screened")),
        "assess": (desert.at_facility, acts.RecordCare(kind="health_assessed")),
        "decide": (desert.at_station, acts.DecideCustody(decision="hold", says=WHY)),
        "release": (desert.at_station, acts.Release(way="discretion")),
        "hand_over": (desert.at_station, acts.HandOver(way="agency", to="County", receipt="Deputy Ames")),
        "escape": (desert.at_station, acts.RecordEscape(says="Over the fence of the yard at night.")),
        "basis": (desert.at_station, acts.ChangeBasis(under="detain.proceedings", why="Charged")),
    }
    for step in steps:
        desert.later(hours=hours)
        stay = Stay.objects.filter(person=person).order_by("-began_at", "-pk").first()
        assert stay is not None
        try:
            if step == "take":
                desert.arrest(person)
            else:
                do, act = moves[step]
                do(act, stay)
        except LimenError:
            pass
        holds(person)


def holds(person: Any) -> None:
    stays = list(Stay.objects.filter(person=person).order_by("began_at", "pk"))
    for one, next_ in pairwise(stays):
        assert one.ended_at is not None
        assert one.ended_at <= next_.began_at
    for stay in stays:
        touching(stay)
    now = stays[-1]
    if now.state in OPEN:
        assert now.authority
        assert now.citation
        assert now.place_id
        assert due(person)
        assert now.stints.filter(until=None).count() == 1
    else:
        assert not {key for key in due(person) if key.startswith(("patrol.", "custody.medical", "custody.class"))}


def test_the_ledger_of_a_stay_can_be_proved(desert: Desert) -> None:
    stay = desert.at_station(acts.BookIn(), desert.arrest(desert.service.person()))
    desert.at_station(acts.Release(way="citizen"), stay)
    assert verify.verify("local").holds


def test_the_pages_of_custody(desert: Desert, client: Client) -> None:
    from tests.signing_in import signed_in

    stay = desert.at_station(acts.BookIn(cell="4"), desert.arrest(desert.service.person()))
    desert.at_station(acts.OpenHolding(place=desert.station.pk, adults=10, cells=["4"]), role="supervisor")
    signed_in(client, desert.service.officer("agent", "agent_at_large"), desert.station, "custody")
    text = client.get("/custody/").content.decode()
    assert "ERIKSSON" in text
    assert "Adults 1 of 10" in text
    done = client.post("/custody/", {"kind": "meal", "stays": [str(stay.pk)]})
    assert done.status_code == 302
    assert stay.cares.get().kind == "meal"
    assert client.post("/custody/", {"kind": "meal"}).status_code == 422
    assert "Meal given" in client.get(f"/custody/{stay.pk}/").content.decode()
    corrected = f"/act/custody.correct/{stay.pk}/?stint={stay.stints.get(kind='station').pk}"
    assert corrected not in client.get(f"/custody/{stay.pk}/").content.decode(), "an agent corrects nothing"
    chief = Client()
    signed_in(chief, desert.service.officer("supervisor", "supervisor_at_large"), desert.station, "custody")
    assert corrected in chief.get(f"/custody/{stay.pk}/").content.decode(), "nobody types the name of a stint"
    assert "2026-11-24" in client.get("/custody/population/").content.decode()
    for edge in ("0001-01-01", "9999-12-31"):
        assert client.get("/custody/population/", {"last": edge}).status_code == 422, "no period that was ever held"
    assert client.get("/custody/?format=csv").content.decode().count("\n") == 2


def test_the_page_of_a_stay_says_until_when_what_is_next_and_with_whom(desert: Desert, client: Client) -> None:
    from tests.signing_in import signed_in

    mother, daughter = a_family(desert)
    signed_in(client, desert.service.officer("agent", "agent_at_large"), desert.station, "custody")
    text = client.get(f"/custody/{mother.pk}/").content.decode()
    assert f"/custody/{daughter.pk}/" in text, "with whom"
    running = RunningClock.objects.filter(person=mother.person_id, state__in=WANTED)
    assert running
    for clock in running:
        assert f"/deadlines/{clock.pk}/" in text, "until when, and what is next"
    assert "No deadline runs" not in text
    assert Entry.objects.filter(body__contains="custody.family").exists(), "who looked is on record"


def test_two_records_of_one_person_hold_them_once(desert: Desert) -> None:
    person = desert.service.person()
    again = desert.service.person(surname="Erikson", given_names="Anna")
    desert.service.do(
        people.Judge(other=person.pk, verdict="same", reason="One set of prints"), again, role="supervisor"
    )
    desert.arrest(person)
    with pytest.raises(GuardRefused, match="in custody already"):
        desert.arrest(again)
