"""Between the ports, for the demonstration: a day in the field, a station with people in it, and a detention facility.

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

TAKEN, BOOKED, CARED, ROUND = 2880, 2820, 2700, 5
"""Minutes before now: people are arrested, booked in at the facility, and seen to; the last round of the station."""


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
    agents = [demo.officers["agent"], demo.officers["agent.second"]]
    field_day(station, agents, demo.officers["chief"])
    events_day(station, agents, demo.officers["chief"])
    _looked_in_on(cast, station)
    _facility(cast, _office(cast, plan["office"]), plan["facility"], plan["held"])


def the_way_home(demo: Demo) -> None:
    """Make what becomes of the facility's people, where it is not made."""
    from limen.core.places.models import Place
    from limen.offices.removal.demo import removal_days
    from limen.offices.removal.models import Case

    plan = tomllib.loads(DATA.read_text(encoding="utf-8"))["border"]
    facility = Place.objects.get(kind="facility", code=plan["facility"]["code"], valid_to=None)
    if Case.objects.filter(place=facility).exists():
        return
    demo.say("Making hearings, decisions and departures")
    office = _office(Cast(demo, datetime.now(UTC)), plan["office"])
    roles = {"deportation": "deportation", "detention": "detention", "supervisor": "chief"}
    officers = {role: demo.officers[name] for role, name in roles.items()}
    removal_days(facility, office, {**officers, "escorts": [demo.officers["agent"], demo.officers["agent.second"]]})


def _office(cast: Cast, row: dict[str, Any]) -> Any:
    """Return the field office, opened where it is not."""
    from limen.core.places.acts import OpenPlace
    from limen.core.places.models import Place

    found = Place.objects.filter(code=row["code"], kind=row["kind"], valid_to=None).first()
    if found is not None:
        return found
    agency = cast.demo.agency
    opened = OpenPlace(**row, parent=agency.pk, valid_from=agency.valid_from)
    return cast.do(opened, "admin", agency, purpose="administration")


def _looked_in_on(cast: Cast, station: Any) -> None:
    """Say what the station can hold, and make the round."""
    from limen.core.custody.acts import CareRound, OpenHolding
    from limen.core.custody.models import Stay

    holding = cast.do(OpenHolding(place=station.pk, adults=30, juveniles=12, cells=["A", "B"]), "chief", station)
    here = list(Stay.objects.filter(place=station, state="held").values_list("pk", flat=True))
    cast.do(CareRound(kind="welfare", stays=here), "agent", station, on=holding, ago=ROUND)


def _facility(cast: Cast, office: Any, row: dict[str, Any], people: list[dict[str, Any]]) -> None:
    from limen.core.custody.acts import OpenHolding
    from limen.offices.removal.acts import OpenFacility

    agency = cast.demo.agency
    made = cast.do(OpenFacility(**row, under=office.pk), "admin", agency, purpose="administration")
    cast.do(OpenHolding(place=made.place_id, adults=row["capacity"]), "chief", made.place)
    for person in people:
        _held(cast, made.place, person)


def _held(cast: Cast, facility: Any, row: dict[str, Any]) -> None:
    """Arrest a person on a warrant and see to all that is due to them on arrival."""
    from limen.core.custody import acts
    from limen.core.people.acts import GiveIdentifier, RecordPerson

    claim = {name: row[name] for name in row if name not in ("a_number", "cell")}
    person = cast.do(RecordPerson(**claim), "deportation", facility, ago=TAKEN)
    cast.do(GiveIdentifier(kind="a_number", number=row["a_number"]), "deportation", facility, on=person, ago=TAKEN)
    taken = acts.TakeIntoCustody(person=person.pk, under="arrest.warrant")
    stay = cast.do(taken, "deportation", facility, ago=TAKEN)
    cast.do(acts.BookIn(cell=row["cell"]), "detention", facility, on=stay, ago=BOOKED)
    for act in (
        acts.AdviseConsular(language="en"),
        acts.RecordCare(kind="consul_notified"),
        acts.RecordCare(kind="medical_screened"),
        acts.Classify(level="low", says="No history of any kind"),
    ):
        cast.do(act, "detention", facility, on=stay, ago=CARED)
    watch = acts.ListProperty(kind="valuables", description="A wristwatch", seal="B-1041")
    cast.do(watch, "detention", facility, on=stay, ago=CARED)
