"""A day of encounter events for the demonstration, by the acts agents do: some entered, some asked, some decided."""

from __future__ import annotations

import tomllib
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from limen.core.custody import acts as custody
from limen.core.lawbook import lawbook
from limen.offices.patrol import acts, processing_bars
from limen.offices.patrol.demo import Stage
from limen.offices.patrol.models import Apprehension, Event

DATA = Path(__file__).parent / "data" / "events.toml"
LATER = ("ago", "reach", "agent", "shown", "disposition")
"""What a row of the data says besides the fields of its first act."""
REACHES = ("booked", "asked", "proposed", "released")
CHILD = ("rights_given", "telephone", "health_interviewed")
"""What is done for every child at once."""
HEARING_DAYS = 40
SAID = {
    "says": "As the record shows; an aunt takes the family in.",
    "hearing_court": "San Antonio",
    "hearing_place": "800 Dolorosa Street\nSan Antonio, Texas",
    "allegations": "1. You are not a citizen or national.\n2. You came in without inspection.",
    "address": "12 Oak Street, Tulsa",
    "conditions": "Report when told. Tell the court of every new address.",
}


def events_day(station: Any, agents: list[Any], supervisor: Any, *, now: datetime | None = None) -> None:
    """Make a day of encounter events once; a second run finds it made.

    Numbers of the kinds ``event`` and ``a_number`` must be leased to the node.

    Args:
        station: the station it happens at.
        agents: accounts that hold the role ``agent`` there.
        supervisor: an account that holds the role ``supervisor`` there.
        now: the moment it is made; this one, when absent.
    """
    if Event.objects.filter(station=station.pk).exists():
        return
    stage = Stage(station, agents, supervisor, now or datetime.now(UTC))
    for row in tomllib.loads(DATA.read_text(encoding="utf-8"))["event"]:
        _event(stage, row)


def _event(stage: Stage, row: dict[str, Any]) -> None:
    ago, agent, reach = row["ago"], row["agent"], REACHES.index(row["reach"])
    opened = acts.OpenEvent(**{name: value for name, value in row.items() if name not in LATER})
    event = stage.do(opened, ago=ago, agent=agent)
    people = list(event.apprehensions.order_by("line"))
    for record in people:
        _booked(stage, record, ago - 40, agent)
    if reach >= REACHES.index("asked"):
        for record in people:
            _asked(stage, record, row["shown"], ago - 60, agent)
    if reach >= REACHES.index("proposed"):
        for record in people:
            stage.do(_proposal(row["disposition"], stage), _fresh(record), ago=ago - 120, agent=agent)
    if reach >= REACHES.index("released"):
        for record in people:
            stage.do(acts.ApproveDisposition(), _fresh(record), ago=ago - 150, lead=True)
        stage.do(acts.ReleasePerson(to=SAID["address"]), _fresh(people[0]), ago=ago - 180, agent=agent)


def _fresh(record: Apprehension) -> Apprehension:
    return Apprehension.objects.get(pk=record.pk)


def _booked(stage: Stage, record: Apprehension, ago: float, agent: int) -> None:
    stage.do(custody.BookIn(cell=record.family), record.stay, ago=ago, agent=agent)
    done = ("meal", "welfare", *(CHILD if record.stay is not None and record.stay.juvenile else ()))
    for kind in done:
        stage.do(custody.RecordCare(kind=kind), record.stay, ago=ago - 5, agent=agent)


def _asked(stage: Stage, record: Apprehension, shown: list[str], ago: float, agent: int) -> None:
    day = stage.now.astimezone(stage.station.zone).date()
    codes = processing_bars.asked_of(record, lawbook(), day)
    answers = [
        acts.Answered(code=code, answer="Yes." if code in shown else "No.", shows="shown" if code in shown else "none")
        for code in codes
    ]
    came = record.at.astimezone(stage.station.zone).date()
    for act in (
        acts.TakeRecord(),
        acts.SetInterview(language="es", interpreter="B. Lind"),
        acts.RecordBiometrics(reference=f"S-{record}", quality=88, why="For the record of the demonstration"),
        acts.CheckDocument(finding="none"),
        acts.AskQuestions(answers=answers),
        acts.RecordEntry(manner="without_inspection", entered_on=came),
        acts.RecordHistory(checks="No record found."),
        acts.RecordGround(ground="7A1I", evidence="No document of any kind."),
    ):
        stage.do(act, _fresh(record), ago=ago, agent=agent)
    stage.do(custody.Examine(says="Present without admission; says so."), record.stay, ago=ago - 10, lead=True)


def _proposal(disposition: str, stage: Stage) -> acts.ProposeDisposition:
    hearing = stage.now + timedelta(days=HEARING_DAYS)
    return acts.ProposeDisposition(disposition=disposition, hearing_at=hearing, **SAID)
