"""A scene that the pages of the core rooms are tested on: a family, a protected person, work, deadlines, papers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
import time_machine
from django.test import Client

from limen.core.access.acts import Clear
from limen.core.access.gate import SYSTEM
from limen.core.access.models import Account
from limen.core.casefile import acts as casefile
from limen.core.casefile.models import CaseFile
from limen.core.clocks.acts import StartClock
from limen.core.clocks.models import RunningClock
from limen.core.documents import acts as documents
from limen.core.documents.models import Paper, TravelDocument
from limen.core.lookouts.acts import Nominate
from limen.core.lookouts.models import Lookout
from limen.core.people import acts as people
from limen.core.people.models import Person
from limen.core.referrals.acts import SendReferral
from limen.core.referrals.models import Referral
from limen.kernel import perform
from tests.factories import Service, setup
from tests.signing_in import signed_in

NOON = "2026-11-25T17:00:00Z"
PURPOSES = {
    "auditor": "oversight",
    "records_officer": "redress",
    "administrator": "administration",
    "targeting_officer": "targeting",
    "carrier": "targeting",
}
ROLES = (
    "primary_officer",
    "secondary_officer",
    "supervisor",
    "targeting_officer",
    "auditor",
    "records_officer",
    "administrator",
    "carrier",
)


@dataclass
class Scene:
    """Anna, her protected daughter, and what hangs from each."""

    service: Service
    anna: Person
    hidden: Person
    document: TravelDocument
    paper: Paper
    referral: Referral
    clock: RunningClock
    file: CaseFile
    lookout: Lookout

    def at_desk(self, role: str, name: str = "") -> Client:
        """Sign an officer of a role in at the airport."""
        officer = self.service.officer(role, name)
        return signed_in(Client(), officer, self.service.jfk, PURPOSES.get(role, "inspection"))

    def cleared(self, role: str = "supervisor") -> Client:
        """Sign in an officer of a role who may know of protected people."""
        account = self.service.officer(role, "cleared")
        act = Clear(
            compartment="protected",
            valid_from=date(2026, 1, 1),
            valid_to=date(2026, 12, 31),
            reason="Works the protected desk",
        )
        setup(act, Account.objects.get(pk=account.pk))
        return self.at_desk(role, "cleared")


@pytest.fixture(autouse=True)
def _noon() -> Iterator[None]:
    with time_machine.travel(NOON, tick=True):
        yield


def work_about(service: Service, person: Person) -> dict[str, Any]:
    """Return one of everything that hangs from a person."""
    document = service.do(
        documents.RecordDocument(
            person=person.pk, kind="passport", issuer="UTO", number=f"L{person.surname}", expires=date(2030, 1, 1)
        )
    )
    paper = service.do(
        documents.MakePaper(
            form="m444",
            person=person.pk,
            about_record="people.person",
            about=person.pk,
            data={
                "surname": person.surname,
                "officer": "Primary Officer",
                "language": "Spanish",
                "served_on": "2026-11-25T12:00:00-05:00",
            },
        )
    )
    referral = service.do(
        SendReferral(
            to_office="inspections",
            subject_record="people.person",
            subject=person.pk,
            person=person.pk,
            reason="intent",
            due_in_minutes=30,
        )
    )
    file = service.do(casefile.OpenFile(person=person.pk), role="secondary_officer")
    service.do(
        casefile.AddTask(text=f"Call {person.surname}", owner=service.officer("supervisor").pk),
        on=file,
        role="secondary_officer",
    )
    start = StartClock(
        clock="inspection.deferred",
        mark="inspection.deferred",
        subject_record="people.person",
        subject=person.pk,
        person=person.pk,
    )
    clock = perform(start, on=None, by=SYSTEM, at=service.jfk, purpose="administration").record
    return {"document": document, "paper": paper, "referral": referral, "file": file, "clock": clock}


@pytest.fixture
def scene(service: Service) -> Scene:
    """Return the scene."""
    return set_scene(service)


def set_scene(service: Service) -> Scene:
    """Record the family, protect the daughter, and put up a lookout."""
    anna = service.person()
    hidden = service.person("Zephyrine", "Child", birth="2015-01-01")
    service.do(people.Relate(other=hidden.pk, kind="parent", family_unit=True), on=anna, role="supervisor")
    service.do(people.GiveIdentifier(kind="fin", number="FIN1234567"), on=anna)
    service.do(people.AddClaim(surname="Erikson", given_names="Ana", native="Эрикссон"), on=anna)
    work_about(service, hidden)
    service.do(people.Protect(compartment="protected", reason="Victim of trafficking"), on=hidden, role="supervisor")
    lookout = service.do(
        Nominate(
            category="inadmissible",
            action="refer",
            basis="Prior order of removal, case 12-345",
            surname="Wanted",
            given_names="Somebody",
            birth="1970-01-01",
            review_by=date(2027, 2, 1),
        ),
        role="secondary_officer",
    )
    return Scene(service, anna, Person.objects.get(pk=hidden.pk), lookout=lookout, **work_about(service, anna))
