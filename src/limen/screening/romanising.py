"""Latin letters for names in any script, each way that documents spell them.

Letter by letter by the tables of the anyascii library (ICU-class, maintained, plain data), and beside these the
spellings of ICAO Doc 9303 part 3 section 6 for national characters, as a machine-readable zone has them. Chinese,
Japanese and Korean names are read by their own tables, for a syllable alone says neither where a name ends nor how a
passport spells it.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from anyascii import anyascii

from limen.screening import lore
from limen.screening.letters import read, read_by_us

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
    if ARABIC.search(text):
        text = _ARTICLE.sub("", text)
    if read_by_us(text):
        # Doc 9303 has tables for Arabic, Cyrillic and Latin letters alone
        return _unique((_plain(anyascii(read(text))), *((_plain(_by_9303(text)),) if ARABIC.search(text) else ())))
    ways = [_plain(anyascii(text)), _plain(_by_9303(text)), _plain(_bare(text))]
    return _unique(ways)


def words(plain: str) -> list[str]:
    """Return the words of a romanised text."""
    return _WORD.findall(plain)


def _unique(ways: object) -> tuple[str, ...]:
    return tuple(dict.fromkeys(way for way in ways if way))  # type: ignore[attr-defined]  # an iterable of texts


def _plain(text: str) -> str:
    return " ".join(_WORD.findall(_DROPPED.sub("", text.lower())))


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
    read = "".join(lore.korean_syllables().get(sign, (anyascii(sign).lower(),))[0] for sign in given)
    families = lore.korean_surnames().get(surname, (anyascii(surname).lower(),))
    # the usual spelling is the second where there are several: Kim for Gim, Lee for I, Park for Bak
    usual = families[min(1, len(families) - 1)]
    letters = " ".join((anyascii(surname), anyascii(given)))
    return [_plain(f"{usual} {read}"), _plain(letters)]


def _chinese(text: str, compact: str) -> list[str]:
    surname = (
        text.split(maxsplit=1)[0]
        if " " in text
        else compact[:2]
        if compact[:2] in lore.chinese_surnames()
        else compact[:1]
    )
    given = compact[len(surname) :]
    family = lore.chinese_surnames().get(surname, (anyascii(surname).lower(),))[0]
    readings = lore.chinese_given()
    southern = "".join((readings.get(sign) or ("", ""))[-1] or anyascii(sign) for sign in given)
    usual = lore.chinese_surnames().get(surname, (family,))
    return [_plain(f"{family} {anyascii(given)}"), _plain(f"{usual[min(1, len(usual) - 1)]} {southern}")]


def _japanese(compact: str) -> list[str]:
    surnames, given = lore.japanese_surnames(), lore.japanese_given()
    found = []
    for cut in range(min(_LONGEST_SURNAME, len(compact) - 1), 0, -1):
        family, rest = surnames.get(compact[:cut]), given.get(compact[cut:])
        if family and (rest or cut > 1):
            found.append(_plain(f"{family[0]} {rest[0] if rest else anyascii(compact[cut:])}"))
    return found[:1]
