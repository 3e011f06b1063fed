"""Between the ports, for the demonstration: a day in the field, a group apprehended, a station and a facility.

Everything is done by the acts an officer does, once; a second run finds it made.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from limen.config.demo import DATA

if TYPE_CHECKING:
    from limen.config.demo import Demo

ENTERED, BOOKED, CARED, SENT, ARRIVED = 340, 300, 90, 70, 15
"""Minutes before now: the group is found, booked in, cared for; one is sent to the facility and arrives."""


@dataclass(frozen=True, slots=True)
class Cast:
    """Who works there, and the moment it is made."""

    demo: Demo
    now: datetime

    def do(self, act: Any, who: str, at: Any, *, on: Any = None, purpose: str = "custody", ago: float = 0) -> Any:
        """Do an act some minutes ago; the record is read afresh first."""
        from limen.kernel import perform

        if on is not None:
            on.refresh_from_db()
        when = self.now - timedelta(minutes=ago)
        return perform(act, on=on, by=self.demo.officers[who], at=at, purpose=purpose, when=when).record


def between_the_ports(demo: Demo) -> None:
    """Make it, where it is not made."""
    from limen.core.places.models import Place
    from limen.offices.patrol.demo import field_day
    from limen.offices.patrol.event_demo import events_day
    from limen.offices.patrol.models import Event

    plan = tomllib.loads(DATA.read_text(encoding="utf-8"))["border"]
    cast = Cast(demo, datetime.now(UTC))
    if not Place.objects.filter(kind="sector", valid_to=None).exists():
        from limen.offices.patrol.acts import OpenSectors

        demo.say("Opening every sector and station the law pack lists")
        cast.do(OpenSectors(agency=demo.agency.pk), "admin", demo.agency, purpose="administration")
    station = Place.objects.get(kind="station", code=plan["station"], valid_to=None)
    if Event.objects.filter(station=station).exists():
        return
    demo.say("Making a day between the ports")
    officers = demo.officers
    agents = [officers["agent"], officers["agent.second"]]
    field_day(station, agents, officers["chief"])
    events_day(station, agents, officers["chief"])
    facility = _facility(cast, plan["facility"])
    held = _group(cast, station, plan["found"])
    _looked_after(cast, station, held)
    _sent_on(cast, station, facility, held["Zhang"])


def _facility(cast: Cast, row: dict[str, Any]) -> Any:
    from limen.core.custody.acts import OpenHolding
    from limen.offices.removal.acts import OpenFacility

    agency = cast.demo.agency
    made = cast.do(OpenFacility(**row, under=agency.pk), "admin", agency, purpose="administration")
    cast.do(OpenHolding(place=made.place_id, adults=row["capacity"]), "chief", made.place)
    return made.place


def _group(cast: Cast, station: Any, rows: list[dict[str, Any]]) -> dict[str, Any]:
    """Enter the group in one entry, book everybody in, and return their stays by surname; of a family, the first."""
    from limen.core.custody.acts import BookIn, OpenHolding
    from limen.offices.patrol.acts import Found, OpenEvent

    cast.do(OpenHolding(place=station.pk, adults=30, juveniles=12, cells=["F1", "J1", "M1"]), "chief", station)
    cells = [row.pop("cell") for row in rows]
    act = OpenEvent(
        people=[Found(**row) for row in rows], where="4 km NE of Quemado", narrative="Tracks from the river."
    )
    event = cast.do(act, "agent", station, purpose="patrol", ago=ENTERED)
    held: dict[str, Any] = {}
    for row, cell in zip(rows, cells, strict=True):
        found = event.apprehensions.get(person__surname=row["surname"], person__given_names=row["given_names"])
        stay = cast.do(BookIn(cell=cell), "agent", station, on=found.stay, ago=BOOKED)
        held.setdefault(row["surname"], stay)
    return held


def _looked_after(cast: Cast, station: Any, held: dict[str, Any]) -> None:
    from limen.core.custody.acts import AdviseConsular, CareRound, Examine, ListProperty, NoteNeed
    from limen.core.custody.models import Holding, Stay

    everybody = list(Stay.objects.filter(place=station, state="held"))
    holding = Holding.objects.get(place=station)
    for kind in ("welfare", "meal"):
        cast.do(CareRound(kind=kind, stays=[stay.pk for stay in everybody]), "agent", station, on=holding, ago=CARED)
    for stay in everybody:
        cast.do(AdviseConsular(language="es"), "agent", station, on=stay, ago=CARED)
    cast.do(NoteNeed(need="pregnant"), "agent", station, on=held["Ixcoy"], ago=CARED)
    seen = Examine(says="Present without admission, by the person's own words.")
    cast.do(seen, "agent.second", station, on=held["Zhang"], ago=CARED)
    watch = ListProperty(kind="valuables", description="A wristwatch", seal="B-1041")
    cast.do(watch, "agent", station, on=held["Zhang"], ago=CARED)


def _sent_on(cast: Cast, station: Any, facility: Any, stay: Any) -> None:
    from limen.core.custody.acts import BookIn, ChangeBasis, Classify, RecordCare, Transfer

    basis = ChangeBasis(under="detain.proceedings", why="Charged; no address in the country.")
    cast.do(basis, "agent.second", station, on=stay, ago=SENT)
    cast.do(Transfer(to_place=facility.pk, why="Charged and held"), "agent.second", station, on=stay, ago=SENT)
    cast.do(BookIn(cell="A1"), "detention", facility, on=stay, ago=ARRIVED)
    cast.do(RecordCare(kind="medical_screened"), "detention", facility, on=stay, ago=5)
    cast.do(Classify(level="low", says="No history of any kind"), "detention", facility, on=stay, ago=5)
