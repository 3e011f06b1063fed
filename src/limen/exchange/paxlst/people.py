"""Building the people of a list from their segments."""

from __future__ import annotations

from typing import Any

from limen.exchange.edifact import Fault, Scan
from limen.exchange.paxlst import steps as does
from limen.exchange.paxlst.model import FIELDS, Document, Person, person
from limen.exchange.paxlst.steps import EXPIRY, ISSUER, KIND, NOBODY, NUMBER, REST, Beginning, Steps

SEGMENT, DOCUMENTS, FURTHER = FIELDS["segment"], FIELDS["documents"], FIELDS["further"]
REFERENCES = FIELDS["references"]
REPEATABLE = {FIELDS["seat"]: "SEA", FIELDS["locator"]: "AVF", FIELDS["reference"]: "ABO"}
"""Fields whose second value is kept among the references, with its qualifier."""
IDENTIFYING = frozenset({FIELDS["sex"], FIELDS["birth"]})
"""Fields whose second value, after a document, can only be the next person's."""
NAMES = {place: name.replace("_", " ") for name, place in FIELDS.items()} | {
    ISSUER: "state that issued the document",
    EXPIRY: "document's expiry",
}
NO_DOCUMENT = ("", "", "", "")
LONG = 16
"""Values of one field beyond which a person's are no longer copied each time one is added."""


class People:
    """Builds people one after the other.

    Args:
        scan: the transmission.
        steps: what the segments of this message do.
        faults: where faults are put.
    """

    def __init__(self, scan: Scan, steps: Steps, faults: list[Fault]) -> None:
        self._scan = scan
        self._steps = steps
        self._faults = faults
        self._found: list[Person] = []
        self._values: list[Any] | None = None
        self._documents: list[Document] = []
        self._long: set[int] = set()

    def read(self, start: int) -> tuple[list[Person], int]:
        """Read people from a segment on; return them and the place of the first segment that is no person's.

        Args:
            start: place of the first segment, from 0.
        """
        seen, step_of, raws = self._steps.seen, self._steps.step, self._scan.raws
        values: list[Any] = []
        for place in range(start, len(raws)):
            raw = raws[place]
            step = seen.get(raw)
            if step is None:
                step = step_of(raw)
            mark, matter = step
            if mark >= 0:
                if values and not values[mark]:
                    values[mark] = matter
                else:
                    values = self._set(mark, matter, place)
            elif mark == does.NEW:
                values = self._begin(matter, place)
            elif mark == does.END:
                break
            else:
                values = self._rarer(mark, matter, place)
        else:
            place = len(raws)
        self._finish()
        return self._found, place

    def _fault(self, rule: str, message: str, place: int) -> None:
        self._faults.append(Fault(rule, message, place + 1, self._scan.offset(place + 1)))

    def _begin(self, matter: Beginning, place: int) -> list[Any]:
        if self._values is not None:
            self._finish()
        head, more, fault = matter
        self._values = values = [*head, *REST]
        values[SEGMENT] = place + 1
        for field, value in more:
            values[field] = value
        if fault is not None:
            self._fault(*fault, place)
        return values

    def _finish(self) -> None:
        values = self._values
        if values is None:
            return
        if values[NUMBER] or values[KIND] or values[ISSUER] or values[EXPIRY]:
            self._close_document(values)
        for field in self._long:
            values[field] = tuple(values[field])
        self._long.clear()
        values[DOCUMENTS] = tuple(self._documents)
        self._found.append(person(values[:KIND]))
        self._values = None
        self._documents = []

    def _close_document(self, values: list[Any]) -> None:
        document = Document(*values[KIND:])
        self._documents.append(document)
        if not document.number:
            lost = "number" if document.kind else "segment (DOC)"
            self._fault("document.incomplete", f"A document stands here without its {lost}.", values[SEGMENT] - 1)
        values[KIND:] = NO_DOCUMENT

    def _headless(self, place: int) -> list[Any]:
        """Begin a person whose NAD is lost."""
        self._fault("person.header_lost", "A person's data stand here without the person's name segment (NAD).", place)
        return self._begin(NOBODY, place)

    def _set(self, mark: int, matter: Any, place: int) -> list[Any]:
        """Set a field of a person not begun, or one that has a value; return the person's values."""
        values = self._values or self._headless(place)
        held = values[mark]
        if not held:
            values[mark] = matter
        elif mark in IDENTIFYING and held != matter and (self._documents or any(values[KIND:])):
            values = self._headless(place)
            values[mark] = matter
        elif mark in REPEATABLE and held != matter:
            self._add(values, REFERENCES, ((REPEATABLE[mark], matter),))
        elif held != matter:
            message = f"The {NAMES[mark]} is given twice: {held}, then {matter}; the first was kept."
            self._fault("field.repeated", message, place)
        return values

    def _add(self, values: list[Any], field: int, more: tuple[Any, ...]) -> None:
        """Add to a field of many values; one that grows long is held as a list until the person is read."""
        held = values[field]
        if len(held) < LONG:
            values[field] = held + more
        elif field in self._long:
            held.extend(more)
        else:
            self._long.add(field)
            values[field] = [*held, *more]

    def _rarer(self, mark: int, matter: Any, place: int) -> list[Any]:
        """Do what only some segments do; return the person's values."""
        if mark == does.NOTHING:
            return self._values or []
        values = self._values or self._headless(place)
        if mark == does.OPEN:
            if any(values[KIND:]):
                self._close_document(values)
            values[KIND], values[NUMBER] = matter
        elif mark == does.ADD:
            self._add(values, *matter)
        elif mark == does.FURTHER:
            self._add(values, FURTHER, (matter,))
        elif mark == does.WRONG:
            rule, message = matter
            self._fault(rule, message, place)
        else:
            for inner, value in matter:
                values = self._set(inner, value, place)
        return values
