"""What time, the government and the student themself tell of a record: deadlines begin and end with it."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from limen.core.access.gate import account_of
from limen.kernel import Act, GuardRefused, Lines, Personal, Scene, Titled
from limen.offices.sevis.acts.beginning import begin
from limen.offices.sevis.acts.common import OVERSEE, RECORD, STUDENT
from limen.offices.sevis.acts.students.common import OnStudent
from limen.offices.sevis.milestones import CONFIRMED_BY, key_of, passing, unconfirmed
from limen.offices.sevis.models import Happening, Student, TrainingReport
from limen.offices.sevis.ruling import refused

REPORT = ("sevis.report_student",)
CORRECT = ("sevis.oversee",)
KEEP = "sevis.keep"
TOLD = {
    "told": "sevis.change_told",
    "moved": "sevis.moved",
    "failed": "sevis.failure_learned",
    "work_changed": "sevis.stem_changed",
    "work_left": "sevis.stem_worker_departed",
    "employer_told": "sevis.stem_departure_told",
}
"""What was learned of a student, and the event that it is."""
Question = Annotated[str, Personal, Lines(3), Field(title="Question", min_length=5, max_length=500)]
Answer = Annotated[str, Personal, Lines(3), Field(title="Answer", min_length=2, max_length=500)]
Why = Annotated[str, Personal, Lines(3), Field(title="Why", min_length=5, max_length=500)]


class PassDay(Act, key="sevis.pass_day", on=STUDENT, permission=KEEP, authorities=REPORT, automatic=True):
    """Tell that a day of law has come for a student: a term begins, an end nears, a confirmation falls due."""

    def guard(self, record: Student, scene: Scene) -> None:
        """One has come where the school is."""
        if not passing(record, scene.law, self._today(record, scene)):
            raise GuardRefused("No day has come.")

    def _today(self, record: Student, scene: Scene) -> date:
        return scene.at.astimezone(record.place.zone).date()

    def apply(self, record: Student, scene: Scene) -> Student:
        """Mark each, once; what it starts runs from that day, though the sweep came late.

        Where an event came twice since, its earliest day is told of now, and the next sweep tells of the other.
        """
        come: dict[str, date] = {}
        for day, mark in passing(record, scene.law, self._today(record, scene)):
            come.setdefault(mark, day)
        for mark, day in come.items():
            if mark != CONFIRMED_BY or day in self._unconfirmed(record, scene):
                begin(mark, record, day, scene)
        told = [key_of(day, mark) for mark, day in come.items()]
        record.passed = [*record.passed, *told]
        scene.facts["days"] = told
        return record

    def _unconfirmed(self, record: Student, scene: Scene) -> list[date]:
        rows = TrainingReport.objects.filter(training__student=record, training__kind="opt_stem", kind="validation")
        return unconfirmed(record, scene.law, rows.order_by("on", "pk").values_list("on", flat=True))


class NoteChange(OnStudent, key="sevis.note_change", on=STUDENT, permission=RECORD, authorities=REPORT):
    """Note what was learned of a student and is still to be reported."""

    what: Annotated[
        Literal["told", "moved", "failed", "work_changed", "work_left", "employer_told"],
        Titled(
            {
                "told": "The student told of a change",
                "moved": "The student moved, and did not tell",
                "failed": "The student did not come, or did not keep the status",
                "work_changed": "Work in the extension changed",
                "work_left": "The student left the work of the extension",
                "employer_told": "The employer told that the student left",
            }
        ),
        Field(title="What"),
    ]
    text: Annotated[str, Personal, Lines(2), Field(title="In words", max_length=500)] = ""

    def apply(self, record: Student, scene: Scene) -> Student:
        """Keep it; the deadline to report it runs."""
        Happening.objects.create(student=record, kind=self.what, starts=scene.day, text=self.text)
        scene.marks.append(TOLD[self.what])
        return record


class AskAboutStudent(
    Act,
    key="sevis.ask_about_student",
    on=STUDENT,
    permission=OVERSEE,
    authorities=CORRECT,
    marks=("sevis.inquiry_made",),
):
    """Ask a school about a student."""

    question: Question

    def apply(self, record: Student, scene: Scene) -> Student:
        """Keep the question."""
        Happening.objects.create(student=record, kind="inquiry", starts=scene.day, text=self.question)
        return record


class AnswerAboutStudent(
    OnStudent,
    key="sevis.answer_about_student",
    on=STUDENT,
    permission=RECORD,
    authorities=REPORT,
    marks=("sevis.inquiry_answered",),
):
    """Answer what the government asked about a student."""

    answer: Answer

    def check(self, record: Student, scene: Scene) -> None:
        """Something was asked."""
        if not record.happenings.filter(kind="inquiry", ends=None).exists():
            raise refused(scene, "inquiry_none", "Nothing was asked that waits for an answer.")

    def apply(self, record: Student, scene: Scene) -> Student:
        """Keep the answer."""
        record.happenings.filter(kind="inquiry", ends=None).update(ends=scene.day)
        Happening.objects.create(student=record, kind="answer", starts=scene.day, ends=scene.day, text=self.answer)
        return record


class NoteMissingPapers(
    Act,
    key="sevis.note_missing_papers",
    on=STUDENT,
    permission=KEEP,
    authorities=CORRECT,
    marks=("sevis.missing_papers_noticed",),
    automatic=True,
):
    """Note that a student was admitted with papers missing (Form I-515A)."""

    missing: Annotated[str, Field(title="What is missing", max_length=500)]

    def apply(self, record: Student, scene: Scene) -> Student:
        """Keep what."""
        Happening.objects.create(student=record, kind="missing_papers", starts=scene.day, text=self.missing)
        return record


class ReceivePapers(
    Act,
    key="sevis.receive_papers",
    on=STUDENT,
    permission=OVERSEE,
    authorities=CORRECT,
    marks=("sevis.missing_papers_sent",),
):
    """Record that the papers missing at the port were sent."""

    def guard(self, record: Student, scene: Scene) -> None:
        """Some were missing."""
        if not record.happenings.filter(kind="missing_papers", ends=None).exists():
            raise refused(scene, "papers_none", "No papers are missing.")

    def apply(self, record: Student, scene: Scene) -> Student:
        """Close it."""
        record.happenings.filter(kind="missing_papers", ends=None).update(ends=scene.day)
        return record


class NoteDuplicate(
    Act,
    key="sevis.note_duplicate",
    on=STUDENT,
    permission=KEEP,
    authorities=CORRECT,
    automatic=True,
):
    """Note that a student's person may be, or is not, that of another record."""

    step: Annotated[Literal["proposed", "joined", "rejected"], Field(title="Step")]

    def apply(self, record: Student, scene: Scene) -> Student:
        """Keep it while it waits."""
        marks = {
            "proposed": "sevis.duplicate_proposed",
            "joined": "sevis.duplicate_joined",
            "rejected": "sevis.duplicate_rejected",
        }
        scene.marks.append(marks[self.step])
        if self.step == "proposed":
            Happening.objects.create(student=record, kind="duplicate", starts=scene.day)
        else:
            record.happenings.filter(kind="duplicate", ends=None).update(ends=scene.day)
        return record


class AskForCorrection(
    OnStudent,
    key="sevis.ask_correction",
    on=STUDENT,
    permission=RECORD,
    authorities=REPORT,
    marks=("sevis.correction_asked",),
):
    """Ask the government to set right a record that was ended wrongly."""

    why: Why

    def check(self, record: Student, scene: Scene) -> None:
        """It was not asked for already."""
        if waiting(record):
            raise refused(scene, "correction_open", "A correction was asked for already.")

    def apply(self, record: Student, scene: Scene) -> Student:
        """Keep the request."""
        Happening.objects.create(student=record, kind="correction", starts=scene.day, text=self.why)
        return record


class WithdrawCorrection(
    OnStudent,
    key="sevis.withdraw_correction",
    on=STUDENT,
    permission=RECORD,
    authorities=REPORT,
    marks=("sevis.correction_withdrawn",),
):
    """Take back a request to set a record right."""

    def check(self, record: Student, scene: Scene) -> None:
        """One waits."""
        if not waiting(record):
            raise refused(scene, "correction_none", "No correction was asked for.")

    def apply(self, record: Student, scene: Scene) -> Student:
        """Close it."""
        answered(record, scene)
        return record


class RefuseCorrection(
    Act,
    key="sevis.refuse_correction",
    on=STUDENT,
    permission=OVERSEE,
    authorities=CORRECT,
    marks=("sevis.correction_refused",),
):
    """Refuse to set a record right."""

    why: Why

    def guard(self, record: Student, scene: Scene) -> None:
        """One waits, and somebody else asked."""
        if not waiting(record):
            raise refused(scene, "correction_none", "No correction was asked for.")
        if account_of(scene.actor) is None:
            raise GuardRefused("A person decides.")

    def apply(self, record: Student, scene: Scene) -> Student:
        """Close it."""
        answered(record, scene)
        return record


def waiting(record: Student) -> bool:
    """Return whether a correction was asked for and waits."""
    return record.happenings.filter(kind="correction", ends=None).exists()


def answered(record: Student, scene: Scene) -> None:
    """Close the request for a correction."""
    record.happenings.filter(kind="correction", ends=None).update(ends=scene.day)
