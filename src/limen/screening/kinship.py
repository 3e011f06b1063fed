"""How two tokens of names are akin, and what share of the evidence that leaves."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache, lru_cache

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import OSA
from rapidfuzz.process import cdist

from limen.screening import lore
from limen.screening.policy import policy
from limen.screening.romanising import romanised, words
from limen.screening.sound import respelled, skeleton, unvowelled

_LONG_SKELETON, _SHORT_SKELETON = 3, 2
_CUT = 3
_TIED, _PARTICLE = 4, (2, 3, 4)
VOWELS = frozenset("aeiou")
"""Romanised from a script that writes no vowels, a token has none of these; y and w stand for long ones there."""
_SOUND = 0.97


@cache
def kin() -> Mapping[str, frozenset[int]]:
    """Return the groups of spellings that each token is of, native forms by their romanisation."""
    found: dict[str, set[int]] = {}
    spellings, nicknames = lore.groups()
    surnames = (*lore.chinese_surnames().values(), *lore.korean_surnames().values(), *lore.korean_syllables().values())
    called = (_spelled_too(group, spellings) for group in nicknames)
    for place, group in enumerate((*spellings, *called, *surnames)):
        for form in group:
            for way in romanised(form):
                token = words(way)
                if len(token) == 1:
                    found.setdefault(token[0], set()).add(place)
    return {token: frozenset(places) for token, places in found.items()}


def _spelled_too(group: Sequence[str], spellings: Sequence[Sequence[str]]) -> tuple[str, ...]:
    """Return a group of nicknames with such spellings of its full name as sound like it: Hamoudi is called محمد too.

    Args:
        group: a full name, and what people who bear it are called.
        spellings: groups of spellings of one name.
    """
    full = group[0]
    known = (form for spelling in spellings if full in spelling for form in spelling)
    return (*group, *(form for form in known if any(skeleton(way) == skeleton(full) for way in romanised(form))))


@cache
def members() -> Mapping[int, tuple[str, ...]]:
    """Return the tokens of each group of spellings."""
    found: dict[int, list[str]] = {}
    for token, groups in kin().items():
        for group in groups:
            found.setdefault(group, []).append(token)
    return {group: tuple(tokens) for group, tokens in found.items()}


def shares(
    token: str,
    others: Sequence[str],
    sounds: Sequence[str],
    boned: Sequence[int],
    tied: Sequence[int],
    name: Mapping[str, float],
) -> NDArray[np.float32]:
    """Return what share of the evidence each other token leaves, 1 for the same token; symmetric.

    Args:
        token: a romanised token.
        others: tokens to compare it with.
        sounds: how each sounds.
        boned: the places of those with the same consonants.
        tied: the places of those that are the token but for a particle joined to one of them.
        name: the weights of names of a policy.
    """
    if not others:
        return np.zeros(0, np.float32)
    heard = respelled(token)
    found = np.maximum(_lost(token, others, name), _lost(heard, sounds, name) * np.float32(_SOUND))
    bones = skeleton(token)
    raised = [0.0] * len(others)
    if len(bones) >= _SHORT_SKELETON and boned:
        left_out = unvowelled(heard, [sounds[place] for place in boned]).tolist()
        for place, same in zip(boned, left_out, strict=True):
            raised[place] = _boned(token, others[place], bones, name, same=same)
    for place in (at for at, sound in enumerate(sounds) if sound == heard):
        raised[place] = name["alike"]
    for place in tied:
        raised[place] = max(raised[place], name["tied"])
    for place in _of_one_name(token, others):
        raised[place] = name["variant"]
    found = np.maximum(found, np.array(raised, np.float32))
    found[found < name["least"]] = 0.0
    left: NDArray[np.float32] = found
    if token in others:
        left[others.index(token)] = 1.0
    return left


def _of_one_name(token: str, others: Sequence[str]) -> list[int]:
    """Return the places of the tokens known to be spellings of the same name."""
    named = akin(token)
    return [at for at, other in enumerate(others) if other in named] if named else []


@lru_cache(maxsize=65_536)
def akin(token: str) -> frozenset[str]:
    """Return the tokens known to be spellings of the same name as one, itself among them."""
    return frozenset(member for group in kin().get(token, ()) for member in members()[group])


def _boned(token: str, other: str, bones: str, name: Mapping[str, float], *, same: bool) -> float:
    """Return what two tokens with the same consonants leave: more where one is the other without some vowels.

    Args:
        token: a token.
        other: another.
        bones: their consonants.
        name: the weights of names of a policy.
        same: whether one is the other without some vowels.
    """
    if same:
        return name["vowels" if len(bones) >= _LONG_SKELETON else "vowels_short"]
    if VOWELS.isdisjoint(token) or VOWELS.isdisjoint(other):
        return name["bones" if len(bones) >= _LONG_SKELETON else "bones_short"]
    return name["skeleton"] if len(bones) >= _LONG_SKELETON else 0.0


def _lost(token: str, others: Sequence[str], name: Mapping[str, float]) -> NDArray[np.float32]:
    apart = cdist([token], others, scorer=OSA.distance, dtype=np.uint8)[0].astype(np.float32)
    longest = np.maximum(np.fromiter(map(len, others), np.float32, len(others)), len(token))
    lost: NDArray[np.float32] = 1.0 - name["letter"] * apart / np.maximum(longest, 1.0)
    lost -= name["further"] * np.maximum(apart - 1.0, 0.0)
    return np.maximum(lost, 0.0)


def apart(one: str, other: str, name: Mapping[str, float]) -> float:
    """Return the share of the evidence that is left of two tokens by the letters in which they differ, 0 at least."""
    letters = OSA.distance(one, other)
    lost = name["letter"] * letters / max(len(one), len(other), 1) + name["further"] * max(letters - 1, 0)
    return max(1.0 - lost, 0.0)


@lru_cache(maxsize=262_144)
def how(token: str, other: str) -> str:
    """Return in which way two tokens are akin, in words."""
    if token == other:
        return "exact"
    groups, theirs = kin().get(token), kin().get(other)
    if groups and theirs and groups & theirs:
        return "same name"
    if respelled(token) == respelled(other):
        return "sounds alike"
    if tied(token, other):
        return "article joined"
    apart = OSA.distance(token, other)
    if apart == 1:
        return "one letter"
    if skeleton(token) == skeleton(other):
        return "same consonants"
    return f"{apart} letters"


def untied(token: str) -> tuple[str, ...]:
    """Return what is left of a token without the particle that may be joined before it: rashid of alrashid."""
    return tuple(token[size:] for size in _PARTICLE if len(token) >= size + _TIED and token[:size] in lore.particles())


def tied(token: str, other: str) -> bool:
    """Return whether either token is the other with a particle joined before it."""
    return token in untied(other) or other in untied(token)


def cut(token: str, other: str) -> bool:
    """Return whether either token may be the other, cut short by a zone."""
    short, long = sorted((token, other), key=len)
    return len(short) >= _CUT and long.startswith(short) and short != long


@lru_cache(maxsize=1_048_576)
def share(token: str, other: str) -> float:
    """Return the share of the evidence that two tokens leave, by the policy in use; one pair of ``shares``."""
    if token == other:
        return 1.0
    name = policy().name
    groups, theirs = kin().get(token), kin().get(other)
    heard, sound = respelled(token), respelled(other)
    best = max(apart(token, other, name), apart(heard, sound, name) * _SOUND)
    if groups and theirs and not groups.isdisjoint(theirs):
        best = max(best, name["variant"])
    elif sound == heard:
        best = max(best, name["alike"])
    elif tied(token, other):
        best = max(best, name["tied"])
    elif len(bones := skeleton(token)) >= _SHORT_SKELETON and skeleton(other) == bones:
        best = max(best, _boned(token, other, bones, name, same=bool(unvowelled(heard, [sound])[0])))
    return best if best >= name["least"] else 0.0
