"""The logic of criteria: what is read, what surely holds, and what may not be."""

from __future__ import annotations

from dataclasses import fields as attributes
from itertools import product
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from limen.core.criteria.rules import (
    Flight,
    Node,
    Question,
    Span,
    TravelFacts,
    age_on,
    as_data,
    deeper_than,
    fields,
    groups,
    holds,
    read,
    rests_on_alone,
)
from limen.kernel import BadInput

CASH = {"field": "paid_by", "op": "has_any", "value": ["cash"]}
LATE = {"field": "ticket_hours", "op": "at_most", "value": 24}
ONE_WAY = {"field": "one_way", "op": "yes"}
BACK = {"field": "one_way", "op": "no"}
NORWEGIAN = {"field": "nationality", "op": "is_any", "value": ["NOR"]}
YOUNG = {"field": "age", "op": "at_most", "value": 30}


def test_the_vocabulary_and_the_facts_have_the_same_names() -> None:
    assert set(fields()) == {item.name for item in attributes(TravelFacts)}


def test_there_is_no_field_for_religion_or_ethnicity() -> None:
    told = " ".join(f"{field.key} {field.title}" for field in fields().values()).casefold()
    assert not any(word in told for word in ("relig", "ethni", "race", "meal", "faith", "belief"))


def test_what_says_who_somebody_is_is_marked() -> None:
    marked = {key for key, field in fields().items() if field.sensitive}
    assert marked == {"nationality", "sex", "age", "birthplace", "document_issuer"}
    assert all(fields()[key].category == "identity" for key in marked)


def test_paid_in_cash_within_a_day_of_departure_and_one_way() -> None:
    condition = read({"all": [CASH, LATE, ONE_WAY]})
    facts = TravelFacts(paid_by=frozenset({"cash"}), ticket_hours=20, one_way=True)
    assert holds(condition, facts)
    assert not holds(condition, TravelFacts(paid_by=frozenset({"card"}), ticket_hours=20, one_way=True))


@pytest.mark.parametrize(
    "condition", [{"none": [CASH]}, CASH, {"any": [CASH, LATE]}, {"field": "bags", "op": "at_most", "value": 0}]
)
def test_what_is_not_known_selects_nobody(condition: Any) -> None:
    assert not holds(read(condition), TravelFacts())


def test_that_something_is_not_known_can_be_asked() -> None:
    assert holds(read({"field": "paid_by", "op": "not_given"}), TravelFacts())
    assert holds(read({"field": "paid_by", "op": "given"}), TravelFacts(paid_by=frozenset({"cash"})))


def test_an_uncertain_number_selects_only_when_all_it_can_be_does() -> None:
    within = read(LATE)
    assert holds(within, TravelFacts(ticket_hours=Span(2, 24)))
    assert not holds(within, TravelFacts(ticket_hours=Span(20, 30)))
    assert not holds(read({"none": [LATE]}), TravelFacts(ticket_hours=Span(20, 30)))
    assert holds(read({"none": [LATE]}), TravelFacts(ticket_hours=Span(25, 30)))


def test_an_age_from_a_year_of_birth_is_a_span() -> None:
    from datetime import date

    assert age_on(date(1980, 5, 1), date(1980, 5, 1), date(2026, 4, 30)) == 45
    assert age_on(date(1980, 1, 1), date(1980, 12, 31), date(2026, 6, 1)) == Span(45, 46)
    assert groups(TravelFacts(age=Span(29, 31)))["age"] == ""
    assert groups(TravelFacts(age=Span(31, 32)))["age"] == "30-44"


@pytest.mark.parametrize(
    "wrong",
    [
        {},
        [],
        "cash",
        {"all": []},
        {"all": [CASH], "any": [CASH]},
        {"field": "religion", "op": "is_any", "value": ["x"]},
        {"field": ["bags"], "op": "at_least", "value": 1},
        {"field": "bags", "op": "has_any", "value": ["x"]},
        {"field": "bags", "op": ["at_least"], "value": 1},
        {"field": "bags", "op": "at_least", "value": 1.5},
        {"field": "bags", "op": "at_least", "value": True},
        {"field": "bags", "op": "at_least", "value": -1},
        {"field": "age", "op": "at_least", "value": 131},
        {"field": "paid_by", "op": "has_any", "value": ["gold"]},
        {"field": "paid_by", "op": "has_any", "value": []},
        {"field": "paid_by", "op": "has_any", "value": [3]},
        {"field": "one_way", "op": "yes", "value": "x"},
        {"all": [CASH] * 25},
        {"all": [{"all": [{"all": [{"all": [{"all": [{"all": [CASH]}]}]}]}]}]},
    ],
)
def test_what_means_nothing_is_refused_with_its_place(wrong: Any) -> None:
    with pytest.raises(BadInput) as refused:
        read(wrong)
    assert all(problem.field.startswith("condition") for problem in refused.value.problems)


@pytest.mark.parametrize(
    "rests",
    [
        NORWEGIAN,
        {"none": [NORWEGIAN]},
        {"field": "nationality", "op": "not_given"},
        {"all": [NORWEGIAN, YOUNG]},
        {"any": [NORWEGIAN, {"all": [CASH, LATE]}]},
        {"all": [NORWEGIAN, {"any": [ONE_WAY, BACK]}]},
        {"all": [NORWEGIAN, {"field": "bags", "op": "at_least", "value": 0}]},
        {"all": [NORWEGIAN, {"field": "bags", "op": "given"}]},
        {"all": [NORWEGIAN, {"field": "paid_by", "op": "has_any", "value": ["cash", "card", "other"]}]},
        {"none": [{"none": [NORWEGIAN]}]},
        {"all": [{"any": [NORWEGIAN, CASH]}, {"any": [YOUNG, LATE]}]},
        {"field": "document_issuer", "op": "is_any", "value": ["NOR"]},
        {"field": "birthplace", "op": "is_any", "value": ["OSLO"]},
        {"field": "sex", "op": "is_any", "value": ["F"]},
    ],
)
def test_a_criterion_that_may_rest_on_who_somebody_is_alone_is_told(rests: Any) -> None:
    alone = rests_on_alone(read(rests))
    assert alone is not None
    assert alone.fields


@pytest.mark.parametrize(
    "fair",
    [
        {"all": [CASH, LATE, ONE_WAY]},
        {"all": [NORWEGIAN, CASH]},
        {"all": [NORWEGIAN, {"any": [CASH, LATE]}]},
        {"all": [NORWEGIAN, {"field": "contact_given", "op": "no"}]},
        {"none": [{"any": [NORWEGIAN, CASH]}]},
    ],
)
def test_a_criterion_that_rests_on_the_journey_as_well_is_not(fair: Any) -> None:
    assert rests_on_alone(read(fair)) is None


def test_data_nested_without_end_is_told_before_it_is_walked() -> None:
    data: Any = CASH
    for _ in range(900):
        data = {"all": [data]}
    assert deeper_than(data, 16)
    assert not deeper_than({"all": [{"any": [CASH, LATE]}]}, 16)


def test_a_criterion_that_selects_everybody_is_told_as_that() -> None:
    alone = rests_on_alone(read({"any": [ONE_WAY, BACK]}))
    assert alone is not None
    assert alone.fields == ()


# A small world of four fields, small enough to ask every traveller there can be.

QUESTIONS = st.sampled_from(
    [
        Question("nationality", "is_any", values=("NOR",)),
        Question("nationality", "is_none", values=("SWE",)),
        Question("sex", "is_any", values=("F", "X")),
        Question("one_way", "yes"),
        Question("one_way", "no"),
        Question("bags", "at_least", value=0),
        Question("bags", "at_least", value=2),
        Question("bags", "at_most", value=3),
        Question("paid_by", "has_any", values=("cash", "other")),
        Question("paid_by", "has_none", values=("card",)),
    ]
)
NATIONALITIES, SEXES = ("NOR", "SWE", "DNK"), ("F", "M", "X")
PAID = [
    frozenset(some)
    for some in (
        ("cash",),
        ("card",),
        ("other",),
        ("cash", "card"),
        ("card", "other"),
        ("cash", "other"),
        ("cash", "card", "other"),
    )
]


def grown(parts: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    from limen.core.criteria.rules import Group

    some = st.lists(parts, min_size=1, max_size=3).map(tuple)
    return st.builds(Group, st.sampled_from(["all", "any", "none"]), some)


CONDITIONS = st.recursive(QUESTIONS, grown, max_leaves=7)


def everybody(nationality: str, sex: str) -> list[TravelFacts]:
    return [
        TravelFacts(nationality=nationality, sex=sex, one_way=one_way, bags=bags, paid_by=paid)
        for one_way, bags, paid in product((True, False), range(6), PAID)
    ]


@settings(max_examples=300, deadline=None)
@given(CONDITIONS)
def test_a_criterion_is_refused_exactly_when_some_description_is_selected_whatever_the_journey(condition: Node) -> None:
    wholly = any(
        len(Flight(rows).selected(condition)) == len(rows)
        for rows in (everybody(*who) for who in product(NATIONALITIES, SEXES))
    )
    assert (rests_on_alone(condition) is not None) == wholly


def sure(node: Node, facts: TravelFacts) -> bool | None:
    """Ask one traveller one question after another, without any index: what Flight must agree with."""
    if isinstance(node, Question):
        held = getattr(facts, node.field)
        if held is None:
            return None
        if node.op in ("yes", "no"):
            return held == (node.op == "yes")
        if node.op in ("at_most", "at_least"):
            lo, hi = held if isinstance(held, Span) else (held, held)
            said = {value <= node.value if node.op == "at_most" else value >= node.value for value in (lo, hi)}
            return said.pop() if len(said) == 1 else None
        words = {held} if isinstance(held, str) else held
        return bool(words & set(node.values)) == (node.op in ("is_any", "has_any"))
    said_all = [sure(part, facts) for part in node.parts]
    if node.mode == "all":
        return False if False in said_all else None if None in said_all else True
    found = True if True in said_all else None if None in said_all else False
    return found if node.mode == "any" else (None if found is None else not found)


FACTS = st.builds(
    TravelFacts,
    nationality=st.sampled_from([*NATIONALITIES, None]),
    sex=st.sampled_from([*SEXES, None]),
    one_way=st.sampled_from([True, False, None]),
    bags=st.one_of(
        st.none(),
        st.integers(0, 5),
        st.builds(lambda lo, more: Span(lo, lo + more), st.integers(0, 4), st.integers(0, 3)),
    ),
    paid_by=st.sampled_from([*PAID, None]),
)


@settings(max_examples=300, deadline=None)
@given(CONDITIONS, st.lists(FACTS, max_size=12))
def test_many_at_once_are_answered_as_each_alone(condition: Node, rows: list[TravelFacts]) -> None:
    assert Flight(rows).selected(condition) == [at for at, row in enumerate(rows) if sure(condition, row) is True]


@given(CONDITIONS)
def test_a_condition_written_as_data_is_read_back_the_same(condition: Node) -> None:
    assert read(as_data(condition)) == condition
