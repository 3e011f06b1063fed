"""Students and exchange visitors who look up their own record, with the passport that is on record."""

from __future__ import annotations

from typing import Any

import time_machine

from limen.core.documents.acts import RecordDocument
from limen.kernel import perform
from limen.offices.sevis.models import Student, Visitor
from limen.offices.sevis.tests import student_scenes
from limen.offices.sevis.tests.scenes import Campuses, campuses
from limen.offices.sevis.tests.visitor_scenes import Programme, programme
from tests.factories import Service

TERM = "2026-08-31T13:00:00+00:00"
PASSPORT = "K1234567"


def carrying(service: Service, record: Student | Visitor, number: str = PASSPORT, issuer: str = "SWE") -> Any:
    """Put a passport of somebody on record, as the port does."""
    act = RecordDocument(person=record.person_id, kind="passport", issuer=issuer, number=number)
    by = service.officer()
    return perform(act, by=by, at=service.jfk, purpose="inspection").record


def student(service: Service, **said: Any) -> tuple[Campuses, Student]:
    """Return a student who is registered since the first day of term, with a passport on record."""
    with time_machine.travel(TERM, tick=True):
        at = campuses(service)
        record = student_scenes.active(at, **said)
        carrying(service, record)
    return at, record


def visitor(service: Service, **said: Any) -> tuple[Programme, Visitor]:
    """Return an exchange visitor who was validated, with a passport on record."""
    with time_machine.travel("2026-09-05T13:00:00+00:00", tick=True):
        at = programme(service)
        record = at.active(**said)
        carrying(service, record, issuer="POL")
    return at, record
