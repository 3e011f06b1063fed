"""Optional practical training: recommended, approved, extended after a degree in science or technology."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Annotated, Literal

from pydantic import Field

from limen.kernel import Lines, Scene, Titled
from limen.offices.sevis.acts.common import RECORD, STUDENT, keep
from limen.offices.sevis.acts.students.common import Printing
from limen.offices.sevis.acts.students.employers import EmployerFields, keep_employer
from limen.offices.sevis.acts.students.opt_rules import off_mark, recommendable, refresh, stem_of, training
from limen.offices.sevis.acts.students.work import Ends, FullTime, Starts
from limen.offices.sevis.models import Student, Training
from limen.offices.sevis.ruling import months_after, number, refused, rolled_days_after, warn
from limen.offices.sevis.training_limits import AFTER, rank, standing

OPT = ("sevis.train_opt",)
STEM = ("sevis.train_stem",)
ASKED = ("recommended", "approved")
Text250 = Annotated[str, Lines(2), Field(title="Remarks", max_length=250)]
StudentRemarks = Annotated[str, Lines(2), Field(title="Remarks on the student", max_length=500)]
DAY = timedelta(days=1)


class RecommendOpt(
    Printing,
    key="sevis.recommend_opt",
    on=STUDENT,
    permission=RECORD,
    authorities=OPT,
    marks=("sevis.opt_recommended",),
):
    """Recommend optional practical training; the student then applies to the government."""

    completion: Annotated[
        Literal["pre", "post"],
        Titled({"pre": "Before completion", "post": "After completion"}),
        Field(title="Before or after completion"),
    ] = "post"
    starts: Starts
    ends: Ends
    full_time: FullTime = True
    academic_year_met: Annotated[bool, Field(title="One academic year of study is met")]
    student_remarks: StudentRemarks = ""
    remarks: Text250 = ""

    def check(self, record: Student, scene: Scene) -> None:
        """The student may train so, then, and for so long."""
        recommendable(record, self.kind(record), self.starts, self.ends, scene)
        if not self.academic_year_met:
            raise refused(
                scene,
                "academic_year",
                "It follows one academic year of study.",
                by="academic_year_months",
                field="academic_year_met",
            )

    def kind(self, record: Student) -> str:
        """Return the kind of training it is in the law pack's table."""
        if record.visa_type == "M-1":
            return "m_training"
        if self.completion == "post":
            return "opt_post"
        return "opt_pre_full" if self.full_time else "opt_pre_part"

    def apply(self, record: Student, scene: Scene) -> Student:
        """Keep it."""
        Training.objects.create(
            student=record,
            kind=self.kind(record),
            step="recommended",
            level=record.level,
            degree=record.major,
            degree_level=record.level,
            starts=self.starts,
            ends=self.ends,
            full_time=self.full_time or self.completion == "post",
            academic_year_met=self.academic_year_met,
            student_remarks=self.student_remarks,
            remarks=self.remarks,
            recommended_on=scene.day,
        )
        file_by = rolled_days_after(scene, "opt_file_days")
        warn(scene, f"The student applies by {file_by:%Y-%m-%d}.", by="opt_file_days")
        self.printed(record, scene, "optional training")
        return record


class EditOpt(Printing, key="sevis.edit_opt", on=STUDENT, permission=RECORD, authorities=OPT):
    """Correct optional training that was recommended and not decided."""

    starts: Starts
    ends: Ends
    full_time: Annotated[bool | None, Field(title="Full time, as it stands")] = None
    new_full_time: Annotated[bool | None, Field(title="Full time, as it should be")] = None
    academic_year_met: Annotated[bool | None, Field(title="One academic year of study is met")] = None
    student_remarks: StudentRemarks = ""
    remarks: Text250 = ""

    def check(self, record: Student, scene: Scene) -> None:
        """It waits, and what it becomes is allowed."""
        row = self._found(record, scene)
        if self.academic_year_met is False:
            raise refused(
                scene,
                "academic_year",
                "It follows one academic year of study.",
                by="academic_year_months",
                field="academic_year_met",
            )
        if self._kind(row) != row.kind:
            recommendable(record, self._kind(row), row.starts, row.ends, scene, but=row)

    def _found(self, record: Student, scene: Scene) -> Training:
        return training(record, self.starts, self.ends, scene, steps=("recommended",))

    def _kind(self, row: Training) -> str:
        if row.kind in ("opt_pre_full", "opt_pre_part") and self.new_full_time is not None:
            return "opt_pre_full" if self.new_full_time else "opt_pre_part"
        return row.kind

    def apply(self, record: Student, scene: Scene) -> Student:
        """Keep it."""
        row = self._found(record, scene)
        row.kind = self._kind(row)
        if self.new_full_time is not None:
            row.full_time = self.new_full_time
        keep(self, row, "student_remarks", "remarks")
        row.save()
        self.printed(record, scene, "optional training")
        return record


class CancelOpt(
    Printing,
    key="sevis.cancel_opt",
    on=STUDENT,
    permission=RECORD,
    authorities=OPT,
):
    """Call off optional training that has not begun."""

    starts: Starts
    ends: Ends
    full_time: Annotated[bool | None, Field(title="Full time")] = None

    def check(self, record: Student, scene: Scene) -> None:
        """It stands, and has not begun."""
        row = training(record, self.starts, self.ends, scene)
        if row.step == "approved" and row.starts <= scene.day:
            raise refused(scene, "opt_begun", "Training that was approved and has begun counts; it is not called off.")

    def apply(self, record: Student, scene: Scene) -> Student:
        """Take it off."""
        row = training(record, self.starts, self.ends, scene)
        row.step, row.decided_on = "cancelled", scene.day
        row.save()
        refresh(record)
        scene.marks.append(off_mark(row))
        self.printed(record, scene, "optional training")
        return record


class ExtendOpt(
    Printing,
    EmployerFields,
    key="sevis.extend_opt",
    on=STUDENT,
    permission=RECORD,
    authorities=STEM,
    marks=("sevis.stem_recommended",),
):
    """Recommend the extension of optional training after a degree in science or technology, with an employer."""

    training_starts: Annotated[date, Field(title="Training from, as it stands")]
    training_ends: Annotated[date, Field(title="Training to, as it stands")]
    degree: Annotated[
        str, Field(title="Earlier degree it stands on (CIP code)", pattern=r"^(\d{2}\.\d{4})?$", max_length=8)
    ] = ""
    degree_level: Annotated[str, Field(title="Level of that degree", max_length=2)] = ""

    def check(self, record: Student, scene: Scene) -> None:
        """The degree, the time and the employer allow it; twice in a lifetime, each after a higher degree."""
        base = self._base(record, scene)
        if base.step != "approved" or base.kind != "opt_post":
            raise refused(
                scene, "stem_base", "Training after completion that was approved is extended.", field="training_starts"
            )
        if not base.ends - timedelta(days=number(scene, "stem_before_days")) <= scene.day <= base.ends:
            raise refused(
                scene,
                "stem_window",
                "The extension is asked for in the last days of the training, before it ends.",
                by="stem_before_days",
            )
        self._degree(record, base, scene)
        if self.self_employed:
            raise refused(
                scene,
                "stem_self",
                "The extension needs an employer who trains the student.",
                by="stem_min_hours",
                field="self_employed",
            )
        if self.e_verify is False:
            raise refused(scene, "stem_e_verify", "The employer takes part in E-Verify.", field="e_verify")
        if not self.full_time or (self.hours is not None and self.hours < number(scene, "stem_min_hours")):
            raise refused(
                scene,
                "stem_hours",
                "The student works the hours the extension asks for with each employer.",
                by="stem_min_hours",
                field="hours",
            )
        self.check_employer(base, scene, last=months_after(base.ends + DAY, number(scene, "stem_months")))

    def _base(self, record: Student, scene: Scene) -> Training:
        return training(record, self.training_starts, self.training_ends, scene)

    def _degree(self, record: Student, base: Training, scene: Scene) -> None:
        level = self.degree_level or base.degree_level or base.level
        row = scene.law.codes("student_levels").get(level, scene.day)
        if row is None or not row.attributes["stem"]:
            raise refused(
                scene, "stem_level", "The extension follows a bachelor's degree or a higher one.", field="degree_level"
            )
        field = self.degree or base.degree
        if stem_of(scene.law, field, scene.day) == "no":
            raise refused(scene, "stem_field", f"{field} is no field of science or technology.", field="degree")
        earlier = standing(record, ["opt_stem"], everywhere=True)
        if len(earlier) >= number(scene, "stem_times"):
            raise refused(scene, "stem_times", "The extension is given twice in a lifetime.", by="stem_times")
        mine = rank(scene.law, level, scene.day)
        if any(rank(scene.law, item.degree_level or item.level, scene.day) >= mine for item in earlier):
            raise refused(
                scene,
                "stem_higher",
                "A second extension follows a higher degree.",
                by="stem_times",
                field="degree_level",
            )

    def apply(self, record: Student, scene: Scene) -> Student:
        """Keep it, with its employer; it begins when the training ends."""
        base = self._base(record, scene)
        starts = base.ends + DAY
        row = Training.objects.create(
            student=record,
            kind="opt_stem",
            step="recommended",
            level=base.level,
            degree=self.degree or base.degree,
            degree_level=self.degree_level or base.degree_level,
            starts=starts,
            ends=months_after(starts, number(scene, "stem_months")),
            extends=base,
            recommended_on=scene.day,
        )
        keep_employer(self, row, scene)
        if stem_of(scene.law, row.degree, scene.day) == "listed":
            warn(scene, f"See that {row.degree} is on the list of fields of science and technology of today.")
        for said, what in (
            (self.e_verify, "that the employer takes part in E-Verify"),
            (self.plan_on, "the training plan (Form I-983)"),
        ):
            if not said:
                warn(scene, f"Record {what}.")
        file_by = min(base.ends, rolled_days_after(scene, "stem_file_days"))
        warn(scene, f"The student applies by {file_by:%Y-%m-%d}.", by="stem_file_days")
        self.printed(record, scene, "optional training")
        return record


class ReportParticipation(
    Printing,
    key="sevis.report_participation",
    on=STUDENT,
    permission=RECORD,
    authorities=OPT,
):
    """Report that a student takes part in the training that was approved."""

    starts: Starts
    ends: Ends
    full_time: Annotated[bool | None, Field(title="Full time")] = None

    def check(self, record: Student, scene: Scene) -> None:
        """It was approved."""
        training(record, self.starts, self.ends, scene, steps=("approved",))

    def apply(self, record: Student, scene: Scene) -> Student:
        """Say when it was told."""
        row = training(record, self.starts, self.ends, scene, steps=("approved",))
        row.participation_on = scene.day
        if self.full_time is not None and row.kind not in AFTER:
            row.full_time = self.full_time
        row.save()
        self.printed(record, scene, "optional training")
        return record
