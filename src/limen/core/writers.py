"""A queue of writers for SQLite: whoever would write waits to be woken, and does not sleep and try again.

SQLite lets one transaction write at a time; the others poll with growing pauses, which makes the slowest wait many
times the average. A lock on a file beside the database lets the kernel wake the next one at once, whichever process it
is in. PostgreSQL queues by itself and is left alone.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any

from django.db import connection, transaction

try:
    import fcntl
except ImportError:  # a system without POSIX locks: SQLite's own waiting has to do
    fcntl = None  # type: ignore[assignment]  # asked for before use

MEMORY = ("", ":memory:")


class WriterQueue:
    """One lock a database file, shared by threads and processes."""

    def __init__(self) -> None:
        self._threads = threading.Lock()
        self._held: tuple[int, str, int] | None = None

    @contextmanager
    def turn(self, database: str) -> Iterator[None]:
        """Wait for one's turn to write to a database and hold it."""
        with self._threads:
            handle = self._handle(database)
            fcntl.flock(handle, fcntl.LOCK_EX)
            try:
                yield
            finally:
                fcntl.flock(handle, fcntl.LOCK_UN)

    def _handle(self, database: str) -> int:
        """Return this process's handle of the lock file; a fork opens its own."""
        if self._held is None or self._held[:2] != (os.getpid(), database):
            path = Path(f"{database}.writers")
            self._held = (os.getpid(), database, os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
        return self._held[2]


QUEUE = WriterQueue()


def writing(*, savepoint: bool = True) -> AbstractContextManager[Any]:
    """Open a transaction to write in, waiting for one's turn where the database is an SQLite file.

    Args:
        savepoint: whether a refusal inside another transaction undoes only this part.
    """
    if connection.in_atomic_block or connection.vendor != "sqlite" or fcntl is None:
        return transaction.atomic(savepoint=savepoint)
    name = str(connection.settings_dict["NAME"])
    if name in MEMORY or "mode=memory" in name:
        return transaction.atomic(savepoint=savepoint)
    return _in_turn(name)


@contextmanager
def _in_turn(name: str) -> Iterator[None]:
    with QUEUE.turn(name), transaction.atomic():
        yield
