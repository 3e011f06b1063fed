"""What the acts of departures share: who is barred, whose family is parted, how many escorts go, when boarding ends."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from limen.core.access.gate import viewer_of
from limen.core.custody.models import OPEN as HELD
from limen.core.custody.models import Stay
from limen.core.documents.models import TravelDocument
from limen.core.people.models import Person
from limen.core.people.queries import families_of, family_of, one_person, same_people
from limen.kernel import GuardRefused, Scene, UnknownRecord
from limen.offices.removal.bars import BarFacts
from limen.offices.removal.departure_states import OPEN_SEATS
from limen.offices.removal.gate import Barrier, gate, require_none
from limen.offices.removal.models import Case, Movement, Seat, TravelDocumentRequest

RATIO = "policy.escort_ratio"
MINUTES = "policy.removal_boarding_minutes"


GONE = {
    "died": _("The person died in custody."),
    "escaped": _("The person escaped and was not taken again."),
}
"""Why nobody can be sent on a journey whose last stay ended so."""


def known(person: Person, scene: Scene) -> None:
    """Refuse what names a person the actor may not know of, as if there were none.

    Raises:
        UnknownRecord: when the actor is not cleared for the person's record.
    """
    viewer = viewer_of(scene.actor, scene.place, scene.purpose, scene.day)
    if not viewer.sees(person.compartments):
        raise UnknownRecord("No such person.")


def removable(case: Case, country: str, scene: Scene, shut: Sequence[Barrier] | None = None) -> None:
    """Refuse to carry out anything but a final order, to anywhere but its country, or past the gate.

    Args:
        case: the case.
        country: the country.
        scene: the act's scene.
        shut: what stands in the way, where it was read for many at once.

    Raises:
        GuardRefused: naming the reason and its provision.
    """
    if case.state != "final":
        raise GuardRefused("There is no final order of removal in this case.")
    if case.country and case.country != country:
        raise GuardRefused(f"The order names {case.country}; this goes to {country}.")
    require_none(gate(case.person_id, country, scene.day, scene.law) if shut is None else shut)


def gone(people: Iterable[Any]) -> dict[Any, str]:
    """Return who of many people died in custody or escaped and was not taken again, and which, in three reads."""
    same = same_people(people)
    whose = {pk: person for person, group in same.items() for pk in group}
    last: dict[Any, str] = {}
    for person, state in (
        Stay.objects.filter(person__in=whose).order_by("began_at", "pk").values_list("person", "state")
    ):
        last[whose[person]] = state
    return {person: state for person, state in last.items() if state in GONE}


def require_here(person: Any) -> None:
    """Refuse to send on a journey who died in custody or escaped.

    Raises:
        GuardRefused: saying which.
    """
    for state in gone([person]).values():
        raise GuardRefused(str(GONE[state]))


def usable(document: TravelDocument, person: Any, day: date) -> bool:
    """Return whether a person can travel on a document on a day: theirs, not reported, not past."""
    past = document.expires is not None and document.expires < day
    return document.person_id == person and not document.reported_why and not past


def document_for(case: Case, country: str, day: date) -> TravelDocument | None:
    """Return the document had for a case from its country, when a person can travel on it on a day."""
    rows = TravelDocumentRequest.objects.filter(case=case, country=country, state="received", document__isnull=False)
    for row in rows.select_related("document").order_by("-asked_at", "-pk"):
        if row.document is not None and usable(row.document, case.person_id, day):
            return row.document
    return None


def needs_document(seat: Seat, day: date) -> None:
    """Refuse to embark a person whose document cannot be travelled on, where one is needed.

    Raises:
        GuardRefused: when it has run out or was reported.
    """
    if seat.document is None:
        if not seat.no_document_why:
            raise GuardRefused("The person has no travel document.")
    elif not usable(seat.document, seat.person_id, day):
        raise GuardRefused("The travel document has run out, or was reported.")


def escorts_needed(movement: Movement, people: int, law: Any, day: date) -> int:
    """Return how many escorts a movement needs for so many people: one for each group, begun or full."""
    ratio = int(law.value(RATIO, day).value)
    return -(-people // ratio) if movement.escorted else 0


def enough_escorts(movement: Movement, people: int, scene: Scene) -> None:
    """Refuse to go on without the escorts that policy asks for.

    Raises:
        GuardRefused: saying how many are missing.
    """
    needed, going = escorts_needed(movement, people, scene.law, scene.day), movement.escorts.count()
    if going < needed:
        raise GuardRefused(
            f"{people} people need {needed} escorts; {going} are named.",
            citation=scene.law.value(RATIO, scene.day).citation,
        )


def boarding_ends(movement: Movement, law: Any, day: date) -> datetime:
    """Return by when everyone is checked aboard."""
    return movement.departs_at - timedelta(minutes=int(law.value(MINUTES, day).value))


def family_elsewhere(person: Any, movement: Movement) -> bool:
    """Return whether one of a person's family unit is to travel on another movement without a recorded reason."""
    rows = Seat.objects.filter(person__in=family_of(person), state__in=OPEN_SEATS, apart_why="")
    return rows.exclude(movement=movement).exists()


def parted(seats: Sequence[Seat]) -> list[Seat]:
    """Return who of a manifest would leave one of their family unit behind, in two reads however many go.

    Left behind is who is held, or ordered removed, and is not on the same movement. Whose parting a supervisor allowed
    and gave a reason for is not parted.

    Args:
        seats: seats of one movement.
    """
    asked = [seat for seat in seats if not seat.apart_why]
    families = families_of(seat.person_id for seat in asked)
    kin = set().union(*families.values())
    if not kin:
        return []
    along = Seat.objects.filter(movement=asked[0].movement_id, state__in=OPEN_SEATS).values("person")
    held = Q(pk__in=Stay.objects.filter(state__in=HELD).values("person"))
    ordered = Q(pk__in=Case.objects.filter(state="final").values("person"))
    rows = Person.objects.filter(held | ordered, pk__in=kin).exclude(pk__in=along)
    behind = set(rows.values_list("pk", flat=True))
    return [seat for seat in asked if families[seat.person_id] & behind]


def whom(seat: Seat) -> str:
    """Return how a refusal names who sits on a seat: never by the name of a person whose record is sealed."""
    where = f"The person in seat {seat.label}" if seat.label else "A person without a seat"
    return where if seat.person.compartments else f"{seat.person.display_name} ({seat.label or 'no seat'})"


def families_together(seats: Sequence[Seat]) -> None:
    """Refuse to go on while a family unit is parted that nobody allowed to be.

    Raises:
        GuardRefused: naming the seat.
    """
    found = parted(seats)
    if found:
        raise GuardRefused(
            f"{whom(found[0])} would be parted from their family unit. "
            "Put the family on one movement, or have a supervisor record why they part."
        )


def facts_of(seat: Seat, left_on: date, scene: Scene) -> BarFacts:
    """Return what bars follow from, when a person left on a seat."""
    case, decided = seat.case, _bars_of(seat.case, scene)
    earlier = Case.objects.filter(person__in=one_person(seat.person_id), state="removed").exclude(pk=case.pk).count()
    return BarFacts(
        removed_on=left_on,
        arriving=seat.arriving or "arriving_first" in decided,
        earlier_removals=max(earlier, 1) if "second" in decided else earlier,
        felony="felony" in decided,
        in_absence=case.in_absence,
    )


def _bars_of(case: Case, scene: Scene) -> set[str]:
    """Return the bars that the kind of a case, or a ground it was charged on, decides by itself."""
    kind = scene.law.codes("case_kinds").get(case.kind, scene.day)
    found = {str(kind.attributes.get("bar", ""))} if kind is not None else set()
    charges, grounds = scene.law.codes("charges"), scene.law.codes("removability_grounds")
    for charge in case.charges.filter(withdrawn_on=None).exclude(sustained=False):
        row = charges.get(charge.code, scene.day)
        ground = grounds.get(row.attributes.get("ground", ""), scene.day) if row is not None else None
        found.add(str(ground.attributes.get("bar", "")) if ground is not None else "")
    return found - {""}
