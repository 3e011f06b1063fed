"""The pages of investigations: what waits, lists and their files, one lead, one arrest, and recording one."""

from __future__ import annotations

import csv
from io import StringIO

import pytest
from django.test import Client

from limen.core.ledger.models import Entry
from limen.core.people.acts import Protect
from limen.offices.investigations import acts
from limen.offices.investigations.models import Arrest, Lead
from limen.offices.investigations.tests.scenes import AGENT, CHIEF, CIRCUMSTANCES, FINDINGS, Office
from tests.factories import Service
from tests.signing_in import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(service: Service) -> Office:
    return Office(service)


def desk(office: Office, role: str = AGENT, purpose: str = "investigation") -> Client:
    account = office.service.officer(role, f"{role}_at_large", office.service.agency)
    return signed_in(Client(), account, office.place, purpose)


def text(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def test_the_first_page_shows_what_needs_the_agent(office: Office) -> None:
    mine, waiting, arrest = office.taken(), office.lead(), office.arrest()
    page = text(desk(office), "/investigations/")
    for shown in (mine.number, waiting.number, arrest.person.display_name, "Record an arrest"):
        assert shown in page


def test_an_empty_office_says_so(office: Office) -> None:
    page = text(desk(office), "/investigations/")
    assert "No lead is with you." in page
    assert "Every lead here is with somebody." in page


def test_leads_are_listed_filtered_and_taken_out_and_both_are_on_the_record(office: Office) -> None:
    person = office.service.person()
    known, other = office.lead(about=person.pk), office.lead(kind="overstay", priority="urgent")
    client = desk(office)
    page = text(client, "/investigations/leads/")
    assert page.index(other.number) < page.index(known.number)
    page = text(client, "/investigations/leads/?q=eriksson")
    assert known.number in page
    assert other.number not in page
    assert "No lead is on record" in text(client, "/investigations/leads/?state=withdrawn")
    answer = client.get("/investigations/leads/?format=csv")
    rows = list(csv.DictReader(StringIO(answer.content.decode("utf-8-sig"))))
    assert {row["number"] for row in rows} == {known.number, other.number}
    assert Entry.objects.filter(act="investigations.leads_export").exists()


def test_a_lead_shows_what_was_sent_with_it_and_offers_what_may_be_done(office: Office) -> None:
    person = office.service.person()
    fact = acts.Fact(what="Terminated", says="Failure to enrol")
    lead = office.sent(kind="compliance", about=person.pk, attached=[fact])
    page = text(desk(office), f"/investigations/lead/{lead.pk}/")
    assert "Failure to enrol" in page
    assert "Take a lead that nobody has yet" in page
    assert "Give a lead to an officer" not in page
    chief = text(desk(office, CHIEF), f"/investigations/lead/{lead.pk}/")
    assert "Give a lead to an officer, or to another one" in chief
    assert "What was done" in chief


def test_an_arrest_is_recorded_from_a_lead_on_its_warrant(office: Office) -> None:
    person = office.service.person()
    lead = office.taken(about=person.pk)
    warrant = office.warrant(lead)
    client = desk(office)
    page = text(client, f"/investigations/lead/{lead.pk}/")
    assert "Record the arrest on it" in page
    asked = f"lead={lead.pk}&person={person.pk}&warrant={warrant.pk}&under=warrant"
    address = f"/investigations/arrests/new/?{asked}"
    assert "ERIKSSON" in text(client, address)
    sent = {
        "lead": lead.pk,
        "person": person.pk,
        "warrant": warrant.pk,
        "given": "person,lead,warrant",
        "under": "warrant",
        "where": "41 Elm Street",
        "entry": "public",
        "method": "L",
        "citizenship": "not_claimed",
        "circumstances": CIRCUMSTANCES,
    }
    answer = client.post(address, sent)
    arrest = Arrest.objects.get()
    assert answer["Location"] == f"/investigations/arrest/{arrest.pk}/"
    assert (arrest.warrant_id, arrest.lead_id) == (warrant.pk, lead.pk)
    page = text(client, f"/investigations/arrest/{arrest.pk}/")
    for shown in ("41 Elm Street", "With a warrant", lead.number, "Book the person in", "Owed to the person still"):
        assert shown in page


def test_whoever_may_be_on_record_is_shown_before_somebody_new_is_recorded(office: Office) -> None:
    known = office.service.person(surname="Marsh", given_names="Ivo", birth="1998-02-03", sex="M")
    sent = {
        "surname": "Marsh",
        "given_names": "Ivo",
        "birth": "1998-02-03",
        "under": "without_warrant",
        "where": "41 Elm Street",
        "entry": "public",
        "method": "L",
        **FINDINGS,
        "citizenship": "not_claimed",
        "circumstances": CIRCUMSTANCES,
    }
    client = desk(office)
    answer = client.post("/investigations/arrests/new/", sent)
    assert "Somebody on record may be this person" in answer.content.decode()
    assert not Arrest.objects.exists()
    client.post("/investigations/arrests/new/", {**sent, "judged": "1", "person": str(known.pk)})
    assert Arrest.objects.get().person_id == known.pk


def test_what_is_missing_is_said_at_its_field(office: Office) -> None:
    answer = desk(office).post("/investigations/arrests/new/", {"under": "without_warrant"})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "There is a problem" in page
    assert "Circumstances: this is needed." in page
    assert not Arrest.objects.exists()


def test_arrests_are_listed_by_day_and_taken_out(office: Office) -> None:
    arrest = office.arrest()
    client = desk(office)
    assert arrest.person.display_name in text(client, "/investigations/arrests/?first=2026-11-25")
    assert "No arrest is on record" in text(client, "/investigations/arrests/?first=2026-11-26")
    answer = client.get("/investigations/arrests/?format=csv")
    assert str(arrest) in answer.content.decode()


def test_who_takes_the_person_over_reads_the_arrest_and_not_the_lead(office: Office) -> None:
    lead = office.taken()
    arrest = office.arrest(lead=lead.pk)
    client = desk(office, "deportation_officer", "removal")
    page = text(client, f"/investigations/arrest/{arrest.pk}/")
    assert "41 Elm Street" in page
    assert lead.number not in page
    assert client.get(f"/investigations/lead/{lead.pk}/").status_code == 403
    assert lead.number not in client.get("/investigations/arrests/?format=csv").content.decode()


def test_a_persons_page_shows_leads_to_who_needs_to_know_of_them(office: Office) -> None:
    person = office.service.person()
    lead = office.lead(about=person.pk)
    assert lead.number in text(desk(office), f"/people/{person.pk}/")
    removal = text(desk(office, "deportation_officer", "removal"), f"/people/{person.pk}/")
    assert lead.number not in removal


def test_what_is_sealed_is_in_no_page_count_or_file(office: Office) -> None:
    person = office.service.person()
    lead = office.lead(about=person.pk)
    office.service.do(Protect(compartment="protected", reason="Victim of trafficking"), person, role="supervisor")
    client = desk(office)
    assert lead.number not in text(client, "/investigations/")
    assert lead.number not in client.get("/investigations/leads/?state=all&format=csv").content.decode()
    assert client.get(f"/investigations/lead/{lead.pk}/").status_code == 404
    assert Lead.objects.count() == 1


def test_the_api_lists_leads_and_arrests(office: Office) -> None:
    lead, arrest = office.lead(), office.arrest()
    client = desk(office)
    leads = client.get("/api/v1/investigations/leads").json()["items"]
    arrests = client.get("/api/v1/investigations/arrests").json()["items"]
    assert [row["data"]["number"] for row in leads] == [lead.number]
    assert [row["id"] for row in arrests] == [str(arrest.pk)]
