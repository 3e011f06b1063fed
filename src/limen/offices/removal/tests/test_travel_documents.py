"""Asking a consulate for a travel document, and what stands still when the person does not help."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from limen.core.clocks.models import RunningClock
from limen.core.documents.models import Paper, TravelDocument
from limen.kernel import BadInput, GuardRefused, WrongState
from limen.offices.removal import acts
from limen.offices.removal.tests import departure_scenes as scenes
from limen.offices.removal.tests.case_scenes import SUPERVISOR, afraid, do, final, protected, served
from limen.offices.removal.upkeep import departures as upkeep
from tests.factories import Service, setup

pytestmark = pytest.mark.django_db


def clock(key: str) -> RunningClock:
    return RunningClock.objects.filter(key=key).latest("started_at")


def test_a_country_the_law_pack_does_not_name_is_asked_by_post(service: Service) -> None:
    request = scenes.requested(service)
    assert (request.group, request.step) == ("papers", "form_i217")
    assert request.due_on.isoformat() == "2027-01-24"
    assert clock("removal.document_reminder").state == "running"


def test_a_country_that_does_not_cooperate_is_asked_in_its_capital(service: Service) -> None:
    request = scenes.requested(service, country="CHN")
    assert request.group == "capital"


def test_who_holds_a_passport_needs_no_consulate_and_no_reminder(service: Service) -> None:
    request = scenes.requested(service, group="passport")
    assert not RunningClock.objects.filter(key="removal.document_reminder").exists()
    with pytest.raises(GuardRefused, match="Nobody is asked"):
        do(service, acts.Remind(), request)


def test_steps_are_taken_in_order_and_the_first_makes_its_paper(service: Service) -> None:
    request = scenes.requested(service)
    with pytest.raises(GuardRefused, match="Form I-217"):
        do(service, acts.TakeStep(step="sent"), request)
    request = do(service, acts.TakeStep(), request)
    assert request.step == "photographs"
    assert Paper.objects.filter(form="i217").count() == 1
    for _ in range(5):
        request = do(service, acts.TakeStep(), request)
    assert request.step == ""
    with pytest.raises(GuardRefused, match="Every step"):
        do(service, acts.TakeStep(), request)


def test_a_reminder_starts_the_time_to_the_next_one(service: Service) -> None:
    request = do(service, acts.Remind(how="letter"), scenes.requested(service))
    assert request.reminders == 1
    states = RunningClock.objects.filter(key="removal.document_reminder").values_list("state", flat=True)
    assert sorted(states) == ["running", "satisfied"]


def test_a_country_is_asked_once_until_it_answers(service: Service) -> None:
    request = do(service, acts.AskAcceptance(), scenes.requested(service))
    assert clock("removal.country_answer").state == "running"
    with pytest.raises(GuardRefused):
        do(service, acts.AskAcceptance(), request)
    request = do(service, acts.RecordAcceptance(answer="refused"), request)
    assert clock("removal.country_answer").state == "satisfied"
    with pytest.raises(GuardRefused):
        do(service, acts.RecordAcceptance(answer="accepted"), request)
    assert do(service, acts.AskAcceptance(), request).acceptance == ""


def test_no_country_is_asked_of_or_told_about_who_fears_it(service: Service) -> None:
    request = scenes.requested(service, country="GTM")
    do(service, acts.ClaimFear(person=request.person_id, reason="Says her uncle would kill her"))
    for act in (acts.TakeStep(), acts.Remind(how="letter"), acts.AskAcceptance()):
        with pytest.raises(GuardRefused, match="fear"):
            do(service, act, request)
    assert not Paper.objects.filter(form="i217").exists(), "nothing about her goes to the consulate"


@pytest.mark.parametrize(("asked", "closed"), [("GTM", True), ("MEX", False)])
def test_withholding_from_one_country_leaves_another_to_be_asked(service: Service, asked: str, closed: bool) -> None:
    case = final(service)
    granted = acts.GrantProtection(
        person=case.person_id, kind="withholding", country="GTM", reason="Granted by the judge"
    )
    do(service, granted, None, SUPERVISOR)
    scenes.in_the_know(service)
    act = acts.RequestDocument(person=case.person_id, case=case.pk, country=asked)
    if closed:
        with pytest.raises(GuardRefused, match="Withholding"):
            do(service, act)
    else:
        assert do(service, act).country == "MEX"


def test_no_government_is_asked_for_a_document_of_who_says_to_be_a_citizen(service: Service) -> None:
    case = final(service)
    do(service, acts.ClaimCitizenship(person=case.person_id, reason="Says his mother was born in Laredo"))
    with pytest.raises(GuardRefused, match="citizenship"):
        do(service, acts.RequestDocument(person=case.person_id, case=case.pk, country="MEX"))


def test_a_document_received_is_the_persons_own(service: Service) -> None:
    request = scenes.received(service)
    assert TravelDocument.objects.get().person_id == request.person_id
    assert clock("removal.document_reminder").state == "satisfied"


def test_a_document_that_has_run_out_is_not_received(service: Service) -> None:
    act = acts.ReceiveDocument(
        number="T1", issued_on=scenes.TODAY.replace(year=2020), expires=scenes.TODAY.replace(year=2025)
    )
    with pytest.raises(BadInput, match="not valid today"):
        do(service, act, scenes.requested(service))


def test_another_persons_document_is_not_received(service: Service) -> None:
    scenes.received(service)
    other = final(service, service.person(surname="Svensson", given_names="Karl"))
    with pytest.raises(GuardRefused, match="another person"):
        do(service, scenes.receipt(), scenes.requested(service, other))


def test_a_country_is_asked_once_in_a_case(service: Service) -> None:
    request = scenes.requested(service)
    with pytest.raises(GuardRefused, match="asked of that country"):
        scenes.requested(service, request.case)
    do(service, acts.WithdrawRequest(why="Asked of the wrong country"), request)
    assert clock("removal.document_reminder").state == "satisfied"
    assert scenes.requested(service, request.case).state == "requested"


def test_a_refused_document_can_be_asked_for_again(service: Service) -> None:
    request = do(service, acts.RefuseDocument(why="Nationality not proved"), scenes.requested(service))
    with pytest.raises(WrongState):
        do(service, acts.Remind(), request)
    assert do(service, acts.AskAgain(), request).state == "requested"
    assert clock("removal.document_reminder").state == "running"


def warning() -> acts.ServeNoncompliance:
    return acts.ServeNoncompliance(
        failed="Refused to fill in the form for the consulate.",
        steps=["Fill in and sign the form", "Be photographed"],
        by=scenes.TODAY.replace(day=30),
    )


def test_a_warning_stops_the_removal_period_until_the_person_complies(service: Service) -> None:
    request = do(service, warning(), scenes.requested(service))
    assert clock("removal.period").state == "tolled"
    paper = Paper.objects.get(form="i229")
    assert [row["step"] for row in paper.data["steps"]] == ["Fill in and sign the form", "Be photographed"]
    with pytest.raises(GuardRefused, match="stands already"):
        do(service, warning(), request)
    do(service, acts.RecordCompliance(), request)
    assert clock("removal.period").state == "running"
    with pytest.raises(GuardRefused, match="No warning"):
        do(service, acts.RecordCompliance(), request)


def test_nobody_is_warned_before_the_order_is_final(service: Service) -> None:
    with pytest.raises(GuardRefused, match="no final order"):
        do(service, warning(), scenes.requested(service, served(service)))


# While the gate is shut


def swept() -> list[str]:
    done = []
    for act, record in list(upkeep.due(timezone.now())):
        setup(act, record)
        done.append(act.declaration.key)
    return done


def test_no_reminder_falls_due_while_the_country_must_not_hear_of_the_person(service: Service) -> None:
    request = scenes.requested(service)
    claim = afraid(service, request.person)
    assert swept() == ["removal.hold_request"]
    assert clock("removal.document_reminder").state == "tolled"
    assert swept() == []
    with time_machine.travel(timezone.now() + timedelta(days=40)):
        act = acts.WithdrawFear(own_will=True, why="Wants to go home")
        service.act(act, claim, at=service.jfk, role="supervisor", purpose="removal")
        assert swept() == ["removal.resume_request"]
        runs = clock("removal.document_reminder")
        assert (runs.state, runs.due_at > timezone.now() + timedelta(days=28)) == ("running", True)


def test_a_protection_from_one_country_lets_the_reminder_of_another_run(service: Service) -> None:
    request = scenes.requested(service)
    other = scenes.requested(service, request.case, country="GTM")
    scenes.in_the_know(service)
    protected(service, "cat_withholding", "GTM", request.person)
    assert swept() == ["removal.hold_request"]
    states = RunningClock.objects.filter(key="removal.document_reminder").values_list("subject", "state")
    assert dict(states) == {request.pk: "running", other.pk: "tolled"}


def test_to_remind_one_consulate_reminds_no_other_of_the_same_person(service: Service) -> None:
    request = scenes.requested(service)
    other = scenes.requested(service, request.case, country="GTM")
    do(service, acts.Remind(), request)
    assert RunningClock.objects.get(key="removal.document_reminder", subject=other.pk).state == "running"
    do(service, acts.WithdrawRequest(why="They were asked in error"), other)
    assert RunningClock.objects.filter(key="removal.document_reminder", subject=request.pk, state="running").exists()


def test_a_country_is_not_asked_again_that_must_not_hear_of_the_person(service: Service) -> None:
    request = do(service, acts.RefuseDocument(why="Nobody is known there by that name"), scenes.requested(service))
    afraid(service, request.person)
    scenes.in_the_know(service)
    with pytest.raises(GuardRefused):
        do(service, acts.AskAgain(), request)
