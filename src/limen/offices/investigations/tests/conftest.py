"""The suite's fixtures, for the tests that live beside the office; every story of the office is told on one day."""

from __future__ import annotations

import pytest

from tests.conftest import noon, service, shared_data

__all__ = ["noon", "service", "shared_data"]


@pytest.fixture(autouse=True)
def _noon(noon: None) -> None:
    """The day of the scenes."""
