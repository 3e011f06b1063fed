"""A day in the field for the demonstration: a shift, detections, seizures and a rescue, by the acts agents do."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from limen.kernel import perform
from limen.offices.patrol import acts
from limen.offices.patrol.models import Detection, RescueBeacon

DATA = Path(__file__).parent / "data" / "field.toml"
LATER = ("ago", "answered", "found", "outcome", "stored")
"""What a row of the data says besides the fields of its first act."""


@dataclass(frozen=True, slots=True)
class Stage:
    """The demonstration's station, who works there, and the moment it is made.

    Args:
        station: the station.
        agents: its agents; the first does what one agent does.
        supervisor: who leads the shift.
        now: the moment the day is made.
    """

    station: Any
    agents: list[Any]
    supervisor: Any
    now: datetime

    def do(self, act: Any, on: Any = None, *, ago: float, lead: bool = False, agent: int = 0) -> Any:
        """Do an act some minutes ago and return the record."""
        who = self.supervisor if lead else self.agents[agent % len(self.agents)]
        when = self.now - timedelta(minutes=max(ago, 0))
        return perform(act, on=on, by=who, at=self.station, purpose="patrol", when=when).record


def field_day(station: Any, agents: list[Any], supervisor: Any, *, now: datetime | None = None) -> None:
    """Make a day in the field once; a second run finds it made.

    Numbers of the kinds ``detection`` and ``seizure`` must be leased to the node.

    Args:
        station: the station it happens at.
        agents: accounts that hold the role ``agent`` there.
        supervisor: an account that holds the role ``supervisor`` there.
        now: the moment it is made; this one, when absent.
    """
    if Detection.objects.filter(station=station.pk).exists():
        return
    plan = tomllib.loads(DATA.read_text(encoding="utf-8"))
    stage = Stage(station, agents, supervisor, now or datetime.now(UTC))
    for row in plan["landmark"]:
        stage.do(acts.AddLandmark(**row), ago=700)
    for row in plan["beacon"]:
        beacon = stage.do(acts.SetBeacon(**row), ago=700, lead=True)
        stage.do(acts.TestBeacon(works="works"), beacon, ago=690)
    zones = [stage.do(acts.OpenZone(**row), ago=700, lead=True) for row in plan["zone"]]
    _shift(stage, zones)
    for index, row in enumerate(plan["detection"]):
        _detection(stage, row, index, zones)
    for row in plan["seizure"]:
        _seizure(stage, row)
    _rescue(stage)


def _shift(stage: Stage, zones: list[Any]) -> None:
    starts = stage.now - timedelta(minutes=480)
    plan = acts.PlanShift(kind="day", starts=starts, ends=starts + timedelta(hours=10), supervisor=stage.supervisor.pk)
    record = stage.do(plan, ago=600, lead=True)
    duties = ("linewatch", "sign_cutting", "camera", "processing")
    for index, agent in enumerate(stage.agents):
        put = acts.Assign(
            officer=agent.pk,
            duty=duties[index % len(duties)],
            zone=zones[index % len(zones)].pk,
            vehicle=f"N-{210 + index}",
            radio=f"Bravo {index + 1}",
        )
        record = stage.do(put, record, ago=590, lead=True)
    stage.do(acts.StartShift(muster="Heat warning. Two beacons tested this morning."), record, ago=480, lead=True)


def _detection(stage: Stage, row: dict[str, Any], index: int, zones: list[Any]) -> None:
    fields = {name: value for name, value in row.items() if name not in LATER}
    zone = next((zone.pk for zone in zones if zone.name == row.get("zone")), None)
    record = stage.do(acts.ReportDetection(**{**fields, "zone": zone}), ago=row["ago"], agent=index)
    if "answered" not in row:
        return
    there = row["ago"] - row["answered"]
    going = acts.AssignDetection(officer=stage.agents[index % len(stage.agents)].pk, unit=f"Bravo {index + 1}")
    record = stage.do(going, record, ago=row["ago"] - 2, agent=index)
    record = stage.do(acts.AnswerDetection(found=row["found"]), record, ago=there, agent=index)
    stage.do(acts.CloseDetection(**row["outcome"]), record, ago=there - 20, agent=index)


def _seizure(stage: Stage, row: dict[str, Any]) -> None:
    fields = {name: value for name, value in row.items() if name not in LATER}
    record = stage.do(acts.SeizeProperty(**fields), ago=row["ago"])
    if "stored" in row:
        store = acts.Store(locker="A-4", seal=row.get("seal", ""), condition="Sealed, whole")
        stage.do(store, record, ago=row["ago"] - row["stored"])


def _rescue(stage: Stage) -> None:
    beacon = RescueBeacon.objects.filter(station=stage.station.pk).order_by("code").first()
    if beacon is None:
        return
    call = acts.CallRescue(
        source="beacon",
        beacon=beacon.pk,
        where=f"{beacon.latitude}, {beacon.longitude}",
        people=2,
        told="Two people at the beacon, one cannot walk",
        sent="Bravo 2 with a medic",
    )
    record = stage.do(call, ago=220)
    record = stage.do(acts.ReachPeople(people=2), record, ago=178)
    for description, condition, outcome, hospital in (
        ("A man of about thirty, no papers", "dehydrated", "treated", ""),
        ("A woman of about twenty, foot broken", "injured", "hospital", "Holy Cross, Nogales"),
    ):
        helped = acts.AddPersonRescued(
            description=description,
            condition=condition,
            outcome=outcome,
            hospital=hospital,
            care="Water, shade, splint",
        )
        record = stage.do(helped, record, ago=170)
    stage.do(acts.CloseRescue(outcome="hospital", remarks="Both came from one group"), record, ago=130)
