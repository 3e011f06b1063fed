"""The suite's fixtures, for the tests that live beside the room; every story is told on one day."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.core.cache import cache

from tests.conftest import noon, service, shared_data

__all__ = ["noon", "service", "shared_data"]


@pytest.fixture(autouse=True)
def _noon(noon: None) -> None:
    """The day of the scenes."""


@pytest.fixture(autouse=True)
def _nobody_asked_yet() -> Iterator[None]:
    """Count what addresses ask from nothing, in every test."""
    cache.clear()
    yield
    cache.clear()
