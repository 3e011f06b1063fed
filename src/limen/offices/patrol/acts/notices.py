"""The notice of a seizure put off: once by headquarters, after that only by a court."""

from __future__ import annotations

from abc import abstractmethod
from datetime import date, datetime
from typing import Annotated, ClassVar

from pydantic import Field

from limen.core.clocks.acts import SatisfyClock, StartClock
from limen.core.clocks.models import RunningClock
from limen.kernel import Act, Code, GuardRefused, Lines, Personal, Scene
from limen.offices.patrol.acts.dispositions import SUPERVISE
from limen.offices.patrol.models import Seizure

SEIZURE = "patrol.seizure"
PUT_OFF = ("seize.notice_extend",)
NOTICES = (
    "patrol.seizure_notice",
    "patrol.seizure_notice_adopted",
    "patrol.seizure_notice_extended",
    "patrol.seizure_notice_court",
)
"""The clocks within which notice is sent, in the order they follow each other."""
LIVE = ("running", "tolled")


def waiting(record: Seizure) -> RunningClock:
    """Return the deadline of the notice that runs.

    Raises:
        GuardRefused: when none does: notice was sent, or the time is over.
    """
    rows = RunningClock.objects.filter(subject_record=record.record_type, subject=record.pk, key__in=NOTICES)
    found = rows.filter(state__in=LIVE).order_by("-due_at", "-pk").first()
    if found is None:
        raise GuardRefused("No notice of this seizure is due.")
    return found


class _PutOff(Act):
    """What putting off a notice says, and does to its deadline."""

    clock: ClassVar[str]
    by: ClassVar[str]

    reason: Annotated[str, Code("notice_delays"), Field(title="What notice would endanger", max_length=16)]
    says: Annotated[str, Personal, Lines(3), Field(title="What shows it", min_length=10, max_length=2000)]

    def guard(self, record: Seizure, scene: Scene) -> None:
        """The time to send notice still runs."""
        if waiting(record).due_at < scene.at:
            raise GuardRefused("The time to send notice is over; it cannot be put off any more.")

    @abstractmethod
    def official(self) -> str:
        """Return who put it off, as the record keeps it."""

    def apply(self, record: Seizure, scene: Scene) -> Seizure:
        """End the deadline that runs, and begin the next where it would have ended."""
        before = waiting(record)
        act = StartClock(
            clock=self.clock,
            mark=self.clock,
            subject_record=record.record_type,
            subject=record.pk,
            began=before.due_at,
        )
        after = scene.perform(act).record
        scene.perform(SatisfyClock(mark="patrol.seizure_notice_put_off"), on=before)
        said = {"by": self.by, "who": self.official(), "reason": self.reason, "on": scene.day.isoformat()}
        record.put_off = [*record.put_off, {**said, "until": _day(after.due_at, after).isoformat()}]
        scene.facts["until"] = after.due_at
        return record


def _day(moment: datetime, clock: RunningClock) -> date:
    return moment.astimezone(clock.zone).date()


class PutOffNotice(_PutOff, key="patrol.put_off_notice", on=SEIZURE, permission=SUPERVISE, authorities=PUT_OFF):
    """Put off the notice of a seizure, as an official in headquarters decided; once."""

    clock = "patrol.seizure_notice_extended"
    by = "headquarters"
    who: Annotated[str, Field(title="Official in headquarters, name and title", min_length=3, max_length=120)]

    def guard(self, record: Seizure, scene: Scene) -> None:
        """Headquarters puts it off once, and before any court did."""
        super().guard(record, scene)
        if record.put_off:
            raise GuardRefused(
                "The notice was put off already; only a court puts it off further.",
                citation=scene.provision.citation if scene.provision else "",
            )

    def official(self) -> str:
        """Return the official."""
        return self.who


class CourtPutsOffNotice(
    _PutOff, key="patrol.court_puts_off_notice", on=SEIZURE, permission=SUPERVISE, authorities=PUT_OFF
):
    """Record that a court put off the notice of a seizure."""

    clock = "patrol.seizure_notice_court"
    by = "court"
    court: Annotated[str, Field(title="Court", min_length=2, max_length=120)]
    number: Annotated[str, Field(title="Case number", min_length=1, max_length=60)]

    def official(self) -> str:
        """Return the court with the number of its case."""
        return f"{self.court}, {self.number}"
