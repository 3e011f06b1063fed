"""The tokens akin to each token of an index, worked out once and kept with it: most of what a search asks is known."""

from __future__ import annotations

import json
from array import array
from collections.abc import Mapping
from typing import Any
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from limen.screening.dictionary import Dictionary, Ids

OFTEN = 3
"""How many names hold a token whose kin is worked out: seldom is one of fewer asked for, and half of all are."""
KINDRED = ("kin_by", "kin_starts", "kin_ids", "kin_shares")


def worked_out(dictionary: Dictionary, held: NDArray[np.int64], name: Mapping[str, float]) -> dict[str, NDArray[Any]]:
    """Return the arrays of what is akin to each token: ids and shares of one token after another, the likest last.

    Args:
        dictionary: the tokens.
        held: how many names hold each, shape (tokens,).
        name: the weights of names of a policy, by which shares were reckoned; another policy does not use them.
    """
    ids, left, starts = array("i"), array("f"), array("q", [0])
    for token, often in zip(dictionary.tokens, (held >= OFTEN).tolist(), strict=True):
        if often:
            found, shares = dictionary.akin(token, name)
            ids.frombytes(found.tobytes())
            left.frombytes(shares.tobytes())
        starts.append(len(ids))
    return {
        "kin_by": np.array([_mark(name)], np.uint32),
        "kin_starts": np.frombuffer(starts, np.int64),
        "kin_ids": np.frombuffer(ids, np.int32),
        "kin_shares": np.frombuffer(left, np.float32).astype(np.float16),
    }


class Kindred:
    """What was worked out for one dictionary.

    Args:
        arrays: of the segment.
    """

    def __init__(self, arrays: Mapping[str, NDArray[Any]]) -> None:
        self._starts, self._ids, self._shares = (arrays[key] for key in KINDRED[1:])

    @classmethod
    def of(cls, arrays: Mapping[str, NDArray[Any]], name: Mapping[str, float]) -> Kindred | None:
        """Return what a segment keeps, or None where it keeps nothing or what other weights made."""
        known = arrays.get("kin_by")
        return cls(arrays) if known is not None and int(known[0]) == _mark(name) else None

    def to(self, place: int) -> tuple[Ids, NDArray[np.float32]] | None:
        """Return the ids of the tokens akin to one, and the share of the evidence each leaves; the likest last.

        Args:
            place: the token's id.

        Returns:
            None where it was not worked out: each token is akin to itself.
        """
        start, end = self._starts[place : place + 2].tolist()
        return (self._ids[start:end], self._shares[start:end].astype(np.float32)) if end > start else None


def _mark(name: Mapping[str, float]) -> int:
    return crc32(json.dumps(dict(name), sort_keys=True).encode())
