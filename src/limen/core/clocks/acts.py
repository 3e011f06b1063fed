"""What happens to a running clock. The system does all but the last: a breach is closed by a person, with a reason."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID
from zoneinfo import ZoneInfo

from pydantic import Field

from limen.core.clocks.models import RunningClock, Toll
from limen.core.places.models import Place
from limen.kernel import Act, Personal, Scene
from limen.kernel.clocks import calendar, due

CLOCK = "clocks.runningclock"
KEEP = ("records.keep",)


class StartClock(Act, key="clocks.start", on=CLOCK, permission="clocks.keep", authorities=KEEP, automatic=True):
    """Start a clock."""

    clock: Annotated[str, Field(title="Clock")]
    mark: Annotated[str, Field(title="Event")]
    subject_record: Annotated[str, Field(title="Record type")]
    subject: Annotated[UUID, Field(title="Record")]
    person: Annotated[UUID | None, Field(title="Person")] = None

    def apply(self, record: Any, scene: Scene) -> RunningClock:
        """Keep the provision in force on the day and when it runs out."""
        rule = scene.law.clock(self.clock)
        provision = rule.on(scene.day)
        return RunningClock(
            key=self.clock,
            title=rule.title,
            citation=provision.citation,
            amount=provision.value,
            unit=provision.unit,
            calendar=provision.calendar,
            rolls=provision.rolls,
            zone_name=scene.place.zone.key,
            subject_record=self.subject_record,
            subject=self.subject,
            person_id=self.person,
            place=Place.objects.filter(pk=scene.place.id).first(),
            owner_role=rule.owner_role,
            started_at=scene.at,
            due_at=provision.due(scene.at, zone=scene.place.zone),
        )


class TollClock(Act, key="clocks.toll", on=CLOCK, permission="clocks.keep", authorities=KEEP, automatic=True):
    """Stop a clock from running for a while."""

    mark: Annotated[str, Field(title="Event")]

    def apply(self, record: RunningClock, scene: Scene) -> RunningClock:
        """Open an interval."""
        Toll.objects.create(clock=record, since=scene.at, mark=self.mark)
        return record


class ResumeClock(Act, key="clocks.resume", on=CLOCK, permission="clocks.keep", authorities=KEEP, automatic=True):
    """Let a tolled clock run again."""

    mark: Annotated[str, Field(title="Event")]

    def apply(self, record: RunningClock, scene: Scene) -> RunningClock:
        """Close the interval and reckon again."""
        record.tolls.filter(until=None).update(until=scene.at)
        record.due_at = reckoned(record, scene.at)
        return record


class SatisfyClock(Act, key="clocks.satisfy", on=CLOCK, permission="clocks.keep", authorities=KEEP, automatic=True):
    """Meet a deadline."""

    mark: Annotated[str, Field(title="Event")]

    def apply(self, record: RunningClock, scene: Scene) -> RunningClock:
        """Say when."""
        record.ended_at = scene.at
        return record


class BreachClock(Act, key="clocks.breach", on=CLOCK, permission="clocks.keep", authorities=KEEP, automatic=True):
    """Record that a deadline passed unmet."""


class MeetLate(Act, key="clocks.meet_late", on=CLOCK, permission="clocks.keep", authorities=KEEP, automatic=True):
    """Record that what was due was done after its deadline; the breach still wants a reason."""

    mark: Annotated[str, Field(title="Event")]

    def apply(self, record: RunningClock, scene: Scene) -> RunningClock:
        """Say when."""
        record.ended_at = scene.at
        return record


class ExplainBreach(Act, key="clocks.explain", on=CLOCK, permission="clocks.explain", authorities=KEEP):
    """Close a breached clock with a written reason."""

    reason: Annotated[str, Personal, Field(title="Reason", min_length=20, max_length=4000)]

    def apply(self, record: RunningClock, scene: Scene) -> RunningClock:
        """Keep the reason."""
        record.reason = self.reason
        record.ended_at = record.ended_at or scene.at
        return record


def reckoned(clock: RunningClock, now: datetime) -> datetime:
    """Return when a clock runs out, its tolled intervals added back."""
    return due(
        clock.started_at,
        clock.amount,
        clock.unit,  # type: ignore[arg-type]  # stored from a provision whose unit the law pack's schema checked
        zone=ZoneInfo(clock.zone_name),
        calendar=calendar(clock.calendar),
        tolled=list(clock.tolls.values_list("since", "until")),
        now=now,
        rolls=clock.rolls,
    )
