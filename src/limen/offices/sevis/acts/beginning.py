"""Deadlines that count from a day, told of on a later one: they run from that day, and not from the telling."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

from limen.core.clocks.acts import MeetLate, SatisfyClock, StartClock
from limen.core.clocks.book import LIVE, concerning
from limen.core.clocks.redating import RedateClock
from limen.kernel import Scene


def begin(mark: str, record: Any, day: date, scene: Scene) -> None:
    """Start the deadlines of an event that count from its day, and end those that it meets.

    Args:
        mark: the event.
        record: whose it is.
        day: when it was, where the record is kept.
        scene: of the act that makes it known.
    """
    if day == scene.day:
        scene.marks.append(mark)
        return
    for rule in scene.law.clocks_satisfied_by(mark):
        for clock in concerning(rule.key, record, LIVE):
            scene.perform(MeetLate(mark=mark) if clock.state == "breached" else SatisfyClock(mark=mark), on=clock)
    began = datetime.combine(day, time.min, record.place.zone)
    for rule in scene.law.clocks_started_by(mark):
        if rule.on(scene.day) is None:
            continue
        act = StartClock(
            clock=rule.key,
            mark=mark,
            subject_record=record.record_type,
            subject=record.pk,
            person=record.person_id,
            answers_at=getattr(record, "answers_at", None),
        )
        scene.perform(RedateClock(began=began), on=scene.perform(act).record)
