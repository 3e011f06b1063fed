"""A student goes to another school: the release, what is called off, and the new school's form."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Annotated, Any
from uuid import UUID

from pydantic import Field

from limen.kernel import Act, Code, GuardRefused, Ref, Scene
from limen.kernel.clocks import add_months
from limen.offices.sevis.acts.common import RECORD, SCHOOL, STUDENT
from limen.offices.sevis.acts.students.common import (
    ISSUING,
    English,
    Level,
    Minor,
    Money,
    OnStudent,
    Print,
    SecondSubject,
    Subject,
    Text500,
    check_programme,
    check_public_school,
    own_school,
)
from limen.offices.sevis.acts.students.opt_rules import refresh
from limen.offices.sevis.gaps import counted_from
from limen.offices.sevis.models import Happening, School, Student, Tenure
from limen.offices.sevis.models.training import OPEN
from limen.offices.sevis.ruling import number, refused, warn
from limen.offices.sevis.training_limits import last_day

TRANSFER = ("sevis.transfer_student",)
HELD = (
    *("sevis_id", "visa_type", "level", "major", "second_major", "minor", "starts", "ends", "registered_on"),
    *("session_starts", "session_ends", "ended_on", "end_reason"),
)
"""What the school that passed a record on keeps of it."""


class TransferOut(
    OnStudent,
    key="sevis.transfer_out",
    on=STUDENT,
    permission=RECORD,
    authorities=TRANSFER,
    marks=("sevis.transfer_dated",),
):
    """Name the school a student goes to, and the day on which the record passes to it."""

    school: Annotated[
        UUID, Ref(SCHOOL), Field(title="To the school", description="Its whole code, as on its forms; ask the student")
    ]
    release_on: Annotated[date, Field(title="Release date")]
    reason: Annotated[str, Code("transfer_reasons"), Field(title="Reason", max_length=24)] = ""
    remarks: Text500 = ""

    def check(self, record: Student, scene: Scene) -> None:
        """The other school may enrol the student, and the day is one on which the status is kept."""
        other = School.objects.get(pk=self.school)
        if record.transfer_pending:
            raise refused(
                scene, "transfer_pending", "The record waits to pass to another school already. Call that off first."
            )
        if other.pk == record.school_id:
            raise refused(scene, "transfer_same", "That is this school.", field="school")
        if other.state not in ISSUING or record.visa_type not in other.visa_types:
            raise refused(
                scene, "transfer_school", f"That school does not enrol {record.visa_type} students.", field="school"
            )
        if self.release_on < scene.day:
            raise refused(scene, "release_past", "A record passes on from today at the earliest.", field="release_on")
        by = "grace_days_m" if record.visa_type == "M-1" else "grace_days_f"
        stays = record.grace_until
        if record.state == "active":
            stays = last_day(record) + timedelta(days=number(scene, by))
        if record.state != "initial" and (stays is None or self.release_on > stays):
            raise refused(
                scene,
                "grace_over",
                "The record passes on before the time to depart is over"
                + (f": by {stays:%Y-%m-%d}." if stays is not None else "."),
                by=by,
                field="release_on",
            )
        if record.visa_type == "M-1":
            self._vocational(record, scene)

    def _vocational(self, record: Student, scene: Scene) -> None:
        """Refuse a transfer of an M-1 student after six months, but for what is beyond their control."""
        begun = record.admitted_on or record.status_granted_on or record.registered_on or record.starts
        row = scene.law.codes("transfer_reasons").get(self.reason, scene.day) if self.reason else None
        excused = row is not None and row.attributes["after_six_months"]
        if self.release_on > add_months(begun, number(scene, "m_transfer_months")) and not excused:
            raise refused(
                scene,
                "m_transfer",
                "An M-1 student transfers within six months.",
                by="m_transfer_months",
                field="release_on",
            )

    def apply(self, record: Student, scene: Scene) -> Student:
        """Keep where to, and when."""
        record.transfer_to_id, record.release_on, record.transfer_reason = self.school, self.release_on, self.reason
        record.remarks = self.remarks or record.remarks
        if record.trainings.filter(step__in=OPEN, ends__gte=self.release_on).exists():
            warn(scene, f"All training and work ends on {self.release_on:%Y-%m-%d}.")
        if record.state == "active" and record.session_ends is not None and self.release_on <= record.session_ends:
            warn(scene, "The release falls in the term: the student keeps up a full course until then.")
        if record.visa_type == "M-1":
            warn(scene, "An M-1 student's transfer is also decided by the government.", by="m_transfer_months")
        return record


class CancelTransferOut(
    OnStudent,
    key="sevis.cancel_transfer_out",
    on=STUDENT,
    permission=RECORD,
    authorities=TRANSFER,
    marks=("sevis.transfer_cancelled",),
):
    """Call off a transfer before the release date."""

    remarks: Text500 = ""

    def check(self, record: Student, scene: Scene) -> None:
        """One waits, and its day has not come."""
        if not record.transfer_pending or record.release_on is None:
            raise refused(scene, "transfer_none", "No transfer waits.")
        if scene.day >= record.release_on:
            raise refused(
                scene, "transfer_released", "The release date has come; only the new school can send the record back."
            )

    def apply(self, record: Student, scene: Scene) -> Student:
        """Take it off."""
        record.transfer_to, record.release_on, record.transfer_reason = None, None, ""
        record.remarks = self.remarks or record.remarks
        return record


class ReleaseStudent(
    Act,
    key="sevis.release_student",
    on=STUDENT,
    permission="sevis.keep",
    authorities=TRANSFER,
    marks=("sevis.transfer_released",),
    automatic=True,
):
    """Pass a student's record to the new school on the release date."""

    def guard(self, record: Student, scene: Scene) -> None:
        """The day has come where the record is."""
        today = scene.at.astimezone(record.school.place.zone).date()
        if not record.transfer_pending or record.release_on is None or today < record.release_on:
            raise GuardRefused("The release date has not come.")

    def apply(self, record: Student, scene: Scene) -> Student:
        """Keep what it was here, end the training, and give it to the new school, which issues a form of its own."""
        released = record.release_on or scene.day
        Tenure.objects.create(
            student=record, school=record.school, state=record.state, until=released, held=_held(record)
        )
        open_ = record.trainings.filter(step__in=OPEN)
        open_.filter(starts__gte=released).update(step="cancelled", decided_on=released)
        open_.filter(starts__lt=released, ends__gt=released).update(ends=released)
        record.loads.filter(cancelled_on=None, ends__gte=released).update(cancelled_on=released)
        refresh(record)
        record.load_until = None
        record.came_from, record.came_on = record.school, released
        record.school, record.campus = record.transfer_to, None  # type: ignore[assignment]  # pending says there is one
        record.transfer_to, record.release_on, record.transfer_reason = None, None, ""
        for name in ("issued_on", "registered_on", "session_starts", "session_ends", "next_session", "ended_on"):
            setattr(record, name, None)
        record.grace_until = record.cap_gap_until = record.extension_to = record.extension_asked_on = None
        record.travel_signed_on = record.travel_until = None
        record.travel_signed_by = ""
        record.end_reason = record.cap_gap = ""
        record.last_session = False
        record.before = {}
        scene.facts["from"] = str(record.came_from_id)
        scene.facts["to"] = str(record.school_id)
        return record


class TransferIn(
    Money,
    English,
    OnStudent,
    key="sevis.transfer_in",
    on=STUDENT,
    permission=RECORD,
    authorities=TRANSFER,
    marks=("sevis.student_issued",),
):
    """Issue the new school's form to a student whose record was released to it."""

    campus: Annotated[str, Field(title="Campus code", max_length=24)] = ""
    level: Level
    level_remarks: Annotated[str, Field(title="Which level, if other", max_length=500)] = ""
    major: Subject
    second_major: SecondSubject = ""
    minor: Minor = ""
    issued: Annotated[date | None, Field(title="Begins attending on")] = None
    starts: Annotated[date, Field(title="Programme starts")]
    ends: Annotated[date, Field(title="Programme ends")]
    remarks: Text500 = ""
    print_form: Print = True

    def check(self, record: Student, scene: Scene) -> None:
        """The record has come, and classes begin within five months."""
        school = own_school(scene)
        if record.came_from_id is None or record.issued_on is not None:
            raise refused(scene, "transfer_not_in", "This record was not released to the school, or has its form.")
        if self.campus and not school.campuses.filter(code=self.campus, until=None, standing="approved").exists():
            raise refused(scene, "campus", "The school has no such campus that is approved.", field="campus")
        latest = add_months(counted_from(record) or scene.day, number(scene, "transfer_months"))
        if self.starts > latest:
            raise refused(
                scene, "transfer_months", f"Classes begin by {latest:%Y-%m-%d}.", by="transfer_months", field="starts"
            )
        if record.visa_type == "M-1" and self.major[:2] != record.major[:2]:
            raise refused(
                scene, "m_change", "An M-1 student does not change the programme.", by="m_stay_months", field="major"
            )
        check_programme(scene, visa_type=record.visa_type, level=self.level, starts=self.starts, ends=self.ends)
        check_public_school(school, self.level, self.starts, self.ends, scene)
        self.check_english(scene)

    def apply(self, record: Student, scene: Scene) -> Student:
        """Keep the new programme."""
        school = own_school(scene)
        for name in ("level", "level_remarks", "major", "second_major", "minor", "starts", "ends"):
            setattr(record, name, getattr(self, name))
        record.issued_on = self.issued or self.starts
        rows = school.campuses.filter(until=None, standing="approved")
        record.campus = (rows.filter(code=self.campus) if self.campus else rows.order_by("code")).first()
        record.remarks = self.remarks or record.remarks
        self.put_money(record, scene)
        self.put_english(record, scene)
        if self.print_form:
            from limen.offices.sevis.papers import i20

            i20.issue(record, scene, "transfer")
        return record


class AskTransfer(
    OnStudent,
    key="sevis.ask_transfer",
    on=STUDENT,
    permission=RECORD,
    authorities=TRANSFER,
    marks=("sevis.transfer_asked",),
):
    """Record that a student asked to go to another school; the release date is still to be set."""

    where: Annotated[str, Field(title="To which school", max_length=160)]

    def check(self, record: Student, scene: Scene) -> None:
        """None waits yet."""
        if record.transfer_pending:
            raise refused(scene, "transfer_pending", "A transfer waits already.")

    def apply(self, record: Student, scene: Scene) -> Student:
        """Keep where to."""
        Happening.objects.create(student=record, kind="transfer_asked", starts=scene.day, text=self.where)
        return record


def _held(record: Student) -> dict[str, Any]:
    held = {name: getattr(record, name) for name in HELD}
    held["left_on"] = last_day(record)
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in held.items()}
