"""Dates of birth over a whole segment: whom a date brings, who cannot be meant by it, and what it says of each."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from limen.screening.dates import LONG_MONTH, LONG_YEAR, NEW_YEAR, WEEK, YEAR, Birth, one_digit_off, swapped
from limen.screening.policy import Policy
from limen.screening.segment import MOST_SPAN, Array, Segment, alone, spread

Floats = NDArray[np.float32]
_MOST_BORN = 3_000
_YEARS = 256
_NOWHERE = -99.0
_NO_DAYS = np.zeros(0, np.int32)


class Dating:
    """Searches one segment by dates of birth.

    Args:
        segment: what is searched.
        by: the weights of evidence.
    """

    def __init__(self, segment: Segment, by: Policy) -> None:
        self.segment, self.by = segment, by.birth
        self._days = alone(segment.arrays["births"])[segment.arrays["row_party"]]
        """Of each row, in order: they stand so."""
        self._of_a_year = lru_cache(maxsize=_YEARS)(self._rows)

    def lanes(self, births: Sequence[Birth]) -> tuple[list[tuple[Array, float]], float]:
        """Return the rows of parties by their dates of birth, the likest last, with what the date says.

        Beside them stands the most that the dates say of any row that is not among these.
        """
        lanes: list[tuple[Array, float]] = []
        unsaid = 0.0
        for known in births:
            found, most = self._full(known) if known.full else self._partly(known)
            lanes += found
            unsaid = max(unsaid, most)
        return [(rows, weight) for rows, weight in lanes if len(rows)], unsaid

    def _rows(self, parties: str, low: int, high: int) -> Array:
        """Return the rows of some parties by date of birth, so many at most."""
        return self.segment.rows_of(self.segment.arrays[parties][low : min(high, low + _MOST_BORN)])

    def _partly(self, known: Birth) -> tuple[list[tuple[Array, float]], float]:
        if known.last - known.first >= MOST_SPAN:
            return [], self.by["month"]
        return [(self._rows("day_parties", *self._between(known.first, known.last)), self.by["year"])], self.by["month"]

    def _between(self, first: int, last: int) -> tuple[int, int]:
        """Return where those stand whose date of birth is known to the day and lies within two days, by ordinals."""
        keys = self.segment.arrays["day_keys"]
        return int(keys.searchsorted(np.int32(first))), int(keys.searchsorted(np.int32(last), side="right"))

    def _full(self, known: Birth) -> tuple[list[tuple[Array, float]], float]:
        by, arrays, day = self.by, self.segment.arrays, known.day
        keys, unsaid = arrays["day_keys"], by["near"]
        new_year = date(day.year, 1, 1).toordinal()
        # numbers of another width would have numpy copy all that is searched
        ends = np.array((new_year, known.first + 1), np.int32)
        span, until = arrays["span_first"].searchsorted(ends).tolist()
        off = _off(day)
        low, high = keys.searchsorted(off), keys.searchsorted(off, side="right")
        few = high - low < _MOST_BORN // 10
        digits = arrays["day_parties"][spread(low[few], high[few])]
        lanes = [
            (self._of_a_year("span_parties", span, until), by["year"]),
            (self.segment.rows_of(digits), by["digit"]),
        ]
        turned = swapped(day)
        if turned is not None:
            there = self._between(turned.toordinal(), turned.toordinal())
            lanes.append((self._rows("day_parties", *there), by["swapped"]))
        exact = "new-year" if (day.month, day.day) == NEW_YEAR else "exact"
        born, beyond = self._between(known.first, known.first)
        lanes.append((self._rows("day_parties", born, beyond), by[exact]))
        if until - span > _MOST_BORN or NEW_YEAR in ((day.month, day.day), (1, day.day)):
            unsaid = max(unsaid, by["year"])
        if not few.all():
            unsaid = max(unsaid, by["digit"])
        if beyond - born > _MOST_BORN:
            unsaid = max(unsaid, by[exact])
        if known.first != new_year:
            # 1 January stands for a year alone in many registers
            lanes.insert(0, (self._of_a_year("day_parties", *self._between(new_year, new_year)), by["year"]))
        return lanes, unsaid

    def near(self, births: Sequence[Birth]) -> tuple[list[tuple[int, int]], Array]:
        """Return the rows of parties that may be born on one of the days, whatever slip of the pen is allowed for.

        All others are of somebody born on one other day.

        Args:
            births: the traveller's dates, one at least.

        Returns:
            Stretches of rows, apart and in order, and single rows outside of them.
        """
        middles = np.array([(known.first + known.last) // 2 for known in births], np.int32)
        widths = np.array([2 * YEAR + (known.last - known.first) // 2 for known in births], np.int32)
        lows = self._days.searchsorted(np.maximum(middles - widths, 1))
        highs = self._days.searchsorted(middles + widths, side="right")
        stretches = [(0, int(self._days.searchsorted(np.int32(1))))]
        for low, high in sorted(zip(lows.tolist(), highs.tolist(), strict=True)):
            if low <= stretches[-1][1]:
                stretches[-1] = (stretches[-1][0], max(high, stretches[-1][1]))
            else:
                stretches.append((low, high))
        days = np.unique(np.concatenate([_off(known.day) if known.full else _NO_DAYS for known in births]))
        for middle, width in zip(middles.tolist(), widths.tolist(), strict=True):
            days = days[np.abs(days - middle) > width]
        return stretches, spread(self._days.searchsorted(days), self._days.searchsorted(days, side="right"))

    def said(self, places: Array, births: Sequence[Birth]) -> Floats:
        """Return what the dates of birth of parties say, by tier, the best of each party's."""
        by = self.by
        if not births:
            return np.zeros(len(places), np.float32)
        listed = self.segment.arrays["births"][places]
        if not listed[:, 1:, 0].any():
            listed = listed[:, :1]
        known = listed[:, :, 0] > 0
        best = np.full(known.shape, _NOWHERE, np.float32)
        for mine in births:
            best = np.maximum(best, self._tiers(listed, mine))
        best[~known] = _NOWHERE
        found: Floats = best.max(1)
        found[~known.any(1)] = by["missing"]
        return found

    def _tiers(self, listed: Array, mine: Birth) -> Floats:
        by = self.by
        first, last, about = listed[:, :, 0], listed[:, :, 1], listed[:, :, 2] > 0
        apart = np.maximum(np.maximum(mine.first - last, first - mine.last), 0)
        widest = np.maximum(last - first, mine.last - mine.first)
        value: Floats = np.full(first.shape, by["conflict"], np.float32)
        value[apart <= np.where(about | mine.about, 2 * YEAR, YEAR)] = by["near-year"]
        full = first == last
        inside = apart == 0
        if mine.full:
            value[full & ~(about & (apart <= YEAR))] = by["conflict"]
            value[full & (apart <= WEEK)] = by["near"]
            off = _off(mine.day)
            value[full & (off[np.minimum(off.searchsorted(first), len(off) - 1)] == first)] = by["digit"]
            turned = swapped(mine.day)
            if turned is not None:
                value[full & (first == turned.toordinal())] = by["swapped"]
            new_year = date(mine.day.year, 1, 1).toordinal()
            if mine.first == new_year:
                value[full & (first >= new_year) & (first < new_year + YEAR) & (value < by["year"])] = by["year"]
            else:
                value[full & (first == new_year) & (value < by["year"])] = by["year"]
            value[full & (first == mine.first)] = by["new-year" if mine.first == new_year else "exact"]
            inside &= ~full
        value[inside & (widest < LONG_YEAR)] = by["year"]
        value[inside & (widest < LONG_MONTH)] = by["month"]
        value[inside & (widest >= LONG_YEAR)] = by["span"]
        return value


def _off(day: date) -> Array:
    return np.array(one_digit_off(day), np.int32)
