"""A claim of fear heard and not found: the order of expedited removal is the case, and nobody types it in again."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest
import time_machine

from limen.core.clocks.models import RunningClock
from limen.core.custody.models import Stay
from limen.core.documents.models import Paper
from limen.core.ledger.models import Entry
from limen.core.referrals.models import Referral
from limen.offices.patrol import acts as patrol
from limen.offices.patrol.tests.event_scenes import WHY, Station
from limen.offices.removal import acts
from limen.offices.removal.models import Case, Protection
from tests.architecture.making import NOON
from tests.factories import Service
from tests.journeys.owned import all_is_owned_and_proved, live
from tests.journeys.test_fear_to_parole import (
    detention_and_removal_takes_her_over,
    her_claim_is_referred,
    she_says_at_the_counter_that_she_would_be_killed,
)

pytestmark = pytest.mark.django_db

AFFIRMED = [acts.AskReview(), acts.ReviewAffirmed(judge="M. Chen")]
DECLINED = [acts.DeclineReview(in_words=True)]
CARRIED = {
    "event_number",
    "fingerprint_number",
    "document_kind",
    "document_number",
    "document_issuer",
    "document_expires",
    "port",
    "arrived_on",
    "arrived_from",
    "carrier",
    "flight",
    "findings",
}


@pytest.fixture
def facility(service: Service) -> Any:
    return service.place("facility", "ELZ", "Elizabeth", "America/New_York")


def heard(service: Service, facility: Any, claim: Protection, *after: Any) -> None:
    """Have an asylum officer hear the claim and find nothing, and what follows happen."""
    interview = acts.RecordInterview(held_on=NOON.date() + timedelta(days=3), officer="A. Ferris")
    for act in (interview, acts.FindNoFear(officer="A. Ferris", note="No nexus"), *after):
        claim.refresh_from_db()
        role = "supervisor" if act.declaration.permission == "removal.judge" else "deportation_officer"
        service.act(act, claim, at=facility, role=role)


@pytest.mark.parametrize("after", [AFFIRMED, DECLINED], ids=["the judge affirms", "no review is asked"])
def test_the_order_is_made_and_the_removal_period_begins(service: Service, facility: Any, after: list[Any]) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        stay = she_says_at_the_counter_that_she_would_be_killed(service)
        clock.shift(timedelta(hours=6))
        stay = detention_and_removal_takes_her_over(service, stay, facility)
        claim = her_claim_is_referred(service, stay, facility)
        clock.shift(timedelta(days=3))
        heard(service, facility, claim)
        assert not Case.objects.exists(), "nothing is ordered while a review is open"
        heard_at = NOON + timedelta(days=3, hours=6)
        claim.refresh_from_db()
        for act in after:
            role = "supervisor" if act.declaration.permission == "removal.judge" else "deportation_officer"
            service.act(act, claim, at=facility, role=role)
            claim.refresh_from_db()
        case, stay = Case.objects.get(), Stay.objects.get()
        assert (case.kind, case.state, case.ordered_by, case.person_id) == (
            "expedited",
            "final",
            "officer",
            claim.person_id,
        )
        assert case.final_on == heard_at.date()
        assert [row.code for row in case.charges.all()] == ["239"]
        assert stay.authority == "detain.order"
        assert "removal.period" in live(case.person)
        assert RunningClock.objects.get(key="removal.period").started_at == heard_at
        the_papers_say_so(claim, case, reviewed=after is AFFIRMED)
        entry = Entry.objects.get(act="removal.enter_order")
        assert json.loads(entry.body)["authority"]["key"] == "remove.expedited_no_fear"
    all_is_owned_and_proved()


def the_papers_say_so(claim: Protection, case: Case, *, reviewed: bool) -> None:
    """Hold the finding with the right to ask for review, the way to the judge, and the order against the record."""
    told = list(Paper.objects.filter(about=claim.pk).order_by("created_at", "pk"))
    assert [row.form for row in told] == (["i869", "i863"] if reviewed else ["i869"])
    assert told[0].data["asylum_officer"] == "A. Ferris"
    assert told[0].data["detained_at"] == "Elizabeth"
    assert "review_asked" not in told[0].data, "the person says it, nobody for them"
    if reviewed:
        assert told[1].data["attachments"][0].startswith("I-869")
        assert told[1].data["port"], "the arrival as the border wrote it"
        assert told[1].data["arrived_on"] == NOON.date().isoformat()
    order = Paper.objects.get(about=case.pk, form="i860")
    assert order.data["supervisor"] == told[0].data["supervisor"]
    assert order.data["officer"] == "A. Ferris", "who found no fear orders, and another approves"
    assert order.data["fear_claimed"] == "Yes"
    assert [row["citation"] for row in order.data["grounds"]] == [row.paragraph for row in case.charges.all()]
    assert order.data["decision"].startswith("Ordered removed, no fear having been found (8 U.S.C. 1225(b)(1)(B)(iii)")
    the_order_says_what_the_border_wrote(order, "i870")
    assert order.data["document_number"], "what was shown at the counter"


def the_order_says_what_the_border_wrote(order: Paper, charged_on: str) -> None:
    """Hold the arrival, the document and the facts of the order against the paper that the border charged on."""
    border = Paper.objects.exclude(pk=order.pk).get(person=order.person_id, form=charged_on)
    told = {key: value for key, value in border.data.items() if key in CARRIED and value}
    assert {"port", "arrived_on", "findings"} <= set(told)
    assert {key: order.data.get(key) for key in told} == told
    assert order.data["made_on"] > border.data["made_on"], "who makes the order, and when, is not the border's"


def test_a_finding_that_the_judge_vacates_orders_nobody_removed(service: Service, facility: Any) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        stay = she_says_at_the_counter_that_she_would_be_killed(service)
        clock.shift(timedelta(hours=6))
        stay = detention_and_removal_takes_her_over(service, stay, facility)
        claim = her_claim_is_referred(service, stay, facility)
        clock.shift(timedelta(days=3))
        heard(service, facility, claim, acts.AskReview(), acts.ReviewVacated())
        assert not Case.objects.exclude(ordered_on=None).exists()
    all_is_owned_and_proved()


def test_a_case_that_lives_already_is_the_one_that_goes_on(service: Service, facility: Any) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        stay = she_says_at_the_counter_that_she_would_be_killed(service)
        clock.shift(timedelta(hours=6))
        stay = detention_and_removal_takes_her_over(service, stay, facility)
        claim = her_claim_is_referred(service, stay, facility)
        opened = service.act(
            acts.OpenCase(person=claim.person_id), at=facility, role="deportation_officer", purpose="removal"
        )
        clock.shift(timedelta(days=3))
        heard(service, facility, claim, *DECLINED)
        assert Case.objects.get().pk == opened.pk


def test_a_claim_that_no_office_of_the_border_sent_waits_for_an_officer(service: Service, facility: Any) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        person = service.person()
        claimed = acts.ClaimFear(person=person.pk, reason="Says so in custody")
        claim = service.act(claimed, at=facility, role="deportation_officer")
        clock.shift(timedelta(days=3))
        heard(service, facility, claim, *DECLINED)
        assert not Case.objects.exists()


def test_who_was_taken_between_the_ports_is_ordered_removed_on_the_notice_served_there(
    service: Service, facility: Any
) -> None:
    station = Station(service)
    with time_machine.travel(NOON, tick=False) as clock:
        record = station.asked()
        station.do(patrol.AskQuestion(question="harmed", answer="Yes", shows="shown"), record)
        said = {"disposition": "expedited_removal_fear", "says": WHY}
        station.do(patrol.ProposeDisposition(**said), record)
        station.do(patrol.ApproveDisposition(), record, role="supervisor")
        fetch = acts.FetchCustody(referral=Referral.objects.get(to_office="removal").pk, why="Held for the interview")
        service.act(fetch, at=facility, role="deportation_officer")
        stay = Stay.objects.get(person=record.person_id)
        service.act(acts.ReceiveCustody(), stay.takeovers.get(), at=facility, role="deportation_officer")
        assert not Case.objects.exists(), "who waits to be heard is not ordered removed"
        claim = her_claim_is_referred(service, stay, facility)
        clock.shift(timedelta(days=3))
        heard(service, facility, claim, *AFFIRMED)
        case = Case.objects.get()
        assert (case.kind, case.state) == ("expedited", "final")
        assert [(row.code, row.sustained) for row in case.charges.all()] == [("239", True)]
        order = Paper.objects.get(about=case.pk, form="i860")
        the_order_says_what_the_border_wrote(order, "i860")
        assert order.data["event_number"], "the event of Border Patrol stays with the person"
    all_is_owned_and_proved()
