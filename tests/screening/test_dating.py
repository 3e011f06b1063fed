"""Rows stand in the order of their days of birth, and a search looks at the stretches that a date may mean."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from limen.screening import Name, Party
from limen.screening.dates import YEAR, Birth, birth, one_digit_off
from limen.screening.dating import Dating
from limen.screening.gathering import STEP, step, steps
from limen.screening.policy import policy
from limen.screening.segment import build

DAYS = st.dates(min_value=date(1920, 1, 1), max_value=date(2020, 12, 31)).map(date.isoformat)
YEARS = st.integers(1920, 2020).map(str)
KNOWN = st.lists(DAYS | YEARS, max_size=2).map(tuple)
LISTED = st.lists(KNOWN, min_size=1, max_size=40)


def parties(births: list[tuple[str, ...]]) -> list[tuple[str, Party]]:
    return [
        (str(place), Party(names=(Name(f"Anna Bel{place}"), Name(f"Anna Berg{place}")), births=known))
        for place, known in enumerate(births)
    ]


def may_be(asked: Birth, known: tuple[str, ...]) -> bool:
    """Return whether somebody listed may be born on the day asked for, or no one day of theirs is known."""
    listed = [found for text in known if (found := birth(text))]
    if len(listed) != 1 or not listed[0].full:
        return True
    day = listed[0].first
    middle, width = (asked.first + asked.last) // 2, 2 * YEAR + (asked.last - asked.first) // 2
    return abs(day - middle) <= width or (asked.full and day in one_digit_off(asked.day))


@settings(max_examples=80, deadline=None)
@given(LISTED)
def test_the_rows_of_a_party_stand_together_by_its_day_of_birth(births: list[tuple[str, ...]]) -> None:
    segment = build(parties(births))
    for place in range(len(births)):
        rows = segment.rows_of(np.array([place]))
        assert {segment.form(row).tokens for row in rows.tolist()} == {
            ("anna", f"bel{place}"),
            ("anna", f"berg{place}"),
        }
        assert (segment.arrays["row_party"][rows] == place).all()
        assert rows.tolist() == list(range(rows[0], rows[0] + 2))
    days = Dating(segment, policy())._days
    assert (np.diff(days) >= 0).all()


@settings(max_examples=80, deadline=None)
@given(LISTED, st.lists(DAYS | YEARS, min_size=1, max_size=2, unique=True))
def test_whoever_may_be_meant_by_a_date_is_near_and_nobody_else(
    births: list[tuple[str, ...]], asked: list[str]
) -> None:
    segment = build(parties(births))
    dates = [found for text in asked if (found := birth(text))]
    stretches, single = Dating(segment, policy()).near(dates)
    rows = [*single.tolist(), *(row for start, end in stretches for row in range(start, end))]
    assert len(rows) == len(set(rows)), "no row twice"
    assert stretches == sorted(stretches)
    near = set(segment.arrays["row_party"][rows].tolist()) if rows else set()
    assert near == {place for place, known in enumerate(births) if any(may_be(one, known) for one in dates)}


@given(st.floats(0.0, 900.0))
def test_a_row_is_never_counted_lower_than_it_stands(bits: float) -> None:
    counted = int(step(bits))
    assert counted >= max(bits * STEP, 1)
    assert counted <= bits * STEP + 1
    assert int(steps(np.array([bits], np.float32))[0]) == pytest.approx(counted, abs=1)
