"""Stays and populations, each against a count that walks every day and every person."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from limen.exchange.ice_release import Redacted, Stint
from limen.exchange.ice_release.stays import OPEN, lengths, population, stays, stints_of
from tests.exchange.releases import at

FIRST, LAST = date(2020, 2, 26), date(2020, 3, 12)
DAYS = [FIRST + timedelta(days=place) for place in range((LAST - FIRST).days + 1)]
START = at(2020, 2, 20)
NEVER = at(9999, 1, 1)


def stint(person: str | Redacted | None, facility: str, start: datetime, end: datetime | None) -> Stint:
    return Stint(1, "", person=person, facility_code=facility, book_in=start, book_out=end)


@st.composite
def held(draw: st.DrawFn) -> Stint:
    start = START + timedelta(hours=draw(st.integers(0, 24 * 26)))
    hours = draw(st.one_of(st.none(), st.integers(0, 24 * 9)))
    person = draw(st.sampled_from(["a", "b", "c", None]))
    return stint(person, draw(st.sampled_from("XY")), start, None if hours is None else start + timedelta(hours=hours))


def last_day(one: Stint, as_of: date) -> date:
    """Return the day after the last midnight at which a stint was held."""
    return one.book_out.date() if isinstance(one.book_out, datetime) else as_of + timedelta(days=1)


def naive(rows: list[Stint], as_of: date, *, together: bool) -> dict[str, Counter[tuple[str, date]]]:
    midnight: dict[tuple[str, date], set[str]] = {}
    whole: dict[tuple[str, date], set[str]] = {}
    ins, outs = Counter[tuple[str, date]](), Counter[tuple[str, date]]()
    for place, one in enumerate(rows):
        assert isinstance(one.book_in, datetime)
        name = "" if together else str(one.facility_code)
        person = one.person if isinstance(one.person, str) else f"alone {place}"
        ins[name, one.book_in.date()] += 1
        if one.book_out is not None:
            outs[name, last_day(one, as_of)] += 1
        for day in DAYS:
            if one.book_in.date() <= day < last_day(one, as_of):
                midnight.setdefault((name, day), set()).add(person)
            closed_today = one.book_out is not None and day == last_day(one, as_of)
            if one.book_in.date() <= day and (day < last_day(one, as_of) or closed_today):
                whole.setdefault((name, day), set()).add(person)
    return {
        "midnight": Counter({key: len(people) for key, people in midnight.items()}),
        "whole_day": Counter({key: len(people) for key, people in whole.items()}),
        "book_ins": ins,
        "book_outs": outs,
    }


@given(st.lists(held(), max_size=12), st.integers(-2, 20), st.booleans())
def test_populations_are_those_of_a_count_by_hand(rows: list[Stint], ahead: int, together: bool) -> None:
    as_of = FIRST + timedelta(days=ahead)
    found = population(stints_of(rows), FIRST, LAST, as_of=as_of, together=together)
    expected = naive(rows, as_of, together=together)
    assert found.days == tuple(DAYS)
    for name, counted in expected.items():
        array = getattr(found, name)
        assert array.shape == (len(found.facilities), len(DAYS))
        told = {
            (facility, day): int(array[row, column])
            for row, facility in enumerate(found.facilities)
            for column, day in enumerate(DAYS)
        }
        assert told == {key: counted[key] for key in told}, name
    assert (found.midnight <= found.whole_day).all()


def joined(rows: list[Stint], tolerance: timedelta) -> Counter[tuple[object, ...]]:
    """Return stays as (start, end or None, number of stints), person by person."""
    found: list[tuple[object, ...]] = []
    people: dict[str, list[tuple[datetime, datetime]]] = {}
    for place, one in enumerate(rows):
        assert isinstance(one.book_in, datetime)
        end = one.book_out if isinstance(one.book_out, datetime) else NEVER
        person = one.person if isinstance(one.person, str) else f"alone {place}"
        people.setdefault(person, []).append((one.book_in, end))
    for person, spans in people.items():
        begun, ended, count = None, at(1, 1, 1), 0
        for start, end in sorted(spans):
            if begun is not None and start - ended > tolerance:
                found.append((person[:5], begun, ended, count))
                begun, ended, count = None, at(1, 1, 1), 0
            begun, ended, count = begun or start, max(ended, end), count + 1
        found.append((person[:5], begun, ended, count))
    return Counter(one[1:] for one in found)


@given(st.lists(held(), max_size=12), st.integers(0, 48))
def test_stays_are_stints_joined_over_short_gaps(rows: list[Stint], hours: int) -> None:
    found = stays(stints_of(rows), timedelta(hours=hours))
    expected = joined(rows, timedelta(hours=hours))
    told = Counter(
        (_moment(start), NEVER if end == OPEN else _moment(end), int(count))
        for start, end, count in zip(found.start, found.end, found.stints, strict=True)
    )
    assert told == expected
    assert int(found.stints.sum()) == len(rows)


def _moment(seconds: int) -> datetime:
    return at(1970, 1, 1) + timedelta(seconds=int(seconds))


def test_a_transfer_is_one_stay_and_two_stints() -> None:
    rows = [
        stint("a", "X", at(2020, 3, 1, 8), at(2020, 3, 3, 9)),
        stint("a", "Y", at(2020, 3, 3, 14), at(2020, 3, 5, 9)),
        stint("a", "X", at(2020, 3, 9, 1), None),
    ]
    columns = stints_of(rows)
    found = stays(columns, timedelta(hours=24))
    assert [columns.facilities[place] for place in found.first] == ["X", "X"]
    assert [columns.facilities[place] for place in found.last] == ["Y", "X"]
    assert found.stints.tolist() == [2, 1]
    told = lengths(found, date(2020, 3, 1), date(2020, 3, 31))
    assert (told.stays, told.longest) == (1, pytest.approx(4 + 1 / 24))
    assert told.mean == told.median == told.longest
    assert lengths(found, date(2020, 4, 1), date(2020, 4, 2)).stays == 0
    assert len(stays(columns, timedelta(hours=4)).start) == 3


def test_the_two_populations_of_a_day_in_custody() -> None:
    rows = [
        stint("noon", "X", at(2020, 3, 1, 9), at(2020, 3, 1, 12)),
        stint("night", "X", at(2020, 3, 1, 9), at(2020, 3, 2)),
        stint("back", "X", at(2020, 3, 1, 9), at(2020, 3, 1, 12)),
        stint("back", "X", at(2020, 3, 1, 18), at(2020, 3, 2, 1)),
    ]
    found = population(stints_of(rows), date(2020, 3, 1), date(2020, 3, 2), as_of=date(2020, 3, 9))
    assert found.midnight.tolist() == [[2, 0]]
    assert found.whole_day.tolist() == [[3, 2]]
    assert found.book_ins.tolist() == [[4, 0]]
    assert found.book_outs.tolist() == [[2, 2]]


def test_what_cannot_be_counted_is_left_out_and_told() -> None:
    rows = [
        stint("a", "X", at(2020, 3, 2), at(2020, 3, 1)),
        Stint(1, "", person="a", facility_code="X"),
        Stint(1, "", person="a", book_in=at(2020, 3, 2)),
        Stint(1, "", person="a", facility_code="X", book_in=at(2020, 3, 2), book_out=Redacted()),
        Stint(1, "", person=Redacted(("b6",)), facility="BY NAME", book_in=at(2020, 3, 2)),
    ]
    columns = stints_of(rows)
    assert (columns.left_out, columns.facilities, len(columns.start)) == (4, ("BY NAME",), 1)
    assert columns.end[0] == OPEN
    assert stints_of([]).start.dtype == np.int64


def test_days_run_forward() -> None:
    with pytest.raises(ValueError, match="before the first"):
        population(stints_of([]), LAST, FIRST, as_of=LAST)
