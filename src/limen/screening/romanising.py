"""Latin letters for names in any script, each way that documents spell them.

Letter by letter by the tables of the anyascii library (ICU-class, maintained, plain data), and beside these the
spellings of ICAO Doc 9303 part 3 section 6 for national characters, as a machine-readable zone has them. Chinese,
Japanese and Korean names are read by their own tables, for a syllable alone says neither where a name ends nor how a
passport spells it.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

from anyascii import anyascii

from limen.screening import lore
from limen.screening.letters import read, read_by_us, read_otherwise

HAN = re.compile("[\u3400-\u9fff\uf900-\ufaff]+")
HANGUL = re.compile("[\uac00-\ud7af]+")
ARABIC = re.compile("[\u0600-\u06ff]")
LATIN_ODD = re.compile("[^\x00-\x7f]")
_WORD = re.compile(r"[a-z0-9]+")
_DROPPED = re.compile(r"['`ʼʻ’‘ʿʾ]")
_ARTICLE = re.compile(r"(?<!\S)(?:ال|أل)(?=\S{2})")
_LONGEST = 300
_LONGEST_SURNAME = 3
_LONGEST_HAN = 6


@lru_cache(maxsize=65_536)
def romanised(text: str) -> tuple[str, ...]:
    """Return a text in lower-case Latin letters and spaces, each way it is spelled, the usual way first.

    Args:
        text: a name or a part of one, in any script.
    """
    text = unicodedata.normalize("NFKC", text[:_LONGEST]).strip()
    if not text:
        return ()
    if text.isascii():
        return _unique((_plain(text),))
    if HAN.search(text) or HANGUL.search(text):
        return _unique(_east_asian(text))
    if read_by_us(text):
        return _unique(_read_by_us(text))
    ways = [_plain(anyascii(text)), _plain(_by_9303(text)), _plain(_bare(text))]
    return _unique(ways)


def words(plain: str) -> list[str]:
    """Return the words of a romanised text."""
    return _WORD.findall(plain)


def _unique(ways: object) -> tuple[str, ...]:
    return tuple(dict.fromkeys(way for way in ways if way))  # type: ignore[attr-defined]  # an iterable of texts


def _plain(text: str) -> str:
    return " ".join(_WORD.findall(_DROPPED.sub("", text.lower())))


def _read_by_us(text: str) -> list[str]:
    """Return the readings of a text in scripts that letter by letter lose what a reader would say."""
    arabic = bool(ARABIC.search(text))
    bare = _ARTICLE.sub("", text) if arabic else text
    ways = [read(bare), read_otherwise(bare)]
    if arabic and bare != text:
        # a document joins the article or leaves it out: Alali, Ali
        ways.append(read(text))
    # Doc 9303 has tables for Arabic, Cyrillic and Latin letters alone
    return [*(_plain(anyascii(way)) for way in ways), *([_plain(_by_9303(bare))] if arabic else [])]


def _bare(text: str) -> str:
    """Return letters without their marks: Müller as Muller, Åse as Ase, Núñez as Nunez."""
    spread = unicodedata.normalize("NFKD", text)
    return anyascii("".join(sign for sign in spread if not unicodedata.combining(sign)))


def _by_9303(text: str) -> str:
    """Return national characters as a machine-readable zone writes them; other letters by the library."""
    table = lore.icao()
    return anyascii("".join(table.get(sign, sign) for sign in text.upper()))


def _east_asian(text: str) -> list[str]:
    """Return the readings of a Chinese, Japanese or Korean name: family name first, the given name as one word."""
    compact = re.sub(r"[\s·・]+", "", text)
    if HANGUL.fullmatch(compact):
        return _korean(text, compact)
    if HAN.fullmatch(compact) and len(compact) <= _LONGEST_HAN:
        return [*_chinese(text, compact), *_japanese(compact)]
    return [_plain(" ".join(anyascii(sign) if HAN.match(sign) else sign for sign in text)), _plain(anyascii(text))]


def _korean(text: str, compact: str) -> list[str]:
    surname = compact[:2] if compact[:2] in lore.korean_surnames() and len(compact) > _LONGEST_SURNAME else compact[:1]
    if " " in text:
        surname = text.split(maxsplit=1)[0]
    given = compact[len(surname) :]
    read = [lore.korean_syllables().get(sign, (anyascii(sign).lower(),))[0] for sign in given]
    families = lore.korean_surnames().get(surname, (anyascii(surname).lower(),))
    # the usual spelling is the second where there are several: Kim for Gim, Lee for I, Park for Bak
    usual = families[min(1, len(families) - 1)]
    # passports have the syllables of a given name in one word or in two
    return [_plain(f"{usual} {''.join(read)}"), _plain(f"{families[0]} {' '.join(read)}")]


def _chinese(text: str, compact: str) -> list[str]:
    surname = (
        text.split(maxsplit=1)[0]
        if " " in text
        else compact[:2]
        if compact[:2] in lore.chinese_surnames()
        else compact[:1]
    )
    given = compact[len(surname) :]
    family = lore.chinese_surnames().get(surname, (anyascii(surname).lower(),))
    mandarin = [anyascii(sign).lower() for sign in given]
    readings = lore.chinese_given()
    southern = [(readings.get(sign) or ("",))[-1] or said for sign, said in zip(given, mandarin, strict=True)]
    taiwanese = " ".join(wade_giles(said) for said in mandarin)
    # in pinyin a given name is one word; Hong Kong and Taiwan write its syllables apart
    return [
        _plain(f"{family[0]} {''.join(mandarin)}"),
        _plain(f"{family[min(1, len(family) - 1)]} {' '.join(southern)}"),
        _plain(f"{wade_giles(family[0])} {taiwanese}"),
    ]


@cache
def wade_giles(syllable: str) -> str:
    """Return a syllable of pinyin as Wade-Giles spells it, without marks: hsiao for xiao, chih for zhi."""
    table = lore.wade_giles()
    if syllable in table["whole"]:
        return table["whole"][syllable]
    start = next((letters for letters in table["starts"] if syllable.startswith(letters)), "")
    rest = syllable[len(start) :]
    return table["starts"].get(start, "") + table["rests"].get(rest, rest)


def _japanese(compact: str) -> list[str]:
    surnames, given = lore.japanese_surnames(), lore.japanese_given()
    found = []
    for cut in range(min(_LONGEST_SURNAME, len(compact) - 1), 0, -1):
        family, rest = surnames.get(compact[:cut]), given.get(compact[cut:])
        if family and (rest or cut > 1):
            found.append(_plain(f"{family[0]} {rest[0] if rest else anyascii(compact[cut:])}"))
    return found[:1]
