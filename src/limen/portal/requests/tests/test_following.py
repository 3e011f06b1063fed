"""Whoever sent something sees how it stands, adds to it, takes it back, appeals; by number and code alone."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone
from django.utils.formats import date_format

from limen.core.access.gate import SYSTEM
from limen.core.clocks.models import RunningClock
from limen.core.lawbook import lawbook
from limen.core.referrals.models import Referral
from limen.kernel import GuardRefused, perform
from limen.portal.requests import acts, wording
from limen.portal.requests.tests.scenes import RECORDS, TODAY, Desk, Outside
from tests.factories import Service

pytestmark = pytest.mark.django_db
TAG, DAY = re.compile(r"<[^>]*>"), re.compile(r"\d{4}-\d{2}-\d{2}")
REFUSE = acts.Refuse(why="proceedings", says="The case is open; ask again when it is over.")


@pytest.fixture
def desk(service: Service) -> Desk:
    return Desk(service)


@pytest.fixture
def outside(service: Service) -> Outside:
    return Outside()


def clocks(outside: Outside) -> list[tuple[str, str]]:
    rows = RunningClock.objects.filter(subject=outside.record.pk).order_by("pk")
    return list(rows.values_list("key", "state"))


def test_it_says_how_it_stands_and_by_when_an_answer_is_due(outside: Outside, desk: Desk) -> None:
    outside.sends("feedback")
    page = outside.follows().content.decode()
    assert "Nobody has looked at it yet." in page
    due = RunningClock.objects.get(subject=outside.record.pk).due_at
    assert date_format(due.astimezone(desk.service.agency.zone).date(), "DATE_FORMAT") in page
    desk.do(acts.TakeUp(), outside.record)
    assert "Somebody works on it." in outside.follows().content.decode()


def test_it_says_when_we_are_late(outside: Outside) -> None:
    outside.sends("feedback")
    with time_machine.travel(timezone.now() + timedelta(days=60), tick=False):
        assert "We are late." in outside.follows().content.decode()


def test_the_answer_is_shown_to_whoever_chose_to_have_it_here(outside: Outside, desk: Desk) -> None:
    outside.sends("feedback")
    desk.do(acts.Answer(answer="The lamp is mended. Thank you."), outside.record)
    assert "The lamp is mended." in outside.follows().content.decode()


def test_an_answer_sent_by_e_mail_is_not_shown_here(outside: Outside, desk: Desk) -> None:
    outside.sends("feedback", answer_by="email", contact_email="ada@example.org")
    desk.do(acts.Answer(answer="The lamp is mended."), outside.record)
    page = outside.follows().content.decode()
    assert "The lamp is mended." not in page
    assert "by e-mail" in page


def test_who_wants_no_answer_is_promised_none_and_days_are_said_as_people_say_them(outside: Outside) -> None:
    page = outside.sends("tip", answer_by="none").content.decode()
    followed = outside.follows().content.decode()
    for text in (page, followed):
        assert "An answer is due by" not in text
        assert "We look at it by" in text
        assert not DAY.search(TAG.sub(" ", text))
    assert 'href="/do/follow-up/"' in page.partition('id="task"')[2]


def test_who_reports_a_danger_is_told_at_once_whom_to_call(outside: Outside) -> None:
    assert "call 911. What you sent" in outside.sends("tip", danger="on").content.decode()
    assert "call 911. What you sent" not in outside.sends("tip", text="A lamp is out.").content.decode()


def test_who_registers_need_not_add_anything(outside: Outside) -> None:
    assert outside.sends("programme", text="").status_code == 200
    assert outside.record.text


def test_a_question_is_replied_to_on_the_page_and_the_time_runs_on(outside: Outside, desk: Desk) -> None:
    outside.sends("file_request")
    asked = acts.AskRequester(about="information", says="Under which name did you come in?")
    desk.do(asked, outside.record, RECORDS)
    page = outside.follows().content.decode()
    assert "We asked you something" in page
    assert "Under which name did you come in?" in page
    assert "stands still" in page
    assert "An answer is due by" not in page
    page = outside.does("add", says="Under the name Berg.").content.decode()
    assert "We asked you something" not in page
    assert "An answer is due by" in page
    assert clocks(outside) == [("portal.file_request", "running")]


def test_words_are_added_and_who_works_it_sees_that(outside: Outside) -> None:
    outside.sends("feedback")
    answer = outside.does("add", says="It was the fourth counter.")
    assert answer.status_code == 200
    assert "It was the fourth counter." in answer.content.decode()
    record = outside.record
    assert (record.state, record.unread, record.words.get().says) == ("received", True, "It was the fourth counter.")


def test_words_after_the_answer_ask_for_another(outside: Outside, desk: Desk) -> None:
    outside.sends("feedback")
    desk.do(acts.Answer(answer="The lamp is mended."), outside.record)
    outside.does("add", says="It is out again.")
    assert (outside.record.state, outside.record.keep_until) == ("received", None)
    assert clocks(outside) == [("portal.feedback", "satisfied"), ("portal.feedback", "running")]
    work = Referral.objects.filter(subject=outside.record.pk).order_by("pk").values_list("state", flat=True)
    assert list(work) == ["completed", "sent"]


def test_it_is_taken_back(outside: Outside) -> None:
    outside.sends("tip")
    answer = outside.does("take_back")
    assert answer.status_code == 422
    answer = outside.does("take_back", sure="on")
    assert "You took it back." in answer.content.decode()
    record = outside.record
    assert (record.state, record.ended_how) == ("withdrawn", "withdrawn")
    assert record.keep_until == TODAY + timedelta(days=1826)
    assert clocks(outside) == [("portal.tip", "satisfied")]
    assert Referral.objects.get(subject=record.pk).state == "completed"
    page = outside.follows().content.decode()
    assert "Add this" not in page


def test_a_refusal_says_why_who_decided_and_what_can_be_done(outside: Outside, desk: Desk) -> None:
    outside.sends("file_request")
    desk.do(REFUSE, outside.record, RECORDS)
    page = outside.follows().content.decode()
    for said in (
        "ask again when it is over",
        "5 U.S.C. 552(b)(7)(A)",
        "Records Officer At Large",
        f"{TODAY + timedelta(days=90)}",
        "appeal to the head of the service",
    ):
        assert said in page


def test_a_refusal_is_appealed_and_decided_by_another(outside: Outside, desk: Desk) -> None:
    outside.sends("file_request")
    record = desk.do(REFUSE, outside.record, RECORDS)
    assert outside.does("appeal", says="The case ended in May.").status_code == 200
    record = outside.record
    assert (record.state, record.appealed_at is not None) == ("appealed", True)
    assert clocks(outside) == [("portal.file_request", "satisfied"), ("portal.file_request", "running")]
    with pytest.raises(GuardRefused, match="somebody else"):
        desk.do(acts.Answer(answer="Here it is."), record, RECORDS)
    record = desk.do(REFUSE, record, RECORDS, name="another_records_officer")
    assert (record.state, record.appeal_until) == ("refused", None)
    page = outside.follows().content.decode()
    assert "district court" in page
    assert "Send the appeal" not in page


def test_what_can_be_done_against_a_refusal_is_said_in_the_language_of_the_page(outside: Outside, desk: Desk) -> None:
    outside.sends("file_request")
    record = desk.do(REFUSE, outside.record, RECORDS)
    record.page_language = "es"
    _subject, mail = wording.message(record, "refused", TODAY, lawbook())
    assert "Puede apelar ante quien dirige el servicio" in mail
    assert "appeal to the head" not in mail
    record.appeal_until = None
    _subject, mail = wording.message(record, "refused", TODAY, lawbook())
    assert "tribunal federal de distrito" in mail
    assert "district court" not in mail


def test_a_refusal_is_not_appealed_after_its_time(outside: Outside, desk: Desk) -> None:
    outside.sends("file_request")
    record = desk.do(REFUSE, outside.record, RECORDS)
    with time_machine.travel(timezone.now() + timedelta(days=91), tick=False):
        assert "Send the appeal" not in outside.follows().content.decode()
        act = acts.Appeal(says="The case ended in May.")
        with pytest.raises(GuardRefused, match="over"):
            perform(act, on=record, by=SYSTEM, at=record.place, purpose="administration")


def test_whoever_is_told_of_a_merger_sees_what_they_are_told_and_nothing_of_the_other(
    outside: Outside, desk: Desk
) -> None:
    outside.sends("feedback")
    other = Outside()
    other.sends("feedback", text="The same lamp is out.")
    desk.do(acts.Merge(into=outside.record.pk, says="Somebody wrote of it before; the lamp is ordered."), other.record)
    desk.do(acts.Answer(answer="Thank you, Ada."), outside.record)
    page = other.follows().content.decode()
    assert "the lamp is ordered" in page
    assert "Thank you, Ada." not in page
    assert outside.number not in page
