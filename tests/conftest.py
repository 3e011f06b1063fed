"""Fixtures the whole suite shares."""

from __future__ import annotations

from pathlib import Path

import pytest

SHARED = Path(__file__).resolve().parents[2] / "shared" / "data"


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """Return the folder of real data kept beside the checkout, or skip."""
    if not SHARED.is_dir():
        pytest.skip("the real data kept beside the checkout is absent")
    return SHARED
