"""A student is ended for a fault she did not commit; the lead is taken back before anybody looks for her."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
import time_machine

from limen.offices.investigations.models import Lead
from limen.offices.sevis import acts
from limen.offices.sevis.tests.scenes import campuses
from limen.offices.sevis.tests.student_scenes import active, govern
from tests.factories import open_service
from tests.journeys.owned import all_is_owned_and_proved


@pytest.fixture(autouse=True)
def _monday() -> Iterator[None]:
    with time_machine.travel("2026-09-14T13:00:00+00:00", tick=False):
        yield


@pytest.mark.django_db
def test_a_student_wrongly_ended_becomes_a_lead_and_is_one_no_more_when_the_record_is_set_right() -> None:
    at = campuses(open_service())
    anna = active(at)
    at.report(acts.TerminateStudent(reason="03", remarks="Was seen working at a café"), anna)
    lead = Lead.objects.get()
    assert (lead.state, lead.kind, lead.subject, lead.about_id) == ("received", "compliance", anna.pk, anna.person_id)
    assert any("Register" in fact["what"] for fact in lead.attached)

    govern(at, acts.CorrectStatus(asked_by="College BOS", why="It was another student"), anna)
    anna.refresh_from_db()
    lead.refresh_from_db()
    assert anna.state == "active"
    assert (lead.state, lead.corrected_by) == ("withdrawn", "Sevp Adjudicator (sevp_adjudicator)")
    all_is_owned_and_proved()


@pytest.mark.django_db
def test_a_student_who_withdrew_with_leave_is_nobodys_lead() -> None:
    at = campuses(open_service())
    leave = active(at)
    at.report(acts.TerminateStudent(reason="23", remarks="Goes home"), leave)
    assert leave.registered_on is None or leave.registered_on <= date(2026, 9, 14)
    assert not Lead.objects.exists()
