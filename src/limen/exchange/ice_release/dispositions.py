"""One form for the many spellings of a processing disposition."""

from __future__ import annotations

import re
import unicodedata

BETWEEN = re.compile(r"[\W_]+")


def fold_disposition(text: str) -> str:
    """Return a disposition in capitals, punctuation and space as one space between words.

    ``Notice to Appear (I-862)`` and ``NOTICE TO APPEAR I-862`` are one; an abbreviation and what it stands for are not:
    which code of the law a spelling means is for the law pack to say.

    Args:
        text: the disposition as published.

    Returns:
        Words of letters and digits parted by single spaces; empty where there are none.
    """
    return BETWEEN.sub(" ", unicodedata.normalize("NFKC", text).upper()).strip()
