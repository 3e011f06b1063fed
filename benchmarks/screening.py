"""Lookouts searched for one traveller at a time on one core: time to an explained answer, and who is found.

    limen bench screening --n 1000000 --json

Thresholds are set on the clean travellers of the run; errors are of the test half of the names, on which nothing was
tuned. Building is timed apart from loading; a change is timed until a search finds it.
"""

from __future__ import annotations

import argparse
import gc
import json
import os
import resource
import shutil
import tempfile
import time
from pathlib import Path

from limen.kernel.memory import set_aside
from limen.screening import Name, Party
from limen.screening.engine import Engine
from limen.screening.trial.measuring import measured, rows, trials
from limen.screening.trial.register import Register

ASKED = 0.3
"""The least score an answer is explained for; far below what flags anybody."""


def changed(engine: Engine) -> float:
    """Return the seconds from listing somebody until a search finds them, the live segment half full."""
    engine.change({f"live{number}": Party(names=(Name(f"Livia Number{number}"),)) for number in range(1000)})
    party = Party(names=(Name("Quirinus Zavadovsky"),), births=("1971-02-03",))
    start = time.perf_counter()
    engine.put("added", party)
    assert engine.search(party).matches[0].key == "added"
    return time.perf_counter() - start


def run(count: int, clean: int, each: int) -> dict[str, object]:
    """Return what was measured over a register of ``count`` lookouts."""
    register = Register(count, seed=1)
    folder = Path(tempfile.mkdtemp()) / "index"
    start = time.perf_counter()
    Engine.of(iter(register)).save(folder)
    built = time.perf_counter() - start
    asked = trials(register, half="test", each=each)
    gc.collect()
    before = _resident()
    start = time.perf_counter()
    engine = Engine.load(folder)
    loaded = time.perf_counter() - start
    # a server does so when it has its index; what is asked is the benchmark's own, and not the collector's to visit
    set_aside()

    def search(party: Party) -> list[tuple[str, float]]:
        return [(match.key, match.bits) for match in engine.search(party, at_least=ASKED).matches]

    found = measured(search, register.travellers(clean, seed=7), asked)
    memory = _resident() - before
    change = changed(engine)
    shutil.rmtree(folder.parent)
    return {
        "benchmark": "screening",
        "lookouts": count,
        **found.milliseconds(),
        "searches": len(found.times),
        "build_s": round(built, 1),
        "load_s": round(loaded, 2),
        "index_mb": round(memory / 1e6),
        "peak_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
        "change_searchable_s": round(change, 3),
        "bits_at_1_percent": round(found.thresholds[0.01], 2),
        "bits_at_0.1_percent": round(found.thresholds[0.001], 2),
        "recall_at_1_and_0.1_percent": rows(found),
        "cores": os.cpu_count(),
    }


def _resident() -> int:
    return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) * os.sysconf("SC_PAGE_SIZE")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--n", type=int, default=100_000)
    parser.add_argument("--clean", type=int, default=20_000)
    parser.add_argument("--each", type=int, default=20)
    asked = parser.parse_args()
    print(json.dumps(run(asked.n, asked.clean, asked.each)))
