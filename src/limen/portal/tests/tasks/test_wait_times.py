"""Wait times: what a port measured is what a traveller reads, and an old measure is called old."""

from __future__ import annotations

import csv
import io
import json
from datetime import date, timedelta
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from django.test import Client

from limen.core.places import acts as places
from limen.kernel import perform
from limen.offices.inspections import acts
from limen.portal.tests.tasks.scenes import main_of, text_of
from tests.architecture.making import NOON
from tests.factories import OPENED, Service, setup

pytestmark = pytest.mark.django_db


def lane(service: Service, name: str, at: Any = None, **more: Any) -> Any:
    """Return a lane with an officer at it."""
    port = at or service.jfk
    by = service.officer("supervisor", f"supervisor_{port.code}", port)
    made = perform(acts.AddLane(name=name, **more), by=by, at=port, purpose="inspection").record
    works = service.officer("primary_officer", f"primary_{port.code}", port)
    return perform(acts.StaffLane(officer=works.pk), on=made, by=by, at=port, purpose="inspection").record


def measured(service: Service, on: Any, waited: int, **ago: int) -> Any:
    """Record a wait some time ago."""
    by = service.officer("supervisor", f"supervisor_{on.place.code}", on.place)
    when = NOON - timedelta(**ago)
    act = acts.RecordWait(minutes=waited)
    return perform(act, on=on, by=by, at=on.place, purpose="inspection", when=when).record


def test_a_traveller_reads_the_longest_wait_of_the_open_lanes_and_when_it_was_measured(
    service: Service, client: Client
) -> None:
    measured(service, lane(service, "1"), 15, minutes=10)
    measured(service, lane(service, "2"), 25, minutes=20)
    text = text_of(client.get("/do/wait-times/"))
    assert "John F. Kennedy" in text
    assert "By air 25 minutes" in text
    assert "Nov. 25, 2026, 11:40 a.m. (New York time)" in text
    assert not client.cookies


def test_an_old_measure_is_called_old_and_a_very_old_one_is_not_shown(service: Service, client: Client) -> None:
    on = measured(service, lane(service, "1"), 15, hours=3)
    assert "an old measure" in text_of(client.get("/do/wait-times/"))
    by = service.officer("supervisor", "supervisor_NYC", service.jfk)
    perform(acts.CloseLane(), on=on, by=by, at=service.jfk, purpose="inspection")
    assert "closed now" in text_of(client.get("/do/wait-times/"))
    lane(service, "2", service.sys_, mode="land")
    measured(service, service.sys_.lanes.get(), 15, hours=13)
    assert "not measured lately" in text_of(client.get("/do/wait-times/"))


def test_the_typical_wait_is_that_of_this_hour_of_the_ports_own_day(service: Service, client: Client) -> None:
    on = lane(service, "1", service.sys_, mode="pedestrian")
    for days, minutes in ((7, 10), (14, 20), (40, 500)):
        measured(service, on, minutes, days=days)
    for days in (7, 8):
        measured(service, on, 90, days=days, hours=3)
    measured(service, on, 30, days=7, hours=2)
    assert "On foot not measured lately 15 1" in text_of(client.get("/do/wait-times/"))
    text = text_of(client.get("/do/wait-times/sys/"))
    assert "Los Angeles time" in text
    assert "09:00 15" in text
    assert "06:00 90" in text
    assert "07:00 –" in text, "one day is not typical"
    assert "10:00 –" in text


def test_the_list_is_narrowed_by_state_and_by_how_people_come(service: Service, client: Client) -> None:
    place = places.OpenPlace(
        code="BRO", kind="port", name="Brownsville", zone="America/Chicago", region="TX", valid_from=OPENED
    )
    lane(service, "1", setup(place), mode="land", kind="trucks")
    lane(service, "1")
    text = text_of(client.get("/do/wait-times/", {"state": "TX", "kind": "land"}))
    assert "By road, trucks" in text
    assert "Kennedy" not in text
    assert "No port of that state" in text_of(client.get("/do/wait-times/", {"state": "TX", "kind": "air"}))
    assert client.get("/do/wait-times/", {"state": "XX"}).status_code == 422


def test_where_nothing_is_measured_the_page_says_so(service: Service, client: Client) -> None:
    assert "No port has measured a wait" in text_of(client.get("/do/wait-times/"))
    assert client.get("/do/wait-times/nyc/").status_code == 404
    assert json.loads(client.get("/wait-times.json").content)["waits"] == []


def test_the_same_is_there_as_data_for_a_minute(service: Service, client: Client) -> None:
    measured(service, lane(service, "1"), 25, minutes=20)
    answer = client.get("/wait-times.json")
    assert answer["Cache-Control"] == "public, max-age=60"
    (found,) = json.loads(answer.content)["waits"]
    assert (found["code"], found["mode"], found["minutes"], found["old"]) == ("NYC", "air", 25, False)
    assert found["measured_at"] == "2026-11-25T11:40:00-05:00"
    (row,) = csv.DictReader(io.StringIO(client.get("/wait-times.csv").content.decode("utf-8-sig")))
    assert (row["port"], row["minutes"], row["lanes_open"]) == ("John F. Kennedy", "25", "1")
    feed = ET.fromstring(client.get("/wait-times.rss").content)  # noqa: S314  our own
    assert feed.findtext("channel/item/title") == "John F. Kennedy, By air: 25 minutes"
    assert client.get("/wait-times.csv", {"kind": "land"}).status_code == 422
    assert client.get("/wait-times.json", {"kind": "air"}).status_code == 200


def test_a_page_that_is_not_translated_says_so_and_shows_the_waits(service: Service, client: Client) -> None:
    measured(service, lane(service, "1"), 25, minutes=20)
    for address in ("/es/do/wait-times/", "/ar/do/wait-times/", "/text/do/wait-times/", "/print/do/wait-times/"):
        answer = client.get(address)
        assert answer.status_code == 200
        assert "John F. Kennedy" in main_of(answer)
    assert client.get("/es/do/wait-times/nyc/").status_code == 200
    assert client.post("/do/wait-times/", {"state": "TX"}).status_code == 405


def test_a_port_that_was_closed_is_not_on_the_list(service: Service, client: Client) -> None:
    lane(service, "1")
    admin = service.officer("administrator", "closes", service.agency)
    act = places.ClosePlace(last_day=date(2026, 11, 20))
    perform(act, on=service.jfk, by=admin, at=service.agency, purpose="administration")
    assert "Kennedy" not in text_of(client.get("/do/wait-times/"))
