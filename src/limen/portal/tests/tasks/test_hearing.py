"""Look up a hearing: the person in court sees when and where, and nobody learns of a case that is not theirs."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client

from limen.core.people import acts as people
from limen.core.people.models import Person
from limen.offices.removal import acts
from limen.offices.removal.tests.case_scenes import do, opened, ordered, served
from limen.portal.tests.tasks.scenes import last_read, main_of, text_of, without_form
from tests.architecture.making import NOON
from tests.factories import Service

pytestmark = pytest.mark.django_db
PAGE = "/do/hearing-date/"
ASKED = {"number": "A 240-111 222", "country": "GTM"}


def respondent(service: Service, **more: Any) -> Person:
    claim = {"nationality": "GTM", "birth": "1990-01-02", "birth_country": "GTM", **more}
    person = service.person(surname="Ixcoy Pérez", given_names="Ana", **claim)
    service.do(people.GiveIdentifier(kind="a_number", number="A240111222"), person)
    return person


def asked(**more: str) -> Any:
    return Client().post(PAGE, {**ASKED, **more})


def test_somebody_in_court_reads_day_time_court_and_zone(service: Service) -> None:
    served(service, respondent(service))
    answer = asked()
    text = text_of(answer)
    for told in ("Dec. 15, 2026, noon (New York time)", "New York, Varick Street", "In person", "Call the court"):
        assert told in text
    assert "stayed longer" not in text
    assert "IXCOY" not in text
    assert answer["Cache-Control"] == "no-store"
    assert not answer.cookies


def test_a_decision_is_told_with_its_day_and_not_what_it_says(service: Service) -> None:
    ordered(service, respondent(service))
    text = text_of(asked())
    assert "There is a decision of Nov. 25, 2026" in text
    assert "None is set on record" in text
    assert "order_removal" not in text


def test_a_hearing_that_is_past_and_of_which_nothing_is_known_is_said_to_be_so(service: Service) -> None:
    served(service, respondent(service))
    with time_machine.travel(NOON + timedelta(days=21)):
        text = text_of(asked())
    assert "None is set on record" in text
    assert "It was set for Dec. 15, 2026, noon (New York time). What came of it is not on record here." in text


def test_a_hearing_that_was_put_off_is_told_anew(service: Service) -> None:
    case = served(service, respondent(service))
    act = acts.ScheduleHearing(kind="merits", mode="video", courtroom="Room 7", at=NOON + timedelta(days=90))
    do(service, act, case)
    with time_machine.travel(NOON + timedelta(days=40)):
        text = text_of(asked())
    assert "Feb. 23, 2027" in text
    assert "By video" in text
    assert "Room 7" in text


def test_who_does_not_match_has_no_case_or_is_sealed_is_answered_alike(service: Service) -> None:
    person = respondent(service)
    answers = {without_form(asked())}
    opened(service, person)
    answers.add(without_form(asked()))
    answers |= {without_form(asked(number="A999999999")), without_form(asked(country="MEX"))}
    answers.add(without_form(asked(number="none")))
    assert len(answers) == 1
    assert "Nothing is found" in answers.pop()


def test_a_protected_person_is_answered_like_nobody(service: Service) -> None:
    case = served(service, respondent(service))
    nobody = without_form(asked(number="A999999999"))
    service.do(people.Protect(compartment="protected", reason="A victim of abuse"), case.person, role="supervisor")
    assert without_form(asked()) == nobody


def test_a_child_in_court_is_answered_like_nobody(service: Service) -> None:
    served(service, respondent(service, birth="2012-01-02"))
    assert "Nothing is found" in without_form(asked())


def test_each_look_is_on_the_record_and_trying_numbers_is_stopped(service: Service) -> None:
    case = served(service, respondent(service))
    asked()
    body, personal = last_read()
    assert (body["act"], body["plain"]) == ("removal.own_hearing", {"found": 1})
    assert body["subjects"] == [["removal.case", str(case.pk)], ["people.person", str(case.person_id)]]
    assert personal == {"number": "A 240-111 222", "country": "GTM"}
    codes = [asked(number="A999999999").status_code for _ in range(20)]
    assert codes == [200] * 19 + [429]


def test_what_is_missing_is_said_and_the_page_is_there_in_every_language(service: Service) -> None:
    served(service, respondent(service))
    answer = asked(country="")
    assert answer.status_code == 422
    assert 'href="#id_country"' in main_of(answer)
    assert "Varick" in text_of(Client().post(f"/es{PAGE}", ASKED))
    assert Client().get(f"/ar{PAGE}").status_code == 200
