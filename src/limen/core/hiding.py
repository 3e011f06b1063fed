"""Counts of people must point at nobody: which groups are too small to be counted out."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date

from limen.core.lawbook import lawbook

FEW = "policy.few_people"
UNSAID = "*"
"""What stands for a count that is not said: too small, or hidden so that no subtraction shows another."""


def few_people(day: date) -> int:
    """Return how many people of a group are too few to be counted out if there are fewer, by the law pack."""
    return int(lawbook().value(FEW, day).value)


def hidden(counts: Mapping[str, int], few: int, also: Collection[str] = ()) -> set[str]:
    """Return the groups that are not counted out.

    Where only one would be, the next smallest is hidden with it: else a subtraction from the total would show it.

    Args:
        counts: how many there are of each group.
        few: a group of fewer is hidden.
        also: groups that are hidden for another reason.
    """
    found = {group for group, count in counts.items() if count < few} | set(also)
    if len(found) == 1:
        order = sorted(counts, key=lambda group: (-counts[group], group))
        found.update([group for group in reversed(order) if group not in found][:1])
    return found
