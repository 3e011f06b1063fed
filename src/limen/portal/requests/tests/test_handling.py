"""Officers see what is theirs, pass it on, answer, refuse, close; the outbox and the deadlines follow."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from limen.core.access.gate import SYSTEM
from limen.core.clocks.models import RunningClock
from limen.core.ledger.acts import PlaceHold
from limen.core.ledger.chain import personal_of
from limen.core.ledger.models import Entry, Erasing, Outgoing
from limen.core.referrals.models import Referral
from limen.kernel import BadInput, GuardRefused, NotPermitted, WrongState, perform
from limen.offices.investigations.models import Lead
from limen.portal.requests import acts, upkeep
from limen.portal.requests.models import Submission
from limen.portal.requests.tests.scenes import (
    AGENT,
    BY_MAIL,
    NOON,
    OVERSIGHT,
    RECORDS,
    TEXT,
    TODAY,
    Desk,
    sent,
)
from tests.factories import Service

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(service: Service) -> Desk:
    return Desk(service)


def clocks(record: Submission) -> dict[str, str]:
    return dict(RunningClock.objects.filter(subject=record.pk).values_list("key", "state"))


def test_a_deadline_is_somebodys_from_the_first(desk: Desk) -> None:
    owners = {"feedback": "public_liaison", "tip": "investigations_supervisor", "complaint": "oversight"}
    for kind, role in owners.items():
        clock = RunningClock.objects.get(subject=sent(desk.service, kind).pk)
        assert (clock.owner_role, clock.place) == (role, desk.service.agency)


def test_a_request_for_a_file_is_due_in_twenty_business_days(desk: Desk) -> None:
    record = sent(desk.service, "file_request")
    due = RunningClock.objects.get(subject=record.pk).due_at.astimezone(desk.service.agency.zone)
    # Wednesday 25 November: Thanksgiving and Christmas do not count
    assert f"{due:%Y-%m-%d}" == "2026-12-24"


def test_it_is_seen_taken_up_and_answered(desk: Desk) -> None:
    record = sent(desk.service, **BY_MAIL)
    record = desk.do(acts.Acknowledge(), record)
    assert (record.state, record.acknowledged_at is not None) == ("acknowledged", True)
    record = desk.do(acts.TakeUp(), record)
    assert (record.state, record.owner) == ("with_office", desk.officer("public_liaison"))
    assert Referral.objects.get(subject=record.pk).state == "accepted"
    record = desk.do(acts.Answer(answer="The lamp is mended."), record)
    assert (record.state, record.keep_until) == ("answered", TODAY + timedelta(days=365))
    assert clocks(record) == {"portal.feedback": "satisfied"}
    assert Referral.objects.get(subject=record.pk).state == "completed"
    mails = Outgoing.objects.filter(channel="email").order_by("made_at", "pk")
    assert [mail.to for mail in mails] == ["ada@example.org"] * 2
    assert "The lamp is mended." in mails[1].body
    assert record.number in mails[1].subject


def test_an_e_mail_is_in_the_language_of_the_page_it_was_sent_from(desk: Desk) -> None:
    desk.do(acts.Acknowledge(), sent(desk.service, page_language="es", **BY_MAIL))
    assert "Hemos visto lo que" in Outgoing.objects.get().body


def test_nobody_is_sent_an_e_mail_who_did_not_ask_for_one(desk: Desk) -> None:
    record = sent(desk.service, answer_by="here", contact=acts.Contact(email="ada@example.org"))
    desk.do(acts.Answer(answer="The lamp is mended."), desk.do(acts.Acknowledge(), record))
    assert not Outgoing.objects.exists()


def test_who_wants_no_answer_gets_none(desk: Desk) -> None:
    record = sent(desk.service, answer_by="none")
    with pytest.raises(GuardRefused, match="wants no answer"):
        desk.do(acts.Answer(answer="The lamp is mended."), record)
    record = desk.do(acts.Close(how="no_answer", says="The lamp is mended."), record)
    assert (record.state, record.ended_how) == ("closed", "no_answer")


def test_a_tip_that_is_taken_up_has_been_looked_at(desk: Desk) -> None:
    record = desk.do(acts.TakeUp(), sent(desk.service, "tip"), AGENT)
    assert clocks(record) == {"portal.tip": "satisfied"}


def test_a_tip_becomes_a_lead_in_its_own_words(desk: Desk) -> None:
    record = sent(desk.service, "tip")
    act = acts.MakeLead(area="human_trafficking", source_grade="F", information_grade="6", priority="urgent")
    record = desk.do(act, record, AGENT)
    lead = Lead.objects.get()
    assert (lead.kind, lead.source, lead.subject) == ("tip", record.number, record.pk)
    assert lead.summary == f"{TEXT}\nWhere: 41 Elm Street"
    assert record.state == "with_office"
    with pytest.raises(GuardRefused, match="open"):
        desk.do(act, record, AGENT)


def test_only_a_tip_becomes_a_lead(desk: Desk) -> None:
    act = acts.MakeLead(area="human_trafficking", source_grade="F", information_grade="6")
    with pytest.raises(GuardRefused, match="tip"):
        desk.do(act, sent(desk.service, "feedback"))


def test_it_is_passed_to_an_office_with_what_that_needs_to_know(desk: Desk) -> None:
    record = sent(desk.service, "question")
    record = desk.do(acts.PassOn(to_office="overseas", remarks="Which hospitals are on the list?"), record)
    assert (record.state, record.office) == ("with_office", "overseas")
    first, second = Referral.objects.filter(subject=record.pk).order_by("pk")
    assert (first.to_office, first.state) == ("attaches", "completed")
    assert (second.to_office, second.state) == ("overseas", "sent")
    assert "Which hospitals" in second.remarks
    with pytest.raises(GuardRefused, match="has it already"):
        desk.do(acts.PassOn(to_office="overseas", remarks="Once more."), record)


def test_more_time_for_a_file_begins_where_the_first_time_would_have_ended(desk: Desk) -> None:
    record = sent(desk.service, "file_request", **BY_MAIL)
    first = RunningClock.objects.get(subject=record.pk)
    act = acts.PutOff(why="elsewhere", says="The file lies in another city.")
    record = desk.do(act, record, RECORDS)
    assert clocks(record) == {"portal.file_request": "satisfied", "portal.file_request_extended": "running"}
    later = RunningClock.objects.get(key="portal.file_request_extended")
    assert later.started_at == first.due_at
    # ten business days after 24 December: Christmas and New Year's Day do not count
    assert f"{later.due_at.astimezone(later.zone):%Y-%m-%d}" == "2027-01-11"
    assert "The file lies in another city." in Outgoing.objects.get().body
    with pytest.raises(GuardRefused, match="once already"):
        desk.do(act, record, RECORDS)
    desk.do(acts.Answer(answer="Here it is."), record, RECORDS)
    assert clocks(record)["portal.file_request_extended"] == "satisfied"


ASKING = acts.AskRequester(about="information", says="Under which name did you come in?")


def test_while_the_person_is_asked_the_time_to_decide_stands_still(desk: Desk) -> None:
    record = sent(desk.service, "file_request", **BY_MAIL)
    with time_machine.travel(NOON + timedelta(days=5), tick=False):
        record = desk.do(ASKING, record, RECORDS)
    assert (clocks(record), record.stands_still) == ({"portal.file_request": "tolled"}, True)
    body = Outgoing.objects.get().body
    assert "Under which name did you come in?" in body
    assert "stands still" in body
    with time_machine.travel(NOON + timedelta(days=12), tick=False):
        record = desk.do(acts.NoteReply(says="Under the name Berg."), record, RECORDS)
    assert (clocks(record), record.stands_still, record.asked_at) == ({"portal.file_request": "running"}, False, None)
    due = RunningClock.objects.get(subject=record.pk).due_at.astimezone(desk.service.agency.zone)
    # asked on Monday 30 November, answered on 7 December: 24 December moves by five business days, past Christmas
    assert f"{due:%Y-%m-%d}" == "2027-01-04"


def test_for_information_the_time_stands_still_once_and_for_fees_as_often_as_need_be(desk: Desk) -> None:
    record = sent(desk.service, "file_request", **BY_MAIL)
    stood = []
    for about in ("information", "information", "fees", "fees"):
        record = desk.do(acts.AskRequester(about=about, says="We must ask you this."), record, RECORDS)
        stood.append(record.stands_still)
        record = desk.do(acts.NoteReply(says="So it is."), record, RECORDS)
    assert stood == [True, False, True, True]
    assert sum("runs on meanwhile" in mail.body for mail in Outgoing.objects.all()) == 1


def test_a_question_after_the_time_is_over_stops_nothing(desk: Desk) -> None:
    record = sent(desk.service, "file_request")
    with time_machine.travel(NOON + timedelta(days=40), tick=False):
        record = desk.do(ASKING, record, RECORDS)
    assert not record.stands_still
    assert "tolled" not in clocks(record).values()


def test_one_question_waits_at_a_time_and_is_not_put_off_meanwhile(desk: Desk) -> None:
    record = desk.do(ASKING, sent(desk.service, "file_request"), RECORDS)
    with pytest.raises(GuardRefused, match="has not replied yet"):
        desk.do(ASKING, record, RECORDS)
    with pytest.raises(GuardRefused, match="stands still"):
        desk.do(acts.PutOff(why="many", says="There is a great deal of it."), record, RECORDS)
    record = desk.do(acts.Refuse(why="none", says="There is none."), record, RECORDS)
    assert (record.asked_at, clocks(record)) == (None, {"portal.file_request": "satisfied"})


def test_a_reply_is_noted_only_to_a_question_and_a_question_asked_only_about_a_file(desk: Desk) -> None:
    with pytest.raises(GuardRefused, match="No question waits"):
        desk.do(acts.NoteReply(says="Yes."), sent(desk.service, "file_request"), RECORDS)
    with pytest.raises(GuardRefused, match="request for a file"):
        desk.do(ASKING, sent(desk.service, "redress"), RECORDS)


def test_what_is_late_is_not_put_off(desk: Desk) -> None:
    record = sent(desk.service, "file_request")
    with (
        time_machine.travel(NOON + timedelta(days=40), tick=False),
        pytest.raises(GuardRefused, match="over"),
    ):
        desk.do(acts.PutOff(why="many", says="There is a great deal of it."), record, RECORDS)


@pytest.mark.parametrize(
    "act",
    [acts.PutOff(why="many", says="There is much of it."), acts.Refuse(why="none", says="There is none.")],
)
def test_only_a_file_is_put_off_or_refused(desk: Desk, act: object) -> None:
    with pytest.raises(GuardRefused, match="request for a file"):
        desk.do(act, sent(desk.service, "redress"), RECORDS)


def test_a_refusal_by_e_mail_says_all_that_the_law_wants_said(desk: Desk) -> None:
    record = sent(desk.service, "file_request", **BY_MAIL)
    desk.do(acts.Refuse(why="privacy", how_much="part", says="Pages 3 to 9 are about others."), record, RECORDS)
    body = Outgoing.objects.get().body
    for said in ("Pages 3 to 9", "5 U.S.C. 552(b)(6), (7)(C)", "Records Officer At Large", "2027-02-23", "appeal"):
        assert said in body


def test_a_request_for_a_file_is_not_closed_undecided(desk: Desk) -> None:
    with pytest.raises(GuardRefused, match="Decide on the request first"):
        desk.do(acts.Close(how="done", says="Nothing to do."), sent(desk.service, "file_request"), RECORDS)


def test_abuse_is_marked_and_a_mistake_undone(desk: Desk) -> None:
    record = sent(desk.service)
    with pytest.raises(BadInput, match="abuse"):
        desk.do(acts.Close(how="abuse", says="Advertising."), record)
    record = desk.do(acts.MarkAbuse(why="Advertising for shoes."), record)
    assert (record.state, record.ended_how) == ("closed", "abuse")
    assert clocks(record) == {"portal.feedback": "satisfied"}
    record = desk.do(acts.Reopen(why="It is about the shoes we took from him."), record)
    assert (record.state, record.keep_until, record.ended_how) == ("received", None, "")
    assert RunningClock.objects.filter(subject=record.pk, state="running").count() == 1
    assert Referral.objects.filter(subject=record.pk, state="sent").count() == 1


def test_what_is_merged_is_of_one_kind_and_not_into_itself(desk: Desk) -> None:
    one, other = sent(desk.service), sent(desk.service, "question", fingerprint="1" * 64)
    for into in (one, other):
        with pytest.raises(BadInput, match="same kind"):
            desk.do(acts.Merge(into=into.pk, says="It is the same."), one)


def test_each_role_works_its_own_kinds_and_no_other(desk: Desk) -> None:
    tip, file, feedback = (sent(desk.service, kind) for kind in ("tip", "file_request", "feedback"))
    for who, others in ((AGENT, (file, feedback)), (RECORDS, (tip, feedback)), (OVERSIGHT, (tip, file, feedback))):
        for record in others:
            with pytest.raises(NotPermitted):
                desk.do(acts.TakeUp(), record, who)


def test_an_editor_of_the_site_answers_feedback_and_sees_nothing_else(desk: Desk) -> None:
    editor = ("portal_editor", "public")
    record, question = sent(desk.service), sent(desk.service, "question", fingerprint="1" * 64)
    record = desk.do(acts.Answer(answer="The lamp is mended."), desk.do(acts.TakeUp(), record, editor), editor)
    assert Referral.objects.get(subject=record.pk).state == "completed"
    with pytest.raises(NotPermitted):
        desk.do(acts.TakeUp(), question, editor)
    page = desk.client(editor).get(f"/requests/{record.pk}/").content.decode()
    assert "Close what the public sent" in page
    assert desk.client(editor).get(f"/requests/{question.pk}/").status_code == 404


def test_nothing_is_answered_twice(desk: Desk) -> None:
    record = desk.do(acts.Answer(answer="The lamp is mended."), sent(desk.service))
    with pytest.raises(WrongState):
        desk.do(acts.Answer(answer="The lamp is mended."), record)


def test_what_was_kept_its_time_is_emptied_and_a_person_asked_to_erase_the_rest(desk: Desk) -> None:
    record = desk.do(acts.Answer(answer="The lamp is mended."), sent(desk.service, **BY_MAIL))
    assert list(upkeep.due(timezone.now())) == []
    with time_machine.travel(NOON + timedelta(days=367), tick=False):
        [(act, due)] = list(upkeep.due(timezone.now()))
        assert due.pk == record.pk
        record = perform(act, on=record, by=SYSTEM, at=desk.service.agency, purpose="administration").record
        assert list(upkeep.due(timezone.now())) == []
    assert (record.text, record.contact_email, record.answer, record.code_digest) == ("", "", "", "")
    assert (record.state, record.number != "") == ("answered", True)
    assert Erasing.objects.get().about == record.pk
    assert personal_of(Entry.objects.get(act="portal.receive_feedback"))


def test_a_legal_hold_keeps_it(desk: Desk) -> None:
    record = desk.do(acts.Answer(answer="The lamp is mended."), sent(desk.service))
    hold = PlaceHold(about_record="portal.submission", about=record.pk, reason="Litigation is pending")
    by = desk.officer("records_officer")
    perform(hold, by=by, at=desk.service.agency, purpose="redress")
    with time_machine.travel(NOON + timedelta(days=367), tick=False):
        assert list(upkeep.due(timezone.now())) == []
