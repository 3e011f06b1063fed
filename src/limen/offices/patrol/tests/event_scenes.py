"""People, places and moments that the tests of encounter events tell their stories with."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from limen.core.custody import acts as custody
from limen.core.lawbook import lawbook
from limen.offices.patrol import acts, processing_bars
from limen.offices.patrol.models import Apprehension, Event
from tests.factories import Service

NOON = datetime(2026, 11, 25, 17, tzinfo=UTC)
WHY = "As the record shows."
TODAY = NOON.date()
RETURNS = {"disposition": "voluntary_return", "says": WHY, "depart_by": TODAY + timedelta(days=1), "choice": "return"}
SENDING_BACK = {"voluntary_return", "expedited_removal", "reinstatement", "administrative_removal", "stowaway"}
REMOVAL = {"disposition": "expedited_removal", "says": WHY}
COURT = {
    "hearing_court": "San Antonio",
    "hearing_place": "800 Dolorosa Street\nSan Antonio, Texas",
    "hearing_at": NOON + timedelta(days=40),
    "allegations": "1. You are not a citizen.\n2. You came in without inspection.",
}
"""What a Notice to Appear says beyond the record."""


@dataclass
class Station:
    """A station and what is done there."""

    service: Service
    at: Any = None

    @property
    def place(self) -> Any:
        """Return the station, or the place the story stands in."""
        return self.at or self.service.place("station", "UVA", "Uvalde")

    def do(self, act: Any, on: Any = None, *, role: str = "agent", name: str = "") -> Any:
        """Do an act here and return the record."""
        if on is not None:
            on.refresh_from_db()
        return self.service.act(act, on, at=self.place, role=role, name=name, purpose="patrol")

    def event(self, *people: Any, **more: Any) -> Event:
        """Open an event with people, or with one grown man from Honduras."""
        found = list(people) or [man()]
        made: Event = self.do(acts.OpenEvent(people=found, **{"where": "3 km NE of Quemado", **more}))
        return made

    def taken(self, record: Apprehension, name: str = "") -> Apprehension:
        """Take a record and say in which language the person is asked."""
        self.do(acts.TakeRecord(), record, name=name)
        made: Apprehension = self.do(acts.SetInterview(language="es", interpreter="B. Lind"), record, name=name)
        return made

    def answered(self, record: Apprehension, *shown: str) -> Apprehension:
        """Ask every question of this person; those named show something."""
        codes = processing_bars.asked_of(record, lawbook(), NOON.date())
        answers = [
            acts.Answered(
                code=code, answer="Yes." if code in shown else "No.", shows="shown" if code in shown else "none"
            )
            for code in codes
        ]
        made: Apprehension = self.do(acts.AskQuestions(answers=answers), record)
        return made

    def examined(self, record: Apprehension) -> Apprehension:
        """Book the person in and have another officer examine them."""
        stay = record.stay
        assert stay is not None
        stay.refresh_from_db()
        if stay.state == "in_transit":
            self.do(custody.BookIn(), stay)
        self.do(custody.Examine(says="Present without admission; says so himself."), stay, role="supervisor")
        return record

    def asked(self, *shown: str, who: Any = None) -> Apprehension:
        """Return somebody taken, asked everything, examined, and found to be without documents, just come."""
        found = self.event(who or man()).apprehensions.get()
        return self.ready(found, *shown)

    def ready(self, record: Apprehension, *shown: str) -> Apprehension:
        """Bring a record to where only the disposition is left."""
        self.examined(self.taken(record))
        self.answered(record, *shown)
        self.do(acts.RecordEntry(manner="without_inspection", entered_on=NOON.date()), record)
        made: Apprehension = self.do(acts.RecordGround(ground="7A1I", evidence="No document of any kind."), record)
        return made


def man(**more: Any) -> acts.Found:
    """Return a grown man from Honduras."""
    said = {"surname": "Reyes", "given_names": "Luis", "birth": "1991-02-03", "sex": "M", "nationality": "HND"}
    return acts.Found(**{**said, "role": "smuggled", **more})


def family() -> list[acts.Found]:
    """Return a mother and her two children from Guatemala."""
    mother = {"surname": "Ixcoy", "given_names": "Ana", "birth": "1990-01-02", "sex": "F", "nationality": "GTM"}
    son = {**mother, "given_names": "Mateo", "birth": "2015-05-06", "sex": "M"}
    daughter = {**mother, "given_names": "Marisol", "birth": "2019-07-08"}
    kin = {"family": "a", "kin": "child"}
    return [acts.Found(**mother, family="A", kin="parent"), acts.Found(**son, **kin), acts.Found(**daughter, **kin)]


def child(**more: Any) -> acts.Found:
    """Return a child alone from Guatemala."""
    said = {"surname": "Chub", "given_names": "Elena", "birth": "2012-03-04", "sex": "F", "nationality": "GTM"}
    return acts.Found(**{**said, "alone": True, **more})


def charge(disposition: str, **more: Any) -> dict[str, Any]:
    """Return what a decision of a Notice to Appear says."""
    return {"disposition": disposition, "says": WHY, **COURT, **more}
