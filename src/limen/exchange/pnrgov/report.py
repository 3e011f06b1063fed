"""A transmission as the command prints it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace

from limen.exchange.pnrgov.itinerary import Flight, Leg
from limen.exchange.pnrgov.message import Pnr, PnrMessage
from limen.exchange.pnrgov.tickets import Payment
from limen.exchange.pnrgov.travellers import Document, Passenger
from limen.exchange.pnrgov.values import mask

NAME_WIDTH = 30


def report(message: PnrMessage) -> dict[str, object]:
    """Return a transmission as plain values, for JSON: the names of its fields are those of the classes.

    A card's number is hidden but for its last four digits, even where the reader was asked to keep it.
    """
    return {field.name: _plain(getattr(message, field.name)) for field in fields(message)}


def _plain(value: object) -> object:
    if isinstance(value, Payment):
        value = replace(value, card_number=mask(value.card_number))
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    if isinstance(value, dict):
        return {str(key): _plain(each) for key, each in value.items()}
    return value


def shown(message: PnrMessage) -> Iterator[str]:
    """Yield the lines of a table a person can read; what would steer a terminal is shown as a mark."""
    return ("".join(sign if sign.isprintable() else "\ufffd" for sign in line) for line in _lines(message))


def _lines(message: PnrMessage) -> Iterator[str]:
    flight = message.flight
    yield f"{_flight(flight)}   {message.function or 'function not stated'}   PNRGOV {message.version or '?'}"
    yield f"from {message.sender or '?'} to {message.receiver or '?'}, prepared {message.prepared or '?'}"
    people = sum(len(pnr.passengers) for pnr in message.pnrs)
    yield f"bookings: {len(message.pnrs)}   passengers: {people}   faults: {len(message.faults)}"
    for pnr in message.pnrs:
        yield ""
        yield from _booking(pnr, message)
    if message.faults:
        yield ""
        yield "Faults"
        yield from (
            f"  segment {fault.segment or '-':>5}, character {fault.offset:>7}  {fault.rule}: {fault.message}"
            for fault in message.faults
        )


def _flight(flight: Flight) -> str:
    if not flight.number:
        return "no flight stated"
    return f"{flight.designator} {flight.board}-{flight.off} {_clock(flight.departure)} to {_clock(flight.arrival)}"


def _clock(when: str) -> str:
    return when.replace("T", " ") or "?"


def _booking(pnr: Pnr, message: PnrMessage) -> Iterator[str]:
    made = f", made {_clock(pnr.locators[0].created)}" if pnr.locators and pnr.locators[0].created else ""
    others = "".join(f" {locator.airline}/{locator.number}" for locator in pnr.locators[1:])
    group = f"   group {pnr.group}" if pnr.group else ""
    yield f"PNR {pnr.locator or '(no locator)'}{made}{others}{group}"
    if pnr.flight != message.flight:
        yield f"  pushed for {_flight(pnr.flight)}"
    for passenger in pnr.passengers:
        yield from _passenger(passenger, pnr)
    for number, leg in enumerate(pnr.legs, 1):
        yield f"  leg {number}  {_leg(leg)}"
    for contact in pnr.contacts:
        yield f"  {contact.kind}: {contact.value} ({contact.source})"
    for split in pnr.splits:
        yield "  divided: " + ", ".join(f"{locator.airline}/{locator.number}" for locator in split.locators)
    counts = {"history entries": len(pnr.history) + len(pnr.history_lines), "kept unread": len(pnr.unread)}
    told = [f"{count} {what}" for what, count in counts.items() if count]
    if told:
        yield "  " + ", ".join(told)


def _passenger(passenger: Passenger, pnr: Pnr) -> Iterator[str]:
    name = " ".join(filter(None, (f"{passenger.surname},", passenger.given_names, passenger.title)))
    seats = [seat.number for seat in pnr.seats if seat.traveller == passenger.reference and seat.assigned]
    told = [passenger.kind, passenger.sex, passenger.birth, passenger.nationality]
    told += [f"seat {' '.join(seats)}"] if seats else []
    yield f"  {passenger.reference:>6}  {name:<{NAME_WIDTH}} {'  '.join(filter(None, told))}".rstrip()
    yield from (f"          document {_document(document)}" for document in passenger.documents if document.number)
    yield from (f"          visa {visa.kind} {visa.number} {visa.country}".rstrip() for visa in passenger.visas)
    tickets = [ticket.number for ticket in passenger.tickets if ticket.number]
    if tickets:
        yield f"          ticket {' '.join(tickets)}"


def _document(document: Document) -> str:
    until = f" until {document.expiry}" if document.expiry else ""
    return f"{document.kind} {document.issuer} {document.number}{until}".strip()


def _leg(leg: Leg) -> str:
    if leg.kind != "air":
        return {"open": "open", "surface": "by surface"}[leg.kind] + f" {leg.board}-{leg.off}"
    operated = f"   flown by {leg.operating_carrier}{leg.operating_number}" if leg.operating_carrier else ""
    booked = f"   {leg.booking_class} {leg.status}".rstrip()
    flight = Flight(leg.carrier, leg.number, leg.suffix, leg.board, leg.off, leg.departure, leg.arrival)
    return f"{_flight(flight)}{booked}{operated}"
