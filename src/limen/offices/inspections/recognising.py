"""Which traveller of a voyage a carrier's message means. Two people never become one because a number is shared."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from limen.offices.inspections.models import Traveller

SAID = ("reference", "document_folded", "document_issuer", "folded", "birth", "locator")
BOOKED = "booked"
"""The state of somebody whom a booking names and no list yet."""
BY_BOOKING = ("booking", "booked")
"""Ways to find somebody for a booking; for a list they hold only until a list has named them."""
Said = Mapping[str, Any]
"""What a list says of a person, under the names a traveller keeps it by."""


class Aboard:
    """The travellers of a voyage, found by the carrier's reference, by document, or by name and birth.

    Carriers put one number on whole parties, count references afresh in each message, and list twins: what is shared
    is a hint, and who is on the list under another name and another date of birth is another person.
    """

    def __init__(self, rows: Iterable[Traveller]) -> None:
        self.all: list[Traveller] = []
        self._by: dict[tuple[str, ...], list[Traveller]] = {}
        self._taken: set[int] = set()
        for row in rows:
            self.add(row)

    def add(self, row: Traveller, *, taken: bool = False) -> None:
        """Have a traveller found from now on; ``taken`` where the message being read has named them."""
        self.all.append(row)
        held = {name: getattr(row, name) for name in SAID}
        for key in _keys(held):
            self._by.setdefault(key, []).append(row)
        if taken:
            self._taken.add(id(row))

    def named(self, said: Said) -> bool:
        """Return whether somebody aboard has just the name that is said, and can be who is meant."""
        return any(row.folded == said["folded"] for row in self._candidates(said, booking=True))

    def take(self, said: Said, *, booking: bool = False) -> Traveller | None:
        """Return the traveller a message means: one that it has named already only where it says the same again.

        Args:
            said: of the person.
            booking: whether it is a booking that says so: it often has neither document nor date of birth.
        """
        for row in self._candidates(said, booking=booking):
            if id(row) not in self._taken or _repeats(row, said):
                self._taken.add(id(row))
                return row
        return None

    def _candidates(self, said: Said, *, booking: bool = False) -> Iterator[Traveller]:
        for key in _keys(said):
            known = self._by.get(key, ())
            if key[0] in BY_BOOKING and not booking:
                known = [row for row in known if row.state == BOOKED]
            meant = [row for row in known if _MEANS[key[0]](row, said)]
            yield from sorted(meant, key=lambda row: row.folded != said["folded"])


def _keys(said: Said) -> Iterator[tuple[str, ...]]:
    """Yield what a person can be found by, the surest first."""
    if said["reference"]:
        yield "reference", said["reference"]
    if said["document_folded"]:
        yield "document", said["document_folded"]
    if said["folded"] and said["birth"]:
        yield "name", said["folded"], said["birth"]
    if said["locator"]:
        yield "booking", said["locator"]
    if said["folded"]:
        yield "booked", said["folded"]


def another_person(row: Traveller, said: Said) -> bool:
    """Return whether who is listed cannot be who is meant: another name, and another date of birth where both say one.

    Where one of them says none, no part of the name is in common.
    """
    if not (row.folded and said["folded"]) or row.folded == said["folded"]:
        return False
    if row.birth and said["birth"]:
        return bool(row.birth != said["birth"])
    return not set(row.folded.split()) & set(said["folded"].split())


def _means_by_reference(row: Traveller, said: Said) -> bool:
    same_document = bool(row.document_folded) and row.document_folded == said["document_folded"]
    known = bool(row.document_folded and said["document_folded"])
    return same_document or not (known and another_person(row, said))


def _means_by_document(row: Traveller, said: Said) -> bool:
    issuers = {row.document_issuer, said["document_issuer"]} - {""}
    return len(issuers) < 2 and not another_person(row, said)  # noqa: PLR2004  two states may use one number


def _means_by_name(row: Traveller, said: Said) -> bool:
    return bool(row.folded == said["folded"] and row.birth == said["birth"])


def _means_in_booking(row: Traveller, said: Said) -> bool:
    """Return whether one of a booking is meant: bookings leave out middle names, and mostly the date of birth."""
    booked, named = set(row.folded.split()), set(said["folded"].split())
    return bool(booked and named) and (booked <= named or named <= booked) and _births_agree(row, said)


def _means_by_booked_name(row: Traveller, said: Said) -> bool:
    apart = bool(row.locator and said["locator"]) and row.locator != said["locator"]
    return bool(row.folded == said["folded"]) and _births_agree(row, said) and not apart


def _births_agree(row: Traveller, said: Said) -> bool:
    return bool(not (row.birth and said["birth"]) or row.birth == said["birth"])


_MEANS = {
    "reference": _means_by_reference,
    "document": _means_by_document,
    "name": _means_by_name,
    "booking": _means_in_booking,
    "booked": _means_by_booked_name,
}


def _repeats(row: Traveller, said: Said) -> bool:
    return all(not said[name] or said[name] == getattr(row, name) for name in ("folded", "birth", "document_folded"))
