"""A student or exchange visitor who is admitted, or leaves, is noted in their record the same moment.

The record is the person's own where the two are known to be one person. Where they are not, it is the one record of
that name, birth, nationality and class that awaits or has such a person; where there are several, nobody is noted:
an officer joins the records first.
"""

from __future__ import annotations

from typing import Any

from limen.core.people.queries import one_person
from limen.kernel import Scene
from limen.offices.sevis.acts import NoteArrival, NoteDeparture
from limen.offices.sevis.acts.visitors import NoteVisitorTravel
from limen.offices.sevis.matching import likely
from limen.offices.sevis.models import Student, Visitor

AWAITED = ("initial", "active")
STAYED = (*AWAITED, "completed", "terminated", "inactive", "no_show")
VISITOR_CLASS = "J1"
STUDENT_CLASSES = {"F1": "F-1", "M1": "M-1"}
CLASSES = {*STUDENT_CLASSES, VISITOR_CLASS}


def arrived(act: Any, record: Any, scene: Scene, entry: Any) -> None:
    """Note the arrival of whoever was admitted as a student or exchange visitor."""
    found = _record(record, AWAITED)
    if isinstance(found, Student):
        scene.perform(NoteArrival(admitted_on=record.admitted_on), on=found)
    elif found is not None:
        scene.perform(NoteVisitorTravel(what="admitted", on_day=record.admitted_on), on=found)


def left(act: Any, record: Any, scene: Scene, entry: Any) -> None:
    """Note the departure of whoever had been admitted as one."""
    found = _record(record, STAYED)
    day = act.departed_on or scene.day
    if isinstance(found, Student):
        scene.perform(NoteDeparture(left_on=day), on=found)
    elif found is not None:
        scene.perform(NoteVisitorTravel(what="departed", on_day=day), on=found)


def _record(admission: Any, states: tuple[str, ...]) -> Any:
    """Return the record of the person an admission is of, or None."""
    if admission.person_id is None or admission.class_of_admission not in CLASSES:
        return None
    if admission.class_of_admission == VISITOR_CLASS:
        rows: Any = Visitor.objects.filter(state__in=states)
    else:
        kind = STUDENT_CLASSES[admission.class_of_admission]
        rows = Student.objects.filter(state__in=states, visa_type=kind)
    own = rows.filter(person__in=one_person(admission.person_id)).order_by("-starts", "-pk").first()
    return own or likely(admission.person_id, rows)


LISTENS = {"inspections.issue_i94": arrived, "inspections.depart": left}
