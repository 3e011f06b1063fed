"""Optional practical training: recommended, approved, extended after a degree in science or technology."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Annotated, Any, Literal

from pydantic import Field

from limen.core.people.queries import one_person
from limen.kernel import Lines, Scene
from limen.kernel.clocks import add_months
from limen.offices.sevis.acts.common import OVERSEE, RECORD, STUDENT
from limen.offices.sevis.acts.students.common import OnStudent, Printing, only_here
from limen.offices.sevis.acts.students.employers import EmployerFields, keep_employer
from limen.offices.sevis.acts.students.work import Ends, FullTime, Starts, after_a_year, close, no_overlap, one_of
from limen.offices.sevis.models import Student, Training
from limen.offices.sevis.student_rules import days_of, months_after, number, refused, warn, whole_months
from limen.offices.sevis.training_limits import AFTER, curricular_ends_optional, optional_left, rank, standing

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

    completion: Annotated[Literal["pre", "post"], Field(title="Before or after completion")] = "post"
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
        file_by = scene.day + timedelta(days=number(scene, "opt_file_days"))
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
        row.student_remarks, row.remarks = self.student_remarks or row.student_remarks, self.remarks or row.remarks
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
        file_by = min(base.ends, scene.day + timedelta(days=number(scene, "stem_file_days")))
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


class _Decide(OnStudent):
    starts: Annotated[date, Field(title="From, as recommended")]
    ends: Annotated[date, Field(title="To, as recommended")]

    def guard(self, record: Student, scene: Scene) -> None:
        """It was recommended."""
        training(record, self.starts, self.ends, scene, steps=("recommended",))


class ApproveTraining(_Decide, key="sevis.approve_training", on=STUDENT, permission=OVERSEE, authorities=OPT):
    """Record that the government approved a training; the student's status goes on through it."""

    approved_from: Annotated[date | None, Field(title="From, as approved")] = None
    approved_to: Annotated[date | None, Field(title="To, as approved")] = None

    def guard(self, record: Student, scene: Scene) -> None:
        """What was approved is no more than was recommended, or may be."""
        super().guard(record, scene)
        starts, ends = self.approved_from or self.starts, self.approved_to or self.ends
        if ends < starts:
            raise refused(scene, "dates", "It ends no earlier than it starts.", field="approved_to")
        row = training(record, self.starts, self.ends, scene, steps=("recommended",))
        if days_of(starts, ends) > days_of(row.starts, row.ends):
            raise refused(
                scene, "opt_longer", "No more is approved than was recommended.", by="opt_months", field="approved_to"
            )
        no_overlap(record, starts, ends, row.full_time, scene, but=row)
        only_here(record, scene)

    def apply(self, record: Student, scene: Scene) -> Student:
        """Keep the days; a record that had ended goes on."""
        row = training(record, self.starts, self.ends, scene, steps=("recommended",))
        row.starts, row.ends = self.approved_from or row.starts, self.approved_to or row.ends
        row.step, row.decided_on = "approved", scene.day
        row.save()
        record.ended_on = record.grace_until = None
        record.end_reason = ""
        refresh(record)
        scene.marks.append(filed_mark(row))
        return record


class DenyTraining(_Decide, key="sevis.deny_training", on=STUDENT, permission=OVERSEE, authorities=OPT):
    """Record that the government denied a training."""

    def apply(self, record: Student, scene: Scene) -> Student:
        """Say so."""
        row = training(record, self.starts, self.ends, scene, steps=("recommended",))
        row.step, row.decided_on = "denied", scene.day
        row.save()
        scene.marks.append(off_mark(row))
        return record


class EndTraining(Printing, key="sevis.end_training", on=STUDENT, permission=RECORD, authorities=OPT):
    """End a training early, from today."""

    starts: Starts
    ends: Ends

    def check(self, record: Student, scene: Scene) -> None:
        """It runs."""
        row = training(record, self.starts, self.ends, scene, steps=("approved",))
        if not row.starts <= scene.day <= row.ends:
            raise refused(scene, "training_none", "That training does not run today.", field="starts")

    def apply(self, record: Student, scene: Scene) -> Student:
        """End it."""
        row = training(record, self.starts, self.ends, scene, steps=("approved",))
        close(row, scene)
        refresh(record)
        scene.marks.append("sevis.stem_ended" if row.kind == "opt_stem" else "sevis.opt_ended")
        self.printed(record, scene, "optional training")
        return record


class FileTraining(OnStudent, key="sevis.file_training", on=STUDENT, permission=RECORD, authorities=OPT):
    """Record that the student applied to the government for a training that was recommended."""

    starts: Starts
    ends: Ends
    filed_on: Annotated[date, Field(title="Filed on")]

    def check(self, record: Student, scene: Scene) -> None:
        """It was recommended, and filed within its days, by now."""
        row = training(record, self.starts, self.ends, scene, steps=("recommended",))
        key = "stem_file_days" if row.kind == "opt_stem" else "opt_file_days"
        last = row.recommended_on + timedelta(days=number(scene, key))
        if not row.recommended_on <= self.filed_on <= scene.day:
            raise refused(scene, "dates", "It is filed after the recommendation, and by now.", field="filed_on")
        if self.filed_on > last:
            raise refused(
                scene,
                "opt_file",
                f"It was to be filed by {last:%Y-%m-%d}; recommend it anew.",
                by=key,
                field="filed_on",
            )

    def apply(self, record: Student, scene: Scene) -> Student:
        """Keep the day."""
        row = training(record, self.starts, self.ends, scene, steps=("recommended",))
        row.filed_on = self.filed_on
        row.save()
        scene.marks.append(filed_mark(row))
        return record


def filed_mark(row: Training) -> str:
    """Return the event that the filing of a training is."""
    return "sevis.stem_filed" if row.kind == "opt_stem" else "sevis.opt_filed"


def off_mark(row: Training) -> str:
    """Return the event that the end of a recommended training is."""
    return "sevis.stem_cancelled" if row.kind == "opt_stem" else "sevis.opt_cancelled"


def training(record: Student, starts: date, ends: date, scene: Scene, *, steps: tuple[str, ...] = ASKED) -> Training:
    """Return the optional training that has these days, as the wire names it.

    Raises:
        GuardRefused: when none has.
    """
    kinds = ("opt_pre_full", "opt_pre_part", *AFTER)
    return one_of(record.trainings.filter(kind__in=kinds, starts=starts, ends=ends, step__in=steps), scene)


def stem_of(law: Any, field: str, day: date) -> str:
    """Return whether a field is of science and technology: ``core``, ``listed`` (an official confirms it) or ``no``."""
    row = law.codes("programme_series").get(field[:2], day)
    return str(row.attributes["stem"]) if row is not None else "no"


def refresh(record: Student) -> None:
    """Put on the record the days of its training after completion, as they are now."""
    rows = list(record.trainings.filter(kind__in=AFTER, step="approved"))
    first = [row for row in rows if row.kind != "opt_stem"]
    stem = [row for row in rows if row.kind == "opt_stem"]
    record.opt_from = min((row.starts for row in first), default=None)
    record.opt_until = max((row.ends for row in first), default=None)
    record.stem_from = min((row.starts for row in stem), default=None)
    record.stem_until = max((row.ends for row in stem), default=None)


def recommendable(
    record: Student, kind: str, starts: date, ends: date, scene: Scene, *, but: Training | None = None
) -> None:
    """Refuse optional training that the rules do not allow.

    Raises:
        GuardRefused: with the paragraph.
    """
    if ends < starts:
        raise refused(scene, "dates", "It ends no earlier than it starts.", field="ends")
    row = scene.law.codes("student_levels").get(record.level, scene.day)
    if row is not None and not row.attributes["training"]:
        raise refused(scene, "training_level", f"No practical training follows from this level ({row.title.lower()}).")
    if record.transfer_pending:
        raise refused(
            scene, "transfer_pending", "The record waits to pass to another school, which recommends training."
        )
    if kind == "m_training":
        _vocational(record, starts, ends, scene, but)
    elif kind == "opt_post":
        _after(record, starts, ends, scene)
    else:
        _before(record, starts, ends, scene)
    if kind != "m_training":
        _within(record, kind, starts, ends, scene, but)
    no_overlap(record, starts, ends, kind != "opt_pre_part", scene, but=but)


def _after(record: Student, starts: date, ends: date, scene: Scene) -> None:
    first = record.ends - timedelta(days=number(scene, "opt_before_days"))
    last = record.ends + timedelta(days=number(scene, "opt_after_days"))
    if not first <= scene.day <= last:
        key = "opt_before_days" if scene.day < first else "opt_after_days"
        raise refused(
            scene,
            "opt_window",
            f"Training after completion is applied for from {first:%Y-%m-%d} to {last:%Y-%m-%d}.",
            by=key,
        )
    latest = record.ends + timedelta(days=number(scene, "opt_start_days"))
    if not record.ends < starts <= latest:
        raise refused(
            scene,
            "opt_start",
            f"It starts after the programme ends, and by {latest:%Y-%m-%d}.",
            by="opt_start_days",
            field="starts",
        )
    done = add_months(record.ends, number(scene, "opt_complete_months"))
    if ends > done:
        raise refused(scene, "opt_complete", f"It is over by {done:%Y-%m-%d}.", by="opt_complete_months", field="ends")


def _before(record: Student, starts: date, ends: date, scene: Scene) -> None:
    if record.state != "active":
        raise refused(
            scene,
            "opt_before_completed",
            "The programme is over; only training after completion is left.",
            field="completion",
        )
    if ends > record.ends:
        raise refused(
            scene, "opt_before_end", "Training before completion ends no later than the programme.", field="ends"
        )
    if starts < scene.day:
        raise refused(scene, "opt_start", "Training begins after it is recommended.", field="starts")
    after_a_year(record, starts, scene)


def _within(record: Student, kind: str, starts: date, ends: date, scene: Scene, but: Training | None) -> None:
    if curricular_ends_optional(record, scene.law, scene.day):
        raise refused(
            scene,
            "cpt_ended_opt",
            "A year of full-time curricular training at this level ends eligibility.",
            by="cpt_full_months",
        )
    share = scene.law.codes("training_kinds").get(kind, scene.day).attributes["share"]
    left = optional_left(record, scene.law, scene.day, starts, but=but)
    if days_of(starts, ends) * share / 100 > left:
        text = f"{max(0, int(left))} days of optional training are left at this level."
        raise refused(scene, "opt_months", text, by="opt_months", field="ends")


def _vocational(record: Student, starts: date, ends: date, scene: Scene, but: Training | None) -> None:
    """Refuse an M-1 student's training beyond what study has earned."""
    first = record.ends - timedelta(days=number(scene, "m_training_before_days"))
    if not first <= scene.day <= record.ends:
        raise refused(
            scene,
            "m_training_window",
            f"Training is applied for from {first:%Y-%m-%d} to the end of the programme.",
            by="m_training_before_days",
        )
    if starts <= record.ends:
        raise refused(scene, "opt_start", "An M-1 student trains after completion.", field="starts")
    studied = whole_months(record.first_started or record.starts, record.ends)
    earned = min(studied // number(scene, "m_training_study_months"), number(scene, "m_training_months"))
    others = Training.objects.filter(
        student__person__in=one_person(record.person_id), kind="m_training", step__in=ASKED
    )
    spent = sum(days_of(item.starts, item.ends) for item in others if but is None or item.pk != but.pk)
    allowed = days_of(starts, months_after(starts, earned)) if earned else 0
    if spent + days_of(starts, ends) > allowed:
        raise refused(
            scene,
            "m_training_months",
            f"Study has earned {earned} months of training.",
            by="m_training_study_months",
            field="ends",
        )
