"""The rows of a segment that gather most evidence from all channels: added up once, most of them never looked at."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from math import ceil

import numpy as np
from numpy.typing import NDArray

from limen.screening.dates import Birth
from limen.screening.dating import Dating
from limen.screening.naming import Form
from limen.screening.policy import Policy
from limen.screening.segment import Array, Segment

Floats = NDArray[np.float32]
Steps = NDArray[np.uint16]
Lane = tuple[Array, Steps | np.uint16, float]
"""Rows, what is said of each or of all of them in steps, and the most of it in bits."""
Born = tuple[Sequence[Birth], list[tuple[Array, float]], float]
"""Dates of birth, the rows they bring with what they say, and the most they say of others."""
STEP = 64
"""Into how many steps a bit is divided where rows are added up: half as wide as fractions, twice as near at hand."""

_SAMPLED = 50
"""One row in so many is asked how high the highest are."""


def steps(bits: Floats) -> Steps:
    """Return bits in whole steps, one at least, and never fewer than they are: what is added up is a most."""
    found: Steps = np.maximum(np.ceil(bits * np.float32(STEP)), 1.0).astype(np.uint16)
    return found


def step(bits: float) -> np.uint16:
    """Return so many bits in whole steps, as ``steps`` does."""
    return np.uint16(max(ceil(bits * STEP), 1))


@dataclass
class Unit:
    """A token asked for, or two joined or split ones, with the tokens of the segment akin to it.

    Args:
        ids: of the akin tokens.
        gains: what each says, in bits.
        parts: the places in the form of the tokens it stands for.
        rows: the rows that hold any, the likest last.
        weights: what each row's token says, in steps.
        unsaid: the most it may say of a row that is not among these.
        most: the most that it says of any of them.
    """

    ids: Array
    gains: Floats
    parts: tuple[int, ...]
    rows: Array = field(default_factory=lambda: np.zeros(0, np.int32))
    weights: Steps = field(default_factory=lambda: np.zeros(0, np.uint16))
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
        self._sums = np.zeros(segment.rows, np.uint16)

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
            *self._initials(form, lacking),
            *((unit.rows, unit.weights + step(gain), unit.most + gain) for unit, gain in asked),
        ]
        lanes += [(rows, step(weight), weight) for rows, weight in dated]
        self._add(lanes, least)
        # whoever was born on quite another day needs more than nearly any name says, and is most of all
        near, far = self._reaching(births, least, least - (self.by.birth["conflict"] - undated))
        rows = np.concatenate((near, far))
        values = self._sums[rows].astype(np.float32) * np.float32(1 / STEP)
        values[len(near) :] += np.float32(self.by.birth["conflict"] - undated)
        self._sums.fill(0)
        most = int(self.by.search["rows"])
        return np.sort(rows[_highest(values, most)] if len(rows) > most else rows)

    def _reaching(self, births: Sequence[Birth], least: float, more: float) -> tuple[Array, Array]:
        """Return the rows that come to the least, and of those born on quite another day the rows that come to more."""
        # looked through from end to end: to ask the rows of each lane again would take longer
        sums, low, high = self._sums, max(int(least * STEP), 1), max(int(more * STEP), 1)
        if not births:
            return np.flatnonzero(sums >= low), np.zeros(0, np.intp)
        stretches, single = self._dating.near(births)
        low = self._raised(sums[slice(*stretches[0])], low)
        single = single[sums[single] >= low]
        near = [single, *(np.flatnonzero(sums[start:end] >= low) + start for start, end in stretches)]
        ends = [*(start for start, _ in stretches[1:]), len(sums)]
        apart = [(start, end) for (_, start), end in zip(stretches, ends, strict=True)]
        # hardly anybody comes to so much: the highest of a stretch is soon found
        high_ones = [
            np.flatnonzero(sums[start:end] >= high) + start
            for start, end in apart
            if sums[start:end].max(initial=0) >= high
        ]
        far = np.concatenate(high_ones) if high_ones else np.zeros(0, np.intp)
        return np.concatenate(near), far[~np.isin(far, single)] if len(far) else far

    def _raised(self, sums: Steps, low: int) -> int:
        """Return the least that is enough to be among the highest of rows, or what is asked where few come to that.

        A few of the rows tell what may be enough; that as many come to it as are weighed is then counted.
        """
        most = int(self.by.search["rows"])
        enough = most // _SAMPLED * 2
        some = sums[::_SAMPLED]
        if len(some) <= enough:
            return low
        likely = int(np.partition(some, -enough)[-enough])
        return likely if likely > low and np.count_nonzero(sums >= likely) >= most else low

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
                yield rows, step(gain), gain

    def _add(self, lanes: list[Lane], least: float) -> None:
        """Add up what lanes say of rows, but of those that cannot come to the least by it."""
        sums = self._sums
        lanes.sort(key=lambda lane: len(lane[0]))
        late, spare = [], least
        for lane in reversed(lanes):
            # who is only in lanes that together are too little need not be looked at: most of the rows of common names
            if lane[2] < spare:
                late.append(lane)
                spare -= lane[2]
        skipped = {id(lane) for lane in late}
        for lane in lanes:
            if id(lane) not in skipped:
                sums[lane[0]] += lane[1]
        for rows, weights, _ in reversed(late):
            held = sums[rows]
            there = np.flatnonzero(held)
            sums[rows[there]] = held[there] + (weights[there] if isinstance(weights, np.ndarray) else weights)


def _highest(values: Floats, most: int) -> Array:
    """Return the places of the highest values, in their order; of those as high as the last, the first ones."""
    least = np.partition(values, -most)[-most]
    higher = values > least
    as_high = np.flatnonzero(values == least)[: most - int(higher.sum())]
    higher[as_high] = True
    return np.flatnonzero(higher)
