"""What an earlier stay bars, for how long, and for whom; who owes presence at home."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from limen.core.lawbook import lawbook
from limen.kernel.clocks import add_months
from limen.offices.sevis.bars import Stay, barring, bars, residence, served_until

LAW, TODAY = lawbook(), date(2026, 11, 29)
RESEARCH = ("professor", "research_scholar")
FAMILIES = sorted({row.attributes["family"] for row in LAW.codes("visitor_categories").rows})
LONG = Stay("research_scholar", date(2024, 9, 1), date(2026, 8, 31))

days = st.dates(date(2010, 1, 1), date(2040, 1, 1))
families = st.sampled_from([*FAMILIES, ""])


@st.composite
def stays(draw: st.DrawFn) -> Stay:
    since = draw(days)
    return Stay(draw(families), since, since + timedelta(days=draw(st.integers(0, 2000))))


@pytest.mark.parametrize(
    ("family", "begins", "barred"),
    [
        ("research_scholar", date(2026, 12, 1), True),
        ("professor", date(2026, 12, 1), True),
        ("short_term_scholar", date(2026, 12, 1), False),
        ("trainee", date(2026, 12, 1), False),
        ("research_scholar", date(2028, 8, 30), True),
        ("research_scholar", date(2028, 8, 31), False),
    ],
)
def test_a_research_scholar_comes_again_as_one_after_two_years(family: str, begins: date, barred: bool) -> None:
    assert bool(barring(family, begins, [LONG], LAW, TODAY)) is barred


@pytest.mark.parametrize(
    ("stay", "barred"),
    [
        (Stay("specialist", date(2025, 9, 1), date(2026, 8, 31)), True),
        (Stay("", date(2025, 9, 1), date(2026, 8, 31)), True),
        (Stay("short_term_scholar", date(2026, 3, 1), date(2026, 8, 31)), False),
        (Stay("specialist", date(2026, 4, 1), date(2026, 8, 31)), False),
        (Stay("specialist", date(2026, 3, 1), date(2026, 8, 31)), True),
        (Stay("specialist", date(2025, 1, 1), date(2025, 11, 30)), False),
    ],
)
def test_a_j_stay_of_half_a_year_bars_research_for_the_twelve_months_after_it(stay: Stay, barred: bool) -> None:
    found = barring("research_scholar", date(2026, 12, 1), [stay], LAW, TODAY)
    assert bool(found) is barred


def test_an_intern_may_be_an_intern_again_and_not_a_trainee() -> None:
    stay = Stay("intern", date(2025, 9, 1), date(2026, 8, 31))
    assert not barring("intern", date(2026, 12, 1), [stay], LAW, TODAY)
    assert [bar.code for bar in barring("trainee", date(2026, 12, 1), [stay], LAW, TODAY)] == [
        "training_after_internship"
    ]


@given(st.lists(stays(), max_size=6), families, days)
def test_what_bars_ended_less_than_its_months_ago(held: list[Stay], family: str, begins: date) -> None:
    for bar in barring(family, begins, held, LAW, TODAY):
        assert family in bar.families
        assert begins < add_months(bar.stay.until, bar.months)
        assert bar.citation


@given(st.lists(stays(), max_size=6), stays(), families, days)
def test_another_stay_never_lifts_a_bar(held: list[Stay], more: Stay, family: str, begins: date) -> None:
    before = barring(family, begins, held, LAW, TODAY)
    assert set(before) <= set(barring(family, begins, [*held, more], LAW, TODAY))


@given(st.lists(stays(), max_size=6), days)
def test_only_research_training_and_au_pairs_are_ever_barred(held: list[Stay], begins: date) -> None:
    for family in set(FAMILIES) - {*RESEARCH, "trainee", "au_pair"}:
        assert not barring(family, begins, held, LAW, TODAY)


@given(st.lists(stays(), max_size=6))
def test_the_longest_bar_stands_first(held: list[Stay]) -> None:
    found = [bar.until for bar in bars(held, LAW, TODAY)]
    assert found == sorted(found, reverse=True)


@pytest.mark.parametrize(
    ("family", "funds", "listed", "grounds"),
    [
        ("research_scholar", {"sponsor": 40_000}, False, []),
        ("research_scholar", {"sponsor": 40_000, "home_government": 10}, False, ["funded"]),
        ("research_scholar", {"us_government": True}, True, ["funded", "skills"]),
        ("physician", {"sponsor": 40_000}, False, ["medical"]),
    ],
)
def test_who_owes_presence_at_home(family: str, funds: dict[str, int], listed: bool, grounds: list[str]) -> None:
    assert [row.code for row in residence(family, funds, LAW, TODAY, listed=listed)] == grounds


def test_presence_at_home_is_served_after_two_years() -> None:
    assert served_until(date(2026, 9, 1), LAW, TODAY) == date(2028, 9, 1)
