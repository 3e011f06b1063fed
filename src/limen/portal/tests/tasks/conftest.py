"""The public site as it is shipped, held in memory, with some of its languages offered."""

from __future__ import annotations

import pytest
from django.core.cache import cache

from limen.portal import site
from limen.portal.tests.tasks.scenes import shipped
from tests.conftest import noon, service, shared_data

__all__ = ["noon", "service", "shared_data"]


@pytest.fixture(autouse=True)
def _the_site(monkeypatch: pytest.MonkeyPatch, noon: None) -> None:
    """Show the shipped site, with nothing counted yet, on the day the scenes are set on."""
    monkeypatch.setattr(site, "current", shipped)
    cache.clear()
