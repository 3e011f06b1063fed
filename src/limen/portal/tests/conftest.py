"""The suite's fixtures, for the tests that live beside the site; every story of it is told on one day."""

from __future__ import annotations

import pytest

from tests.conftest import noon, service, shared_data

__all__ = ["noon", "service", "shared_data"]


@pytest.fixture(autouse=True)
def _noon(noon: None) -> None:
    """The day of the scenes."""
