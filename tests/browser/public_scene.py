"""What the public asks about: waits, somebody held, somebody in court, an arrival, a student, a place."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from limen.core.custody import acts as custody
from limen.core.people import acts as people
from limen.core.people.models import Person
from limen.kernel import perform
from limen.offices.inspections import acts as inspections
from limen.offices.inspections.models import Admission
from limen.offices.inspections.tests.scenes import open_inspection, zone
from limen.offices.removal.acts import OpenFacility
from limen.offices.removal.models import Facility
from limen.offices.removal.tests.case_scenes import served
from limen.offices.sevis import acts as sevis
from limen.offices.sevis.models import Student
from limen.portal.tests.tasks.scenes_sevis import student
from tests.factories import Service

__all__ = ["ARRIVED", "BORN", "HELD", "IN_COURT", "set_public_scene"]

HELD, IN_COURT, BORN = "A240111222", "A240111333", "ALB"
ARRIVED = "L898902C3"
MAIL = "anna@bos.example"
WAITS = {timedelta(minutes=20): 25, timedelta(days=7): 10, timedelta(days=14): 20}
"""How long people waited at the airport, by how long ago it was measured."""


def set_public_scene(service: Service, now: datetime) -> dict[str, str]:
    """Bring everything on record that the look-ups are asked for, and return the numbers that stand on its papers."""
    _student, record = _at_school(service)
    _measure(service, now)
    facility = _facility(service)
    _hold(service, facility)
    served(service, _person(service, "Ajú Tzoc", "Luis", IN_COURT))
    arrival = service.do(inspections.Admit(class_of_admission="B2"), on=open_inspection(service, zone(state=BORN)))
    student = {"sevis_id": record.sevis_id, "student": str(record.pk), "mail": MAIL}
    return {**student, "i94": Admission.objects.get(inspection=arrival).number}


def _at_school(service: Service) -> tuple[object, Student]:
    at, record = student(service)
    at.report(sevis.UpdatePersonal(email=MAIL), record)
    at.report(sevis.RecordFee(paid_on=date(2026, 7, 1), amount=350, receipt="R1234"), record)
    return at, record


def _measure(service: Service, now: datetime) -> None:
    by = service.officer("supervisor", "measures", service.jfk)
    lane = perform(inspections.AddLane(name="1"), by=by, at=service.jfk, purpose="inspection").record
    works = service.officer("primary_officer", "at_the_lane", service.jfk)
    act = inspections.StaffLane(officer=works.pk)
    lane = perform(act, on=lane, by=by, at=service.jfk, purpose="inspection").record
    for ago, minutes in WAITS.items():
        act = inspections.RecordWait(minutes=minutes)
        perform(act, on=lane, by=by, at=service.jfk, purpose="inspection", when=now - ago)


def _person(service: Service, surname: str, given_names: str, number: str) -> Person:
    born = {"nationality": BORN, "birth": "1990-01-02", "birth_country": BORN}
    person = service.person(surname=surname, given_names=given_names, **born)
    service.do(people.GiveIdentifier(kind="a_number", number=number), person)
    return person


def _facility(service: Service) -> Facility:
    by = service.officer("administrator", "opens_facilities", service.agency)
    act = OpenFacility(
        code="ELZNJ",
        name="Elizabeth",
        kind="CDF",
        region="NJ",
        city="Elizabeth",
        opened_on=date(2010, 1, 1),
        telephone="+1 555 0101",
        visiting="Daily, 8 to 4.",
        latitude="40.66",
        longitude="-74.19",
        under=service.agency.pk,
    )
    made: Facility = perform(act, by=by, at=service.agency, purpose="administration").record
    return made


def _hold(service: Service, facility: Facility) -> None:
    person = _person(service, "Ixcoy Pérez", "Ana", HELD)
    taken = custody.TakeIntoCustody(person=person.pk, under="detain.proceedings")
    stay = service.act(taken, at=facility.place, role="deportation_officer")
    service.act(custody.BookIn(), stay, at=facility.place, role="detention_officer")
