"""Names in native scripts come out as documents spell them; a name without its vowels is known for what it is."""

from __future__ import annotations

import pytest

from limen.screening.kinship import how, share
from limen.screening.romanising import romanised
from limen.screening.sound import respelled, unvowelled


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("محمود سعيد", "mhmud sayd"), ("إبراهيم عدنان", "ibrahim adnan"), ("خالد الراشد", "khald rashd"),
        ("سارة", "sara"), ("يوسف موسوي", "yusf muswi"), ("كهلان", "kahlan"), ("پروین", "prwin"),
        ("יוסף כהן", "yosf kahn"), ("לוי", "lvi"), ("שרה", "shra"),
        ("शर्मा", "sharma"), ("सिंह", "sinh"), ("गंग", "gang"), ("ज़ैनब", "zainab"), ("रमेश", "ramesh"),
        ("முருகன்", "murukan"), ("সৈফুল", "saiphul"), ("ਗੁਰਪ੍ਰੀਤ", "guraprit"), ("సీత", "sita"),
        ("Παπαδόπουλος", "papadopoulos"), ("Αγγελος", "angelos"),
        ("เวจจิวานา", "wechchiwana"), ("โสม", "som"), ("สุรศักดิ์", "sursak"), ("ເພັດ", "phead"),
    ],
)  # fmt: skip
def test_a_name_is_read_with_the_vowels_that_are_written(written: str, read: str) -> None:
    assert romanised(written)[0] == read


def test_an_arabic_name_is_read_as_the_zone_writes_it_too() -> None:
    assert romanised("محمد") == ("mhmd", "mxhmd")
    assert len(romanised("משה")) == 1


@pytest.mark.parametrize(
    ("one", "other"), [("mhmud", "mahmoud"), ("krim", "karim"), ("khald", "khaled"), ("jafr", "jaafar")]
)
def test_a_name_without_its_short_vowels_is_the_name(one: str, other: str) -> None:
    assert unvowelled(respelled(one), [respelled(other)]).all()
    assert share(one, other) == share(other, one) >= 0.7


def test_other_vowels_are_another_name() -> None:
    assert not unvowelled(respelled("hasan"), [respelled("husayn")]).any()
    assert share("salim", "salum") < share("slim", "salim")


@pytest.mark.parametrize(("one", "other"), [("alrashid", "rashid"), ("dossantos", "santos"), ("benyahia", "yahia")])
def test_a_particle_joined_to_a_name_leaves_it_the_name(one: str, other: str) -> None:
    assert share(one, other) == share(other, one) >= 0.8
    assert how(one, other) == "article joined"


def test_what_only_begins_like_a_particle_is_no_particle() -> None:
    assert how("alan", "an") != "article joined"
    assert share("delia", "ia") == 0.0


@pytest.mark.parametrize("written", ["محمد", "Mehmet"])
def test_what_somebody_is_called_belongs_to_their_name_however_it_is_spelled(written: str) -> None:
    (token, *_) = romanised(written)
    assert share("hamoudi", token) == share(token, "hamoudi") >= 0.9
    assert how("hamoudi", token) == "same name"
