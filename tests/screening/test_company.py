"""Names that go together say less together than each alone, whoever bears them."""

from __future__ import annotations

import numpy as np
import pytest

from limen.screening import Name, Party
from limen.screening.company import LEAST_ROWS, circles, together
from limen.screening.engine import Engine
from limen.screening.policy import policy
from limen.screening.trial.register import Register

ASKED = Party(names=(Name(surname="NGUYEN", given="THI HUONG"),))


@pytest.fixture(scope="module")
def engine() -> Engine:
    return Engine.of(iter(Register(6_000, seed=3, tails=0.05)))


def company(engine: Engine, asked: Party, key: str) -> list[float]:
    found = next(match for match in engine.search(asked, limit=50).matches if match.key == key)
    assert found.score == pytest.approx(policy().scored(sum(item.bits for item in found.evidence)))
    return [item.bits for item in found.evidence if item.how.startswith("names that")]


def test_names_of_one_tradition_say_less_together_and_the_reason_is_given(engine: Engine) -> None:
    engine.change({"same": ASKED})
    (bits,) = company(engine, ASKED, "same")
    assert bits < -3.0


def test_names_that_seldom_meet_are_not_held_against_a_match(engine: Engine) -> None:
    mixed = Party(names=(Name("Wolfgang Huang"),))
    engine.change({"mixed": mixed})
    assert all(bits > 0.0 for bits in company(engine, mixed, "mixed"))


def test_a_short_list_teaches_nothing_of_company() -> None:
    few = Engine.of([("one", ASKED)])
    assert company(few, ASKED, "one") == []


def test_circles_are_the_same_for_the_same_names_and_tell_two_traditions_apart() -> None:
    dice = np.random.default_rng(5)
    side = dice.integers(0, 2, LEAST_ROWS)
    rows = np.stack([side * 20 + dice.integers(0, 20, LEAST_ROWS) for _ in range(2)], 1).astype(np.int32)
    told = circles(rows, 40)
    assert (told == circles(rows, 40)).all()
    shares = np.exp2(told[-1].astype(np.float32))
    same, apart = (together(told[list(pair)].astype(np.float32).sum(0)[None], shares)[0] for pair in ((1, 2), (1, 22)))
    assert same < -0.5 < 0.5 < apart
