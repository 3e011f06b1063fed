"""Released rows taken over a second by ``limen removal import``: read, kept as columns by digest, one act recorded.

The release is the made-up one of the reading benchmark: 33 columns of detention stints, redactions, dates as
``1/2/2012 3:04``. The peer is a plain script that keeps the same rows: ``csv.DictReader``, ``strptime`` for the dates,
``executemany`` into an SQLite table, which knows no redaction, keeps no fault and no digest. Both begin with a file on
disk and end with rows that can be counted. Counting from what is kept is timed besides.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import random
import sqlite3
import time
from datetime import date, datetime
from pathlib import Path
from typing import Any

from ice_release_reading import ABOVE, DATES, HEADINGS, TIMED, table, text_of
from node import node

ROWS, TURNS = 60_000, 3


def ours(path: Path, supervisor: Any, place: Any) -> tuple[float, float]:
    """Return the seconds, and the processor's seconds, it takes to take a file over as the command does it."""
    from limen.kernel import perform
    from limen.offices.removal import keeping
    from limen.offices.removal.acts import ImportRelease

    start, worked = time.perf_counter(), time.process_time()
    found = keeping.keep(path)
    act = ImportRelease(digest=found.digest, name=path.name)
    perform(act, by=supervisor, at=place, purpose="statistics")
    return time.perf_counter() - start, time.process_time() - worked


def scripted(path: Path, base: Path) -> tuple[float, float]:
    """Return the seconds, and the processor's seconds, a plain script takes for the same file."""
    start, worked = time.perf_counter(), time.process_time()
    with path.open(encoding="utf-8", newline="") as text, sqlite3.connect(base) as store:
        store.execute(f"CREATE TABLE rows ({', '.join(f'c{n}' for n in range(len(HEADINGS)))})")
        for _ in ABOVE:
            next(text)
        rows = (_read(row) for row in csv.DictReader(text, delimiter="|"))
        store.executemany(f"INSERT INTO rows VALUES ({', '.join('?' * len(HEADINGS))})", rows)  # noqa: S608  our own text
    store.close()
    return time.perf_counter() - start, time.process_time() - worked


def _read(row: dict[str, str]) -> list[str | None]:
    values: dict[str, str | None] = dict(row)
    for heading in DATES:
        cell = row[heading]
        if cell and "(b)" not in cell:
            form = TIMED if ":" in cell else "%m/%d/%Y"
            values[heading] = datetime.strptime(cell, form).isoformat()  # noqa: DTZ007 - as published
    return list(values.values())


def run(count: int = ROWS) -> dict[str, object]:
    """Return rows a second, ours and theirs in turn, and the median ratio."""
    with node() as folder:
        from limen.offices.removal.counting import Asked
        from limen.offices.removal.queries import releases
        from tests.factories import open_service

        service = open_service()
        supervisor, viewer = service.officer("supervisor"), service.viewer("supervisor", "statistics")
        rows, chance = table(count), random.Random(7)
        found = []
        for turn in range(TURNS):
            chance.shuffle(rows)
            path = folder / f"release-{turn}.csv"
            path.write_bytes(text_of(rows))
            size = path.stat().st_size
            found.append((*ours(path, supervisor, service.jfk), *scripted(path, folder / f"peer-{turn}.sqlite3")))
        start = time.perf_counter()
        counted = releases.statistics(Asked("stint"), "facility", viewer=viewer)
        counting = time.perf_counter() - start
        assert counted.total == count, "the same people in three files are counted once"
        start = time.perf_counter()
        asked = Asked("stint", date(2013, 10, 1), date(2014, 9, 30))
        releases.population(asked, "midnight", viewer=viewer, each=True)
        populating = time.perf_counter() - start
    taken, worked, theirs, script = (sorted(column)[TURNS // 2] for column in zip(*found, strict=True))
    return {
        "bench": "import",
        "rows_per_second": round(count / taken),
        "rows_per_processor_second": round(count / worked),
        "peer": "csv.DictReader with strptime and executemany into SQLite",
        "peer_rows_per_second": round(count / theirs),
        "ratio": round(sorted(row[3] / row[1] for row in found)[TURNS // 2], 2),
        "ratio_of": "processor seconds",
        "peer_rows_per_processor_second": round(count / script),
        "count_seconds": round(counting, 2),
        "population_seconds": round(populating, 2),
        "rows": count,
        "rows_kept": count * TURNS,
        "bytes_per_row": round(size / count),
        "columns": len(HEADINGS),
        "cores": os.cpu_count(),
    }


if __name__ == "__main__":
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--n", type=int, default=ROWS, help="how many rows")
    print(json.dumps(run(options.parse_args().n)))
