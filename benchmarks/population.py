"""Daily population by facility over ten years from a million stints, against DuckDB joining days to stints by range.

The stints are made up: 1,000 facilities of very different sizes, people with one to five stints each, half of the
stints under three days and a few of a year. Counted are midnight and 24-hour population, book-ins and book-outs; stays
are joined besides. The peer counts the midnight population alone, with all cores, from the same columns.
"""

from __future__ import annotations

import argparse
import json
import os
import time
from datetime import date, timedelta

import duckdb
import numpy as np

from limen.exchange.ice_release.stays import DAY, OPEN, Stints, population, stays

STINTS, FACILITIES, DAYS = 1_000_000, 1_000, 3_653
FIRST = date(2012, 10, 1)
LAST = FIRST + timedelta(days=DAYS - 1)
TURNS = 3

MIDNIGHT = """
SELECT facility, day, count(DISTINCT person) AS held
FROM range(?, ?) AS days(day) JOIN stints ON day >= begun AND day < ended
GROUP BY facility, day
"""


def made(count: int, seed: int = 20) -> Stints:
    """Return so many stints, one person's one after another."""
    chance = np.random.default_rng(seed)
    sizes = chance.integers(1, 6, count)
    person = np.repeat(np.arange(count), sizes)[:count]
    base = (FIRST - date(1970, 1, 1)).days * DAY
    length = np.minimum(chance.lognormal(np.log(3 * DAY), 1.8, count), 400 * DAY).astype(np.int64)
    gap = chance.integers(3_600, 12 * 3_600, count)
    begins = np.ones(count, dtype=bool)
    begins[1:] = person[1:] != person[:-1]
    span = np.cumsum(length + gap) - (length + gap)
    arrival = base + chance.integers(0, DAYS * DAY, count)
    groups = np.cumsum(begins) - 1
    start = arrival[np.flatnonzero(begins)][groups] + span - span[np.flatnonzero(begins)][groups]
    end = start + length
    facility = np.minimum(chance.pareto(0.6, count) * 5, FACILITIES - 1).astype(np.int64)
    end[end // DAY > base // DAY + DAYS] = OPEN
    return Stints(person, facility, start, end, tuple(f"F{n:04}" for n in range(FACILITIES)))


def peer(stints: Stints) -> tuple[float, int]:
    """Return the seconds DuckDB takes, and the people-nights it counts."""
    zero = (FIRST - date(1970, 1, 1)).days
    columns = {
        "person": stints.person,
        "facility": stints.facility,
        "begun": stints.start // DAY,
        "ended": np.where(stints.end < OPEN, stints.end // DAY, zero + DAYS),
    }
    with duckdb.connect() as base:
        base.register("columns", columns)
        base.execute("CREATE TABLE stints AS SELECT * FROM columns")
        start = time.perf_counter()
        found = base.execute(MIDNIGHT, [zero, zero + DAYS]).fetchnumpy()
        return time.perf_counter() - start, int(found["held"].sum())


def run(count: int = STINTS) -> dict[str, object]:
    """Return seconds for each, the median of turns, and the ratio."""
    stints = made(count)
    ours, joins, theirs = [], [], []
    for _ in range(TURNS):
        start = time.perf_counter()
        found = population(stints, FIRST, LAST, as_of=LAST)
        ours.append(time.perf_counter() - start)
        start = time.perf_counter()
        joined = stays(stints, timedelta(hours=24))
        joins.append(time.perf_counter() - start)
        seconds, nights = peer(stints)
        theirs.append(seconds)
        assert nights == int(found.midnight.sum())
    middle = TURNS // 2
    return {
        "bench": "population",
        "seconds": round(sorted(ours)[middle], 2),
        "stays_seconds": round(sorted(joins)[middle], 2),
        "peer": "DuckDB range join, midnight population alone",
        "peer_seconds": round(sorted(theirs)[middle], 2),
        "ratio": round(sorted(b / a for a, b in zip(ours, theirs, strict=True))[middle], 1),
        "stints": count,
        "stays": len(joined.start),
        "facilities": FACILITIES,
        "days": DAYS,
        "mean_midnight_population": round(float(found.midnight.sum(axis=0).mean())),
        "cores": os.cpu_count(),
    }


if __name__ == "__main__":
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--n", type=int, default=STINTS, help="how many stints")
    print(json.dumps(run(options.parse_args().n)))
