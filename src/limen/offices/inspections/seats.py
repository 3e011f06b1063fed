"""A seat chart from the seats a list gives; no plan of the aircraft is needed or guessed."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from limen.offices.inspections.models import Traveller

SEAT = re.compile(r"^0*(\d{1,3})([A-Z])$")


ROWS_ABOUT = 2
"""So many rows before and behind somebody are shown with their own."""


def place_of(seat: str) -> tuple[int, str] | None:
    """Return the row and the letter of a seat as carriers write it; None where it cannot be read."""
    found = SEAT.match(seat.strip().upper())
    return (int(found.group(1)), found.group(2)) if found else None


@dataclass(frozen=True, slots=True)
class Row:
    """One row of seats: its number, and who sits under each letter of the chart, or None."""

    number: int
    seats: tuple[Traveller | None, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """The seats taken: the letters in use and the rows that anyone sits in."""

    letters: tuple[str, ...]
    rows: tuple[Row, ...]


def chart(people: Iterable[Traveller]) -> Chart:
    """Return the chart of everyone whose seat can be read; two people in one seat are shown in the list, not here."""
    taken: dict[tuple[int, str], Traveller] = {}
    for person in people:
        place = place_of(person.seat)
        if place is not None:
            taken.setdefault(place, person)
    letters = tuple(sorted({letter for _, letter in taken}))
    numbers = sorted({number for number, _ in taken})
    return Chart(
        letters, tuple(Row(number, tuple(taken.get((number, letter)) for letter in letters)) for number in numbers)
    )
