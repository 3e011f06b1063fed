"""What the workers of a machine count together: each attempt once, and no longer than it was to be counted."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import time_machine

from limen.core.access.cache import ROOM_SECONDS, SharedFileCache

NOON = datetime(2026, 11, 30, 12, 0, tzinfo=UTC)
HOUR = 3600


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> SharedFileCache:
    monkeypatch.setattr(SharedFileCache, "_room_made", -ROOM_SECONDS)
    return SharedFileCache(str(tmp_path), {})


def files(cache: SharedFileCache) -> int:
    return len(list(Path(cache._dir).glob("*.djcache")))  # type: ignore[attr-defined]


def test_what_is_counted_in_an_hour_is_counted_until_the_hour_is_over(cache: SharedFileCache) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        assert cache.add("locator:192.0.2.1", 1, HOUR)
        for minutes, count in ((5, 2), (25, 3), (59, 4)):
            clock.move_to(NOON + timedelta(minutes=minutes))
            assert cache.incr("locator:192.0.2.1") == count
        clock.move_to(NOON + timedelta(minutes=61))
        with pytest.raises(ValueError, match="no such number"):
            cache.incr("locator:192.0.2.1")
        assert cache.add("locator:192.0.2.1", 1, HOUR)


def test_a_number_nobody_began_cannot_be_added_to(cache: SharedFileCache) -> None:
    with pytest.raises(ValueError, match="no such number"):
        cache.incr("nobody")


def test_attempts_at_the_same_moment_are_each_counted(cache: SharedFileCache) -> None:
    cache.add("code", 0, HOUR)

    def guess(_turn: int) -> int:
        return SharedFileCache(cache._dir, {}).incr("code")  # type: ignore[attr-defined]

    with ThreadPoolExecutor(4) as workers:
        seen = list(workers.map(guess, range(200)))
    assert sorted(seen) == list(range(1, 201))
    assert cache.get("code") == 200


def test_one_number_lasts_as_another_that_is_kept_for_ever(cache: SharedFileCache) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        cache.set("always", 255, None)
        clock.shift(timedelta(days=400))
        assert [cache.incr("always") for _ in range(3)] == [256, 257, 258]


def test_what_has_ended_is_taken_away_before_there_are_many(
    cache: SharedFileCache, monkeypatch: pytest.MonkeyPatch
) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        for minute in range(20):
            cache.add(f"minute:{minute}", 1, 60)
        cache.add("hour", 1, HOUR)
        assert files(cache) == 21
        clock.shift(timedelta(minutes=2))
        monkeypatch.setattr(SharedFileCache, "_room_made", -ROOM_SECONDS)
        cache.add("next", 1, 60)
        assert files(cache) == 2
