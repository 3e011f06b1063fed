"""Deadlines as they run: a term that ends on a day nobody works runs to the next that somebody does."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
import time_machine

from limen.core.access.gate import NODE, SYSTEM
from limen.core.clocks import acts
from limen.core.clocks.models import RunningClock
from limen.kernel import perform
from tests.factories import Service, setup

pytestmark = pytest.mark.django_db
DECIDED = datetime(2026, 11, 27, 15, tzinfo=UTC)
"""The thirtieth day after it is a Sunday."""


def test_an_appeal_whose_last_day_is_a_sunday_runs_to_the_monday_also_once_it_stood_still(service: Service) -> None:
    began = acts.StartClock(
        clock="removal.appeal",
        mark="removal.judge_decided",
        subject_record="people.person",
        subject=service.person().pk,
    )
    with time_machine.travel(DECIDED, tick=False):
        setup(began)
        running = RunningClock.objects.get()
        last = running.due_at
        assert f"{last.astimezone(ZoneInfo(running.zone_name)):%A %d %B}" == "Monday 28 December"
        for act in (acts.TollClock(mark="test"), acts.ResumeClock(mark="test")):
            running = perform(act, on=running, by=SYSTEM, at=NODE, purpose="administration").record
    assert running.due_at == last
