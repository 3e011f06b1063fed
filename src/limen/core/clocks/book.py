"""The clock book: what an act's events start, toll, resume and satisfy, by the law pack."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import Q

from limen.core.clocks import acts
from limen.core.clocks.models import RunningClock
from limen.kernel import Act, Scene

LIVE = ("running", "tolled", "breached")


class ClockBook:
    """Keeps clocks as the door asks."""

    def observe(self, entry: Any, record: Any, scene: Scene, marks: Sequence[str]) -> None:
        """Start, toll, resume and satisfy what the events say; a clock whose rule is not in force does not start."""
        for mark in dict.fromkeys(marks):
            for rule in scene.law.clocks_satisfied_by(mark):
                self._each(rule.key, record, scene, LIVE, lambda clock, mark=mark: _end(clock, mark))
            for rule in scene.law.clocks_tolled_by(mark):
                self._each(rule.key, record, scene, ("running",), lambda _, mark=mark: acts.TollClock(mark=mark))
            for rule in scene.law.clocks_untolled_by(mark):
                self._each(rule.key, record, scene, ("tolled",), lambda _, mark=mark: acts.ResumeClock(mark=mark))
            for rule in scene.law.clocks_started_by(mark):
                if rule.on(scene.day) is not None:
                    self._start(rule.key, mark, record, scene)

    def _start(self, key: str, mark: str, record: Any, scene: Scene) -> None:
        scene.perform(
            acts.StartClock(
                clock=key,
                mark=mark,
                subject_record=record.record_type,
                subject=record.id,
                person=getattr(record, "person_id", None),
                # what one place decides, another's people may have to answer: a school, for what was asked of it
                answers_at=getattr(record, "answers_at", None),
            )
        )

    def _each(self, key: str, record: Any, scene: Scene, states: tuple[str, ...], make: Any) -> None:
        for clock in concerning(key, record, states):
            act: Act | None = make(clock)
            if act is not None:
                scene.perform(act, on=clock)


def concerning(key: str, record: Any, states: tuple[str, ...]) -> list[RunningClock]:
    """Return the clocks of a rule that run for a record, or for the person it is about."""
    rows = RunningClock.objects.filter(key=key, state__in=states)
    person = getattr(record, "person_id", None)
    return list(rows.filter(Q(subject=record.id) | Q(person=person) if person else Q(subject=record.id)))


def _end(clock: RunningClock, mark: str) -> Act:
    if clock.state == "breached":
        return acts.MeetLate(mark=mark)
    return acts.SatisfyClock(mark=mark)
