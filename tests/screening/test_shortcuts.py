"""What a search leaves out to be quick, and what an index works out beforehand, change no answer."""

from __future__ import annotations

from pathlib import Path

import pytest

from limen.screening import Party
from limen.screening.engine import Engine
from limen.screening.policy import policy
from limen.screening.trial.hits import DATE_KINDS, hits, singles
from limen.screening.trial.register import Register

LISTED = 2_000
LEAST = 0.3
OTHER = policy().changed(name={"letter": 1.9})


@pytest.fixture(scope="module")
def register() -> Register:
    return Register(LISTED, seed=3, tails=0.05)


@pytest.fixture(scope="module")
def travellers(register: Register) -> list[Party]:
    asked = hits(register, kinds=[(), *singles()], date_kinds=DATE_KINDS, seed=2, each=2, half="tune")
    return [*register.travellers(30, seed=5), *(trial.party for trial in asked)]


@pytest.fixture(scope="module")
def fresh(register: Register) -> Engine:
    return Engine.of(iter(register))


@pytest.fixture(scope="module")
def kept(fresh: Engine, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("kept") / "index"
    fresh.save(folder)
    return folder


def answers(engine: Engine, party: Party, *, before: float = LEAST) -> dict[str, float]:
    """Return the bits of whoever scores the least, searched for with that or a lesser one."""
    return {match.key: match.bits for match in engine.search(party, at_least=before).matches if match.score >= LEAST}


def alike(one: dict[str, float], other: dict[str, float]) -> bool:
    return one.keys() == other.keys() and all(one[key] == pytest.approx(other[key], abs=0.02) for key in one)


def joined(engine: Engine, party: Party, key: str) -> bool:
    """Return whether two words of a list stand for one: the rough weighing knows those that are the halves exactly."""
    return any(
        reason.how == "joined"
        for match in engine.search(party).matches
        if match.key == key
        for reason in match.evidence
    )


def test_who_scores_enough_is_found_whether_or_not_others_are_left_out_early(
    fresh: Engine, travellers: list[Party]
) -> None:
    found = 0
    for party in travellers:
        early, late = answers(fresh, party), answers(fresh, party, before=0.0)
        late = {key: bits for key, bits in late.items() if key in early or not joined(fresh, party, key)}
        assert alike(early, late), party
        found += bool(early)
    assert found > len(travellers) // 2


def test_an_index_that_knows_its_kindred_answers_as_one_that_asks_each_time(
    fresh: Engine, travellers: list[Party], kept: Path
) -> None:
    engine = Engine.load(kept)
    for party in travellers:
        assert alike(answers(engine, party), answers(fresh, party)), party


def test_kindred_reckoned_by_other_weights_is_not_used(
    register: Register, fresh: Engine, travellers: list[Party], kept: Path
) -> None:
    engine, anew = Engine.load(kept, by=OTHER), Engine.of(iter(register), by=OTHER)
    differing = 0
    for party in travellers:
        assert alike(answers(engine, party), answers(anew, party)), party
        differing += not alike(answers(anew, party), answers(fresh, party))
    assert differing
