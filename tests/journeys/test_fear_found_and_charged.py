"""A claim of fear heard and found: the charging document is drafted, and somebody answers for its service."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
import time_machine

from limen.core.clocks.models import RunningClock
from limen.core.custody.models import Stay
from limen.core.documents.models import Paper
from limen.core.lawbook import lawbook
from limen.core.referrals.models import Referral
from limen.kernel import BadInput, GuardRefused, opened
from limen.offices.patrol import acts as patrol
from limen.offices.patrol.tests.event_scenes import WHY, Station
from limen.offices.removal import acts
from limen.offices.removal.border import told_of
from limen.offices.removal.explained import fits
from limen.offices.removal.models import Case, Protection
from limen.offices.removal.tests.case_scenes import final
from tests.architecture.making import NOON
from tests.factories import Service
from tests.journeys.owned import all_is_owned_and_proved, live
from tests.journeys.test_fear_to_parole import (
    an_asylum_officer_hears_her_and_finds_it_credible,
    detention_and_removal_takes_her_over,
    her_claim_is_referred,
    she_says_at_the_counter_that_she_would_be_killed,
)

pytestmark = pytest.mark.django_db

HEARING = NOON + timedelta(days=40)
SERVED = acts.ServeCharges(
    how="in_person",
    court="Elizabeth",
    hearing_place="625 Evans Street, Elizabeth",
    hearing_at=HEARING,
    respondent_is="an arriving alien",
    allegations="1. You are not a citizen of the United States.",
)
FOUND = acts.FindFear()
KEPT = acts.KeepForMerits(office="Newark Asylum Office", told_on=NOON.date() + timedelta(days=3))


@pytest.fixture
def facility(service: Service) -> Any:
    return service.place("facility", "ELZ", "Elizabeth", "America/New_York")


def found(service: Service, facility: Any, clock: Any) -> Protection:
    """Return a claim from the counter that an asylum officer found credible."""
    stay = she_says_at_the_counter_that_she_would_be_killed(service)
    clock.shift(timedelta(hours=6))
    stay = detention_and_removal_takes_her_over(service, stay, facility)
    claim = her_claim_is_referred(service, stay, facility)
    clock.shift(timedelta(days=3))
    an_asylum_officer_hears_her_and_finds_it_credible(service, claim, facility)
    claim.refresh_from_db()
    return claim


def do(service: Service, facility: Any, act: Any, record: Any = None, role: str = "deportation_officer") -> Any:
    return service.act(act, record, at=facility, role=role)


def test_the_notice_to_appear_is_drafted_and_somebody_answers_for_its_service(service: Service, facility: Any) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        claim = found(service, facility, clock)
        case = Case.objects.get()
        assert (case.kind, case.state, case.served_on) == ("proceedings", "open", None)
        assert claim.case_id == case.pk
        assert [(row.code, row.sustained) for row in case.charges.all()] == [("239", None)]
        assert "fear.charging" in live(claim.person)
        waits = RunningClock.objects.get(key="fear.charging")
        assert waits.next_step.startswith("Serve")
        do(service, facility, SERVED, case)
        case.refresh_from_db()
        assert case.state == "in_proceedings"
        assert "fear.charging" not in live(claim.person)
        paper = Paper.objects.get(about=case.pk)
        assert (paper.form, paper.data["custody"]) == ("i862", "held at Elizabeth")
        assert [row["citation"] for row in paper.data["charges"]] == [row.paragraph for row in case.charges.all()]
    all_is_owned_and_proved()


def test_the_charging_document_begins_with_what_the_border_wrote(service: Service, facility: Any) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        claim = found(service, facility, clock)
        begins = acts.ServeCharges.held(Case.objects.get())
        border = Paper.objects.get(person=claim.person_id, form="i870").data
        assert begins["respondent_is"] == "an arriving alien"
        assert f"at or near {border['port']}, on or about {border['arrived_on']}." in begins["allegations"]
        assert begins["allegations"].startswith("1. You are not a citizen or national of the United States.\n2. ")
        assert border["findings"][0] in begins["allegations"], "the facts as the border wrote them"


def test_who_left_since_has_no_arrival_of_the_border_on_a_new_paper(service: Service, facility: Any) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        claim = found(service, facility, clock)
        case = Case.objects.get()
        with opened("test.removed"):
            Case.objects.filter(pk=case.pk).update(state="removed", ended_on=NOON.date() + timedelta(days=5))
        case.refresh_from_db()
        assert acts.ServeCharges.held(case) == {}
        assert told_of(claim.person_id) == {}


def test_who_was_taken_between_the_ports_is_charged_with_the_arrival_the_agents_wrote(
    service: Service, facility: Any
) -> None:
    station = Station(service)
    with time_machine.travel(NOON, tick=False):
        record = station.asked()
        station.do(patrol.AskQuestion(question="harmed", answer="Yes", shows="shown"), record)
        station.do(patrol.ProposeDisposition(disposition="expedited_removal_fear", says=WHY), record)
        station.do(patrol.ApproveDisposition(), record, role="supervisor")
        fetch = acts.FetchCustody(referral=Referral.objects.get(to_office="removal").pk, why="Held for the interview")
        do(service, facility, fetch)
        stay = Stay.objects.get(person=record.person_id)
        do(service, facility, acts.ReceiveCustody(), stay.takeovers.get())
        claim = her_claim_is_referred(service, stay, facility)
        for act in (acts.RecordInterview(held_on=NOON.date(), rest_waived=True), FOUND):
            claim.refresh_from_db()
            do(service, facility, act, claim)
        case = Case.objects.get()
        begins = acts.ServeCharges.held(case)
        assert begins["respondent_is"].startswith("an alien present in the United States who has not been admitted")
        border = Paper.objects.get(person=record.person_id, form="i213").data
        assert border["found_at"] in begins["allegations"]
        do(service, facility, SERVED, case)
        notice = Paper.objects.get(about=case.pk, form="i862").data
        assert notice["event_number"] == border["event_number"], "the event of Border Patrol stays with the person"


def test_a_finding_that_the_judge_vacates_is_charged_as_well(service: Service, facility: Any) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        stay = she_says_at_the_counter_that_she_would_be_killed(service)
        clock.shift(timedelta(hours=6))
        claim = her_claim_is_referred(service, detention_and_removal_takes_her_over(service, stay, facility), facility)
        clock.shift(timedelta(days=3))
        heard = acts.RecordInterview(held_on=NOON.date() + timedelta(days=3))
        for act in (heard, acts.FindNoFear(), acts.AskReview(), acts.ReviewVacated()):
            claim.refresh_from_db()
            supervised = act.declaration.permission == "removal.judge"
            do(service, facility, act, claim, "supervisor" if supervised else "deportation_officer")
        assert Case.objects.get().state == "open"
        assert "fear.charging" in live(claim.person)
    all_is_owned_and_proved()


def test_the_asylum_office_keeps_the_claim_and_grants_asylum(service: Service, facility: Any) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        claim = found(service, facility, clock)
        told = NOON.date() + timedelta(days=3)
        clock.shift(timedelta(days=1))
        do(service, facility, acts.KeepForMerits(office="Newark Asylum Office", told_on=told), claim)
        assert "fear.charging" not in live(claim.person)
        kept = RunningClock.objects.get(key="fear.merits")
        zone = facility.zone
        assert kept.started_at.astimezone(zone).date() == told, "the days run from the record of the finding"
        assert kept.due_at.astimezone(zone).date() == told + timedelta(days=45)
        clock.shift(timedelta(days=25))
        claim.refresh_from_db()
        do(service, facility, acts.GrantMerits(heard_on=told + timedelta(days=24)), claim, "supervisor")
        claim.refresh_from_db()
        assert (claim.state, Case.objects.get().state) == ("ended", "terminated")
        assert Protection.objects.filter(person=claim.person_id, kind="asylum", state="granted").exists()
        assert "fear.merits" not in live(claim.person)
    all_is_owned_and_proved()


def test_what_the_asylum_office_does_not_grant_goes_to_a_judge(service: Service, facility: Any) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        claim = found(service, facility, clock)
        do(service, facility, KEPT, claim)
        clock.shift(timedelta(days=10))
        claim.refresh_from_db()
        too_soon = acts.ReferMerits(heard_on=NOON.date() + timedelta(days=10))
        with pytest.raises(GuardRefused, match="at the soonest"):
            do(service, facility, too_soon, claim)
        ahead = acts.ReferMerits(heard_on=date(2027, 6, 1))
        with pytest.raises(BadInput, match="lies ahead"):
            do(service, facility, ahead, claim)
        clock.shift(timedelta(days=20))
        heard = acts.ReferMerits(heard_on=NOON.date() + timedelta(days=29))
        do(service, facility, heard, claim)
        claim.refresh_from_db()
        assert (claim.state, claim.step) == ("pending", "found")
        assert {"fear.charging"} == {key for key in live(claim.person) if key.startswith("fear.")}
        assert Case.objects.get().state == "open"
    all_is_owned_and_proved()


def test_who_is_before_a_judge_already_is_not_kept_for_the_merits(service: Service, facility: Any) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        claim = found(service, facility, clock)
        assert KEPT.declaration.key in fits(claim, lawbook(), NOON.date())
        do(service, facility, SERVED, Case.objects.get())
        assert KEPT.declaration.key not in fits(claim, lawbook(), NOON.date())
        with pytest.raises(GuardRefused, match="before a judge"):
            do(service, facility, KEPT, claim)


def test_a_reasonable_fear_found_goes_to_the_judge_on_its_own_paper(service: Service, facility: Any) -> None:
    with time_machine.travel(NOON, tick=False):
        person = service.person()
        claim = do(service, facility, acts.ClaimFear(person=person.pk, standard="reasonable", reason="Says so"))
        heard = acts.RecordInterview(held_on=NOON.date())
        for act in (acts.ReferFear(to="Newark Asylum Office"), heard, acts.FindFear()):
            claim.refresh_from_db()
            do(service, facility, act, claim)
        paper = Paper.objects.get(about=claim.pk)
        assert paper.form == "i863"
        assert paper.data["decision"].startswith("Withholding of removal only")
        assert not Case.objects.exists()
        assert "fear.charging" not in live(person)


def test_a_claim_for_asylum_alone_is_sent_to_the_judge_on_its_own_form(service: Service, facility: Any) -> None:
    with time_machine.travel(NOON, tick=False):
        opened = acts.OpenCase(person=service.person().pk, kind="asylum_only")
        case = do(service, facility, opened)
        do(service, facility, acts.AddCharge(charge="239"), case)
        do(service, facility, SERVED, case)
        paper = Paper.objects.get(about=case.pk)
        assert paper.form == "i863"
        assert paper.data["decision"].startswith("Before a judge for asylum or withholding only")
        assert paper.data["reasons"] == ["1. You are not a citizen of the United States."]


def test_who_was_ordered_removed_by_a_judge_is_not_charged_anew(service: Service, facility: Any) -> None:
    with time_machine.travel(NOON, tick=False):
        person = final(service).person
        claim = do(service, facility, acts.ClaimFear(person=person.pk, standard="credible", reason="Says so"))
        for act in (acts.ReferFear(to="Newark Asylum Office"), acts.RecordInterview(held_on=NOON.date()), FOUND):
            claim.refresh_from_db()
            do(service, facility, act, claim)
        assert "fear.charging" not in live(person)
        assert Case.objects.get().state == "final"


def test_an_order_of_an_officer_is_vacated_and_the_person_charged(service: Service, facility: Any) -> None:
    with time_machine.travel(NOON, tick=False):
        person = service.person()
        ordered = acts.OfficerOrder(person=person.pk, kind="expedited", charge="239", country="UTO")
        case = do(service, facility, ordered, role="supervisor")
        claim = do(service, facility, acts.ClaimFear(person=person.pk, reason="Says so"))
        for act in (acts.ReferFear(to="Newark Asylum Office"), acts.RecordInterview(held_on=NOON.date()), FOUND):
            claim.refresh_from_db()
            do(service, facility, act, claim)
        assert "fear.charging" in live(person)
        do(service, facility, acts.VacateOrder(why="A credible fear was found"), case, "supervisor")
        opened = do(service, facility, acts.OpenCase(person=person.pk))
        do(service, facility, acts.AddCharge(charge="239"), opened)
        do(service, facility, SERVED, opened)
        assert "fear.charging" not in live(person)
    all_is_owned_and_proved()
