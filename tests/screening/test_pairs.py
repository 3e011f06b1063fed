"""Our labelled pairs are enough, of enough scripts and traditions, each with its reason, and none stands twice."""

from __future__ import annotations

import csv
import unicodedata
from collections import Counter
from datetime import date

import pytest

from limen.screening.model import KINDS
from tests.screening.pairs import FIELDS, FILE, Pair, pairs

PAIRS = pairs()
LETTERS = {
    "Latn": "LATIN", "Cyrl": "CYRILLIC", "Arab": "ARABIC", "Grek": "GREEK", "Hebr": "HEBREW", "Geor": "GEORGIAN",
    "Armn": "ARMENIAN", "Deva": "DEVANAGARI", "Beng": "BENGALI", "Guru": "GURMUKHI", "Gujr": "GUJARATI",
    "Taml": "TAMIL", "Telu": "TELUGU", "Knda": "KANNADA", "Mlym": "MALAYALAM", "Sinh": "SINHALA", "Thai": "THAI",
    "Laoo": "LAO", "Khmr": "KHMER", "Mymr": "MYANMAR", "Ethi": "ETHIOPIC", "Hang": "HANGUL", "Hani": "CJK",
    "Jpan": "CJK", "Kana": "KATAKANA",
}  # fmt: skip


def test_the_file_has_its_columns_and_no_row_lacks_one() -> None:
    with FILE.open(encoding="utf-8", newline="") as lines:
        reader = csv.DictReader(lines)
        assert tuple(reader.fieldnames or ()) == FIELDS
        rows = list(reader)
    assert all(None not in row and None not in row.values() for row in rows)
    assert {row["same"] for row in rows} == {"yes", "no"}


def test_there_are_enough_pairs_of_either_kind_in_enough_scripts_and_traditions() -> None:
    same = Counter(pair.same for pair in PAIRS)
    assert len(PAIRS) >= 300
    assert same[False] >= 130
    assert same[True] >= 130
    across = {pair.script for pair in PAIRS if ">" in pair.script}
    assert len({script.split(">")[0] for script in across}) >= 10
    people = Counter(pair.tradition for pair in PAIRS if pair.first.kind == "person")
    assert sum(count >= 4 for count in people.values()) >= 15
    assert len({pair.tradition for pair in PAIRS if not pair.same}) >= 20


def test_no_pair_stands_twice_and_none_is_of_two_equal_descriptions() -> None:
    seen = Counter(frozenset((repr(pair.first), repr(pair.second))) for pair in PAIRS)
    assert [pair for pair, count in seen.items() if count > 1] == []
    assert [pair for pair in seen if len(pair) < 2] == []


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: f"{pair.first.names[0].said}~{pair.second.names[0].said}")
def test_a_pair_says_what_it_is_and_why_it_is_hard(pair: Pair) -> None:
    assert len(pair.why.split()) >= 2
    assert pair.tradition
    first, _, second = pair.script.partition(">")
    for party, script in ((pair.first, first), (pair.second, second or first)):
        assert party.kind in KINDS
        assert party.sex in ("", "M", "F")
        assert all(len(code) == 3 or code == "D" for code in party.nationalities)
        said = next(sign for sign in party.names[0].said if sign.isalpha())
        assert unicodedata.name(said).startswith(LETTERS[script])
        for birth in party.births:
            assert len(birth) == 4 or date.fromisoformat(birth)


def test_vessels_have_true_hull_numbers() -> None:
    hulls = [
        number.value
        for pair in PAIRS
        for party in (pair.first, pair.second)
        for number in party.numbers
        if number.kind == "imo"
    ]
    assert len(hulls) >= 12
    for hull in hulls:
        digits = [int(digit) for digit in hull]
        assert sum(digit * weight for digit, weight in zip(digits[:6], range(7, 1, -1), strict=True)) % 10 == digits[6]
