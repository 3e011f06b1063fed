"""An order that nobody appealed is final by the sweep of the node, and its clocks run where the case is."""

from __future__ import annotations

from typing import Any

import pytest
import time_machine

from limen.config.upkeep import sweep
from limen.core.clocks.models import RunningClock
from limen.offices.removal.tests import case_scenes as scenes
from tests.factories import Service

pytestmark = pytest.mark.django_db


@time_machine.travel(scenes.NOON, tick=True)
def test_the_sweep_does_what_is_due(service: Service, settings: Any, tmp_path: Any) -> None:
    settings.DATA_DIR = tmp_path
    case = scenes.ordered(service)
    with time_machine.travel("2026-12-29T05:05:00Z", tick=True):
        done = sweep()
    case.refresh_from_db()
    assert (done.lapsed, done.faults, case.state) == (1, [], "final")
    clock = RunningClock.objects.get(key="removal.period")
    assert (clock.zone_name, clock.place_id) == ("America/New_York", service.jfk.pk)
