"""The pages of encounter events, as an agent and a supervisor use them."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from limen.core.custody import acts as custody
from limen.core.people import acts as people
from limen.offices.patrol import acts
from limen.offices.patrol.models import Apprehension, Event
from limen.offices.patrol.tests.event_scenes import NOON, WHY, Station, family, man
from tests.factories import Service
from tests.signing_in import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def station(service: Service) -> Station:
    return Station(service)


def desk(station: Station, role: str = "agent", purpose: str = "patrol", name: str = "") -> Client:
    officer = station.service.officer(role, name or f"{role}_at_large", station.service.agency)
    return signed_in(Client(), officer, station.place, purpose)


GROUP = {
    "at": "2026-11-25T09:30",
    "where": "Ladder at the river bend",
    "surname_1": "Ixcoy",
    "given_names_1": "Ana",
    "birth_1": "1990-01-02",
    "sex_1": "F",
    "nationality_1": "gtm",
    "family_1": "A",
    "kin_1": "parent",
    "surname_2": "Ixcoy",
    "given_names_2": "Mateo",
    "birth_2": "2015-05-06",
    "sex_2": "M",
    "nationality_2": "GTM",
    "family_2": "A",
    "kin_2": "child",
}


def test_a_group_is_entered_on_one_page_from_the_hour_it_was_found(station: Station) -> None:
    client = desk(station)
    page = client.get("/patrol/events/new/").content.decode()
    assert page.count('name="surname_') == 6
    response = client.post("/patrol/events/new/", {**GROUP, "person_3": ""})
    event = Event.objects.get()
    assert response["Location"] == f"/patrol/event/{event.pk}/"
    assert event.at == NOON - timedelta(hours=1, minutes=30)
    assert [row.person.given_names for row in event.apprehensions.all()] == ["Ana", "Mateo"]
    shown = client.get(response["Location"]).content.decode()
    assert "IXCOY, Ana" in shown
    assert "Take the record" in shown


def test_people_found_later_are_added_on_the_same_page(station: Station) -> None:
    event = station.event()
    client = desk(station)
    address = f"/patrol/event/{event.pk}/people/"
    assert address in client.get(f"/patrol/event/{event.pk}/").content.decode()
    assert 'name="where"' not in client.get(address).content.decode()
    early = client.post(address, {**GROUP, "at": "2026-11-25T07:00"})
    assert "Nobody is apprehended before the event" in early.content.decode()
    response = client.post(address, {**GROUP, "at": ""})
    assert response["Location"] == f"/patrol/event/{event.pk}/"
    assert [row.line for row in event.apprehensions.all()] == [1, 2, 3]


def test_more_rows_keep_what_was_typed(station: Station) -> None:
    page = desk(station).post("/patrol/events/new/", {**GROUP, "more": "12"}).content.decode()
    assert page.count('name="surname_') == 12
    assert 'value="Mateo"' in page
    assert 'value="Ladder at the river bend"' in page
    assert not Event.objects.exists()


def test_whoever_may_be_on_record_is_shown_and_judged_before_anybody_is_entered(station: Station) -> None:
    known = station.service.person(surname="Ixcoy", given_names="Ana", birth="1990-01-02", nationality="GTM")
    client = desk(station)
    page = client.post("/patrol/events/new/", GROUP).content.decode()
    assert "Who is line 1?" in page
    assert not Event.objects.exists()
    client.post("/patrol/events/new/", {**GROUP, "person_1": str(known.pk), "person_2": "new"})
    assert [row.person_id == known.pk for row in Apprehension.objects.order_by("line")] == [True, False]


def test_a_line_that_cannot_be_taken_is_said_on_the_page(station: Station) -> None:
    client = desk(station)
    response = client.post("/patrol/events/new/", {**GROUP, "birth_2": "6 May 2015"})
    assert response.status_code == 422
    assert "Line 2" in response.content.decode()
    response = client.post("/patrol/events/new/", {**GROUP, "nationality_2": "ZZZ"})
    assert (response.status_code, Event.objects.count()) == (422, 0)
    assert "Line 2: “ZZZ” is not in" in response.content.decode()
    response = client.post("/patrol/events/new/", {**GROUP, "where": ""})
    assert "Give a place, a bearing from a landmark or coordinates" in response.content.decode()
    for at in ("yesterday", "0001-01-01T00:00", "2027-01-01T00:00"):
        assert client.post("/patrol/events/new/", {**GROUP, "at": at}).status_code == 422
    assert not Event.objects.exists()


def test_the_first_and_the_last_day_of_the_calendar_break_no_list(station: Station) -> None:
    station.event()
    days = {"first": "0001-01-01", "last": "9999-12-31"}
    assert "1 event" in desk(station).get("/patrol/events/", days).content.decode()
    assert "1 apprehension" in desk(station, "supervisor").get("/patrol/apprehensions/counts/", days).content.decode()


def test_the_record_of_a_person_says_what_is_next_and_what_is_closed(station: Station) -> None:
    record = station.event(*family()).apprehensions.order_by("line")[0]
    client = desk(station)
    address = f"/patrol/apprehension/{record.pk}/"
    assert "Next: Take the record" in client.get(address).content.decode()
    station.taken(record)
    page = client.get(address).content.decode()
    assert "Next: Book in at the station" in page
    at_the_arrest = timezone.localtime(record.at, station.place.zone)
    booking = client.get(f"/act/custody.book_in/{record.stay_id}/").content.decode()
    assert f"stay since {at_the_arrest:%Y-%m-%d %H:%M}" in booking, "in the hours of the place"
    assert "Not every question has been asked" in page
    assert "?disposition=voluntary_return" not in page
    station.examined(record)
    assert "/act/custody.book_in/" not in client.get(address).content.decode(), "nobody is booked in twice"


def test_all_questions_are_asked_on_one_page(station: Station) -> None:
    record = station.taken(station.event().apprehensions.get())
    client = desk(station)
    address = f"/patrol/apprehension/{record.pk}/questions/"
    page = client.get(address).content.decode()
    assert 'name="answer_harmed"' in page
    assert 'name="answer_child_parent"' not in page
    sent = {"answer_harmed": "They would kill me.", "shows_harmed": "shown", "answer_why_left": "Work."}
    assert client.post(address, sent).status_code == 302
    assert {row.code: row.shows for row in record.questions.all()} == {"harmed": True, "why_left": False}
    assert "They would kill me." in client.get(address).content.decode()


def test_a_decided_person_leads_to_the_next_act_and_the_papers(station: Station) -> None:
    record = station.asked()
    client = desk(station)
    page = client.get(f"/patrol/apprehension/{record.pk}/").content.decode()
    assert f"/act/patrol.propose/{record.pk}/?disposition=expedited_removal" in page
    form = client.get(f"/act/patrol.propose/{record.pk}/?disposition=expedited_removal")
    assert form.status_code == 200
    station.do(acts.ProposeDisposition(disposition="expedited_removal", says=WHY), record)
    chief = desk(station, "supervisor")
    queue = chief.get("/patrol/proposals/").content.decode()
    assert "REYES, Luis" in queue
    assert "Expedited removal" in queue
    assert "As the record shows." in chief.get(f"/patrol/apprehension/{record.pk}/").content.decode()
    assert client.get("/patrol/proposals/").status_code == 403
    station.do(acts.ApproveDisposition(), record, role="supervisor")
    assert "I-860" in client.get(f"/patrol/apprehension/{record.pk}/").content.decode()


def test_the_first_page_shows_whose_records_are_with_whom_and_the_station(station: Station) -> None:
    record = station.taken(station.event().apprehensions.get())
    page = desk(station).get("/patrol/").content.decode()
    assert "REYES, Luis" in page
    assert "/custody/" in page
    assert "Dispositions to approve" not in page
    assert "Dispositions to approve" in desk(station, "supervisor").get("/patrol/").content.decode()
    assert record.taken_by is not None


def test_events_are_found_by_number_and_name_and_taken_out(station: Station) -> None:
    first = station.event(man())
    station.event(man(surname="Paz", given_names="Olga"))
    client = desk(station)
    assert first.number in client.get("/patrol/events/").content.decode()
    found = client.get("/patrol/events/", {"q": "paz"}).content.decode()
    assert first.number not in found
    assert "1 event" in client.get("/patrol/events/", {"q": first.number}).content.decode()
    assert "No event is on record" in client.get("/patrol/events/", {"q": "nobody"}).content.decode()
    assert first.number in client.get("/patrol/events/", {"format": "csv"}).content.decode()


def test_counts_name_nobody_and_hide_the_few(station: Station) -> None:
    station.event(*[man(given_names=f"Luis {number}") for number in range(12)], man(nationality="CUB"))
    chief = desk(station, "supervisor")
    page = chief.get("/patrol/apprehensions/counts/", {"by": "nationality"}).content.decode()
    assert "*" in page
    assert "REYES" not in page
    assert "UVA" in chief.get("/patrol/apprehensions/counts/", {"by": "station", "format": "csv"}).content.decode()
    assert desk(station).get("/patrol/apprehensions/counts/").status_code == 403


def test_whoever_is_sealed_is_processed_by_those_who_hold_them_and_is_then_on_no_page(station: Station) -> None:
    event = station.event()
    record = event.apprehensions.get()
    seal = people.Protect(compartment="protected", reason="A victim's claim")
    station.service.do(seal, record.person, role="supervisor")
    client = desk(station)
    assert client.get(f"/patrol/apprehension/{record.pk}/").status_code == 200
    assert "REYES" in client.get("/patrol/").content.decode()
    station.do(custody.Release(way="discretion"), record.stay)
    assert client.get(f"/patrol/apprehension/{record.pk}/").status_code == 404
    assert client.get(f"/patrol/event/{event.pk}/").status_code == 404
    assert "REYES" not in client.get("/patrol/").content.decode()
    assert event.number not in client.get("/patrol/events/").content.decode()


def test_a_persons_page_says_when_they_were_apprehended(station: Station) -> None:
    record = station.event().apprehensions.get()
    page = desk(station).get(f"/people/{record.person_id}/").content.decode()
    assert "Apprehensions" in page
    assert f"/patrol/apprehension/{record.pk}/" in page


def test_events_and_the_unfinished_are_read_as_data_and_counts_name_nobody(station: Station) -> None:
    first = station.event()
    station.event(man(surname="Paz", given_names="Olga"))
    chief = desk(station, "supervisor")
    listed = chief.get("/api/v1/patrol/events", {"words": first.number}).json()
    assert [row["data"]["number"] for row in listed["items"]] == [first.number]
    page = chief.get("/api/v1/patrol/unfinished", {"limit": 1}).json()
    assert len(page["items"]) == 1
    rest = chief.get("/api/v1/patrol/unfinished", {"limit": 1, "cursor": page["next"]}).json()
    assert rest["items"][0]["id"] != page["items"][0]["id"]
    days = {"first": "2026-11-25", "last": "2026-11-25", "by": "station"}
    assert chief.get("/api/v1/patrol/apprehensions/counts", days).json() == [{"key": "UVA", "people": "2"}]
    assert desk(station).get("/api/v1/patrol/apprehensions/counts", days).status_code == 403


def test_the_page_of_a_proposal_says_what_its_papers_still_need(station: Station) -> None:
    record = station.asked()
    client = desk(station)
    sent = {"act": "patrol.decide", "disposition": "notice_to_appear_detained", "says": WHY}
    response = client.post(f"/act/patrol.decide/{record.pk}/", sent)
    assert response.status_code == 422
    assert "I-862 needs: Place of the hearing." in response.content.decode()
    hearing = {
        "hearing_court": "San Antonio",
        "hearing_place": "800 Dolorosa Street",
        "hearing_at": "2027-02-01T09:00",
        "allegations": "1. You are not a citizen.",
    }
    response = client.post(f"/act/patrol.decide/{record.pk}/", {**sent, **hearing})
    assert response.status_code == 303
    record.refresh_from_db()
    assert (record.state, record.disposition) == ("processed", "notice_to_appear_detained")
