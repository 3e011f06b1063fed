"""How much it says that two people share a name: little for a common one, much for a rare one."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from limen.screening import lore

KNOWN = 100_000.0
"""How many people the background knowledge of common names weighs as much as, beside what an index itself holds."""
UNKNOWN_PER_100000 = 1.5
"""How many of 100,000 people bear a name that no list of common names has."""
LEAST, MOST = 1.5, 17.0
"""The bounds of what one token can say, in bits."""


def background(tokens: list[str]) -> NDArray[np.float64]:
    """Return how many of 100,000 people bear each token, by background knowledge."""
    common = lore.common()
    return np.fromiter((common.get(token, UNKNOWN_PER_100000) for token in tokens), np.float64, len(tokens))


def bits(bearers: NDArray[np.float64], held: NDArray[np.int64], names: int) -> NDArray[np.float32]:
    """Return what a shared token says, in bits: minus log2 of the share of people who bear it.

    Args:
        bearers: of 100,000 people by background knowledge, shape (tokens,).
        held: how many names of the index hold the token, shape (tokens,).
        names: how many names the index holds.
    """
    share = (held + bearers * (KNOWN / 100_000.0)) / (names + KNOWN)
    return np.clip(-np.log2(share), LEAST, MOST).astype(np.float32)


def bits_of(token: str, held: int, names: int) -> float:
    """Return what one shared token says, in bits, as ``bits`` reckons it.

    Args:
        token: the token.
        held: how many names of the index hold it.
        names: how many names the index holds.
    """
    bearers = lore.common().get(token, UNKNOWN_PER_100000)
    share = (held + bearers * (KNOWN / 100_000.0)) / (names + KNOWN)
    return float(np.float32(min(max(-math.log2(share), LEAST), MOST)))


def together_rare(held: NDArray[np.int64], names: int) -> NDArray[np.float32]:
    """Return what it says that a name holds any of several tokens, in bits.

    Args:
        held: how many names of the index hold one of them, shape (sets,).
        names: how many names the index holds.
    """
    found: NDArray[np.float64] = np.clip(-np.log2((held + UNKNOWN_PER_100000) / (names + KNOWN)), 0.0, MOST)
    return found.astype(np.float32)
