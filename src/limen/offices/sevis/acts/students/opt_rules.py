"""What the rules allow of optional training, and which training is meant."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from limen.core.people.queries import one_person
from limen.kernel import Scene
from limen.kernel.clocks import add_months
from limen.offices.sevis.acts.students.work import after_a_year, no_overlap, one_of
from limen.offices.sevis.models import Student, Training
from limen.offices.sevis.ruling import days_of, months_after, number, refused, whole_months
from limen.offices.sevis.training_limits import AFTER, curricular_ends_optional, optional_left

ASKED = ("recommended", "approved")
DAY = timedelta(days=1)


def training(record: Student, starts: date, ends: date, scene: Scene, *, steps: tuple[str, ...] = ASKED) -> Training:
    """Return the optional training that has these days, as the wire names it.

    Raises:
        GuardRefused: when none has.
    """
    kinds = ("opt_pre_full", "opt_pre_part", *AFTER)
    return one_of(record.trainings.filter(kind__in=kinds, starts=starts, ends=ends, step__in=steps), scene)


def stem_of(law: Any, field: str, day: date) -> str:
    """Return whether a field is of science and technology: ``core``, ``listed`` (an official confirms it) or ``no``."""
    row = law.codes("programme_series").get(field[:2], day)
    return str(row.attributes["stem"]) if row is not None else "no"


def refresh(record: Student) -> None:
    """Put on the record the days of its training after completion, as they are now."""
    rows = list(record.trainings.filter(kind__in=AFTER, step="approved"))
    first = [row for row in rows if row.kind != "opt_stem"]
    stem = [row for row in rows if row.kind == "opt_stem"]
    record.opt_from = min((row.starts for row in first), default=None)
    record.opt_until = max((row.ends for row in first), default=None)
    record.stem_from = min((row.starts for row in stem), default=None)
    record.stem_until = max((row.ends for row in stem), default=None)


def recommendable(
    record: Student, kind: str, starts: date, ends: date, scene: Scene, *, but: Training | None = None
) -> None:
    """Refuse optional training that the rules do not allow.

    Raises:
        GuardRefused: with the paragraph.
    """
    if ends < starts:
        raise refused(scene, "dates", "It ends no earlier than it starts.", field="ends")
    row = scene.law.codes("student_levels").get(record.level, scene.day)
    if row is not None and not row.attributes["training"]:
        raise refused(scene, "training_level", f"No practical training follows from this level ({row.title.lower()}).")
    if record.transfer_pending:
        raise refused(
            scene, "transfer_pending", "The record waits to pass to another school, which recommends training."
        )
    _no_other(record, kind, starts, ends, scene, but)
    if kind == "m_training":
        _vocational(record, starts, ends, scene, but)
    elif kind == "opt_post":
        _after(record, starts, ends, scene)
    else:
        _before(record, starts, ends, scene)
    if kind != "m_training":
        _within(record, kind, starts, ends, scene, but)
    no_overlap(record, starts, ends, kind != "opt_pre_part", scene, but=but)


def _after(record: Student, starts: date, ends: date, scene: Scene) -> None:
    first = record.ends - timedelta(days=number(scene, "opt_before_days"))
    last = record.ends + timedelta(days=number(scene, "opt_after_days"))
    if not first <= scene.day <= last:
        key = "opt_before_days" if scene.day < first else "opt_after_days"
        raise refused(
            scene,
            "opt_window",
            f"Training after completion is applied for from {first:%Y-%m-%d} to {last:%Y-%m-%d}.",
            by=key,
        )
    latest = record.ends + timedelta(days=number(scene, "opt_start_days"))
    if not record.ends < starts <= latest:
        raise refused(
            scene,
            "opt_start",
            f"It starts after the programme ends, and by {latest:%Y-%m-%d}.",
            by="opt_start_days",
            field="starts",
        )
    done = add_months(record.ends, number(scene, "opt_complete_months"))
    if ends > done:
        raise refused(scene, "opt_complete", f"It is over by {done:%Y-%m-%d}.", by="opt_complete_months", field="ends")


def _before(record: Student, starts: date, ends: date, scene: Scene) -> None:
    if record.state != "active":
        raise refused(
            scene,
            "opt_before_completed",
            "The programme is over; only training after completion is left.",
            field="completion",
        )
    if ends > record.ends:
        raise refused(
            scene, "opt_before_end", "Training before completion ends no later than the programme.", field="ends"
        )
    if starts < scene.day:
        raise refused(scene, "opt_start", "Training begins after it is recommended.", field="starts")
    after_a_year(record, starts, scene)


def _no_other(record: Student, kind: str, starts: date, ends: date, scene: Scene, but: Training | None) -> None:
    """Refuse optional training while other optional training stands: a batch names each by its days alone."""
    reported = scene.law.codes("training_kinds").get(kind, scene.day).attributes["event"]
    kinds = [row.code for row in scene.law.codes("training_kinds").all() if row.attributes["event"] == reported]
    rows = record.trainings.filter(kind__in=kinds, step__in=ASKED, starts__lte=ends, ends__gte=starts)
    if (rows.exclude(pk=but.pk) if but is not None else rows).exists():
        raise refused(
            scene,
            "opt_overlap",
            "Other optional training stands for part of that time.",
            field="starts",
        )


def _within(record: Student, kind: str, starts: date, ends: date, scene: Scene, but: Training | None) -> None:
    if curricular_ends_optional(record, scene.law, scene.day):
        raise refused(
            scene,
            "cpt_ended_opt",
            "A year of full-time curricular training at this level ends eligibility.",
            by="cpt_full_months",
        )
    share = scene.law.codes("training_kinds").get(kind, scene.day).attributes["share"]
    left = optional_left(record, scene.law, scene.day, starts, but=but)
    if days_of(starts, ends) * share / 100 > left:
        text = f"{max(0, int(left))} days of optional training are left at this level."
        raise refused(scene, "opt_months", text, by="opt_months", field="ends")


def _vocational(record: Student, starts: date, ends: date, scene: Scene, but: Training | None) -> None:
    """Refuse an M-1 student's training beyond what study has earned."""
    first = record.ends - timedelta(days=number(scene, "m_training_before_days"))
    if not first <= scene.day <= record.ends:
        raise refused(
            scene,
            "m_training_window",
            f"Training is applied for from {first:%Y-%m-%d} to the end of the programme.",
            by="m_training_before_days",
        )
    if starts <= record.ends:
        raise refused(scene, "opt_start", "An M-1 student trains after completion.", field="starts")
    studied = whole_months(record.first_started or record.starts, record.ends)
    earned = min(studied // number(scene, "m_training_study_months"), number(scene, "m_training_months"))
    others = Training.objects.filter(
        student__person__in=one_person(record.person_id), kind="m_training", step__in=ASKED
    )
    spent = sum(days_of(item.starts, item.ends) for item in others if but is None or item.pk != but.pk)
    allowed = days_of(starts, months_after(starts, earned)) if earned else 0
    if spent + days_of(starts, ends) > allowed:
        raise refused(
            scene,
            "m_training_months",
            f"Study has earned {earned} months of training.",
            by="m_training_study_months",
            field="ends",
        )


def filed_mark(row: Training) -> str:
    """Return the event that the filing of a training is."""
    return "sevis.stem_filed" if row.kind == "opt_stem" else "sevis.opt_filed"


def off_mark(row: Training) -> str:
    """Return the event that the end of a recommended training is."""
    return "sevis.stem_cancelled" if row.kind == "opt_stem" else "sevis.opt_cancelled"
