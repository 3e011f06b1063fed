"""The pages of students, as an official of the school and an officer of the government see them."""

from __future__ import annotations

from datetime import date

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from limen.core.access.models import Account
from limen.core.ledger.models import Entry
from limen.core.places.models import Place
from limen.offices.sevis import acts
from limen.offices.sevis.tests.scenes import Campuses, certified
from limen.offices.sevis.tests.student_scenes import active, created, sweep
from tests.signing_in import signed_in

LIST, ALERTS, TRANSFERS = (reverse(f"sevis:{name}") for name in ("students", "alerts", "transfers"))


def desk(account: Account, place: Place, purpose: str = "sevis") -> Client:
    return signed_in(Client(), account, place, purpose)


@pytest.fixture
def official(at: Campuses) -> Client:
    """Sign in the school's official."""
    return desk(at.pdso, at.school.place)


def page(client: Client, address: str, **asked: str) -> str:
    response = client.get(address, asked)
    assert response.status_code == 200, response.content.decode()[:2000]
    return response.content.decode()


def test_a_school_sees_its_own_students_and_no_others(at: Campuses, official: Client) -> None:
    anna = active(at)
    other = certified(at.service, "NYC214F10002000")
    stranger = desk(at.service.officer("dso", name="dso_nyc", place=other.place), other.place)
    assert "BERG, Anna" in page(official, LIST)
    assert "BERG, Anna" not in page(stranger, LIST)
    assert stranger.get(reverse("sevis:student", args=[anna.pk])).status_code == 404


def test_the_government_sees_every_school(at: Campuses) -> None:
    active(at)
    analyst = desk(at.service.officer("sevp_analyst", place=at.service.agency), at.service.agency)
    shown = page(analyst, LIST)
    assert "BERG, Anna" in shown
    assert at.school.name in shown


def test_students_are_found_by_name_number_state_and_country(at: Campuses, official: Client) -> None:
    anna = active(at)
    created(at, surname="Okafor", given_names="Chidi", nationality="NGA", level="06")
    for asked, found, absent in (
        ({"q": "okaf"}, "OKAFOR", "BERG"),
        ({"q": anna.sevis_id}, "BERG", "OKAFOR"),
        ({"state": "initial"}, "OKAFOR", "BERG"),
        ({"country": "SWE"}, "BERG", "OKAFOR"),
        ({"level": "06"}, "OKAFOR", "BERG"),
    ):
        shown = page(official, LIST, **asked)
        assert found in shown, asked
        assert absent not in shown, asked
    assert "No student stands" in page(official, LIST, q="nobody")


def test_the_roster_is_taken_out_as_csv_and_logged(at: Campuses, official: Client) -> None:
    anna = active(at)
    response = official.get(LIST, {"format": "csv"})
    assert anna.sevis_id in response.content.decode()
    assert Entry.objects.filter(kind="read", act="sevis.students_export").exists()


def test_a_students_page_says_how_they_stand_and_what_comes_next(
    at: Campuses, morning: time_machine.Coordinates
) -> None:
    anna = active(at)
    at.report(acts.SignForTravel(), anna)
    morning.move_to("2027-01-20T15:00:00+00:00")
    sweep()
    shown = page(desk(at.pdso, at.school.place), reverse("sevis:student", args=[anna.pk]))
    for text in ("signed for travel", "Register for the term", "Tuition", "Elm Street", "Deadlines", "I-20"):
        assert text in shown, text
    assert reverse("act", args=["sevis.register_student", anna.pk]) in shown


def test_the_form_is_handed_over_to_the_school(at: Campuses, official: Client) -> None:
    anna = active(at)
    at.report(acts.ReprintForm(reason="02"), anna)
    shown = page(official, reverse("sevis:student", args=[anna.pk]))
    address = shown.split("/sevis/form/")[1].split('"')[0]
    response = official.get(f"/sevis/form/{address}")
    assert response["Content-Type"] == "application/pdf"
    assert response.content.startswith(b"%PDF")


def test_work_stands_by_its_lawful_day(at: Campuses, morning: time_machine.Coordinates) -> None:
    created(at)
    active(at, surname="Okafor", given_names="Chidi")
    morning.move_to("2026-10-20T15:00:00+00:00")
    official = desk(at.pdso, at.school.place)
    shown = page(official, ALERTS)
    assert "Register, or report" in shown
    assert "2026-10-08" in shown
    assert "past" in shown
    assert "OKAFOR" not in page(official, ALERTS, kind="unregistered")
    assert "2026-10-08" in official.get(ALERTS, {"format": "csv"}).content.decode()
    assert "Nothing is to be done" in page(official, ALERTS, kind="release")


def test_a_fee_that_is_not_paid_is_work_before_the_term(at: Campuses, official: Client) -> None:
    created(at)
    assert "Not paid: tell the student" in page(official, ALERTS, kind="fee")


def test_who_is_to_come_is_shown_to_the_new_school(at: Campuses) -> None:
    other = certified(at.service, "NYC214F10002000")
    anna = active(at)
    at.report(acts.TransferOut(school=other.pk, release_on=date(2026, 11, 2)), anna)
    stranger = desk(at.service.officer("dso", name="dso_nyc", place=other.place), other.place)
    shown = page(stranger, TRANSFERS)
    assert anna.sevis_id in shown
    assert "2026-11-02" in shown


def test_a_dependants_page_offers_what_can_be_done(at: Campuses, official: Client) -> None:
    anna = active(at)
    child = at.report(
        acts.AddDependant(student=anna.pk, surname="Berg", given_names="Eva", birth="2020-05-05", relationship="02")
    )
    shown = page(official, reverse("sevis:dependant", args=[child.pk]))
    assert "F-2" in shown
    assert reverse("act", args=["sevis.terminate_dependant", child.pk]) in shown


def test_warnings_are_shown_after_the_act(at: Campuses, official: Client) -> None:
    anna = active(at)
    address = reverse("act", args=["sevis.terminate_student", anna.pk])
    response = official.post(address, {"reason": "04", "_once": "a-key-that-is-used-once"})
    shown = response.content.decode()
    assert response.status_code == 200
    assert "no time to depart" in shown


def test_the_inspecting_officer_reads_the_line_on_the_persons_page(at: Campuses) -> None:
    anna = active(at)
    inspector = desk(at.service.officer(), at.service.jfk, "inspection")
    shown = page(inspector, reverse("people:person", args=[anna.person_id]))
    assert anna.sevis_id in shown
    assert reverse("sevis:student", args=[anna.pk]) not in shown


def test_students_are_read_on_the_api(at: Campuses, official: Client) -> None:
    anna = active(at)
    found = official.get("/api/v1/sevis/students").json()
    assert [row["data"]["sevis_id"] for row in found["items"]] == [anna.sevis_id]
    assert official.get(f"/api/v1/sevis/students/by-number/{anna.sevis_id}").json()["state"] == "active"
    assert official.get("/api/v1/sevis/alerts").json() == []
