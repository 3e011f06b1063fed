"""Check digits: weights 7, 3, 1 over 0-9, A-Z as 10-35 and the filler as 0, modulo 10 (Doc 9303-3, 4.9)."""

from __future__ import annotations

_UNITS = bytearray(256)
for _sign in range(10):
    _UNITS[ord("0") + _sign] = _sign
for _sign in range(26):
    _UNITS[ord("A") + _sign] = _sign % 10
UNITS = bytes(_UNITS)
DIGITS = "0123456789"
THREE_BYTES = 0xFFFFFF
LAST_WEIGHTS = ((7, 3, 1), (3, 1, 7), (1, 7, 3))
"""The weights of a text's last three characters, by its length modulo 3."""


def check_digit(text: str) -> str:
    """Return the check digit of a text; a sign outside the zone's alphabet counts as a filler.

    The text's units digits are taken as one number to the base 256, whose remainder by 256³ - 1 holds the three sums
    of every third character side by side: one division in place of a loop. A sum fits its byte while the text is
    under 84 characters; a longer one is no part of a zone and is reckoned piece by piece.
    """
    size = len(text)
    if size > 81:  # noqa: PLR2004  27 characters of at most 9 a sum stay under 256
        return DIGITS[(int(check_digit(text[:81])) + int(check_digit(text[81:]))) % 10]
    sums = int.from_bytes(text.encode("latin-1", "replace").translate(UNITS), "big") % THREE_BYTES
    first, second, third = LAST_WEIGHTS[size % 3]
    return DIGITS[(first * (sums >> 16) + second * (sums >> 8 & 255) + third * (sums & 255)) % 10]
