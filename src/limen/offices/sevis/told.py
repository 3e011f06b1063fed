"""What students and visitors tell of themselves: what students report alone, what waits, and the code they need."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

from limen.core.access.codes import code_of
from limen.offices.sevis.models import Happening, Student, Training, Visitor

TOLD = "student_told"
"""The kind of what a student told; it waits until the school has entered it or set it aside."""

ADDRESS, EMPLOYER = "address", "employer"
"""What a kind of training may say that its students report alone."""


def code_for(record: Student | Visitor, nonce: str) -> str:
    """Return the code of one opening of somebody's own page; another e-mail address on record makes it another."""
    return code_of(nonce, f"{record.pk}:{record.email}")


def waiting(record: Student) -> Happening | None:
    """Return what a student told and the school has not dealt with."""
    return next((row for row in record.happenings.all() if row.kind == TOLD and row.ends is None), None)


def told_alone(record: Student, what: str, law: Any, day: date) -> Training | None:
    """Return the training in which a student reports something alone on a day; None where the school enters it."""
    kinds = law.codes("training_kinds")
    rows = record.trainings.filter(step="approved", starts__lte=day, ends__gte=day)
    return next((row for row in rows if what in kinds.get(row.kind, day).attributes.get("tells", ())), None)


def report_rule(law: Any, day: date) -> Any:
    """Return the provision that says in how many days a school enters what a student told it."""
    return law.clock("sevis.report_change").on(day)


def last_to_enter(told: Happening, record: Student, rule: Any) -> date:
    """Return the last day on which a school enters what a student told, by the provision, at the school."""
    zone = record.place.zone
    begun = datetime.combine(told.starts, time.min, tzinfo=zone)
    last: datetime = rule.due(begun, zone=zone)
    return last.astimezone(zone).date()
