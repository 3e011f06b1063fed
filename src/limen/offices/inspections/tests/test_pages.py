"""The pages of the office, as an officer meets them."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from limen.offices.inspections import acts
from limen.offices.inspections.models import Admission, Inspection, Lane, SavedQuery, Traveller, Vehicle, Voyage
from limen.offices.inspections.tests.scenes import lookout, open_inspection, refer, zone
from limen.offices.inspections.tests.test_arrivals import ANNA, BO, flight, listed
from tests.factories import Service
from tests.signing_in import signed_in

pytestmark = pytest.mark.django_db


def at_desk(service: Service, role: str = "primary_officer", purpose: str = "inspection") -> Client:
    return signed_in(Client(), service.officer(role), service.jfk, purpose)


def page(client: Client, name: str, /, *args: Any, **query: str) -> str:
    response = client.get(reverse(f"inspections:{name}", args=args), query)
    assert response.status_code == 200, (name, response.status_code, response.headers.get("Location"))
    return response.content.decode()


def post(client: Client, name: str, *args: Any, **fields: str) -> Any:
    return client.post(reverse(f"inspections:{name}", args=args), fields)


def test_an_officer_reads_a_passport_sees_who_it_is_and_admits(service: Service) -> None:
    client = at_desk(service)
    assert "Machine-readable zone" in page(client, "primary")
    read = post(client, "primary", zone=zone(), mode="air", act="inspections.open")
    inspection = Inspection.objects.get()
    assert read["Location"] == reverse("inspections:inspection", args=[inspection.pk])
    shown = page(client, "inspection", inspection.pk)
    assert "ERIKSSON, ANNA MARIA" in shown
    assert "2027-05-24" in shown
    post(client, "inspection", inspection.pk, act="inspections.admit", class_of_admission="B2")
    inspection.refresh_from_db()
    assert inspection.state == "admitted"
    assert Admission.objects.get().number in page(client, "inspection", inspection.pk)


def test_what_is_refused_is_said_on_the_page_with_its_status(service: Service) -> None:
    client = at_desk(service)
    empty = post(client, "primary", act="inspections.open")
    assert empty.status_code == 422
    assert "Scan a document" in empty.content.decode()
    lookout(service)
    inspection = open_inspection(service)
    refused = post(client, "inspection", inspection.pk, act="inspections.admit", class_of_admission="B2")
    assert refused.status_code == 422
    assert "lookout may mean this person" in refused.content.decode()


def test_a_lookout_is_decided_on_the_page_of_the_inspection(service: Service) -> None:
    lookout(service)
    inspection = open_inspection(service)
    client = at_desk(service)
    hit = inspection.hits.get()
    post(
        client,
        "inspection",
        inspection.pk,
        act="inspections.dismiss_hit",
        on=str(hit.pk),
        reason="Photograph shows another woman",
    )
    hit.refresh_from_db()
    assert hit.state == "dismissed"


def test_a_page_left_open_says_what_became_of_the_person_meanwhile_and_shows_it(service: Service) -> None:
    inspection = open_inspection(service)
    client = at_desk(service)
    service.do(acts.Refer(reason="intent"), on=inspection)
    late = post(client, "inspection", inspection.pk, act="inspections.admit", class_of_admission="B2")
    assert late.status_code == 409
    shown = late.content.decode()
    assert "since this page was opened the record became “referred”" in shown
    assert "ERIKSSON, ANNA MARIA" in shown
    assert not Admission.objects.exists()


def test_a_decision_sent_twice_by_a_double_click_is_one_decision_and_no_complaint(service: Service) -> None:
    inspection = open_inspection(service)
    client = at_desk(service)
    fields = {"act": "inspections.admit", "class_of_admission": "B2", "_once": "one-click"}
    where = [post(client, "inspection", inspection.pk, **fields).status_code for _ in range(2)]
    assert where == [302, 302]
    assert Admission.objects.count() == 1
    assert 'name="_once"' in page(client, "inspection", open_inspection(service, zone(number="X1", surname="Berg")).pk)


FEARLESS = {"act": "inspections.ask_fear", "fear": "none"}


def test_each_question_about_fear_has_its_own_answer_and_one_left_open_is_named(service: Service) -> None:
    inspection = refer(service, open_inspection(service))
    client = at_desk(service, "secondary_officer")
    form = page(client, "inspection", inspection.pk, do="inspections.ask_fear")
    assert form.count('name="fear_answer"') == 4
    assert "Would you be harmed" in form
    where = reverse("inspections:inspection", args=[inspection.pk])
    refused = client.post(where, {**FEARLESS, "fear_answer": ["To work\nand to live", "", "No", "No"]})
    assert refused.status_code == 422
    assert "Not answered: 2." in refused.content.decode()
    assert "and to live</textarea>" in refused.content.decode()
    asked = client.post(where, {**FEARLESS, "fear_answer": ["To work\nand to live", "No", "No", "No"]})
    assert asked.status_code == 302
    rows = list(inspection.interview.values_list("code", "answer"))
    assert rows[:2] == [("why_left", "To work\nand to live"), ("fear_return", "No")]


def test_the_secondary_officer_reads_why_the_person_was_referred_and_no_remark_is_lost(service: Service) -> None:
    inspection = open_inspection(service)
    service.do(acts.Refer(reason="intent", remarks="Has no return ticket."), on=inspection)
    client = at_desk(service, "secondary_officer")
    shown = page(client, "inspection", inspection.pk)
    assert "The purpose stated does not fit the class" in shown
    assert "Has no return ticket." in shown
    taken = service.do(acts.TakeSecondary(), on=inspection, role="secondary_officer")
    admitted = acts.Admit(class_of_admission="B2", remarks="Ticket seen on the telephone.")
    done = service.do(admitted, on=taken, role="secondary_officer")
    assert done.remarks.splitlines() == ["Has no return ticket.", "Ticket seen on the telephone."]


def test_who_is_deferred_stands_in_the_queue_with_the_day_they_are_awaited(service: Service) -> None:
    inspection = refer(service, open_inspection(service))
    appear = acts.Defer(appear_at=datetime(2026, 12, 9, 15, tzinfo=UTC), appear_office="New York", bring="The visa")
    service.do(appear, on=inspection, role="secondary_officer")
    assert "2026-12-09 10:00" in page(at_desk(service, "secondary_officer"), "queue")


def test_whose_permit_to_land_was_revoked_has_no_class_on_the_page_and_papers_by_name(service: Service) -> None:
    inspection = service.do(acts.Admit(class_of_admission="D1"), on=open_inspection(service))
    act = acts.RevokeLanding(carrier="MSC", vessel="MSC Aurora", reasons="Left the port area to work ashore.")
    service.do(act, on=inspection, role="secondary_officer")
    client = signed_in(Client(), service.officer("secondary_officer"), service.jfk)
    shown = page(client, "inspection", inspection.pk)
    assert "in class D1" not in shown
    assert "Permit to land revoked: Left the port area to work ashore." in shown
    assert "I-259" in shown
    assert ">I259<" not in shown


def test_a_supervisor_reads_the_reason_of_an_override(service: Service) -> None:
    inspection = open_inspection(service, zone(expires="2026-11-24"))
    service.do(acts.AdmitResident(evidence="Green card shown", override="waiver"), on=inspection)
    client = at_desk(service, "supervisor")
    assert "override to review" in page(client, "supervisor")
    assert "A waiver was granted" in page(client, "inspection", inspection.pk)


@pytest.mark.parametrize(
    ("role", "seen", "not_seen"),
    [
        ("primary_officer", "primary", "statistics"),
        ("targeting_officer", "vetting", "primary"),
    ],
)
def test_the_room_offers_the_work_a_role_allows(service: Service, role: str, seen: str, not_seen: str) -> None:
    home = page(at_desk(service, role), "home")
    tasks = home.split('class="tasks"')[1].split("</nav>")[0]
    assert reverse(f"inspections:{seen}") in tasks
    assert reverse(f"inspections:{not_seen}") not in tasks


def test_an_act_the_page_does_not_offer_is_not_done(service: Service) -> None:
    inspection = open_inspection(service)
    client = at_desk(service)
    answer = post(client, "inspection", inspection.pk, act="inspections.take")
    assert answer.status_code in (403, 409, 422)
    inspection.refresh_from_db()
    assert inspection.state == "primary"


def test_ways_out_that_the_law_closes_are_shown_closed_with_the_reason(service: Service) -> None:
    inspection = refer(service, open_inspection(service))
    shown = page(at_desk(service, "secondary_officer"), "inspection", inspection.pk)
    assert "have not been asked" in shown


@pytest.mark.parametrize(
    "name",
    [
        "home",
        "primary",
        "queue",
        "recent",
        "new_vehicle",
        "supervisor",
        "board",
        "vetting",
        "search",
        "receive",
        "admissions",
        "overstays",
        "departures",
        "new_departure",
        "lanes",
        "statistics",
    ],
)
def test_a_supervisor_opens_every_page_of_the_office(service: Service, name: str) -> None:
    refer(service, open_inspection(service))
    assert "<h1" in page(at_desk(service, "supervisor"), name)


@pytest.mark.parametrize("name", ["vetting", "supervisor", "overstays", "departures", "statistics", "receive"])
def test_a_primary_officer_is_refused_what_is_not_theirs(service: Service, name: str) -> None:
    response = at_desk(service).get(reverse(f"inspections:{name}"))
    assert response.status_code == 403


def test_nobody_sees_anything_without_signing_in(service: Service) -> None:
    response = Client().get(reverse("inspections:home"))
    assert response["Location"] == "/sign-in/?next=%2Finspections%2F"


def test_records_have_pages(service: Service) -> None:
    voyage = listed(service, ANNA)
    inspection = service.do(acts.Admit(class_of_admission="B2"), on=open_inspection(service))
    record = Admission.objects.get(inspection=inspection)
    lane = service.do(acts.AddLane(name="7"), role="supervisor")
    car = service.do(acts.OpenVehicle(plate="abc 123", people=2))
    gone = service.do(acts.RecordDeparture(departed_on=record.admitted_on, surname="Nobody"), role="secondary_officer")
    client = at_desk(service, "supervisor")
    traveller = Traveller.objects.get()
    for name, row in (
        ("voyage", voyage),
        ("traveller", traveller),
        ("inspection", inspection),
        ("admission", record),
        ("lane", lane),
        ("vehicle", car),
        ("departure", gone),
    ):
        assert "<h1" in page(client, name, row.pk)
    assert "12A" in page(client, "voyage", voyage.pk)
    assert Vehicle.objects.get().plate == "ABC123"


def test_a_list_is_loaded_as_it_came_and_everybody_is_on_the_board(service: Service) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    client = at_desk(service, "supervisor", "targeting")
    file = SimpleUploadedFile("list.edi", LIST.encode())
    answer = client.post(reverse("inspections:receive"), {"message": file})
    assert answer.status_code == 200
    assert "2 people listed" in answer.content.decode()
    voyage = Voyage.objects.get()
    assert (voyage.label, voyage.destination, voyage.port) == ("SK901", "JFK", service.jfk)
    assert set(Traveller.objects.values_list("surname", "document_number")) == {
        ("ERIKSSON", "L898902C3"),
        ("LIND", "N7"),
    }
    assert "0Z" in voyage.messages.get().answer


def test_a_file_of_another_kind_is_refused_with_a_sentence(service: Service) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    client = at_desk(service, "supervisor", "targeting")
    answer = client.post(reverse("inspections:receive"), {"message": SimpleUploadedFile("list.exe", b"MZ")})
    assert answer.status_code == 422
    shown = answer.content.decode()
    assert "Messages are text files" in shown
    assert 'href="#id_message"' in shown


def test_a_lane_is_staffed_and_waits_are_recorded(service: Service) -> None:
    lane = service.do(acts.AddLane(name="7"), role="supervisor")
    client = at_desk(service, "supervisor")
    post(client, "lane", lane.pk, act="inspections.staff_lane", officer=str(service.officer().pk))
    post(client, "lane", lane.pk, act="inspections.record_wait", minutes="12")
    lane = Lane.objects.get()
    assert (lane.state, lane.officer, lane.waits.get().minutes) == ("open", service.officer(), 12)
    assert "12 min" in page(client, "lanes")


def test_statistics_are_exported_as_csv(service: Service) -> None:
    service.do(acts.Admit(class_of_admission="B2"), on=open_inspection(service))
    client = at_desk(service, "supervisor")
    answer = client.get(reverse("inspections:statistics"), {"by": "outcome", "format": "csv"})
    assert answer.content.decode().splitlines()[:2][1].startswith("admit,1,")


def test_a_search_is_kept_and_run_again(service: Service) -> None:
    flight(service)
    client = at_desk(service, "targeting_officer", "targeting")
    assert "SK901" in page(client, "search", about="voyages", origin="ARN")
    post(client, "search", about="voyages", origin="ARN", save_name="From Stockholm")
    shown = page(client, "search")
    assert "From Stockholm" in shown
    kept = SavedQuery.objects.get()
    colleague = signed_in(Client(), service.officer("targeting_officer", "another"), service.jfk, "targeting")
    where = reverse("inspections:search")
    assert colleague.post(where, {"act": "inspections.drop_query", "on": str(kept.pk)}).status_code == 404
    post(client, "search", act="inspections.drop_query", on=str(kept.pk))
    assert "From Stockholm" not in page(client, "search")


def test_a_search_is_paged_and_takes_several_values_of_a_term(service: Service) -> None:
    people = [
        ANNA.model_copy(update={"reference": str(at), "document_number": f"D{at}", "given_names": f"A{at}", "seat": ""})
        for at in range(60)
    ]
    listed(service, *people, BO.model_copy(update={"reference": "99", "nationality": "NOR", "locator": ""}))
    client = at_desk(service, "targeting_officer", "targeting")
    first = page(client, "search", nationality="swe, nor")
    assert "61 found" in first
    assert "Page 1 of 2" in first
    assert page(client, "search", nationality="swe, nor", page="2").count("<tr>") == 12
    assert "1 found" in page(client, "search", nationality="NOR", role="passenger", state="listed")
    rows = client.get(reverse("inspections:search"), {"nationality": "NOR", "format": "csv"}).content.decode()
    assert rows.splitlines()[1].startswith("SK901,2026-11-25,")
    wrong = client.get(reverse("inspections:search"), {"since": "2026-12-01", "until": "2026-11-01"})
    assert "lies before the first" in wrong.content.decode()


LIST = (
    "UNA:+.? 'UNB+UNOA:4+SK+USCBP+261125:1200+1'UNH+1+PAXLST:D:12B:UN:IATA'BGM+745'NAD+MS+++SCANDINAVIAN'"
    "COM+46 8 1:TE'TDT+20+SK901+++SK'LOC+125+ARN'DTM+189:2611251000:201'LOC+87+JFK'DTM+232:2611251300:201'"
    "NAD+FL+++ERIKSSON:ANNA MARIA'ATT+2++F'DTM+329:740812'LOC+178+ARN'LOC+179+JFK'NAT+2+SWE'RFF+AVF:XK3T9Q'"
    "RFF+ABO:1'RFF+SEA:12A'DOC+P:110:111+L898902C3'DTM+36:320415'LOC+91+SWE'"
    "NAD+FL+++LIND:BO'ATT+2++M'DTM+329:700201'NAT+2+SWE'RFF+ABO:2'DOC+P:110:111+N7'DTM+36:300101'LOC+91+SWE'"
    "CNT+42:2'UNT+31+1'UNZ+1+1'"
)


def test_a_nationality_of_few_people_is_not_counted_out(service: Service) -> None:
    open_inspection(service, zone())
    client = at_desk(service, "supervisor")
    shown = page(client, "statistics", by="nationality")
    assert "(*)" in shown
    assert '<td class="number">*</td>' in shown
    taken = client.get(reverse("inspections:statistics"), {"by": "nationality", "format": "csv"}).content.decode(
        "utf-8-sig"
    )
    assert taken.splitlines() == ["nationality,people,mean_minutes", "SWE,*,"]
    assert page(client, "statistics", by="outcome", until="9999-12-31")
