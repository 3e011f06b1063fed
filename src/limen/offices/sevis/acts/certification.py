"""What keeps a school certified: fees, visits, evidence, recertification, reviews, and its officials confirmed."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import Field

from limen.kernel import Act, BadInput, GuardRefused, Problem, Scene
from limen.offices.sevis import ruling
from limen.offices.sevis.acts.common import CERTIFY, PETITION, SCHOOL, CampusCode, Remarks, Says, Why
from limen.offices.sevis.acts.schools import certify, within_certificate
from limen.offices.sevis.models import EvidenceRequest, School, SchoolFee, SchoolVisit
from limen.offices.sevis.papers import organisations as papers
from limen.offices.sevis.reach import require_own

KEEP = ("sevis.recertify_school",)
VISIT = ("sevis.visit_school",)
FEES = {
    "petition": "sevis.fee_school",
    "recertification": "sevis.fee_school_recertify",
    "visit": "sevis.fee_visit",
    "appeal": "sevis.fee_school_appeal",
}
"""The value of the law pack that says what each fee is."""


class NoteFee(Act, key="sevis.note_school_fee", on=SCHOOL, permission=CERTIFY, authorities=("sevis.certify_school",)):
    """Note a fee that a school paid."""

    kind: Annotated[Literal["petition", "recertification", "visit", "appeal"], Field(title="For")]
    amount: Annotated[int, Field(title="Dollars", ge=0, le=1_000_000)]
    paid_on: Annotated[date, Field(title="Paid on")]
    receipt: Annotated[str, Field(title="Receipt", min_length=2, max_length=40)]

    def guard(self, record: School, scene: Scene) -> None:
        """It is what the law asks for on the day it was paid, and a receipt is noted once."""
        if self.paid_on > scene.day:
            raise GuardRefused("A fee is noted once it is paid.")
        asked = scene.law.value(FEES[self.kind], self.paid_on)
        if self.amount < int(asked.value):
            message = f"The fee was {asked.value} dollars on {self.paid_on}."
            raise GuardRefused(
                message, citation=asked.citation, problems=[Problem("amount", "sevis.fee_short", message)]
            )
        if record.fees.filter(receipt=self.receipt).exists():
            raise GuardRefused(f"The receipt {self.receipt} is noted already.")

    def apply(self, record: School, scene: Scene) -> School:
        """Keep it."""
        SchoolFee.objects.create(school=record, **self.model_dump())
        return record


class PlanVisit(
    Act, key="sevis.plan_visit", on=SCHOOL, permission=CERTIFY, authorities=VISIT, marks=("sevis.visit_arranged",)
):
    """Arrange a visit to a school."""

    campus: CampusCode = ""
    why: Annotated[Literal["petition", "recertification", "review", "change"], Field(title="For")] = "petition"
    planned_on: Annotated[date, Field(title="On")]

    def guard(self, record: School, scene: Scene) -> None:
        """It is soon enough by law, at one of the school's campuses, and the only one arranged there."""
        if self.planned_on < scene.day:
            raise GuardRefused("A visit is arranged for a day to come.")
        last = ruling.days_after(scene, "sevis.visit_days")
        if self.planned_on > last:
            message = f"A visit that is arranged today is made by {last}."
            raise ruling.refused(scene, "visit_late", message, by="visit_days")
        if self.campus and self._campus(record) is None:
            raise BadInput(
                "That campus is not this school's.",
                problems=[Problem("campus", "record.unknown", "Choose one of the school's campuses.")],
            )
        if record.visits.filter(campus=self._campus(record), done_on=None).exists():
            raise GuardRefused("A visit there is arranged already.")

    def _campus(self, record: School) -> Any:
        return record.campuses.filter(code=self.campus).values_list("pk", flat=True).first() if self.campus else None

    def apply(self, record: School, scene: Scene) -> School:
        """Keep the day."""
        SchoolVisit.objects.create(
            school=record,
            campus_id=self._campus(record),
            why=self.why,
            arranged_on=scene.day,
            planned_on=self.planned_on,
        )
        return record


class RecordVisit(
    Act, key="sevis.record_visit", on=SCHOOL, permission=CERTIFY, authorities=VISIT, marks=("sevis.visit_made",)
):
    """Record what a visit found."""

    visit: Annotated[UUID | None, Field(title="Visit; the one that is arranged when left out")] = None
    done_on: Annotated[date, Field(title="Done on")]
    sound: Annotated[bool, Field(title="All is as the petition says")]
    findings: Says

    def guard(self, record: School, scene: Scene) -> None:
        """One was arranged, and it is over."""
        if self.done_on > scene.day:
            raise GuardRefused("A visit is recorded once it is done.")
        self._visit(record)

    def apply(self, record: School, scene: Scene) -> School:
        """Keep what was found."""
        found = self._visit(record)
        found.done_on, found.sound, found.findings = self.done_on, self.sound, self.findings
        found.save()
        return record

    def _visit(self, record: School) -> SchoolVisit:
        rows = record.visits.filter(done_on=None)
        found = rows.filter(pk=self.visit).first() if self.visit else rows.order_by("planned_on", "pk").first()
        if found is None:
            raise GuardRefused("No such visit is arranged.")
        return found


class AskEvidence(
    Act,
    key="sevis.ask_evidence",
    on=SCHOOL,
    permission=CERTIFY,
    authorities=("sevis.certify_school",),
    marks=("sevis.evidence_asked",),
):
    """Ask a school for evidence."""

    what: Annotated[str, Field(title="What is asked for", min_length=10, max_length=4000)]
    due_on: Annotated[date | None, Field(title="By", description="As long as the law allows when left out.")] = None

    def guard(self, record: School, scene: Scene) -> None:
        """The day is to come, and no later than the law allows."""
        if self.due_on is None:
            return
        if self.due_on <= scene.day:
            raise GuardRefused("Evidence is asked for by a day to come.")
        if self.due_on > ruling.days_after(scene, "sevis.evidence_days"):
            message = "No more time may be given for evidence."
            raise ruling.refused(scene, "evidence_time", message, by="evidence_days")

    def apply(self, record: School, scene: Scene) -> School:
        """Keep it with the day."""
        due = self.due_on or ruling.days_after(scene, "sevis.evidence_days")
        EvidenceRequest.objects.create(school=record, asked_on=scene.day, due_on=due, what=self.what)
        return record


class AnswerEvidence(
    Act,
    key="sevis.answer_evidence",
    on=SCHOOL,
    permission=PETITION,
    authorities=("sevis.report_school",),
    marks=("sevis.evidence_given",),
):
    """Send the evidence that was asked for."""

    answer: Says

    def guard(self, record: School, scene: Scene) -> None:
        """It is the school's own, and something was asked."""
        require_own(record, scene)
        if not record.evidence.filter(answered_on=None).exists():
            raise GuardRefused("No evidence is asked for.")

    def apply(self, record: School, scene: Scene) -> School:
        """Keep the answer with what was asked first."""
        found = record.evidence.filter(answered_on=None).order_by("due_on", "pk").first()
        if found is not None:
            found.answered_on, found.answer = scene.day, self.answer
            found.save()
            if scene.day > found.due_on:
                ruling.warn(scene, "The evidence was due earlier; whether it is taken is the adjudicator's to say.")
        return record


class FileRecertification(
    Act,
    key="sevis.file_recertification",
    on=SCHOOL,
    permission=PETITION,
    authorities=KEEP,
    marks=("sevis.recertification_filed",),
):
    """File the school's petition to be recertified."""

    true: Annotated[bool, Field(title="All that the petition says is still true")]
    remarks: Remarks = ""

    def guard(self, record: School, scene: Scene) -> None:
        """It is the school's own, within the time the law opens, and once."""
        require_own(record, scene)
        if not self.true:
            raise ruling.refused(scene, "petition_unsigned", "A petition is filed only by who vouches for it.")
        if record.recertification_filed_on is not None:
            raise GuardRefused("It is filed already, and awaits a decision.")
        opens = recertification_opens(record, ruling.number(scene, "sevis.recertify_window_days"))
        if opens is not None and scene.day < opens:
            message = f"It may be filed from {opens}."
            raise ruling.refused(scene, "recertification_early", message, by="recertify_window_days")
        if record.certified_until is not None and scene.day > record.certified_until:
            message = "The certificate has run out: no petition to be recertified is accepted any more."
            raise ruling.refused(scene, "recertification_late", message, by="recertify_years")

    def apply(self, record: School, scene: Scene) -> School:
        """Keep the day, and make the petition as it is filed."""
        record.recertification_filed_on = scene.day
        papers.petition(record, scene, "Recertification", str(type(self).model_fields["true"].title))
        return record


class Recertify(
    Act, key="sevis.recertify", on=SCHOOL, permission=CERTIFY, authorities=KEEP, marks=("sevis.school_recertified",)
):
    """Recertify a school."""

    certified_until: Annotated[
        date | None, Field(title="Certificate ends on", description="As long as the law allows when left out.")
    ] = None
    remarks: Remarks = ""

    def guard(self, record: School, scene: Scene) -> None:
        """It asked, and the certificate is no longer than the law allows."""
        if record.recertification_filed_on is None:
            raise ruling.refused(scene, "recertification_not_filed", "The school has not asked for it.")
        within_certificate(self.certified_until, scene)

    def apply(self, record: School, scene: Scene) -> School:
        """Give the next certificate."""
        certify(record, self.certified_until, scene)
        return record


class ConfirmOfficials(
    Act,
    key="sevis.confirm_officials",
    on=SCHOOL,
    permission=PETITION,
    authorities=("sevis.official",),
    marks=("sevis.officials_confirmed",),
):
    """Confirm, once a year, that every official still works for the school."""

    all_here: Annotated[bool, Field(title="Everyone who is named still works for the school")]

    def guard(self, record: School, scene: Scene) -> None:
        """It is the school's own; whoever has left is ended first."""
        require_own(record, scene)
        if not self.all_here:
            message = "End the posting of whoever has left, then confirm the others."
            raise ruling.refused(scene, "officials_not_confirmed", message)

    def apply(self, record: School, scene: Scene) -> School:
        """Keep the day, and who was confirmed."""
        record.officials_confirmed_on = scene.day
        scene.facts["officials"] = record.officials.filter(state="active").count()
        return record


class AskUpdate(
    Act,
    key="sevis.ask_update",
    on=SCHOOL,
    permission=CERTIFY,
    authorities=KEEP,
    marks=("sevis.school_update_asked",),
):
    """Ask a school to bring its petition up to date."""

    what: Annotated[str, Field(title="What is out of date", min_length=10, max_length=4000)]

    def apply(self, record: School, scene: Scene) -> School:
        """Keep it with the day it is due."""
        due = ruling.business_days_after(scene, "sevis.school_update_business_days")
        EvidenceRequest.objects.create(school=record, asked_on=scene.day, due_on=due, what=self.what)
        return record


class OpenReview(
    Act, key="sevis.open_review", on=SCHOOL, permission=CERTIFY, authorities=KEEP, marks=("sevis.review_opened",)
):
    """Review a certified school out of cycle."""

    why: Why

    def guard(self, record: School, scene: Scene) -> None:
        """One at a time."""
        if record.review_opened_on is not None:
            raise GuardRefused("A review is open already.")

    def apply(self, record: School, scene: Scene) -> School:
        """Keep why."""
        record.review_opened_on, record.review_why = scene.day, self.why
        return record


class CloseReview(
    Act, key="sevis.close_review", on=SCHOOL, permission=CERTIFY, authorities=KEEP, marks=("sevis.review_closed",)
):
    """Close a review: the school stays certified."""

    says: Says

    def guard(self, record: School, scene: Scene) -> None:
        """One is open."""
        if record.review_opened_on is None:
            raise GuardRefused("No review is open.")

    def apply(self, record: School, scene: Scene) -> School:
        """Close it."""
        record.review_opened_on, record.review_why = None, ""
        return record


def recertification_opens(school: School, window: int) -> date | None:
    """Return the first day on which a school may ask to be recertified; None while it is not certified."""
    return school.certified_until - timedelta(days=window) if school.certified_until else None
