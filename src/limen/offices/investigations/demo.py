"""Leads and an arrest for the demonstration, by the acts that a flow, an agent and a supervisor do."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from limen.core.access.gate import SYSTEM
from limen.core.custody.acts import BookIn
from limen.core.documents.models import Paper
from limen.core.people.acts import RecordPerson
from limen.kernel import perform
from limen.offices.investigations import acts
from limen.offices.investigations.models import Arrest, Lead

DATA = Path(__file__).parent / "data" / "demo.toml"
LATER = ("ago", "person", "taken", "note", "declined")
"""What a row of the data says besides the fields of its first act."""


@dataclass(frozen=True, slots=True)
class Stage:
    """The demonstration's office, who works there, and the moment it is made.

    Args:
        office: the office of investigations.
        agent: who works leads and arrests.
        chief: who gives leads away and issues warrants.
        now: the moment it is made.
    """

    office: Any
    agent: Any
    chief: Any
    now: datetime

    def do(self, act: Any, on: Any = None, *, ago: float, lead: bool = False) -> Any:
        """Do an act some minutes ago; the record is read afresh before and after."""
        who = self.chief if lead else self.agent
        return self._done(act, on, who, "investigation", ago)

    def sent(self, act: Any, *, ago: float) -> Any:
        """Do an act some minutes ago as a flow of another office does."""
        return self._done(act, None, SYSTEM, "administration", ago)

    def _done(self, act: Any, on: Any, who: Any, purpose: str, ago: float) -> Any:
        if on is not None:
            on.refresh_from_db()
        when = self.now - timedelta(minutes=ago)
        made = perform(act, on=on, by=who, at=self.office, purpose=purpose, when=when).record
        made.refresh_from_db()
        return made


def leads_and_an_arrest(office: Any, agent: Any, chief: Any, *, now: datetime | None = None) -> None:
    """Make them once; a second run finds them made.

    Numbers of the kinds ``lead`` and ``event`` must be leased to the node.

    Args:
        office: the office it happens at.
        agent: an account that holds the role ``special_agent`` there.
        chief: an account that holds the role ``investigations_supervisor`` there.
        now: the moment it is made; this one, when absent.
    """
    if Lead.objects.exists():
        return
    plan = tomllib.loads(DATA.read_text(encoding="utf-8"))
    stage = Stage(office, agent, chief, now or datetime.now(UTC))
    for row in plan["lead"]:
        _lead(stage, row)
    _arrest(stage, plan["arrest"])


def _lead(stage: Stage, row: dict[str, Any]) -> None:
    said = {name: value for name, value in row.items() if name not in LATER}
    if "person" in row:
        person = stage.do(RecordPerson(**row["person"]), ago=row["ago"])
        said["about"] = person.pk
    if "attached" in row:
        said |= {"subject_record": "people.person", "subject": said["about"]}
        stage.sent(acts.ReceiveLead(**said), ago=row["ago"])
        return
    lead = stage.do(acts.RecordLead(**said), ago=row["ago"])
    if "declined" in row:
        stage.do(acts.DeclineLead(why=row["declined"]), lead, ago=row["ago"] - 60, lead=True)
    if "taken" in row:
        stage.do(acts.AssignLead(officer=stage.agent.pk), lead, ago=row["taken"], lead=True)
        stage.do(acts.NoteLead(says=row["note"]), lead, ago=row["taken"] - 120)


def _arrest(stage: Stage, row: dict[str, Any]) -> Arrest:
    """Take up a lead, issue the warrant, and arrest on it; the person waits here for removal."""
    person = stage.do(RecordPerson(**row["person"]), ago=row["lead_ago"])
    record = acts.RecordLead(
        kind="removal",
        area="immigration_fraud",
        about=person.pk,
        summary=row["summary"],
        source_grade="B",
        information_grade="2",
        priority="urgent",
    )
    lead = stage.do(record, ago=row["lead_ago"])
    stage.do(acts.TakeLead(), lead, ago=row["taken"])
    issue = acts.IssueWarrant(cause="statements", says=row["says"], notice=row["notice"])
    stage.do(issue, lead, ago=row["warrant"], lead=True)
    made = acts.MakeArrest(
        person=person.pk,
        lead=lead.pk,
        under="warrant",
        warrant=Paper.objects.get(form="i200", about=lead.pk).pk,
        citizenship="not_claimed",
        **{name: row[name] for name in ("where", "entry", "entry_by", "circumstances")},
    )
    arrest: Arrest = stage.do(made, ago=row["ago"])
    stage.do(acts.AdviseArrested(told=["identified", "reason"], language="fr"), arrest, ago=row["told"])
    stage.do(BookIn(cell="1"), arrest.stay, ago=row["booked"])
    return arrest
