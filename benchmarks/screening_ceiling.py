"""The most that anybody could find without a date of birth, who knew how the trial draws its names.

    python benchmarks/screening_ceiling.py --n 1000000

A traveller's name is likelier by so much of the listed person than of anybody: one over how often it is drawn, times
how often the error is made. Who knows both exactly can do no better than to flag what is likeliest, until as many
clean travellers are flagged as may be. All of them are spent here on the lookouts without a date, none on the others.

Only errors are looked at that leave a name somebody may bear: none, another order, family and given name exchanged, a
part left out. A slip of the pen gives itself away in the trial, for none of its clean travellers makes one; that is
no ceiling. Sex is left out, and nationality, which may not speak for anybody. How often a word is drawn is counted
within its tradition, words as drawn one by one: what two spellings have in common is not seen, so that the true
ceiling is lower.
"""

from __future__ import annotations

import argparse
import json
import math
from collections import Counter, defaultdict
from collections.abc import Sequence

import numpy as np

from limen.screening.trial.chance import BLOCK, Luck, rows
from limen.screening.trial.hits import hits, singles
from limen.screening.trial.register import MISSING, Register
from limen.screening.trial.shapes import Person, born_into

KINDS: tuple[tuple[str, ...], ...] = ((), ("order",), ("swapped",), ("missing part",))
RATES = (0.01, 0.001)
STREAM = 5
UNSEEN = 0.3
"""What a word that was never drawn counts as."""


def words(person: Person) -> list[str]:
    """Return the words of a name as it was drawn."""
    return [word for part in (*person.given, *person.family) for word in part.replace("-", " ").split()]


class Drawn:
    """How often names are drawn.

    Args:
        count: how many people to draw.
        seed: of chance, apart from the register's.
    """

    def __init__(self, count: int, seed: int = 99) -> None:
        self._people, self._words = Counter[str](), defaultdict[str, Counter[str]](Counter)
        self._lengths = defaultdict[str, Counter[int]](Counter)
        for block in range(max(count // BLOCK, 1)):
            for row in rows(seed, STREAM, block):
                person, _ = born_into(Luck(row), 1.0)
                said = words(person)
                self._people[person.tradition] += 1
                self._lengths[person.tradition][len(said)] += 1
                self._words[person.tradition].update(said)
        self._sums = {name: sum(counts.values()) for name, counts in self._words.items()}
        self._all = sum(self._people.values())

    def bits(self, said: Sequence[str], tradition: str) -> float:
        """Return how rare a name is, in bits, its words in any order."""
        rare = -math.log2((self._lengths[tradition][len(said)] + UNSEEN) / self._all)
        for word in said:
            rare -= math.log2((self._words[tradition][word] + UNSEEN) / self._sums[tradition])
        return rare - math.log2(math.factorial(len(set(said))))


def likelier(drawn: Drawn, person: Person, kind: tuple[str, ...]) -> float:
    """Return how much likelier a traveller's name is of the listed person than of anybody, in bits."""
    said, kinds = words(person), len(singles()) + 1
    if kind != ("missing part",):
        return drawn.bits(said, person.tradition) - math.log2(kinds)
    left = [said[:at] + said[at + 1 :] for at in range(len(said)) if len(said) > 1]
    return float(np.mean([drawn.bits(rest, person.tradition) for rest in left])) - math.log2(kinds * len(said))


def run(count: int, draws: int, each: int) -> dict[str, object]:
    """Return the share that could be found at most, by kind of error, at each share of clean travellers flagged."""
    register, drawn = Register(count, seed=1), Drawn(draws)
    found: dict[tuple[str, ...], list[float]] = defaultdict(list)
    for trial in hits(register, kinds=KINDS, date_kinds=("missing",), seed=1, each=each, half="test"):
        person = register.entry(int(trial.key.removeprefix("r"))).person
        found[trial.kinds].append(likelier(drawn, person, trial.kinds))
    told = {kind: np.array(bits) for kind, bits in found.items()}
    share = len(told) / (len(singles()) + 1)

    def flagged(least: float) -> float:
        wrong = [np.where(bits > least, 2.0**-bits, 0.0).mean() for bits in told.values()]
        return float(np.mean(wrong)) * share * MISSING * count

    least = {rate: next(bits for bits in np.arange(0.0, 60.0, 0.1) if flagged(float(bits)) <= rate) for rate in RATES}
    return {
        "benchmark": "screening ceiling",
        "lookouts": count,
        "bits_at_1_and_0.1_percent": [round(float(least[rate]), 1) for rate in RATES],
        "found_at_most_without_a_date": {
            kind[0] if kind else "as listed": [round(float((bits > least[rate]).mean()), 2) for rate in RATES]
            for kind, bits in told.items()
        },
        "trials": {kind[0] if kind else "as listed": len(bits) for kind, bits in told.items()},
    }


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--n", type=int, default=1_000_000)
    parser.add_argument("--draws", type=int, default=500_000)
    parser.add_argument("--each", type=int, default=300)
    asked = parser.parse_args()
    print(json.dumps(run(asked.n, asked.draws, asked.each)))
