"""How well a search does: who is flagged of those nobody looks for, and who is found of those who are looked for."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from limen.screening.model import Party
from limen.screening.trial.hits import DATE_KINDS, Trial, doubles, hits, singles
from limen.screening.trial.register import Register
from limen.screening.trial.split import Half

Search = Callable[[Party], Sequence[tuple[str, float]]]
"""Answers the keys found and their scores, the best first."""
NOTHING = -1e9
RATES = (0.01, 0.001)
"""The shares of clean travellers flagged at which recall is stated."""


@dataclass
class Measured:
    """What a run over travellers measured.

    Args:
        thresholds: the score at which each share of clean travellers is flagged.
        recall: by group of errors, the share found at each of the thresholds, and of how many.
        times: seconds a search took, one by one.
        worked: seconds of the processor's of it, which others on the machine do not lengthen.
    """

    thresholds: dict[float, float] = field(default_factory=dict)
    recall: dict[str, tuple[float, float, int]] = field(default_factory=dict)
    times: list[float] = field(default_factory=list)
    worked: list[float] = field(default_factory=list)

    def milliseconds(self) -> dict[str, float]:
        """Return the median, the 99th percentile and the worst, and the processor's time, in milliseconds."""
        taken = np.array(self.times) * 1000
        middle, high = np.percentile(taken, [50, 99])
        worked, hard = np.percentile(np.array(self.worked) * 1000, [50, 99])
        return {
            "p50_ms": round(float(middle), 2),
            "p99_ms": round(float(high), 2),
            "worst_ms": round(float(taken.max()), 2),
            "cpu_p50_ms": round(float(worked), 2),
            "cpu_p99_ms": round(float(hard), 2),
            "cpu_worst_ms": round(max(self.worked) * 1000, 2),
        }


def measured(search: Search, clean: Iterable[Party], trials: Sequence[Trial], *, warm: int = 200) -> Measured:
    """Return how a search does on clean travellers and on trials.

    Args:
        search: what is measured.
        clean: travellers who are not listed.
        trials: travellers who are, with what went wrong between the list and their papers.
        warm: how many first searches are not timed: caches fill.
    """
    found = Measured()
    top = []
    for place, party in enumerate(clean):
        answer = _timed(search, party, found if place >= warm else Measured())
        top.append(answer[0][1] if answer else NOTHING)
    found.thresholds = {rate: float(np.quantile(top, 1 - rate)) for rate in RATES}
    groups: dict[str, list[float]] = defaultdict(list)
    for trial in trials:
        answer = _timed(search, trial.party, found)
        score = max((score for key, score in answer if key == trial.key), default=NOTHING)
        for group in groups_of(trial):
            groups[group].append(score)
    for group, scores in sorted(groups.items()):
        got = np.array(scores)
        high, higher = ((got > found.thresholds[rate]) & (got > NOTHING) for rate in RATES)
        found.recall[group] = (round(float(high.mean()), 3), round(float(higher.mean()), 3), len(scores))
    return found


def _timed(search: Search, party: Party, found: Measured) -> Sequence[tuple[str, float]]:
    start, worked = time.perf_counter(), time.process_time()
    answer = search(party)
    found.times.append(time.perf_counter() - start)
    found.worked.append(time.process_time() - worked)
    return answer


def groups_of(trial: Trial) -> list[str]:
    """Return the groups under which a trial is counted."""
    groups = ["all", f"date {trial.date_kind}"]
    groups.append({0: "no error", 1: "one error", 2: "two errors"}[len(trial.kinds)])
    if len(trial.kinds) < 2:  # one error stands under its own name
        groups.append(f"name {trial.kinds[0] if trial.kinds else 'as listed'}")
    if len(trial.kinds) + (trial.date_kind != "exact") <= 1:
        groups.append("a single error, of name or date")
    if ">" in trial.script:
        groups += ["across scripts", f"script {trial.script}"]
    return groups


def trials(register: Register, *, half: Half, each: int, seed: int = 1) -> list[Trial]:
    """Return trials of one and of two errors, with every kind of date, from one half of the names."""
    one = hits(register, kinds=[(), *singles()], date_kinds=DATE_KINDS, seed=seed, each=each, half=half)
    two = hits(register, kinds=doubles(), date_kinds=DATE_KINDS, seed=seed + 1, each=max(1, each // 6), half=half)
    return [*one, *two]


def rows(found: Measured) -> Mapping[str, object]:
    """Return recall at 1 % and at 0.1 % flagged by group, as data."""
    return {group: list(values) for group, values in found.recall.items()}
