"""The distinct tokens of an index, and those akin to a token that is asked for, in well under a millisecond."""

from __future__ import annotations

from array import array
from collections.abc import Mapping, Sequence
from functools import lru_cache
from operator import itemgetter
from typing import Any
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from limen.screening.kinship import VOWELS, akin, shares, untied
from limen.screening.sound import respelled, skeleton

Ids = NDArray[np.int32]
_MOST_AKIN = 140
_MOST_SCORED = 130
_MOST_TRIGRAMS = 7
_MOST_BONES = 60
_MOST_BY_TRIGRAMS = 45
_SIGNS = 28
_LONG = 6
_LEAST_SHARED = 2


class Dictionary:
    """The tokens of one segment and the channels by which akin ones are found.

    Args:
        tokens: the distinct tokens; a token's place is its id.
        sounds: how each sounds.
        arrays: what ``prepared`` made of them.
    """

    def __init__(self, tokens: list[str], sounds: list[str], arrays: Mapping[str, NDArray[Any]]) -> None:
        self.tokens, self.sounds = tokens, sounds
        self.ids = {token: place for place, token in enumerate(tokens)}
        self._arrays = arrays
        self._scratch = np.zeros(len(tokens), np.uint8)

    def akin(self, token: str, name: Mapping[str, float], *, brief: bool = False) -> tuple[Ids, NDArray[np.float32]]:
        """Return the ids of the tokens akin to one, and the share of the evidence each leaves; the likest last.

        Args:
            token: a romanised token.
            name: the weights of names of a policy.
            brief: whether those one letter apart or alike in sound are enough.
        """
        tied = self._tied(token)
        found = list(dict.fromkeys((*tied, *self._near(token, brief=brief))))
        if not found:
            return np.zeros(0, np.int32), np.zeros(0, np.float32)
        ids = np.fromiter(found, np.int32, len(found))
        picked = itemgetter(*found, found[0])  # of one alone it would give no tuple
        others, sounds = (picked(texts)[:-1] for texts in (self.tokens, self.sounds))
        boned = np.flatnonzero(self._arrays["frames"][ids] == np.uint32(crc32(skeleton(token).encode()))).tolist()
        left = shares(token, others, sounds, boned, range(len(tied)), name)
        kept = np.flatnonzero(left)
        order = kept[np.argsort(left[kept], kind="stable")][-_MOST_AKIN:]
        return ids[order], left[order]

    def starting(self, token: str) -> Ids:
        """Return the ids of the longer tokens that begin with one, which a zone may have cut."""
        order, tokens = self._arrays["sorted"], self.tokens
        low, high = 0, len(order)
        while low < high:
            middle = (low + high) // 2
            if tokens[int(order[middle])] < token:
                low = middle + 1
            else:
                high = middle
        end = low
        while end < len(order) and end - low < _MOST_AKIN and tokens[int(order[end])].startswith(token):
            end += 1
        return order[low:end].astype(np.int32)

    def _near(self, token: str, *, brief: bool) -> list[int]:
        found: dict[int, None] = {}
        own = self.ids.get(token)
        if own is not None:
            found[own] = None
        known = (self.ids.get(member) for member in akin(token))
        found.update(dict.fromkeys(sorted(place for place in known if place is not None)))
        channels = (self._alike, self._deleted) if brief else (self._alike, self._deleted, self._boned, self._trigrams)
        for channel in channels:
            found.update(dict.fromkeys(channel(token)))
            if len(found) > _MOST_SCORED:
                break
        return list(found)[:_MOST_SCORED]

    def _tied(self, token: str) -> list[int]:
        rests = [self.ids[rest] for rest in untied(token) if rest in self.ids]
        return [
            *rests,
            *(place for place in self._under("rest", [crc32(token.encode())]) if token in untied(self.tokens[place])),
        ]

    def _alike(self, token: str) -> list[int]:
        return self._under("sound", [crc32(respelled(token).encode())])

    def _boned(self, token: str) -> list[int]:
        bones = skeleton(token)
        if not bones:
            return []
        if VOWELS.isdisjoint(token) or len(bones) > _LEAST_SHARED:
            return self._under("bones", [crc32(bones.encode())], _MOST_BONES)
        return self._under("bare", [crc32(bones.encode())], _MOST_BONES)

    def _deleted(self, token: str) -> list[int]:
        return self._under("less", [*deletions(token), *deletions(respelled(token))])

    def _under(self, channel: str, keys: Sequence[int], most: int = _MOST_AKIN) -> list[int]:
        known, ids = self._arrays[f"{channel}_keys"], self._arrays[f"{channel}_ids"]
        wanted = np.array(keys, np.uint32)
        lows = known.searchsorted(wanted)
        # most of what is asked is nowhere: only of the rest is it asked how often
        there = np.flatnonzero(known.take(lows, mode="clip") == wanted) if len(known) else lows[:0]
        highs = known.searchsorted(wanted[there], "right").tolist()
        found: list[int] = []
        for low, high in zip(lows[there].tolist(), highs, strict=True):
            found += ids[low : min(high, low + most)].tolist()
        return found

    def _trigrams(self, token: str) -> list[int]:
        form = respelled(token)
        codes = trigrams(form)
        if len(form) < _LONG:
            return []
        starts, ids = self._arrays["tri_starts"], self._arrays["tri_ids"]
        counts = self._scratch
        # the rarest ones find as much and touch far less
        lists = sorted((ids[starts[code] : starts[code + 1]] for code in codes), key=len)[:_MOST_TRIGRAMS]
        least = max(_LEAST_SHARED, len(lists) - 5)
        often = []
        for place, item in enumerate(lists, start=1):
            now = counts[item] + 1
            counts[item] = now
            if place >= least:
                # whoever is in enough of them comes to the least once, in one list
                often.append(item[now == least])
        hits = np.sort(np.concatenate(often)) if often else np.zeros(0, np.int32)
        if len(hits) > _MOST_BY_TRIGRAMS:
            hits = hits[np.argpartition(counts[hits], -_MOST_BY_TRIGRAMS)[-_MOST_BY_TRIGRAMS:]]
        likely: list[int] = hits.tolist()
        for item in lists:
            counts[item] = 0
        return likely


@lru_cache(maxsize=65_536)
def deletions(form: str) -> tuple[int, ...]:
    """Return the keys of a form and of what is left of it without one letter: forms one edit apart share one."""
    # in the order of the letters: of many akin tokens the first are scored, and they are the same in every process
    texts = dict.fromkeys((form, *(form[:place] + form[place + 1 :] for place in range(len(form)))))
    return tuple(crc32(text.encode()) for text in texts if text)


def trigrams(form: str) -> list[int]:
    """Return the distinct trigrams of a form with its ends marked, each as a number below 28 cubed."""
    signs = [0, *((ord(sign) - 96) if "a" <= sign <= "z" else 27 for sign in form), 0]
    return list({(signs[at] * _SIGNS + signs[at + 1]) * _SIGNS + signs[at + 2] for at in range(len(signs) - 2)})


def prepared(
    tokens: Sequence[str], sounds: Sequence[str], bones: Sequence[str], held: NDArray[np.int64]
) -> dict[str, NDArray[Any]]:
    """Return the arrays of the channels: tokens by sound, by consonants, by what is left without a letter, by trigrams.

    Args:
        tokens: the distinct tokens.
        sounds: how each sounds.
        bones: the skeleton of each.
        held: how many names hold each, shape (tokens,); of many alike, the commonest are kept first.
    """
    count = len(tokens)
    arrays: dict[str, NDArray[Any]] = {}
    order = np.argsort(-held, kind="stable")
    rank = np.empty(count, np.int64)
    rank[order] = np.arange(count)
    _channel(arrays, "sound", [crc32(sound.encode()) for sound in sounds], range(count), rank)
    arrays["frames"] = np.fromiter((crc32(bone.encode()) for bone in bones), np.uint32, count)
    _channel(arrays, "bones", [crc32(bone.encode()) for bone in bones], range(count), rank)
    bare = [place for place, token in enumerate(tokens) if VOWELS.isdisjoint(token)]
    _channel(arrays, "bare", [crc32(bones[place].encode()) for place in bare], bare, rank)
    rests = [(rest, place) for place, token in enumerate(tokens) for rest in untied(token)]
    _channel(arrays, "rest", [crc32(rest.encode()) for rest, _ in rests], [place for _, place in rests], rank)
    keys, owners = array("I"), array("i")
    for place, (token, sound) in enumerate(zip(tokens, sounds, strict=True)):
        less = {key for form in {token, sound} for key in deletions(form)}
        keys.extend(less)
        owners.extend([place] * len(less))
    _channel(arrays, "less", keys, owners, rank)
    codes = [trigrams(sound) for sound in sounds]
    sizes = np.fromiter(map(len, codes), np.int64, count)
    flat = np.fromiter((code for row in codes for code in row), np.int64, int(sizes.sum()))
    ids = np.repeat(np.arange(count, dtype=np.int32), sizes)
    arrays["tri_ids"] = ids[np.argsort(flat, kind="stable")]
    arrays["tri_starts"] = np.searchsorted(np.sort(flat), np.arange(_SIGNS**3 + 1)).astype(np.int64)
    arrays["sorted"] = np.array(sorted(range(count), key=tokens.__getitem__), np.int32)
    return arrays


def _channel(
    arrays: dict[str, NDArray[Any]], name: str, keys: Sequence[int], owners: Sequence[int], rank: NDArray[np.int64]
) -> None:
    key, owner = np.array(keys, np.uint32), np.array(owners, np.int32)
    order = np.lexsort((rank[owner] if len(owner) else owner, key))
    arrays[f"{name}_keys"], arrays[f"{name}_ids"] = key[order], owner[order]
