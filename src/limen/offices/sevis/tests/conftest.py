"""What every test of SEVIS begins with."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import time_machine

from limen.offices.sevis.tests.scenes import Campuses, campuses
from tests.factories import open_service


@pytest.fixture
def morning() -> Iterator[time_machine.Coordinates]:
    """Stand at the first Monday of term."""
    with time_machine.travel("2026-08-31T13:00:00+00:00", tick=False) as clock:
        yield clock


@pytest.fixture
def at(db: None, morning: time_machine.Coordinates) -> Campuses:
    """Make a school and a sponsor with their people."""
    return campuses(open_service())
