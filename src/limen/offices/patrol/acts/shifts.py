"""Shifts: planned, mustered, worked and handed over."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import Field

from limen.core.access.gate import roles_held
from limen.core.access.models import Account
from limen.kernel import Act, Code, GuardRefused, Lines, Ref, Scene
from limen.offices.patrol import placing
from limen.offices.patrol.acts.common import KEEP, SHIFTS, ZoneRef, bad
from limen.offices.patrol.acts.zones import zone_meant
from limen.offices.patrol.models import Assignment, Shift

SHIFT = "patrol.shift"


class PlanShift(Act, key="patrol.plan_shift", on=SHIFT, permission=SHIFTS, authorities=KEEP):
    """Plan a shift of this station."""

    kind: Annotated[Literal["day", "swing", "mid"], Field(title="Shift")]
    starts: Annotated[datetime, Field(title="Starts")]
    ends: Annotated[datetime, Field(title="Ends")]
    supervisor: Annotated[UUID, Ref("access.account"), Field(title="Supervisor")]

    def guard(self, record: Any, scene: Scene) -> None:
        """It ends after it starts, the same day or the next, and does not overlap another of its kind."""
        hours = (placing.zoned(self.ends, "ends") - placing.zoned(self.starts, "starts")).total_seconds() / 3600
        if not 0 < hours <= 24:  # noqa: PLR2004  a day
            raise bad("ends", "shift.length", "A shift ends after it starts, within a day.")
        same = Shift.objects.filter(station=scene.place.id, kind=self.kind, starts__lt=self.ends, ends__gt=self.starts)
        if same.exclude(state="ended").exists():
            raise GuardRefused(f"A {self.kind} shift is planned over that time already.")

    def apply(self, record: Any, scene: Scene) -> Shift:
        """Keep it."""
        return Shift(
            station_id=scene.place.id,
            kind=self.kind,
            starts=self.starts,
            ends=self.ends,
            supervisor_id=self.supervisor,
        )


class StartShift(Act, key="patrol.start_shift", on=SHIFT, permission=SHIFTS, authorities=KEEP):
    """Muster a shift and start it."""

    muster: Annotated[str, Lines(6), Field(title="Said at the muster", max_length=4000)] = ""

    def apply(self, record: Shift, scene: Scene) -> Shift:
        """Keep when, and what was said."""
        record.muster, record.began_at = self.muster, scene.at
        return record


class Assign(Act, key="patrol.assign", on=SHIFT, permission=SHIFTS, authorities=KEEP):
    """Put an agent to a duty on a shift."""

    officer: Annotated[UUID, Ref("access.account"), Field(title="Agent")]
    duty: Annotated[str, Code("patrol_duties"), Field(title="Duty", max_length=24)]
    zone: ZoneRef = None
    vehicle: Annotated[str, Field(title="Vehicle", max_length=24)] = ""
    radio: Annotated[str, Field(title="Radio or call sign", max_length=24)] = ""

    def guard(self, record: Shift, scene: Scene) -> None:
        """The agent is posted here and has no other duty on the shift."""
        _posted_here(self.officer, record)
        zone_meant(self.zone, record.station_id)
        if record.assignments.filter(officer=self.officer, until=None).exists():
            raise GuardRefused("That agent has a duty on this shift. Reassign them.")

    def apply(self, record: Shift, scene: Scene) -> Shift:
        """Put them to it."""
        _put(self, record, scene)
        return record


class Reassign(Act, key="patrol.reassign", on=SHIFT, permission=SHIFTS, authorities=KEEP):
    """Put an agent to another duty during a shift."""

    officer: Annotated[UUID, Ref("access.account"), Field(title="Agent")]
    duty: Annotated[str, Code("patrol_duties"), Field(title="Duty", max_length=24)]
    zone: ZoneRef = None
    vehicle: Annotated[str, Field(title="Vehicle", max_length=24)] = ""
    radio: Annotated[str, Field(title="Radio or call sign", max_length=24)] = ""

    def guard(self, record: Shift, scene: Scene) -> None:
        """They have a duty to leave, and the zone is the station's."""
        zone_meant(self.zone, record.station_id)
        if not record.assignments.filter(officer=self.officer, until=None).exists():
            raise GuardRefused("That agent has no duty on this shift. Assign them.")

    def apply(self, record: Shift, scene: Scene) -> Shift:
        """End the one duty and begin the other."""
        record.assignments.filter(officer=self.officer, until=None).update(until=scene.at)
        _put(self, record, scene)
        return record


class EndShift(Act, key="patrol.end_shift", on=SHIFT, permission=SHIFTS, authorities=KEEP):
    """End a shift, and hand over to the next."""

    handover: Annotated[str, Lines(8), Field(title="Handed over to the next shift", min_length=2, max_length=8000)]

    def apply(self, record: Shift, scene: Scene) -> Shift:
        """Every duty ends with it."""
        record.assignments.filter(until=None).update(until=scene.at)
        record.handover, record.ended_at = self.handover, scene.at
        return record


def _put(act: Assign | Reassign, record: Shift, scene: Scene) -> None:
    zone = zone_meant(act.zone, record.station_id)
    Assignment.objects.create(
        shift=record,
        officer_id=act.officer,
        duty=act.duty,
        zone=zone.name if zone is not None else "",
        in_zone=zone,
        vehicle=act.vehicle,
        radio=act.radio,
        since=max(scene.at, record.starts) if record.state == "planned" else scene.at,
    )


def _posted_here(officer: UUID, record: Shift) -> None:
    found = Account.objects.get(pk=officer)
    if not roles_held(found, record.station, record.starts.astimezone(record.station.zone).date()):
        raise bad("officer", "officer.elsewhere", "That agent is not posted at this station.")
