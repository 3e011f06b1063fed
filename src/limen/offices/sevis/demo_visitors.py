"""Exchange visitors for the demonstration: a dozen at one sponsor, in every state, by the acts its officers do."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from limen.core.access.gate import SYSTEM
from limen.kernel import perform
from limen.offices.sevis.acts import AddDependant
from limen.offices.sevis.acts import visitors as acts
from limen.offices.sevis.acts.visitors.parts import Funds, SiteGiven, USAddress
from limen.offices.sevis.acts.visitors.tipp_parts import (
    ParticipantGiven,
    PhaseGiven,
    PlanGiven,
    SupervisorGiven,
    TippSiteGiven,
)
from limen.offices.sevis.models import Visitor

DATA = Path(__file__).parent / "data" / "visitors.toml"
PURPOSE = "sevis"
PERSON = ("surname", "given_names", "birth", "sex", "nationality")
HOME = USAddress(address1="12 Elm Street", city="Chicago", state="IL", postal_code="60637")
PLACE = {"address1": "5640 Ellis Avenue", "city": "Chicago", "state": "IL", "postal_code": "60637"}
INSTITUTE = SiteGiven(name="Institute of the Lakes", **PLACE)
FIELD_STATION = SiteGiven(name="Field station at Gary", **{**PLACE, "address1": "1 Dock Road"})
BOSS = SupervisorGiven(
    surname="Stone", given_names="Alma", title="Shop lead", email="alma@lakes.example", phone="2195550100"
)


@dataclass(frozen=True, slots=True)
class Stage:
    """The demonstration's sponsor, who reports there, and the moment it is made.

    Args:
        sponsor: the sponsor, designated.
        officer: a responsible officer posted there.
        now: the moment it is made.
    """

    sponsor: Any
    officer: Any
    now: datetime

    def day(self, days: int) -> date:
        """Return a day counted from today at the sponsor."""
        return self.now.astimezone(self.sponsor.place.zone).date() + timedelta(days=days)

    def report(self, act: Any, on: Any = None) -> Any:
        """Do an act as the sponsor's officer, the record read afresh."""
        if on is not None:
            on.refresh_from_db()
        return perform(act, on=on, by=self.officer, at=self.sponsor.place, purpose=PURPOSE).record

    def happen(self, act: Any, on: Any) -> Any:
        """Do what the node does by itself."""
        on.refresh_from_db()
        return perform(act, on=on, by=SYSTEM, at=self.sponsor.place, purpose="administration").record


def exchange_visitors(sponsor: Any, officer: Any, *, now: datetime | None = None) -> int:
    """Make exchange visitors once; a second run finds them made.

    Numbers of the kind ``sevis`` must be leased to the node. Categories the sponsor is not designated for are left out.
    Everything is done now: programmes that have begun began within the time in which a visitor is validated.

    Args:
        sponsor: the sponsor, designated, with forms left.
        officer: a responsible officer posted there.
        now: the moment it is made; this one, when absent.

    Returns:
        How many were made.
    """
    if Visitor.objects.filter(sponsor=sponsor.pk).exists():
        return 0
    stage = Stage(sponsor, officer, now or datetime.now(UTC))
    rows = tomllib.loads(DATA.read_text(encoding="utf-8"))["visitor"]
    wanted = [row for row in rows if row["category"] in sponsor.categories]
    for row in wanted:
        _visitor(stage, row)
    return len(wanted)


def _visitor(stage: Stage, row: dict[str, Any]) -> None:
    reach = row["reach"]
    record = stage.report(_creating(stage, row, acts.DraftVisitor if reach == "draft" else acts.CreateVisitor))
    if reach in ("active", "inactive", "terminated"):
        record = stage.report(acts.RecordVisitorFee(paid_on=stage.day(0), receipt=f"R-{record.sevis_id[-4:]}"), record)
        _begun(stage, record, over=reach == "inactive")
    ends: dict[str, Any] = {
        "terminated": acts.TerminateVisitor(reason="FALACT", effective_on=stage.day(0)),
        "no_show": acts.MarkNoShow(),
        "invalid": acts.MarkInvalid(remarks="The visa was refused."),
    }
    if reach in ends:
        stage.report(ends[reach], record)
    for key in row.get("then", ()):
        stage.report(_further(key, record), None if key == "spouse" else record)


def _creating(stage: Stage, row: dict[str, Any], kind: type[Any]) -> Any:
    starts, ends = stage.day(row["starts"]), stage.day(row["ends"])
    said = {name: row[name] for name in PERSON}
    return kind(
        **said,
        birth_city="Born there",
        birth_country=row["nationality"],
        residence_country=row["nationality"],
        email=f"{row['surname'].lower()}@lakes.example",
        category=row["category"],
        occupation=row.get("occupation", ""),
        position="113",
        subject=row["subject"],
        subject_remarks=row["does"],
        starts=starts,
        ends=ends,
        funds=Funds(sponsor=38_000, personal=4_000, home_government=row.get("government")),
        sites=[] if row.get("planned") else [INSTITUTE],
        plan=_plan(starts, ends) if row.get("planned") else None,
    )


def _begun(stage: Stage, record: Visitor, *, over: bool) -> None:
    """Validate a visitor; end at once the programme of one who is done."""
    stage.report(acts.ValidateVisitor(us_address=HOME), record)
    if over:
        done = acts.ShortenVisitor(new_end=stage.day(-1), reason="POCE", remarks="The work is done.")
        stage.report(done, record)
        stage.happen(acts.ConcludeVisitor(), record)


def _further(key: str, record: Visitor) -> Any:
    makers: dict[str, Any] = {
        "site": lambda: acts.AddSite(site=FIELD_STATION),
        "travel": acts.EndorseTravel,
        "asks": lambda: acts.AskPermission(
            kind="category", category="04", reason="The department asks for lectures as well."
        ),
        "spouse": lambda: AddDependant(
            visitor=record.pk,
            relationship="01",
            surname=record.person.surname,
            given_names="Jan",
            birth="1987-03-02",
            sex="M",
            nationality=record.person.nationality,
            birth_country=record.person.nationality,
            birth_city="Born there",
        ),
    }
    return makers[key]()


def _plan(starts: date, ends: date) -> PlanGiven:
    half = starts + (ends - starts) / 2
    phases = [_phase("Bench", starts, half), _phase("Testing", half + timedelta(days=1), ends)]
    site = TippSiteGiven(
        name="Lake Works",
        **{**PLACE, "address1": "1 Dock Road"},
        employer_id="123456789",
        employees=120,
        revenue="02",
        website="https://lakes.example",
        insured=True,
        carrier="Mutual",
        covers_visitor="Y",
        hours=40,
        paid=True,
        stipend="1800.00",
        per="04",
        contact=BOSS,
        phases=phases,
    )
    return PlanGiven(participant=ParticipantGiven(field_of_study="Mechanics", degree="BSc", years=1), sites=[site])


def _phase(name: str, starts: date, ends: date) -> PhaseGiven:
    return PhaseGiven(
        name=name,
        starts=starts,
        ends=ends,
        field="Mechanical engineering",
        supervisor=BOSS,
        role="Works beside the shop lead",
        goals="Build and prove a gearbox",
        qualifications="The shop lead is a master mechanic",
        culture="Museums, a baseball game, a family dinner",
        skills="Assembly and measurement",
        teaching="At the bench, shown and then done",
        measured="By a gearbox that passes",
    )
