"""A quick sieve of many plain names for one party: who is worth comparing, by letters alone."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from rapidfuzz.fuzz import ratio
from rapidfuzz.process import cdist

from limen.screening.model import Party
from limen.screening.naming import forms

LEAST = 55.0
"""How alike sorted names must be, of 100: low enough for a romanisation without vowels to pass."""


def worth_comparing(party: Party, names: Sequence[str], least: float = LEAST) -> list[int]:
    """Return the places of the names that may be of a party; comparing decides.

    Args:
        party: whom or what is looked for.
        names: Latin names, folded or not, in any order of their words.
        least: how alike they must be, of 100.
    """
    asked = [" ".join(sorted(form.tokens)) for form in forms(party.names, most=24)]
    if not asked or not names:
        return []
    listed = [" ".join(sorted(name.lower().split())) for name in names]
    alike = cdist(asked, listed, scorer=ratio, score_cutoff=least, dtype=np.float32)
    places: list[int] = np.flatnonzero(alike.max(0) > 0).tolist()
    return places
