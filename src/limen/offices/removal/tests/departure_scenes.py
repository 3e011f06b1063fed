"""Scenes of departures: a person brought to the point a story begins at, by the acts that lead there."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from limen.core.access import acts as access
from limen.core.people import acts as people
from limen.core.people.models import Person
from limen.offices.removal import acts
from limen.offices.removal.models import Case, Movement, ReturnBar, Seat, TravelDocumentRequest
from limen.offices.removal.tests.case_scenes import NOON, OFFICER, SUPERVISOR, do, final
from tests.factories import Service, setup

TODAY = date(2026, 11, 25)
THERE = "UTO"


def requested(service: Service, case: Case | None = None, **more: Any) -> TravelDocumentRequest:
    """Return a document asked of the country."""
    found = case or final(service)
    said = {"person": found.person_id, "case": found.pk, "country": THERE, "consulate": "Consulate, New York", **more}
    return do(service, acts.RequestDocument(**said))


def receipt(number: str = "T1") -> acts.ReceiveDocument:
    """Return the receipt of a document."""
    return acts.ReceiveDocument(number=number, issued_on=TODAY, expires=TODAY + timedelta(days=60))


def received(service: Service, case: Case | None = None, number: str = "T1") -> TravelDocumentRequest:
    """Return a request whose document is here."""
    return do(service, receipt(number), requested(service, case))


def planning(**more: Any) -> acts.PlanMovement:
    """Return the plan of a charter flight in three hours."""
    said = {
        "number": "RPN 12",
        "chartered": True,
        "carrier": "Global Charter",
        "country": THERE,
        "destination": "Zenith International",
        "departs_at": NOON + timedelta(hours=3),
        "arrives_at": NOON + timedelta(hours=9),
        "capacity": 12,
        **more,
    }
    return acts.PlanMovement(**said)


def run(service: Service, **more: Any) -> Movement:
    """Return a movement on the board."""
    return do(service, planning(**more))


def escorted(service: Service, movement: Movement) -> Movement:
    """Return a movement with an escort who leads."""
    return do(service, acts.AddEscort(account=service.officer("agent").pk, role="lead"), movement)


def listing(movement: Movement, case: Case, **more: Any) -> acts.ManifestPerson:
    """Return the listing of a person, no document needed."""
    said = {"movement": movement.pk, "case": case.pk, "no_document_why": "Nationals are taken back on sight", **more}
    return acts.ManifestPerson(**said)


def listed(service: Service, movement: Movement | None = None, case: Case | None = None, **more: Any) -> Seat:
    """Return a person on a manifest."""
    found = movement or escorted(service, run(service))
    return do(service, listing(found, case or final(service), **more))


def cleared(service: Service, **more: Any) -> Seat:
    """Return a person cleared to travel."""
    return do(service, acts.ClearMedically(by="R. Nurse, RN"), listed(service, **more))


def at_the_door(service: Service, **more: Any) -> Seat:
    """Return a person cleared to travel, boarding open."""
    seat = cleared(service, **more)
    do(service, acts.OpenBoarding(), seat.movement)
    return Seat.objects.get(pk=seat.pk)


def embarked(service: Service, **more: Any) -> Seat:
    """Return a person aboard."""
    act = acts.Embark(print_reference="FP-77", print_by="D. Officer", photograph="PH-77")
    return do(service, act, at_the_door(service, **more))


def departed(service: Service, **more: Any) -> Seat:
    """Return a person aboard a movement that left."""
    seat = embarked(service, **more)
    do(service, acts.Depart(), Movement.objects.get(pk=seat.movement_id))
    return Seat.objects.get(pk=seat.pk)


def removed(service: Service, **more: Any) -> Seat:
    """Return a person whose departure was verified."""
    seat = departed(service, **more)
    act = acts.VerifyDeparture(how="port", by="P. Watch, at the gate")
    do(service, act, Movement.objects.get(pk=seat.movement_id))
    return Seat.objects.get(pk=seat.pk)


def barred(service: Service, person: Person | None = None, **more: Any) -> ReturnBar:
    """Return a bar on return."""
    who = person or service.person()
    return do(service, acts.RecordBar(**{"person": who.pk, "code": "other_first", "since": TODAY, **more}))


def in_the_know(service: Service) -> None:
    """Clear the deportation officer for the records that protections seal."""
    for compartment in ("asylum", "protected"):
        act = access.Clear(compartment=compartment, reason="Handles these", valid_from=TODAY, valid_to=TODAY)
        setup(act, service.officer("deportation_officer"))


def family(service: Service) -> tuple[Person, Person]:
    """Return a mother and a child of one family unit."""
    mother = service.person()
    child = service.person(surname="Eriksson", given_names="Ida", birth="2015-02-03")
    act = people.Relate(other=mother.pk, kind="parent", family_unit=True)
    service.do(act, child, role="secondary_officer")
    return mother, child


__all__ = ["NOON", "OFFICER", "SUPERVISOR", "do"]
