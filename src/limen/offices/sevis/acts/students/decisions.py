"""What is decided on a training: applied for, approved, denied, ended early."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Annotated

from pydantic import Field

from limen.kernel import Scene
from limen.offices.sevis.acts.common import OVERSEE, RECORD, STUDENT
from limen.offices.sevis.acts.students.common import OnStudent, Printing, only_here
from limen.offices.sevis.acts.students.opt_rules import filed_mark, off_mark, refresh, training
from limen.offices.sevis.acts.students.work import Ends, Starts, close, no_overlap
from limen.offices.sevis.models import Student
from limen.offices.sevis.ruling import days_of, number, refused

OPT = ("sevis.train_opt",)


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
