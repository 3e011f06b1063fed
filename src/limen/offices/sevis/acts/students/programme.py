"""The programme: its subject, its end moved, its level changed."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Annotated, Any, Literal

from pydantic import Field

from limen.kernel import Code, Lines, Scene
from limen.kernel.clocks import add_months
from limen.offices.sevis.acts.common import OVERSEE, RECORD, STUDENT, keep
from limen.offices.sevis.acts.students.common import (
    English,
    Level,
    Minor,
    Money,
    OnStudent,
    Print,
    Printing,
    SecondSubject,
    Subject,
    Text500,
    check_programme,
    check_public_school,
    only_here,
)
from limen.offices.sevis.models import Student
from limen.offices.sevis.ruling import number, refused, warn

REPORT = ("sevis.report_student",)
EXTEND = ("sevis.extend_student",)
HELD = (
    "level",
    "level_remarks",
    "major",
    "second_major",
    "minor",
    "length",
    "starts",
    "ends",
    "costs",
    "funds",
    "term_months",
    "english_required",
    "english_met",
    "english_why",
)
"""What a change of level replaces."""


class UpdateProgram(
    Printing,
    English,
    key="sevis.update_program",
    on=STUDENT,
    permission=RECORD,
    authorities=REPORT,
):
    """Correct a student's level, subjects or English; what is left empty stays."""

    level: Annotated[str, Code("student_levels"), Field(title="Level of education", max_length=2)] = ""
    major: Subject = ""
    second_major: SecondSubject = ""
    minor: Minor = ""
    length: Annotated[int | None, Field(title="Length of study in months", ge=1, le=120)] = None
    remarks: Text500 = ""

    def check(self, record: Student, scene: Scene) -> None:
        """An M-1 student keeps the programme; a level is corrected before it is begun."""
        changes = self.major and self.major != record.major
        if record.visa_type == "M-1" and record.state == "active" and (changes or self.level not in ("", record.level)):
            raise refused(
                scene, "m_change", "An M-1 student does not change the programme.", by="m_stay_months", field="major"
            )
        if record.state == "active" and self.level not in ("", record.level):
            raise refused(
                scene, "level_change", "Another level is a change of level, once this one is begun.", field="level"
            )
        if self.level:
            check_programme(scene, visa_type=record.visa_type, level=self.level, starts=record.starts, ends=record.ends)
        self.check_english(scene)

    def apply(self, record: Student, scene: Scene) -> Student:
        """Keep it."""
        for name in ("level", "major"):
            setattr(record, name, getattr(self, name) or getattr(record, name))
        keep(self, record, "second_major", "minor", "length", "remarks")
        self.put_english(record, scene)
        self.printed(record, scene, "updated")
        return record


class ExtendProgram(
    Printing,
    key="sevis.extend_program",
    on=STUDENT,
    permission=RECORD,
    authorities=EXTEND,
):
    """Extend a student's programme before it ends; an M-1 student's extension is asked for."""

    ends: Annotated[date, Field(title="New end of the programme")]
    reason: Annotated[str, Code("extension_reasons"), Field(title="Reason", max_length=24)] = ""
    explanation: Annotated[str, Lines(3), Field(title="Explanation", min_length=1, max_length=500)]
    remarks: Text500 = ""

    def check(self, record: Student, scene: Scene) -> None:
        """It is later, asked for in time, and for a reason the rule knows."""
        if self.ends <= record.ends:
            raise refused(scene, "extend_later", "An extension ends later than the programme does now.", field="ends")
        if scene.day > record.ends:
            raise refused(
                scene,
                "extend_over",
                "A programme is extended before it ends; after that the student applies to be reinstated.",
            )
        row = scene.law.codes("extension_reasons").get(self.reason, scene.day) if self.reason else None
        if row is not None and not (row.attributes["event"] == "extend" and row.attributes["allowed"]):
            raise refused(scene, "extend_reason", f"{row.title} is no reason to extend a programme.", field="reason")
        if record.transfer_pending:
            raise refused(
                scene, "transfer_pending", "The record waits to pass to another school, which sets its dates."
            )
        check_public_school(record.school, record.level, record.starts, self.ends, scene)
        if record.visa_type == "M-1":
            self._vocational(record, scene)

    def _vocational(self, record: Student, scene: Scene) -> None:
        left = (record.ends - scene.day).days
        if left < number(scene, "m_extend_latest_days"):
            raise refused(
                scene, "m_extend_late", "An M-1 student applies in good time before the end.", by="m_extend_latest_days"
            )
        if left > number(scene, "m_extend_earliest_days"):
            raise refused(
                scene, "m_extend_early", "It is too early for an M-1 student to apply.", by="m_extend_earliest_days"
            )
        if record.extension_to is not None:
            raise refused(scene, "m_extend_open", "An extension was asked for already and waits.")
        check_programme(
            scene,
            visa_type="M-1",
            level=record.level,
            starts=record.ends,
            ends=self.ends,
            first=record.first_started or record.starts,
        )

    def apply(self, record: Student, scene: Scene) -> Student:
        """Move the end; an M-1 student's moves when the government has decided."""
        scene.facts["was"] = record.ends.isoformat()
        if record.visa_type == "M-1":
            record.extension_to, record.extension_asked_on = self.ends, scene.day
            warn(scene, "The extension waits for the government's decision.")
        else:
            record.ends = self.ends
            scene.marks.append("sevis.programme_extended")
            _no_last_term(record)
            if not self.reason:
                warn(scene, "Keep what shows the academic or medical reason.")
        record.remarks = self.remarks or record.remarks
        self.printed(record, scene, "extended")
        return record


class CancelExtension(
    Printing,
    key="sevis.cancel_extension",
    on=STUDENT,
    permission=RECORD,
    authorities=EXTEND,
):
    """Call off an M-1 student's extension that waits."""

    ends: Annotated[date | None, Field(title="End that was asked for")] = None
    remarks: Text500 = ""

    def check(self, record: Student, scene: Scene) -> None:
        """One waits, and it is the one meant."""
        if record.extension_to is None or self.ends not in (None, record.extension_to):
            raise refused(scene, "extension_none", "No such extension waits.", field="ends")

    def apply(self, record: Student, scene: Scene) -> Student:
        """Take it off."""
        record.extension_to = record.extension_asked_on = None
        record.remarks = self.remarks or record.remarks
        self.printed(record, scene, "updated")
        return record


class DecideExtension(
    OnStudent,
    key="sevis.decide_extension",
    on=STUDENT,
    permission=OVERSEE,
    authorities=EXTEND,
):
    """Record what the government decided on an M-1 student's extension."""

    outcome: Annotated[Literal["approved", "denied"], Field(title="Outcome")]
    until: Annotated[date | None, Field(title="Until, if not as asked")] = None

    def guard(self, record: Student, scene: Scene) -> None:
        """One waits."""
        if record.extension_to is None:
            raise refused(scene, "extension_none", "No extension waits.")
        if self.until is not None and not record.ends < self.until <= record.extension_to:
            raise refused(scene, "extend_later", "It lies between the end now and the one asked for.", field="until")

    def apply(self, record: Student, scene: Scene) -> Student:
        """Move the end where it was approved."""
        if self.outcome == "approved":
            record.ends = self.until or record.extension_to or record.ends
            _no_last_term(record)
            scene.marks.extend(("sevis.programme_extended", "sevis.m_extended"))
        record.extension_to = record.extension_asked_on = None
        return record


class ShortenProgram(
    Printing,
    key="sevis.shorten_program",
    on=STUDENT,
    permission=RECORD,
    authorities=EXTEND,
    marks=("sevis.programme_shortened",),
):
    """Move the end of a student's programme to an earlier day."""

    ends: Annotated[date, Field(title="New end of the programme")]
    reason: Annotated[str, Code("extension_reasons"), Field(title="Reason", max_length=24)] = ""
    remarks: Text500 = ""

    def check(self, record: Student, scene: Scene) -> None:
        """It is earlier, after the start, and not past; training after completion is not left behind."""
        if not record.starts < self.ends < record.ends:
            raise refused(
                scene,
                "shorten_earlier",
                "The new end lies between the start and the end of the programme.",
                field="ends",
            )
        if self.ends < scene.day:
            raise refused(
                scene,
                "shorten_past",
                "A programme is not ended on a day that is past; complete or end the record instead.",
                field="ends",
            )
        if record.trainings.filter(kind="opt_post", step__in=("recommended", "approved")).exists():
            raise refused(
                scene,
                "opt_stands",
                "Training after completion was recommended from the end as it stands. Cancel it first.",
                by="opt_after_days",
            )

    def apply(self, record: Student, scene: Scene) -> Student:
        """Move it."""
        scene.facts["was"] = record.ends.isoformat()
        record.ends = self.ends
        record.remarks = self.remarks or record.remarks
        self.printed(record, scene, "shortened")
        return record


class ChangeLevel(
    Money,
    English,
    OnStudent,
    key="sevis.change_level",
    on=STUDENT,
    permission=RECORD,
    authorities=REPORT,
    marks=("sevis.level_changed",),
):
    """Change a student to another level of education at the same school; they are registered anew for it."""

    level: Level
    level_remarks: Annotated[str, Field(title="Which level, if other", max_length=500)] = ""
    major: Subject
    second_major: SecondSubject = ""
    minor: Minor = ""
    issued: Annotated[date | None, Field(title="Begins attending on")] = None
    starts: Annotated[date, Field(title="Programme starts")]
    ends: Annotated[date, Field(title="Programme ends")]
    remarks: Text500 = ""
    print_form: Print = False

    def check(self, record: Student, scene: Scene) -> None:
        """It is another level, an M-1 student has none, and it begins before the student would have to go."""
        if record.visa_type == "M-1":
            raise refused(scene, "m_change", "An M-1 student does not change the programme.", by="m_stay_months")
        if self.level == record.level:
            raise refused(
                scene,
                "level_same",
                "The student is at that level already; correct the programme instead.",
                field="level",
            )
        if record.state == "completed" and (record.grace_until is None or scene.day > record.grace_until):
            raise refused(scene, "grace_over", "The time to go on to another level is over.", by="grace_days_f")
        if record.transfer_pending:
            raise refused(scene, "transfer_pending", "The record waits to pass to another school.")
        months = number(scene, "transfer_months")
        if self.starts > add_months(record.ended_on or record.ends, months):
            raise refused(
                scene,
                "level_gap",
                "The next level begins within five months of the last.",
                by="transfer_months",
                field="starts",
            )
        check_programme(scene, visa_type=record.visa_type, level=self.level, starts=self.starts, ends=self.ends)
        self.check_english(scene)

    def apply(self, record: Student, scene: Scene) -> Student:
        """Keep what it replaces, so that it can be called off."""
        record.before = {
            **{name: _plain(getattr(record, name)) for name in HELD},
            "state": record.state,
            "registered_on": _plain(record.registered_on),
            "grace_until": _plain(record.grace_until),
            "ended_on": _plain(record.ended_on),
        }
        for name in ("level", "level_remarks", "major", "second_major", "minor", "starts", "ends"):
            setattr(record, name, getattr(self, name))
        record.issued_on = self.issued or self.starts
        record.registered_on = record.ended_on = record.grace_until = None
        record.end_reason = ""
        record.remarks = self.remarks or record.remarks
        _no_last_term(record)
        self.put_money(record, scene)
        self.put_english(record, scene)
        if self.print_form:
            from limen.offices.sevis.papers import i20

            i20.issue(record, scene, "level changed")
        return record


class CancelLevelChange(
    OnStudent,
    key="sevis.cancel_level_change",
    on=STUDENT,
    permission=RECORD,
    authorities=REPORT,
    marks=("sevis.student_registered",),
):
    """Call off a change of level that was not registered: the record is as it was."""

    remarks: Text500 = ""

    def check(self, record: Student, scene: Scene) -> None:
        """There is one, and the level that comes back is not over."""
        if not record.before:
            raise refused(scene, "level_change_none", "No change of level waits to be registered.")
        if scene.day > date.fromisoformat(record.before["ends"]):
            raise refused(scene, "extend_over", "The programme that would come back has ended.")
        only_here(record, scene)

    def apply(self, record: Student, scene: Scene) -> Student:
        """Put back what was replaced."""
        for name in HELD:
            setattr(record, name, _back(name, record.before[name]))
        record.registered_on = _back("registered_on", record.before["registered_on"]) or scene.day
        record.remarks = self.remarks or record.remarks
        record.before = {}
        return record


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def _back(name: str, value: Any) -> Any:
    days = ("starts", "ends", "registered_on")
    return date.fromisoformat(value) if name in days and value else value


def _no_last_term(record: Student) -> None:
    """A programme that goes on has a next term."""
    if record.last_session:
        record.last_session = False
        record.next_session = record.next_session or (record.session_ends or record.starts) + timedelta(days=1)
