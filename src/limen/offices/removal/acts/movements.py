"""A run that carries people out: planned, escorted, boarded, departed, and its departure verified by who saw it."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import Field

from limen.kernel import Act, BadInput, Code, GuardRefused, Problem, Ref, Scene
from limen.offices.removal import departing as rules
from limen.offices.removal.acts.departures import ExecuteWarrant
from limen.offices.removal.acts.manifest import ReleaseSeat
from limen.offices.removal.departure_states import OPEN_SEATS, WAITING
from limen.offices.removal.gate import Barrier, gates
from limen.offices.removal.models import Escort, Leg, Movement, Seat

MOVEMENT = "removal.movement"
PLAN = "removal.manifest"
BOARD = "removal.board"
VERIFY = "removal.verify"
CARRY = ("remove.manifest",)
EXECUTE = ("remove.execute",)
DepartsAt = Annotated[datetime, Field(title="Departs")]
Number = Annotated[str, Field(title="Number", min_length=1, max_length=24)]
Seats = Annotated[int, Field(title="Seats for people removed", ge=1, le=1000)]
Why = Annotated[str, Field(title="Why", min_length=5, max_length=300)]


def aboard(movement: Movement) -> list[Seat]:
    """Return who is aboard."""
    rows = movement.seats.filter(state="embarked").select_related("person", "case", "document", "movement__place")
    return list(rows.order_by("label", "pk"))


class PlanMovement(Act, key="removal.plan_movement", on=MOVEMENT, permission=PLAN, authorities=CARRY):
    """Plan a flight, a bus or a walk that carries people out of the country from here."""

    mode: Annotated[str, Code("conveyance_modes"), Field(title="Mode", max_length=12)] = "air"
    chartered: Annotated[bool, Field(title="Chartered by the service")] = False
    carrier: Annotated[str, Field(title="Carrier", max_length=80)] = ""
    number: Number
    country: Annotated[str, Code("icao_states"), Field(title="To which country", min_length=3, max_length=3)]
    destination: Annotated[str, Field(title="Airport, port or crossing there", min_length=2, max_length=120)]
    departs_at: DepartsAt
    arrives_at: Annotated[datetime | None, Field(title="Arrives")] = None
    capacity: Seats = 1
    escorted: Annotated[bool, Field(title="Escorts go along")] = True
    unescorted_why: Annotated[str, Field(title="Why nobody goes along", max_length=300)] = ""

    def guard(self, record: Any, scene: Scene) -> None:
        """It departs from a place on record, arrives after it departs, and goes unescorted only for a reason."""
        _in_order(self.departs_at, self.arrives_at)
        if self.departs_at <= scene.at:
            raise BadInput(
                "It departs in the future.",
                problems=[Problem("departs_at", "time.past", "Give a time that is to come.")],
            )
        if not self.escorted and not self.unescorted_why:
            raise BadInput(
                "Say why nobody goes along.",
                problems=[Problem("unescorted_why", "escorts.none", "Say why nobody goes along.")],
            )

    def apply(self, record: Any, scene: Scene) -> Movement:
        """Put it on the board."""
        return Movement(place_id=scene.place.id, **self.model_dump())


class RescheduleMovement(Act, key="removal.reschedule_movement", on=MOVEMENT, permission=PLAN, authorities=CARRY):
    """Change when a movement departs, or its number."""

    departs_at: DepartsAt
    arrives_at: Annotated[datetime | None, Field(title="Arrives")] = None
    number: Annotated[str, Field(title="Number", max_length=24)] = ""
    why: Why

    def guard(self, record: Movement, scene: Scene) -> None:
        """It departs in the future and arrives after it departs."""
        _in_order(self.departs_at, self.arrives_at)
        if self.departs_at <= scene.at:
            raise GuardRefused("It departs in the future.")

    def apply(self, record: Movement, scene: Scene) -> Movement:
        """Change it and keep why."""
        record.departs_at, record.arrives_at, record.why = self.departs_at, self.arrives_at, self.why
        record.number = self.number or record.number
        return record


class AddLeg(Act, key="removal.add_leg", on=MOVEMENT, permission=PLAN, authorities=CARRY):
    """Add a leg to the itinerary."""

    origin: Annotated[str, Field(title="From", min_length=2, max_length=80)]
    destination: Annotated[str, Field(title="To", min_length=2, max_length=80)]
    departs_at: DepartsAt
    arrives_at: Annotated[datetime, Field(title="Arrives")]
    note: Annotated[str, Field(title="Note", max_length=200)] = ""

    def guard(self, record: Movement, scene: Scene) -> None:
        """It arrives after it departs, and overlaps no other leg."""
        _in_order(self.departs_at, self.arrives_at)
        if record.legs.filter(departs_at__lt=self.arrives_at, arrives_at__gt=self.departs_at).exists():
            raise GuardRefused("Another leg runs at that time.")

    def apply(self, record: Movement, scene: Scene) -> Movement:
        """Keep it."""
        Leg.objects.create(movement=record, position=record.legs.count() + 1, **self.model_dump())
        return record


class AddEscort(Act, key="removal.add_escort", on=MOVEMENT, permission=PLAN, authorities=CARRY):
    """Name an escort."""

    account: Annotated[UUID, Ref("access.account"), Field(title="Who")]
    role: Annotated[Literal["lead", "officer", "guard", "nurse", "interpreter"], Field(title="As")] = "officer"

    def guard(self, record: Movement, scene: Scene) -> None:
        """Nobody is named twice, and one leads."""
        if record.escorts.filter(account=self.account).exists():
            raise GuardRefused("That escort is named already.")
        if self.role == "lead" and record.escorts.filter(role="lead").exists():
            raise GuardRefused("Another escort leads.")

    def apply(self, record: Movement, scene: Scene) -> Movement:
        """Keep who goes along."""
        Escort.objects.create(movement=record, account_id=self.account, role=self.role)
        return record


class DropEscort(Act, key="removal.drop_escort", on=MOVEMENT, permission=PLAN, authorities=CARRY):
    """Take an escort off."""

    account: Annotated[UUID, Ref("access.account"), Field(title="Who")]

    def guard(self, record: Movement, scene: Scene) -> None:
        """The escort is named."""
        if not record.escorts.filter(account=self.account).exists():
            raise GuardRefused("That escort is not named.")

    def apply(self, record: Movement, scene: Scene) -> Movement:
        """Take them off."""
        record.escorts.filter(account=self.account).delete()
        return record


class OpenBoarding(Act, key="removal.open_boarding", on=MOVEMENT, permission=BOARD, authorities=CARRY):
    """Open boarding."""

    def guard(self, record: Movement, scene: Scene) -> None:
        """Somebody is on the manifest, the escorts are enough, and no family is parted unseen."""
        seats = list(record.seats.filter(state__in=WAITING).select_related("person"))
        if not seats:
            raise GuardRefused("Nobody is on the manifest.")
        rules.enough_escorts(record, len(seats), scene)
        rules.families_together(seats)


class Depart(Act, key="removal.depart", on=MOVEMENT, permission=BOARD, authorities=EXECUTE):
    """Close boarding and record that the movement left."""

    left_at: Annotated[datetime | None, Field(title="Left at", description="Now when left empty")] = None

    def guard(self, record: Movement, scene: Scene) -> None:
        """Everyone was decided at the door, the gate stands open for all aboard, and no family is parted unseen."""
        if self.left_at is not None and self.left_at > scene.at:
            raise BadInput(
                "It has not left yet.", problems=[Problem("left_at", "time.future", "Give the time it left.")]
            )
        waiting = record.seats.filter(state__in=WAITING).count()
        if waiting:
            raise GuardRefused(f"{waiting} on the manifest were neither embarked nor left behind.")
        seats = aboard(record)
        if not seats:
            raise GuardRefused("Nobody is aboard; cancel the movement instead.")
        rules.enough_escorts(record, len(seats), scene)
        rules.families_together(seats)
        shut = gates([seat.person_id for seat in seats], record.country, scene.day, scene.law)
        gone = rules.gone(seat.person_id for seat in seats)
        for seat in seats:
            if seat.person_id in gone:
                raise GuardRefused(f"{rules.whom(seat)} must not go: {rules.GONE[gone[seat.person_id]]}")
            _still_open(seat, record, shut[seat.person_id], scene)

    def apply(self, record: Movement, scene: Scene) -> Movement:
        """Keep when."""
        record.left_at = self.left_at or scene.at
        for seat in aboard(record):
            scene.about(seat)
        return record


class VerifyDeparture(Act, key="removal.verify_departure", on=MOVEMENT, permission=VERIFY, authorities=EXECUTE):
    """Verify the departure with the port or the carrier; the warrant of everyone aboard is carried out."""

    how: Annotated[Literal["port", "carrier"], Field(title="Verified by the")]
    by: Annotated[str, Field(title="Who saw the departure", min_length=3, max_length=120)]
    reference: Annotated[str, Field(title="Reference", max_length=64)] = ""

    def apply(self, record: Movement, scene: Scene) -> Movement:
        """Keep who saw it, and carry out each warrant."""
        record.verified_how, record.verified_by, record.verified_at = self.how, self.by, scene.at
        seats = aboard(record)
        for seat in seats:
            scene.perform(ExecuteWarrant(witness=self.by), on=seat)
        scene.facts["removed"] = len(seats)
        return record


class CancelMovement(Act, key="removal.cancel_movement", on=MOVEMENT, permission=PLAN, authorities=CARRY):
    """Cancel a movement; everyone comes off its manifest."""

    why: Why

    def guard(self, record: Movement, scene: Scene) -> None:
        """Nobody is aboard."""
        if record.seats.filter(state="embarked").exists():
            raise GuardRefused("People are aboard; take them off first.")

    def apply(self, record: Movement, scene: Scene) -> Movement:
        """Keep why, and free everyone for another movement."""
        record.why = self.why
        for seat in record.seats.filter(state__in=OPEN_SEATS):
            scene.perform(ReleaseSeat(why=self.why), on=seat)
        return record


def _in_order(departs_at: datetime, arrives_at: datetime | None) -> None:
    for name, value in (("departs_at", departs_at), ("arrives_at", arrives_at)):
        if value is not None and value.tzinfo is None:
            raise BadInput("Give times with a zone.", problems=[Problem(name, "time.zone", "Give a zone.")])
    if arrives_at is not None and arrives_at <= departs_at:
        raise BadInput(
            "It arrives after it departs.",
            problems=[Problem("arrives_at", "time.order", "Give a time after the departure.")],
        )


def _still_open(seat: Seat, movement: Movement, shut: list[Barrier], scene: Scene) -> None:
    try:
        rules.removable(seat.case, movement.country, scene, shut)
    except GuardRefused as refused:
        raise GuardRefused(
            f"{rules.whom(seat)} must not go: {refused.message}",
            citation=refused.citation,
        ) from refused
