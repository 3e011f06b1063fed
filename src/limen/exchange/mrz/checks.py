"""Check digits: weights 7, 3, 1 over 0-9, A-Z as 10-35 and the filler as 0, modulo 10 (Doc 9303-3, 4.9)."""

from __future__ import annotations

_VALUES = bytearray(256)
for _sign in range(10):
    _VALUES[ord("0") + _sign] = _sign
for _sign in range(26):
    _VALUES[ord("A") + _sign] = 10 + _sign
VALUES = bytes(_VALUES)
DIGITS = "0123456789"


def check_digit(text: str) -> str:
    """Return the check digit of a text; a sign outside the zone's alphabet counts as a filler."""
    values = text.encode("latin-1", "replace").translate(VALUES)
    return DIGITS[(7 * sum(values[0::3]) + 3 * sum(values[1::3]) + sum(values[2::3])) % 10]
