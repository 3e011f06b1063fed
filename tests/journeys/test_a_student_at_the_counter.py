"""A student lands: the officer sees how she stands in one line; the school sees that she came, and that she left."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
import time_machine
from django.test import Client

from limen.exchange import mrz
from limen.offices.inspections import acts as inspections
from limen.offices.inspections.models import Admission
from limen.offices.sevis import acts
from limen.offices.sevis.tests.scenes import Campuses, campuses
from limen.offices.sevis.tests.student_scenes import active, created, govern
from tests.factories import open_service
from tests.journeys.owned import all_is_owned_and_proved
from tests.signing_in import signed_in

ANNA_BERG = "\n".join(
    mrz.write(
        mrz.compose(
            "TD3",
            code="P",
            state="SWE",
            number="AA1234567",
            nationality="SWE",
            birth="2004-04-12",
            sex="F",
            expiry="2034-01-01",
            surname="BERG",
            given_names="ANNA",
        )
    )
)


@pytest.fixture(autouse=True)
def _landing() -> Iterator[time_machine.Coordinates]:
    with time_machine.travel("2026-09-01T15:00:00+00:00", tick=False) as clock:
        yield clock


@pytest.fixture
def at(db: None) -> Campuses:
    return campuses(open_service())


def landed(at: Campuses) -> tuple[Client, str, Any]:
    """Read the passport at the counter, as an officer does, and return the page."""
    officer = at.service.officer("primary_officer")
    client = signed_in(Client(), officer, at.service.jfk)
    opened = client.post("/inspections/primary/", {"act": "inspections.open", "zone": ANNA_BERG, "lane": "1"})
    return client, opened["Location"], client.get(opened["Location"])


def test_she_is_admitted_for_duration_of_status_and_her_record_says_when(at: Campuses) -> None:
    anna = created(at)
    at.report(acts.RecordFee(paid_on=date(2026, 6, 1), receipt="IEE1234567890"), anna)
    client, where, page = landed(at)
    assert f"F-1 {anna.sevis_id}: Initial" in page.content.decode()
    assert "By name, birth and nationality, not joined" in page.content.decode()
    client.post(where, {"act": "inspections.admit", "class_of_admission": "F1"})
    admission = Admission.objects.get()
    anna.refresh_from_db()
    assert (admission.class_of_admission, admission.duration_of_status) == ("F1", True)
    assert anna.admitted_on == date(2026, 9, 1)

    gone = inspections.RecordDeparture(departed_on=date(2026, 9, 1), admission=admission.pk)
    at.service.do(gone, role="secondary_officer")
    anna.refresh_from_db()
    assert anna.departed_on == date(2026, 9, 1)
    all_is_owned_and_proved()


def test_a_record_ended_in_error_and_set_right_is_right_at_the_counter_the_same_minute(at: Campuses) -> None:
    anna = active(at)
    at.report(acts.TerminateStudent(reason="03", remarks="Mistaken for another"), anna)
    assert f"F-1 {anna.sevis_id}: Terminated" in landed(at)[2].content.decode()
    govern(at, acts.CorrectStatus(asked_by="College BOS", why="It was another student"), anna)
    assert f"F-1 {anna.sevis_id}: Active" in landed(at)[2].content.decode()


def test_two_students_of_one_name_and_birth_are_told_apart_by_nobody_but_an_officer(at: Campuses) -> None:
    first = created(at)
    created(at, major="54.0101")
    assert "Student status" not in landed(at)[2].content.decode()
    first.refresh_from_db()
    assert first.admitted_on is None
