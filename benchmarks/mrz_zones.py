"""Zones read a second on one core, against PyPI's ``mrz`` in the same run."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable
from datetime import date

from mrz.checker.td3 import TD3CodeChecker

from limen.exchange.mrz import parse

LINES = ["P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<", "L898902C36UTO7408122F1204159ZE184226B<<<<<10"]
TODAY = date(2026, 11, 24)


def rate(read: Callable[[], object], seconds: float) -> float:
    """Return how many times a second a call runs."""
    count, start = 0, time.perf_counter()
    while time.perf_counter() - start < seconds:
        for _ in range(200):
            read()
        count += 200
    return count / (time.perf_counter() - start)


def run(seconds: float = 1.0) -> dict[str, object]:
    """Return documents a second, ours and theirs, in turn, and the median ratio."""
    text = "\n".join(LINES)
    ours, theirs = [], []
    for _ in range(5):
        ours.append(rate(lambda: parse(LINES, today=TODAY), seconds / 5))
        theirs.append(rate(lambda: TD3CodeChecker(text), seconds / 5))
    ratios = sorted(a / b for a, b in zip(ours, theirs, strict=True))
    return {
        "bench": "mrz",
        "documents_per_second": round(sorted(ours)[2]),
        "peer": "mrz (PyPI)",
        "peer_documents_per_second": round(sorted(theirs)[2]),
        "ratio": round(ratios[2], 1),
        "cores": os.cpu_count(),
    }


if __name__ == "__main__":
    print(json.dumps(run()))
