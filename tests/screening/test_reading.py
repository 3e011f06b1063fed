"""Names in native scripts come out as documents spell them; a name without its vowels is known for what it is."""

from __future__ import annotations

import pytest

from limen.screening.kinship import how, share
from limen.screening.romanising import romanised, wade_giles
from limen.screening.sound import respelled, unvowelled


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("محمود سعيد", "mhmud sayd"), ("إبراهيم عدنان", "ibrahim adnan"), ("خالد الراشد", "khald rashd"),
        ("سارة", "sara"), ("يوسف موسوي", "yusf muswi"), ("كهلان", "kahlan"), ("پروین", "prwin"),
        ("יוסף כהן", "yosf kahn"), ("לוי", "lvi"), ("שרה", "shra"),
        ("शर्मा", "sharma"), ("सिंह", "sinh"), ("गंग", "gang"), ("ज़ैनब", "zainab"), ("रमेश", "ramesh"),
        ("முருகன்", "murugan"), ("செந்தில்", "sendil"), ("கணேசன்", "kanesan"), ("அஞ்சலி", "anjali"), ("சங்கர்", "sangar"),
        ("ராஜேந்திரன்", "rajendiran"), ("சுப்பு", "supu"), ("সৈফুল", "saiphul"), ("ਗੁਰਪ੍ਰੀਤ", "guraprit"), ("సీత", "sita"),
        ("Παπαδόπουλος", "papadopoulos"), ("Αγγελος", "angelos"),
        ("เวจจิวานา", "wechchiwana"), ("โสม", "som"), ("สุรศักดิ์", "sursak"), ("ເພັດ", "phead"),
    ],
)  # fmt: skip
def test_a_name_is_read_with_the_vowels_that_are_written(written: str, read: str) -> None:
    assert romanised(written)[0] == read


@pytest.mark.parametrize(
    ("written", "also"),
    [
        ("اومر", "umr"), ("ایجاز خان", "ijaz khan"), ("عيسى", "isa"), ("אורן", "orn"), ("עומר", "omr"),
        ("איתן", "itn"), ("ليلى العلي", "lila alali"), ("கோவிந்தன்", "govindan"), ("கணேசன்", "ganesan"),
        ("노율지", "no yul ji"), ("박형동", "bak hyeong dong"),
        ("徐曉花", "hsu hsiao hua"), ("郭台銘", "kuo tai ming"), ("徐曉花", "tsui hiu fa"),
        ("張志明", "chang chih ming"), ("諸葛亮", "chuge liang"),
    ],
)  # fmt: skip
def test_a_name_is_read_as_others_spell_it_too(written: str, also: str) -> None:
    assert also in romanised(written)


def test_what_opens_no_word_is_read_one_way() -> None:
    assert romanised("سعيد") == ("sayd", "seyd")


@pytest.mark.parametrize(
    ("pinyin", "spelled"),
    [
        ("zhi", "chih"), ("xie", "hsieh"), ("qian", "chien"), ("yong", "yung"), ("xiong", "hsiung"), ("guo", "kuo"),
        ("duo", "to"), ("ge", "ko"), ("te", "te"), ("jue", "chueh"), ("ren", "jen"), ("cai", "tsai"), ("si", "ssu"),
        ("yan", "yen"), ("lin", "lin"), ("shuo", "shuo"), ("kui", "kuei"), ("hui", "hui"), ("a", "a"),
    ],
)  # fmt: skip
def test_a_syllable_of_pinyin_is_spelled_as_in_taiwan(pinyin: str, spelled: str) -> None:
    assert wade_giles(pinyin) == spelled


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
