"""Who a criterion falls on: its share of each nationality, sex and band of age, with few people hidden."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from limen.core.hiding import hidden

DIMENSIONS = ("nationality", "sex", "age")
Counts = Mapping[str, Mapping[str, int]]
"""Dimension to group to how many."""


@dataclass(frozen=True, slots=True)
class Share:
    """How a criterion falls on one group.

    Args:
        group: the group; empty for those of whom it is not known.
        considered: how many of it were put before the criterion.
        selected: how many of these it selected; None where so few people are hidden.
        percent: the share selected, in tenths of a percent written out; empty where hidden.
        against: the group's share as a multiple of everybody's, written out; empty where it says nothing.
    """

    group: str
    considered: int | None
    selected: int | None
    percent: str = ""
    against: str = ""

    @property
    def hidden(self) -> bool:
        """Return whether the group is too small to be counted out."""
        return self.considered is None


@dataclass(frozen=True, slots=True)
class Report:
    """A disparity report.

    Args:
        considered: everybody put before the criterion.
        selected: everybody it selected.
        dimensions: the shares of each dimension, the largest groups first.
        few: fewer people than this are hidden.
    """

    considered: int
    selected: int
    dimensions: tuple[tuple[str, tuple[Share, ...]], ...]
    few: int

    @property
    def percent(self) -> str:
        """Return the share of everybody."""
        return _percent(self.selected, self.considered)


def report(considered: Counts, selected: Counts, few: int) -> Report:
    """Return how a criterion falls on each group.

    Args:
        considered: how many of each group were put before it.
        selected: how many of each it selected.
        few: a group of fewer people, or of which fewer (but some) were selected, is not counted out. Where only one
            group would be hidden so, the next smallest is hidden with it: else a subtraction would show it.
    """
    everybody = sum(considered.get("sex", {}).values())
    chosen = sum(selected.get("sex", {}).values())
    rows = tuple(
        (name, _shares(considered.get(name, {}), selected.get(name, {}), few, (chosen, everybody)))
        for name in DIMENSIONS
    )
    return Report(everybody, chosen, rows, few)


def _shares(
    considered: Mapping[str, int], selected: Mapping[str, int], few: int, overall: tuple[int, int]
) -> tuple[Share, ...]:
    order = sorted({*considered, *selected}, key=lambda group: (-considered.get(group, 0), group))
    counts = {group: considered.get(group, 0) for group in order}
    small = hidden(counts, few, {group for group in order if 0 < selected.get(group, 0) < few})
    return tuple(
        Share(group, None, None)
        if group in small
        else _share(group, considered[group], selected.get(group, 0), overall)
        for group in order
    )


def _share(group: str, considered: int, selected: int, overall: tuple[int, int]) -> Share:
    chosen, everybody = overall
    against = ""
    if chosen and considered:
        against = f"{selected * everybody / (considered * chosen):.1f}"
    return Share(group, considered, selected, _percent(selected, considered), against)


def _percent(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f} %" if whole else ""
