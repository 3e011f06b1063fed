"""The gate: whoever is protected is not removed; each reason is named; every row of the law's table is tried."""

from __future__ import annotations

import contextlib
import itertools
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from limen.core.access import acts as access
from limen.core.access.gate import NODE, SYSTEM
from limen.core.clocks.models import RunningClock
from limen.core.custody.models import Stay
from limen.core.lawbook import lawbook
from limen.core.ledger.models import EntryPersonal
from limen.core.people.models import Person
from limen.kernel import BadInput, GuardRefused, LimenError, UnknownRecord, opened, perform
from limen.offices.removal import acts, queries, upkeep
from limen.offices.removal.gate import CHARGING, DETENTION, Course, Standing, barriers, gate, require_open
from limen.offices.removal.models import Protection
from limen.offices.removal.queries import cases as reads
from limen.offices.removal.tests import case_scenes as scenes
from limen.offices.removal.tests.case_scenes import OFFICER, SUPERVISOR, do
from tests.factories import Service, setup

DAY = date(2026, 11, 25)
ROWS = lawbook().codes("protections").on(DAY)
GATES = ("removal", "detention", "charging")
OPEN = [Course("final", DAY)]
"""A person with a final order and nothing in the way."""


def kinds(found: list[Any]) -> set[str]:
    return {row.kind for row in found}


def shut(person: Person, country: str = "UTO", closes: str = "removal", day: date = DAY) -> set[str]:
    return kinds(gate(person.pk, country, day, lawbook(), closes))


@pytest.mark.parametrize(("kind", "closes"), list(itertools.product(ROWS, GATES)))
def test_every_row_of_the_law_closes_its_gates_and_no_other(kind: str, closes: str) -> None:
    row = ROWS[kind]
    standing = [Standing(kind, "SWE", DAY)]

    def to(country: str) -> set[str]:
        return kinds(barriers(standing, OPEN, country=country, law=lawbook(), day=DAY, closes=closes))

    expected = {kind} if closes in row.attributes["closes"] else set()
    assert to("SWE") == expected
    assert to("") == expected, "no country chosen: what closes any country closes it"
    assert to("NOR") == (expected if row.attributes["reach"] == "any" else set())


@pytest.mark.parametrize("kind", ROWS)
def test_one_that_names_no_country_closes_every_country(kind: str) -> None:
    found = barriers([Standing(kind, "", DAY)], OPEN, country="NOR", law=lawbook(), day=DAY)
    assert kinds(found) == ({kind} if "removal" in ROWS[kind].attributes["closes"] else set())


def test_one_that_the_law_does_not_know_closes_the_gate() -> None:
    assert kinds(barriers([Standing("unheard_of", "", DAY)], OPEN, country="", law=lawbook(), day=DAY)) == {
        "unheard_of"
    }


def test_one_with_a_last_day_stands_until_that_day_is_over() -> None:
    standing = [Standing("tps", "", DAY, DAY)]
    assert barriers(standing, OPEN, country="", law=lawbook(), day=DAY)
    assert not barriers(standing, OPEN, country="", law=lawbook(), day=DAY + timedelta(days=1))


@pytest.mark.parametrize(
    ("course", "kind"),
    [
        (Course("open", DAY), "proceedings"),
        (Course("in_proceedings", DAY), "proceedings"),
        (Course("ordered", DAY), "appeal_pending"),
        (Course("voluntary_departure", DAY), "voluntary_departure"),
        (Course("final", DAY, stayed_on=DAY), "stay_automatic"),
        (Course("final", DAY, appealed_on=DAY), "appeal_pending"),
        (Course("final", DAY, wait_until=DAY), "wait"),
        (Course("relief", DAY), "no_order"),
        (Course("terminated", DAY), "no_order"),
        (Course("removed", DAY), "no_order"),
        (Course("departed", DAY), "no_order"),
    ],
)
def test_a_case_stands_in_the_way_as_what_it_is(course: Course, kind: str) -> None:
    found = barriers([], [course], country="UTO", law=lawbook(), day=DAY)
    assert kind in kinds(found)
    assert all(row.title and row.citation for row in found)


def test_nobody_without_a_final_order_is_removed(service: Service) -> None:
    person = service.person()
    assert shut(person) == {"no_order"}
    scenes.final(service, person)
    assert shut(person) == set()


def test_a_claim_to_citizenship_stops_everything_and_starts_an_urgent_clock(service: Service) -> None:
    person = service.person()
    scenes.final(service, person)
    claim = do(
        service,
        acts.ClaimCitizenship(person=person.pk, reason="Born in Laredo"),
        None,
        ("detention_officer", "custody"),
    )
    assert shut(person) == shut(person, closes=DETENTION) == {"citizenship_claim"}
    look = RunningClock.objects.get(key="removal.citizenship_first_look")
    assert look.due_at - look.started_at == timedelta(hours=1)
    with pytest.raises(GuardRefused, match="looked"):
        do(service, acts.RejectCitizenship(memorandum="Nothing was looked at."), claim, SUPERVISOR)
    claim = do(service, acts.LookAtCitizenship(found="A birth certificate of Webb County"), claim, SUPERVISOR)
    claim = do(service, acts.UpholdCitizenship(memorandum="The certificate is on file in Texas."), claim, SUPERVISOR)
    assert shut(person, closes=CHARGING) == shut(person, closes=DETENTION) == {"citizen"}
    assert set(RunningClock.objects.filter(key__startswith="removal.citizenship").values_list("state", flat=True)) == {
        "satisfied"
    }
    with pytest.raises(GuardRefused, match="Citizen"):
        do(service, acts.OpenCase(person=person.pk))


def test_a_claim_of_fear_refuses_removal_until_it_is_heard_to_the_end(service: Service) -> None:
    person = service.person()
    scenes.final(service, person)
    claim = scenes.afraid(service, person)
    assert shut(person) == {"fear_pending"}
    claim = do(service, acts.ReferFear(to="New York asylum office"), claim)
    claim = do(service, acts.RecordInterview(held_on=DAY), claim)
    claim = do(service, acts.FindNoFear(), claim, SUPERVISOR)
    assert RunningClock.objects.get(key="fear.review").state == "running"
    with pytest.raises(GuardRefused, match="plainly"):
        do(service, acts.DeclineReview(in_words=False), claim)
    claim = do(service, acts.AskReview(), claim)
    assert shut(person) == {"fear_pending"}
    do(service, acts.ReviewAffirmed(), claim, SUPERVISOR)
    assert shut(person) == set()
    assert RunningClock.objects.get(key="fear.review").state == "satisfied"


def test_fear_stops_removal_to_every_country_while_it_is_heard_and_once_it_was_found(service: Service) -> None:
    person = service.person()
    scenes.final(service, person)
    claim = scenes.afraid(service, person, standard="reasonable", country="SWE")
    assert shut(person, "NOR") == shut(person, "SWE") == {"reasonable_fear_pending"}
    claim = do(service, acts.ReferFear(to="New York"), claim)
    assert RunningClock.objects.filter(key="fear.reasonable_determination", state="running").exists()
    claim = do(service, acts.FindFear(), do(service, acts.RecordInterview(held_on=DAY), claim))
    assert shut(person, "NOR") == shut(person, "SWE") == {"fear_found"}


def test_withholding_closes_one_country_and_says_which(service: Service) -> None:
    person = service.person()
    scenes.final(service, person)
    cleared(service)
    with pytest.raises(BadInput, match="which"):
        scenes.protected(service, "withholding", person=person)
    scenes.protected(service, "withholding", "SWE", person)
    (barrier,) = gate(person.pk, "SWE", DAY, lawbook())
    assert (barrier.kind, barrier.country) == ("withholding", "SWE")
    assert shut(person, "NOR") == set()
    with pytest.raises(GuardRefused, match="Withholding"):
        require_open(person.pk, "SWE", DAY, lawbook())


def test_temporary_protection_stands_until_its_last_day(service: Service) -> None:
    person = service.person(nationality="SLV")
    scenes.final(service, person)
    act = acts.GrantProtection(person=person.pk, kind="tps", until=date(2027, 3, 9), reason="Approved")
    do(service, act, None, SUPERVISOR)
    assert shut(person, "SLV") == shut(person, "GTM") == {"tps"}
    assert shut(person, closes=DETENTION) == {"tps"}
    assert shut(person, "SLV", day=date(2027, 3, 10)) == set()


def test_a_protection_is_ended_by_the_node_when_its_last_day_is_over_everywhere(service: Service) -> None:
    person = service.person()
    act = acts.RecordStay(person=person.pk, kind="stay_administrative", until=date(2026, 12, 1), reason="To pack")
    record = do(service, act)
    assert list(upkeep.due(datetime(2026, 12, 2, 11, 59, tzinfo=UTC))) == []
    now = datetime(2026, 12, 2, 12, 1, tzinfo=UTC)
    with time_machine.travel(now):
        for lapse, row in upkeep.due(now):
            record = perform(lapse, on=row, by=SYSTEM, at=NODE, purpose="administration").record
    assert (record.state, record.ended_why) == ("ended", "Its last day is over")


def test_the_kind_of_the_case_says_which_fear_is_heard(service: Service) -> None:
    person = service.person()
    act = acts.ServeIntent(person=person.pk, how="in_person", charge="304", allegations="1. You were convicted.")
    do(service, act)
    assert scenes.afraid(service, person).kind == "reasonable_fear_pending"
    assert scenes.afraid(service).kind == "fear_pending"


def test_a_person_in_custody_rests_before_the_interview_unless_they_give_that_up(service: Service) -> None:
    person = service.person()
    claim = scenes.afraid(service, person)
    with opened("maintenance.test"):
        Stay.objects.create(
            person=person, place=service.jfk, state="held", authority="detain.arriving", began_at=scenes.NOON
        )
    with pytest.raises(GuardRefused, match="rests until 2026-11-27"):
        do(service, acts.RecordInterview(held_on=DAY), claim)
    assert do(service, acts.RecordInterview(held_on=DAY, rest_waived=True), claim).step == "interviewed"


def test_a_motion_of_one_battered_stays_removal_until_it_is_decided(service: Service) -> None:
    person = service.person()
    case = do(service, acts.FileMotion(kind="reopen", basis="battered"), scenes.final(service, person))
    assert shut(person) == {"stay_automatic"}
    do(service, acts.DenyMotion(), case)
    assert shut(person) == set()


def test_a_departure_that_was_seen_is_recorded_with_what_stood_in_its_way(service: Service) -> None:
    """The gate is asked before, at the door and when the movement leaves; afterwards the fact is not refused."""
    person = service.person()
    case = scenes.final(service, person)
    scenes.afraid(service, person)
    done = perform(acts.CaseRemoved(), on=case, by=SYSTEM, at=NODE, purpose="administration")
    assert done.record.state == "removed"
    assert "fear_pending" in EntryPersonal.objects.get(entry=done.entry.pk).body


def test_a_departure_to_another_country_than_the_one_withheld_had_nothing_in_its_way(service: Service) -> None:
    person = service.person()
    case = scenes.final(service, person)
    cleared(service)
    scenes.protected(service, "withholding", "UTO", person)
    done = perform(acts.CaseRemoved(country="NOR"), on=case, by=SYSTEM, at=NODE, purpose="administration")
    assert done.record.state == "removed"
    assert "withholding" not in EntryPersonal.objects.get(entry=done.entry.pk).body


def test_a_stay_by_a_court_ends_the_removal_period_and_it_begins_anew_when_lifted(service: Service) -> None:
    person = service.person()
    case = scenes.final(service, person)
    stay = do(service, acts.RecordStay(person=person.pk, kind="stay_court", case=case.pk, reason="No. 26-1"))
    assert shut(person) == {"stay_court"}
    assert RunningClock.objects.get(key="removal.period").state == "satisfied"
    with time_machine.travel(datetime(2027, 2, 1, 17, tzinfo=UTC)):
        do(service, acts.LiftStay(why="The petition was denied"), stay)
    assert RunningClock.objects.filter(key="removal.period", state="running").count() == 1
    assert not RunningClock.objects.filter(key="removal.review_90", state="running"), "nobody is held"
    assert shut(person) == set()


def test_a_stay_lifted_before_any_order_starts_no_removal_period(service: Service) -> None:
    person = service.person()
    stay = do(service, acts.RecordStay(person=person.pk, kind="stay_court", reason="No. 26-1"))
    do(service, acts.LiftStay(why="Moot: nothing was ordered"), stay)
    assert not RunningClock.objects.filter(key="removal.period").exists()


def test_what_follows_from_the_case_is_not_recorded_by_hand(service: Service) -> None:
    with pytest.raises(BadInput, match="not recorded"):
        scenes.protected(service, "appeal_pending")
    with pytest.raises(BadInput, match="not recorded"):
        scenes.protected(service, "fear_pending")


def cleared(service: Service, compartment: str = "asylum") -> None:
    """Clear the supervisor for a compartment."""
    clearance = access.Clear(
        compartment=compartment, reason="Handles these", valid_from=DAY, valid_to=date(2027, 6, 30)
    )
    setup(clearance, service.officer("supervisor"))


def test_a_victims_record_is_sealed_and_vanishes_from_who_is_not_cleared(service: Service) -> None:
    person = service.person()
    case = scenes.final(service, person)
    viewer = service.viewer("deportation_officer", "removal")
    assert list(reads.cases(viewer=viewer)) == [case]
    with pytest.raises(GuardRefused, match="seal"):
        do(service, acts.GrantProtection(person=person.pk, kind="u_status", reason="Approved"), None, OFFICER)
    record = scenes.protected(service, "u_status", person=person)
    assert Person.objects.get(pk=person.pk).compartments == ("protected",)
    assert list(reads.cases(viewer=viewer)) == []
    assert reads.hearings(viewer=viewer, first=DAY, days=60) == []
    assert reads.protections_of(person.pk, viewer=viewer) == []
    for read, row in ((reads.case, case), (reads.protection, record)):
        with pytest.raises(UnknownRecord):
            read(row.pk, viewer=viewer)
    assert shut(person) == {"u_status"}, "whoever may know of it or not, nobody is removed"


def test_a_claim_of_fear_is_taken_down_by_who_may_not_seal_and_waits_for_who_may(service: Service) -> None:
    claim = scenes.afraid(service)
    assert claim.sealed_as == ""
    viewer = service.viewer("supervisor", "removal")
    stay = acts.RecordStay(person=claim.person_id, kind="stay_administrative", reason="Asked and granted")
    do(service, stay, None, SUPERVISOR)
    assert list(reads.standing_protections(viewer=viewer, unsealed=True)) == [claim], "a stay is sealed by no law"


def test_a_record_judged_to_be_the_same_person_counts(service: Service) -> None:
    person, other = service.person(), service.person(surname="Erikson")
    scenes.final(service, person)
    scenes.protected(service, "tps", person=other)
    assert shut(person) == set()
    with opened("maintenance.test"):
        Person.objects.filter(pk=other.pk).update(same_as=person)
    assert shut(person) == {"tps"}


STEPS: list[tuple[Any, tuple[str, str]]] = [
    (acts.LookAtCitizenship(found="A certificate"), SUPERVISOR),
    (acts.UpholdCitizenship(memorandum="It shows citizenship."), SUPERVISOR),
    (acts.RejectCitizenship(memorandum="It shows nothing at all."), SUPERVISOR),
    (acts.ReferFear(to="New York"), OFFICER),
    (acts.RecordInterview(held_on=DAY), OFFICER),
    (acts.FindFear(), OFFICER),
    (acts.FindNoFear(), SUPERVISOR),
    (acts.AskReview(), OFFICER),
    (acts.DeclineReview(in_words=True), OFFICER),
    (acts.ReviewVacated(), OFFICER),
    (acts.ReviewAffirmed(), SUPERVISOR),
    (acts.WithdrawFear(own_will=True, why="Wants to go home"), SUPERVISOR),
    (acts.LiftStay(why="The court lifted it"), OFFICER),
    (acts.AllowProtection(), SUPERVISOR),
    (acts.EndProtection(why="It has run out"), SUPERVISOR),
]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    begin=st.sampled_from(["fear", "citizenship", "stay", "tps"]), steps=st.lists(st.sampled_from(STEPS), max_size=7)
)
def test_no_sequence_of_acts_leaves_a_protected_person_passable(
    service: Service, begin: str, steps: list[tuple[Any, tuple[str, str]]]
) -> None:
    """While a protection that closes removal stands, the gate is closed, whatever was tried."""
    person = service.person()
    scenes.final(service, person)
    beginnings = {
        "fear": acts.ClaimFear(person=person.pk, reason="Is afraid"),
        "citizenship": acts.ClaimCitizenship(person=person.pk, reason="Born here"),
        "stay": acts.RecordStay(person=person.pk, kind="stay_administrative", reason="Asked for"),
        "tps": acts.ClaimProtection(person=person.pk, kind="tps_prima_facie", reason="Applied"),
    }
    record = do(service, beginnings[begin])
    for act, who in steps:
        with contextlib.suppress(LimenError):
            do(service, act, record, who)
        record = Protection.objects.get(pk=record.pk)
        assert bool(shut(person)) == (record.state != "ended")


def test_the_readers_are_there() -> None:
    assert set(queries.READERS) >= {"removal.case", "removal.protection"}
