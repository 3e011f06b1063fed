"""Leads: received from a flow or written by an officer, given to somebody, worked, closed; declined, withdrawn."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Annotated, Any
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from limen.core.access.gate import account_of, roles_held
from limen.core.access.models import Account
from limen.core.casefile.acts import take_number
from limen.core.people.models import Person
from limen.core.places.models import Place
from limen.kernel import Act, Code, GuardRefused, Lines, Personal, Ref, Scene
from limen.offices.investigations.acts.common import (
    INQUIRE,
    LEAD,
    RECEIVE,
    SUPERVISE,
    WORK,
    Area,
    InformationGrade,
    Kind,
    Priority,
    Says,
    SourceGrade,
    Why,
    bad,
)
from limen.offices.investigations.models import Lead, LeadNote

Summary = Annotated[str, Personal, Lines(5), Field(title="What it says", min_length=5, max_length=8000)]
Source = Annotated[
    str, Field(title="Source, by reference", max_length=80, description="A reference, never somebody's name")
]


class Fact(BaseModel):
    """A fact that the sender of a lead attached: what it is, what it says, of when."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)

    what: str = Field(min_length=1, max_length=80)
    says: str = Field(max_length=2000)
    at: datetime | None = Field(None, description="When it was so, or was recorded.")


Facts = Annotated[list[Fact], Personal, Field(title="Attached", max_length=200)]


class _NewLead(Act):
    """What every new lead says."""

    kind: Kind
    area: Area
    about: Annotated[UUID | None, Ref("people.person"), Field(title="Person")] = None
    subject_record: Annotated[str, Field(title="Record type it came from", max_length=64)] = ""
    subject: Annotated[UUID | None, Field(title="Record it came from")] = None
    summary: Summary
    source: Source = ""
    source_grade: SourceGrade
    information_grade: InformationGrade
    priority: Priority = "routine"
    at_place: Annotated[
        UUID | None,
        Ref("places.place"),
        Field(title="Office that works it", description="Empty: whichever office takes it up"),
    ] = None

    def guard(self, record: Any, scene: Scene) -> None:
        """A record it came from is named whole, and a record of its kind gives rise to one open lead at a time."""
        if bool(self.subject_record) != (self.subject is not None):
            name = "subject" if self.subject_record else "subject_record"
            raise bad(name, "lead.source", "Name the record and its type, or neither.")
        if self.subject is None:
            return
        held = Lead.objects.filter(
            subject_record=self.subject_record,
            subject=self.subject,
            kind=self.kind,
            state__in=("received", "open"),
        ).first()
        if held is not None:
            raise GuardRefused(f"Lead {held.number} from the same record is open; add to that one.")

    def apply(self, record: Any, scene: Scene) -> Lead:
        """Give it its number, and the time by which its priority asks for its end."""
        hours = scene.law.codes("lead_priorities").get(self.priority, scene.day).attributes["hours"]
        about = Person.objects.get(pk=self.about) if self.about else None
        return Lead(
            number=take_number("lead", scene),
            kind=self.kind,
            area=self.area,
            about=(about.same_as or about) if about is not None else None,
            subject_record=self.subject_record,
            subject=self.subject,
            summary=self.summary,
            attached=[fact.model_dump(mode="json") for fact in self.facts()],
            source=self.source,
            source_grade=self.source_grade,
            information_grade=self.information_grade,
            priority=self.priority,
            from_place=scene.place if isinstance(scene.place, Place) else None,
            place_id=self.at_place,
            received_at=scene.at,
            due_at=scene.at + timedelta(hours=int(hours)),
        )

    def facts(self) -> list[Fact]:
        """Return what the sender attached."""
        return []


class ReceiveLead(
    _NewLead,
    key="investigations.receive_lead",
    on=LEAD,
    permission=RECEIVE,
    authorities=INQUIRE,
    marks=("investigations.lead_received",),
    automatic=True,
):
    """Receive a lead that another office's work gave rise to, with the facts that it attached."""

    attached: Facts = []

    def facts(self) -> list[Fact]:
        """Return what the sender attached."""
        return self.attached


class RecordLead(
    _NewLead,
    key="investigations.record_lead",
    on=LEAD,
    permission=WORK,
    authorities=INQUIRE,
    marks=("investigations.lead_received",),
):
    """Record a lead.

    A tip, what another agency told, or what the office's own inquiries found.
    """


class AmendLead(Act, key="investigations.amend_lead", on=LEAD, permission=WORK, authorities=INQUIRE):
    """Say whom a lead is about, or grade it anew; what is left empty stays."""

    about: Annotated[UUID | None, Ref("people.person"), Field(title="Person")] = None
    area: Annotated[str, Code("programme_areas"), Field(title="Programme area", max_length=32)] = ""
    priority: Annotated[str, Code("lead_priorities"), Field(title="Priority", max_length=12)] = ""
    source_grade: Annotated[str, Code("source_grades"), Field(title="Reliability of the source", max_length=1)] = ""
    information_grade: Annotated[
        str, Code("information_grades"), Field(title="Credibility of the information", max_length=1)
    ] = ""
    why: Why

    def apply(self, record: Lead, scene: Scene) -> Lead:
        """Keep it, and what stood before in the entry; a new priority sets a new end."""
        before = {}
        for name in ("area", "priority", "source_grade", "information_grade"):
            value = getattr(self, name)
            if value and value != getattr(record, name):
                before[name] = getattr(record, name)
                setattr(record, name, value)
        if self.about is not None:
            person = Person.objects.get(pk=self.about)
            before["about"] = str(record.about_id or "")
            record.about = person.same_as or person
        if "priority" in before:
            hours = scene.law.codes("lead_priorities").get(record.priority, scene.day).attributes["hours"]
            record.due_at = record.received_at + timedelta(hours=int(hours))
        scene.facts["before"] = before
        return record


class _Given(Act):
    """What giving a lead to an officer shares."""

    def given(self, record: Lead, officer: Any, scene: Scene) -> Lead:
        """Put it with the officer, at the office where that is done."""
        record.officer = officer
        record.assigned_at = scene.at
        record.place = _office(scene)
        about(record, scene)
        return record


class AssignLead(
    _Given,
    key="investigations.assign_lead",
    on=LEAD,
    permission=SUPERVISE,
    authorities=INQUIRE,
    marks=("investigations.lead_assigned",),
):
    """Give a lead to an officer, or to another one."""

    officer: Annotated[UUID, Ref("access.account"), Field(title="Officer")]

    def guard(self, record: Lead, scene: Scene) -> None:
        """The officer works leads here, and does not have this one already."""
        office = _office(scene)
        if record.state == "open" and record.officer_id == self.officer:
            raise GuardRefused("That officer has this lead already.")
        officer = Account.objects.get(pk=self.officer)
        held = roles_held(officer, office, scene.day) if officer.is_active else ()
        if not any(WORK in role.permissions for role in held):
            raise bad("officer", "officer.elsewhere", "Choose an investigator who works at this office.")

    def apply(self, record: Lead, scene: Scene) -> Lead:
        """Keep whose it is."""
        return self.given(record, Account.objects.get(pk=self.officer), scene)


class TakeLead(
    _Given,
    key="investigations.take_lead",
    on=LEAD,
    permission=WORK,
    authorities=INQUIRE,
    marks=("investigations.lead_assigned",),
):
    """Take a lead that nobody has yet."""

    def guard(self, record: Lead, scene: Scene) -> None:
        """It waits here, or wherever somebody takes it up."""
        office = _office(scene)
        if record.place_id not in (None, office.pk):
            raise GuardRefused("That lead is another office's; its supervisor gives it away.")

    def apply(self, record: Lead, scene: Scene) -> Lead:
        """Become its officer."""
        return self.given(record, account_of(scene.actor), scene)


class NoteLead(
    Act,
    key="investigations.note_lead",
    on=LEAD,
    permission=WORK,
    authorities=INQUIRE,
    marks=("investigations.lead_worked",),
):
    """Write down what was found or done on a lead."""

    says: Annotated[Says, Field(title="What was found or done")]
    source_grade: Annotated[str, Code("source_grades"), Field(title="Reliability of the source", max_length=1)] = ""
    information_grade: Annotated[
        str, Code("information_grades"), Field(title="Credibility of the information", max_length=1)
    ] = ""

    def apply(self, record: Lead, scene: Scene) -> Lead:
        """Keep it; nothing that was written is taken back."""
        LeadNote.objects.create(
            lead=record,
            says=self.says,
            source_grade=self.source_grade,
            information_grade=self.information_grade,
            at=scene.at,
            by=account_of(scene.actor),
        )
        about(record, scene)
        return record


class CloseLead(
    Act,
    key="investigations.close_lead",
    on=LEAD,
    permission=WORK,
    authorities=INQUIRE,
    marks=("investigations.lead_closed",),
):
    """Close a lead with what came of it."""

    outcome: Annotated[str, Code("lead_outcomes"), Field(title="Outcome", max_length=24)]
    says: Annotated[Says, Field(title="What it rests on")]

    def apply(self, record: Lead, scene: Scene) -> Lead:
        """Keep the outcome."""
        record.outcome = self.outcome
        return ended(record, self.says, scene)


class DeclineLead(
    Act,
    key="investigations.decline_lead",
    on=LEAD,
    permission=SUPERVISE,
    authorities=INQUIRE,
    marks=("investigations.lead_declined",),
):
    """Decline a lead, saying why."""

    why: Why

    def apply(self, record: Lead, scene: Scene) -> Lead:
        """Keep why."""
        return ended(record, self.why, scene)


class WithdrawLead(
    Act,
    key="investigations.withdraw_lead",
    on=LEAD,
    permission=RECEIVE,
    authorities=INQUIRE,
    marks=("investigations.lead_withdrawn",),
    automatic=True,
):
    """Take back a lead whose source was corrected; nobody works on what is not so."""

    why: Why
    corrected_by: Annotated[str, Field(title="Who corrected the source", min_length=2, max_length=160)]

    def apply(self, record: Lead, scene: Scene) -> Lead:
        """Keep why, and who set the source right."""
        record.corrected_by = self.corrected_by
        return ended(record, self.why, scene)


class ReopenLead(
    Act,
    key="investigations.reopen_lead",
    on=LEAD,
    permission=SUPERVISE,
    authorities=INQUIRE,
    marks=("investigations.lead_reopened",),
):
    """Reopen a lead that was closed or declined; it waits for an officer again."""

    why: Why

    def apply(self, record: Lead, scene: Scene) -> Lead:
        """Put it back in the queue; what it ended with stays in its notes."""
        LeadNote.objects.create(
            lead=record,
            says=f"Reopened: {self.why} Before: {record.outcome or 'declined'}. {record.ended_why}",
            at=scene.at,
            by=account_of(scene.actor),
        )
        record.officer = record.assigned_at = record.ended_at = None
        record.outcome = record.ended_why = ""
        about(record, scene)
        return record


def ended(record: Lead, why: str, scene: Scene) -> Lead:
    """Return a lead that is over, with why and when."""
    record.ended_why, record.ended_at = why, scene.at
    about(record, scene)
    return record


def about(record: Lead, scene: Scene) -> None:
    """List the person a lead is about in the entry."""
    if record.about is not None:
        scene.about(record.about)


def _office(scene: Scene) -> Place:
    place = scene.place
    if not isinstance(place, Place):
        raise GuardRefused("A lead is worked at an office on record.")
    return place
