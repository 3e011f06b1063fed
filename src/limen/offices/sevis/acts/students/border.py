"""The fee, the visa, and the port: what comes before the first term."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Annotated

from pydantic import Field

from limen.kernel import Act, Scene
from limen.offices.sevis.acts.common import RECORD, STUDENT
from limen.offices.sevis.acts.students.common import OnStudent
from limen.offices.sevis.models import Student
from limen.offices.sevis.ruling import number, refused, warn


class RecordFee(OnStudent, key="sevis.record_fee", on=STUDENT, permission=RECORD, authorities=("sevis.fee",)):
    """Record that the fee of Form I-901 was paid, or that the student is exempt."""

    paid_on: Annotated[date | None, Field(title="Paid on")] = None
    amount: Annotated[int | None, Field(title="Dollars", ge=0, le=10_000)] = None
    receipt: Annotated[str, Field(title="Receipt number", max_length=40)] = ""
    exempt: Annotated[str, Field(title="Or why exempt", max_length=200)] = ""

    def check(self, record: Student, scene: Scene) -> None:
        """It was paid by now, in full, or a reason is given."""
        if bool(self.exempt) == (self.paid_on is not None):
            raise refused(
                scene, "fee_or_exempt", "Give the day of payment, or why the student is exempt.", field="paid_on"
            )
        if self.paid_on is not None and self.paid_on > scene.day:
            raise refused(scene, "fee_future", "A fee is recorded once it is paid.", field="paid_on")
        due = fee_due(self.paid_on, scene)
        if self.paid_on is not None and self.amount is not None and self.amount < due:
            raise refused(
                scene, "fee_short", f"The fee on that day was {due} dollars.", by="fee_student", field="amount"
            )

    def apply(self, record: Student, scene: Scene) -> Student:
        """Keep it."""
        record.fee_paid_on, record.fee_exempt, record.fee_receipt = self.paid_on, self.exempt, self.receipt
        scene.marks.append("sevis.fee_exempted" if self.exempt else "sevis.fee_paid")
        if self.paid_on is not None:
            record.fee_amount = self.amount if self.amount is not None else fee_due(self.paid_on, scene)
        return record


class NoteVisa(
    Act,
    key="sevis.note_visa",
    on=STUDENT,
    permission="sevis.keep",
    authorities=("sevis.oversee",),
    marks=("sevis.visa_issued",),
    automatic=True,
):
    """Note that a visa was issued to a student."""

    issued_on: Annotated[date, Field(title="Issued on")]

    def guard(self, record: Student, scene: Scene) -> None:
        """The fee comes before the visa."""
        require_fee(record, scene)

    def apply(self, record: Student, scene: Scene) -> Student:
        """Keep the day."""
        record.visa_issued_on = self.issued_on
        return record


class NoteArrival(
    Act,
    key="sevis.note_arrival",
    on=STUDENT,
    permission="sevis.keep",
    authorities=("sevis.oversee",),
    marks=("sevis.returned",),
    automatic=True,
):
    """Note that a student was admitted at a port."""

    admitted_on: Annotated[date, Field(title="Admitted on")]

    def apply(self, record: Student, scene: Scene) -> Student:
        """Keep the day; what the rules ask before entry is told where it is missing."""
        if record.admitted_on is None and record.visa_type == "M-1":
            scene.marks.append("sevis.m_admitted")
        record.admitted_on, record.departed_on = self.admitted_on, None
        if not fee_settled(record):
            warn(scene, "The fee of Form I-901 is not on record.", by="fee_student")
        if record.state == "initial" and self.admitted_on < earliest_entry(record, scene):
            warn(scene, "Admitted earlier than the programme allows.", by="early_entry_days")
        return record


class NoteDeparture(
    Act,
    key="sevis.note_departure",
    on=STUDENT,
    permission="sevis.keep",
    authorities=("sevis.oversee",),
    automatic=True,
):
    """Note that a student left the country."""

    left_on: Annotated[date, Field(title="Left on")]

    def apply(self, record: Student, scene: Scene) -> Student:
        """Keep the day."""
        record.departed_on = self.left_on
        scene.marks.append("sevis.left_country" if record.state == "active" else "sevis.departed")
        return record


def fee_settled(record: Student) -> bool:
    """Return whether the fee of Form I-901 was paid, or need not be."""
    return record.fee_paid_on is not None or bool(record.fee_exempt)


def require_fee(record: Student, scene: Scene) -> None:
    """Refuse what the fee comes before."""
    if not fee_settled(record):
        raise refused(scene, "fee_missing", "The fee of Form I-901 is to be paid first.", by="fee_student")


def fee_due(day: date | None, scene: Scene) -> int:
    """Return the fee as it was on a day."""
    return int(scene.law.value("sevis.fee_student", day or scene.day).value)


def earliest_entry(record: Student, scene: Scene) -> date:
    """Return the first day on which a new student may be admitted."""
    return record.starts - timedelta(days=number(scene, "early_entry_days"))
