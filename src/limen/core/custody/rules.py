"""What the acts of custody share: stints that touch, families that stay together, who is a child, what an event is."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Any

from limen.core.access.gate import account_of
from limen.core.custody.models import OPEN, Apart, Finding, Stay, Stint
from limen.core.people.models import Person, Relationship
from limen.core.people.queries import age_on, family_of, one_person
from limen.core.places.models import Place
from limen.kernel import BadInput, GuardRefused, Problem, Scene

if TYPE_CHECKING:
    from uuid import UUID

STAY = "custody.stay"
KIND_OF_PLACE = {
    "station": "station",
    "sector": "station",
    "checkpoint": "station",
    "port": "port",
    "facility": "facility",
    "office": "hold_room",
}
"""What a stint at a kind of place is; nobody is held at any other."""

IN_MARKS = {
    "station": "custody.booked_in_station",
    "port": "custody.booked_in_port",
    "facility": "custody.booked_in",
    "hold_room": "custody.hold_room_entered",
}
STATION_MARKS = {True: "child.booked_in_station", False: "custody.adult_booked_in_station"}
"""The event of a station or a port besides, by whether the person is a juvenile: what is owed them differs."""
OUT_MARKS = {
    "station": "custody.booked_out_station",
    "port": "custody.booked_out_port",
    "facility": "custody.booked_out",
    "hold_room": "custody.hold_room_left",
}
TAKEN = "custody.taken"
"""The event that taking a person into custody without an arrest is."""
ARREST_MARKS = {
    "arrest.without_warrant": "custody.arrested_without_warrant",
    "arrest.warrant": "custody.arrested_on_warrant",
    "arrest.felony": "custody.arrested_for_crime",
}


def here(scene: Scene) -> Place:
    """Return the place of the act, which must be one on record where people are held."""
    place = scene.place
    if not isinstance(place, Place) or place.kind not in KIND_OF_PLACE:
        raise GuardRefused("People are held at a station, a port, an office or a facility on record.")
    return place


def open_stay(person: Any) -> Stay | None:
    """Return the stay in which a person is held now, under whichever record that is judged to be theirs."""
    return Stay.objects.filter(person__in=one_person(getattr(person, "pk", person)), state__in=OPEN).first()


def open_stint(stay: Stay) -> Stint:
    """Return the open stint of a stay.

    Raises:
        GuardRefused: when the person has left.
    """
    found = stay.stints.filter(until=None).first()
    if found is None:
        raise GuardRefused("The person is not held any more.")
    return found


def moved(stay: Stay, place: Place, kind: str, at: datetime, cell: str = "") -> Stint:
    """End the open stint of a stay and begin the next at the same moment."""
    ended(stay, at)
    stay.place = place
    return Stint.objects.create(stay=stay, person_id=stay.person_id, place=place, kind=kind, cell=cell, since=at)


def ended(stay: Stay, at: datetime) -> None:
    """End the open stint of a stay."""
    stint = open_stint(stay)
    stint.until = at
    stint.save(update_fields=["until"])


def not_before(stay: Stay, at: datetime) -> None:
    """Refuse an event of a stay that would lie before the stint it ends."""
    since = open_stint(stay).since
    if at < since:
        raise BadInput(
            "That is before the person came to where they are.",
            problems=[Problem("when", "custody.overlap", f"Give a moment after {since:%Y-%m-%d %H:%M} UTC.")],
        )


def is_juvenile(person: Person, scene: Scene) -> bool:
    """Return whether a person is, or may by what is known of the birth still be, a child on the day."""
    age = age_on(person.birth_last, scene.day)
    return age is not None and age < scene.law.value("child.adult_age", scene.day).value


def alone_marks(person: Person, scene: Scene) -> list[str]:
    """Return the events of law that finding a child alone is."""
    bordering = person.nationality in scene.law.value("child.bordering_countries", scene.day).value
    return ["child.found_unaccompanied", *(["child.found_contiguous"] if bordering else [])]


def unit_of(person: Any) -> UUID | None:
    """Return the family unit a person belongs to now."""
    rows = Relationship.objects.filter(person=person, until=None, family_unit__isnull=False)
    found: UUID | None = rows.values_list("family_unit", flat=True).first()
    return found


def family_here(stay: Stay) -> list[Stay]:
    """Return the open stays of the person's family unit at the same place."""
    members = family_of(stay.person_id)
    rows = Stay.objects.filter(person__in=members, state__in=OPEN, place=stay.place_id).exclude(pk=stay.pk)
    return list(rows.select_related("person"))


def kept_together(stay: Stay, *, with_family: bool) -> list[Stay]:
    """Return who goes along; refuse to leave a family behind that nobody allowed to be kept apart.

    Raises:
        GuardRefused: when the family would be split without a recorded reason and approver.
    """
    family = [other for other in family_here(stay) if not other.apart_by_id]
    if stay.apart_by_id or not family:
        return []
    if not with_family:
        raise GuardRefused(
            "The person's family unit is held here. Move them together, or have a supervisor record why they part."
        )
    return family


def may_share(stay: Stay, place: Place, cell: str, scene: Scene) -> None:
    """Refuse a cell with somebody the person is kept apart from, a level never housed with theirs, or another's child.

    Raises:
        GuardRefused: when the cell is closed to this person.
    """
    if not cell:
        return
    rows = Stint.objects.filter(place=place, cell=cell, until=None).exclude(stay=stay).select_related("stay")
    mates = [row.stay for row in rows]
    orders = Apart.objects.filter(until=None)
    kept = {row.other_id for row in orders.filter(stay=stay)}
    kept |= set(orders.filter(other=stay.person_id).values_list("stay__person", flat=True))
    if any(mate.person_id in kept for mate in mates):
        raise GuardRefused("Somebody in that cell is kept apart from this person.")
    apart = _levels_apart(stay.level, scene)
    if any(mate.level and mate.level in apart for mate in mates):
        raise GuardRefused("Somebody in that cell is of a custody level never housed with this person's.")
    unit = unit_of(stay.person_id)
    strangers = [mate for mate in mates if unit is None or unit_of(mate.person_id) != unit]
    if any(mate.juvenile != stay.juvenile for mate in strangers):
        raise GuardRefused("A juvenile is not held in a cell with an adult who is not of the family.")


def _levels_apart(level: str, scene: Scene) -> tuple[str, ...]:
    found = scene.law.codes("custody_levels").get(level, scene.day) if level else None
    return tuple(found.attributes["apart"]) if found is not None else ()


def events_of(code: Any, stay: Stay) -> list[str]:
    """Return the events of law that something done for a person is."""
    marks = list(code.attributes["marks"])
    marks += code.attributes["child_marks" if stay.juvenile else "adult_marks"]
    if stay.at_risk:
        marks += code.attributes["risk_marks"]
    return marks


def find(stay: Stay, kind: str, says: str, scene: Scene) -> None:
    """Keep a decision on a stay and who made it."""
    Finding.objects.create(stay=stay, kind=kind, says=says, at=scene.at, by=account_of(scene.actor))


def about_all(stays: Iterable[Stay], scene: Scene) -> None:
    """List people in the entry."""
    for stay in stays:
        scene.about(stay.person)
