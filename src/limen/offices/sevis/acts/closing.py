"""A school closes: every student it answers for is followed until none is left with it."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pydantic import Field

from limen.core.places.acts import ClosePlace
from limen.kernel import Act, GuardRefused, Scene
from limen.offices.sevis import ruling
from limen.offices.sevis.acts.common import CERTIFY, PETITION, SCHOOL, Why
from limen.offices.sevis.acts.schools import awaits_appeal
from limen.offices.sevis.acts.yielding import shut_out_all
from limen.offices.sevis.models import ClosingStudent, School
from limen.offices.sevis.reach import require_own

HELD = ("initial", "active")
"""States of a student for whom the school still answers."""


class BeginClosing(
    Act,
    key="sevis.begin_closing",
    on=SCHOOL,
    permission=PETITION,
    authorities=("sevis.report_school",),
    marks=("sevis.closing_began",),
):
    """Say that the school gives up its certification or closes."""

    closing_on: Annotated[date, Field(title="Last day of instruction")]
    why: Why

    def guard(self, record: School, scene: Scene) -> None:
        """It is the school's own, and the day is to come."""
        require_own(record, scene)
        if self.closing_on < scene.day:
            raise GuardRefused("The last day of instruction is today or later.")

    def apply(self, record: School, scene: Scene) -> School:
        """Write down every student for whom the school still answers."""
        record.closing_on = self.closing_on
        follow(record, scene)
        return record


class StopClosing(
    Act,
    key="sevis.stop_closing",
    on=SCHOOL,
    permission=PETITION,
    authorities=("sevis.report_school",),
    marks=("sevis.closing_stopped",),
):
    """Say that the school does not close after all."""

    why: Why

    def guard(self, record: School, scene: Scene) -> None:
        """It is the school's own, and its certificate has not run out meanwhile."""
        require_own(record, scene)
        if record.certified_until is not None and record.certified_until < scene.day:
            raise ruling.refused(scene, "certificate_over", "The certificate has run out meanwhile.")

    def apply(self, record: School, scene: Scene) -> School:
        """Forget whom it was to part with."""
        record.closing_on = None
        record.leaving.all().delete()
        return record


class FinishClosing(
    Act,
    key="sevis.finish_closing",
    on=SCHOOL,
    permission=CERTIFY,
    authorities=("sevis.withdraw_school",),
    marks=("sevis.school_closed", "sevis.school_withdrawn"),
):
    """Close a school that has no student left."""

    why: Why

    def guard(self, record: School, scene: Scene) -> None:
        """No student is left with it, its last day of instruction is over, and no appeal of its own is to be heard."""
        if awaits_appeal(record, scene.day):
            message = "The school may still appeal, or its appeal awaits a decision: its people keep their access."
            raise ruling.refused(scene, "appeal_awaited", message, by="school_appeal_days")
        left = record.students.filter(state__in=HELD).count()
        if left:
            those = "1 student is" if left == 1 else f"{left} students are"
            message = f"{those} still with the school. Each is transferred, completed or ended first."
            raise ruling.refused(scene, "students_left", message)
        if record.closing_on is not None and scene.day < record.closing_on:
            raise GuardRefused(f"The school teaches until {record.closing_on}.")

    def apply(self, record: School, scene: Scene) -> School:
        """End the certificate, its people's access, and its place."""
        record.ended_on = scene.day
        shut_out_all(record, scene, "The school closed.")
        scene.perform(ClosePlace(last_day=scene.day), on=record.place)
        return record


def follow(record: School, scene: Scene) -> None:
    """Write down every student for whom a school still answers, so that each is followed."""
    record.leaving.all().delete()
    held = record.students.filter(state__in=HELD).values_list("pk", flat=True)
    rows = [ClosingStudent(school=record, student_id=pk, began_on=scene.day) for pk in held]
    ClosingStudent.objects.bulk_create(rows, batch_size=500)
    scene.facts["students"] = len(rows)
