"""The linker finds who is who among flat records, says why, and says the same on either engine."""

from __future__ import annotations

import importlib.util
import shutil
import warnings
from collections.abc import Iterator
from typing import Any

import pytest

from limen.core.people.resolving import (
    Claim,
    EngineMissing,
    Known,
    Pair,
    Register,
    engine,
    folded_number,
    link,
    model,
)
from limen.core.people.resolving.flat import rows
from limen.screening.trial.doubled import Met, register

ANNA = Known(
    "a",
    (Claim("Eriksson", "Anna Maria", birth="1974-08-12", nationality="SWE"),),
    "F",
    (folded_number("passport:SWE", "L898902C3"),),
    (folded_number("a_number", "A 012-345-678"),),
)
STRANGER = Known("z", (Claim("Okafor", "Ngozi", birth="1990-03-02", nationality="NGA"),), "F")


def met(key: str, surname: str, given: str, birth: str = "", **more: Any) -> Known:
    return Known(key, (Claim(surname, given, birth=birth, nationality=more.pop("nationality", "")),), **more)


def found(*people: Known, at_least: float | None = None, where: str = "duckdb") -> list[Pair]:
    table = Register()
    for person in people:
        table.put(person)
    return link(table.table(), model(), engine(where), at_least=at_least)


def standing(pair: Pair) -> dict[str, str]:
    return {reason.comparison: reason.how for reason in pair.why}


@pytest.mark.parametrize(
    ("other", "how"),
    [
        (met("b", "Eriksson", "Anna Maria", "1974-08-12"), {"family": "same", "given": "same", "birth": "same"}),
        (met("b", "Eriksson", "Anna", "1974-12-08"), {"given": "part", "birth": "day and month exchanged"}),
        (met("b", "Erikson", "Anna Maria", "1974-08-13"), {"family": "alike", "birth": "one digit"}),
        (met("b", "Anna Maria", "Eriksson", "1974-08-12"), {"family": "exchanged", "given": "exchanged"}),
        (met("b", "Eriksson", "Anna Maria", "1974"), {"birth": "as far as known"}),
        (met("b", "Eriksson", "A", "1974-08-12"), {"given": "initial"}),
        (met("b", "Eriksson", "Anna Maria", "1974-08-12", sex="M"), {"sex": "differ"}),
    ],
)
def test_somebody_met_again_is_proposed_and_it_is_said_why(other: Known, how: dict[str, str]) -> None:
    (pair,) = found(ANNA, other, STRANGER)
    assert (pair.left, pair.right) == ("a", "b")
    assert pair.probability >= model().proposing
    assert standing(pair).items() >= how.items()


def test_the_reasons_add_up_to_the_whole() -> None:
    (pair,) = found(ANNA, met("b", "Eriksson", "Anna", "1974-12-08", nationality="NOR", sex="F"))
    import math

    prior = model().prior(2)
    before = math.log2(prior / (1 - prior))
    assert pair.bits == pytest.approx(before + sum(reason.bits for reason in pair.why), abs=1e-6)
    assert pair.probability == pytest.approx(2**pair.bits / (1 + 2**pair.bits))


def test_a_name_in_its_own_script_is_the_same_name() -> None:
    other = Known("b", (Claim(native="Анна Эрикссон", birth="1974-08-12"),), "F")
    (pair,) = found(ANNA, other)
    assert standing(pair)["family"] == "same"


def test_a_number_written_otherwise_is_the_same_number() -> None:
    assert folded_number("a_number", "A012345678") == folded_number("a_number", "12345678")
    assert folded_number("passport:SWE", "l898 9o2c3") == folded_number("passport:SWE", "L898902C3")
    other = Known("b", (Claim("Svensson", "Karin"),), own=(folded_number("a_number", "12345678"),))
    (pair,) = found(ANNA, other, at_least=0.5)
    assert standing(pair)["own_numbers"] == "same"


def test_any_name_a_person_claimed_is_compared_and_a_pair_is_told_once() -> None:
    other = Known("b", (Claim("Lund", "Eva"), Claim("Eriksson", "Anna Maria", birth="1974-08-12")), "F")
    (pair,) = found(ANNA, other, STRANGER)
    assert (pair.left, pair.right) == ("a", "b")


def test_two_names_of_one_person_are_no_pair() -> None:
    both = Known("a", (Claim("Eriksson", "Anna", birth="1974-08-12"), Claim("Erikson", "Anna", birth="1974-08-12")))
    assert found(both, STRANGER) == []


def test_namesakes_of_other_births_are_not_proposed() -> None:
    assert found(ANNA, met("b", "Eriksson", "Anna Maria", "1951-02-27"), STRANGER) == []


def test_a_nationality_alone_speaks_for_nobody() -> None:
    level = next(item for item in model().comparisons if item.name == "nationality").levels[0]
    assert level.m <= level.u


def test_an_empty_register_and_one_of_one_person_have_no_pairs() -> None:
    assert found() == []
    assert found(ANNA) == []


def test_a_person_without_a_name_is_not_compared() -> None:
    assert list(rows(Known("n", (Claim(),)))) == []


@pytest.mark.parametrize("item", model().comparisons, ids=lambda item: item.name)
def test_the_shares_of_a_comparison_are_shares(item: Any) -> None:
    assert all(0 < level.m <= 1 and 0 < level.u <= 1 for level in item.levels)
    assert sum(level.m for level in item.levels) <= 1.001
    assert [bool(level.when or level.share) for level in item.levels][:-1] == [True] * (len(item.levels) - 1)
    last = item.levels[-1]
    assert (last.when, last.share) == ("", ""), "the last level is all that is left"


def test_an_engine_that_is_not_there_says_so() -> None:
    with pytest.raises(EngineMissing, match="duckdb, spark"):
        engine("abacus")


def known(item: Met) -> Known:
    numbers = () if item.number is None else (folded_number(f"passport:{item.number.issuer}", item.number.value),)
    claim = Claim(item.name.surname, item.name.given, "", item.birth, item.nationality)
    return Known(item.key, (claim,), item.sex, numbers)


@pytest.fixture(scope="module")
def town() -> list[Met]:
    return list(register(3_000, seed=3, tails=0.05))


def test_of_a_made_up_town_nearly_everybody_met_twice_is_found_and_hardly_anybody_else(town: list[Met]) -> None:
    whose = {item.key: item.person for item in town}
    pairs = found(*map(known, town))
    true = sum(
        1
        for at, one in enumerate(sorted(whose, key=lambda key: whose[key]))
        for two in sorted(whose, key=lambda key: whose[key])[at + 1 : at + 4]
        if whose[one] == whose[two]
    )
    right = sum(whose[pair.left] == whose[pair.right] for pair in pairs)
    assert right / len(pairs) > 0.97
    assert right / true > 0.85


def test_the_same_register_gives_the_same_pairs(town: list[Met]) -> None:
    some = [known(item) for item in town[-600:]]
    assert found(*some) == found(*some)


NO_SPARK = not (importlib.util.find_spec("pyspark") and shutil.which("java"))


@pytest.fixture
def quiet() -> Iterator[None]:
    """PySpark and the gateway to Java warn of their own affairs."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


@pytest.mark.skipif(NO_SPARK, reason="PySpark (the extra “spark”) or Java is not installed")
@pytest.mark.usefixtures("quiet")
def test_spark_finds_what_duckdb_finds(town: list[Met]) -> None:
    doubled = [known(item) for item in town if item.key.startswith("b")][:60]
    first = [known(item) for item in town if item.key.startswith("a")][:400]
    sets = [found(ANNA, STRANGER, *doubled, *first, where=where) for where in ("duckdb", "spark")]
    shapes = [{(pair.left, pair.right, round(pair.bits, 6), pair.why) for pair in pairs} for pairs in sets]
    duck, spark = ({item[:3] for item in shape} for shape in shapes)
    assert duck == spark
    assert [[(reason.comparison, reason.how) for reason in pair.why] for pair in sets[0]] == [
        [(reason.comparison, reason.how) for reason in pair.why] for pair in sets[1]
    ]
