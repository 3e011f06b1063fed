"""Document and official numbers, folded so that what is read or typed in two ways is one."""

from __future__ import annotations

import re
from functools import lru_cache

_OTHER = re.compile(r"[^0-9A-Z]")
LEAST = 4
"""A number of fewer signs than this is no evidence of its own: too many people bear it."""


@lru_cache(maxsize=131_072)
def folded(number: str) -> str:
    """Return a number in capitals, letters and digits only, the letter O read as the digit; empty when too short."""
    text = _OTHER.sub("", number.upper()).replace("O", "0")
    return text if len(text) >= LEAST else ""
