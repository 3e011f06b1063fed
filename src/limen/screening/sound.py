"""How a name sounds, whatever its spelling: a respelling, and the skeleton of its consonants.

The rules are ours: they fold what the romanisations of Arabic, Cyrillic, Korean, Indian and European names write in
different ways. They find candidates and weigh spellings; they never decide.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import Indel
from rapidfuzz.process import cdist

_RESPELL = (
    (re.compile("^ye|^je(?=[lv])"), "e"),
    (re.compile("tzsch|tsch|tch|cz|ch(?=[aeiouy])|ç"), "c"),
    (re.compile("schtsch|shch|szcz|sch|sh|sz|š"), "s"),
    (re.compile("dzh|dj|dsch|dg|zh|gi(?=[aou])"), "j"),
    (re.compile("ph|ff|w(?=[aeiouy])"), "f"),
    (re.compile("kh|gh|ck|q|x|ch|c(?=[aoulr])|c$"), "k"),
    (re.compile("th|dh|tt|dd"), "t"),
    (re.compile("ts|tz|ks|ce|z"), "s"),
    (re.compile("v"), "f"),
    (re.compile("ou|oo|uu|eu|w"), "u"),
    (re.compile("eo|au|oh"), "o"),
    (re.compile("ee|ie|ei|ey|ij|ii|iy|yi|y"), "i"),
    (re.compile("ae|ai|ay|aa"), "a"),
    (re.compile(r"(.)\1+"), r"\1"),
    (re.compile("(?<=[aeiou])h$"), ""),
)
_CLASSES = str.maketrans({"p": "b", "d": "t", "g": "k", "z": "s", "c": "s", "j": "s", "v": "f"})
_VOWELS = re.compile("[aeiouy0-9]+")
_DOUBLED = re.compile(r"(.)\1+")
_SEMIVOWELS = re.compile("[wv]")


@lru_cache(maxsize=262_144)
def respelled(token: str) -> str:
    """Return a token as it sounds, in few letters: mohammed and muhamed are not far apart, sheikh and shaykh alike."""
    for pattern, letters in _RESPELL:
        token = pattern.sub(letters, token)
    return token


@lru_cache(maxsize=262_144)
def skeleton(token: str) -> str:
    """Return the consonants of a token by class: mhmt for mohammed, muhammad, mehmet and Arabic mhmd.

    W and v are left out: Semitic scripts and Persian write long vowels with the same letter.
    """
    return _DOUBLED.sub(r"\1", _VOWELS.sub("", respelled(_SEMIVOWELS.sub("", token))).translate(_CLASSES))


def unvowelled(one: str, others: Sequence[str]) -> NDArray[np.bool_]:
    """Return of which tokens with the same consonants one is the other with some vowels left out, or none.

    Scripts of Arabic and Hebrew write the long vowels and not the short ones: mhmud is mahmoud, krim is karim.

    Args:
        one: a token as it sounds (``respelled``).
        others: others.
    """
    classed, texts = one.translate(_CLASSES), [other.translate(_CLASSES) for other in others]
    longer = np.abs(np.fromiter(map(len, texts), np.int64, len(texts)) - len(classed))
    left_out: NDArray[np.bool_] = cdist([classed], texts, scorer=Indel.distance, dtype=np.uint8)[0] == longer
    return left_out
