"""A cache the workers of one machine share without the database: rate limits and used codes live in it."""

# ruff: noqa: S301  only the node itself writes into its folder, which nobody else can open
from __future__ import annotations

import fcntl
import os
import pickle
import time
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, ClassVar

from django.core.cache.backends.base import DEFAULT_TIMEOUT
from django.core.cache.backends.filebased import FileBasedCache

ROOM_SECONDS = 300
"""Seconds after which a process looks again for what has ended."""


class SharedFileCache(FileBasedCache):
    """Django's file cache with an ``add`` that only one worker can win and an ``incr`` that forgets nobody.

    A worker's own memory would count each attempt in one worker only, and the database would pay a durable commit for
    every failed guess. Files in the node's data directory are seen by every worker and cost neither.
    """

    _room_made: ClassVar[float] = -ROOM_SECONDS

    def add(self, key: Any, value: Any, timeout: float | None = DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        """Store a value unless there is one, and return whether it was stored."""
        with self._alone():
            return super().add(key, value, timeout, version)

    def incr(self, key: Any, delta: int = 1, version: int | None = None) -> int:
        """Add to a number and return it; it ends when it was to end, however often it is added to.

        Raises:
            ValueError: when there is none, or it has ended.
        """
        with self._alone():
            try:
                with Path(self._key_to_file(key, version)).open("r+b") as file:  # type: ignore[attr-defined]
                    return _added(file, delta)
            except FileNotFoundError as error:
                raise ValueError(_NONE) from error

    def _cull(self) -> None:
        """Make room now and then, not at every write: what has ended goes first."""
        now = time.monotonic()
        if now - SharedFileCache._room_made < ROOM_SECONDS:
            return
        SharedFileCache._room_made = now
        for name in self._list_cache_files():  # type: ignore[attr-defined]
            try:
                with Path(name).open("rb") as file:
                    self._is_expired(file)  # type: ignore[attr-defined]  # takes it away
            except FileNotFoundError:
                continue
        super()._cull()  # type: ignore[misc]

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Hold the cache against the other workers of the machine."""
        self._createdir()  # type: ignore[attr-defined]  # the stubs leave out Django's own helpers, here and above
        lock = os.open(Path(self._dir) / "add.lock", os.O_RDWR | os.O_CREAT, 0o600)  # type: ignore[attr-defined]
        try:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield
        finally:
            os.close(lock)


_NONE = "There is no such number."


def _added(file: Any, delta: int) -> int:
    """Add to the number in a file where it stands: to put another file in its place would wait for the disk."""
    ends = pickle.load(file)
    begins = file.tell()
    if ends is not None and ends < time.time():
        raise ValueError(_NONE)
    number = int(pickle.loads(zlib.decompress(file.read()))) + delta
    file.seek(begins)
    file.write(zlib.compress(pickle.dumps(number, pickle.HIGHEST_PROTOCOL)))
    file.truncate()
    return number
