"""The warrant carried out, a person sent back by the country, and how long nobody removed may come back."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import Field

from limen.core.custody.acts import RecordRemoval
from limen.core.custody.rules import open_stay
from limen.core.people.models import Person
from limen.kernel import Act, BadInput, Code, GuardRefused, Lines, Personal, Problem, Ref, Scene
from limen.kernel.clocks import add_months
from limen.offices.removal import departing as rules
from limen.offices.removal.acts.cases import CaseRemoved
from limen.offices.removal.bars import MONTHS, TABLE, bars, made
from limen.offices.removal.models import Case, ReturnBar, Seat
from limen.offices.removal.papers import departures as papers

SEAT = "removal.seat"
CASE = "removal.case"
BAR = "removal.returnbar"
KEEP = "removal.bars"
LIFT = "removal.lift_bars"
VERIFY = "removal.verify"
WARN = "removal.manifest"
EXECUTE = ("remove.warrant", "remove.execute")
BARRED = ("bar.record",)
WAY_OUT = "removal"
"""The way out of custody, a code of the law pack's ``book_outs``."""

Why = Annotated[str, Personal, Lines(3), Field(title="Why", min_length=5, max_length=400)]


class ExecuteWarrant(
    Act,
    key="removal.execute_warrant",
    on=SEAT,
    permission=VERIFY,
    authorities=EXECUTE,
    marks=("removal.removed",),
    automatic=True,
):
    """Record that the warrant of removal of somebody aboard was carried out."""

    witness: Annotated[str, Field(title="Who saw the departure", max_length=120)]

    def apply(self, record: Seat, scene: Scene) -> Seat:
        """Make the warrant as carried out, end the case and the stay, and say how long the person may not come back."""
        movement = record.movement
        left = movement.left_at or scene.at
        record.removed_on = left.astimezone(movement.place.zone).date()
        facts = rules.facts_of(record, record.removed_on, scene)
        papers.warrant(record, self.witness, scene)
        why = f"Removed by {movement.label} to {movement.country}"
        scene.perform(CaseRemoved(why=why, country=movement.country), on=record.case)
        stay = open_stay(record.person_id)
        if stay is not None:
            scene.perform(RecordRemoval(way=WAY_OUT, to=movement.country), on=stay)
        for bar in bars(facts, scene.law, scene.day):
            scene.perform(BarFollows(person=record.person_id, case=record.case_id, code=bar.code, since=bar.since))
        scene.about(record.person)
        return record


class WarnOfBar(Act, key="removal.warn_of_bar", on=SEAT, permission=WARN, authorities=BARRED):
    """Tell a person, before they leave, how long they may not come back."""

    how: Annotated[Literal["in person", "to counsel", "refused"], Field(title="How it was served")] = "in person"
    language: Annotated[str, Code("interpreter_languages"), Field(title="Language used", max_length=12)] = ""
    interpreter: Annotated[str, Field(title="Interpreter", max_length=120)] = ""

    def apply(self, record: Seat, scene: Scene) -> Seat:
        """Make the warning, with the bar that will follow, and keep when it was served."""
        day = record.movement.day
        found = bars(rules.facts_of(record, day, scene), scene.law, scene.day)
        papers.bar_warning(record, found[0], self.how, self.language, self.interpreter, scene)
        record.warned_at = scene.at
        return record


class ReturnPerson(Act, key="removal.return_person", on=SEAT, permission=VERIFY, authorities=EXECUTE):
    """Record that the country did not let a person in, and they came back."""

    by: Annotated[str, Field(title="Who refused them", min_length=3, max_length=160)]
    why: Why

    def guard(self, record: Seat, scene: Scene) -> None:
        """The movement has left."""
        if record.movement.left_at is None:
            raise GuardRefused("The movement has not left; leave the person behind instead.")

    def apply(self, record: Seat, scene: Scene) -> Seat:
        """Open the case again and strike the bars: there was no removal."""
        if record.removed_on is None:
            scene.marks.append("removal.embarkation_failed")
        else:
            scene.perform(CaseReturned(why=self.why), on=record.case)
            for bar in ReturnBar.objects.filter(case=record.case_id, state="standing", since=record.removed_on):
                scene.perform(StrikeBar(why=self.why), on=bar)
        record.why, record.label, record.removed_on = f"{self.by}: {self.why}"[:400], "", None
        scene.about(record.person)
        return record


class CaseReturned(Act, key="removal.case_returned", on=CASE, permission=VERIFY, authorities=EXECUTE, automatic=True):
    """Open a case again whose person was not let in by the country."""

    why: Why

    def apply(self, record: Case, scene: Scene) -> Case:
        """The order is final as before, and not carried out."""
        record.ended_on, record.ended_why = None, ""
        return record


class RecordBar(Act, key="removal.record_bar", on=BAR, permission=KEEP, authorities=BARRED):
    """Record how long a person may not come back."""

    person: Annotated[UUID, Ref("people.person"), Field(title="Person")]
    case: Annotated[UUID | None, Ref("removal.case"), Field(title="Removal case")] = None
    code: Annotated[str, Code(TABLE), Field(title="Bar", min_length=1, max_length=24)]
    since: Annotated[date, Field(title="From", description="The day of removal, departure or return it counts from")]

    def guard(self, record: Any, scene: Scene) -> None:
        """It counts from a day that has come, and stands once."""
        rules.known(Person.objects.get(pk=self.person), scene)
        if self.since > scene.day:
            raise BadInput(
                "A bar counts from a day that has come.",
                problems=[Problem("since", "day.future", "Give the day of removal, departure or return.")],
            )
        rows = ReturnBar.objects.filter(person=self.person, code=self.code, since=self.since, state="standing")
        if rows.exists():
            raise GuardRefused("That bar stands already.")

    def apply(self, record: Any, scene: Scene) -> ReturnBar:
        """Reckon until when, by the law of today."""
        bar = made(self.code, self.since, scene.law, scene.day)
        scene.facts["until"] = bar.until.isoformat() if bar.until is not None else "ever"
        return ReturnBar(
            person_id=self.person,
            case_id=self.case,
            code=self.code,
            since=self.since,
            until=bar.until,
            citation=bar.citation,
        )


class BarFollows(RecordBar, key="removal.bar_follows", on=BAR, permission=KEEP, authorities=BARRED, automatic=True):
    """Record the bar that follows from a removal, whoever may know of the person."""

    def guard(self, record: Any, scene: Scene) -> None:
        """A removal is a fact; what follows from it is not refused."""


class LiftBar(Act, key="removal.lift_bar", on=BAR, permission=LIFT, authorities=BARRED):
    """Lift a bar: consent to apply for admission again was given."""

    consent: Annotated[str, Field(title="Reference of the consent", min_length=3, max_length=64)]
    consented_on: Annotated[date, Field(title="Given on")]

    def guard(self, record: ReturnBar, scene: Scene) -> None:
        """Consent was given, not before it could be asked."""
        if self.consented_on > scene.day:
            raise BadInput(
                "That day is to come.", problems=[Problem("consented_on", "day.future", "Give the day of consent.")]
            )
        row = scene.law.codes(TABLE).get(record.code, scene.day)
        years = row.attributes.get("consent_after") if row is not None else None
        if years and self.consented_on < add_months(record.since, years * MONTHS):
            first = add_months(record.since, years * MONTHS)
            raise GuardRefused(f"Consent to apply again cannot be asked before {first}.", citation=record.citation)

    def apply(self, record: ReturnBar, scene: Scene) -> ReturnBar:
        """Keep when and on what."""
        record.ended_on, record.ended_why = self.consented_on, self.consent
        return record


class StrikeBar(Act, key="removal.strike_bar", on=BAR, permission=KEEP, authorities=BARRED):
    """Strike a bar recorded in error, or whose removal did not take place."""

    why: Why

    def apply(self, record: ReturnBar, scene: Scene) -> ReturnBar:
        """Keep why."""
        record.ended_on, record.ended_why = scene.day, self.why
        return record


class NoteLookout(Act, key="removal.bar_lookout", on=BAR, permission=KEEP, authorities=BARRED, automatic=True):
    """Note which lookout was nominated for a bar."""

    lookout: Annotated[UUID | None, Ref("lookouts.lookout"), Field(title="Lookout")] = None

    def apply(self, record: ReturnBar, scene: Scene) -> ReturnBar:
        """Keep it, or that there is none any more."""
        record.lookout_id = self.lookout
        return record
