"""The public locator: a family finds its own, and nobody finds who must not be found."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client

from limen.core.custody import acts
from limen.core.people import acts as people
from limen.kernel import perform
from limen.offices.removal.acts import ClaimFear, OpenFacility
from limen.portal.tests.tasks.scenes import last_read, main_of, text_of
from tests.architecture.making import NOON
from tests.factories import Service

pytestmark = pytest.mark.django_db
ASKED = {"number": "A 240-111 222", "country": "GTM"}


def held(service: Service, **more: Any) -> Any:
    claim = {"nationality": "GTM", "birth": "1990-01-02", "birth_country": "GTM", **more}
    person = service.person(surname="Ixcoy Pérez", given_names="Ana", **claim)
    service.do(people.GiveIdentifier(kind="a_number", number="A240111222"), person)
    place = service.place("facility", "STFRCTX", "South Texas")
    taken = acts.TakeIntoCustody(person=person.pk, under="detain.proceedings")
    stay = service.act(taken, at=place, role="deportation_officer")
    return service.act(acts.BookIn(), stay, at=place, role="detention_officer")


def found(**asked: str) -> str:
    return main_of(Client().post("/do/find-a-person/", asked))


def test_a_family_finds_her_by_number_and_by_exact_name(service: Service) -> None:
    held(service)
    assert "South Texas" in found(**ASKED)
    by_name = {"surname": "ixcoy perez", "given_names": "ana", "birth": "1990-01-02", "country": "GTM"}
    assert "South Texas" in found(**by_name)
    assert "Nobody is found" in found(**{**by_name, "given_names": "an"})
    assert "Nobody is found" in found(**{**by_name, "country": "MEX"})


def test_whose_claim_of_fear_waits_to_be_sealed_is_found_by_nobody(service: Service) -> None:
    stay = held(service)
    claim = ClaimFear(person=stay.person_id, reason="Says the police look for her")
    made = service.act(claim, at=stay.place, role="deportation_officer")
    assert made.sealed_as == ""
    assert "Nobody is found" in found(**ASKED)


@pytest.mark.parametrize("on_record", ["D", "DEU"])
def test_a_country_of_two_codes_is_found_by_the_one_that_is_offered(service: Service, on_record: str) -> None:
    held(service, birth_country=on_record)
    page = Client().get("/do/find-a-person/").content.decode()
    assert page.count(">Germany</option>") == 1
    assert "Utopia" not in page
    assert "South Texas" in found(**{**ASKED, "country": "D"})


def test_the_answer_leads_to_the_page_of_the_facility(service: Service) -> None:
    admin = service.officer("administrator", "opens_facilities", service.agency)
    act = OpenFacility(
        code="ELZNJ",
        name="Elizabeth",
        kind="CDF",
        region="NJ",
        opened_on=date(2010, 1, 1),
        telephone="+1 555 0101",
        under=service.agency.pk,
    )
    made = perform(act, by=admin, at=service.agency, purpose="administration").record
    stay = held(service)
    service.act(acts.Transfer(to_place=made.place_id, why="Nearer home"), stay, at=stay.place, role="detention_officer")
    assert "On the way between two places" in found(**ASKED)
    stay.refresh_from_db()
    service.act(acts.BookIn(), stay, at=made.place, role="detention_officer")
    text = found(**ASKED)
    assert "/do/facilities/elznj/" in text
    assert "+1 555 0101" in text


def test_whoever_searches_is_on_the_record_and_no_cookie_is_set(service: Service) -> None:
    held(service)
    client = Client()
    client.post("/do/find-a-person/", ASKED)
    assert not client.cookies
    body, personal = last_read()
    assert (body["act"], body["actor"]["label"], body["plain"]) == ("removal.locator", "Limen itself", {"found": 1})
    assert personal == {"number": "A 240-111 222", "country": "GTM"}


def test_a_child_and_somebody_of_unknown_age_are_never_found(service: Service) -> None:
    held(service, birth="2010-01-02")
    assert "Nobody is found" in found(**ASKED)


def test_somebody_whose_age_is_not_known_is_never_found(service: Service) -> None:
    held(service, birth="")
    assert "Nobody is found" in found(**ASKED)


def test_a_protected_person_is_not_found_and_the_answer_is_the_same(service: Service) -> None:
    stay = held(service)
    nobody = found(**{**ASKED, "number": "A999999999"})
    protect = people.Protect(compartment="protected", reason="A victim of abuse")
    service.do(protect, stay.person, role="supervisor")
    hidden = found(**ASKED)
    assert hidden.replace(ASKED["number"], "") == nobody.replace("A999999999", "")


def test_who_was_released_is_said_to_be_held_no_longer_for_a_while(service: Service) -> None:
    stay = held(service)
    service.act(acts.Release(way="discretion"), stay, at=stay.place, role="detention_officer")
    text = found(**ASKED)
    assert "No longer held" in text
    assert "South Texas" not in text
    with time_machine.travel(NOON + timedelta(days=61)):
        assert "Nobody is found" in found(**ASKED)


def test_nobody_lists_the_detained_by_trying_numbers(service: Service) -> None:
    client = Client()
    codes = [client.post("/do/find-a-person/", ASKED).status_code for _ in range(31)]
    assert codes == [200] * 30 + [429]


def test_what_is_missing_is_said(service: Service) -> None:
    answer = Client().post("/do/find-a-person/", {"surname": "Ixcoy", "country": "GTM"})
    assert answer.status_code == 422
    assert "date of birth" in answer.content.decode()
    assert 'href="#id_birth"' in answer.content.decode()


def test_the_answer_is_kept_by_nobody_and_nothing_asked_is_in_an_address(service: Service) -> None:
    held(service)
    answer = Client().post("/do/find-a-person/", ASKED)
    assert answer["Cache-Control"] == "no-store"
    assert "240-111" not in main_of(answer)
    assert Client().get("/do/find-a-person/", ASKED).status_code == 200
    assert "South Texas" not in text_of(Client().get("/do/find-a-person/", ASKED))


@pytest.mark.parametrize("prefix", ["/es", "/ar", "/text", "/es/text"])
def test_a_family_asks_in_another_language_or_version(service: Service, prefix: str) -> None:
    held(service)
    answer = Client().post(f"{prefix}/do/find-a-person/", ASKED)
    assert answer.status_code == 200
    assert "South Texas" in main_of(answer)
    assert f'href="{prefix}/do/find-a-person/"' in main_of(answer)


def test_an_infant_is_never_found(service: Service) -> None:
    held(service, birth="2026-11-20")
    assert "Nobody is found" in found(**ASKED)
