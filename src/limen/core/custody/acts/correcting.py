"""Correcting when a person came or went. What was recorded before stays on the record, while held and after."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field

from limen.core.access.gate import account_of
from limen.core.clocks.book import LIVE
from limen.core.clocks.models import RunningClock
from limen.core.clocks.redating import RedateClock
from limen.core.custody import rules
from limen.core.custody.models import Correction, Stay, Stint
from limen.core.people.queries import one_person
from limen.kernel import Act, BadInput, GuardRefused, Problem, Scene

STAY = rules.STAY
CORRECT = ("custody.correct",)
Why = Annotated[str, Field(title="Why", min_length=5, max_length=500)]


class CorrectStint(Act, key="custody.correct", on=STAY, permission="custody.correct", authorities=CORRECT):
    """Correct when a person came to a place."""

    stint: Annotated[UUID, Field(title="Stint")]
    since: Annotated[datetime, Field(title="Came at")]
    why: Why

    def guard(self, record: Stay, scene: Scene) -> None:
        """The stints before and after still touch it, and no other stay is overlapped."""
        stint, before = self._found(record)
        earliest = before.since if before is not None else _last_end(record)
        _within("since", self.since, earliest, stint.until or scene.at)

    def apply(self, record: Stay, scene: Scene) -> Stay:
        """Move the boundary, and every deadline that began there."""
        stint, before = self._found(record)
        was = stint.since
        _keep(stint, was, self.since, self.why, scene)
        stint.since = self.since
        stint.save(update_fields=["since"])
        if before is None:
            record.began_at = self.since
        else:
            before.until = self.since
            before.save(update_fields=["until"])
        _redate(record, was, self.since, scene)
        return record

    def _found(self, record: Stay) -> tuple[Stint, Stint | None]:
        rows = list(record.stints.order_by("since", "id"))
        for number, row in enumerate(rows):
            if row.pk == self.stint:
                return row, rows[number - 1] if number else None
        raise GuardRefused("That stint is not of this stay.")


class CorrectLeaving(Act, key="custody.correct_leaving", on=STAY, permission="custody.correct", authorities=CORRECT):
    """Correct when a person left custody."""

    left_at: Annotated[datetime, Field(title="Left at")]
    why: Why

    def guard(self, record: Stay, scene: Scene) -> None:
        """After the person came to the last place, before any next stay, and not ahead."""
        last = _last(record)
        following = _next_start(record)
        _within("left_at", self.left_at, last.since, min(following, scene.at) if following else scene.at)

    def apply(self, record: Stay, scene: Scene) -> Stay:
        """Move the end of the stay and of its last stint, and every deadline that began there."""
        stint, was = _last(record), record.ended_at or scene.at
        _keep(stint, was, self.left_at, self.why, scene)
        stint.until = record.ended_at = self.left_at
        stint.save(update_fields=["until"])
        _redate(record, was, self.left_at, scene)
        return record


def _within(field: str, moment: datetime, earliest: datetime | None, latest: datetime) -> None:
    if moment.tzinfo is None or moment > latest or (earliest is not None and moment < earliest):
        raise BadInput(
            "That moment lies outside what the record allows.",
            problems=[Problem(field, "custody.overlap", "Give a moment between what came before and what came after.")],
        )


def _keep(stint: Stint, was: datetime, now: datetime, why: str, scene: Scene) -> None:
    Correction.objects.create(stint=stint, was=was, now=now, why=why, at=scene.at, by=account_of(scene.actor))


def _redate(record: Stay, was: datetime, now: datetime, scene: Scene) -> None:
    for clock in RunningClock.objects.filter(person=record.person_id, started_at=was, state__in=LIVE):
        scene.perform(RedateClock(began=now), on=clock)


def _last(record: Stay) -> Stint:
    found = record.stints.order_by("since", "id").last()
    if found is None:
        raise GuardRefused("The stay has no stint.")
    return found


def _last_end(record: Stay) -> datetime | None:
    """Return when the stay before ended, under whichever record of the person it is kept."""
    earlier = Stay.objects.filter(person__in=one_person(record.person_id), began_at__lte=record.began_at)
    ends = earlier.exclude(pk=record.pk).exclude(ended_at=None).order_by("-ended_at", "-pk")
    found: datetime | None = ends.values_list("ended_at", flat=True).first()
    return found


def _next_start(record: Stay) -> datetime | None:
    later = Stay.objects.filter(person__in=one_person(record.person_id), began_at__gte=record.ended_at)
    found: datetime | None = (
        later.exclude(pk=record.pk).order_by("began_at", "pk").values_list("began_at", flat=True).first()
    )
    return found
