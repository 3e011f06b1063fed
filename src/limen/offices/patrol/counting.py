"""Counting money: how many notes and coins of each value, and whether they make the sum. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

LINE = re.compile(r"\s*(\d{1,7}(?:[.,]\d{1,3})?)\s*[x×*]\s*(\d{1,7})\s*", re.IGNORECASE)


def read(line: str) -> tuple[Decimal, int] | None:
    """Return the value and the number of a line such as ``100 x 25``; None when it is no such line."""
    found = LINE.fullmatch(line)
    return (Decimal(found.group(1).replace(",", ".")), int(found.group(2))) if found else None


def total(lines: Sequence[str]) -> Decimal:
    """Return what the lines that can be read make together."""
    return sum((value * number for value, number in filter(None, map(read, lines))), Decimal(0))


def fault(lines: Sequence[str], quantity: Decimal) -> str:
    """Return what is wrong with a count; nothing when it makes the sum or when none was made."""
    unread = next((line for line in lines if read(line) is None), None)
    if unread is not None:
        return f"Write the value and how many, as 100 x 25; “{unread[:40]}” is neither."
    made = total(lines)
    return f"The notes and coins make {made}, not {quantity}. Count again." if lines and made != quantity else ""
