"""A student tells of a change: with a code that only their e-mail has, kept at once or told to the school."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest
import time_machine
from django.test import Client

from limen.core.access.gate import SYSTEM
from limen.core.clocks.models import RunningClock
from limen.core.ledger.models import Entry, EntryPersonal, Outgoing
from limen.core.people import acts as people
from limen.offices.sevis import acts
from limen.offices.sevis.acts import visitors
from limen.offices.sevis.models import Student
from limen.offices.sevis.tests.scenes import Campuses
from limen.offices.sevis.tests.student_scenes import govern
from limen.portal.tests.tasks.scenes import main_of, text_of
from limen.portal.tests.tasks.scenes_sevis import PASSPORT, student, visitor
from tests.factories import Service

pytestmark = pytest.mark.django_db
PAGE = "/do/student-portal/"
MAIL = "anna@bos.example"
MOVED = {
    "us_address1": "7 Oak Road",
    "us_city": "Quincy",
    "us_state": "MA",
    "us_postal_code": "02169",
    "phone": "(617) 555-0100",
}
WORK = {
    "employer_name": "Harbor Robotics",
    "employer_address1": "1 Pier",
    "employer_city": "Boston",
    "employer_state": "MA",
    "employer_postal_code": "02210",
    "starts": "2027-06-07",
    "hours": "40",
    "relevance": "I write the software that plans how the robots move, which my degree is in.",
}
IN_TRAINING = "2027-06-10T14:00:00+00:00"


class Telling:
    """Somebody on the page of a record, from the look-up to the telling."""

    def __init__(self, record: Student, path: str = PAGE, **facts: str) -> None:
        known = {"sevis_id": record.sevis_id, "birth": "2004-04-12", "document": PASSPORT, **facts}
        self.path, self.client = path, Client()
        self.shown = self.client.post(path, known)
        found = re.search(r'name="ticket" value="([^"]+)"', self.shown.content.decode())
        self.ticket = found.group(1) if found else ""

    def press(self, do: str) -> Any:
        return self.client.post(self.path, {"ticket": self.ticket, "do": do})

    def send(self, do: str, said: dict[str, str], code: str | None = None) -> Any:
        told = {"ticket": self.ticket, "do": do, "code": mailed() if code is None else code}
        return self.client.post(self.path, {**told, **said})


def mailed() -> str:
    """Return the code of the last e-mail that went out."""
    body = Outgoing.objects.order_by("-id").values_list("body", flat=True)[0]
    found = re.search(r"\b(\w{4}-\w{4}-\w{4}-\w{4})\b", body)
    assert found is not None
    return found.group(1)


def reached(service: Service, **said: Any) -> tuple[Campuses, Student]:
    at, record = student(service, **said)
    at.report(acts.UpdatePersonal(email=MAIL), record)
    return at, record


def training(service: Service) -> tuple[Campuses, Student]:
    """Return a student who will be in training after completion from 1 June 2027."""
    at, record = reached(service, ends=date(2027, 5, 21))
    span = {"starts": date(2027, 6, 1), "ends": date(2028, 5, 31)}
    with time_machine.travel("2027-04-12T14:00:00+00:00"):
        at.report(acts.RecommendOpt(**span, academic_year_met=True), record)
        govern(at, acts.ApproveTraining(**span), record)
    return at, record


def test_a_student_who_moves_tells_the_school_which_enters_it_with_one_act(service: Service) -> None:
    at, record = reached(service)
    telling = Telling(record)
    assert "a…@bos.example" in text_of(telling.shown)
    assert "within 21 days" in text_of(telling.shown)
    form = telling.press("address")
    assert "A code is on its way to a…@bos.example" in text_of(form)
    assert Outgoing.objects.get(to=MAIL).subject == "Your code"
    answer = telling.send("address", {**MOVED, "besides": "My name is Berg-Lind now."})
    text = text_of(answer)
    assert "Thank you. What you told us is kept." in text
    assert "You told your school of a change on" in text
    record.refresh_from_db()
    assert record.us_address["address1"] == "12 Elm Street"
    assert RunningClock.objects.filter(subject=record.pk, key="sevis.report_change", closed_at=None).exists()
    record = at.report(acts.TakeTold(), record)
    assert record.us_address == {"address1": "7 Oak Road", "city": "Quincy", "state": "MA", "postal_code": "02169"}
    assert record.phone == "6175550100"
    assert not RunningClock.objects.filter(subject=record.pk, key="sevis.report_change", closed_at=None).exists()
    assert "You told your school" not in text_of(Telling(record).shown)


def test_what_is_told_twice_before_the_school_enters_it_is_kept_whole(service: Service) -> None:
    at, record = reached(service)
    first = Telling(record)
    first.press("address")
    first.send("address", {"phone": "6175550199"})
    second = Telling(record)
    second.press("address")
    second.send("address", {name: value for name, value in MOVED.items() if name != "phone"})
    record = at.report(acts.TakeTold(), record)
    assert (record.phone, record.us_address["city"]) == ("6175550199", "Quincy")


def test_a_student_in_training_has_a_new_address_at_once(service: Service) -> None:
    _at, record = training(service)
    with time_machine.travel(IN_TRAINING, tick=True):
        telling = Telling(record)
        assert "A new address is on your record at once." in text_of(telling.shown)
        telling.press("address")
        text = text_of(telling.send("address", MOVED))
    record.refresh_from_db()
    assert record.us_address["city"] == "Quincy"
    assert record.address_on == date(2027, 6, 10)
    assert "In Quincy, MA" in text
    assert "You told your school" not in text


def test_a_student_in_training_tells_of_work_and_of_its_end_and_the_days_are_counted(service: Service) -> None:
    _at, record = training(service)
    with time_machine.travel(IN_TRAINING, tick=True):
        telling = Telling(record)
        telling.press("work")
        text = text_of(telling.send("work", WORK))
        assert "You have used 6 of 90" in text
    row = record.trainings.get().employers.get()
    assert (row.name, row.hours, row.full_time, row.address["city"]) == ("Harbor Robotics", 40, True, "Boston")
    with time_machine.travel("2027-07-15T14:00:00+00:00", tick=True):
        later = Telling(record)
        later.press("ended")
        text = text_of(later.send("ended", {"employer": str(row.pk), "ends": "2027-07-12"}))
        assert "You have used 9 of 90" in text
        assert 'value="ended"' not in main_of(Telling(record).shown)


def test_work_that_ends_tomorrow_is_told_tomorrow(service: Service) -> None:
    _at, record = training(service)
    with time_machine.travel(IN_TRAINING, tick=True):
        telling = Telling(record)
        telling.press("work")
        telling.send("work", WORK)
        again = Telling(record)
        again.press("ended")
        row = record.trainings.get().employers.get()
        answer = again.send("ended", {"employer": str(row.pk), "ends": "2027-06-11"})
    assert answer.status_code == 422
    assert "Tell it once the work has ended." in text_of(answer)


def test_whoever_is_not_in_training_is_not_offered_to_tell_of_work(service: Service) -> None:
    _at, record = reached(service)
    telling = Telling(record)
    assert 'value="work"' not in main_of(telling.shown)
    assert "Standing" in text_of(telling.press("work"))
    assert not Outgoing.objects.exists()


@pytest.mark.parametrize("code", ["", "aaaa-bbbb-cccc-dddd"])
def test_without_the_code_nothing_is_taken_in(service: Service, code: str) -> None:
    _at, record = reached(service)
    telling = Telling(record)
    telling.press("address")
    answer = telling.send("address", MOVED, code)
    assert answer.status_code == 422
    assert 'href="#id_code"' in main_of(answer)
    assert not record.happenings.exists()
    assert 'value="7 Oak Road"' in main_of(answer)


def test_the_code_of_another_opening_and_of_another_e_mail_is_no_code(service: Service) -> None:
    at, record = reached(service)
    first, second = Telling(record), Telling(record)
    first.press("address")
    assert second.send("address", MOVED).status_code == 422
    code = mailed()
    at.report(acts.UpdatePersonal(email="new@bos.example"), record)
    assert first.send("address", MOVED, code).status_code == 422
    assert not record.happenings.exists()


def test_a_page_that_was_open_too_long_is_looked_up_anew(service: Service) -> None:
    _at, record = reached(service)
    with time_machine.travel("2026-11-30T10:00:00+00:00", tick=True):
        telling = Telling(record)
        telling.press("address")
    with time_machine.travel("2026-11-30T10:31:00+00:00", tick=True):
        answer = telling.send("address", MOVED)
    assert answer.status_code == 422
    assert "The page was open too long." in text_of(answer)
    assert "College BOS" not in text_of(answer)


@pytest.mark.parametrize("ticket", ["", "x", "eyJ:bad"])
def test_a_made_up_ticket_opens_nothing(service: Service, ticket: str) -> None:
    reached(service)
    answer = Client().post(PAGE, {"ticket": ticket, "do": "address"})
    assert answer.status_code == 422
    assert not Outgoing.objects.exists()


def test_an_address_is_whole_and_each_missing_part_is_named(service: Service) -> None:
    _at, record = reached(service)
    telling = Telling(record)
    telling.press("address")
    answer = telling.send("address", {"us_address1": "7 Oak Road", "us_postal_code": "2169", "phone": "555"})
    page = main_of(answer)
    for name in ("us_city", "us_state", "us_postal_code", "phone"):
        assert f'href="#id_{name}"' in page
    assert "Say what has changed." in text_of(telling.send("address", {}))


def test_work_without_an_employer_is_for_oneself_or_is_not_taken_in(service: Service) -> None:
    _at, record = training(service)
    with time_machine.travel(IN_TRAINING, tick=True):
        telling = Telling(record)
        telling.press("work")
        nobody = {**WORK, "employer_name": ""}
        assert 'href="#id_employer_name"' in main_of(telling.send("work", nobody))
        assert telling.send("work", {**nobody, "own_work": "self"}).status_code == 200
    assert record.trainings.get().employers.get().self_employed


def test_only_so_many_codes_are_sent_for_a_record_in_an_hour(service: Service) -> None:
    _at, record = reached(service)
    answers = [text_of(Telling(record).press("address")) for _ in range(5)]
    assert Outgoing.objects.count() == 4
    assert "Too many codes were sent" in answers[-1]


def test_the_code_leaves_at_once(service: Service, mailoutbox: list[Any]) -> None:
    _at, record = reached(service)
    Telling(record).press("address")
    (message,) = mailoutbox
    assert message.to == [MAIL]
    assert mailed() in message.body
    assert Outgoing.objects.get().sent_at is not None


def test_a_code_that_cannot_leave_now_waits_for_the_sweep(service: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    _at, record = reached(service)

    def refuse(*_args: Any, **_more: Any) -> None:
        raise ConnectionRefusedError("no mail server")

    monkeypatch.setattr("django.core.mail.EmailMessage.send", refuse)
    answer = Telling(record).press("address")
    assert answer.status_code == 200
    waits = Outgoing.objects.get()
    assert (waits.sent_at, waits.fault) == (None, "no mail server")


def test_pressing_twice_sends_one_code(service: Service) -> None:
    _at, record = reached(service)
    telling = Telling(record)
    telling.press("address")
    telling.press("address")
    assert Outgoing.objects.count() == 1


def test_a_code_asked_for_in_another_language_is_the_same_code_in_that_one(service: Service) -> None:
    _at, record = reached(service)
    telling = Telling(record)
    telling.press("address")
    code = mailed()
    Client().post(f"/es{PAGE}", {"ticket": telling.ticket, "do": "address"})
    assert (mailed(), Outgoing.objects.count()) == (code, 2)


def test_without_an_e_mail_on_record_the_school_is_told(service: Service) -> None:
    _at, record = student(service)
    telling = Telling(record)
    assert not telling.ticket
    assert "Tell your school or sponsor of a new name" in text_of(telling.shown)


def test_an_exchange_visitor_tells_the_sponsor_which_enters_it(service: Service) -> None:
    at, record = visitor(service)
    at.do(visitors.UpdateBiographical(email=MAIL), record)
    at.do(visitors.NoteVisitorChange(what="address", since=date(2026, 9, 1)), record)
    telling = Telling(record, birth="1988-05-17")  # type: ignore[arg-type]  # the same page
    assert "We tell your sponsor, which enters it." in text_of(telling.shown)
    assert "Your sponsor reads this" in text_of(telling.press("address"))
    answer = telling.send("address", {**MOVED, "us_postal_code": "02169-1234", "besides": "I married."})
    assert "You told your sponsor of a change on" in text_of(answer)
    record.refresh_from_db()
    before = record.us_address
    assert (record.told["us_address"]["postal_code"], record.told["phone"]) == ("02169", "6175550100")
    assert record.told_besides == "I married."
    assert RunningClock.objects.get(key="sevis.visitor_address", subject=record.pk).state == "satisfied"
    assert RunningClock.objects.get(key="sevis.visitor_told", subject=record.pk).state == "running"
    record = at.do(visitors.TakeVisitorTold(), record)
    assert before != record.us_address
    assert (record.us_address["address1"], record.phone, record.told_on) == ("7 Oak Road", "6175550100", None)
    assert RunningClock.objects.get(key="sevis.visitor_told", subject=record.pk).state == "satisfied"


def test_a_sponsor_sets_aside_what_a_visitor_told_by_mistake(service: Service) -> None:
    at, record = visitor(service)
    at.do(visitors.UpdateBiographical(email=MAIL), record)
    telling = Telling(record, birth="1988-05-17")  # type: ignore[arg-type]  # the same page
    telling.press("address")
    assert "Say what has changed" in text_of(telling.send("address", {}))
    telling.send("address", {"phone": "617 555 0100"})
    record.refresh_from_db()
    before = record.phone
    record = at.do(visitors.SetVisitorToldAside(why="Settled by telephone"), record)
    assert (record.phone, record.told, record.told_on) == (before, {}, None)


def test_a_visitors_code_is_of_their_own_opening_alone(service: Service) -> None:
    at, record = visitor(service)
    at.do(visitors.UpdateBiographical(email=MAIL), record)
    telling = Telling(record, birth="1988-05-17")  # type: ignore[arg-type]  # the same page
    telling.press("address")
    assert telling.send("address", {"phone": "617 555 0100"}, code="AAAA-AAAA-AAAA-AAAA").status_code == 422
    record.refresh_from_db()
    assert record.told_on is None


def test_who_is_protected_meanwhile_is_not_shown_again(service: Service) -> None:
    _at, record = reached(service)
    telling = Telling(record)
    service.do(people.Protect(compartment="protected", reason="A victim of abuse"), record.person, role="supervisor")
    answer = telling.press("address")
    assert answer.status_code == 422
    assert not Outgoing.objects.exists()


def test_the_code_stands_in_no_entry(service: Service) -> None:
    _at, record = reached(service)
    Telling(record).press("address")
    entry = Entry.objects.get(act="sevis.send_code")
    assert entry.actor == str(SYSTEM.id)
    parts = EntryPersonal.objects.filter(entry=entry).values_list("body", flat=True)
    assert mailed() not in "".join([entry.body, *parts])


@pytest.mark.parametrize(("path", "word"), [("/es", "código"), ("/ar", "رمز")])
def test_the_code_is_written_in_the_language_of_the_page(service: Service, path: str, word: str) -> None:
    _at, record = reached(service)
    Telling(record, f"{path}{PAGE}").press("address")
    assert word in Outgoing.objects.get().body
