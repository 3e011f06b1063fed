"""Scenes of proceedings: a case brought to the point a story begins at, by the acts that lead there."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from limen.core.people.models import Person
from limen.offices.removal import acts
from limen.offices.removal.models import Case, Protection
from tests.factories import Service

NOON = datetime(2026, 11, 25, 17, tzinfo=UTC)
OFFICER = ("deportation_officer", "removal")
SUPERVISOR = ("supervisor", "removal")
COURT = "New York, Varick Street"


def do(service: Service, act: Any, on: Any = None, who: tuple[str, str] = OFFICER) -> Any:
    """Do an act at the airport and return the record."""
    return service.do(act, on, role=who[0], purpose=who[1])


def opened(service: Service, person: Person | None = None) -> Case:
    """Return an open case with a charge."""
    who = person or service.person()
    case = do(service, acts.OpenCase(person=who.pk, court=COURT))
    return do(service, acts.AddCharge(charge="280"), case)


def serving(**more: Any) -> acts.ServeCharges:
    """Return the service of a charging document."""
    said = {
        "how": "in_person",
        "court": COURT,
        "hearing_place": "201 Varick Street, New York",
        "hearing_at": NOON + timedelta(days=20),
        "respondent_is": "admitted to the United States, but removable",
        "allegations": "1. You stayed longer than you were allowed.",
        **more,
    }
    return acts.ServeCharges(**said)


def served(service: Service, person: Person | None = None) -> Case:
    """Return a case before a judge."""
    return do(service, serving(), opened(service, person))


def taking_over(person: Person, **more: Any) -> acts.TakeOverCase:
    """Return the taking over of a case that the border charged and served."""
    said = {
        "charge": "280",
        "served_on": NOON.date(),
        "how": "in_person",
        "court": COURT,
        "hearing_at": NOON + timedelta(days=20),
        **more,
    }
    return acts.TakeOverCase(person=person.pk, **said)


def ordered(service: Service, person: Person | None = None) -> Case:
    """Return a case with an order that is not final."""
    return do(service, acts.OrderRemoval(country="UTO"), served(service, person))


def final(service: Service, person: Person | None = None) -> Case:
    """Return a case with a final order."""
    return do(service, acts.WaiveAppeal(knowing=True), ordered(service, person))


def absent(service: Service, person: Person | None = None) -> Case:
    """Return a case with an order made in absence."""
    return do(service, acts.OrderInAbsence(country="UTO", notice=True), served(service, person))


def leaving(service: Service, **more: Any) -> Case:
    """Return a case in which the time to leave voluntarily runs, granted at the end of proceedings."""
    return do(service, acts.GrantDepartureAfter(**{"bond": 500, "country": "UTO", **more}), served(service))


def protected(service: Service, kind: str, country: str = "", person: Person | None = None) -> Protection:
    """Return a protection that was granted."""
    who = person or service.person()
    act = acts.GrantProtection(person=who.pk, kind=kind, country=country, reason="On the papers")
    return do(service, act, None, SUPERVISOR)


def afraid(service: Service, person: Person | None = None, **more: Any) -> Protection:
    """Return a claim of fear."""
    who = person or service.person()
    return do(service, acts.ClaimFear(**{"person": who.pk, "reason": "Says the police look for him", **more}))
