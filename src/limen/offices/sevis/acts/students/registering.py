"""The term: registered, the dates of sessions moved, deferred, verified, absent, and told of discipline."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Annotated, Any

from pydantic import Field

from limen.core.rows import insert
from limen.kernel import Code, Lines, Personal, Scene
from limen.kernel.clocks import add_months
from limen.offices.sevis.acts.common import RECORD, STUDENT
from limen.offices.sevis.acts.students.asked import KEPT, LIGHTER
from limen.offices.sevis.acts.students.border import fee_settled
from limen.offices.sevis.acts.students.common import (
    Email,
    ForeignAddress,
    ForeignPhone,
    OnStudent,
    Phone,
    Printing,
    Text500,
    UsAddress,
    check_programme,
    only_here,
)
from limen.offices.sevis.gaps import counted_from
from limen.offices.sevis.models import Happening, Session, Student
from limen.offices.sevis.ruling import number, refused, warn

REGISTER = ("sevis.register_student",)
REPORT = ("sevis.report_student",)
EXTEND = ("sevis.extend_student",)
ABSENCE = "absence"
LEAVE = "leave"
DISCIPLINE = "discipline"


class RegisterStudent(
    Printing,
    ForeignAddress,
    UsAddress,
    key="sevis.register_student",
    on=STUDENT,
    permission=RECORD,
    authorities=REGISTER,
):
    """Register a student for a term: a new one, who is active from now, or one who goes on."""

    session_starts: Annotated[date, Field(title="This term starts")]
    session_ends: Annotated[date, Field(title="This term ends")]
    next_session: Annotated[date | None, Field(title="Next term starts")] = None
    last_session: Annotated[bool, Field(title="It is the last term")] = False
    study_abroad: Annotated[bool, Field(title="Studies or does research abroad")] = False
    thesis: Annotated[bool, Field(title="Only the thesis or dissertation is left")] = False
    email: Email = ""
    phone: Phone = ""
    phone_exempt: Annotated[bool | None, Field(title="Has no telephone in the country")] = None
    foreign_phone: ForeignPhone = ""
    commuter: Annotated[bool | None, Field(title="Commutes over the border")] = None
    remarks: Annotated[str, Lines(2), Field(title="Remarks", max_length=300)] = ""

    def check(self, record: Student, scene: Scene) -> None:
        """The term is one of this programme, and the student is nobody else's."""
        if record.state == "initial" and record.came_from_id is not None and record.issued_on is None:
            raise refused(scene, "transfer_form", "Issue this school's own form first.")
        if self.session_ends <= self.session_starts:
            raise refused(scene, "session_dates", "A term ends after it starts.", field="session_ends")
        if self.session_starts > record.ends:
            raise refused(
                scene,
                "session_after_end",
                "The term starts after the programme ends. Extend the programme first.",
                field="session_starts",
            )
        early = scene.day + timedelta(days=number(scene, "early_report_days"))
        if self.session_starts > early:
            raise refused(
                scene,
                "session_early",
                "A term is registered once it is near.",
                by="early_report_days",
                field="session_starts",
            )
        if not self.last_session and self.next_session is None:
            raise refused(
                scene, "next_session", "Say when the next term starts, or that this is the last.", field="next_session"
            )
        if self.next_session is not None and self.next_session <= self.session_ends and not self.last_session:
            raise refused(scene, "session_dates", "The next term starts after this one ends.", field="next_session")
        if record.transfer_pending and record.release_on is not None and self.session_starts >= record.release_on:
            raise refused(scene, "transfer_pending", "The record passes to another school before this term.")
        only_here(record, scene)
        self._where(record, scene)

    def _where(self, record: Student, scene: Scene) -> None:
        """Refuse a registration that does not say where the student lives."""
        commuter = record.commuter if self.commuter is None else self.commuter
        if not (commuter or self.us_address1 or record.us_address):
            raise refused(
                scene, "address_missing", "Say where in the United States the student lives.", field="us_address1"
            )

    def apply(self, record: Student, scene: Scene) -> Student:
        """Keep the term, and where and how the student is reached."""
        self._tell(record, scene)
        if record.registered_on is None or record.state == "initial":
            scene.marks.extend(_begins(record))
            record.registered_on = scene.day
            record.before = {}
        else:
            scene.marks.append("sevis.term_registered")
        if record.load_until is not None and record.load_until < self.session_starts:
            scene.marks.append("sevis.full_course_reported")
            record.load_until = None
        _keep_session(record, self, scene)
        for name in ("email", "phone", "foreign_phone", "remarks", "phone_exempt", "commuter"):
            value = getattr(self, name)
            setattr(record, name, getattr(record, name) if value in ("", None) else value)
        if self.us_address1:
            record.us_address, record.address_on = self.part("us_address"), scene.day
        record.foreign_address = self.part("foreign_address") or record.foreign_address
        self.printed(record, scene, "registered")
        return record

    def _tell(self, record: Student, scene: Scene) -> None:
        """Warn of what an official decides on."""
        last = self.session_starts + timedelta(days=number(scene, "register_days"))
        if scene.day > last:
            warn(scene, f"Registered after {last:%Y-%m-%d}, the last day.", by="register_days")
        reports = record.starts + timedelta(days=number(scene, "transfer_report_days"))
        if record.state == "initial" and record.came_from_id is not None and scene.day > reports:
            warn(scene, f"A transferred student reports by {reports:%Y-%m-%d}.", by="transfer_report_days")
        if record.state == "initial" and not fee_settled(record):
            warn(scene, "The fee of Form I-901 is not on record.", by="fee_student")
        if (
            record.state == "initial"
            and record.admitted_on is None
            and record.issue_reason == "I"
            and record.came_from_id is None
        ):
            warn(scene, "No admission at a port is on record.")
        load = LIGHTER.first(student=record.pk, starts=self.session_starts)
        kinds = scene.law.codes("reduced_load_kinds")
        row = kinds.get(load.reason, scene.day) if load is not None else None
        if (
            load is not None
            and row is not None
            and row.attributes["resume"]
            and load.ends >= (record.session_starts or date.min)
        ):
            warn(scene, "A full course is resumed this term.", by="resume_report_days")


class ManageSessionDates(
    Printing,
    key="sevis.manage_session_dates",
    on=STUDENT,
    permission=RECORD,
    authorities=EXTEND,
):
    """Move the dates on which a student begins, starts and ends the programme, before they are registered."""

    issued: Annotated[date, Field(title="Begins attending on")]
    starts: Annotated[date, Field(title="Programme starts")]
    ends: Annotated[date, Field(title="Programme ends")]
    remarks: Text500 = ""

    def check(self, record: Student, scene: Scene) -> None:
        """A student can follow it, and begins in good time."""
        check_programme(scene, visa_type=record.visa_type, level=record.level, starts=self.starts, ends=self.ends)
        if self.issued > self.starts:
            raise refused(scene, "dates", "A student begins no later than the programme starts.", field="issued")
        if (self.starts - self.issued).days > number(scene, "early_report_days"):
            raise refused(
                scene,
                "report_early",
                "A student reports no earlier than the days before classes.",
                by="early_report_days",
                field="issued",
            )

    def apply(self, record: Student, scene: Scene) -> Student:
        """Keep them."""
        scene.facts["was"] = [record.starts.isoformat(), record.ends.isoformat()]
        if self.starts > record.starts:
            scene.marks.append("sevis.programme_deferred")
        record.issued_on, record.starts, record.ends = self.issued, self.starts, self.ends
        record.first_started = self.starts if record.came_from_id is None else record.first_started
        record.remarks = self.remarks or record.remarks
        self.printed(record, scene, "dates changed")
        return record


class DeferStudent(
    Printing,
    key="sevis.defer_student",
    on=STUDENT,
    permission=RECORD,
    authorities=EXTEND,
    marks=("sevis.programme_deferred",),
):
    """Defer a student who has not begun to a later start, with the length of the programme kept."""

    starts: Annotated[date, Field(title="Programme starts")]
    ends: Annotated[date | None, Field(title="Programme ends", description="The same length later when empty")] = None
    reason: Annotated[str, Code("extension_reasons"), Field(title="Why", max_length=24)] = ""
    remarks: Text500 = ""

    def check(self, record: Student, scene: Scene) -> None:
        """It is later, and before a record would have run out."""
        if self.starts <= record.starts:
            raise refused(scene, "defer_later", "A student is deferred to a later day.", field="starts")
        here = counted_from(record)
        if here is not None and self.starts > add_months(here, number(scene, "transfer_months")):
            raise refused(
                scene,
                "defer_in_country",
                "A student who is in the country begins within five months.",
                by="transfer_months",
                field="starts",
            )
        check_programme(
            scene, visa_type=record.visa_type, level=record.level, starts=self.starts, ends=self._ends(record)
        )

    def _ends(self, record: Student) -> date:
        return self.ends or record.ends + (self.starts - record.starts)

    def apply(self, record: Student, scene: Scene) -> Student:
        """Move both days."""
        scene.facts["was"] = [record.starts.isoformat(), record.ends.isoformat()]
        record.ends, record.starts = self._ends(record), self.starts
        record.issued_on = record.first_started = self.starts
        record.remarks = self.remarks or record.remarks
        self.printed(record, scene, "deferred")
        return record


class VerifyStudent(
    OnStudent,
    key="sevis.verify_student",
    on=STUDENT,
    permission=RECORD,
    authorities=REPORT,
    marks=("sevis.address_confirmed", "sevis.change_reported"),
):
    """Confirm that a student's record is right as it stands."""

    def apply(self, record: Student, scene: Scene) -> Student:
        """Say when."""
        record.verified_on = scene.day
        record.address_on = scene.day if record.us_address else record.address_on
        return record


class Discipline(OnStudent, key="sevis.discipline", on=STUDENT, permission=RECORD, authorities=REPORT):
    """Report discipline taken against a student who was convicted of a crime."""

    explanation: Annotated[str, Personal, Lines(3), Field(title="What was done", min_length=2, max_length=500)]

    def apply(self, record: Student, scene: Scene) -> Student:
        """Keep it."""
        _happened(record, DISCIPLINE, scene.day, scene.day, self.explanation)
        return record


class RecordAbsence(
    OnStudent,
    key="sevis.record_absence",
    on=STUDENT,
    permission=RECORD,
    authorities=REPORT,
):
    """Record that a student is away from the country, or on leave from study."""

    leave: Annotated[bool, Field(title="A leave the school allowed, in the country")] = False
    left_on: Annotated[date, Field(title="Since")]
    back_on: Annotated[date | None, Field(title="Expected back")] = None
    why: Annotated[str, Personal, Lines(2), Field(title="Why", max_length=500)] = ""

    def check(self, record: Student, scene: Scene) -> None:
        """Only one absence at a time, and nobody is back before they left."""
        if self.back_on is not None and self.back_on < self.left_on:
            raise refused(scene, "dates", "Nobody is back before they left.", field="back_on")
        if record.happenings.filter(kind__in=(ABSENCE, LEAVE), ends=None).exists():
            raise refused(scene, "absence_open", "An absence is on record that has not ended.")

    def apply(self, record: Student, scene: Scene) -> Student:
        """Keep it; five months away ask for a new record."""
        _happened(record, LEAVE if self.leave else ABSENCE, self.left_on, None, self.why)
        if not self.leave:
            scene.marks.append("sevis.left_country")
        if self.leave:
            warn(
                scene,
                "A leave in the country is no full course of study; an authority to take less is needed for it.",
                by="reduced_hours",
            )
        elif self.back_on is not None and self.back_on > away_until(self.left_on, scene):
            warn(scene, "Away so long that a new record is needed to come back.", by="absence_months")
        return record


class EndAbsence(
    OnStudent,
    key="sevis.end_absence",
    on=STUDENT,
    permission=RECORD,
    authorities=REPORT,
    marks=("sevis.returned",),
):
    """Record that a student is back."""

    back_on: Annotated[date, Field(title="Back on")]

    def check(self, record: Student, scene: Scene) -> None:
        """Somebody was away, and not for so long that the record is spent."""
        found = record.happenings.filter(kind__in=(ABSENCE, LEAVE), ends=None).first()
        if found is None:
            raise refused(scene, "absence_none", "No absence is on record.")
        if self.back_on < found.starts:
            raise refused(scene, "dates", "Nobody is back before they left.", field="back_on")
        if (
            found.kind == ABSENCE
            and self.back_on > away_until(found.starts, scene)
            and not _studied_abroad(record, found.starts)
        ):
            raise refused(
                scene,
                "absence_long",
                "After so long away a new record is made; this one is ended (absent from the country).",
                by="absence_months",
                field="back_on",
            )

    def apply(self, record: Student, scene: Scene) -> Student:
        """Close it."""
        record.happenings.filter(kind__in=(ABSENCE, LEAVE), ends=None).update(ends=self.back_on)
        return record


def _begins(record: Student) -> list[str]:
    """Return the events of law that a first registration is."""
    found = ["sevis.student_registered"]
    if record.came_from_id is not None:
        found.append("sevis.transfer_reported")
    if record.visa_type == "M-1":
        found.append("sevis.m_started")
    return found


def away_until(left: date, scene: Scene) -> date:
    """Return the last day on which somebody may be back on the same record."""
    return add_months(left, number(scene, "absence_months"))


def _studied_abroad(record: Student, since: date) -> bool:
    return record.sessions.filter(study_abroad=True, ends__gte=since).exists()


def _happened(record: Student, kind: str, starts: date, ends: date | None, text: str) -> None:
    Happening.objects.create(student=record, kind=kind, starts=starts, ends=ends, text=text)


def _keep_session(record: Student, said: Any, scene: Scene) -> None:
    """Keep a term, once; the latest stands on the record."""
    record.session_starts, record.session_ends = said.session_starts, said.session_ends
    record.next_session, record.last_session = said.next_session, said.last_session
    kept = {
        "ends": said.session_ends,
        "next_starts": said.next_session,
        "last": said.last_session,
        "study_abroad": said.study_abroad,
        "thesis": said.thesis,
        "level": record.level,
        "registered_on": scene.day,
    }
    # the record is locked, so that nobody keeps the same term between the two
    held = KEPT.all(student=record.pk, starts=said.session_starts)
    if held:
        Session.objects.filter(pk__in=held).update(**kept)
    else:
        insert(Session(student=record, starts=said.session_starts, **kept))
