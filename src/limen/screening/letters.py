"""Names in scripts that letter by letter lose what a reader would say: Arabic, Hebrew, of India, Greek, Thai, Lao.

The tables are data (``data/scripts.toml``). What comes out has the long vowels that are written, as a document would,
and not the short ones that are not; what is akin is for ``kinship`` to say.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from functools import cache

from limen.screening import lore

VOWELS = frozenset("aeiou")
_ARABIC = re.compile("[\u0600-\u06ff\u0750-\u077f]+")
_HEBREW = re.compile("[\u0590-\u05ff]+")
_TAMIL = re.compile("[\u0b80-\u0bff]+")
_INDIC = re.compile("[\u0900-\u0d7f]+")
_GREEK = re.compile("[\u0370-\u03ff\u1f00-\u1fff]+")
_THAI = re.compile("[\u0e00-\u0eff]+")
_LEADING = re.compile("([\u0e40-\u0e44\u0ec0-\u0ec4])([\u0e01-\u0e2e\u0e81-\u0eae])")
"""A vowel that is written before its consonant and said behind it."""
_SILENCED = re.compile("[\u0e01-\u0e2e\u0e81-\u0eae][\u0e30-\u0e3a\u0eb0-\u0ebb]?[\u0e4c\u0ecc]")
"""A letter, and the vowel it bears, that are written and not said."""
_STOP = re.compile("(?<=[aeioumnrlyvj])(?:ch|k|t|p)")
_BREATHING = "ksdtgzpc"
_TWICE = re.compile("([aeiou])\\1+")
_BLOCK = 0x80
_LABIAL = range(0x2A, 0x2F)


def read(text: str) -> str:
    """Return a text with the words of these scripts in Latin letters, other words as they are."""
    return _read(text, _READERS)


def read_otherwise(text: str) -> str:
    """Return a text read another way where its letters leave one open; else as ``read`` does.

    Two letters that open a word of Arabic or Hebrew as one vowel, and Tamil stops voiced as in Sanskrit.
    """
    return _read(text, (*_OTHERWISE, *_READERS))


def _read(text: str, readers: Sequence[tuple[re.Pattern[str], Callable[[str], str]]]) -> str:
    for pattern, reader in readers:
        if pattern.search(text):
            text = pattern.sub(lambda found, reader=reader: reader(found.group()), text)  # type: ignore[misc]
    return text


def read_by_us(text: str) -> bool:
    """Return whether a text has letters of these scripts."""
    return any(pattern.search(text) for pattern, _ in _READERS)


def _pairs(text: str) -> dict[str, str]:
    words = text.split()
    return {key: "" if value == "-" else value for key, value in zip(words[::2], words[1::2], strict=True)}


@cache
def _abjad(name: str) -> tuple[Mapping[str, str], Mapping[str, tuple[str, str]], Mapping[str, str], Mapping[str, str]]:
    own = lore.scripts()[name]
    flat = own["both"].split()
    both = {sign: (flat[at + 1], flat[at + 2]) for at, sign in enumerate(flat) if at % 3 == 0}
    return _pairs(own["letters"]), both, _pairs(own.get("first", "")), _pairs(own.get("last", ""))


def _opened(word: str, name: str) -> str:
    """Return a word whose first two letters are one vowel."""
    opening = _pairs(lore.scripts()[name]["opening"]).get(word[:2])
    return opening + _without_vowels(word[2:], name, opening) if opening and word[2:] else _without_vowels(word, name)


def _without_vowels(word: str, name: str, behind: str = "") -> str:
    """Return a word of a script that writes consonants and long vowels, the letters that may be either told apart.

    Args:
        word: a word, or what follows its beginning.
        name: the script's.
        behind: what was read of its beginning.
    """
    letters, both, first, last = _abjad(name)
    read = behind
    for place, sign in enumerate(word):
        before, following = read[-1:], word[place + 1 : place + 2]
        if sign in both:
            consonant, vowel = both[sign]
            led = bool(before) and before not in VOWELS
            # between two consonants, or last behind one, it is a vowel
            follows = not following or (following not in both and letters.get(following, "")[:1] not in VOWELS)
            read += vowel if led and follows else consonant
        elif place == 0 and not behind and sign in first:
            read += first[sign]
        elif not following and sign in last and before and before not in VOWELS:
            read += last[sign]
        else:
            said = letters.get(sign, "")
            # two letters, not one sound: k and h are not kh
            read += f"a{said}" if said == "h" and before and before in _BREATHING else said
    return _TWICE.sub(r"\1", read)[len(behind) :]


@cache
def _india() -> dict[str, Mapping[int, str]]:
    own = lore.scripts()["indic"]
    return {
        kind: {int(key, 16): value for key, value in _pairs(own[kind]).items()}
        for kind in ("vowels", "consonants", "signs")
    }


def _of_india(word: str) -> str:
    """Return a word of a script whose consonants bear a vowel unless a sign says another or none."""
    own, tables = lore.scripts()["indic"], _india()
    nasal, silent, dotted = ({int(item, 16) for item in own[key].split()} for key in ("nasal", "silent", "dotted"))
    dots, unsaid = _pairs(own["dots"]), {int(item, 16) for item in own["unsaid"].split()}
    read, bare = "", False
    for place, sign in enumerate(word):
        block, at = divmod(ord(sign) - 0x900, _BLOCK)
        following = (ord(word[place + 1]) - 0x900) % _BLOCK if place + 1 < len(word) else -1
        if at in dotted:
            held = next(
                (letters for letters in ("kh", "ph", "dh", "k", "g", "j", "d", "y") if read.endswith(letters)), ""
            )
            read = read.removesuffix(held) + dots.get(held, held)
            continue
        if at in tables["signs"]:
            read, bare = read + tables["signs"][at], False
            continue
        if bare and at not in silent:
            read += "a"
        bare = False
        if at in tables["consonants"]:
            read, bare = read + tables["consonants"][at], True
        elif at in tables["vowels"]:
            read += tables["vowels"][at]
        elif at in nasal:
            read += "m" if following in _LABIAL else "n"
        last = 0x900 + block * _BLOCK
    return read + ("a" if bare and last not in unsaid else "")


@cache
def _stops() -> Mapping[str, Mapping[str, str]]:
    return {kind: _pairs(own) for kind, own in lore.scripts()["tamil"].items()}


def _of_tamil(word: str) -> str:
    """Return a Tamil word as it is said: stops are voiced between vowels and behind a nasal, and written alike."""
    stops, read = _stops(), _of_india(word)
    for letters, said in stops["said"].items():
        # marked, so that what was doubled is not voiced
        read = read.replace(letters, said.upper())
    read = _STOP.sub(lambda found: stops["between"][found.group()], read)
    for letters, said in stops["sibilant"].items():
        read = read.replace(letters, said)
    return read.lower()


def _of_tamil_voiced(word: str) -> str:
    """Return a Tamil word with every stop voiced, as Sanskrit names are spelled: Govindan, Ganesan, Balan."""
    stops, read = _stops(), _of_india(word)
    for kind in ("said", "voiced"):
        for letters, said in stops[kind].items():
            read = read.replace(letters, said)
    return read


def _greek(word: str) -> str:
    for signs, letters in _pairs(lore.scripts()["greek"]["together"]).items():
        word = word.replace(signs, letters).replace(signs.capitalize(), letters).replace(signs.upper(), letters)
    return word


def _of_siam(word: str) -> str:
    """Return a word in the order in which its letters are said, without the silent ones; letters as they are.

    Thai and Lao write some vowels before the consonant they follow, and mark what foreign spellings keep unsaid.
    """
    return _LEADING.sub(r"\2\1", _SILENCED.sub("", word))


_READERS: tuple[tuple[re.Pattern[str], Callable[[str], str]], ...] = (
    (_ARABIC, lambda word: _without_vowels(word, "arabic")),
    (_HEBREW, lambda word: _without_vowels(word, "hebrew")),
    (_TAMIL, _of_tamil),
    (_INDIC, _of_india),
    (_GREEK, _greek),
    (_THAI, _of_siam),
)
_OTHERWISE: tuple[tuple[re.Pattern[str], Callable[[str], str]], ...] = (
    (_ARABIC, lambda word: _opened(word, "arabic")),
    (_HEBREW, lambda word: _opened(word, "hebrew")),
    (_TAMIL, _of_tamil_voiced),
)
