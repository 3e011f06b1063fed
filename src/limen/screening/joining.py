"""Words that one side has joined and the other split, over many rows at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from limen.screening.gathering import Unit
from limen.screening.segment import Array

Floats = NDArray[np.float32]


@dataclass(frozen=True)
class Taken:
    """Which token of each row each token of a form has found, word by word.

    Args:
        gains: what that says, shape (tokens of the form, rows).
        columns: where it stands in its row, alike.
    """

    gains: Floats
    columns: Array

    def by_others(self, parts: Sequence[int], columns: Sequence[Array]) -> tuple[Floats, Array]:
        """Return what tokens of the form but some have found at columns, and how many of them, row by row."""
        said, count = np.zeros(self.gains.shape[1], np.float32), np.zeros(self.gains.shape[1], np.int64)
        for place, (gains, own) in enumerate(zip(self.gains, self.columns, strict=True)):
            if place not in parts:
                taken = (np.stack([own == column for column in columns]).any(0)) & (gains > 0)
                said += gains * taken
                count += taken
        return said, count


def joined(
    units: Sequence[Unit], tables: Sequence[Floats], taken: Taken, total: Floats, left: Array, over: Array
) -> tuple[Floats, Array, Array]:
    """Return what names of rows say where words are joined or split too, and how many tokens are left over.

    Args:
        units: of joined words and of halves, two after another.
        tables: what each says of each token of each row, shape (rows, width).
        taken: what was found word by word; what another word had found goes to the joined one where that says more.
        total: what that says of each row.
        left: how many tokens of the form have found nothing.
        over: how many tokens of each row nothing has found.
    """
    place = 0
    while place < len(units):
        unit = units[place]
        halves = unit.parts[1] < 0
        if not all(table.any() for table in tables[place : place + 1 + halves]):
            # no row holds it
            place += 1 + halves
            continue
        columns: tuple[Array, ...]
        if halves:
            # a word of ours that the list has as two
            parts: tuple[int, ...] = (unit.parts[0],)
            best, columns = _two(tables[place], tables[place + 1])
        else:
            parts, at = unit.parts, tables[place].argmax(1)
            best, columns = tables[place][np.arange(len(at)), at], (at,)
        before = taken.gains[list(parts)]
        lost, robbed = taken.by_others(parts, columns)
        more = best - before.sum(0) - lost
        better = more > 0
        total = np.where(better, total + more, total)
        had = (before > 0).sum(0)
        over = np.where(better, over - len(columns) + had + robbed, over)
        left = np.where(better, left - len(parts) + had + robbed, left)
        place += 1 + halves
    return total, np.maximum(left, 0), np.maximum(over, 0)


def _two(one: Floats, other: Floats) -> tuple[Floats, tuple[Array, Array]]:
    """Return what two halves say of each row at most, each of its own token, and which; nothing if one says nothing."""
    line = np.arange(len(one))
    first, second = one.argmax(1), other.argmax(1)
    both = _sum(one[line, first], other[line, second])
    same = np.flatnonzero(first == second)
    if len(same):
        # one token cannot be both halves: the one or the other takes its next best
        spare, beside = one[same], other[same]
        best, best_beside = spare.max(1), beside.max(1)
        few = np.arange(len(same))
        spare[few, first[same]] = beside[few, second[same]] = 0.0
        turned, straight = _sum(spare.max(1), best_beside), _sum(best, beside.max(1))
        first[same] = np.where(turned > straight, spare.argmax(1), first[same])
        second[same] = np.where(turned > straight, second[same], beside.argmax(1))
        both[same] = np.maximum(turned, straight)
    return both, (first, second)


def _sum(one: Floats, other: Floats) -> Floats:
    total: Floats = (one + other) * (one > 0) * (other > 0)
    return total
