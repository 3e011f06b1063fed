"""A node of its own for a benchmark: a database in a scratch folder, a small service, officers at their counters."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
PASSPORT_DAYS = 3_000


@contextmanager
def node() -> Iterator[Path]:
    """Prepare an empty node on SQLite (durable: WAL, synchronous FULL) and forget it afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="limen-bench-"))
    os.environ.update(
        LIMEN_DATA=str(folder),
        DJANGO_SETTINGS_MODULE="limen.config.settings.demo",
        DATABASE_URL=os.environ.get("BENCH_DATABASE_URL", f"sqlite:///{folder / 'limen.sqlite3'}"),
    )
    from limen.config import start

    try:
        start.wake()
        start.migrate()
        start.collect_static(folder / "static.stamp")
        yield folder
    finally:
        from django.db import connections

        connections.close_all()
        shutil.rmtree(folder, ignore_errors=True)


def percentile(values: list[float], share: float) -> float:
    """Return the value that a share of the values does not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]
