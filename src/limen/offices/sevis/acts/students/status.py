"""A change of status, and the time between student status and that of a worker."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from limen.kernel import Code, Scene
from limen.offices.sevis.acts.common import OVERSEE, RECORD, STUDENT
from limen.offices.sevis.acts.students.common import OnStudent, Printing, Text500
from limen.offices.sevis.acts.students.ending import release, terminate
from limen.offices.sevis.models import Student
from limen.offices.sevis.ruling import refused, use, warn

CHANGE = ("sevis.change_status",)


class RequestChangeOfStatus(
    OnStudent,
    key="sevis.request_change_of_status",
    on=STUDENT,
    permission=RECORD,
    authorities=CHANGE,
):
    """Record that a change of status was asked for: to this one, or from it to another."""

    to: Annotated[str, Field(title="To the class", min_length=1, max_length=8, description="F-1, H-1B")]
    asked_on: Annotated[date, Field(title="Asked for on")]
    remarks: Text500 = ""

    def check(self, record: Student, scene: Scene) -> None:
        """It was asked for by now; to this status only on a form issued for it."""
        if self.asked_on > scene.day:
            raise refused(scene, "dates", "It was asked for by now.", field="asked_on")
        if self.to == record.visa_type and record.issue_reason != "S":
            raise refused(scene, "change_form", "The form was not issued for a change of status.", field="to")

    def apply(self, record: Student, scene: Scene) -> Student:
        """Keep it."""
        record.change_to, record.change_asked_on = self.to, self.asked_on
        record.remarks = self.remarks or record.remarks
        return record


class GrantStatus(
    OnStudent,
    key="sevis.grant_status",
    on=STUDENT,
    permission=OVERSEE,
    authorities=CHANGE,
):
    """Record that a change to student status was approved."""

    granted_on: Annotated[date, Field(title="Since")]

    def guard(self, record: Student, scene: Scene) -> None:
        """It was asked for."""
        if record.change_to != record.visa_type:
            raise refused(scene, "change_none", "No change to this status was asked for.")

    def apply(self, record: Student, scene: Scene) -> Student:
        """Keep since when."""
        record.status_granted_on = self.granted_on
        record.change_to, record.change_asked_on = "", None
        return record


class RefuseStatus(
    OnStudent,
    key="sevis.refuse_status",
    on=STUDENT,
    permission=OVERSEE,
    authorities=CHANGE,
    marks=("sevis.student_terminated",),
):
    """Record that a change to student status was denied or withdrawn: the record ends."""

    outcome: Annotated[Literal["denied", "withdrawn"], Field(title="Outcome")]

    def guard(self, record: Student, scene: Scene) -> None:
        """It was asked for."""
        if record.change_to != record.visa_type:
            raise refused(scene, "change_none", "No change to this status was asked for.")

    def apply(self, record: Student, scene: Scene) -> Student:
        """End it for that reason."""
        record.change_to, record.change_asked_on = "", None
        terminate(record, use(scene, f"change_{self.outcome}"), "", scene)
        return record


class RecordChangeOfStatus(
    OnStudent,
    key="sevis.record_change_of_status",
    on=STUDENT,
    permission=OVERSEE,
    authorities=CHANGE,
    marks=("sevis.status_changed", "sevis.student_completed"),
):
    """Record that a student changed to another status: the record is deactivated."""

    to: Annotated[str, Field(title="To the class", min_length=1, max_length=8)]
    since: Annotated[date, Field(title="Since")]

    def guard(self, record: Student, scene: Scene) -> None:
        """It is another status, and it has begun."""
        if self.to == record.visa_type or self.since > scene.day:
            raise refused(scene, "change_other", "It is another status, that has begun.", field="to")

    def apply(self, record: Student, scene: Scene) -> Student:
        """Say to what."""
        record.ended_on, record.end_remarks = self.since, f"Changed to {self.to}"
        record.change_to, record.change_asked_on = "", None
        release(record)
        return record


class DropChangeOfStatus(
    OnStudent,
    key="sevis.drop_change_of_status",
    on=STUDENT,
    permission=RECORD,
    authorities=CHANGE,
):
    """Record that a change from student status was denied or withdrawn: nothing changes."""

    outcome: Annotated[Literal["denied", "withdrawn"], Field(title="Outcome")]

    def check(self, record: Student, scene: Scene) -> None:
        """It was asked for, from this status to another."""
        if record.change_to in ("", record.visa_type):
            raise refused(scene, "change_none", "No change from this status was asked for.")

    def apply(self, record: Student, scene: Scene) -> Student:
        """Take it off."""
        record.change_to, record.change_asked_on = "", None
        return record


class CapGap(Printing, key="sevis.cap_gap", on=STUDENT, permission=RECORD, authorities=CHANGE):
    """Record the extension of status for whom an employer petitions: filed, waiting or cancelled."""

    status: Annotated[str, Code("cap_gap_kinds"), Field(title="Petition", max_length=2)]

    def check(self, record: Student, scene: Scene) -> None:
        """The student was in status or in the time to depart when the petition was filed."""
        if record.visa_type != "F-1":
            raise refused(scene, "cap_gap_class", "It is for F-1 students.", by="cap_gap_until")
        filed = self.status == use(scene, "petition_filed")
        if filed and record.state == "completed" and (record.grace_until is None or scene.day > record.grace_until):
            raise refused(
                scene, "grace_over", "The time to depart was over when the petition was filed.", by="cap_gap_until"
            )
        if self.status == use(scene, "petition_off") and not record.cap_gap:
            raise refused(scene, "cap_gap_none", "No extension is on record.")

    def apply(self, record: Student, scene: Scene) -> Student:
        """Say until when the status goes on."""
        record.cap_gap = "" if self.status == use(scene, "petition_off") else self.status
        record.cap_gap_until = cap_gap_until(scene) if self.status == use(scene, "petition_filed") else None
        if record.cap_gap_until is not None:
            warn(
                scene,
                f"The status goes on to {record.cap_gap_until:%Y-%m-%d}, or until the petition is decided.",
                by="cap_gap_until",
            )
        self.printed(record, scene, "cap-gap")
        return record


def cap_gap_until(scene: Scene) -> date:
    """Return the last day of the extension for a petition filed today: the day before the one the rule names.

    A petition is for the fiscal year that comes; the rule names a month and day, the first on or after that year's
    first.
    """
    year = first_on_or_after(str(scene.law.value("sevis.fiscal_year", scene.day).value), scene.day)
    return first_on_or_after(str(scene.law.value("sevis.cap_gap_until", scene.day).value), year)


def first_on_or_after(month_day: str, day: date) -> date:
    """Return the first day on or after another that has a month and day (``10-01``)."""
    month, number = (int(part) for part in month_day.split("-"))
    found = date(day.year, month, number)
    return found if found >= day else date(day.year + 1, month, number)
