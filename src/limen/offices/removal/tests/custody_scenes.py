"""Scenes of decisions on custody: a facility, a field office, somebody held, an order of removal."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from limen.core.access.gate import Viewer
from limen.core.access.models import Account
from limen.core.casefile.acts import LeaseNumbers
from limen.core.clocks.book import ClockBook
from limen.core.clocks.models import RunningClock
from limen.core.clocks.queries import WANTED
from limen.core.custody import acts as custody
from limen.core.custody.models import Stay
from limen.core.lawbook import lawbook
from limen.kernel import Act, Scene, opened, the_door
from limen.offices.removal import acts
from tests.factories import Service, setup

WHY = "The record shows it, as said at the interview."
HOME = "12 Elm Street, San Antonio"
FELONY = "304"
"""A charge of an aggravated felony."""
PRESENT = "2"
"""A charge on which the law itself holds nobody."""


@dataclass
class Field:
    """A facility, a field office, and who works there."""

    service: Service

    def __post_init__(self) -> None:
        """Lease bond numbers."""
        setup(LeaseNumbers(kind="bond", picture="999999999", first=1, last=500))

    @property
    def facility(self) -> Any:
        """Return the facility."""
        return self.service.place("facility", "STFRCTX", "South Texas")

    @property
    def office(self) -> Any:
        """Return the field office."""
        return self.service.place("office", "SNA", "San Antonio")

    def do(self, act: Act, on: Any = None, *, at: Any = None, role: str = "deportation_officer") -> Any:
        """Do an act as an officer at the facility; the record is read afresh first."""
        if on is not None:
            on.refresh_from_db()
        done = self.service.act(act, on, at=at or self.facility, role=role)
        done.refresh_from_db()
        return done

    def held(self, under: str = "detain.proceedings", person: Any = None) -> Stay:
        """Return somebody booked in at the facility."""
        who = person or self.service.person()
        stay = self.do(custody.TakeIntoCustody(person=who.pk, under=under))
        found: Stay = self.do(custody.BookIn(), stay)
        return found

    def officer(self, role: str = "deportation_officer") -> Account:
        """Return an officer posted to the whole service."""
        return self.service.officer(role, f"{role}_at_large", self.service.agency)

    def viewer(self, role: str = "deportation_officer", at: Any = None) -> Viewer:
        """Return an officer as a viewer at the facility."""
        place = at or self.facility
        return Viewer(self.officer(role), place, "custody", timezone.now().astimezone(place.zone).date())

    def marked(self, record: Any, *marks: str) -> None:
        """Let events of law happen to a record that no act of this room is."""
        at = timezone.now()
        day = at.astimezone(self.facility.zone).date()
        scene = Scene(the_door(), self.officer(), self.facility, "custody", at, day, lawbook())
        with opened("test.marks"):
            ClockBook().observe(None, record, scene, marks)

    def supervised(self, person: Any = None, kind: str = "supervision", **more: Any) -> Any:
        """Return somebody living under supervision, released where they are held."""
        who = person or self.held("detain.beyond" if kind == "supervision" else "detain.proceedings").person
        return self.do(supervision(self, who, kind, **more))


def supervision(field: Field, person: Any, kind: str = "supervision", **more: Any) -> acts.OrderSupervision:
    """Return an order to live at liberty under conditions."""
    ordered = date(2026, 8, 3) if kind == "supervision" else None
    said: dict[str, Any] = {
        "person": person.pk,
        "kind": kind,
        "address": HOME,
        "office": field.office.pk,
        "conditions": "Report as told\nSeek a passport of your country",
        "ordered_on": ordered,
    }
    return acts.OrderSupervision(**{**said, **more})


def due(person: Any) -> set[str]:
    """Return the deadlines that run for a person."""
    return set(RunningClock.objects.filter(person=person, state__in=WANTED).values_list("key", flat=True))


def in_days(days: int) -> date:
    """Return a day from today."""
    return timezone.now().date() + timedelta(days=days)
