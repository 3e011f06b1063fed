"""Deadlines that run, for tests of them."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from limen.core.access.gate import SYSTEM
from limen.core.clocks import acts
from limen.core.clocks.models import RunningClock
from limen.kernel import perform
from tests.factories import Service

AT = datetime(2026, 11, 25, 17, tzinfo=UTC)
WHY = "The kitchen was closed and nobody was sent out."


def begun(
    service: Service, key: str = "patrol.meal", mark: str = "custody.adult_booked_in_station", **more: Any
) -> Any:
    """Start a clock of a person at the airport and return it."""
    person = more.pop("person", None) or service.person()
    start = acts.StartClock(
        clock=key, mark=mark, subject_record="people.person", subject=person.pk, person=person.pk, **more
    )
    return perform(start, by=SYSTEM, at=service.jfk, purpose="administration").record


def did(act: Any, clock: Any, service: Service) -> RunningClock:
    """Let the system do something to a clock and return it."""
    record: RunningClock = perform(act, on=clock, by=SYSTEM, at=service.jfk, purpose="administration").record
    return record
