"""Criteria whose last day is past are lapsed by the sweep of the node."""

from __future__ import annotations

from typing import Any

import pytest
import time_machine

from limen.config.upkeep import sweep
from limen.core.criteria.models import Criterion
from limen.core.criteria.tests.scenes import NOON, approved
from tests.factories import Service

pytestmark = pytest.mark.django_db


@time_machine.travel(NOON, tick=True)
def test_the_sweep_does_what_is_due(service: Service, settings: Any, tmp_path: Any) -> None:
    settings.DATA_DIR = tmp_path
    record = approved(service)
    with time_machine.travel("2027-02-24T17:00:00Z", tick=True):
        done = sweep()
    assert (done.lapsed, done.faults) == (1, [])
    assert Criterion.objects.get(pk=record.pk).reason == "Its last day has passed."
