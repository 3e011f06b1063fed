"""Days of unemployment, counted from the times with employers."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from limen.offices.sevis.unemployment import Span, Work, exceeded_on, idle, used

FIRST = date(2026, 6, 1)
LAST = date(2027, 5, 31)
LEAST = 20
days = st.integers(-40, 420).map(lambda number: FIRST + timedelta(days=number))


@st.composite
def works(draw: st.DrawFn) -> list[Work]:
    found = []
    for _ in range(draw(st.integers(0, 5))):
        first = draw(days)
        last = draw(st.none() | st.integers(0, 200).map(lambda length, first=first: first + timedelta(days=length)))
        found.append(Work(first, last, draw(st.integers(1, 40))))
    return found


def one_by_one(first: date, last: date, rows: list[Work]) -> int:
    """Count the plain way: each day by itself."""
    total, day = 0, first
    while day <= last:
        hours = sum(row.hours for row in rows if row.first <= day and (row.last is None or day <= row.last))
        total += hours < LEAST
        day += timedelta(days=1)
    return total


def test_who_never_works_uses_every_day() -> None:
    assert used(FIRST, FIRST + timedelta(days=9), [], LEAST) == 10


def test_a_job_from_the_first_day_uses_none() -> None:
    assert used(FIRST, LAST, [Work(FIRST, None, 40)], LEAST) == 0


def test_two_small_jobs_make_one_that_counts() -> None:
    both = [Work(FIRST, None, 10), Work(FIRST + timedelta(days=5), None, 10)]
    assert idle(FIRST, LAST, both, LEAST) == [Span(FIRST, FIRST + timedelta(days=4))]


def test_the_ninety_first_day_without_work_is_beyond_what_is_allowed() -> None:
    assert exceeded_on(FIRST, LAST, [], LEAST, 90) == FIRST + timedelta(days=90)


def test_a_gap_between_two_jobs_counts_and_goes_on_where_it_was() -> None:
    first = Work(FIRST + timedelta(days=30), FIRST + timedelta(days=59), 40)
    assert used(FIRST, FIRST + timedelta(days=99), [first], LEAST) == 30 + 40
    assert exceeded_on(FIRST, LAST, [first], LEAST, 90) == FIRST + timedelta(days=60 + 60)


@given(works(), days)
def test_it_is_what_counting_each_day_gives(rows: list[Work], last: date) -> None:
    assert used(FIRST, last, rows, LEAST) == (one_by_one(FIRST, last, rows) if last >= FIRST else 0)


@given(works(), works())
def test_more_work_never_adds_a_day(rows: list[Work], more: list[Work]) -> None:
    assert used(FIRST, LAST, rows + more, LEAST) <= used(FIRST, LAST, rows, LEAST)


@given(works(), st.integers(0, 363))
def test_two_parts_of_a_time_make_the_whole(rows: list[Work], cut: int) -> None:
    middle = FIRST + timedelta(days=cut)
    parts = used(FIRST, middle, rows, LEAST) + used(middle + timedelta(days=1), LAST, rows, LEAST)
    assert parts == used(FIRST, LAST, rows, LEAST)


@given(works(), st.integers(0, 150))
def test_the_day_it_is_exceeded_is_the_first_such_day(rows: list[Work], allowed: int) -> None:
    day = exceeded_on(FIRST, LAST, rows, LEAST, allowed)
    if day is None:
        assert used(FIRST, LAST, rows, LEAST) <= allowed
    else:
        assert used(FIRST, day, rows, LEAST) == allowed + 1
        assert used(FIRST, day - timedelta(days=1), rows, LEAST) == allowed


@given(works())
def test_spans_are_in_order_and_do_not_touch(rows: list[Work]) -> None:
    found = idle(FIRST, LAST, rows, LEAST)
    assert all(left.last + timedelta(days=1) < right.first for left, right in zip(found, found[1:], strict=False))
