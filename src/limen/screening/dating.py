"""Dates of birth over a whole segment: whom a date brings, who cannot be meant by it, and what it says of each."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import numpy as np
from numpy.typing import NDArray

from limen.screening.dates import LONG_MONTH, LONG_YEAR, NEW_YEAR, WEEK, YEAR, Birth, one_digit_off, swapped
from limen.screening.policy import Policy
from limen.screening.segment import MOST_SPAN, Array, Segment, spread

Floats = NDArray[np.float32]
_MOST_BORN = 3_000
_NOWHERE = -99.0
_LAST = date(2200, 12, 31).toordinal()


class Dating:
    """Searches one segment by dates of birth.

    Args:
        segment: what is searched.
        by: the weights of evidence.
    """

    def __init__(self, segment: Segment, by: Policy) -> None:
        self.segment, self.by = segment, by.birth
        births = segment.arrays["births"]
        alone = (births[:, 0, 0] == births[:, 0, 1]) & (births[:, 1, 0] == 0)
        days = np.where(alone, births[:, 0, 0], 0).astype(np.int32)
        self._off = np.zeros(max(int(days.max(initial=0)), _LAST) + 1, np.bool_)
        self._days = days[segment.arrays["row_party"]] if len(births) else np.zeros(0, np.int32)

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
        return [(self.segment.rows_of(places), weight) for places, weight in lanes if len(places)], unsaid

    def _partly(self, known: Birth) -> tuple[list[tuple[Array, float]], float]:
        if known.last - known.first >= MOST_SPAN:
            return [], self.by["month"]
        return [(self.segment.born(known.first, known.last)[:_MOST_BORN], self.by["year"])], self.by["month"]

    def _full(self, known: Birth) -> tuple[list[tuple[Array, float]], float]:
        by, arrays, day = self.by, self.segment.arrays, known.day
        keys, unsaid = arrays["day_keys"], by["near"]
        new_year = date(day.year, 1, 1).toordinal()
        # numbers of another width would have numpy copy all that is searched
        ends = np.array((new_year, known.first + 1), np.int32)
        span = slice(*arrays["span_first"].searchsorted(ends).tolist())
        years = arrays["span_parties"][span]
        off = _off(day)
        low, high = keys.searchsorted(off), keys.searchsorted(off, side="right")
        few = high - low < _MOST_BORN // 10
        lanes = [(years[:_MOST_BORN], by["year"]), (arrays["day_parties"][spread(low[few], high[few])], by["digit"])]
        turned = swapped(day)
        if turned is not None:
            lanes.append((self.segment.born(turned.toordinal(), turned.toordinal()), by["swapped"]))
        exact = "new-year" if (day.month, day.day) == NEW_YEAR else "exact"
        born = self.segment.born(known.first, known.first)
        lanes.append((born[:_MOST_BORN], by[exact]))
        if len(years) > _MOST_BORN or NEW_YEAR in ((day.month, day.day), (1, day.day)):
            unsaid = max(unsaid, by["year"])
        if not few.all():
            unsaid = max(unsaid, by["digit"])
        if len(born) > _MOST_BORN:
            unsaid = max(unsaid, by[exact])
        if known.first != new_year:
            # 1 January stands for a year alone in many registers
            lanes.insert(0, (self.segment.born(new_year, new_year)[:_MOST_BORN], by["year"]))
        return lanes, unsaid

    def far(self, rows: Array, births: Sequence[Birth]) -> NDArray[np.bool_]:
        """Return which rows are of a party that was born on one other day, whatever slip of the pen is allowed for.

        Args:
            rows: of the segment.
            births: the traveller's dates, one at least.
        """
        days = self._days[rows]
        far: NDArray[np.bool_] = days > 0
        for known in births:
            far &= np.abs(days - (known.first + known.last) // 2) > 2 * YEAR + (known.last - known.first) // 2
            if known.full:
                off = _off(known.day)
                off = off[off < len(self._off)]
                self._off[off] = True
                far &= ~self._off[days]
                self._off[off] = False
        return far

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
