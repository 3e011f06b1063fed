"""A running deadline is reckoned again: from when it truly began, or to the day that was agreed since."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from pydantic import Field

from limen.core.clocks.acts import CLOCK, KEEP, reckoned, warned
from limen.core.clocks.models import RunningClock
from limen.core.places.models import Place
from limen.kernel import Act, Ref, Scene


class RedateClock(Act, key="clocks.redate", on=CLOCK, permission="clocks.keep", authorities=KEEP, automatic=True):
    """Reckon a deadline again from when it truly began."""

    began: Annotated[datetime, Field(title="Began")]

    def apply(self, record: RunningClock, scene: Scene) -> RunningClock:
        """Move the beginning and the end; the ledger keeps what they were."""
        scene.facts["was"] = record.started_at
        record.started_at = self.began
        record.due_at = reckoned(record, scene.at)
        return warned(record, scene)


class ArrangeClock(Act, key="clocks.arrange", on=CLOCK, permission="clocks.keep", authorities=KEEP, automatic=True):
    """Let a deadline end on the day that was agreed or granted, and be answered where it was."""

    until: Annotated[datetime | None, Field(title="When it ends; as the law says, when left out")] = None
    answers_at: Annotated[UUID | None, Ref("places.place"), Field(title="The place that answers from now on")] = None

    def apply(self, record: RunningClock, scene: Scene) -> RunningClock:
        """Never later than the law lets it run from its beginning; the ledger keeps what was agreed before."""
        scene.facts["was"] = record.due_at
        record.until = self.until
        if self.answers_at is not None and self.answers_at != record.place_id:
            scene.facts["answered_at"] = record.place_id
            record.place, record.owner = Place.objects.get(pk=self.answers_at), None
            record.zone_name = record.place.zone.key
        record.due_at = reckoned(record, scene.at)
        return warned(record, scene)


def arrange(key: str, record: Any, scene: Scene, *, until: datetime, answers_at: UUID | None = None) -> None:
    """Let the clocks of a rule that run for a record end on the day that was agreed or granted.

    Args:
        key: the law pack's key of the rule.
        record: what they run for.
        scene: the act's scene.
        until: when they end, unless the law lets them run no longer than to an earlier moment.
        answers_at: the place whose people answer from now on; the same as before when left out.
    """
    for clock in RunningClock.objects.filter(key=key, subject=record.pk, state__in=("running", "tolled")):
        scene.perform(ArrangeClock(until=until, answers_at=answers_at), on=clock)
