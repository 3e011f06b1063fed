"""How often something happened in a stretch of time: counted in the cache that all workers share."""

from __future__ import annotations

from django.core.cache import cache
from django.utils import timezone


def once_more(key: str, seconds: int) -> int:
    """Count something and return how often it happened in this stretch, this time included.

    Args:
        key: what is counted, and whose.
        seconds: how long a stretch is; stretches begin where the clock's seconds divide by it.
    """
    key = f"{key}:{int(timezone.now().timestamp()) // seconds}"
    if cache.add(key, 1, seconds):
        return 1
    try:
        return int(cache.incr(key))
    except ValueError:
        # it ran out between the two
        return 1
