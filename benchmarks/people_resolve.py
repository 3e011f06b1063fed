"""A register in which one record in seven is of somebody on record already: time, memory, and how many are found.

    limen bench people-resolve --n 1000000 --json

The register is made up (``limen.screening.trial.doubled``) and written down before the clock starts. The clock covers
what the command does with a register as it is read: names romanised and folded, rows put together, pairs found,
scored and explained. Recall is over all pairs of records of one person, and over those of the half of names on which no
weight was measured.
"""

from __future__ import annotations

import argparse
import json
import os
import pickle
import resource
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from itertools import combinations
from pathlib import Path
from typing import Any

from limen.core.people.resolving import Claim, Known, Register, engine, folded_number, link, model
from limen.screening.trial.doubled import Met, register

GB = 1024 * 1024


def known(met: Met) -> Known:
    """Return a record as the linker takes it."""
    number = met.number
    numbers = () if number is None else (folded_number(f"{number.kind}:{number.issuer}", number.value),)
    claim = Claim(met.name.surname, met.name.given, "", met.birth, met.nationality)
    return Known(met.key, (claim,), met.sex, numbers)


def write_down(folder: Path, count: int, seed: int) -> None:
    """Write a register into a folder: what the linker takes, and apart from it whose each record is."""
    with (folder / "known").open("wb") as given, (folder / "whose").open("wb") as whose:
        for met in register(count, seed):
            pickle.dump(known(met), given)
            pickle.dump((met.key, met.person, met.half), whose)


def read(path: Path) -> Iterator[Any]:
    """Yield what was written down, one at a time."""
    with path.open("rb") as file:
        while True:
            try:
                yield pickle.load(file)  # noqa: S301  this process's own child wrote it a moment ago
            except EOFError:
                return


def run(count: int, seed: int, engine_name: str, at_least: float | None) -> dict[str, object]:
    """Return what was measured; the register is made in a process of its own, whose memory is not counted."""
    with tempfile.TemporaryDirectory() as folder:
        with ProcessPoolExecutor(1) as pool:
            pool.submit(write_down, Path(folder), count, seed).result()
        return resolved(Path(folder), engine_name, at_least) | {"records": count}


def resolved(folder: Path, engine_name: str, at_least: float | None) -> dict[str, object]:
    """Return what resolving a register that was written down takes and finds."""
    steps: dict[str, float] = {}
    start = time.perf_counter()
    rows = Register()
    for item in read(folder / "known"):
        rows.put(item)
    table = rows.table()
    steps["rows"] = time.perf_counter() - start
    began = [("", time.perf_counter())]

    def told(step: str) -> None:
        steps[began[-1][0]] = time.perf_counter() - began[-1][1]
        began.append((step, time.perf_counter()))

    pairs = link(table, model(), engine(engine_name), at_least=at_least, told=told)
    told("done")
    took = time.perf_counter() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / GB
    people = list(read(folder / "whose"))
    whose = {key: person for key, person, _ in people}
    test = {person for _, person, half in people if half == "test"}
    true = _true(whose)
    right = [(pair.left, pair.right) for pair in pairs if whose[pair.left] == whose[pair.right]]
    of_test = sum(whose[left] in test for left, _ in right)
    return {
        "benchmark": "people-resolve",
        "engine": engine_name,
        "seconds": round(took, 1),
        "peak_gb": round(peak, 2),
        "pairs": len(pairs),
        "true_pairs": sum(true.values()),
        "precision": round(len(right) / max(len(pairs), 1), 5),
        "recall": round(len(right) / max(sum(true.values()), 1), 4),
        "recall_other_half": round(of_test / max(sum(n for who, n in true.items() if who in test), 1), 4),
        "seconds_by_step": {name: round(value, 1) for name, value in steps.items() if name},
        "cores": os.cpu_count(),
    }


def _true(whose: dict[str, str]) -> Counter[str]:
    """Return how many pairs of records each person has."""
    records: dict[str, int] = defaultdict(int)
    for person in whose.values():
        records[person] += 1
    return Counter({who: len(list(combinations(range(n), 2))) for who, n in records.items() if n > 1})


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--n", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=2)
    parser.add_argument("--engine", default="duckdb")
    parser.add_argument("--at-least", type=float, default=None)
    asked = parser.parse_args()
    print(json.dumps(run(asked.n, asked.seed, asked.engine, asked.at_least)))
