"""The pages of the field, as an agent meets them."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from limen.core.documents.models import Paper
from limen.core.people import acts as people
from limen.core.places.acts import OpenPlace
from limen.kernel import perform
from limen.offices.patrol import acts
from limen.offices.patrol.models import Death, Rescue, RescueBeacon, Shift
from limen.offices.patrol.tests.event_scenes import man
from limen.offices.patrol.tests.scenes_field import NOON, SPOT, detected, does, leased, seized, zone
from tests.factories import OPENED, Service, setup
from tests.signing_in import signed_in

pytestmark = pytest.mark.django_db
STATION: dict[str, Any] = {
    "code": "TCA-NGL",
    "kind": "station",
    "name": "Nogales Station",
    "zone": "America/Phoenix",
    "latitude": "31.36",
    "longitude": "-110.93",
    "valid_from": OPENED,
}


def desk(service: Service, role: str = "agent") -> Client:
    return signed_in(Client(), service.officer(role), service.jfk, "patrol")


def page(client: Client, name: str, *args: Any, **query: str) -> str:
    response = client.get(reverse(f"patrol:{name}", args=args), query)
    assert response.status_code == 200, (name, response.status_code)
    return response.content.decode()


def test_every_list_says_when_nothing_is_there(service: Service) -> None:
    client = desk(service)
    for name in ("detections", "statistics", "map", "landmarks", "shifts", "rescues", "beacons", "deaths", "seizures"):
        assert 'role="status"' in page(client, name), name


def test_an_agent_reports_a_detection_by_a_bearing_and_finds_it_first_in_the_queue(service: Service) -> None:
    does(service, acts.AddLandmark(name="Montezuma Peak", where=SPOT))
    client = desk(service)
    detected(service)
    sent = client.post(
        "/act/patrol.report_detection/", {"kind": "agent", "where": "3 km NE of Montezuma Peak", "people": "5"}
    )
    assert sent.status_code == 303
    shown = page(client, "detections")
    assert "3 km NE of Montezuma Peak" in shown
    assert "<svg" in shown
    assert "D00000002" in page(client, "detections", words="montezuma")
    assert "D00000001" not in page(client, "detections", words="montezuma")


def test_a_place_that_cannot_be_read_is_refused_with_what_to_write(service: Service) -> None:
    sent = desk(service).post("/act/patrol.report_detection/", {"kind": "agent", "where": "by the fence"})
    assert sent.status_code == 422
    assert "km NE of Montezuma Peak" in sent.content.decode()


def test_what_waits_too_long_is_marked_overdue(service: Service) -> None:
    detected(service, at=NOON - timedelta(hours=2))
    assert "overdue" in page(desk(service), "detections")


def test_the_page_of_a_detection_says_where_in_every_way_and_what_came_of_it(service: Service) -> None:
    record = detected(service)
    does(service, acts.AnswerDetection(found="Four men"), record)
    does(service, acts.CloseDetection(outcome="turn_back", turned_back=4), record)
    shown = page(desk(service), "detection", record.pk)
    assert "31° 20.047" in shown
    assert "Turned back" in shown


def test_detections_are_taken_out_as_csv_and_as_geojson(service: Service) -> None:
    record = detected(service)
    client = desk(service)
    assert record.number in page(client, "detections", format="csv")
    taken = json.loads(page(client, "detections", format="geojson"))
    assert taken["features"][0]["geometry"]["coordinates"] == [-110.9412, 31.33412]


def test_statistics_count_people_and_say_how_the_rate_is_made(service: Service) -> None:
    for outcome, counts in (("apprehension", {"apprehended": 6}), ("got_away", {"got_away": 2})):
        record = detected(service)
        does(service, acts.CloseDetection(outcome=outcome, why="Seen by camera", **counts), record)
    client = desk(service)
    for by in ("day", "station", "zone", "outcome", "kind"):
        assert "75.0 %" in page(client, "statistics", by=by), by
    assert "Apprehended + Turned back" in page(client, "statistics")
    assert "apprehension,1,6" in page(client, "statistics", by="outcome", format="csv")


def test_the_shift_board_and_the_muster_sheet_name_who_is_put_to_what(service: Service) -> None:
    agent, lead = service.officer("agent"), service.officer("supervisor")
    plan = acts.PlanShift(kind="day", starts=NOON, ends=NOON + timedelta(hours=8), supervisor=lead.pk)
    record = does(service, plan, role="supervisor").record
    put = acts.Assign(officer=agent.pk, duty="linewatch", zone=zone(service).pk, radio="B4")
    does(service, put, record, role="supervisor")
    client = desk(service)
    for name, args in (("shifts", ()), ("shift", (record.pk,)), ("muster", (record.pk,))):
        shown = page(client, name, *args)
        assert "Linewatch" in shown, name
        assert "West" in shown, name
        assert agent.full_name in shown, name
    assert Shift.objects.get().state == "planned"


def test_a_rescue_a_beacon_and_a_death_have_their_pages_and_stand_on_the_map(service: Service) -> None:
    does(service, acts.SetBeacon(code="B-12", where=SPOT), role="supervisor")
    beacon = RescueBeacon.objects.get()
    does(service, acts.CallRescue(source="beacon", beacon=beacon.pk, where=SPOT, people=1))
    rescue = Rescue.objects.get()
    does(service, acts.ReachPeople(), rescue)
    helped = acts.AddPersonRescued(
        description="A boy of about ten", condition="heat", outcome="hospital", hospital="St J"
    )
    does(service, helped, rescue)
    does(service, acts.RecordDeath(where=SPOT, remains="body", circumstances="By the track", rescue=rescue.pk))
    death = Death.objects.get()
    client = desk(service)
    assert "B-12" in page(client, "beacons")
    assert "B-12" in page(client, "beacon", beacon.pk)
    assert "A boy of about ten" in page(client, "rescue", rescue.pk)
    assert "Not known" in page(client, "death", death.pk)
    assert "not known" in page(client, "deaths")
    shown = page(client, "map")
    assert "B-12" in shown
    assert "Death" in shown
    assert "Rescue" in shown
    assert "beacon" in page(client, "rescues", format="csv")


def test_the_dead_whose_record_is_sealed_are_hidden_from_whoever_is_not_cleared(service: Service) -> None:
    person = service.person(surname="Hidden")
    does(service, acts.RecordDeath(where=SPOT, remains="body", circumstances="By the track"))
    death = Death.objects.get()
    does(service, acts.IdentifyDead(person=person.pk, how="kin", evidence="Her sister saw her"), death)
    client = desk(service)
    assert "HIDDEN" in page(client, "deaths")
    service.do(people.Protect(compartment="asylum", reason="A claim of asylum"), person, role="supervisor")
    assert "HIDDEN" not in page(client, "deaths")
    assert "HIDDEN" not in page(client, "deaths", format="csv")
    assert client.get(reverse("patrol:death", args=[death.pk])).status_code == 404


def test_the_page_of_a_seizure_shows_the_chain_and_its_receipt(service: Service) -> None:
    person = service.person()
    record = seized(service, person=str(person.pk))
    does(service, acts.Store(locker="A-4", seal="S1"), record)
    client = desk(service)
    shown = page(client, "seizure", record.pk)
    assert "Chain of custody" in shown
    assert "store A-4" in shown
    assert "ERIKSSON" in shown
    assert record.number in page(client, "seizures", words=record.number)
    assert "11.250" in page(client, "seizures", format="csv")
    looked = client.get(reverse("people:person", args=[person.pk])).content.decode()
    assert record.number in looked


def test_seizures_of_sealed_people_are_left_out(service: Service) -> None:
    person = service.person()
    record = seized(service, person=str(person.pk))
    service.do(people.Protect(compartment="asylum", reason="A claim of asylum"), person, role="supervisor")
    client = desk(service)
    assert record.number not in page(client, "seizures")
    assert client.get(reverse("patrol:seizure", args=[record.pk])).status_code == 404


def test_the_receipt_is_a_link_away_on_the_page_of_the_seizure(service: Service) -> None:
    record = seized(service)
    client = desk(service)
    paper = Paper.objects.get()
    address = reverse("documents:paper", args=[paper.pk])
    assert address in page(client, "seizure", record.pk)
    assert client.get(address).status_code == 200


def test_the_station_stands_on_the_map(service: Service) -> None:
    agency = setup(OpenPlace(**STATION, parent=str(service.agency.pk)))
    chief = service.officer("supervisor", "chief", agency)
    leased(service)
    report = acts.ReportDetection(kind="agent", where=SPOT)
    perform(report, by=chief, at=agency, purpose="patrol")
    client = signed_in(Client(), chief, agency, "patrol")
    for name in ("detections", "map"):
        assert "Nogales Station</text>" in page(client, name), name


def test_people_apprehended_are_recorded_from_the_page_of_the_detection(service: Service) -> None:
    record = detected(service)
    client = desk(service)
    shown = page(client, "detection", record.pk)
    address = f"{reverse('patrol:new_event')}?detection={record.pk}&amp;where=31.33412%2C+-110.94120"
    assert address in shown
    assert str(record.pk) in client.get(address.replace("&amp;", "&")).content.decode()


def test_an_event_number_on_a_detection_leads_to_the_event(service: Service) -> None:
    record = detected(service)
    event = does(service, acts.OpenEvent(people=[man()], detection=record.pk, where=SPOT)).record
    closing = acts.CloseDetection(outcome="apprehension", apprehended=1, event=event.number, why="In sight")
    does(service, closing, record)
    shown = page(desk(service), "detection", record.pk)
    assert shown.count(reverse("patrol:event", args=[event.pk])) == 2
    back = page(desk(service), "event", event.pk)
    assert f'<a href="{reverse("patrol:detection", args=[record.pk])}">{record.number}</a>' in " ".join(back.split())


def test_each_record_of_the_field_says_what_is_due_and_leads_to_what_came_of_it(service: Service) -> None:
    seen = detected(service)
    client = desk(service)
    assert "Answer a detection" in page(client, "detection", seen.pk)
    call = acts.CallRescue(source="agent", where=SPOT, detection=seen.pk, people=1)
    rescue = does(service, call).record
    shown = page(client, "rescue", rescue.pk)
    assert "Answer a rescue beacon or a call for help" in shown
    assert seen.number in shown
    body = acts.RecordDeath(where=SPOT, remains="body", circumstances="Died of heat", rescue=rescue.pk)
    dead = does(service, body).record
    assert reverse("patrol:death", args=[dead.pk]) in page(client, "rescue", rescue.pk)
    shown = page(client, "death", dead.pk)
    assert "Tell coroner, consulate and next of kin of a death found" in shown
    assert reverse("patrol:rescue", args=[rescue.pk]) in shown
