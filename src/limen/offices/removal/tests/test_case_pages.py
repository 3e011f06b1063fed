"""The pages of proceedings, as an officer meets them."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from limen.core.documents.models import Paper
from limen.core.people.acts import GiveIdentifier
from limen.offices.removal import acts
from limen.offices.removal.models import Case
from limen.offices.removal.tests import case_scenes as scenes
from limen.offices.removal.tests.case_scenes import NOON, do
from tests.api.conftest import Caller
from tests.factories import Service, setup
from tests.signing_in import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(service: Service) -> Client:
    """Return a deportation officer's desk."""
    return signed_in(Client(), service.officer("deportation_officer"), service.jfk, "removal")


def page(client: Client, name: str, *args: Any, **query: str) -> str:
    response = client.get(reverse(f"removal:{name}", args=args), query)
    assert response.status_code == 200, (name, response.status_code)
    return response.content.decode()


def test_a_case_is_found_by_name_number_state_court_and_next_hearing(service: Service, desk: Client) -> None:
    person = service.person()
    do(service, GiveIdentifier(kind="a_number", number="A240000001"), person)
    case = scenes.served(service, person)
    address = f'href="{reverse("removal:case", args=[case.pk])}"'
    for query in (
        {},
        {"q": "eriksson"},
        {"q": "A240-000-001"},
        {"state": "in_proceedings"},
        {"court": "varick"},
        {"mine": "on"},
        {"hearing_from": "2026-12-01", "hearing_to": "2026-12-31"},
        {"kind": "proceedings"},
    ):
        assert address in page(desk, "cases", **query), query
    for query in ({"q": "svensson"}, {"state": "final"}, {"court": "elsewhere"}, {"hearing_from": "2027-01-01"}):
        assert "No case stands under that filter." in page(desk, "cases", **query), query
    rows = desk.get(reverse("removal:cases"), {"format": "csv"}).content.decode().splitlines()
    assert "ERIKSSON" in rows[1]


def test_a_filter_that_cannot_be_read_is_said(desk: Client) -> None:
    assert desk.get(reverse("removal:cases"), {"hearing_from": "tomorrow"}).status_code == 422
    assert desk.get(reverse("removal:hearings"), {"day": "tomorrow"}).status_code == 422


def test_the_page_of_a_case_says_what_stands_in_the_way_and_what_comes_next(service: Service, desk: Client) -> None:
    case = scenes.served(service)
    shown = page(desk, "case", case.pk)
    assert "Not to be removed" in shown
    assert "Proceedings before a judge pending" in shown
    assert "Next hearing" in shown
    assert "Nonimmigrant overstay" in shown
    assert "Withdraw an appeal" not in shown


def test_the_page_says_how_the_final_order_was_reckoned(service: Service, desk: Client) -> None:
    case = scenes.ordered(service)
    shown = page(desk, "case", case.pk)
    assert "The last day to appeal is 2026-12-28" in shown
    assert "If nothing else happens the order is final on 2026-12-29" in shown
    case = do(service, acts.WaiveAppeal(knowing=True), case)
    shown = page(desk, "case", case.pk)
    assert "The person waived appeal" in shown
    assert "The order is final since 2026-11-25." in shown
    assert "Nothing on record stands in the way" in shown


def test_a_charge_is_found_on_the_case_and_added(service: Service, desk: Client) -> None:
    case = scenes.opened(service)
    shown = page(desk, "charges", case.pk, q="237(a)(2)(A)(iii)")
    assert "/act/removal.add_charge/" in shown
    assert "charge=304" in shown
    form = desk.get(reverse("act", args=["removal.add_charge", case.pk]), {"charge": "304"}).content.decode()
    assert 'value="304"' in form
    assert "No charge is known by that." in page(desk, "charges", case.pk, q="flying a kite")


def test_hearings_stand_by_day_and_court_and_leave_as_a_calendar_that_names_nobody(
    service: Service, desk: Client
) -> None:
    scenes.served(service)
    shown = page(desk, "hearings", day="2026-12-15")
    assert "Tuesday, 2026-12-15" in shown
    assert "New York, Varick Street" in shown
    file = desk.get(reverse("removal:hearings"), {"day": "2026-12-15", "format": "ics"})
    assert file["Content-Type"].startswith("text/calendar")
    assert b"DTSTART:20261215T170000Z" in file.content
    assert b"ERIKSSON" not in file.content.upper()
    assert "No hearing is set down" in page(desk, "hearings", day="2026-12-16")
    assert b"ERIKSSON" in desk.get(reverse("removal:hearings"), {"day": "2026-12-15", "format": "csv"}).content


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_the_first_and_the_last_day_of_the_calendar_break_no_list(desk: Client, day: str) -> None:
    assert "No hearing is set down" in page(desk, "hearings", day=day)
    page(desk, "cases", hearing_from=day, hearing_to=day)


def test_a_protection_has_its_own_page_with_the_acts_that_are_for_it(service: Service, desk: Client) -> None:
    claim = scenes.afraid(service)
    assert "Credible-fear claim" in page(desk, "protections")
    shown = page(desk, "protection", claim.pk)
    assert "Refer the person to an asylum officer" in shown
    assert "Record that a stay was lifted" not in shown


def test_a_persons_page_shows_cases_and_protections(service: Service, desk: Client) -> None:
    person = service.person()
    scenes.final(service, person)
    scenes.afraid(service, person)
    shown = desk.get(reverse("people:person", args=[person.pk])).content.decode()
    assert "Proceedings" in shown
    assert "Credible-fear claim" in shown
    assert "final order" in shown


def test_who_may_not_see_cases_is_refused(service: Service) -> None:
    client = signed_in(Client(), service.officer("primary_officer"), service.jfk)
    for name in ("cases", "hearings", "protections"):
        assert client.get(reverse(f"removal:{name}")).status_code == 403


def test_the_charging_document_is_made_as_it_is_served(service: Service) -> None:
    case = scenes.served(service)
    paper = Paper.objects.get(form="i862", about=case.pk)
    assert paper.data["hearing_at"] == "2026-12-15 12:00"
    assert paper.data["charges"][0]["citation"] == "8 U.S.C. 1227(a)(1)(B)"


def test_a_first_hearing_is_not_sooner_than_the_law_allows_unless_the_person_asks(service: Service) -> None:
    soon = NOON.replace(month=12, day=5)
    case = scenes.opened(service)
    with pytest.raises(Exception, match="at the soonest"):
        do(service, scenes.serving(hearing_at=soon), case)
    case = do(service, scenes.serving(hearing_at=soon, earlier=True), case)
    assert Case.objects.get(pk=case.pk).next_hearing_at == soon


def test_cases_charges_protections_and_the_gate_are_on_the_api(service: Service) -> None:
    from limen.core.access import acts as access
    from limen.core.access.models import Account

    account = setup(access.OpenAccount(username="svc", full_name="A system", kind="service"))
    post = access.PostOfficer(role="deportation_officer", place=service.jfk.pk, valid_from=date(2003, 3, 1))
    account = Account.objects.get(pk=setup(post, account).pk)
    from limen.core.access.gate import NODE, SYSTEM
    from limen.kernel import perform

    token = access.IssueToken(scopes=["removal.view_cases", "people.view"])
    told = perform(token, on=account, by=SYSTEM, at=NODE, purpose="administration").told
    caller = Caller(str(told["token"]), purpose="removal")
    person = service.person()
    case = scenes.final(service, person)
    claim = scenes.afraid(service, person)
    assert [row["id"] for row in caller.get("/removal/cases").json()["items"]] == [str(case.pk)]
    assert [row["id"] for row in caller.get("/removal/protections").json()["items"]] == [str(claim.pk)]
    found = caller.get("/removal/charges", q="237(a)(1)(B) overstay").json()
    assert found[0]["paragraph"] == "8 U.S.C. 1227(a)(1)(B)"
    gate = caller.get("/removal/gate", person=str(person.pk), country="UTO")
    assert [row["kind"] for row in json.loads(gate.content)] == ["fear_pending"]
