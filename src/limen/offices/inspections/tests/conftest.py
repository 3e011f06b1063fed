"""The suite's fixtures, for the tests that live beside the office; every story of the office is told on one day."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import time_machine

from limen.offices.inspections.tests.scenes import NOON
from tests.conftest import service, shared_data

__all__ = ["service", "shared_data"]


@pytest.fixture(autouse=True)
def _noon() -> Iterator[None]:
    """The day of the scenes, whatever day it is outside."""
    with time_machine.travel(NOON, tick=True):
        yield
