"""Labelled pairs, ours and others', told apart by the evidence: how many are found, how many wrongly joined."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from pathlib import Path

import pytest

from limen.screening import Name, Party
from limen.screening.policy import policy
from limen.screening.weighing import compare
from tests.screening.pairs import pairs

HALF = policy().score["half"]


def rates(judged: Iterable[tuple[bool, float]], least: float) -> tuple[float, float]:
    """Return the share of true pairs found and of false pairs joined at a threshold, in bits."""
    true, false = [], []
    for same, bits in judged:
        (true if same else false).append(bits >= least)
    return sum(true) / len(true), sum(false) / len(false)


def test_nine_in_ten_hard_pairs_are_found_and_one_in_ten_is_wrongly_joined() -> None:
    found, joined = rates([(pair.same, compare(pair.first, pair.second).bits) for pair in pairs()], HALF)
    assert found >= 0.9
    assert joined <= 0.1


@pytest.mark.parametrize("pair", pairs()[::7], ids=lambda pair: pair.why)
def test_a_pair_scores_alike_from_either_side(pair: object) -> None:
    there, back = compare(pair.first, pair.second), compare(pair.second, pair.first)  # type: ignore[attr-defined]
    assert there.score == pytest.approx(back.score)


@pytest.mark.shared_data
def test_people_named_alike_by_others_are_found_by_their_names_alone(shared_data: Path) -> None:
    with (shared_data / "screening" / "name_pairs.csv").open(encoding="utf-8", newline="") as lines:
        rows = [row for row in csv.DictReader(lines) if row["schema"] == "Person"]
    judged = [
        (row["is_match"] == "true", compare(*(Party(names=(Name(row[key]),)) for key in ("name1", "name2"))).bits)
        for row in rows
    ]
    found, joined = rates(judged, HALF)
    assert found >= 0.74
    assert joined <= 0.37
