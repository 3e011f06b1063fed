"""The students of the demonstration: in every state, soon made, and made once."""

from __future__ import annotations

from datetime import date

from limen.core.access.gate import Viewer
from limen.offices.sevis.demo_students import enrolled_students
from limen.offices.sevis.models import Student
from limen.offices.sevis.queries.alerts import alerts
from limen.offices.sevis.tests.scenes import Campuses, certified
from limen.offices.sevis.workflow.students import STUDENT


def test_a_school_full_of_students_is_made_once(at: Campuses) -> None:
    adjudicator = at.service.officer("sevp_adjudicator", place=at.service.agency)
    official = at.service.officer("dso", place=at.school.place)
    said = (at.school, official, adjudicator, at.service.agency)
    other = certified(at.service, "NYC214F10002000")
    assert enrolled_students(*said, other=other) >= 40
    assert set(Student.objects.values_list("state", flat=True)) == set(STUDENT.states)
    assert enrolled_students(*said, other=other) == 0
    viewer = Viewer(at.pdso, at.school.place, "sevis", date(2026, 8, 31))
    kinds = {row.kind for row in alerts(viewer=viewer)}
    assert {"unregistered", "ending", "unemployment", "stem_validation", "release", "address", "fee", "told"} <= kinds
