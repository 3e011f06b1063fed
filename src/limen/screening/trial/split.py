"""Two halves that share no name: one to tune with, one to test with."""

from __future__ import annotations

from typing import Literal
from zlib import crc32

from limen.screening.trial.scripts import plain
from limen.screening.trial.shapes import Person

Half = Literal["tune", "test"]


def split(name: str) -> Half:
    """Return which half a name token belongs to, by its digest: spelled with marks or without, in capitals or not.

    Args:
        name: the token that decides for a person (``deciding``).
    """
    folded = "".join(sign for sign in plain(name) if sign.isalnum())
    return "tune" if crc32(folded.encode()) % 2 else "test"


def deciding(person: Person) -> str:
    """Return the token of a name that decides its half: the last surname, or of those who have none the last name."""
    return (person.family or person.given)[-1].split()[-1]
