"""The clock book: what an act's events start, toll, resume and satisfy, by the law pack."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import lru_cache
from typing import Any

from django.db.models import Q, UUIDField

from limen.core.clocks import acts
from limen.core.clocks.models import RunningClock
from limen.core.prepared import Prepared, Slot
from limen.kernel import Act, Scene

LIVE = ("running", "tolled", "breached")
"""States of a deadline that has not ended."""


class ClockBook:
    """Keeps clocks as the door asks."""

    def observe(self, entry: Any, record: Any, scene: Scene, marks: Sequence[str]) -> None:
        """Start, toll, resume and satisfy what the events say; a clock whose rule is not in force does not start."""
        held = _Held(record, scene, marks)
        for mark in dict.fromkeys(marks):
            for rule in scene.law.clocks_satisfied_by(mark):
                held.each(rule, LIVE, lambda clock, mark=mark: _end(clock, mark))
            for rule in scene.law.clocks_tolled_by(mark):
                held.each(rule, ("running",), lambda _, mark=mark: acts.TollClock(mark=mark))
            for rule in scene.law.clocks_untolled_by(mark):
                held.each(rule, ("tolled",), lambda _, mark=mark: acts.ResumeClock(mark=mark))
            for rule in scene.law.clocks_started_by(mark):
                if rule.on(scene.day) is not None and not (rule.once and _runs(rule.key, record)):
                    self._start(rule.key, mark, record, scene)
                    held.begun(rule.key)

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
                began=scene.since.get(mark),
                until=scene.until.get(key),
            )
        )


class _Held:
    """The clocks that the events of an entry may touch, read together once, and again after one was touched.

    Args:
        record: what the entry is about.
        scene: of the act.
        marks: the events.
    """

    def __init__(self, record: Any, scene: Scene, marks: Sequence[str]) -> None:
        self._record, self._scene = record, scene
        self._keys = {rule.key for mark in marks for rule in _touched(scene.law, mark)}
        self._rows: list[RunningClock] | None = None

    def each(self, rule: Any, states: tuple[str, ...], make: Any) -> None:
        """Do an act to each clock of a rule that stands in some states."""
        if self._rows is None:
            self._rows = concerning(self._keys, self._record, LIVE)
        of_rule = [row for row in self._rows if row.key == rule.key and row.state in states]
        for clock in [row for row in of_rule if not (rule.apart and _of_another(row, self._record))]:
            act: Act | None = make(clock)
            if act is not None:
                self._scene.perform(act, on=clock)
                self.forget()

    def begun(self, key: str) -> None:
        """Take note that a clock of a rule has begun; one that no event here can touch changes nothing."""
        if key in self._keys:
            self.forget()

    def forget(self) -> None:
        """Read them again when next they are asked for: one has begun, or one of them changed."""
        self._rows = None


def _runs(key: str, record: Any) -> bool:
    """Return whether a clock of a rule runs for a record itself."""
    return any(row.subject == record.id for row in concerning(key, record, LIVE))


def _of_another(clock: RunningClock, record: Any) -> bool:
    """Return whether a clock runs for another record of the same kind."""
    return bool(clock.subject_record == record.record_type and clock.subject != record.id)


def _touched(law: Any, mark: str) -> tuple[Any, ...]:
    """Return the rules whose running clocks an event ends, stops or lets run on."""
    return (*law.clocks_satisfied_by(mark), *law.clocks_tolled_by(mark), *law.clocks_untolled_by(mark))


def concerning(keys: str | Collection[str], record: Any, states: tuple[str, ...]) -> list[RunningClock]:
    """Return the clocks of a rule, or of several, that run for a record, or for the person it is about."""
    person = getattr(record, "person_id", None)
    query = _running((keys,) if isinstance(keys, str) else tuple(sorted(keys)), states, of_person=bool(person))
    return query.all(subject=record.id, person=person)


@lru_cache(maxsize=1024)
def _running(keys: tuple[str, ...], states: tuple[str, ...], *, of_person: bool) -> Prepared[RunningClock]:
    """Return the query that asks for the clocks of some rules; which rules an event touches, the law pack says."""
    about = Q(subject=Slot("subject", UUIDField()))
    if of_person:
        about |= Q(person=Slot("person", UUIDField()))
    return Prepared(lambda: RunningClock.objects.filter(about, key__in=keys, state__in=states))


def _end(clock: RunningClock, mark: str) -> Act:
    if clock.state == "breached":
        return acts.MeetLate(mark=mark)
    return acts.SatisfyClock(mark=mark)
