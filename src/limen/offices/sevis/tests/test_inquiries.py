"""What the government asks a school about a class of its students: who asks, who answers, by when."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
import time_machine
from django.test import Client

from limen.core.access.models import Account
from limen.core.clocks.models import RunningClock
from limen.core.ledger.models import Entry
from limen.kernel import GuardRefused, WrongState, perform
from limen.offices.sevis import acts
from limen.offices.sevis.models import SchoolInquiry
from limen.offices.sevis.tests.scenes import SEVIS, Campuses, own_school
from tests.signing_in import signed_in

WHOM = "Students of welding since 2025"


def question(at: Campuses, **changed: Any) -> acts.AskAboutClass:
    told: dict[str, Any] = {
        "school": at.school.pk,
        "whom": WHOM,
        "question": "How many of them attend classes in person?",
        "why": "A course that is said to be taught online",
        "searched": True,
    }
    return acts.AskAboutClass(**told | changed)


@pytest.fixture
def pdso(at: Campuses) -> Client:
    """Sit at the school's desk."""
    return signed_in(Client(), at.pdso, at.school.place, SEVIS)


@pytest.fixture
def adjudicator(at: Campuses) -> Client:
    """Sit at the government's desk."""
    by = at.service.officer("sevp_adjudicator", place=at.service.agency)
    return signed_in(Client(), by, at.service.agency, SEVIS)


def clock_of(asked: SchoolInquiry) -> RunningClock:
    return RunningClock.objects.get(subject=asked.pk, key="sevis.inquiry_class")


def test_a_school_has_ten_work_days_to_answer_about_a_class(at: Campuses) -> None:
    asked = at.govern(question(at))
    clock = clock_of(asked)
    # Labor Day and two weekends do not count
    assert asked.due_on == date(2026, 9, 15)
    assert clock.due_at.astimezone(at.school.place.zone).date() == asked.due_on
    assert clock.place == at.school.place
    assert clock.citation == "8 CFR 214.3(g)(1), note"


def test_the_answer_ends_the_days_of_its_own_question_and_of_no_other(at: Campuses) -> None:
    first, second = at.govern(question(at)), at.govern(question(at, whom="Students of French since 2025"))
    at.report(acts.AnswerAboutClass(answer="Forty of forty-two."), first)
    assert (clock_of(first).state, clock_of(second).state) == ("satisfied", "running")
    first.refresh_from_db()
    assert (first.state, first.answered_on, first.answer) == ("answered", date(2026, 8, 31), "Forty of forty-two.")


def test_a_late_answer_is_taken_and_the_school_is_told_so(at: Campuses, morning: time_machine.Coordinates) -> None:
    asked = at.govern(question(at))
    morning.move_to("2026-09-16T13:00:00+00:00")
    told = perform(
        acts.AnswerAboutClass(answer="All of them."), on=asked, by=at.pdso, at=at.school.place, purpose=SEVIS
    ).told
    assert told["warnings"] == ["The answer was due by 2026-09-15. (8 CFR 214.3(g)(1), note)"]


def test_the_government_searches_its_own_records_first(at: Campuses) -> None:
    with pytest.raises(GuardRefused) as refused:
        at.govern(question(at, searched=False))
    assert [item.rule for item in refused.value.problems] == ["sevis.records_first"]
    assert refused.value.citation == "8 CFR 214.3(g)(1), note"


def test_a_school_that_was_never_certified_is_asked_about_no_class(at: Campuses) -> None:
    other, _account = own_school(at)
    with pytest.raises(GuardRefused):
        at.govern(question(at, school=other.pk))


def test_another_school_does_not_answer(at: Campuses) -> None:
    other, account = own_school(at)
    asked = at.govern(question(at))
    with pytest.raises(GuardRefused):
        perform(acts.AnswerAboutClass(answer="Ours."), on=asked, by=account, at=other.place, purpose=SEVIS)


def test_a_question_that_is_withdrawn_is_not_due_and_not_answered(at: Campuses) -> None:
    asked = at.govern(question(at))
    at.govern(acts.WithdrawInquiry(why="Answered by the roster."), asked)
    assert clock_of(asked).state == "satisfied"
    with pytest.raises(WrongState):
        at.report(acts.AnswerAboutClass(answer="All of them."), asked)


def test_the_school_finds_the_question_on_its_pages_and_answers_there(at: Campuses, pdso: Client) -> None:
    asked = at.govern(question(at))
    address = f"/sevis/question/{asked.pk}/"
    for listed in (f"/sevis/school/{at.school.pk}/", "/sevis/alerts/", "/sevis/alerts/?kind=class_inquiry", "/sevis/"):
        shown = pdso.get(listed).content.decode()
        assert address in shown, listed
    one = pdso.get(address).content.decode()
    assert "attend classes in person" in one
    assert f"/act/sevis.answer_about_class/{asked.pk}/" in one
    answered = pdso.post(f"/act/sevis.answer_about_class/{asked.pk}/", {"answer": "All of them."})
    assert answered.status_code == 303
    assert "All of them." in pdso.get(address).content.decode()
    assert WHOM not in pdso.get("/sevis/alerts/").content.decode()


def test_reading_a_question_is_logged_for_it_may_name_people(at: Campuses, pdso: Client) -> None:
    asked = at.govern(question(at))
    before = Entry.objects.count()
    pdso.get(f"/sevis/question/{asked.pk}/")
    assert "sevis.inquiry" in [row.act for row in Entry.objects.all()[before:]]


def test_the_government_asks_from_the_schools_page(at: Campuses, adjudicator: Client) -> None:
    shown = adjudicator.get(f"/sevis/school/{at.school.pk}/").content.decode()
    assert f"/act/sevis.ask_about_class/?school={at.school.pk}" in shown
    sent = question(at).model_dump(mode="json") | {"searched": "on"}
    assert adjudicator.post("/act/sevis.ask_about_class/", sent).status_code == 303
    assert SchoolInquiry.objects.get().whom == WHOM


def test_the_work_of_a_class_is_data_on_the_api(at: Campuses, pdso: Client) -> None:
    asked = at.govern(question(at))
    found = pdso.get("/api/v1/sevis/alerts?kind=class_inquiry").json()
    assert [(item["record"], item["sevis_id"], item["due"]) for item in found] == [(str(asked.pk), "", "2026-09-15")]
    one = pdso.get(f"/api/v1/sevis/schoolinquiry/{asked.pk}").json()
    assert one["data"]["whom"] == WHOM


def test_another_schools_people_do_not_know_of_the_question(at: Campuses) -> None:
    other, account = own_school(at)
    asked = at.govern(question(at))
    theirs = signed_in(Client(), Account.objects.get(pk=account.pk), other.place, SEVIS)
    for address in (f"/sevis/question/{asked.pk}/", f"/api/v1/sevis/schoolinquiry/{asked.pk}"):
        assert theirs.get(address).status_code == 404, address
    assert WHOM not in theirs.get("/sevis/alerts/").content.decode()
