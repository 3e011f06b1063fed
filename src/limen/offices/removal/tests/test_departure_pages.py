"""The pages of departures, as an officer meets them."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from limen.core.ledger.models import Entry
from limen.core.people import acts as people
from limen.offices.removal import acts
from limen.offices.removal.models import Movement, Seat
from limen.offices.removal.tests import departure_scenes as scenes
from limen.offices.removal.tests.case_scenes import SUPERVISOR, do, final
from tests.factories import Service
from tests.signing_in import signed_in

pytestmark = pytest.mark.django_db


def at_desk(service: Service, role: str = "deportation_officer", purpose: str = "removal") -> Client:
    return signed_in(Client(), service.officer(role), service.jfk, purpose)


def page(client: Client, name: str, *args: Any, **query: str) -> str:
    response = client.get(reverse(f"removal:{name}", args=args), query)
    assert response.status_code == 200, (name, response.status_code)
    return response.content.decode()


def stay(service: Service, seat: Seat) -> None:
    act = acts.RecordStay(person=seat.person_id, kind="stay_administrative", reason="Asked and granted")
    do(service, act, None, SUPERVISOR)


def test_the_queue_of_documents_is_narrowed_by_country_step_and_lateness(service: Service) -> None:
    scenes.requested(service)
    client = at_desk(service)
    assert "ERIKSSON" in page(client, "documents")
    assert "ERIKSSON" in page(client, "documents", country="uto", step="form_i217", mine="on")
    assert "No document is sought" in page(client, "documents", country="SWE")
    assert "No document is sought" in page(client, "documents", overdue="on")
    assert "No document is sought" in page(client, "documents", state="received")


def test_the_queue_of_documents_is_taken_out_as_a_file_and_the_ledger_says_so(service: Service) -> None:
    scenes.requested(service)
    response = at_desk(service).get(reverse("removal:documents"), {"format": "csv"})
    assert "ERIKSSON" in response.content.decode()
    assert Entry.objects.filter(act="removal.requests.export").exists()


def test_a_request_shows_its_steps_as_tasks(service: Service) -> None:
    request = do(service, acts.TakeStep(note="Filled in at the desk"), scenes.requested(service))
    shown = page(at_desk(service), "traveldocumentrequest", request.pk)
    assert "Form I-217 filled in with the person" in shown
    assert "Filled in at the desk" in shown
    assert "Take this step" in shown
    assert reverse("act", args=["removal.take_step", request.pk]) in shown
    claim = acts.ClaimCitizenship(person=request.person_id, reason="Says he was born in Laredo")
    do(service, claim, None, SUPERVISOR)
    shown = page(at_desk(service), "traveldocumentrequest", request.pk)
    assert "nothing is asked, and no reminder falls due" in shown
    assert "Claim or evidence of citizenship not yet judged" in shown
    for refused in ("Take this step", "Remind the consulate", "whether it accepts the person"):
        assert refused not in shown


def test_the_board_shows_what_leaves_on_a_day(service: Service) -> None:
    scenes.listed(service)
    client = at_desk(service)
    assert "RPN 12" in page(client, "movements")
    assert 'value="2026-11-25"' in page(client, "movements"), "the field says which day is shown"
    assert "Nothing leaves on this day" in page(client, "movements", day="2026-11-27")
    assert "Nothing leaves on this day" in page(client, "movements", country="SWE")
    assert client.get(reverse("removal:movements"), {"day": "soon"}).status_code == 422


def test_the_manifest_says_who_must_not_go_and_why(service: Service) -> None:
    seat = scenes.cleared(service, label="12A")
    client = at_desk(service)
    before = page(client, "movement", seat.movement_id)
    assert "must not go" not in before
    assert "Seats taken" in before
    stay(service, seat)
    shown = page(client, "movement", seat.movement_id)
    assert "1 person on this manifest must not go" in shown
    assert "Administrative stay" in shown
    assert "Administrative stay" in page(client, "seat", seat.pk)


def test_the_manifest_is_handed_to_the_carrier_on_paper_and_as_a_file(service: Service) -> None:
    seat = scenes.listed(service, restraints="Hands, for the flight")
    client = at_desk(service)
    other = do(service, scenes.listing(seat.movement, final(service, service.person(surname="Svensson"))))
    stay(service, other)
    printed = page(client, "movement_print", seat.movement_id)
    assert "1 person who must not go is left out" in printed
    assert "SVENSSON" not in printed
    assert "ERIKSSON, Anna Maria" in printed
    assert "Hands, for the flight" not in printed
    response = client.get(reverse("removal:movement", args=[seat.movement_id]), {"format": "csv"})
    assert response["Content-Type"].startswith("text/csv")
    assert "Eriksson" in response.content.decode()


def test_who_can_go_is_put_on_the_manifest_from_a_list_that_says_what_stands_in_the_way(service: Service) -> None:
    case = final(service)
    other = final(service, service.person(surname="Svensson", given_names="Karl"))
    movement = scenes.run(service)
    act = acts.RecordStay(person=other.person_id, kind="stay_administrative", reason="Asked and granted")
    do(service, act, None, SUPERVISOR)
    client = at_desk(service)
    shown = page(client, "candidates", movement.pk)
    assert "2 people with a final order" in shown
    assert "Administrative stay" in shown
    assert f"case={case.pk}" in shown
    assert f"case={other.pk}" not in shown
    do(service, scenes.listing(movement, case))
    assert "ERIKSSON" not in page(client, "candidates", movement.pk)


def test_a_case_is_known_by_the_persons_number_and_a_movement_by_its_own(service: Service) -> None:
    case = final(service)
    number = "A240000001"
    do(service, people.GiveIdentifier(kind="a_number", number=number), case.person)
    movement = scenes.run(service)
    sent = {
        "act": "removal.manifest_person",
        "movement": "rpn 12",
        "case": number,
        "no_document_why": "Taken back on sight",
    }
    answer = at_desk(service).post(reverse("act_new", args=["removal.manifest_person"]), sent)
    assert answer.status_code == 303, answer.content.decode()
    assert Seat.objects.get().movement_id == movement.pk


def test_people_are_checked_aboard_one_by_one_each_by_their_key(service: Service) -> None:
    seat = scenes.at_the_door(service)
    second = do(service, scenes.listing(seat.movement, final(service, service.person(surname="Svensson"))))
    client = at_desk(service)
    shown = page(client, "boarding", seat.movement_id)
    assert 'data-key="1"' in shown
    assert "not cleared to travel" in shown
    there = reverse("removal:boarding", args=[seat.movement_id])
    sent = {"act": "removal.embark", "on": str(seat.pk), "_version": str(seat.version), "print_reference": "FP-1"}
    assert client.post(there, sent)["Location"] == there
    seat.refresh_from_db()
    assert (seat.state, seat.print_reference) == ("embarked", "FP-1")
    assert client.post(there, {"act": "removal.do_not_embark", "on": str(second.pk)}).status_code == 422
    sent = {"act": "removal.do_not_embark", "on": str(second.pk), "why": "Fell ill at the door"}
    assert client.post(there, sent).status_code == 302
    assert "Everyone on the manifest was decided" in page(client, "boarding", seat.movement_id)


def test_the_door_refuses_who_was_granted_a_stay_meanwhile_and_says_why(service: Service) -> None:
    seat = scenes.at_the_door(service)
    stay(service, seat)
    client = at_desk(service)
    there = reverse("removal:boarding", args=[seat.movement_id])
    assert "Must not go" in page(client, "boarding", seat.movement_id)
    answer = client.post(there, {"act": "removal.embark", "on": str(seat.pk)})
    assert answer.status_code == 422
    assert "Administrative stay" in answer.content.decode()


def test_the_door_does_nothing_else_and_nobody_of_another_manifest(service: Service) -> None:
    seat = scenes.at_the_door(service)
    other = scenes.run(service, number="RPN 13")
    client = at_desk(service)
    there = reverse("removal:boarding", args=[seat.movement_id])
    assert (
        client.post(there, {"act": "removal.take_off", "on": str(seat.pk), "why": "Not at this door"}).status_code
        == 422
    )
    elsewhere = reverse("removal:boarding", args=[other.pk])
    assert client.post(elsewhere, {"act": "removal.embark", "on": str(seat.pk)}).status_code == 422
    seat.refresh_from_db()
    assert seat.state == "cleared"


def test_a_persons_page_shows_what_was_sought_where_they_flew_and_until_when_they_are_barred(service: Service) -> None:
    case = final(service)
    scenes.received(service, case)
    seat = scenes.removed(service, case=case, no_document_why="")
    shown = at_desk(service).get(reverse("people:person", args=[seat.person_id])).content.decode()
    assert "Travel documents sought" in shown
    assert "RPN 12" in shown
    assert "2036-11-25" in shown
    bar = seat.case.return_bars.get()
    assert "First removal of any other" in page(at_desk(service), "returnbar", bar.pk)
    assert "verified by P. Watch" in page(at_desk(service), "movement", seat.movement_id)


def test_the_warrant_carried_out_is_found_on_the_case_and_nothing_stands_in_the_way_of_what_was_done(
    service: Service,
) -> None:
    seat = scenes.removed(service)
    for name, pk in (("seat", seat.pk), ("case", seat.case_id)):
        shown = page(at_desk(service), name, pk)
        assert "I-205" in shown, name
    assert "Not to be removed" not in shown
    assert "Nothing on record stands in the way" not in shown


def test_who_may_not_know_of_a_person_finds_them_on_no_list(service: Service) -> None:
    case = final(service)
    request = scenes.requested(service, case)
    seat = scenes.listed(service, case=case)
    do(service, people.Protect(compartment="asylum", reason="A claim of asylum"), case.person, SUPERVISOR)
    client = at_desk(service)
    assert "ERIKSSON" not in page(client, "documents")
    assert "ERIKSSON" not in page(client, "movement", seat.movement_id)
    for name, record in (("seat", seat), ("traveldocumentrequest", request)):
        assert client.get(reverse(f"removal:{name}", args=[record.pk])).status_code == 404


def test_an_auditor_reads_and_an_inspector_is_refused(service: Service) -> None:
    scenes.requested(service)
    assert "ERIKSSON" in page(at_desk(service, "auditor", "oversight"), "documents")
    refused = at_desk(service, "primary_officer", "inspection").get(reverse("removal:documents"))
    assert refused.status_code == 403
    assert Movement.objects.count() == 0


def test_the_api_lists_documents_movements_a_manifest_and_bars(service: Service) -> None:
    seat = scenes.listed(service)
    scenes.requested(service, seat.case)
    scenes.barred(service, seat.person, since=scenes.TODAY.replace(year=2020))
    client = at_desk(service)
    documents = client.get("/api/v1/removal/documents?country=uto&limit=1").json()
    assert [item["data"]["step"] for item in documents["items"]] == ["form_i217"]
    movements = client.get("/api/v1/removal/movements", {}).json()
    assert [item["data"]["number"] for item in movements["items"]] == ["RPN 12"]
    manifest = client.get("/api/v1/removal/manifest", {"movement": str(seat.movement_id)}).json()
    assert [item["id"] for item in manifest["items"]] == [str(seat.pk)]
    bars = client.get("/api/v1/removal/bars", {"person": str(seat.person_id)}).json()
    assert [item["data"]["until"] for item in bars["items"]] == ["2030-11-25"]
