"""What is wrong with a vehicle's identification number: its length, its letters, its check digit. Pure."""

from __future__ import annotations

from dataclasses import dataclass

LENGTH = 17
CHECKED = 8
"""Where the check digit stands, counted from zero."""

VALUES = dict(zip("ABCDEFGHJKLMNPRSTUVWXYZ", (*range(1, 9), *range(1, 6), 7, 9, *range(2, 10)), strict=True))
WEIGHTS = (8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2)


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong, and what it may mean."""

    rule: str
    message: str


def folded(text: str) -> str:
    """Return a number as it is compared: capitals, nothing between."""
    return "".join(mark for mark in text.upper() if mark.isalnum())


def check_digit(number: str) -> str:
    """Return the check digit that a number of seventeen good characters should have."""
    total = sum(
        weight * (int(mark) if mark.isdecimal() else VALUES[mark])
        for mark, weight in zip(number, WEIGHTS, strict=True)
        if weight
    )
    return "0123456789X"[total % 11]


def faults(text: str) -> tuple[Fault, ...]:
    """Return what is wrong with a number; nothing when it is good or was not given. It never raises."""
    number = folded(text)
    if not number:
        return ()
    if len(number) != LENGTH:
        return (Fault("vin.length", f"It has {len(number)} characters, not {LENGTH}; vehicles before 1981 may."),)
    bad = sorted({mark for mark in number if mark not in VALUES and mark not in "0123456789"})
    if bad:
        return (Fault("vin.letters", f"It holds {', '.join(bad)}, which no such number has; I, O and Q are not used."),)
    due = check_digit(number)
    if number[CHECKED] != due:
        text = f"Its check digit is {number[CHECKED]} and should be {due}: misread, altered, or made for elsewhere."
        return (Fault("vin.check", text),)
    return ()
