"""Curricular practical training, and work off campus."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pydantic import Field

from limen.kernel import Code, Lines, Scene
from limen.kernel.clocks import add_months
from limen.offices.sevis.acts.common import OVERSEE, RECORD, STUDENT
from limen.offices.sevis.acts.students.common import OnStudent, Printing, Short, Spread
from limen.offices.sevis.models import Student, Training
from limen.offices.sevis.models.training import OPEN
from limen.offices.sevis.ruling import months_after, number, refused, use, warn
from limen.offices.sevis.training_limits import curricular_ends_optional, rank

CPT = ("sevis.train_cpt",)
OFF_CAMPUS = ("sevis.employ_offcampus",)
Name = Annotated[str, Field(title="Employer", min_length=1, max_length=121)]
Starts = Annotated[date, Field(title="From")]
Ends = Annotated[date, Field(title="To")]
FullTime = Annotated[bool, Field(title="Full time")]
Short250 = Annotated[str, Lines(2), Field(max_length=250)]


class Employing(Spread):
    """Where an employer is."""

    employer_address1: Annotated[Short, Field(title="Employer's address")] = ""
    employer_address2: Annotated[Short, Field(title="Its second line")] = ""
    employer_city: Annotated[Short, Field(title="City")] = ""
    employer_state: Annotated[str, Code("us_states"), Field(title="State", max_length=2)] = ""
    employer_postal_code: Annotated[str, Field(title="ZIP code", max_length=10)] = ""
    employer_postal_routing_code: Annotated[
        str, Field(title="Last four digits of the ZIP code", pattern=r"^(\d{4})?$")
    ] = ""
    employer_explanation_code: Annotated[str, Field(title="Why an address not found is right", max_length=8)] = ""
    employer_explanation: Annotated[str, Field(title="Explanation", max_length=200)] = ""


class AuthoriseCpt(
    Printing,
    Employing,
    key="sevis.authorise_cpt",
    on=STUDENT,
    permission=RECORD,
    authorities=CPT,
):
    """Authorise curricular practical training with an employer."""

    employer_name: Name
    starts: Starts
    ends: Ends
    full_time: FullTime = False
    required: Annotated[bool, Field(title="A graduate programme that requires it at once")] = False
    relevance: Annotated[Short250, Field(title="How it is part of the curriculum")] = ""
    work_remarks: Annotated[Short250, Field(title="Remarks on the work")] = ""
    student_remarks: Annotated[str, Field(title="Remarks on the student", max_length=500)] = ""

    def check(self, record: Student, scene: Scene) -> None:
        """The student may train, after an academic year, beforehand, within the programme."""
        may_train(record, scene)
        span(record, self.starts, self.ends, scene)
        if self.starts < scene.day:
            raise refused(scene, "cpt_before", "Curricular training begins after it is authorised.", field="starts")
        lowest = rank(scene.law, use(scene, "graduate"), scene.day)
        if self.required and rank(scene.law, record.level, scene.day) < lowest:
            raise refused(
                scene,
                "cpt_graduate",
                "Only a graduate programme may require training at once.",
                by="academic_year_months",
                field="required",
            )
        if not self.required:
            after_a_year(record, self.starts, scene)
        no_overlap(record, self.starts, self.ends, self.full_time, scene)

    def apply(self, record: Student, scene: Scene) -> Student:
        """Keep it, and say what it does to optional training."""
        Training.objects.create(
            student=record,
            kind="cpt_full" if self.full_time else "cpt_part",
            step="authorised",
            level=record.level,
            starts=self.starts,
            ends=self.ends,
            full_time=self.full_time,
            required=self.required,
            employer=self.employer_name,
            employer_address=self.part("employer_address"),
            relevance=self.relevance,
            work_remarks=self.work_remarks,
            student_remarks=self.student_remarks,
            recommended_on=scene.day,
            decided_on=scene.day,
        )
        if curricular_ends_optional(record, scene.law, scene.day):
            warn(
                scene,
                "So much full-time curricular training ends eligibility for optional training.",
                by="cpt_full_months",
            )
        self.printed(record, scene, "curricular training")
        return record


class CancelCpt(Printing, key="sevis.cancel_cpt", on=STUDENT, permission=RECORD, authorities=CPT):
    """Call off curricular training."""

    starts: Starts
    ends: Ends
    full_time: Annotated[bool | None, Field(title="Full time")] = None
    employer_name: Annotated[str, Field(title="Employer", max_length=121)] = ""

    def check(self, record: Student, scene: Scene) -> None:
        """It stands."""
        self._found(record, scene)

    def _found(self, record: Student, scene: Scene) -> Training:
        kinds = ("cpt_full", "cpt_part") if self.full_time is None else ("cpt_full" if self.full_time else "cpt_part",)
        rows = record.trainings.filter(kind__in=kinds, starts=self.starts, ends=self.ends, step="authorised")
        return one_of(rows.filter(employer=self.employer_name) if self.employer_name else rows, scene)

    def apply(self, record: Student, scene: Scene) -> Student:
        """Take it off; what was done of it before today still counts."""
        close(self._found(record, scene), scene)
        self.printed(record, scene, "curricular training")
        return record


class RecommendOffcampus(
    Printing,
    key="sevis.recommend_offcampus",
    on=STUDENT,
    permission=RECORD,
    authorities=OFF_CAMPUS,
):
    """Recommend work off campus."""

    kind: Annotated[str, Code("off_campus_kinds"), Field(title="Kind", max_length=2)]
    starts: Starts
    ends: Ends
    recommendation: Annotated[Short250, Field(title="Recommendation")] = ""

    def check(self, record: Student, scene: Scene) -> None:
        """The kind allows it, for so long, after an academic year where it asks for one."""
        off_campus(record, self.kind, self.starts, self.ends, scene)

    def apply(self, record: Student, scene: Scene) -> Student:
        """Keep it; the government decides where the kind says so."""
        row = scene.law.codes("off_campus_kinds").get(self.kind, scene.day)
        decides = bool(row.attributes["government"])
        Training.objects.create(
            student=record,
            kind="off_campus",
            step="recommended" if decides else "authorised",
            work_kind=self.kind,
            level=record.level,
            starts=self.starts,
            ends=self.ends,
            full_time=False,
            remarks=self.recommendation,
            recommended_on=scene.day,
        )
        self.printed(record, scene, "work off campus")
        return record


class EditOffcampus(Printing, key="sevis.edit_offcampus", on=STUDENT, permission=RECORD, authorities=OFF_CAMPUS):
    """Change work off campus that was recommended."""

    kind: Annotated[str, Code("off_campus_kinds"), Field(title="Kind, as it stands", max_length=2)]
    starts: Annotated[date, Field(title="From, as it stands")]
    ends: Annotated[date, Field(title="To, as it stands")]
    new_kind: Annotated[str, Code("off_campus_kinds"), Field(title="New kind", max_length=2)] = ""
    new_starts: Annotated[date | None, Field(title="New first day")] = None
    new_ends: Annotated[date | None, Field(title="New last day")] = None
    recommendation: Annotated[Short250, Field(title="Recommendation")] = ""

    def check(self, record: Student, scene: Scene) -> None:
        """It stands, and what it becomes is allowed."""
        row = self._found(record, scene)
        off_campus(
            record,
            self.new_kind or self.kind,
            self.new_starts or self.starts,
            self.new_ends or self.ends,
            scene,
            but=row,
        )

    def _found(self, record: Student, scene: Scene) -> Training:
        rows = record.trainings.filter(
            kind="off_campus",
            work_kind=self.kind,
            starts=self.starts,
            ends=self.ends,
            step__in=("recommended", "authorised"),
        )
        return one_of(rows, scene)

    def apply(self, record: Student, scene: Scene) -> Student:
        """Keep it."""
        row = self._found(record, scene)
        row.work_kind = self.new_kind or row.work_kind
        if self.recommendation or "recommendation" in self.model_fields_set:
            row.remarks = self.recommendation
        row.starts, row.ends = self.new_starts or row.starts, self.new_ends or row.ends
        row.save()
        self.printed(record, scene, "work off campus")
        return record


class CancelOffcampus(Printing, key="sevis.cancel_offcampus", on=STUDENT, permission=RECORD, authorities=OFF_CAMPUS):
    """Call off work off campus."""

    kind: Annotated[str, Code("off_campus_kinds"), Field(title="Kind", max_length=2)]
    starts: Starts
    ends: Ends

    def check(self, record: Student, scene: Scene) -> None:
        """It stands."""
        self._found(record, scene)

    def _found(self, record: Student, scene: Scene) -> Training:
        rows = record.trainings.filter(
            kind="off_campus", work_kind=self.kind, starts=self.starts, ends=self.ends, step__in=OPEN
        )
        return one_of(rows, scene)

    def apply(self, record: Student, scene: Scene) -> Student:
        """Take it off."""
        close(self._found(record, scene), scene)
        self.printed(record, scene, "work off campus")
        return record


class ApproveOffcampus(
    OnStudent, key="sevis.approve_offcampus", on=STUDENT, permission=OVERSEE, authorities=OFF_CAMPUS
):
    """Record the government's approval of work off campus."""

    starts: Starts
    ends: Ends

    def guard(self, record: Student, scene: Scene) -> None:
        """It was recommended."""
        one_of(
            record.trainings.filter(kind="off_campus", step="recommended", starts=self.starts, ends=self.ends), scene
        )

    def apply(self, record: Student, scene: Scene) -> Student:
        """Say so."""
        rows = record.trainings.filter(kind="off_campus", step="recommended", starts=self.starts, ends=self.ends)
        rows.update(step="approved", decided_on=scene.day)
        return record


def may_train(record: Student, scene: Scene) -> None:
    """Refuse training to who may have none: an M-1 student in the curriculum, a student of a language or a school."""
    row = scene.law.codes("student_levels").get(record.level, scene.day)
    if record.visa_type != "F-1":
        raise refused(scene, "training_class", "An M-1 student has no curricular training.")
    if row is not None and not row.attributes["training"]:
        raise refused(scene, "training_level", f"No practical training follows from this level ({row.title.lower()}).")


def after_a_year(record: Student, day: date, scene: Scene) -> None:
    """Refuse what begins before one academic year of study."""
    months = number(scene, "academic_year_months")
    begun = record.first_started or record.starts
    if day < add_months(begun, months):
        raise refused(
            scene,
            "academic_year",
            "It begins after one academic year of study.",
            by="academic_year_months",
            field="starts",
        )


def span(record: Student, starts: date, ends: date, scene: Scene) -> None:
    """Refuse days that are not of the programme."""
    if ends < starts:
        raise refused(scene, "dates", "It ends no earlier than it starts.", field="ends")
    if starts < record.starts or ends > record.ends:
        raise refused(scene, "training_programme", "It lies within the programme.", field="ends")


def no_overlap(
    record: Student, starts: date, ends: date, full_time: bool, scene: Scene, *, but: Training | None = None
) -> None:
    """Refuse a second full-time training at the same time."""
    rows = record.trainings.filter(step__in=OPEN, full_time=True, starts__lte=ends, ends__gte=starts)
    if full_time and (rows.exclude(pk=but.pk) if but is not None else rows).exists():
        raise refused(
            scene, "training_overlap", "Another full-time training stands for part of that time.", field="starts"
        )


def off_campus(
    record: Student, kind: str, starts: date, ends: date, scene: Scene, *, but: Training | None = None
) -> None:
    """Refuse work off campus that the kind does not allow.

    Raises:
        GuardRefused: with the paragraph.
    """
    if record.visa_type != "F-1":
        raise refused(scene, "employment_class", "An M-1 student does not work off campus.")
    span(record, starts, ends, scene)
    row = scene.law.codes("off_campus_kinds").get(kind, scene.day)
    months = str(row.attributes.get("months", "")).removeprefix("sevis.")
    if months and ends > months_after(starts, number(scene, months)):
        raise refused(
            scene, "offcampus_months", "Work off campus is authorised a year at a time.", by=months, field="ends"
        )
    if row.attributes.get("hours"):
        after_a_year(record, starts, scene)
    rows = record.trainings.filter(kind="off_campus", step__in=OPEN, starts__lte=ends, ends__gte=starts)
    if (rows.exclude(pk=but.pk) if but is not None else rows).exists():
        raise refused(
            scene, "training_overlap", "Work off campus stands for part of that time already.", field="starts"
        )


def one_of(rows: object, scene: Scene) -> Training:
    """Return the training that is meant.

    Raises:
        GuardRefused: when none is.
    """
    found: Training | None = rows.first()  # type: ignore[attr-defined]  # a query
    if found is None:
        raise refused(scene, "training_none", "No such training or work is on record.", field="starts")
    return found


def close(row: Training, scene: Scene) -> None:
    """Call a training off: as if it had not been where it has not begun, from today where it has."""
    if row.starts < scene.day <= row.ends:
        row.ends = scene.day
    elif scene.day <= row.starts:
        row.step = "cancelled"
    row.decided_on = scene.day
    row.save()
