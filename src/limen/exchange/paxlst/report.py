"""A manifest as the command line prints it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict

from rich.box import SIMPLE_HEAD
from rich.table import Table

from limen.exchange.edifact import Fault, Segment
from limen.exchange.paxlst.model import Leg, Manifest, PassengerList, Person


def report(manifest: Manifest) -> dict[str, object]:
    """Return a manifest as one JSON object: flight, legs, messages, people with their documents, counts, faults."""
    people, legs = manifest.people, manifest.legs
    return {
        "flight": next((message.flight for message in manifest.messages if message.flight), ""),
        "sender": manifest.sender,
        "recipient": manifest.recipient,
        "sent": manifest.sent,
        "reference": manifest.reference,
        "counts": {
            "passengers": sum(person.role == "passenger" for person in people),
            "crew": sum(person.role == "crew" for person in people),
            "legs": len(legs),
            "documents": sum(len(person.documents) for person in people),
        },
        "legs": [asdict(leg) for leg in legs],
        "messages": [_message(message) for message in manifest.messages],
        "people": [_person(person) for person in people],
        "faults": [_fault(fault) for fault in manifest.faults],
    }


def tables(manifest: Manifest) -> Iterator[Table]:
    """Return a manifest as tables for a terminal: legs, people, faults; those with nothing in them are left out."""
    if manifest.legs:
        yield _legs(manifest.legs)
    if manifest.people:
        yield _people(manifest.people)
    if manifest.faults:
        yield _faults(manifest.faults)


def _message(message: PassengerList) -> dict[str, object]:
    return {
        "version": message.version,
        "kind": message.kind,
        "function": message.function,
        "reference": message.reference,
        "transaction": message.transaction,
        "part": message.part,
        "final": message.final,
        "party": asdict(message.party),
        "people": len(message.people),
        "stated": dict(message.stated),
    }


def _person(person: Person) -> dict[str, object]:
    fields = asdict(person) | {"given_names": person.given_names}
    fields["further"] = [_further(segment) for segment in person.further]
    return fields


def _further(segment: Segment) -> list[object]:
    return [segment.tag, *segment.elements]


def _fault(fault: Fault) -> dict[str, object]:
    return {"rule": fault.rule, "message": fault.message, "segment": fault.segment, "offset": fault.offset}


def _table(title: str, *headings: str) -> Table:
    table = Table(title=title, title_justify="left", box=SIMPLE_HEAD, pad_edge=False)
    for heading in headings:
        table.add_column(heading, overflow="fold")
    return table


def _row(table: Table, *cells: str) -> None:
    """Add a row; what would steer a terminal is shown as a mark."""
    table.add_row(*("".join(sign if sign.isprintable() else "\ufffd" for sign in cell) for cell in cells))


def _legs(legs: tuple[Leg, ...]) -> Table:
    table = _table("Legs", "Flight", "From", "Departs", "To", "Arrives")
    for leg in legs:
        _row(table, leg.flight, leg.departure, leg.departs, leg.arrival, leg.arrives)
    return table


def _people(people: tuple[Person, ...]) -> Table:
    table = _table("People", "", "Name", "Sex", "Born", "State", "Seat", "Record", "Documents")
    for number, person in enumerate(people, 1):
        marks = [mark for mark, holds in (("crew", person.role == "crew"), ("transit", person.transit)) if holds]
        name = ", ".join(filter(None, (person.surname, person.given_names))) + "".join(f" ({mark})" for mark in marks)
        documents = "; ".join(
            " ".join(filter(None, (item.kind, item.number, item.issuer, item.expiry))) for item in person.documents
        )
        known = (person.sex, person.birth, person.nationality, person.seat, person.locator)
        _row(table, str(number), name, *known, documents)
    return table


def _faults(faults: tuple[Fault, ...]) -> Table:
    table = _table("Faults", "Segment", "Offset", "What is wrong")
    for fault in faults:
        _row(table, str(fault.segment or ""), str(fault.offset), fault.message)
    return table
