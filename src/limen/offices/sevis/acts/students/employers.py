"""For whom a student in training works, and what they hand in during the extension."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Annotated, Literal

from pydantic import Field

from limen.kernel import Lines, Personal, Scene, Titled
from limen.kernel.clocks import end_of
from limen.offices.sevis.acts.beginning import begin
from limen.offices.sevis.acts.common import RECORD, STUDENT
from limen.offices.sevis.acts.students.common import Printing, Text500
from limen.offices.sevis.acts.students.work import Employing, one_of
from limen.offices.sevis.milestones import runs_from, unconfirmed
from limen.offices.sevis.models import Employer, Student, Training, TrainingReport
from limen.offices.sevis.ruling import number, refused, warn

OPT = ("sevis.train_opt",)
STEM = ("sevis.train_stem",)
CONFIRM = "sevis.stem_validate"
"""The deadline of the next half-yearly confirmation."""
AFTER = ("opt_pre_full", "opt_pre_part", "opt_post", "opt_stem", "m_training")
Given = Annotated[str, Personal, Field(max_length=80)]


class EmployerFields(Employing):
    """An employer, as the wire has it, and what the extension asks for besides."""

    employer_name: Annotated[str, Field(title="Employer", max_length=121)] = ""
    ein: Annotated[str, Field(title="Employer's number (EIN)", pattern=r"^(\d{9})?$", description="Nine digits")] = ""
    self_employed: Annotated[bool | None, Field(title="Self-employed")] = None
    relevance: Annotated[str, Lines(3), Field(title="How the work follows from the degree", max_length=1000)] = ""
    full_time: Annotated[bool, Field(title="Full time", description="Twenty hours a week or more")] = True
    hours: Annotated[int | None, Field(title="Hours a week", ge=1, le=99)] = None
    starts: Annotated[date, Field(title="Works there from")]
    ends: Annotated[date | None, Field(title="To")] = None
    supervisor_first: Annotated[Given, Field(title="Supervisor's given names")] = ""
    supervisor_last: Annotated[str, Personal, Field(title="Supervisor's surname", max_length=40)] = ""
    supervisor_phone: Annotated[str, Personal, Field(title="Supervisor's telephone", pattern=r"^(\d{10})?$")] = ""
    supervisor_ext: Annotated[str, Field(title="Extension", pattern=r"^\d{0,8}$")] = ""
    supervisor_email: Annotated[str, Personal, Field(title="Supervisor's e-mail", max_length=255)] = ""
    job_title: Annotated[str, Field(title="Student's title", max_length=64)] = ""
    e_verify: Annotated[bool | None, Field(title="Takes part in E-Verify")] = None
    plan_on: Annotated[date | None, Field(title="Training plan (Form I-983) signed on")] = None

    def check_employer(self, row: Training, scene: Scene, *, last: date | None = None) -> None:
        """Refuse work outside the training, or for nobody."""
        if not self.employer_name and not self.self_employed:
            raise refused(
                scene,
                "employer_name",
                "Name the employer, or say that the student is self-employed.",
                field="employer_name",
            )
        if self.ends is not None and self.ends < self.starts:
            raise refused(scene, "dates", "It ends no earlier than it starts.", field="ends")
        if self.starts > (last or row.ends) or (self.ends is not None and self.ends < row.starts):
            raise refused(scene, "employer_dates", "The work lies within the training.", field="starts")


class AddOptEmployer(
    Printing,
    EmployerFields,
    key="sevis.add_opt_employer",
    on=STUDENT,
    permission=RECORD,
    authorities=OPT,
    marks=("sevis.stem_change_told",),
):
    """Add an employer to a student's training."""

    training_starts: Annotated[date, Field(title="Training from")]
    training_ends: Annotated[date, Field(title="Training to")]

    def check(self, record: Student, scene: Scene) -> None:
        """The training stands, and the employer may train."""
        row = found(record, self.training_starts, self.training_ends, scene)
        self.check_employer(row, scene)
        if row.kind == "opt_stem" and self.self_employed:
            raise refused(
                scene,
                "stem_self",
                "The extension needs an employer who trains the student.",
                by="stem_min_hours",
                field="self_employed",
            )
        if row.kind == "opt_stem" and self.e_verify is False:
            raise refused(scene, "stem_e_verify", "The employer takes part in E-Verify.", field="e_verify")
        same = row.employers.filter(name=self.employer_name, starts=self.starts)
        if same.exists():
            raise refused(scene, "employer_twice", "That employer is on record from that day; edit it.", field="starts")

    def apply(self, record: Student, scene: Scene) -> Student:
        """Keep it."""
        row = found(record, self.training_starts, self.training_ends, scene)
        keep_employer(self, row, scene)
        if row.kind == "opt_stem" and self.e_verify is None:
            warn(scene, "Record that this employer takes part in E-Verify: the extension needs it.")
        if row.kind == "opt_stem" and not self.plan_on:
            warn(scene, "Record the training plan (Form I-983) with this employer.", by="stem_report_days")
        self.printed(record, scene, "employer")
        return record


class EditOptEmployer(
    Printing,
    Employing,
    key="sevis.edit_opt_employer",
    on=STUDENT,
    permission=RECORD,
    authorities=OPT,
    marks=("sevis.stem_change_told",),
):
    """Correct an employer of a student's training, or say when the work ended; what is left empty stays."""

    training_starts: Annotated[date, Field(title="Training from")]
    training_ends: Annotated[date, Field(title="Training to")]
    employer_was: Annotated[str, Field(title="Employer, as on record", max_length=121)] = ""
    employer_since: Annotated[date, Field(title="From, as on record")]
    employer_name: Annotated[str, Field(title="Employer", max_length=121)] = ""
    ein: Annotated[str, Field(title="Employer's number (EIN)", pattern=r"^(\d{9})?$")] = ""
    self_employed: Annotated[bool | None, Field(title="Self-employed")] = None
    relevance: Annotated[str, Lines(3), Field(title="How the work follows from the degree", max_length=1000)] = ""
    full_time: Annotated[bool | None, Field(title="Full time")] = None
    hours: Annotated[int | None, Field(title="Hours a week", ge=1, le=99)] = None
    starts: Annotated[date | None, Field(title="Works there from")] = None
    ends: Annotated[date | None, Field(title="To")] = None
    supervisor_first: Annotated[Given, Field(title="Supervisor's given names")] = ""
    supervisor_last: Annotated[str, Personal, Field(title="Supervisor's surname", max_length=40)] = ""
    supervisor_phone: Annotated[str, Personal, Field(title="Supervisor's telephone", pattern=r"^(\d{10})?$")] = ""
    supervisor_ext: Annotated[str, Field(title="Extension", pattern=r"^\d{0,8}$")] = ""
    supervisor_email: Annotated[str, Personal, Field(title="Supervisor's e-mail", max_length=255)] = ""
    job_title: Annotated[str, Field(title="Student's title", max_length=64)] = ""
    e_verify: Annotated[bool | None, Field(title="Takes part in E-Verify")] = None
    plan_on: Annotated[date | None, Field(title="Training plan (Form I-983) signed on")] = None

    def check(self, record: Student, scene: Scene) -> None:
        """The employer is on record, and the work ends no earlier than it starts."""
        item = self._found(record, scene)
        starts, ends = self.starts or item.starts, self.ends or item.ends
        if ends is not None and ends < starts:
            raise refused(scene, "dates", "It ends no earlier than it starts.", field="ends")
        if starts > item.training.ends:
            raise refused(scene, "employer_dates", "The work lies within the training.", field="starts")

    def _found(self, record: Student, scene: Scene) -> Employer:
        row = found(record, self.training_starts, self.training_ends, scene)
        item = row.employers.filter(name=self.employer_was, starts=self.employer_since).first()
        if item is None:
            raise refused(scene, "employer_none", "No such employer is on record.", field="employer_since")
        return item

    def apply(self, record: Student, scene: Scene) -> Student:
        """Keep it."""
        item = self._found(record, scene)
        item.name = self.employer_name or item.name
        for name in KEPT:
            value = getattr(self, name)
            setattr(item, name, getattr(item, name) if value in ("", None) else value)
        item.address = self.part("employer_address") or item.address
        item.reported_on = scene.day
        item.save()
        self.printed(record, scene, "employer")
        return record


HANDED_IN = {
    "validation": "Confirmation of name, address, employer and work",
    "evaluation": "First evaluation (Form I-983)",
    "final_evaluation": "Final evaluation (Form I-983)",
}


class ValidateStem(
    Printing,
    key="sevis.validate_stem",
    on=STUDENT,
    permission=RECORD,
    authorities=STEM,
):
    """Keep what a student in the extension handed in: the half-yearly confirmation, or an evaluation."""

    kind: Annotated[
        Literal["validation", "evaluation", "final_evaluation"], Titled(HANDED_IN), Field(title="What was handed in")
    ]
    handed_on: Annotated[date | None, Field(title="Handed in on", description="Today when left out.")] = None
    remarks: Text500 = ""

    def check(self, record: Student, scene: Scene) -> None:
        """The extension runs, and it was handed in since it began."""
        row = extension(record, scene)
        if self.handed_on is not None and not row.starts <= self.handed_on <= scene.day:
            message = f"It was handed in between {row.starts} and today."
            raise refused(scene, "report_day", message, field="handed_on")

    def apply(self, record: Student, scene: Scene) -> Student:
        """Keep it; the days for the next confirmation run from the end of the half-year, not from the handing in."""
        row, day = extension(record, scene), self.handed_on or scene.day
        before = unconfirmed(record, scene.law, confirmed_on(row))
        TrainingReport.objects.create(training=row, kind=self.kind, on=day, remarks=self.remarks)
        if self.kind != "validation":
            scene.marks.append(REPORTED[self.kind])
            return record
        left = unconfirmed(record, scene.law, confirmed_on(row))
        if len(left) < len(before):
            following = left[0] if left else before[0]
            months = number(scene, "stem_validation_months")
            begin(REPORTED[self.kind], record, runs_from(before[0], following, months), scene)
            if left:
                scene.until[CONFIRM] = end_of(following, record.place.zone)
        elif left:
            opens = left[0] - timedelta(days=number(scene, "stem_validation_opens_days"))
            message = f"It counts for no half-year: the next confirmation is given from {opens} to {left[0]}."
            warn(scene, message, by="stem_validation_opens_days")
        return record


REPORTED = {
    "validation": "sevis.stem_validated",
    "evaluation": "sevis.stem_evaluated",
    "final_evaluation": "sevis.stem_evaluated_last",
}
"""The event that each report of the extension is."""
KEPT = (
    *("ein", "self_employed", "relevance", "full_time", "hours", "starts", "ends", "supervisor_first"),
    *("supervisor_last", "supervisor_phone", "supervisor_ext", "supervisor_email", "job_title", "e_verify", "plan_on"),
)


def keep_employer(said: EmployerFields, row: Training, scene: Scene) -> None:
    """Keep an employer of a training."""
    kept = {name: getattr(said, name) for name in KEPT}
    Employer.objects.create(
        training=row, name=said.employer_name, address=said.part("employer_address"), reported_on=scene.day, **kept
    )
    least = number(scene, "opt_min_hours")
    if said.hours is not None and said.hours < least:
        warn(
            scene,
            f"Fewer than {least} hours a week count as unemployment unless other work makes up for it.",
            by="opt_min_hours",
        )


def found(record: Student, starts: date, ends: date, scene: Scene) -> Training:
    """Return the training that has these days.

    Raises:
        GuardRefused: when none has.
    """
    rows = record.trainings.filter(kind__in=AFTER, starts=starts, ends=ends, step__in=("recommended", "approved"))
    return one_of(rows, scene)


def confirmed_on(row: Training) -> list[date]:
    """Return on which days a student handed in the half-yearly confirmations of an extension."""
    return list(row.reports.filter(kind="validation").order_by("on", "pk").values_list("on", flat=True))


def extension(record: Student, scene: Scene) -> Training:
    """Return the extension a student is in.

    Raises:
        GuardRefused: when in none.
    """
    return one_of(record.trainings.filter(kind="opt_stem", step="approved", starts__lte=scene.day), scene)
