"""Zones read a second on one core, against PyPI's ``mrz`` in the same run.

Both are given the same passports, every one different, and must say whether each is valid and what its fields are.
PyPI's package reckons the fields when asked for them; the rate of its verdict alone is given as well.
"""

from __future__ import annotations

import json
import os
import random
import statistics
import time
from collections.abc import Callable
from datetime import date, timedelta

from mrz.checker.td3 import TD3CodeChecker

from limen.exchange.mrz import compose, parse

TODAY = date(2026, 11, 24)
DOCUMENTS = 2000
SIGNS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
STATES = ("UTO", "FRA", "USA", "IND", "MEX", "JPN", "D", "BRA")


def passports(count: int) -> list[list[str]]:
    """Return the lines of passports that are all valid and all different."""
    dice = random.Random(9303)
    found = []
    for _ in range(count):
        state = dice.choice(STATES)
        card = compose(
            "TD3",
            code="P",
            state=state,
            number="".join(dice.choices(SIGNS, k=9)),
            nationality=state,
            birth=(TODAY - timedelta(days=dice.randrange(365, 35_000))).isoformat(),
            sex=dice.choice("MF"),
            expiry=(TODAY + timedelta(days=dice.randrange(1, 3_650))).isoformat(),
            surname="".join(dice.choices(SIGNS[:26], k=dice.randrange(3, 14))),
            given_names="".join(dice.choices(SIGNS[:26], k=dice.randrange(3, 14))),
            optional="".join(dice.choices(SIGNS, k=dice.choice((0, 9)))),
            today=TODAY,
        )
        assert card.valid
        found.append(list(card.lines))
    return found


def rate(read: Callable[[], int]) -> float:
    """Return how many documents a second a run over them all reads."""
    start = time.perf_counter()
    count = read()
    return count / (time.perf_counter() - start)


def run(count: int = DOCUMENTS, rounds: int = 5) -> dict[str, object]:
    """Return documents a second, ours and theirs, in turn, and the median ratio."""
    zones = passports(count)
    texts = ["\n".join(zone) for zone in zones]

    def ours() -> int:
        return sum(parse(zone, today=TODAY).valid for zone in zones)

    def theirs() -> int:
        checked = [TD3CodeChecker(text) for text in texts]
        return sum(bool(one) and bool(one.fields()) for one in checked)

    def verdicts() -> int:
        return sum(bool(TD3CodeChecker(text)) for text in texts)

    assert ours() == theirs() == count
    laps = [(rate(ours), rate(theirs), rate(verdicts)) for _ in range(rounds)]
    mine, peer, alone = (statistics.median(column) for column in zip(*laps, strict=True))
    return {
        "bench": "mrz",
        "documents": count,
        "documents_per_second": round(mine),
        "peer": "mrz (PyPI)",
        "peer_documents_per_second": round(peer),
        "ratio": round(statistics.median(lap[0] / lap[1] for lap in laps), 1),
        "peer_verdicts_alone_per_second": round(alone),
        "ratio_to_verdicts_alone": round(statistics.median(lap[0] / lap[2] for lap in laps), 1),
        "cores": os.cpu_count(),
    }


if __name__ == "__main__":
    print(json.dumps(run()))
