"""Trying a condition against history: what it would have selected, what was found among these, and of whom."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from limen.core.criteria.history import journeys
from limen.core.criteria.rules import Flight, Node, groups

Counts = dict[str, dict[str, int]]


@dataclass(slots=True)
class Tried:
    """What a trial counted.

    Args:
        considered: everybody put before the condition.
        selected: whom it would have selected.
        inspected: how many of these an officer inspected.
        found: with how many of these something was found.
        groups: ``considered`` and ``selected`` by nationality, sex and band of age.
    """

    considered: int = 0
    selected: int = 0
    inspected: int = 0
    found: int = 0
    groups: dict[str, Counts] = field(default_factory=lambda: {"considered": {}, "selected": {}})


def tried(condition: Node, since: date, until: date) -> Tried:
    """Return what a condition would have selected of the journeys from one day to another."""
    done = Tried()
    for batch in journeys(since, until):
        rows = [lived.facts for lived in batch]
        chosen = Flight(rows).selected(condition)
        done.considered += len(rows)
        done.selected += len(chosen)
        done.inspected += sum(batch[at].found is not None for at in chosen)
        done.found += sum(batch[at].found is True for at in chosen)
        for row in rows:
            _count(done.groups["considered"], groups(row))
        for at in chosen:
            _count(done.groups["selected"], groups(rows[at]))
    return done


def _count(counts: Counts, of: dict[str, str]) -> None:
    for dimension, group in of.items():
        mine = counts.setdefault(dimension, {})
        mine[group] = mine.get(group, 0) + 1
