"""A cache the workers of one machine share without the database: rate limits and used codes live in it."""

from __future__ import annotations

import fcntl
import os
from typing import Any

from django.core.cache.backends.base import DEFAULT_TIMEOUT
from django.core.cache.backends.filebased import FileBasedCache


class SharedFileCache(FileBasedCache):
    """Django's file cache with an ``add`` that only one worker can win.

    A worker's own memory would count each attempt in one worker only, and the database would pay a durable commit for
    every failed guess. Files in the node's data directory are seen by every worker and cost neither.
    """

    def add(self, key: Any, value: Any, timeout: float | None = DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        """Store a value unless there is one, and return whether it was stored."""
        self._createdir()  # type: ignore[attr-defined]  # the stubs leave out Django's own helpers
        lock = os.open(os.path.join(self._dir, "add.lock"), os.O_RDWR | os.O_CREAT, 0o600)  # type: ignore[attr-defined]  # noqa: PTH118  Django keeps the folder as text
        try:
            fcntl.flock(lock, fcntl.LOCK_EX)
            return super().add(key, value, timeout, version)
        finally:
            os.close(lock)
