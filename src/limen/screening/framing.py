"""Names with the consonants of a token that is asked for, beyond those that the dictionary brings.

Of many tokens with the same consonants a dictionary brings the commonest alone. A row that its date of birth or its
other name brings may hold one of the others: it is compared there and then, and says no more than all of them together
are rare.
"""

from __future__ import annotations

from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from limen.screening.kinship import VOWELS, share
from limen.screening.rarity import MOST, together_rare
from limen.screening.segment import Array, Segment
from limen.screening.sound import skeleton

Floats = NDArray[np.float32]
_FEW = 2
"""Fewer consonants than this are of too many names."""


class Frames:
    """The consonants of the tokens of one segment.

    Args:
        segment: what is searched.
        bits: what each of its tokens says when shared, in bits, shape (tokens,).
        least: the least share of the evidence that a likeness leaves to count: that of a token that is another
            without its vowels.
    """

    def __init__(self, segment: Segment, bits: Floats, least: float) -> None:
        self._least = least
        self._tokens, self._bits, self._rows = segment.dictionary.tokens, bits, segment.rows
        self._of = segment.arrays["frames"]
        _, group = np.unique(self._of, return_inverse=True)
        held = np.bincount(group, weights=segment.arrays["held"][: len(self._of)]) if len(group) else np.zeros(0)
        self._held = held[group].astype(np.int64) if len(group) else np.zeros(0, np.int64)

    def of(self, tokens: Array) -> Array:
        """Return the marks of the consonants of tokens; where a row holds none, of whichever."""
        found: Array = self._of[tokens]
        return found

    def filled(self, table: Floats, token: str, mine: float, tokens: Array, frames: Array) -> None:
        """Put in what tokens of rows say that have a token's consonants and were not brought by it.

        Args:
            table: what each token of each row says so far, shape (rows, width); changed.
            token: what is asked for.
            mine: what it says when shared, in bits.
            tokens: of the rows, -1 where there is none.
            frames: the marks of their consonants.
        """
        bones = skeleton(token)
        if len(bones) < _FEW:
            return
        bare = sparse(token)
        rows, columns = np.nonzero((frames == np.uint32(crc32(bones.encode()))) & (table <= 0) & (tokens >= 0))
        for row, column, place in zip(rows.tolist(), columns.tolist(), tokens[rows, columns].tolist(), strict=True):
            if bare or sparse(self._tokens[place]):
                left = share(token, self._tokens[place])
                if left >= self._least:
                    table[row, column] = min(left * min(mine, float(self._bits[place])), self.most(place))

    def agree(self, token: str, place: int) -> bool:
        """Return whether a token of the segment has the consonants of another."""
        return int(self._of[place]) == crc32(skeleton(token).encode())

    def most(self, place: int) -> float:
        """Return what it says at most that a name holds any token with the consonants of one, in bits."""
        return min(float(together_rare(self._held[place : place + 1], self._rows)[0]), MOST)


def sparse(token: str) -> bool:
    """Return whether a token has so few vowels that it may come from a script that writes the long ones alone."""
    return 3 * sum(letter in VOWELS for letter in token) <= len(token)
