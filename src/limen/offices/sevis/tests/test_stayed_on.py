"""Whose stay by duration of status is over, and of whom no departure is known: a list for the government."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
import time_machine
from django.test import Client

from limen.core.ledger.models import Entry
from limen.offices.sevis import acts
from limen.offices.sevis.tests.scenes import SEVIS, Campuses
from limen.offices.sevis.tests.student_scenes import active, alone
from tests.signing_in import signed_in

PAGE = "/sevis/stayed-on/"


@pytest.fixture
def desk(at: Campuses) -> Callable[[], Client]:
    """Return what signs an adjudicator in at the agency; a session does not last from one week to another."""
    by = at.service.officer("sevp_adjudicator", place=at.service.agency)
    return lambda: signed_in(Client(), by, at.service.agency, SEVIS)


def shown(client: Client, **asked: str) -> str:
    """Return the page."""
    answer = client.get(PAGE, asked)
    assert answer.status_code == 200
    return answer.content.decode()


def test_who_stays_after_the_time_to_depart_is_listed_until_a_departure_is_known(
    at: Campuses, desk: Callable[[], Client], morning: time_machine.Coordinates
) -> None:
    record = active(at)
    alone(acts.NoteArrival(admitted_on=date(2026, 8, 20)), record)
    at.report(acts.CompleteStudent(), record)
    record.refresh_from_db()
    assert record.grace_until is not None
    assert "BERG" not in shown(desk())
    morning.move_to("2026-11-16T13:00:00+00:00")
    adjudicator = desk()
    assert "BERG" in shown(adjudicator)
    assert "BERG" not in shown(adjudicator, whom="visitors")
    assert "BERG" not in shown(adjudicator, country="FRA")
    rows = b"".join(adjudicator.get(PAGE, {"format": "csv"})).decode().splitlines()  # type: ignore[arg-type]  # it streams
    assert rows[1].startswith(f"{record.grace_until},{record.sevis_id},Berg")
    found = adjudicator.get("/api/v1/sevis/stayed-on").json()
    assert [row["sevis_id"] for row in found] == [record.sevis_id]
    assert Entry.objects.filter(act="sevis.stayed_on").count() == 6
    alone(acts.NoteDeparture(left_on=date(2026, 11, 17)), record)
    assert "BERG" not in shown(adjudicator)


def test_a_student_who_asked_to_be_reinstated_is_in_no_such_list(
    at: Campuses, desk: Callable[[], Client], morning: time_machine.Coordinates
) -> None:
    record = active(at)
    alone(acts.NoteArrival(admitted_on=date(2026, 8, 20)), record)
    at.report(acts.TerminateStudent(reason="16", remarks="Left without a word"), record)
    morning.move_to("2026-09-16T13:00:00+00:00")
    adjudicator = desk()
    assert "BERG" in shown(adjudicator)
    record.refresh_from_db()
    at.report(acts.RequestReinstatement(reason="injury"), record)
    assert "BERG" not in shown(adjudicator)


def test_whose_record_is_said_to_have_been_ended_wrongly_is_in_no_such_list(
    at: Campuses, desk: Callable[[], Client], morning: time_machine.Coordinates
) -> None:
    record = active(at)
    at.report(acts.TerminateStudent(reason="16", remarks="Left without a word"), record)
    morning.move_to("2026-09-16T13:00:00+00:00")
    adjudicator = desk()
    assert "BERG" in shown(adjudicator)
    record.refresh_from_db()
    at.report(acts.AskForCorrection(why="It was another student"), record)
    assert "BERG" not in shown(adjudicator)


def test_a_schools_people_do_not_see_the_list(at: Campuses, client: Client) -> None:
    assert signed_in(client, at.pdso, at.school.place, SEVIS).get(PAGE).status_code == 403
