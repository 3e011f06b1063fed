"""Which names keep company: Kim with Min and Jun, Nguyen with Thi. What a second name says beside a first is less then.

Rarity alone counts what is common to all names of a tradition once for each of them. A mixture of circles of names,
learnt from the list itself, says how much of that is said twice. A circle is of words, never of people: no party has
one, and it can only be asked what words together are worth.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
CIRCLES = 48
"""How many circles of names are told apart."""
LEAST_ROWS = 5_000
"""A list of fewer names teaches nothing about which go together."""
SAMPLE = 120_000
ROUNDS = 25
COMMON = 600
_PRIOR = 1.5
"""How many appearances a word needs before its own company outweighs everybody's."""
_SMOOTH = 0.02
_CHUNK = 50_000
MOST_AGAINST, MOST_FOR = -24.0, 3.0
BARELY = 0.3
"""What a token that keeps a smaller share of its evidence says of company is not asked."""


def circles(rows: NDArray[np.int32], count: int, seed: int = 1) -> NDArray[np.float16]:
    """Return how much likelier each circle is where a token stands, in bits, and last each circle's share, its log2.

    The shape is (tokens + 1, circles).

    Args:
        rows: token ids of names, -1 where there is none, shape (names, most tokens).
        count: how many tokens there are.
        seed: of chance; the same list gives the same circles.
    """
    if len(rows) < LEAST_ROWS:
        return np.zeros((count + 1, 1), np.float16)
    dice = np.random.default_rng(seed)
    chosen = rows if len(rows) <= SAMPLE else rows[dice.choice(len(rows), SAMPLE, replace=False)]
    shares, spoken = _learnt(chosen, count, dice)
    return _told(rows, count, shares, spoken)


def _learnt(rows: NDArray[np.int32], count: int, dice: np.random.Generator) -> tuple[Floats, Floats]:
    """Return the share of each circle, and the log of the chance of each token in it, by expectation-maximisation."""
    owners, flat = np.nonzero(rows >= 0)[0], rows[rows >= 0]
    order = np.argsort(flat, kind="stable")
    tokens, starts = np.unique(flat[order], return_index=True)
    posted = owners[order]
    held = np.diff(np.append(starts, len(flat))).astype(np.float32)
    belongs = _begun(rows, tokens, held, dice)
    spoken = np.zeros((count + 1, CIRCLES), np.float32)
    shares = np.zeros(CIRCLES, np.float32)
    overall = (held / held.sum())[:, None]
    for _ in range(ROUNDS):
        shares = belongs.mean(0) + np.float32(1e-5)
        shares /= shares.sum()
        sums = np.add.reduceat(belongs[posted], starts, axis=0)
        totals = sums.sum(0)
        within = (sums + _SMOOTH * 100 * overall) / (totals + _SMOOTH * 100)
        spoken[:] = 0.0
        spoken[tokens] = np.log(within / overall)
        belongs = _belonging(rows, shares, spoken)
    return shares, spoken


def _begun(rows: NDArray[np.int32], tokens: NDArray[np.int32], held: Floats, dice: np.random.Generator) -> Floats:
    """Return where each name may belong at first: with the commonest tokens that keep other company than the rest."""
    common = tokens[np.argsort(-held, kind="stable")[:COMMON]]
    column = np.full(int(tokens.max()) + 2, len(common), np.int64)
    column[common] = np.arange(len(common))
    beside = np.zeros((len(common), len(common) + 1), np.float32)
    places = np.where(rows >= 0, column[rows], len(common))
    for one in range(rows.shape[1]):
        for other in range(rows.shape[1]):
            if one != other:
                held_both = (places[:, one] < len(common)) & (rows[:, other] >= 0)
                np.add.at(beside, (places[held_both, one], places[held_both, other]), 1.0)
    beside = np.sqrt(beside[:, :-1])
    beside /= np.maximum(np.linalg.norm(beside, axis=1, keepdims=True), 1e-6)
    weight = np.sqrt(np.sort(held)[::-1][: len(common)])
    chosen: list[int] = []
    nearest = np.zeros(len(common), np.float32)
    for _ in range(min(CIRCLES, len(common))):
        best = int(np.argmax(weight * (1.0 - nearest)))
        chosen.append(best)
        nearest = np.maximum(nearest, beside @ beside[best])
        nearest[best] = 1.0
    belongs = (dice.random((len(rows), CIRCLES)) * 0.02 + 0.01).astype(np.float32)
    kin = (beside @ beside[chosen].T) ** 2
    for one in range(rows.shape[1]):
        known = places[:, one] < len(common)
        belongs[np.flatnonzero(known), : len(chosen)] += kin[places[known, one]]
    belongs /= belongs.sum(1, keepdims=True)
    return belongs


def _belonging(rows: NDArray[np.int32], shares: Floats, spoken: Floats) -> Floats:
    found = np.tile(np.log(shares), (len(rows), 1)).astype(np.float32)
    for column in range(rows.shape[1]):
        held = np.flatnonzero(rows[:, column] >= 0)
        if len(held):
            found[held] += spoken[rows[held, column]]
    found -= found.max(1, keepdims=True)
    np.exp(found, out=found)
    found /= found.sum(1, keepdims=True)
    return found


def _told(rows: NDArray[np.int32], count: int, shares: Floats, spoken: Floats) -> NDArray[np.float16]:
    sums, held = np.zeros((count, CIRCLES), np.float32), np.zeros(count, np.float32)
    for start in range(0, len(rows), _CHUNK):
        part = rows[start : start + _CHUNK]
        belongs = _belonging(part, shares, spoken)
        flat = part[part >= 0]
        order = np.argsort(flat, kind="stable")
        tokens, starts = np.unique(flat[order], return_index=True)
        sums[tokens] += np.add.reduceat(belongs[np.nonzero(part >= 0)[0][order]], starts, axis=0)
        held[tokens] += np.diff(np.append(starts, len(flat)))
    found = np.empty((count + 1, CIRCLES), np.float16)
    found[count] = np.log2(shares)
    for start in range(0, count, _CHUNK):
        some = slice(start, min(start + _CHUNK, count))
        likely = (sums[some] + _PRIOR * shares) / (held[some] + _PRIOR)[:, None]
        found[some] = np.log2(likely / shares)
    return found


def together(likelier: Floats, shares: Floats) -> Floats:
    """Return what tokens say together beyond what each says alone, in bits: below zero where they keep company.

    Args:
        likelier: how much likelier each circle is by all tokens, summed in bits, shape (names, circles).
        shares: of the circles.
    """
    likely = np.exp2(likelier) @ shares
    found: Floats = np.clip(-np.log2(np.maximum(likely, np.float32(1e-9))), MOST_AGAINST, MOST_FOR).astype(np.float32)
    return found
