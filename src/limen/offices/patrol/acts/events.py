"""Encounter events: who was found, where and when, and from that moment in custody."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from limen.core.access.gate import account_of
from limen.core.casefile.acts import take_number
from limen.core.custody.acts import TakeIntoCustody
from limen.core.custody.rules import open_stay
from limen.core.encounters.acts import OpenEncounter
from limen.core.lookouts.hitting import keep_hits
from limen.core.lookouts.met import Met
from limen.core.lookouts.queries import screen
from limen.core.people.acts import RecordPerson, Relate
from limen.core.people.models import Person
from limen.core.people.names import birth_bounds, fold
from limen.core.people.queries import age_on
from limen.kernel import Act, BadInput, Code, GuardRefused, Lines, Personal, Problem, Ref, Scene
from limen.offices.patrol import placing
from limen.offices.patrol.models import Apprehension, Event
from limen.offices.patrol.models.events import OPEN

EVENT = "patrol.event"
APPREHENSION = "patrol.apprehension"
APPREHEND = "patrol.apprehend"
PROCESS = ("patrol.process",)
QUESTION = ("patrol.question",)
MOST = 200
"""People in one entry; a larger group is entered in several."""

Role = Literal["", "migrant", "smuggled", "smuggler", "driver", "guide", "lookout", "other"]
Kin = Literal["", "parent", "guardian", "child", "spouse", "sibling", "other"]
RELATIONS = {
    ("parent", "child"): "parent",
    ("guardian", "child"): "guardian",
    ("child", "parent"): "child",
    ("child", "guardian"): "ward",
    ("spouse", "spouse"): "spouse",
    ("child", "child"): "sibling",
    ("sibling", "sibling"): "sibling",
}
"""What one member of a family unit is to another; any other pair is of the family and no more is said."""


class Found(BaseModel):
    """One person of a group, as an agent writes them down in the field."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)

    person: Annotated[UUID | None, Ref("people.person")] = Field(
        None, description="A person on record, where the agent judged that it is them."
    )
    surname: str = Field("", max_length=120)
    given_names: str = Field("", max_length=120)
    birth: str = Field("", max_length=10, description="1985-04-12, or 1985")
    sex: Literal["", "M", "F", "X"] = ""
    nationality: Annotated[str, Code("icao_states")] = Field("", max_length=3)
    role: Role = ""
    family: str = Field("", max_length=16, description="A letter or word that everyone of the family unit has.")
    kin: Kin = Field("", description="What the person is in the family unit.")
    alone: bool = Field(default=False, description="A child with no parent or guardian here who can care for them.")


People = Annotated[
    list[Found],
    Personal,
    Field(title="People", min_length=1, max_length=MOST, description="Everybody of the group, in one entry"),
]
Where = Annotated[
    str,
    Field(
        title="Where",
        max_length=240,
        description="Coordinates, a bearing from a landmark (3 km NE of Montezuma Peak), or the name of a place",
    ),
]
Latitude = Annotated[Decimal | None, Field(title="Latitude", ge=-90, le=90, max_digits=9, decimal_places=6)]
Longitude = Annotated[Decimal | None, Field(title="Longitude", ge=-180, le=180, max_digits=9, decimal_places=6)]
Miles = Annotated[Decimal | None, Field(title="Miles from the border", ge=0, max_digits=6, decimal_places=1)]
Narrative = Annotated[str, Personal, Lines(5), Field(title="Narrative", max_length=8000)]


class _Scene(Act):
    """Where an event happened and in what."""

    where: Where = ""
    latitude: Latitude = None
    longitude: Longitude = None
    miles: Miles = None
    conveyance: Annotated[str, Code("conveyance_modes"), Field(title="Conveyance", max_length=24)] = ""
    plate: Annotated[str, Personal, Field(title="Plate", max_length=16)] = ""
    plate_issuer: Annotated[str, Field(title="State or country of the plate", max_length=16)] = ""
    vin: Annotated[str, Field(title="VIN", max_length=24)] = ""
    narrative: Narrative = ""

    def placed(self) -> None:
        """Refuse half a pair of coordinates.

        Raises:
            BadInput: when one is given without the other.
        """
        if (self.latitude is None) != (self.longitude is None):
            name = "longitude" if self.longitude is None else "latitude"
            raise BadInput(
                "A point has a latitude and a longitude.",
                problems=[Problem(name, "where.half", f"Give the {name} too.")],
            )

    def put_on(self, event: Event, scene: Scene) -> Event:
        """Keep on the event what is said here; what is left empty stays as it was.

        Coordinates and a bearing from a landmark become a point; a place that is only named stays a name.
        """
        for name in _Scene.model_fields:
            value = getattr(self, name)
            if value not in ("", None):
                setattr(event, name, value)
        if self.where and self.latitude is None:
            try:
                point = placing.kept(placing.placed(self.where, scene))
            except BadInput:
                return event
            event.latitude, event.longitude = point["latitude"], point["longitude"]
        return event


class OpenEvent(_Scene, key="patrol.open_event", on=EVENT, permission=APPREHEND, authorities=QUESTION):
    """Record an encounter event with everybody apprehended in it; custody begins at once."""

    people: People
    detection: Annotated[UUID | None, Ref("patrol.detection"), Field(title="Detected as")] = None

    def guard(self, record: Any, scene: Scene) -> None:
        """It is said where, and everybody can be recorded."""
        self.placed()
        if not self.where and self.latitude is None:
            raise BadInput(
                "Say where the people were found.",
                problems=[Problem("where", "where.missing", "Give a place, a bearing from a landmark or coordinates.")],
            )
        takable(self.people, scene)

    def apply(self, record: Any, scene: Scene) -> Event:
        """Give the event its number and take everybody into custody."""
        event = Event(
            number=take_number("event", scene),
            station_id=scene.place.id,
            at=scene.at,
            detection=self.detection,
            opened_by=account_of(scene.actor),
            state="open",
        )
        self.put_on(event, scene).save()
        take(event, self.people, scene)
        scene.told["number"] = event.number
        return event


class AddPeople(Act, key="patrol.add_people", on=EVENT, permission=APPREHEND, authorities=QUESTION):
    """Add people to an event; their custody begins at the time of this act."""

    people: People

    def guard(self, record: Event, scene: Scene) -> None:
        """Everybody can be recorded, and nobody before the event."""
        if scene.at < record.at:
            raise GuardRefused("Nobody is apprehended before the event.")
        takable(self.people, scene)

    def apply(self, record: Event, scene: Scene) -> Event:
        """Take them into custody."""
        take(record, self.people, scene)
        return record


class AmendEvent(_Scene, key="patrol.amend_event", on=EVENT, permission=APPREHEND, authorities=PROCESS):
    """Amend where an event happened, in what, or its narrative; what is left empty stays."""

    def guard(self, record: Event, scene: Scene) -> None:
        """A point is whole."""
        self.placed()

    def apply(self, record: Event, scene: Scene) -> Event:
        """Keep it."""
        return self.put_on(record, scene)


class CloseEvent(Act, key="patrol.close_event", on=EVENT, permission=APPREHEND, authorities=PROCESS):
    """Close an event: everybody in it is processed."""

    def guard(self, record: Event, scene: Scene) -> None:
        """Nobody is left."""
        left = record.apprehensions.filter(state__in=OPEN).count()
        if left:
            raise GuardRefused(f"{left} of the event are not processed yet.")


class Apprehend(
    Act,
    key="patrol.apprehend",
    on=APPREHENSION,
    permission=APPREHEND,
    authorities=QUESTION,
    marks=("patrol.apprehended",),
    automatic=True,
):
    """Apprehend one person of an event: met, taken into custody and checked against lookouts."""

    event: Annotated[UUID, Ref(EVENT), Field(title="Event")]
    person: Annotated[UUID, Ref("people.person"), Field(title="Person")]
    line: Annotated[int, Field(title="Line", ge=1)]
    role: Annotated[Role, Field(title="Role")] = ""
    family: Annotated[str, Field(title="Family unit", max_length=16)] = ""
    alone: Annotated[bool, Field(title="A child alone")] = False

    def apply(self, record: Any, scene: Scene) -> Apprehension:
        """Open the encounter and the stay, and ask the lookouts."""
        event = Event.objects.get(pk=self.event)
        person = Person.objects.get(pk=self.person)
        carried = f"{event.conveyance} {event.plate}".strip()[:64]
        encounter = scene.perform(
            OpenEncounter(person=person.pk, kind="apprehension", direction="between", conveyance=carried)
        ).record
        made = Apprehension(
            event=event,
            line=self.line,
            person=person,
            encounter=encounter,
            agent=account_of(scene.actor),
            role=self.role,
            family=self.family,
            alone=self.alone,
            at=scene.at,
        )
        held = TakeIntoCustody(
            person=person.pk,
            under="arrest.without_warrant",
            alone=self.alone,
            subject_record=APPREHENSION,
            subject=made.pk,
        )
        made.stay = scene.perform(held).record
        made.screened = _screen(made, scene)
        return made


def _screen(record: Apprehension, scene: Scene) -> str:
    """Ask the lookouts about somebody; return what stood in the way of asking well, or nothing."""
    person = record.person
    asked = {name: getattr(person, name) for name in ("surname", "given_names", "birth", "sex", "nationality")}
    met = Met(APPREHENSION, record.pk, person.pk, "", "", asked)
    found = screen([met], day=scene.day)
    scene.facts["hits"] = len(keep_hits(found.hits[0], met, scene))
    return found.exactly[:240]


def takable(people: list[Found], scene: Scene) -> None:
    """Refuse people who cannot be recorded, naming the line.

    Raises:
        BadInput: with a problem for each line that cannot be taken.
    """
    problems = [
        Problem("people", rule, f"Line {number}: {says}")
        for number, item in enumerate(people, 1)
        for rule, says in _faults(item, people, scene)
    ]
    if problems:
        raise BadInput(problems[0].message, problems=problems)


def _faults(item: Found, people: list[Found], scene: Scene) -> list[tuple[str, str]]:
    faults = []
    known = Person.objects.filter(pk=item.person).first() if item.person else None
    if known is not None and open_stay(known.same_as or known) is not None:
        faults.append(("person.held", f"{known.display_name} is in custody already."))
    if item.person is None and not fold(item.surname, item.given_names):
        faults.append(("person.name", "give at least one name; “Unknown” when none is given."))
    try:
        last: date | None = known.birth_last if known is not None else birth_bounds(item.birth)[1]
    except BadInput as bad:
        return [*faults, ("birth", bad.problems[0].message)]
    years = age_on(last, scene.day)
    if item.alone and years is not None and years >= scene.law.value("child.adult_age", scene.day).value:
        faults.append(("child.adult", "one who is not a child is not a child alone."))
    unit = [other for other in people if item.family and other.family.casefold() == item.family.casefold()]
    if item.family and len(unit) == 1:
        faults.append(("family.one", f"nobody else is of the family unit “{item.family}”."))
    if item.alone and any(other.kin in ("parent", "guardian") for other in unit):
        faults.append(("child.accompanied", "a child with a parent or guardian here is not alone."))
    return faults


def take(event: Event, people: list[Found], scene: Scene) -> None:
    """Record everybody, link the families, and then take each into custody."""
    persons = [_person(item, scene) for item in people]
    _link(people, persons, scene)
    line = event.apprehensions.count()
    for number, (item, person) in enumerate(zip(people, persons, strict=True), line + 1):
        act = Apprehend(
            event=event.pk,
            person=person.pk,
            line=number,
            role=item.role,
            family=item.family.upper(),
            alone=item.alone,
        )
        scene.about(scene.perform(act).record)
        scene.about(person)


def _person(item: Found, scene: Scene) -> Person:
    if item.person is not None:
        known = Person.objects.get(pk=item.person)
        return known.same_as or known
    claim = {name: getattr(item, name) for name in ("surname", "given_names", "birth", "sex", "nationality")}
    made: Person = scene.perform(RecordPerson(**claim, source="apprehension")).record
    return made


def _link(people: list[Found], persons: list[Person], scene: Scene) -> None:
    """Link everybody of a family unit to everybody else of it, before anybody is moved."""
    for first, item in enumerate(people):
        for second in range(first + 1, len(people)):
            other = people[second]
            if item.family and item.family.casefold() == other.family.casefold():
                kind: Any = RELATIONS.get((item.kin, other.kin), "other_family")
                scene.perform(Relate(other=persons[second].pk, kind=kind, family_unit=True), on=persons[first])
