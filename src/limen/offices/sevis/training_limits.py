"""What a student has used of practical training, and what is left: read from the record, reckoned by the law pack."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from limen.core.people.queries import one_person
from limen.offices.sevis import unemployment
from limen.offices.sevis.models import Student, Training
from limen.offices.sevis.models.training import OPEN
from limen.offices.sevis.ruling import months_after

CPT = ("cpt_full", "cpt_part")
OPTIONAL = ("opt_pre_full", "opt_pre_part", "opt_post")
AFTER = ("opt_post", "opt_stem", "m_training")
"""Trainings after completion, during which the status goes on."""
COUNTED = ("opt_post", "opt_stem")
"""Trainings in which days of unemployment count."""


@dataclass(frozen=True, slots=True)
class Unemployment:
    """Days of unemployment of a student in training.

    Args:
        used: days used so far.
        allowed: days allowed in all.
        until: the last day of training.
        exceeded_on: the first day beyond what is allowed, if nothing else happens.
        training: the training that the student is in, or was in last.
    """

    used: int
    allowed: int
    until: date
    exceeded_on: date | None
    training: Training

    @property
    def left(self) -> int:
        """Return how many days are left; never fewer than none."""
        return max(0, self.allowed - self.used)


def days_of(row: Training) -> int:
    """Return how many days a training has."""
    return (row.ends - row.starts).days + 1


def rank(law: Any, level: str, day: date) -> int:
    """Return the order of a level: a higher one earns further training."""
    row = law.codes("student_levels").get(level, day)
    return int(row.attributes["rank"]) if row is not None else 0


def standing(record: Student, kinds: Iterable[str], *, everywhere: bool = False) -> list[Training]:
    """Return trainings of some kinds that were not called off, of this record or of all the person's."""
    rows = Training.objects.filter(kind__in=list(kinds), step__in=OPEN)
    if everywhere:
        return list(rows.filter(student__person__in=one_person(record.person_id)))
    return list(rows.filter(student=record))


def optional_used(record: Student, law: Any, day: date, *, but: Training | None = None) -> float:
    """Return the days of optional training used at this level or a higher one; part time is counted by its share."""
    mine = rank(law, record.level, day)
    kinds = law.codes("training_kinds")
    total = 0.0
    for row in standing(record, OPTIONAL, everywhere=True):
        if rank(law, row.level, day) >= mine and (but is None or row.pk != but.pk):
            kind = kinds.get(row.kind, day)
            total += days_of(row) * kind.attributes["share"] / 100
    return total


def optional_left(record: Student, law: Any, day: date, starts: date, *, but: Training | None = None) -> float:
    """Return the days of optional training that are left at this level, for one that starts on a day."""
    months = int(law.value("sevis.opt_months", day).value)
    whole = (months_after(starts, months) - starts).days + 1
    return whole - optional_used(record, law, day, but=but)


def curricular_full(record: Student) -> int:
    """Return the days of full-time curricular training at this level; days of two at a time count once."""
    spans = sorted((row.starts, row.ends) for row in standing(record, ["cpt_full"]) if row.level == record.level)
    total, reached = 0, date.min
    for starts, last in spans:
        first = max(starts, reached + timedelta(days=1)) if reached > date.min else starts
        if last >= first:
            total += (last - first).days + 1
            reached = last
    return total


def curricular_ends_optional(record: Student, law: Any, day: date) -> bool:
    """Return whether full-time curricular training has ended eligibility for optional training at this level."""
    months = int(law.value("sevis.cpt_full_months", day).value)
    whole = (months_after(record.starts, months) - record.starts).days + 1
    return curricular_full(record) >= whole


def last_day(record: Student) -> date:
    """Return the last day of study, training and what goes on beyond them."""
    days = (record.ends, record.opt_until, record.stem_until, record.cap_gap_until)
    return max(day for day in days if day is not None)


def works_of(rows: Iterable[Training], least: int, part: int = 0) -> list[unemployment.Work]:
    """Return the times with the employers of trainings; of one without hours, full time reaches the least."""
    return [
        unemployment.Work(
            item.starts, item.ends, item.hours if item.hours is not None else least if item.full_time else part
        )
        for row in rows
        for item in row.employers.all()
    ]


def unemployed(record: Student, law: Any, day: date, rows: list[Training] | None = None) -> Unemployment | None:
    """Return the days of unemployment of a student's training after completion, up to a day; None when in none.

    Args:
        record: the student.
        law: the law pack.
        day: the day; what lies after it is not counted.
        rows: the trainings, with their employers, where they were read already.
    """
    if rows is None:
        rows = list(record.trainings.filter(kind__in=COUNTED, step="approved").prefetch_related("employers"))
    rows = sorted((row for row in rows if row.kind in COUNTED and row.step == "approved"), key=lambda row: row.starts)
    if not rows:
        return None
    stem = next((row for row in rows if row.kind == "opt_stem"), None)
    key = "sevis.unemployment_days_stem" if stem is not None else "sevis.unemployment_days"
    allowed, least = int(law.value(key, day).value), int(law.value("sevis.opt_min_hours", day).value)
    works = works_of(rows, least)
    ends = rows[-1].ends if record.ended_on is None else min(rows[-1].ends, record.ended_on)
    first, seen = rows[0].starts, min(day, ends)
    return Unemployment(
        used=unemployment.used(first, seen, works, least) if seen >= first else 0,
        allowed=allowed,
        until=ends,
        exceeded_on=unemployment.exceeded_on(first, ends, works, least, allowed),
        training=rows[-1],
    )
