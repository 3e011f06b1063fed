"""A programme's days, subject and level change: amended, extended, shortened, matriculated."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Annotated

from pydantic import Field

from limen.kernel import Act, Code, Scene
from limen.offices.sevis.acts.beginning import begin
from limen.offices.sevis.acts.common import KEEP, VISITOR, VISITOR_RECORD, Remarks
from limen.offices.sevis.acts.visitors.asking import granted, spend
from limen.offices.sevis.acts.visitors.creating import note_start
from limen.offices.sevis.acts.visitors.planning import PhaseDates, check_moved, move
from limen.offices.sevis.acts.visitors.rules import category_of, check_length, longest, require_sponsor
from limen.offices.sevis.models import Visitor
from limen.offices.sevis.papers import visitors as papers
from limen.offices.sevis.ruling import refuse, warn

REPORT = ("sevis.report_visitor",)
EXTEND = ("sevis.extend_visitor",)
LIVE = ("draft", "initial")
Print = Annotated[bool, Field(title="Print the form DS-2019")]
Phases = Annotated[list[PhaseDates], Field(title="New days of the plan's phases")]
NewEnd = Annotated[date, Field(title="New end of the programme")]
Subject = Annotated[str, Code("programmes_cip"), Field(title="Subject or field", max_length=8)]


class AmendProgram(
    Act,
    key="sevis.amend_program",
    on=VISITOR,
    permission=VISITOR_RECORD,
    authorities=REPORT,
):
    """Amend when a programme starts and ends; once the visitor has begun, the start stays."""

    starts: Annotated[date, Field(title="Programme starts")]
    ends: Annotated[date, Field(title="Programme ends")]
    remarks: Remarks = ""
    phases: Phases = []
    print_form: Print = False

    def guard(self, record: Visitor, scene: Scene) -> None:
        """The days are ones the category allows; the start of what has begun does not move."""
        require_sponsor(record, scene)
        if record.state not in LIVE and self.starts != record.starts:
            raise refuse("start_fixed", "The visitor has begun: the start does not move.", field="starts")
        counted = self.starts if record.state in LIVE else record.counted_from
        check_length(category_of(record.category, scene), self.starts, self.ends, counted, scene)
        check_moved(record, self.phases, self.starts, self.ends)

    def apply(self, record: Visitor, scene: Scene) -> Visitor:
        """Keep the days; the time to validate runs from the new start."""
        if record.state in LIVE and record.counted_from == record.starts:
            record.counted_from = self.starts
        record.starts, record.ends, record.end_noted = self.starts, self.ends, False
        record.remarks = self.remarks or record.remarks
        move(record, self.phases)
        if record.state == "initial":
            scene.marks.append("sevis.visitor_amended")
            note_start(record, scene)
        scene.marks.append("sevis.visitor_dated")
        if self.print_form:
            papers.certificate(record, scene)
        return record


class EditSubject(Act, key="sevis.edit_subject", on=VISITOR, permission=VISITOR_RECORD, authorities=REPORT):
    """Change the subject or field of a programme."""

    subject: Subject
    subject_remarks: Annotated[str, Field(title="What the visitor will do", min_length=1, max_length=500)]
    remarks: Annotated[str, Field(title="Why it changes", min_length=1, max_length=500)]
    print_form: Print = False

    def guard(self, record: Visitor, scene: Scene) -> None:
        """The sponsor that answers for the visitor reports."""
        require_sponsor(record, scene)

    def apply(self, record: Visitor, scene: Scene) -> Visitor:
        """Keep it."""
        record.subject, record.subject_remarks, record.remarks = self.subject, self.subject_remarks, self.remarks
        if self.print_form:
            papers.certificate(record, scene)
        return record


class ExtendVisitor(
    Act,
    key="sevis.extend_visitor",
    on=VISITOR,
    permission=VISITOR_RECORD,
    authorities=EXTEND,
    marks=("sevis.visitor_extended",),
):
    """Extend a programme, within the longest time of its category or as far as the department permitted."""

    new_end: NewEnd
    remarks: Remarks = ""
    phases: Phases = []
    print_form: Print = False

    def guard(self, record: Visitor, scene: Scene) -> None:
        """It is later than before, and within the time allowed."""
        require_sponsor(record, scene)
        if self.new_end <= record.ends:
            raise refuse("extension_earlier", "An extension ends later than the programme does now.", field="new_end")
        if record.ends < scene.day:
            cited = scene.law.require_authority("sevis.infraction", scene.day).citation
            raise refuse("extension_late", "The programme has ended. Correct the infraction instead.", cited, "new_end")
        check_end(record, self.new_end, scene)
        check_moved(record, self.phases, record.starts, self.new_end)

    def apply(self, record: Visitor, scene: Scene) -> Visitor:
        """Keep the new end."""
        extend(record, self.new_end, scene)
        record.remarks = self.remarks or record.remarks
        move(record, self.phases)
        if self.print_form:
            papers.certificate(record, scene, "extend")
        return record


class Matriculate(
    Act,
    key="sevis.matriculate",
    on=VISITOR,
    permission=VISITOR_RECORD,
    authorities=EXTEND,
    marks=("sevis.visitor_matriculated",),
):
    """Let an exchange student go on to a degree: a new level and a new end."""

    new_end: NewEnd
    code: Annotated[str, Code("matriculations"), Field(title="Matriculates to", max_length=2)]
    print_form: Print = False

    def guard(self, record: Visitor, scene: Scene) -> None:
        """The visitor is a student, and the sponsor is designated for the new level."""
        require_sponsor(record, scene)
        row = category_of(record.category, scene)
        if not row.attributes["student"]:
            text = f"Nobody matriculates from “{row.title}”."
            raise refuse("matriculate_student", text, row.citation, "code")
        if self.new_end <= scene.day:
            raise refuse("programme_backwards", "The programme ends in time to come.", field="new_end")
        if self._category(scene) not in record.sponsor.categories:
            cited = scene.law.require_authority("sevis.designate_sponsor", scene.day).citation
            text = "The sponsor is not designated for that level."
            raise refuse("category_not_designated", text, cited, "code")

    def apply(self, record: Visitor, scene: Scene) -> Visitor:
        """Keep the level and the end; the time before stays on the record as a period of its own."""
        leave_category(record, self._category(scene), "matriculated", scene)
        record.ends, record.matriculated, record.end_noted = self.new_end, self.code, False
        if self.print_form:
            papers.certificate(record, scene)
        return record

    def _category(self, scene: Scene) -> str:
        row = scene.law.codes("matriculations").get(self.code, scene.day)
        return str(row.attributes["category"])


class ShortenVisitor(
    Act,
    key="sevis.shorten_visitor",
    on=VISITOR,
    permission=VISITOR_RECORD,
    authorities=("sevis.end_visitor",),
    marks=("sevis.visitor_dated",),
):
    """Shorten a programme that ends before its time for another reason than termination."""

    new_end: NewEnd
    reason: Annotated[str, Code("visitor_ends"), Field(title="Reason", max_length=8)]
    remarks: Annotated[str, Field(title="Remarks", min_length=1, max_length=500)]
    phases: Phases = []
    print_form: Print = False

    def guard(self, record: Visitor, scene: Scene) -> None:
        """It is earlier than before, and the programme has begun by then."""
        require_sponsor(record, scene)
        if not record.starts <= self.new_end < record.ends:
            text = f"The new end lies between {record.starts} and the day before {record.ends}."
            raise refuse("shorten_range", text, field="new_end")
        check_moved(record, self.phases, record.starts, self.new_end)
        if self.new_end < scene.day:
            warn(scene, "The programme ended in the past: the visitor's time to travel has run since.")

    def apply(self, record: Visitor, scene: Scene) -> Visitor:
        """Keep the end and why; time ends the programme on that day."""
        record.ends, record.shorten_reason, record.remarks = self.new_end, self.reason, self.remarks
        record.end_noted = False
        move(record, self.phases)
        if self.print_form:
            papers.certificate(record, scene)
        return record


class NoteStart(
    Act,
    key="sevis.note_visitor_start",
    on=VISITOR,
    permission=KEEP,
    authorities=REPORT,
    automatic=True,
):
    """A programme starts: from its day the visitor is to be validated, or reported as not come."""

    def apply(self, record: Visitor, scene: Scene) -> Visitor:
        """Let the time to validate run."""
        note_start(record, scene)
        return record


class NoteEnd(
    Act,
    key="sevis.note_visitor_end",
    on=VISITOR,
    permission=KEEP,
    authorities=REPORT,
    automatic=True,
):
    """A programme ends soon: it is to be extended, transferred or brought to its end."""

    def apply(self, record: Visitor, scene: Scene) -> Visitor:
        """Say so once; the days count back from the end, however short the programme or late the telling."""
        warned = max(int(days) for days in scene.law.value("sevis.programme_warn_days", scene.day).value)
        begin("sevis.visitor_end_neared", record, record.ends - timedelta(days=warned), scene)
        record.end_noted = True
        return record


def check_end(record: Visitor, ends: date, scene: Scene) -> None:
    """Return when a programme may last to a day: within its longest time, or as far as was permitted.

    Raises:
        GuardRefused: otherwise, with the paragraph.
    """
    row = category_of(record.category, scene)
    limit = longest(row, record.counted_from, scene.law, scene.day)
    if limit.last is None or ends <= limit.last:
        if not row.attributes["extendable"]:
            raise refuse("not_extendable", f"“{row.title}” is not extended.", row.citation, "new_end")
        return
    permitted = granted(record, "extension")
    if permitted is None or permitted.until is None or ends > permitted.until:
        text = f"{row.title}: {limit.months} months at most, until {limit.last}. Beyond that the department permits it."
        raise refuse("extension_beyond", text, limit.citation, "new_end")


def extend(record: Visitor, ends: date, scene: Scene) -> None:
    """Keep a later end, and that a permission for it was used."""
    row = category_of(record.category, scene)
    limit = longest(row, record.counted_from, scene.law, scene.day)
    if limit.last is not None and ends > limit.last:
        spend(record, "extension", scene)
    record.ends, record.shorten_reason, record.end_noted = ends, "", False


def leave_category(record: Visitor, category: str, why: str, scene: Scene) -> None:
    """Keep the time in a category as a period of its own, and go on in another."""
    last = record.periods.last()
    record.periods.create(
        sponsor_id=record.sponsor_id,
        category=record.category,
        starts=last.ends if last else record.starts,
        ends=scene.day,
        why=why,
    )
    old, new = (category_of(code, scene).attributes.get("bar") for code in (record.category, category))
    if old is None or old != new:
        record.counted_from = scene.day
    record.category = category
