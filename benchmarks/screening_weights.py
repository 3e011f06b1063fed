"""What each reason of a match is worth, fitted on the tuning half: beside each weight in use, the one that fits best.

    python benchmarks/screening_weights.py --n 200000

Those who should be found are trials of the tuning half. Those who should not are clean travellers, and as many again
whose names went through the same errors: else whatever only an error brings about (an initial, a word cut in two) would
speak for a match, for the clean travellers of the trial make none. What is fitted is the share found at several rates
of travellers flagged, a weight at a time, and one that moves far from the one in use pays for it. The test
half is not looked at. What comes out is rounded and set in ``screening/data/policy.toml`` by hand, where
``docs/screening.md`` says what was held back and why.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from limen.screening.engine import Engine
from limen.screening.model import Evidence, Match, Party
from limen.screening.policy import Policy, policy
from limen.screening.trial.chance import BLOCK, Luck, rows
from limen.screening.trial.errors import ERRORS, ordered
from limen.screening.trial.measuring import trials
from limen.screening.trial.register import Register, travelling, zone_name
from limen.screening.trial.shapes import born_into
from limen.screening.trial.spelling import latin

RATES = (0.02, 0.01, 0.005, 0.003, 0.001)
LEAST = 10.0
"""The bits a match must reach to be looked at."""
SOFT = 1.0
"""How many bits about the threshold a match counts in part."""
HELD = 2e-4
"""What a weight pays for each step that it moves from the one in use."""
ROUNDS = 6
DISTORTED = 77
COUNTED = {"initial": "initial", "family and given name exchanged": "turned", "weak alias": "weak"}
PER_ONE = {"only in one": "missing", "different": "different"}
Floats = NDArray[np.float64]


def named(evidence: Evidence, by: Policy) -> tuple[str, float]:
    """Return the weight a reason stands for, and how often it is counted: the share of bits for what has no weight."""
    if evidence.kind == "birth":
        return f"birth.{evidence.how}", 1.0
    if evidence.kind in ("sex", "nationality", "kind", "number"):
        return f"other.{evidence.kind}", 1.0
    if evidence.how in COUNTED:
        return f"name.{COUNTED[evidence.how]}", 1.0
    if evidence.how in PER_ONE:
        key = PER_ONE[evidence.how]
        return f"name.{key}", evidence.bits / by.name[key]
    if evidence.how.startswith("names that"):
        return "share of company", evidence.bits
    return f"share of {evidence.how}" if not evidence.how[:1].isdigit() else "share of several letters", evidence.bits


def distorted(seed: int, count: int) -> Iterator[Party]:
    """Yield travellers who are not listed, their names gone through one error or two."""
    for place in range(count):
        row = _row(seed, place)
        whole = travelling(Luck(row), 1.0)
        person, _ = born_into(Luck(row), 1.0)
        luck = Luck(np.random.default_rng([seed, DISTORTED, place]).random(96).tolist())
        parts = latin(person)
        for kind in ordered(tuple({luck.pick(tuple(ERRORS)) for _ in range(1 + luck.below(2))})):
            changed = ERRORS[kind](parts, luck, person)
            parts = changed if changed is not None and any((*changed[0], *changed[1])) else parts
        yield Party("person", (zone_name(*parts),), whole.births, whole.nationalities, whole.sex, ())


_rows: dict[int, list[list[float]]] = {}


def _row(seed: int, place: int) -> list[float]:
    block = place // BLOCK
    if block not in _rows:
        _rows.clear()
        _rows[block] = rows(seed * 1_000_003 + 29, DISTORTED, block)
    return _rows[block][place % BLOCK]


class Fitted:
    """Reasons as numbers, and the weights that tell best who is who.

    Args:
        wrong: the matches of each traveller who is not listed.
        right: the true match of each who is, or None where it was not brought.
        by: the policy in use.
    """

    def __init__(self, wrong: Sequence[Sequence[Match]], right: Sequence[Match | None], by: Policy) -> None:
        self.by, self.names = by, dict[str, int]()
        told = [[self._told(match) for match in matches] for matches in wrong]
        found = [self._told(match) if match else None for match in right]
        self.now = np.array([self._weight(name) for name in self.names])
        self.count, self.sought = len(wrong), len(right)
        self._wrong = self._matrix([row for group in told for row in group])
        self._right = self._matrix([row for row in found if row is not None])
        sizes = np.array([len(group) for group in told])
        self._any = sizes > 0
        self._starts = (np.cumsum(sizes) - sizes)[self._any]

    def fit(self) -> Floats:
        """Return the weights that fit best."""
        weights, best = self.now.copy(), self.worth(self.now)
        step = np.where([name.startswith("share") for name in self.names], 0.15, 2.0)
        for _ in range(ROUNDS):
            for place in range(len(weights)):
                for way in (1.0, -1.0):
                    while True:
                        tried = weights.copy()
                        tried[place] += way * step[place]
                        worth = self.worth(tried) - HELD * float((np.abs(tried - self.now) / step).sum()) / len(step)
                        if worth <= best + 1e-5:
                            break
                        weights, best = tried, worth
            step = step * 0.6
        return weights

    def worth(self, weights: Floats) -> float:
        """Return the share found over several rates of travellers flagged, softly."""
        top, reached = self._top(weights), self._right @ weights
        found = [1 / (1 + np.exp(-(reached - np.quantile(top, 1 - rate)) / SOFT)) for rate in RATES]
        return float(np.mean([item.sum() / self.sought for item in found]))

    def recall(self, weights: Floats, rate: float) -> float:
        """Return the share found where a share of travellers is flagged."""
        return float((self._right @ weights > np.quantile(self._top(weights), 1 - rate)).sum() / self.sought)

    def _top(self, weights: Floats) -> Floats:
        top = np.full(self.count, -99.0)
        top[self._any] = np.maximum.reduceat(self._wrong @ weights, self._starts)
        return top

    def _told(self, match: Match) -> dict[int, float]:
        row: dict[int, float] = {}
        for evidence in match.evidence:
            name, amount = named(evidence, self.by)
            place = self.names.setdefault(name, len(self.names))
            row[place] = row.get(place, 0.0) + amount
        return row

    def _weight(self, name: str) -> float:
        part, _, key = name.partition(".")
        return 1.0 if name.startswith("share") else float(getattr(self.by, part)[key])

    def _matrix(self, told: Sequence[dict[int, float]]) -> Floats:
        made = np.zeros((len(told), len(self.names)))
        for at, row in enumerate(told):
            made[at, list(row)] = list(row.values())
        return made


def run(count: int, clean: int, each: int) -> dict[str, object]:
    """Return for each weight the one in use and the one that fits, and what is found with either on the tuning half."""
    register, by = Register(count, seed=1), policy()
    engine = Engine.of(iter(register))
    least = by.scored(LEAST)

    def found(party: Party) -> Sequence[Match]:
        return engine.search(party, at_least=least, limit=14).matches

    wrong = [found(party) for party in (*register.travellers(clean, seed=11), *distorted(1, clean))]
    sought = trials(register, half="tune", each=each, seed=3)
    right = [next((match for match in found(trial.party) if match.key == trial.key), None) for trial in sought]
    fitted = Fitted(wrong, right, by)
    weights = fitted.fit()
    return {
        "benchmark": "screening weights",
        "lookouts": count,
        "trials": len(sought),
        "found_at_1_and_0.1_percent_now": [round(fitted.recall(fitted.now, rate), 3) for rate in (0.01, 0.001)],
        "found_at_1_and_0.1_percent_fitted": [round(fitted.recall(weights, rate), 3) for rate in (0.01, 0.001)],
        "weights_now_and_fitted": {
            name: [round(float(fitted.now[place]), 2), round(float(weights[place]), 2)]
            for name, place in sorted(fitted.names.items())
        },
    }


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--n", type=int, default=200_000)
    parser.add_argument("--clean", type=int, default=20_000)
    parser.add_argument("--each", type=int, default=18)
    asked = parser.parse_args()
    print(json.dumps(run(asked.n, asked.clean, asked.each)))
