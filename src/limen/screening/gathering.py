"""The rows of a segment that gather most evidence from all channels: added up once, most of them never looked at."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from limen.screening.dates import Birth
from limen.screening.dating import Dating
from limen.screening.naming import Form
from limen.screening.policy import Policy
from limen.screening.segment import Array, Segment

Floats = NDArray[np.float32]
Lane = tuple[Array, Floats | np.float32, float]
"""Rows, what is said of each or of all of them, and the most of it."""
Born = tuple[Sequence[Birth], list[tuple[Array, float]], float]
"""Dates of birth, the rows they bring with what they say, and the most they say of others."""
_OFTEN = 8
"""How many lanes bring the same row at most, nearly always."""


@dataclass
class Unit:
    """A token asked for, or two joined or split ones, with the tokens of the segment akin to it.

    Args:
        ids: of the akin tokens.
        gains: what each says, in bits.
        parts: the places in the form of the tokens it stands for.
        rows: the rows that hold any, the likest last.
        weights: what each row's token says.
        unsaid: the most it may say of a row that is not among these.
        most: the most that it says of any of them.
    """

    ids: Array
    gains: Floats
    parts: tuple[int, ...]
    rows: Array = field(default_factory=lambda: np.zeros(0, np.int32))
    weights: Floats = field(default_factory=lambda: np.zeros(0, np.float32))
    unsaid: float = 0.0
    most: float = 0.0
    said: dict[int, float] = field(default_factory=dict)


class Gathering:
    """Adds up what channels say of the rows of one segment. Not for two threads at once: it keeps a scratch array.

    Args:
        segment: what is searched.
        by: the weights of evidence.
        dating: its dates of birth.
        spare: the most that names say together beyond each alone, in bits.
    """

    def __init__(self, segment: Segment, by: Policy, dating: Dating, *, spare: float) -> None:
        self.segment, self.by = segment, by
        self._dating, self._spare = dating, spare
        self._sums = np.zeros(segment.rows, np.float32)

    def rows(self, form: Form, units: list[Unit], born: Born, least: float) -> Array:
        """Return the rows that gather most evidence from all channels, each once.

        Whoever cannot reach the least is left out: the sum of what speaks for a row, with what channels leave unsaid
        and without what each token it lacks takes away, is the most it can reach.
        """
        births, dated, undated = born
        lacking = -self.by.name["missing"]
        least += min(lacking * len(form.tokens), -self.by.name["most_missing"]) - undated
        least -= self._spare
        asked, least = self._afforded(units, least, lacking)
        lanes = [
            *((rows, np.float32(weight), weight) for rows, weight in dated),
            *self._initials(form, lacking),
            *((unit.rows, unit.weights + np.float32(gain), unit.most + gain) for unit, gain in asked),
        ]
        everything = self._added(lanes, least)
        values = self._sums[everything]
        self._sums[everything] = 0.0
        kept = np.flatnonzero(values >= least)
        rows, values = everything[kept], values[kept]
        if births:
            # whoever was born on quite another day needs more than nearly any name says, and is most of all
            far = self._dating.far(rows, births) * np.float32(self.by.birth["conflict"] - undated)
            kept = np.flatnonzero(values + far >= least)
            rows, values = rows[kept], values[kept] + far[kept]
        most = int(self.by.search["rows"])
        if len(rows) > most * _OFTEN:
            best = _highest(values, most * _OFTEN)
            rows, values = rows[best], values[best]
        rows, chosen = np.unique(rows, return_index=True)
        return rows[_highest(values[chosen], most)] if len(rows) > most else rows

    def _afforded(self, units: list[Unit], least: float, lacking: float) -> tuple[list[tuple[Unit, float]], float]:
        """Return the units whose postings are looked at, the rarest first, what each gives back, and the least left."""
        asked: list[tuple[Unit, float]] = []
        budget = int(self.by.search["postings"])
        for unit in sorted(units, key=lambda unit: len(unit.rows)):
            gain = lacking * (1 + (len(unit.parts) > 1 and unit.parts[1] >= 0))
            if budget < len(unit.rows) and asked:
                least -= max(unit.most, unit.unsaid) + gain
                continue
            budget -= len(unit.rows)
            least -= unit.unsaid + gain if unit.unsaid else 0.0
            asked.append((unit, gain))
        return asked, least

    def _initials(self, form: Form, lacking: float) -> Iterator[Lane]:
        """Yield the rows that hold an initial of a token, with the most that initials say."""
        ids, starts = self.segment.dictionary.ids, self.segment.arrays["post_starts"]
        for letter, count in Counter(token[0] for token in form.tokens if len(token) > 1).items():
            place = ids.get(letter)
            if place is not None:
                rows = self.segment.arrays["post_rows"][starts[place] : starts[place + 1]]
                gain = count * (self.by.name["initial"] + lacking)
                yield rows, np.float32(gain), gain

    def _added(self, lanes: list[Lane], least: float) -> Array:
        """Add up what lanes say of rows, and return those that may come to the least, some of them repeatedly."""
        sums = self._sums
        lanes.sort(key=lambda lane: len(lane[0]))
        late, spare = [], least
        for lane in reversed(lanes):
            # who is only in lanes that together are too little need not be looked at: most of the rows of common names
            if lane[2] < spare:
                late.append(lane)
                spare -= lane[2]
        touched = []
        skipped = {id(lane) for lane in late}
        for lane in lanes:
            if id(lane) not in skipped:
                sums[lane[0]] += lane[1]
                touched.append(lane[0])
        for rows, weights, _ in reversed(late):
            held = sums[rows]
            there = np.flatnonzero(held)
            sums[rows[there]] = held[there] + (weights[there] if isinstance(weights, np.ndarray) else weights)
        return np.concatenate(touched) if touched else np.zeros(0, np.intp)


def _highest(values: Floats, most: int) -> Array:
    """Return the places of the highest values, in their order; of those as high as the last, the first ones."""
    least = np.partition(values, -most)[-most]
    higher = values > least
    as_high = np.flatnonzero(values == least)[: most - int(higher.sum())]
    higher[as_high] = True
    return np.flatnonzero(higher)
