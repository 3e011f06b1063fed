"""What a school reports becomes a lead of another office; the school is not told of it by its deadlines."""

from __future__ import annotations

from datetime import date

import pytest
import time_machine
from django.test import Client

from limen.core.access.gate import Viewer
from limen.core.clocks import queries as clocks
from limen.core.clocks.models import RunningClock
from limen.kernel import UnknownRecord, opened
from limen.offices.investigations.models import Lead
from limen.offices.sevis import acts
from limen.offices.sevis.tests.scenes import SEVIS, campuses
from limen.offices.sevis.tests.student_scenes import active
from tests.factories import open_service
from tests.signing_in import signed_in


@pytest.mark.django_db
def test_a_lead_from_a_school_is_due_at_the_agency_and_the_school_does_not_see_it() -> None:
    with time_machine.travel("2026-08-31T13:00:00+00:00", tick=False):
        at = campuses(open_service())
        anna = active(at)
        at.report(acts.TerminateStudent(reason="04"), anna)
        lead = Lead.objects.get(subject=anna.pk)
        triage = RunningClock.objects.get(subject=lead.pk)
        assert triage.place == at.service.agency
        school = Viewer(at.pdso, at.school.place, SEVIS, date(2026, 8, 31))
        seen = {row.key for row in clocks.open_clocks(viewer=school)}
        assert seen
        assert all(key.startswith("sevis.") for key in seen)
        with opened("test"):
            RunningClock.objects.filter(pk=triage.pk).update(place=at.school.place)
        assert triage.pk not in {row.pk for row in clocks.open_clocks(viewer=school)}
        with pytest.raises(UnknownRecord):
            clocks.clock(triage.pk, viewer=school)
        shown = signed_in(Client(), at.pdso, at.school.place, SEVIS).get("/deadlines/").content.decode()
        assert "Give a lead" not in shown
