"""Doing acts from the pages that derive from them."""

from __future__ import annotations

import html
import json
import re
from typing import Any

import pytest
from django.test import Client

from limen.core.access.acts import OpenAccount
from limen.core.access.models import Account
from limen.core.ledger.models import Entry
from limen.core.people.acts import Protect
from limen.core.people.models import Person
from limen.core.referrals.acts import AcceptReferral
from limen.core.referrals.models import Referral
from limen.kernel import perform
from limen.web.derived.records import written
from tests.factories import Service, setup
from tests.signing_in import signed_in

pytestmark = pytest.mark.django_db


def hidden(response: Any) -> dict[str, str]:
    """Return the hidden fields of the page's form, as a browser sends them back."""
    page = response.content.decode().partition("<main")[2].partition("</main>")[0]
    found = {}
    for tag in re.findall(r"<input[^>]*type=\"hidden\"[^>]*>", page):
        name, value = re.search(r'name="([^"]+)"', tag), re.search(r'value="([^"]*)"', tag)
        if name and name[1] != "csrfmiddlewaretoken":
            found[name[1]] = html.unescape(value[1]) if value else ""
    return found


def fill(client: Client, url: str, follow: bool = False, **fields: Any) -> Any:
    """Open a page, fill in its form and send it."""
    page = client.get(url)
    assert page.status_code == 200, page.content.decode()
    return client.post(url, hidden(page) | fields, follow=follow)


@pytest.fixture
def officer(service: Service) -> Client:
    return signed_in(Client(), service.officer("supervisor"), service.jfk)


@pytest.fixture
def administrator(service: Service) -> Client:
    return signed_in(Client(), service.officer("administrator", place=service.agency), service.agency, "administration")


def referred(service: Service, person: Person) -> Referral:
    from limen.core.referrals.acts import SendReferral

    act = SendReferral(
        to_office="inspections",
        subject_record="people.person",
        subject=person.pk,
        person=person.pk,
        reason="document",
        due_in_minutes=60,
    )
    return service.do(act, role="supervisor")


def test_a_person_is_recorded_from_the_derived_form(service: Service, officer: Client) -> None:
    response = fill(officer, "/act/people.record/", surname="Eriksson", birth="1974-08-12", nationality="swe")
    person = Person.objects.get()
    assert response.status_code in (200, 303)
    assert (person.surname, person.nationality) == ("Eriksson", "SWE")
    entry = Entry.objects.get(act="people.record")
    if response.status_code == 200:
        assert entry.hash in response.content.decode()


def test_the_page_names_the_law_and_the_law_is_a_click_away(service: Service, officer: Client) -> None:
    page = officer.get("/act/people.record/").content.decode()
    assert "1225(a)(3)" in page
    assert "/law/authority/people.identify/" in page
    law = officer.get("/law/authority/people.identify/").content.decode()
    assert "Record a person met for the first time" in law
    assert officer.get("/law/authority/no.such/").status_code == 404


def test_a_long_code_table_is_a_page_to_search(officer: Client) -> None:
    assert "Sweden" in officer.get("/law/codes/icao_states/?q=swe").content.decode()
    assert officer.get("/law/codes/none/").status_code == 404


def test_what_is_missing_is_said_at_the_field_with_422(service: Service, officer: Client) -> None:
    person = service.person()
    response = fill(officer, f"/act/people.judge/{person.pk}/", verdict="same", other=str(person.pk), reason="short")
    page = response.content.decode()
    assert response.status_code == 422
    assert "Reason: give at least 10 characters." in page
    assert 'aria-invalid="true"' in page


def test_a_guard_refuses_on_the_form_with_422(service: Service, officer: Client) -> None:
    response = fill(officer, "/act/people.record/", surname="")
    assert response.status_code == 422
    assert "at least one name" in response.content.decode()
    assert not Person.objects.exists()


def test_a_code_not_in_force_is_refused_at_its_field(service: Service, officer: Client) -> None:
    response = fill(officer, "/act/people.record/", surname="Eriksson", nationality="QQQ")
    assert response.status_code == 422
    assert "“QQQ” is not in “icao_states”" in html.unescape(response.content.decode())


def test_an_act_the_state_does_not_allow_says_what_can_be_done(service: Service, officer: Client) -> None:
    referral = referred(service, service.person())
    response = officer.get(f"/act/referrals.complete/{referral.pk}/")
    assert response.status_code == 409
    assert "Accept work sent to this office" in response.content.decode()


def test_an_act_one_may_not_do_is_refused_with_403(service: Service) -> None:
    person = service.person()
    client = signed_in(Client(), service.officer("primary_officer"), service.jfk)
    assert client.get(f"/act/people.judge/{person.pk}/").status_code == 403
    assert client.post(f"/act/people.judge/{person.pk}/", {}).status_code == 403


def test_a_sealed_record_is_not_known_here(service: Service, officer: Client) -> None:
    person = service.person()
    service.do(Protect(compartment="protected", reason="a protected person"), person, role="supervisor")
    assert officer.get(f"/act/people.claim/{person.pk}/").status_code == 404
    assert officer.get(f"/record/people.person/{person.pk}/").status_code == 404


def test_sending_the_form_twice_does_it_once(service: Service, officer: Client) -> None:
    url = "/act/people.record/"
    sent = hidden(officer.get(url)) | {"surname": "Eriksson"}
    officer.post(url, sent)
    again = officer.post(url, sent)
    assert again.status_code in (200, 303)
    assert Person.objects.count() == 1


def test_a_stale_form_is_refused_with_409_and_can_be_sent_again(service: Service, officer: Client) -> None:
    person = service.person()
    url = f"/act/people.number/{person.pk}/"
    sent = hidden(officer.get(url)) | {"kind": "fin", "number": "1234567890"}
    from limen.core.people.acts import AddClaim

    service.do(AddClaim(surname="Erikson"), person, role="supervisor")
    refused = officer.post(url, sent)
    assert refused.status_code == 409
    assert "Somebody else changed this record" in refused.content.decode()
    assert officer.post(url, sent | hidden(refused)).status_code in (200, 303)


def test_success_goes_to_next_on_this_host_only(service: Service, officer: Client) -> None:
    there = fill(officer, "/act/people.record/?next=/desk/", surname="Eriksson")
    assert (there.status_code, there["Location"]) == (303, "/desk/")
    away = fill(officer, "/act/people.record/?next=https://elsewhere.example/", surname="Svensson")
    assert "elsewhere.example" not in away.get("Location", "")


def test_a_reference_in_the_address_is_hidden_and_named(service: Service, officer: Client) -> None:
    person = service.person()
    page = officer.get(f"/act/documents.record/?person={person.pk}")
    assert hidden(page)["person"] == str(person.pk)
    assert "ERIKSSON, Anna Maria" in page.content.decode()


def test_a_person_is_named_instead_of_identified(service: Service, officer: Client) -> None:
    person = service.person()
    url = "/act/casefile.open/"
    response = fill(officer, url, person="eriksson")
    assert response.status_code in (200, 303), response.content.decode()
    assert person.files.exists()


def test_two_people_of_one_name_are_offered(service: Service, officer: Client) -> None:
    first, second = service.person(), service.person(given_names="Karin")
    response = fill(officer, "/act/casefile.open/", person="eriksson")
    page = response.content.decode()
    assert response.status_code == 422
    assert f'value="{first.pk}"' in page
    assert f'value="{second.pk}"' in page


def test_a_token_is_shown_once(service: Service, administrator: Client) -> None:
    account = setup(OpenAccount(username="carrier1", full_name="Carrier", kind="service"))
    url = f"/act/access.issue_token/{account.pk}/"
    sent = hidden(administrator.get(url)) | {"scopes": "inspections.manifest", "days": "30"}
    first = administrator.post(url, sent).content.decode()
    assert "lmn_" in first
    again = administrator.post(url, sent).content.decode()
    assert "lmn_" not in again


def test_a_time_is_typed_in_the_places_zone(service: Service, officer: Client) -> None:
    from limen.core.casefile.acts import OpenFile
    from limen.core.casefile.models import Task

    file = service.do(OpenFile(person=service.person().pk), role="supervisor")
    fill(officer, f"/act/casefile.task/{file.pk}/", text="Call the sponsor", due_at="2026-12-01T09:00")
    assert Task.objects.get().due_at.isoformat() == "2026-12-01T14:00:00+00:00"


def test_automatic_acts_have_no_page(service: Service, officer: Client) -> None:
    assert officer.get("/act/clocks.start/").status_code == 404
    assert officer.get("/act/no.such/").status_code == 404


def test_any_record_has_a_page_with_its_acts_and_history(service: Service, officer: Client) -> None:
    referral = referred(service, service.person())
    page = officer.get(f"/record/referrals.referral/{referral.pk}/").content.decode()
    assert f"/act/referrals.accept/{referral.pk}/" in page
    assert "Send work to an office" in page
    service.do(AcceptReferral(), referral, role="supervisor")
    again = officer.get(f"/record/referrals.referral/{referral.pk}/").content.decode()
    assert f"/act/referrals.complete/{referral.pk}/" in again


def test_nobody_comes_without_signing_in(db: None) -> None:
    assert Client().get("/act/people.record/").status_code in (302, 401, 403)


def test_passwords_are_never_shown_again(service: Service, administrator: Client) -> None:
    account = setup(OpenAccount(username="newcomer", full_name="Newcomer"))
    response = fill(administrator, f"/act/access.give_password/{account.pk}/", password="short-one")
    assert response.status_code == 422
    assert "short-one" not in response.content.decode()
    assert Account.objects.get(pk=account.pk).has_usable_password() is False


def test_the_page_carries_nothing_the_content_policy_forbids(officer: Client) -> None:
    from tests.access.walking_in import inline

    assert inline(officer.get("/act/people.record/")) == []


def test_an_idempotency_key_holds_for_one_record(service: Service) -> None:
    from limen.core.ledger.chain import once_key

    one, other = service.person(), service.person(surname="Svensson")
    act = Protect(compartment="juvenile", reason="is a child")
    who = {"by": service.officer("supervisor"), "at": service.jfk, "purpose": "inspection"}
    perform(act, on=one, key=once_key("k", one), **who)
    assert not perform(act, on=other, key=once_key("k", other), **who).repeated
    assert json.loads(Entry.objects.filter(act="people.protect").first().body)["subjects"][0][1] == str(one.pk)


def test_the_parts_of_a_value_are_written_by_their_names() -> None:
    funds = {"sponsor": 38_000, "own_money": 4_000, "others": [], "notes": {"by": "letter"}}
    assert written(funds) == "Sponsor: 38000; Own money: 4000; Notes: By: letter"
