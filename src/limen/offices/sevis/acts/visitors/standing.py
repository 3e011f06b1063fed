"""What stands beside an exchange visitor's programme: the fee, leave to travel, presence owed at home, travel."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from limen.kernel import Act, Lines, Scene
from limen.kernel.clocks import add_months
from limen.offices.sevis.acts.common import KEEP, OVERSEE, VISITOR, VISITOR_RECORD
from limen.offices.sevis.acts.visitors.creating import judge_residence
from limen.offices.sevis.acts.visitors.rules import require_sponsor, use
from limen.offices.sevis.models import Visitor
from limen.offices.sevis.papers import visitors as papers
from limen.offices.sevis.papers.making import signed_for_travel
from limen.offices.sevis.ruling import refuse, warn

MONTHS = "sevis.endorsement_months"


class EndorseTravel(
    Act, key="sevis.endorse_visitor_travel", on=VISITOR, permission=VISITOR_RECORD, authorities=("sevis.issue_visitor",)
):
    """Sign the form DS-2019 for travel: the visitor is in good standing."""

    print_form: Annotated[bool, Field(title="Print the form DS-2019")] = True

    def guard(self, record: Visitor, scene: Scene) -> None:
        """The programme still lasts."""
        require_sponsor(record, scene)
        if record.ends < scene.day:
            raise refuse("travel_over", "The programme has ended: nobody returns to it.")

    def apply(self, record: Visitor, scene: Scene) -> Visitor:
        """Keep when it was signed and until when it is good: no longer than the programme."""
        months = int(scene.law.value(MONTHS, scene.day).value)
        record.travel_signed_on = scene.day
        record.travel_signed_by = signed_for_travel(record.sponsor, scene)
        record.travel_until = min(add_months(scene.day, months), record.ends)
        if self.print_form:
            papers.certificate(record, scene, "return")
        return record


class RecordVisitorFee(
    Act, key="sevis.record_visitor_fee", on=VISITOR, permission=VISITOR_RECORD, authorities=("sevis.fee",)
):
    """Record that the fee of Form I-901 was paid."""

    paid_on: Annotated[date, Field(title="Paid on")]
    receipt: Annotated[str, Field(title="Receipt number", min_length=3, max_length=40)]
    amount: Annotated[int | None, Field(title="Dollars", ge=0, le=10_000)] = None

    def guard(self, record: Visitor, scene: Scene) -> None:
        """It was paid, and enough."""
        if self.paid_on > scene.day:
            raise refuse("fee_ahead", "That day is yet to come.", field="paid_on")
        row = scene.law.codes("visitor_categories").get(record.category, scene.day)
        due = scene.law.value(row.attributes["fee"], self.paid_on)
        if self.amount is not None and self.amount < due.value:
            text = f"The fee in this category was {due.value} dollars on that day."
            raise refuse("fee_short", text, due.citation, "amount")

    def apply(self, record: Visitor, scene: Scene) -> Visitor:
        """Keep it."""
        record.fee_paid_on, record.fee_receipt, record.fee_amount = self.paid_on, self.receipt, self.amount
        return record


class JudgeResidence(
    Act, key="sevis.judge_residence", on=VISITOR, permission=VISITOR_RECORD, authorities=("sevis.report_visitor",)
):
    """Note whether a visitor's skill is one the country at home needs, so that presence there is owed."""

    listed: Annotated[bool, Field(title="The skill is on the list of the visitor's country")]
    reason: Annotated[str, Lines(2), Field(title="Found in", min_length=5, max_length=500)]

    def guard(self, record: Visitor, scene: Scene) -> None:
        """The sponsor notes it; whether it is owed is the department's to say."""
        require_sponsor(record, scene)

    def apply(self, record: Visitor, scene: Scene) -> Visitor:
        """Keep it with the other grounds."""
        record.residence_grounds = [use(scene, "skill_listed")] if self.listed else []
        judge_residence(record, scene)
        if record.residence_rule == "subject":
            warn(scene, "The sponsor's note is preliminary: the department decides.")
        return record


class WaiveResidence(
    Act, key="sevis.waive_residence", on=VISITOR, permission=OVERSEE, authorities=("sevis.change_status",)
):
    """Record that presence at home, which a visitor owed, was waived."""

    waived_on: Annotated[date, Field(title="Waived on")]
    basis: Annotated[
        Literal["no_objection", "agency", "hardship", "persecution", "physician"], Field(title="On which ground")
    ]
    reason: Annotated[str, Lines(2), Field(title="Reference", min_length=3, max_length=500)]

    def guard(self, record: Visitor, scene: Scene) -> None:
        """It is owed."""
        if record.residence_rule != "subject":
            raise refuse("residence_not_owed", "The visitor owes no presence at home.")
        if self.waived_on > scene.day:
            raise refuse("change_ahead", "That day is yet to come.", field="waived_on")

    def apply(self, record: Visitor, scene: Scene) -> Visitor:
        """Keep since when."""
        record.residence_rule, record.residence_waived_on = "waived", self.waived_on
        return record


class NoteVisitorTravel(
    Act,
    key="sevis.note_visitor_travel",
    on=VISITOR,
    permission=KEEP,
    authorities=("sevis.oversee",),
    automatic=True,
):
    """Another office saw the visitor: a visa was issued, the visitor entered, or left."""

    what: Annotated[Literal["visa", "admitted", "departed"], Field(title="What")]
    on_day: Annotated[date, Field(title="On")]

    def apply(self, record: Visitor, scene: Scene) -> Visitor:
        """Keep the day."""
        name = {"visa": "visa_issued_on", "admitted": "admitted_on", "departed": "departed_on"}[self.what]
        setattr(record, name, self.on_day)
        if self.what == "departed":
            scene.marks.append("sevis.departed")
        return record


class StatusChanged(
    Act,
    key="sevis.change_visitor_status",
    on=VISITOR,
    permission=OVERSEE,
    authorities=("sevis.change_status",),
    marks=("sevis.status_changed",),
):
    """Record that a visitor was granted another status in the country: the programme ends with it."""

    to: Annotated[str, Field(title="New class", min_length=1, max_length=8)]
    granted_on: Annotated[date, Field(title="Granted on")]

    def guard(self, record: Visitor, scene: Scene) -> None:
        """It was granted; who owes presence at home keeps the class."""
        if self.granted_on > scene.day:
            raise refuse("change_ahead", "That day is yet to come.", field="granted_on")
        if record.residence_rule == "subject":
            value = scene.law.value("sevis.visitor_residence_years", scene.day)
            text = f"The visitor owes {value.value} years at home first, unless it is waived."
            raise refuse("residence_owed", text, value.citation)

    def apply(self, record: Visitor, scene: Scene) -> Visitor:
        """Say since when; nobody has to depart for it."""
        record.ended_on, record.grace_until = self.granted_on, None
        record.end_remarks = f"Changed to {self.to}."
        return record
