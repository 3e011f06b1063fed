"""My student or exchange record: opened by three facts that only its holder has, and by nothing less."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
import time_machine
from django.test import Client

from limen.core.people import acts as people
from limen.offices.sevis import acts
from limen.offices.sevis.models import Student
from limen.offices.sevis.tests.student_scenes import govern
from limen.portal.tests.tasks.scenes import last_read, main_of, text_of, without_form
from limen.portal.tests.tasks.scenes_sevis import PASSPORT, student, visitor
from tests.factories import Service

pytestmark = pytest.mark.django_db
PAGE = "/do/student-portal/"


def facts(record: Any, **more: str) -> dict[str, str]:
    return {"sevis_id": record.sevis_id, "birth": "2004-04-12", "document": PASSPORT, **more}


def asked(record: Any, **more: str) -> Any:
    return Client().post(PAGE, facts(record, **more))


def test_a_student_reads_how_the_record_stands_and_nothing_of_the_street(service: Service) -> None:
    _at, record = student(service)
    answer = asked(record)
    text = text_of(answer)
    for told in ("Active: you are in status", "College BOS", "F-1", "May 19, 2028", "In Boston, MA", record.sevis_id):
        assert told in text
    for kept in ("Elm Street", "02115", "BERG", "What you need"):
        assert kept not in text
    assert "within 10 days" in text
    assert answer["Cache-Control"] == "no-store"
    assert not answer.cookies


def test_the_number_is_read_however_it_is_written(service: Service) -> None:
    _at, record = student(service)
    digits = record.sevis_id.removeprefix("N")
    for number in (digits, f"n {digits[:5]} {digits[5:]}", f"N{digits}"):
        assert "Active: you are in status" in text_of(asked(record, sevis_id=number))


def test_a_student_in_training_reads_the_days_without_work_that_are_left(service: Service) -> None:
    at, record = student(service, ends=date(2027, 5, 21))
    with time_machine.travel("2027-04-12T14:00:00+00:00"):
        act = acts.RecommendOpt(starts=date(2027, 6, 1), ends=date(2028, 5, 31), academic_year_met=True)
        at.report(act, record)
        govern(at, acts.ApproveTraining(starts=date(2027, 6, 1), ends=date(2028, 5, 31)), record)
    with time_machine.travel("2027-06-10T14:00:00+00:00"):
        text = text_of(asked(record))
    assert "You have 80 days without work left. You have used 10 of 90." in text
    assert "June 1, 2027 – May 31, 2028" in text


def test_what_is_due_is_told_with_its_day_in_the_schools_time_and_its_rule(service: Service) -> None:
    at, record = student(service)
    with time_machine.travel("2026-11-24T14:00:00+00:00"):
        at.report(acts.NoteChange(what="moved"), record)
    text = text_of(asked(record)).partition("What is due")[2]
    assert "Change of name or address told to the school Dec. 4, 2026" in text
    assert "New York time" in text
    assert "8 CFR 214.2" in text


def test_what_was_due_before_today_is_said_to_be_past(service: Service) -> None:
    _at, record = student(service)
    assert "This is past." not in text_of(asked(record))
    with time_machine.travel("2027-12-01T14:00:00+00:00"):
        assert "This is past. Ask your school or sponsor today." in text_of(asked(record))


def test_an_exchange_visitor_reads_their_own(service: Service) -> None:
    _at, record = visitor(service)
    text = text_of(asked(record, birth="1988-05-17"))
    for told in ("Active: you are in status", "Exchange Council (P-1-00002)", "J-1", "In Chicago, IL"):
        assert told in text


def test_any_fact_that_is_wrong_is_answered_like_a_number_that_is_not_there(service: Service) -> None:
    _at, record = student(service)
    wrong = (
        {"sevis_id": "N0099999999"},
        {"birth": "2004-04-13"},
        {"document": "K7654321"},
        {"sevis_id": "Berg"},
    )
    answers = {without_form(asked(record, **more)) for more in wrong}
    assert len(answers) == 1
    assert "Nothing is found" in answers.pop()


def test_a_protected_student_and_one_under_age_are_answered_like_nobody(service: Service) -> None:
    _at, record = student(service)
    nobody = without_form(asked(record, document="K7654321"))
    service.do(people.Protect(compartment="protected", reason="A victim of abuse"), record.person, role="supervisor")
    assert without_form(asked(record)) == nobody


def test_a_child_at_school_is_answered_like_nobody(service: Service) -> None:
    _at, record = student(service, birth="2010-04-12")
    assert "Nothing is found" in without_form(asked(record, birth="2010-04-12"))


def test_a_record_that_was_ended_does_not_say_why(service: Service) -> None:
    at, record = student(service)
    at.report(acts.TerminateStudent(reason="03", remarks="Worked nights at a bar"), record)
    text = text_of(asked(record))
    assert "Ended before its time" in text
    assert "nights" not in text
    assert Student.objects.get().end_reason
    assert "Why it was ended is not shown here" in text


def test_each_look_is_on_the_record(service: Service) -> None:
    _at, record = student(service)
    asked(record)
    body, personal = last_read()
    assert (body["act"], body["plain"]) == ("sevis.own_record", {"found": 1})
    assert ["people.person", str(record.person_id)] in body["subjects"]
    assert personal["document"] == PASSPORT
    asked(record, document="K7654321")
    assert (last_read()[0]["subjects"], last_read()[0]["plain"]) == ([], {"found": 0})


def test_nobody_finds_a_record_by_trying(service: Service) -> None:
    _at, record = student(service)
    wrong = facts(record, document="K0000000")
    codes = [Client().post(PAGE, wrong).status_code for _ in range(21)]
    assert codes == [200] * 20 + [429]
    assert "Active" not in text_of(asked(record))


def test_what_is_missing_is_said_and_the_page_is_there_in_every_language(service: Service) -> None:
    _at, record = student(service)
    answer = asked(record, birth="")
    assert answer.status_code == 422
    assert 'href="#id_birth"' in main_of(answer)
    assert record.sevis_id in text_of(Client().post(f"/es{PAGE}", facts(record)))
    assert record.sevis_id in text_of(Client().post(f"/ar{PAGE}", facts(record)))
    assert Client().get(f"/es{PAGE}").status_code == 200
