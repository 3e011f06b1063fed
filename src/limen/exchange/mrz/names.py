"""Names in the zone's alphabet and out of it again (Doc 9303-3, section 6)."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache
from string import ascii_uppercase
from typing import Literal

from limen.exchange.mrz import alphabets

Script = Literal["Latn", "Cyrl", "Arab"]
_TABLE = {**alphabets.LATIN, **alphabets.CYRILLIC, **alphabets.ARABIC}
_DROPPED = frozenset("'’ʼ`.")
_BREAKS = frozenset("-‐‑–<,")
"""What parts two names: Doc 9303-3, 4.6, writes a filler for a hyphen, and for a comma that parts two of them."""
LONGEST_FORM = 4
LONGEST = 120
"""Characters of a name read back; a zone holds 39."""


def transliterate(text: str, language: str = "") -> str:
    """Return a printed name as the zone writes it: A to Z, a filler for what parts names, nothing for the rest.

    Args:
        text: the name as printed.
        language: ISO 639-1, where the Cyrillic table makes exceptions (be, bg, mk, sr, uk).
    """
    table = {**_TABLE, **alphabets.BY_LANGUAGE.get(language, {})}
    words = "".join("<" if _parts(sign) else sign for sign in unicodedata.normalize("NFC", text).upper()).split("<")
    written = ("".join(_written(word, table, language)) for word in words if word)
    return "<".join(word for word in written if word)


def _parts(sign: str) -> bool:
    return sign.isspace() or sign in _BREAKS


def _written(word: str, table: dict[str, str], language: str) -> Iterator[str]:
    before = ""
    for place, sign in enumerate(word):
        if sign == alphabets.DOUBLING:
            yield before
            continue
        before = _letter(sign, table)
        if place == 0 and language == "uk":
            before = alphabets.FIRST_IN_UKRAINIAN.get(sign, before)
        if sign == alphabets.TEH_MARBUTA and place == len(word) - 1:
            before = alphabets.TEH_MARBUTA_LAST
        yield before


def _letter(sign: str, table: dict[str, str]) -> str:
    if "A" <= sign <= "Z" or "0" <= sign <= "9":
        return sign
    if sign in table:
        return table[sign]
    if sign in _DROPPED:
        return ""
    plain = unicodedata.normalize("NFKC", sign)
    if plain != sign:  # a ligature, or the form an Arabic letter has in print
        return "".join(_letter(letter, table) for letter in plain)
    return "".join(letter for letter in unicodedata.normalize("NFKD", sign) if "A" <= letter <= "Z")


def originals(written: str, limit: int = 16, script: Script = "Latn") -> list[str]:
    """Return the printed spellings a zone's name may stand for, the likeliest first: ``MUELLER`` may be ``MÜLLER``.

    In Latin only what the table writes with several letters is read back, and the zone's own spelling comes first;
    in Cyrillic and Arabic every letter is, the longest written forms first. A sign the table has not stands as it is.

    Args:
        written: a name as the zone writes it; fillers are read as blanks.
        limit: how many spellings at most.
        script: ISO 15924: ``Latn``, ``Cyrl`` or ``Arab``.
    """
    text = written.replace("<", " ")[:LONGEST]
    back = _backward(script)
    ends: list[list[tuple[int, str]]] = [[] for _ in range(len(text) + 1)]
    ends[0] = [(0, "")]
    for start in range(len(text)):
        begun = sorted(set(ends[start]))[:limit]
        for form, letters in _forms(text, start, back):
            for rank, letter in enumerate(letters):
                cost = 1 if script != "Latn" else len(form) > 1
                ends[start + len(form)].extend((so_far + cost + rank, head + letter) for so_far, head in begun)
    return list(dict.fromkeys(spelling for _, spelling in sorted(ends[-1])))[:limit]


def _forms(text: str, start: int, back: dict[str, tuple[str, ...]]) -> Iterable[tuple[str, tuple[str, ...]]]:
    """Return what may be written at a place: the forms of the table, longest first, or the sign itself."""
    slices = (text[start : start + size] for size in range(LONGEST_FORM, 0, -1) if start + size <= len(text))
    return [(form, back[form]) for form in slices if form in back] or [(text[start], (text[start],))]


@lru_cache(maxsize=3)
def _backward(script: Script) -> dict[str, tuple[str, ...]]:
    """Return written form to letters, the commonest first as the tables list them."""
    if script == "Latn":
        pairs = [(sign, sign) for sign in ascii_uppercase]
        pairs += [(form, letter) for letter, form in alphabets.LATIN.items() if len(form) > 1]
        pairs += list(alphabets.ALSO_WRITTEN.items())
    elif script == "Cyrl":
        pairs = [(form, letter) for letter, form in alphabets.CYRILLIC.items() if form]
        exceptions = (*alphabets.BY_LANGUAGE.values(), alphabets.FIRST_IN_UKRAINIAN)
        pairs += [(form, letter) for table in exceptions for letter, form in table.items()]
    else:
        pairs = [(form, letter) for letter, form in alphabets.ARABIC.items()]
        pairs.append((alphabets.TEH_MARBUTA_LAST, alphabets.TEH_MARBUTA))
    found: dict[str, tuple[str, ...]] = {}
    for form, letter in pairs:
        found[form] = (*found.get(form, ()), letter)
    return found


def spoken(field: str) -> tuple[str, str, bool]:
    """Return a zone's name field as (surname, given names, may be truncated)."""
    primary, parted, secondary = field.partition("<<")
    surname = primary.replace("<", " ").strip()
    given = " ".join(secondary.replace("<", " ").split()) if parted else ""
    return surname, given, field[-1:] not in ("<", "")
