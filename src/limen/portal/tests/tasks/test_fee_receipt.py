"""The receipt for the fee of Form I-901: whoever holds the record sees whether it is paid, and prints it."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client

from limen.core.people import acts as people
from limen.offices.sevis import acts
from limen.offices.sevis.acts import visitors
from limen.portal.tests.tasks.scenes import last_read, text_of, without_form
from limen.portal.tests.tasks.scenes_sevis import student, visitor
from tests.factories import Service

pytestmark = pytest.mark.django_db
PAGE = "/do/fee-receipt/"


def facts(record: Any, **more: str) -> dict[str, str]:
    return {"sevis_id": record.sevis_id, "birth": "2004-04-12", "surname": "berg", **more}


def asked(record: Any, **more: str) -> Any:
    return Client().post(PAGE, facts(record, **more))


def test_a_fee_that_is_paid_is_told_with_amount_day_and_number(service: Service) -> None:
    at, record = student(service)
    at.report(acts.RecordFee(paid_on=date(2026, 7, 1), amount=350, receipt="R1234"), record)
    answer = asked(record)
    text = text_of(answer)
    for told in ("The fee is paid.", "350 dollars", "July 1, 2026", "R1234", "BERG, Anna", record.sevis_id, "College"):
        assert told in text
    assert "You can print this page" in text
    assert "What you need" not in text
    assert answer["Cache-Control"] == "no-store"
    assert not answer.cookies


def test_a_fee_that_is_not_paid_is_told_with_what_is_to_be_paid(service: Service) -> None:
    _at, record = student(service)
    text = text_of(asked(record))
    assert "The fee is not on record as paid." in text
    assert "Amount to pay 350 dollars" in text


def test_who_is_exempt_is_told_that_nothing_is_owed(service: Service) -> None:
    at, record = student(service)
    at.report(acts.RecordFee(exempt="Returns within twelve months"), record)
    text = text_of(asked(record))
    assert "No fee is to be paid" in text
    assert "dollars" not in text.partition("The law this page")[0]


def test_an_exchange_visitor_reads_the_fee_of_the_category(service: Service) -> None:
    at, record = visitor(service)
    assert "Amount to pay 220 dollars" in text_of(asked(record, birth="1988-05-17", surname="Nowak"))
    at.do(visitors.RecordVisitorFee(paid_on=date(2026, 7, 1), receipt="R99", amount=220), record)
    assert "The fee is paid." in text_of(asked(record, birth="1988-05-17", surname="Nowak"))


def test_any_fact_that_is_wrong_and_a_protected_person_are_answered_alike(service: Service) -> None:
    _at, record = student(service)
    wrong = ({"sevis_id": "N0099999999"}, {"birth": "2004-04-13"}, {"surname": "Borg"})
    answers = {without_form(asked(record, **more)) for more in wrong}
    service.do(people.Protect(compartment="protected", reason="A victim of abuse"), record.person, role="supervisor")
    answers.add(without_form(asked(record)))
    assert len(answers) == 1
    assert "Nothing is found" in answers.pop()


def test_each_look_is_on_the_record_and_trying_is_stopped(service: Service) -> None:
    _at, record = student(service)
    asked(record)
    body, personal = last_read()
    assert (body["act"], body["plain"]) == ("sevis.own_fee", {"found": 1})
    assert personal["surname"] == "berg"
    codes = [asked(record).status_code for _ in range(20)]
    assert codes == [200] * 19 + [429]


def test_the_page_is_there_in_every_language(service: Service) -> None:
    _at, record = student(service)
    assert record.sevis_id in text_of(Client().post(f"/es{PAGE}", facts(record)))
    assert Client().get(f"/ar{PAGE}").status_code == 200
    assert Client().post(PAGE, {}).status_code == 422
