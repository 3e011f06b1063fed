"""A student's record ends: completed, terminated, cancelled; and what brings it back."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Annotated
from uuid import UUID

from pydantic import Field

from limen.core.people.queries import one_person
from limen.kernel import Act, Code, GuardRefused, Lines, Personal, Ref, Scene
from limen.kernel.clocks import add_months
from limen.offices.sevis.acts.common import OVERSEE, RECORD, STUDENT
from limen.offices.sevis.acts.students.common import OnStudent, Text500, only_here
from limen.offices.sevis.acts.students.dependants import FollowPrincipal, ReturnWithPrincipal
from limen.offices.sevis.acts.students.keeping import answered
from limen.offices.sevis.models import Student
from limen.offices.sevis.ruling import number, refused, use, warn
from limen.offices.sevis.training_limits import last_day

REPORT = ("sevis.report_student",)
END = ("sevis.terminate_student",)
REINSTATE = ("sevis.reinstate_student",)
CORRECT = ("sevis.oversee",)
WITHDRAWN = "sevis.grace_days_withdrawn"
"""The days to depart of who withdrew with authority."""
Why = Annotated[str, Personal, Lines(3), Field(title="Why", min_length=5, max_length=1000)]


class CompleteStudent(
    OnStudent,
    key="sevis.complete_student",
    on=STUDENT,
    permission=RECORD,
    authorities=REPORT,
    marks=("sevis.student_completed",),
):
    """Record that a student has completed the programme, today or early."""

    remarks: Text500 = ""

    def check(self, record: Student, scene: Scene) -> None:
        """Somebody who trains on is not done."""
        beyond = last_day(record)
        if beyond > record.ends and scene.day <= beyond:
            raise refused(
                scene,
                "training_stands",
                f"The status goes on through training to {beyond:%Y-%m-%d}. End the training first.",
            )

    def apply(self, record: Student, scene: Scene) -> Student:
        """Say when; the end of a programme completed early moves to that day."""
        done = min(max(scene.day, record.starts + timedelta(days=1)), record.ends)
        if scene.day < record.ends:
            scene.facts["early"] = True
            record.ends = done
        record.remarks = self.remarks or record.remarks
        complete(record, scene, last_day(record))
        return record


class LapseStudent(
    Act,
    key="sevis.lapse_student",
    on=STUDENT,
    permission="sevis.keep",
    authorities=REPORT,
    marks=("sevis.student_completed",),
    automatic=True,
):
    """Complete a record whose programme and training are over."""

    def guard(self, record: Student, scene: Scene) -> None:
        """The last day is past where the school is."""
        if scene.at.astimezone(record.school.place.zone).date() <= last_day(record):
            raise GuardRefused("The programme or the training is not over.")

    def apply(self, record: Student, scene: Scene) -> Student:
        """Say when."""
        complete(record, scene, last_day(record))
        return record


class TerminateStudent(
    OnStudent,
    key="sevis.terminate_student",
    on=STUDENT,
    permission=RECORD,
    authorities=END,
    marks=("sevis.student_terminated",),
):
    """End a student's record before its time, for a reason."""

    reason: Annotated[str, Code("student_terminations"), Field(title="Reason", max_length=2)]
    other: Annotated[str, Personal, Lines(2), Field(title="What, if otherwise", max_length=500)] = ""
    remarks: Text500 = ""

    def check(self, record: Student, scene: Scene) -> None:
        """The reason is one a school gives, for a student of this class, at this time."""
        row = scene.law.codes("student_terminations").get(self.reason, scene.day)
        if row.attributes["by"] != "school" or record.visa_type not in row.attributes["visas"]:
            raise refused(
                scene, "termination_reason", f"“{row.title}” is not a reason a school gives here.", field="reason"
            )
        if self.reason == use(scene, "otherwise") and not (self.other or self.remarks):
            raise refused(scene, "termination_words", "Say how the student failed to maintain status.", field="other")
        if row.attributes["no_show"] and record.registered_on is not None and not record.before:
            raise refused(scene, "termination_no_show", "The student was registered.", field="reason")
        if self.reason == use(scene, "transfer_no_show") and record.came_from_id is None:
            raise refused(
                scene, "termination_transfer", "The student did not come from another school.", field="reason"
            )

    def apply(self, record: Student, scene: Scene) -> Student:
        """Keep the reason, and until when the student may stay."""
        record.remarks = self.remarks or record.remarks
        terminate(record, self.reason, self.other, scene)
        return record


class FindNoShow(
    Act,
    key="sevis.find_no_show",
    on=STUDENT,
    permission="sevis.keep",
    authorities=END,
    marks=("sevis.student_terminated",),
    automatic=True,
):
    """End the record of a student who came and was never registered."""

    def guard(self, record: Student, scene: Scene) -> None:
        """The time to register is long over."""
        if record.admitted_on is None or scene.day <= record.starts + timedelta(days=number(scene, "no_show_days")):
            raise GuardRefused("The student may still be registered.")

    def apply(self, record: Student, scene: Scene) -> Student:
        """Say why."""
        terminate(record, use(scene, "no_show_found"), "", scene)
        return record


class CancelStudent(
    OnStudent,
    key="sevis.cancel_student",
    on=STUDENT,
    permission=RECORD,
    authorities=REPORT,
    marks=("sevis.student_cancelled",),
):
    """Cancel a record that the student never came on."""

    reason: Annotated[str, Code("student_cancellations"), Field(title="Reason", max_length=2)]
    remarks: Text500 = ""

    def check(self, record: Student, scene: Scene) -> None:
        """Whoever came on this record did not stay away."""
        if record.admitted_on is not None or record.registered_on is not None or record.came_from_id is not None:
            raise refused(scene, "cancel_arrived", "The student has come on this record. End it with a reason instead.")

    def apply(self, record: Student, scene: Scene) -> Student:
        """Keep the reason."""
        record.ended_on, record.end_reason = scene.day, self.reason
        record.remarks = self.remarks or record.remarks
        release(record)
        _dependants(record, "principal_ended", scene)
        return record


class DeactivateStudent(
    Act,
    key="sevis.deactivate_student",
    on=STUDENT,
    permission=OVERSEE,
    authorities=CORRECT,
    marks=("sevis.student_cancelled", "sevis.duplicate_joined"),
):
    """Deactivate a record because another of the same person's stands in its place."""

    into: Annotated[UUID, Ref(STUDENT), Field(title="The record that stands")]
    why: Why

    def guard(self, record: Student, scene: Scene) -> None:
        """Both are of the same person."""
        other = Student.objects.get(pk=self.into)
        if other.pk == record.pk or other.person_id not in one_person(record.person_id):
            raise refused(
                scene, "other_person", "The other record is not of the same person. Judge that first.", field="into"
            )

    def apply(self, record: Student, scene: Scene) -> Student:
        """Say why; the record stays readable."""
        record.ended_on, record.end_remarks = scene.day, self.why
        release(record)
        return record


class CorrectStatus(
    Act,
    key="sevis.correct_status",
    on=STUDENT,
    permission=OVERSEE,
    authorities=CORRECT,
    marks=("sevis.correction_made", "sevis.reinstated"),
):
    """Set right a record that was ended wrongly: it is active, as if it had never ended."""

    asked_by: Annotated[str, Field(title="Who asked", min_length=2, max_length=160)]
    why: Why

    def guard(self, record: Student, scene: Scene) -> None:
        """Nobody is active twice, and a record that comes back has days left."""
        come_back(record, scene)

    def apply(self, record: Student, scene: Scene) -> Student:
        """Take off how it ended."""
        scene.facts["was"] = [record.state, record.end_reason, str(record.ended_on or "")]
        restore(record, scene)
        answered(record, scene)
        record.registered_on = record.registered_on or scene.day
        return record


class RequestReinstatement(
    OnStudent,
    key="sevis.request_reinstatement",
    on=STUDENT,
    permission=RECORD,
    authorities=REINSTATE,
    marks=("sevis.reinstatement_filed",),
):
    """Recommend that a student be reinstated."""

    reason: Annotated[str, Code("reinstatement_reasons"), Field(title="Reason", max_length=24)]
    exceptional: Annotated[
        str, Personal, Lines(3), Field(title="Why not sooner, after five months", max_length=1000)
    ] = ""
    remarks: Text500 = ""

    def check(self, record: Student, scene: Scene) -> None:
        """The reason is one the rule takes, and the time is not over."""
        row = scene.law.codes("reinstatement_reasons").get(self.reason, scene.day)
        if not row.attributes["allowed"]:
            raise refused(
                scene, "reinstate_reason", f"A student is not reinstated: {row.title.lower()}.", field="reason"
            )
        if record.end_reason == use(scene, "unauthorised_work"):
            raise refused(scene, "reinstate_work", "Who worked without authority is not reinstated.", field="reason")
        ended = record.ended_on or scene.day
        if scene.day > add_months(ended, number(scene, "reinstate_months")) and not self.exceptional:
            raise refused(
                scene,
                "reinstate_months",
                "More than five months out of status: say what was exceptional.",
                by="reinstate_months",
                field="exceptional",
            )
        if record.reinstatement_asked_on is not None:
            raise refused(scene, "reinstate_open", "Reinstatement was asked for already.")

    def apply(self, record: Student, scene: Scene) -> Student:
        """Keep it."""
        record.reinstatement_asked_on, record.reinstatement_reason = scene.day, self.reason
        record.remarks = self.remarks or record.remarks
        return record


class Reinstate(
    Act,
    key="sevis.reinstate",
    on=STUDENT,
    permission=OVERSEE,
    authorities=REINSTATE,
    marks=("sevis.reinstated",),
):
    """Reinstate a student."""

    ends: Annotated[date | None, Field(title="Programme ends, if later")] = None

    def guard(self, record: Student, scene: Scene) -> None:
        """It was asked for, nobody is active twice, and there are days left."""
        if record.reinstatement_asked_on is None:
            raise refused(scene, "reinstate_none", "Reinstatement was not asked for.")
        if self.ends is not None and self.ends < record.ends:
            raise refused(scene, "extend_later", "Reinstatement does not shorten a programme.", field="ends")
        come_back(record, scene, self.ends)

    def apply(self, record: Student, scene: Scene) -> Student:
        """The record is active from today."""
        record.ends = self.ends or record.ends
        record.reinstatement_asked_on = None
        record.reinstatement_reason = ""
        record.status_granted_on = scene.day
        restore(record, scene)
        record.registered_on = record.registered_on or scene.day
        return record


class DenyReinstatement(
    Act,
    key="sevis.deny_reinstatement",
    on=STUDENT,
    permission=OVERSEE,
    authorities=REINSTATE,
):
    """Deny a student's reinstatement."""

    why: Why

    def guard(self, record: Student, scene: Scene) -> None:
        """It was asked for."""
        if record.reinstatement_asked_on is None:
            raise refused(scene, "reinstate_none", "Reinstatement was not asked for.")

    def apply(self, record: Student, scene: Scene) -> Student:
        """Take the request off."""
        record.reinstatement_asked_on, record.reinstatement_reason = None, ""
        return record


def complete(record: Student, scene: Scene, done: date) -> None:
    """Put on a record that it is complete, and until when the student may stay."""
    key = "grace_days_m" if record.visa_type == "M-1" else "grace_days_f"
    record.ended_on = done
    record.grace_until = done + timedelta(days=number(scene, key))
    record.extension_to = record.extension_asked_on = None
    scene.facts["grace_until"] = record.grace_until.isoformat()
    scene.marks.append("sevis.m_completed" if record.visa_type == "M-1" else "sevis.f_completed")
    _dependants(record, "principal_completed", scene)


def terminate(record: Student, reason: str, words: str, scene: Scene) -> None:
    """Put on a record why it ended, and mark what follows from the reason."""
    row = scene.law.codes("student_terminations").get(reason, scene.day)
    grace = int(scene.law.value(row.attributes["grace"], scene.day).value)
    record.ended_on, record.end_reason, record.end_remarks = scene.day, reason, words
    record.grace_until = scene.day + timedelta(days=grace)
    release(record)
    scene.facts.update(
        {"reason": reason, "title": row.title, "cause": row.attributes["cause"], "no_show": row.attributes["no_show"]}
    )
    if row.attributes["cause"]:
        scene.marks.append("sevis.status_lost")
    if row.attributes["grace"] == WITHDRAWN and record.visa_type == "F-1":
        scene.marks.append("sevis.f_withdrawn")
    if grace == 0:
        warn(
            scene,
            "There is no time to depart: the student leaves at once or applies to be reinstated.",
            by="grace_days_none",
        )
    _dependants(record, "principal_ended", scene)


def release(record: Student) -> None:
    """Take off a record what only one that lives waits for."""
    record.transfer_to, record.release_on, record.transfer_reason = None, None, ""
    record.extension_to = record.extension_asked_on = None
    record.reinstatement_asked_on = None
    record.cap_gap, record.cap_gap_until = "", None


def come_back(record: Student, scene: Scene, ends: date | None = None) -> None:
    """Refuse to bring back a record that is over, or whose student is active elsewhere."""
    only_here(record, scene)
    if not record.sevis_id:
        raise refused(scene, "never_issued", "No form was ever issued on this record.")
    if max(ends or date.min, last_day(record)) < scene.day:
        raise refused(scene, "extend_over", "The programme and all training are over; nothing is left to come back to.")


def restore(record: Student, scene: Scene) -> None:
    """Take off a record how it ended, and bring back the dependants who ended with it."""
    record.ended_on = record.grace_until = None
    record.end_reason = record.end_remarks = ""
    with_principal = [use(scene, key) for key in ("principal_ended", "principal_completed")]
    for row in record.dependants.filter(state="terminated", end_reason__in=with_principal):
        scene.perform(ReturnWithPrincipal(), on=row)


def _dependants(record: Student, why: str, scene: Scene) -> None:
    for row in record.dependants.filter(state="active"):
        scene.perform(FollowPrincipal(reason=use(scene, why)), on=row)
