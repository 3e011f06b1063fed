"""Chance that can be run again: a row of numbers, drawn in order."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import TypeVar

import numpy as np

T = TypeVar("T")
BLOCK = 4096
"""Rows made at once."""
WIDTH = 96
"""Numbers in a row; one who draws more gets them stirred and again."""
STIR = 0.6180339887498949


class Luck:
    """One row of numbers between 0 and 1.

    Args:
        row: the numbers.
    """

    __slots__ = ("_place", "_row")

    def __init__(self, row: Sequence[float]) -> None:
        self._row = row
        self._place = -1

    def draw(self) -> float:
        """Return the next number."""
        self._place += 1
        turn, place = divmod(self._place, len(self._row))
        return self._row[place] if not turn else (self._row[place] + turn * STIR) % 1.0

    def chance(self, share: float) -> bool:
        """Return whether what happens with this share happens now."""
        return self.draw() < share

    def below(self, count: int) -> int:
        """Return a whole number from 0 to less than ``count``."""
        return int(self.draw() * count)

    def pick(self, choices: Sequence[T]) -> T:
        """Return one of the choices, each as likely as another."""
        return choices[int(self.draw() * len(choices))]

    def weigh(self, choices: Sequence[T], sums: Sequence[float]) -> T:
        """Return one of the choices, by their running sums of shares."""
        return choices[min(bisect_left(sums, self.draw() * sums[-1]), len(choices) - 1)]

    def normal(self, mean: float, spread: float) -> float:
        """Return a number about the mean: the sum of four even ones is near enough to normal."""
        return mean + spread * 1.7320508 * (self.draw() + self.draw() + self.draw() + self.draw() - 2.0)


def rows(seed: int, stream: int, block: int, count: int = BLOCK) -> list[list[float]]:
    """Return a block's rows of numbers, the same for the same seed, stream and block."""
    made: list[list[float]] = np.random.default_rng([seed, stream, block]).random((count, WIDTH)).tolist()
    return made


def lucks(seed: int, stream: int, start: int = 0) -> Iterator[Luck]:
    """Yield the lucks of a stream one after another, without end."""
    block = start // BLOCK
    skip = start % BLOCK
    while True:
        for row in rows(seed, stream, block)[skip:]:
            yield Luck(row)
        block, skip = block + 1, 0
