"""Words names are made of: real common ones first, then a long tail that sounds like them, by a Zipf-Mandelbrot law."""

from __future__ import annotations

import random
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import accumulate

import numpy as np

from limen.screening.trial.chance import Luck

END = "\0"
ORDER = 2
FORGET = 0.22
"""How often a letter follows the one before it alone: the fewer the seeds, the more this makes that is new."""
SHORTEST, LONGEST = 4, 12
TRIES = 4
"""Words tried for each one wanted, before a tail stays shorter."""


class Vocabulary:
    """Words with their shares.

    Args:
        words: the commonest first.
        exponent: how steeply shares fall with rank.
        shift: how flat the top is: the share of rank r goes by (r + shift) ** -exponent.
    """

    def __init__(self, words: Sequence[str], exponent: float, shift: float) -> None:
        self.words = list(words)
        shares = (np.arange(1, len(self.words) + 1) + shift) ** -exponent
        self._sums: list[float] = np.cumsum(shares / shares.sum()).tolist()

    def draw(self, luck: Luck) -> str:
        """Return a word, as often as its share."""
        return self.words[min(bisect_left(self._sums, luck.draw()), len(self.words) - 1)]

    def share(self, rank: int) -> float:
        """Return the share of the word of a rank, counted from 0."""
        return self._sums[rank] - (self._sums[rank - 1] if rank else 0.0)


def grown(seeds: Sequence[str], size: int, seed: str, endings: Sequence[str] = ()) -> list[str]:
    """Return seeds and a tail of made words, ``size`` in all if the seeds allow so many.

    Args:
        seeds: real words, the commonest first.
        size: how many words.
        seed: what the tail depends on.
        endings: where given, only words that end so are taken.
    """
    words = list(dict.fromkeys(seeds))
    if len(words) >= size:
        return words
    model = _model(word for word in words if " " not in word)
    prefixes = [word[:3] for word in words if word.startswith(("al-", "el-"))]
    dice = random.Random(seed)
    known = set(words)
    for _ in range((size - len(words)) * TRIES):
        if len(words) >= size:
            break
        made = _word(model, dice)
        if prefixes and made[:3] not in ("al-", "el-") and dice.random() < len(prefixes) / len(seeds):
            made = dice.choice(prefixes) + made
        if SHORTEST <= len(made) <= LONGEST and made not in known and (not endings or made.endswith(tuple(endings))):
            known.add(made)
            words.append(made)
    return words


def _model(words: Iterable[str]) -> dict[str, tuple[list[str], list[int]]]:
    """Return what follows each two letters, with running sums of counts."""
    counts: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for word in words:
        bare = word.removeprefix("al-").removeprefix("el-")
        padded = "^" * ORDER + bare + END
        for place in range(ORDER, len(padded)):
            counts[padded[place - ORDER : place]][padded[place]] += 1
            counts[padded[place - 1]][padded[place]] += 1
    return {before: (list(after), list(accumulate(after.values()))) for before, after in counts.items()}


def _word(model: dict[str, tuple[list[str], list[int]]], dice: random.Random) -> str:
    before, made = "^" * ORDER, ""
    while len(made) <= LONGEST:
        letters, sums = model[before[-1] if dice.random() < FORGET else before if before in model else before[-1]]
        letter = letters[bisect_left(sums, dice.random() * sums[-1])]
        if letter == END:
            return made
        made += letter
        before = before[1:] + letter
    return made
