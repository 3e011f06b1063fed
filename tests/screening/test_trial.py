"""The trial register knows as much as real lists do, is the same for the same seed, and its hits are what they say."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest

from limen.screening import lore
from limen.screening.trial.errors import KINDS
from limen.screening.trial.hits import DATE_KINDS, Trial, doubles, hits, singles
from limen.screening.trial.register import Register
from limen.screening.trial.scripts import native, plain, zone
from limen.screening.trial.split import deciding, split

SIZE = 12_000


@pytest.fixture(scope="module")
def register() -> Register:
    return Register(SIZE, seed=3, tails=0.05)


@pytest.fixture(scope="module")
def trials(register: Register) -> list[Trial]:
    return hits(register, kinds=[(), *singles()], each=6, seed=5)


def test_the_same_seed_gives_the_same_register_whatever_its_size(register: Register) -> None:
    again = dict(Register(500, seed=3, tails=0.05))
    assert again == {key: party for key, party in register if key in again}
    assert dict(Register(500, seed=4, tails=0.05)) != again


def test_an_entry_asked_for_alone_is_the_one_that_comes_in_turn(register: Register) -> None:
    in_turn = list(register)
    for number in (0, 1, 4095, 4096, SIZE - 1):
        assert register.entry(number).party == in_turn[number][1]
        assert register.party(in_turn[number][0]) == in_turn[number][1]
    with pytest.raises(IndexError):
        register.entry(SIZE)


def test_the_register_knows_as_little_of_dates_as_lists_do(register: Register) -> None:
    births = [party.births for _, party in register]
    full = [born for known in births for born in known[:1] if len(born) == 10]
    assert 0.12 <= sum(not known for known in births) / SIZE <= 0.20
    assert 0.08 <= sum(known[:1] != () and len(known[0]) == 4 for known in births) / SIZE <= 0.12
    assert 0.03 <= sum(born.endswith("-01-01") for born in full) / len(full) <= 0.08
    assert all(date.fromisoformat(born) for born in full)


def test_names_are_as_many_and_as_unequal_as_on_lists(register: Register) -> None:
    names = [name for _, party in register for name in party.names]
    assert 1.3 <= len(names) / SIZE <= 1.5
    tokens = Counter(token for name in names for token in name.said.lower().split())
    ranked = [count for _, count in tokens.most_common()]
    assert ranked[0] > 20 * ranked[100] / 4
    assert sum(count == 1 for count in ranked) > len(ranked) / 3
    assert sum(name.weak for name in names) > 0


def test_native_scripts_stand_alone_and_beside_latin(register: Register) -> None:
    scripts = [tuple(sorted(written.script for written in entry.written)) for entry in register.entries()]
    alone = Counter(written[0] for written in scripts if "Latn" not in written)
    assert {"Arab", "Cyrl", "Hani", "Hang", "Deva", "Grek", "Hebr", "Thai", "Geor", "Ethi"} <= set(alone)
    assert sum(alone.values()) < SIZE * 0.1
    assert sum(len(set(written)) > 1 for written in scripts) > SIZE * 0.05


def test_clean_travellers_have_full_dates_and_are_not_the_listed(register: Register) -> None:
    travellers = list(register.travellers(2000, seed=9))
    assert travellers == list(register.travellers(2000, seed=9))
    assert travellers != list(register.travellers(2000, seed=10))
    assert sum(len(born) == 10 for party in travellers for born in party.births) / 2000 > 0.97
    listed = {number.value for _, party in register for number in party.numbers}
    assert not any(number.value in listed for party in travellers for number in party.numbers)
    assert all(party.names[0].surname == party.names[0].surname.upper() for party in travellers)


def test_there_are_trials_of_every_kind_of_error_and_date(trials: list[Trial]) -> None:
    made = Counter((trial.kinds, trial.date_kind) for trial in trials)
    assert {(kind, dates) for kind in [(), *singles()] for dates in DATE_KINDS} == set(made)
    assert set(made.values()) == {6}


def test_a_name_with_an_error_is_not_the_listed_name(trials: list[Trial]) -> None:
    assert {kind for trial in trials for kind in trial.kinds} == set(KINDS)
    for trial in trials:
        asked = " ".join(words(trial.party.names[0].said))
        listed = " ".join(words(trial.listed))
        if trial.kinds == ():
            assert sorted(asked.split()) == sorted(listed.split())
        elif trial.kinds[0] not in ("swapped", "order", "other script"):
            assert asked != listed


def words(text: str) -> list[str]:
    return plain(text).replace("'", "").replace("-", " ").split()


def test_dates_stand_to_the_listed_ones_as_they_say(register: Register, trials: list[Trial]) -> None:
    for trial in trials:
        listed, asked = register.party(trial.key).births, trial.party.births
        if trial.date_kind == "missing":
            assert not (listed and asked)
        elif trial.date_kind == "year only":
            assert sorted((len(listed[0]), len(asked[0]))) == [4, 10]
            assert listed[0][:4] == asked[0][:4]
        elif trial.date_kind == "exact":
            assert asked[0] in listed
        elif trial.date_kind == "swapped":
            year, month, day = asked[0].split("-")
            assert listed[0] == f"{year}-{day}-{month}"
        else:
            assert sum(one != other for one, other in zip(listed[0], asked[0], strict=True)) == 1


def test_no_number_gives_a_trial_away(register: Register, trials: list[Trial]) -> None:
    for trial in trials:
        listed = {number.value for number in register.party(trial.key).numbers}
        assert listed.isdisjoint(number.value for number in trial.party.numbers)


def test_the_halves_share_no_deciding_name(register: Register) -> None:
    halves: dict[str, set[str]] = {"tune": set(), "test": set()}
    for half in ("tune", "test"):
        for trial in hits(register, each=5, seed=2, half=half):  # type: ignore[arg-type]  # a literal
            assert trial.half == half
            halves[half].add(plain(deciding(register.entry(int(trial.key[1:])).person)))
    assert halves["tune"]
    assert halves["test"]
    assert halves["tune"].isdisjoint(halves["test"])
    assert split("MÜLLER") == split("muller") == split("Müller")


def test_two_errors_come_together(register: Register) -> None:
    found = hits(register, kinds=doubles(), date_kinds=("exact",), each=1, seed=4)
    assert len({trial.kinds for trial in found}) > 0.85 * len(doubles())
    assert all(len(trial.kinds) == 2 for trial in found)


@pytest.mark.parametrize(
    ("latin", "language", "written"),
    [
        ("yevgeniy", "ru", "Евгений"), ("shcherbakov", "ru", "Щербаков"), ("grigor'yev", "ru", "Григорьев"),
        ("volodymyr", "uk", "Володимир"), ("djordjevic", "sr", "Ђорђевић"), ("muhammad", "ar", "محمد"),
        ("al-rashid", "ar", "الراشد"), ("moshe", "he", "משה"), ("beridze", "ka", "ბერიძე"), ("kebede", "am", "ከበደ"),
    ],
)  # fmt: skip
def test_native_spelling_by_rule(latin: str, language: str, written: str) -> None:
    assert native(latin, language) == written


@pytest.mark.parametrize(
    ("printed", "language", "written"),
    [
        ("Müller", "", "MUELLER"), ("Юлия Щербакова", "ru", "IULIIA SHCHERBAKOVA"), ("Гриценко", "uk", "HRYTSENKO"),
        ("محمد", "ar", "MXHMD"), ("Núñez-Åse", "", "NUNEZ AASE"),
    ],
)  # fmt: skip
def test_the_zone_writes_national_characters_by_the_table(printed: str, language: str, written: str) -> None:
    assert zone(printed, language) == written


def test_data_of_names_is_long_enough_and_lower_case() -> None:
    variants, nicknames = lore.groups()
    assert len(variants) >= 500
    assert len(nicknames) >= 200
    assert all(len(set(group)) > 1 for group in (*variants, *nicknames))
    assert all(form == form.lower() for group in (*variants, *nicknames) for form in group)
    assert len(lore.common()) >= 2000
    assert all(name.isascii() and name == name.lower() for name in lore.common())
    assert not (lore.titles() | lore.particles()) & {"khan", "king", "le", "an", "ma", "shah", "do"}
