"""The shift board: lanes, who works them, how long people wait, and vehicles at a land lane."""

from __future__ import annotations

from typing import Annotated, Any
from uuid import UUID

from pydantic import Field

from limen.core.access.gate import roles_held
from limen.core.access.models import Account
from limen.kernel import Act, BadInput, Code, GuardRefused, Personal, Problem, Ref, Scene
from limen.offices.inspections.models import Lane, Vehicle, Wait

LANE = "inspections.lane"
VEHICLE = "inspections.vehicle"
SHIFT = "inspections.shift"
KEEP = ("records.keep",)


class AddLane(Act, key="inspections.add_lane", on=LANE, permission=SHIFT, authorities=KEEP):
    """Add a lane or counter to this port."""

    name: Annotated[str, Field(title="Lane", min_length=1, max_length=16)]
    mode: Annotated[str, Code("conveyance_modes"), Field(title="Mode", max_length=12)] = "air"
    kind: Annotated[str, Field(title="For", max_length=24)] = "all"

    def guard(self, record: Any, scene: Scene) -> None:
        """A port has one lane of a name."""
        if Lane.objects.filter(place=scene.place.id, name=self.name).exists():
            raise GuardRefused(f"This port has a lane {self.name} already.")

    def apply(self, record: Any, scene: Scene) -> Lane:
        """Make it; it is closed until an officer works it."""
        return Lane(place_id=scene.place.id, name=self.name, mode=self.mode, kind=self.kind)


class StaffLane(Act, key="inspections.staff_lane", on=LANE, permission=SHIFT, authorities=KEEP):
    """Open a lane with an officer at it, or change who works it."""

    officer: Annotated[UUID, Ref("access.account"), Field(title="Officer")]

    def guard(self, record: Lane, scene: Scene) -> None:
        """The officer is posted at the lane's port today."""
        officer = Account.objects.get(pk=self.officer)
        if not roles_held(officer, record.place, scene.day):
            raise BadInput(
                "That officer is not posted at this port.",
                problems=[Problem("officer", "officer.elsewhere", "Choose an officer of this port.")],
            )

    def apply(self, record: Lane, scene: Scene) -> Lane:
        """Put the officer there."""
        record.officer_id, record.since = self.officer, scene.at
        return record


class CloseLane(Act, key="inspections.close_lane", on=LANE, permission=SHIFT, authorities=KEEP):
    """Close a lane."""

    def apply(self, record: Lane, scene: Scene) -> Lane:
        """Nobody works it."""
        record.officer, record.since = None, scene.at
        return record


class RecordWait(Act, key="inspections.record_wait", on=LANE, permission=SHIFT, authorities=KEEP):
    """Record how long people wait at a lane."""

    minutes: Annotated[int, Field(title="Minutes", ge=0, le=1440)]
    queue: Annotated[int | None, Field(title="People or vehicles waiting", ge=0, le=100_000)] = None

    def apply(self, record: Lane, scene: Scene) -> Lane:
        """Keep the reading."""
        Wait.objects.create(place_id=record.place_id, lane=record, at=scene.at, minutes=self.minutes, queue=self.queue)
        return record


class OpenVehicle(
    Act,
    key="inspections.open_vehicle",
    on=VEHICLE,
    permission="inspections.primary",
    authorities=("inspect.applicant",),
):
    """Record a vehicle at a lane, by its plate; the people in it are inspected one by one under it."""

    plate: Annotated[str, Personal, Field(title="Plate", min_length=1, max_length=16)]
    plate_issuer: Annotated[str, Field(title="State or country of the plate", max_length=16)] = ""
    lane: Annotated[str, Field(title="Lane", max_length=16)] = ""
    people: Annotated[int, Field(title="People in it", ge=1, le=120)] = 1

    def apply(self, record: Any, scene: Scene) -> Vehicle:
        """Make it."""
        return Vehicle(
            plate="".join(self.plate.upper().split()),
            plate_issuer=self.plate_issuer.upper(),
            place_id=scene.place.id,
            lane=self.lane,
            at=scene.at,
            people=self.people,
        )


class ReleaseVehicle(
    Act,
    key="inspections.release_vehicle",
    on=VEHICLE,
    permission="inspections.primary",
    authorities=("inspect.applicant",),
):
    """Let a vehicle go: everyone in it has been inspected."""

    def guard(self, record: Vehicle, scene: Scene) -> None:
        """As many people were inspected as are in it, and none is still at the counter."""
        rows = record.inspections.all()
        if rows.filter(state="primary").exists():
            raise GuardRefused("Someone in the vehicle is still at the counter.")
        if rows.count() < record.people:
            raise GuardRefused(f"{record.people} people are in the vehicle and {rows.count()} were inspected.")


class RecountVehicle(
    Act,
    key="inspections.recount_vehicle",
    on=VEHICLE,
    permission="inspections.primary",
    authorities=("inspect.applicant",),
):
    """Correct how many people are in a vehicle."""

    people: Annotated[int, Field(title="People in it", ge=1, le=120)]

    def apply(self, record: Vehicle, scene: Scene) -> Vehicle:
        """Set it."""
        record.people = self.people
        return record
