"""A reduced course load: authorised beforehand, for a reason, within its limits."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from pydantic import Field

from limen.kernel import Code, Scene
from limen.offices.sevis.acts.common import RECORD, STUDENT
from limen.offices.sevis.acts.students.common import Printing, Text500
from limen.offices.sevis.models import ReducedLoad, Student
from limen.offices.sevis.ruling import days_of, months_after, number, refused, warn

REDUCE = ("sevis.reduce_load",)
Reason = Annotated[str, Code("reduced_load_kinds"), Field(title="Reason", max_length=2)]


class AuthoriseReducedLoad(
    Printing,
    key="sevis.authorise_reduced_load",
    on=STUDENT,
    permission=RECORD,
    authorities=REDUCE,
):
    """Authorise less than a full course of study."""

    reason: Reason
    starts: Annotated[date, Field(title="From")]
    ends: Annotated[date, Field(title="To the end of the term")]
    remarks: Text500 = ""

    def check(self, record: Student, scene: Scene) -> None:
        """The reason allows it, for so long, so often."""
        permitted(record, self.reason, self.starts, self.ends, scene)

    def apply(self, record: Student, scene: Scene) -> Student:
        """Keep it."""
        if self.starts < scene.day:
            warn(scene, "A load is reduced before the student drops below a full course.")
        row = scene.law.codes("reduced_load_kinds").get(self.reason, scene.day)
        if row.attributes.get("evidence"):
            warn(scene, f"Keep on file: {row.attributes['evidence']}.")
        ReducedLoad.objects.create(
            student=record,
            reason=self.reason,
            level=record.level,
            starts=self.starts,
            ends=self.ends,
            remarks=self.remarks,
        )
        resumed_after(record, scene)
        self.printed(record, scene, "reduced load")
        return record


class EditReducedLoad(
    Printing,
    key="sevis.edit_reduced_load",
    on=STUDENT,
    permission=RECORD,
    authorities=REDUCE,
):
    """Change the reason or the days of a reduced load."""

    reason: Reason
    starts: Annotated[date, Field(title="From, as it stands")]
    ends: Annotated[date, Field(title="To, as it stands")]
    new_reason: Annotated[str, Code("reduced_load_kinds"), Field(title="New reason", max_length=2)] = ""
    new_starts: Annotated[date | None, Field(title="New first day")] = None
    new_ends: Annotated[date | None, Field(title="New last day")] = None
    remarks: Text500 = ""

    def check(self, record: Student, scene: Scene) -> None:
        """It stands, and what it becomes is allowed."""
        load = _load(record, self.reason, self.starts, self.ends, scene)
        permitted(
            record,
            self.new_reason or self.reason,
            self.new_starts or self.starts,
            self.new_ends or self.ends,
            scene,
            but=load,
        )

    def apply(self, record: Student, scene: Scene) -> Student:
        """Keep it."""
        load = _load(record, self.reason, self.starts, self.ends, scene)
        load.reason, load.remarks = self.new_reason or load.reason, self.remarks or load.remarks
        load.starts, load.ends = self.new_starts or load.starts, self.new_ends or load.ends
        load.save()
        resumed_after(record, scene)
        self.printed(record, scene, "reduced load")
        return record


class CancelReducedLoad(
    Printing,
    key="sevis.cancel_reduced_load",
    on=STUDENT,
    permission=RECORD,
    authorities=REDUCE,
    marks=("sevis.full_course_reported",),
):
    """Call off a reduced load: the student takes a full course."""

    reason: Reason
    starts: Annotated[date, Field(title="From")]
    ends: Annotated[date, Field(title="To")]

    def check(self, record: Student, scene: Scene) -> None:
        """It stands."""
        _load(record, self.reason, self.starts, self.ends, scene)

    def apply(self, record: Student, scene: Scene) -> Student:
        """Say since when."""
        load = _load(record, self.reason, self.starts, self.ends, scene)
        load.cancelled_on = scene.day
        load.save()
        resumed_after(record, scene)
        self.printed(record, scene, "reduced load")
        return record


def permitted(
    record: Student, reason: str, starts: date, ends: date, scene: Scene, *, but: ReducedLoad | None = None
) -> None:
    """Refuse a reduced load that the reason does not allow.

    Raises:
        GuardRefused: with the paragraph.
    """
    if not record.starts <= starts <= ends <= record.ends:
        raise refused(
            scene,
            "load_dates",
            "A load is reduced for days of the programme, the first before the last.",
            field="starts",
        )
    table = scene.law.codes("reduced_load_kinds")
    row = table.get(reason, scene.day)
    if record.visa_type not in row.attributes["visas"]:
        raise refused(
            scene, "load_class", f"{row.title} is no reason for an {record.visa_type} student.", field="reason"
        )
    held = [item for item in record.loads.filter(cancelled_on=None) if but is None or item.pk != but.pk]
    if any(item.starts <= ends and starts <= item.ends for item in held):
        raise refused(scene, "load_overlap", "A reduced load stands for part of that time already.", field="starts")
    of_level = [item for item in held if item.level == record.level]
    kind = row.attributes["kind"]
    same = [item for item in of_level if _kind(table, item, scene) == kind]
    _by_kind(record, kind, same, starts, ends, scene)


def _by_kind(record: Student, kind: str, same: list[ReducedLoad], starts: date, ends: date, scene: Scene) -> None:
    if kind == "academic" and len(same) >= number(scene, "reduced_academic_times"):
        raise refused(
            scene,
            "load_academic",
            "A load is reduced for academic difficulty once a level.",
            by="reduced_academic_times",
            field="reason",
        )
    if kind == "medical":
        key = "reduced_medical_months_m" if record.visa_type == "M-1" else "reduced_medical_months"
        months = number(scene, key)
        spent = sum(days_of(item.starts, item.ends) for item in same) + days_of(starts, ends)
        first = min([starts, *(item.starts for item in same)])
        if spent > days_of(first, months_after(first, months)):
            raise refused(
                scene, "load_medical", f"A load is reduced for illness {months} months at most.", by=key, field="ends"
            )
    if kind == "final" and not (record.last_session or ends >= record.ends):
        raise refused(
            scene, "load_final", "This is not the last term of the programme.", by="reduced_hours", field="reason"
        )
    if kind == "commuter" and not record.commuter:
        raise refused(
            scene,
            "load_commuter",
            "The student is not recorded as one who commutes over the border.",
            by="commuter_miles",
            field="reason",
        )


def resumed_after(record: Student, scene: Scene) -> None:
    """Put on the record the last day of the latest load after which a full course is resumed."""
    table = scene.law.codes("reduced_load_kinds")
    ends = [
        load.ends
        for load in record.loads.filter(cancelled_on=None)
        if (row := table.get(load.reason, scene.day)) is not None and row.attributes["resume"]
    ]
    record.load_until = max(ends, default=None)


def _kind(table: Any, load: ReducedLoad, scene: Scene) -> str:
    row = table.get(load.reason, scene.day)
    return str(row.attributes["kind"]) if row is not None else ""


def _load(record: Student, reason: str, starts: date, ends: date, scene: Scene) -> ReducedLoad:
    found = record.loads.filter(reason=reason, starts=starts, ends=ends, cancelled_on=None).first()
    if found is None:
        raise refused(scene, "load_none", "No such reduced load stands.", field="starts")
    return found
