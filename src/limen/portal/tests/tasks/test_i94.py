"""My I-94: a traveller reads their own record with the document in hand, and nobody reads another's by guessing."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client

from limen.core.documents import acts as documents
from limen.core.documents.models import TravelDocument
from limen.core.ledger.models import Entry
from limen.core.people import acts as people
from limen.offices.inspections import acts
from limen.offices.inspections.models import Admission
from limen.offices.inspections.tests.scenes import open_inspection, zone
from limen.portal.tests.tasks.scenes import last_read, main_of, text_of, without_form
from tests.architecture.making import NOON
from tests.factories import Service

pytestmark = pytest.mark.django_db
PAGE = "/do/my-i94/"
ASKED = {
    "surname": "eriksson",
    "given_names": "Anna María",
    "birth": "1974-08-12",
    "document": "l898902c3",
    "issuer": "SWE",
}


def admitted(service: Service, text: str = "", code: str = "B2") -> Admission:
    """Return the arrival record of somebody let in."""
    inspection = service.do(acts.Admit(class_of_admission=code), on=open_inspection(service, text or zone()))
    return Admission.objects.get(inspection=inspection)


def asked(**more: str) -> Any:
    return Client().post(PAGE, {**ASKED, **more})


def nothing(**more: str) -> str:
    """Return the page of somebody who is told nothing, without what they typed."""
    answer = asked(**more)
    assert answer.status_code == 200
    return without_form(answer)


def test_a_traveller_reads_number_class_last_day_and_the_rule_it_rests_on(service: Service) -> None:
    record = admitted(service)
    answer = asked()
    text = text_of(answer)
    assert "Your most recent arrival record (I-94)" in text
    assert record.until is not None
    for told in (record.number, "John F. Kennedy", "Nov. 25, 2026", "B2:", "May 24, 2027", record.citation):
        assert told in text
    assert "What you need" not in text
    assert answer["Cache-Control"] == "no-store"
    assert not answer.cookies


def test_a_student_reads_what_d_s_means(service: Service) -> None:
    admitted(service, code="F1")
    assert "D/S (duration of status)" in text_of(asked())


def test_travels_of_ten_years_are_told_the_latest_first(service: Service) -> None:
    with time_machine.travel(NOON - timedelta(days=365 * 11)):
        admitted(service)
    with time_machine.travel(NOON - timedelta(days=400)):
        first = admitted(service)
    with time_machine.travel(NOON - timedelta(days=390)):
        act = acts.RecordDeparture(departed_on=date(2025, 10, 31), person=first.person_id)
        service.do(act, role="supervisor")
    admitted(service)
    text = text_of(asked()).partition("Your arrivals and departures")[2]
    days = [text.index(day) for day in ("Nov. 25, 2026", "Oct. 31, 2025", "Oct. 21, 2025")]
    assert days == sorted(days)
    assert "2015" not in text


def test_who_is_not_on_record_and_who_does_not_match_are_answered_alike(service: Service) -> None:
    admitted(service)
    answers = {
        nothing(document="X0000001"),
        nothing(birth="1974-08-13"),
        nothing(given_names="Anna"),
        nothing(issuer="NOR"),
        nothing(surname="Lind"),
    }
    assert len(answers) == 1
    assert "Nothing is found" in answers.pop()


def test_a_protected_person_is_answered_like_nobody(service: Service) -> None:
    record = admitted(service)
    nobody = nothing(document="X0000001")
    act = people.Protect(compartment="protected", reason="A victim of abuse")
    service.do(act, record.person, role="supervisor")
    assert nothing() == nobody


def test_a_child_is_answered_like_nobody(service: Service) -> None:
    admitted(service, zone(birth="2012-08-12"))
    assert "Nothing is found" in nothing(birth="2012-08-12")


def test_a_passport_reported_stolen_opens_nothing(service: Service) -> None:
    admitted(service)
    act = documents.ReportDocument(why="stolen", reason="Reported by its holder")
    service.do(act, TravelDocument.objects.get(), role="supervisor")
    assert "Nothing is found" in nothing()


def test_a_record_issued_in_error_is_not_told(service: Service) -> None:
    record = admitted(service)
    service.do(acts.VoidRecord(reason="Issued to the wrong person"), record, role="supervisor")
    assert "Nothing is found" in nothing()


def test_each_look_is_on_the_record_with_what_was_asked(service: Service) -> None:
    record = admitted(service)
    asked()
    body, personal = last_read()
    assert (body["act"], body["actor"]["label"], body["plain"]) == (
        "inspections.own_record",
        "Limen itself",
        {"found": 1},
    )
    assert body["subjects"] == [["people.person", str(record.person_id)]]
    assert personal["document"] == "l898902c3"
    asked(birth="1974-08-13")
    assert last_read()[0]["subjects"] == []


def test_nobody_finds_records_by_trying(service: Service) -> None:
    codes = [asked().status_code for _ in range(21)]
    assert codes == [200] * 20 + [429]
    assert Entry.objects.filter(kind="read", act="inspections.own_record").count() == 20


def test_what_is_missing_is_said_beside_its_field(service: Service) -> None:
    answer = asked(birth="12/8/1974", issuer="")
    assert answer.status_code == 422
    page = main_of(answer)
    assert 'href="#id_birth"' in page
    assert 'href="#id_issuer"' in page
    assert "Write the day as year, month and day" in page
    assert 'aria-describedby="id_birth_helptext id_birth_error"' in page


@pytest.mark.parametrize("prefix", ["/es", "/ar", "/text"])
def test_a_traveller_asks_in_another_language_or_version(service: Service, prefix: str) -> None:
    record = admitted(service)
    assert record.number in text_of(Client().post(f"{prefix}{PAGE}", ASKED))
    assert Client().get(f"{prefix}{PAGE}").status_code == 200
