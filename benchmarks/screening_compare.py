"""Limen's engine beside other ways to search the same register, in one run: who is found at equal flag rates, how fast.

    limen bench screening-compare --json

Peers (the ``peers`` extra; nomenklatura needs PyICU, which is built against libicu-dev): tantivy's
fuzzy search rescored by rapidfuzz, rapidfuzz over every name, and nomenklatura's logic-v2 over our candidates. All have
the same romanised names and the same penalty for a conflicting date of birth. A peer that is not installed is named as
missing. The slow ones are given fewer travellers, and how many is stated.
"""

from __future__ import annotations

import argparse
import json
import os
import time
from collections.abc import Callable
from itertools import islice
from typing import Any

from limen.screening.engine import Engine
from limen.screening.model import Party
from limen.screening.trial.measuring import measured, rows, trials
from limen.screening.trial.register import Register


def run(count: int, clean: int, each: int) -> dict[str, object]:
    """Return what each way measured over a register of ``count`` lookouts."""
    register = Register(count, seed=1)
    items = list(register)
    start = time.perf_counter()
    engine = Engine.of(items)
    built = time.perf_counter() - start

    def ours(party: Party) -> list[tuple[str, float]]:
        return [(match.key, match.bits) for match in engine.search(party, at_least=0.3).matches]

    travellers = list(islice(register.travellers(clean, seed=7), clean))
    errors = trials(register, half="test", each=each)
    table: dict[str, Any] = {"limen": _row(ours, travellers, errors, built)}
    for name, make in _peers(items, engine).items():
        try:
            start = time.perf_counter()
            peer = make()
        except ImportError as missing:
            table[name] = f"not installed: {missing.name}"
            continue
        built = time.perf_counter() - start
        share = 1 if name == "tantivy and rapidfuzz" else 4
        table[name] = _row(peer.search, travellers[::share], errors[::share], built)
    return {"benchmark": "screening-compare", "lookouts": count, "ways": table, "cores": os.cpu_count()}


def _peers(items: list[tuple[str, Party]], engine: Engine) -> dict[str, Callable[[], Any]]:
    from limen.screening.trial import peers

    return {
        "tantivy and rapidfuzz": lambda: peers.Tantivy(items),
        "rapidfuzz over all": lambda: peers.Brute(items),
        "logic-v2 on our candidates": lambda: peers.LogicV2(engine),
    }


def _row(search: Callable[[Party], Any], clean: list[Party], errors: list[Any], built: float) -> dict[str, object]:
    found = measured(search, clean, errors, warm=min(100, len(clean) // 4))
    groups = ("all", "a single error, of name or date", "one error", "two errors", "across scripts")
    recall = {group: values for group, values in rows(found).items() if group in groups or group.startswith("name ")}
    return {
        **found.milliseconds(),
        "build_s": round(built, 1),
        "clean": len(clean),
        "trials": len(errors),
        "recall": recall,
    }


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--n", type=int, default=100_000)
    parser.add_argument("--clean", type=int, default=4_000)
    parser.add_argument("--each", type=int, default=10)
    asked = parser.parse_args()
    print(json.dumps(run(asked.n, asked.clean, asked.each)))
