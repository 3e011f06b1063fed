"""From what carriers send to what the acts take: people, bookings, and which voyage they are about."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from pydantic import ValidationError

from limen.exchange import paxlst, pnrgov
from limen.offices.inspections.acts import Booked, Listed
from limen.offices.inspections.booked import booking_facts

CARRIER_LETTERS = 2
DATE = len("2026-11-25")
NAMES = ("surname", "given_names")
"""What is cut where it is too long; a code cut short would be another code."""
SHOWN, MOST_SHOWN = 40, 160
"""Characters of a surname, and of what cannot stand, quoted in a fault."""


@dataclass(frozen=True, slots=True)
class Run:
    """Which voyage a message is about, as far as it says; times are in UTC where the airport's zone is known."""

    carrier: str
    number: str
    origin: str
    destination: str
    runs_on: date
    departs_at: datetime | None
    arrives_at: datetime | None
    legs: tuple[dict[str, str], ...]
    port: str
    direction: str


@lru_cache(maxsize=4)
def airports(law: Any) -> dict[str, tuple[str, str]]:
    """Return the service's own airports: IATA code to port code and time zone."""
    found: dict[str, tuple[str, str]] = {}
    for row in law.codes("ports_of_entry").rows:
        for code in (row.attributes.get("iata"), *row.attributes.get("iata_also", ())):
            if code and row.to is None:
                found.setdefault(code, (row.code, row.attributes.get("zone", "")))
    return found


def run_of_list(message: paxlst.PassengerList, law: Any) -> Run | None:
    """Return the voyage of a passenger list, or None when it names no flight or no day."""
    legs = message.legs
    if not legs:
        return None
    crossing = next((leg for leg in legs if leg.crosses), legs[-1])
    shown = tuple(
        {"flight": leg.flight, "from": leg.departure, "to": leg.arrival, "departs": leg.departs, "arrives": leg.arrives}
        for leg in legs
    )
    return _run(
        crossing.carrier,
        crossing.flight.removeprefix(crossing.carrier),
        (crossing.departure, crossing.departs),
        (crossing.arrival, crossing.arrives),
        shown,
        law,
    )


def run_of_bookings(message: pnrgov.PnrMessage, law: Any) -> Run | None:
    """Return the voyage bookings were pushed for, or None when the message names no flight or no day."""
    flight = message.flight
    return _run(
        flight.carrier,
        f"{flight.number}{flight.suffix}",
        (flight.board, flight.departure),
        (flight.off, flight.arrival),
        (),
        law,
    )


def _run(
    carrier: str,
    number: str,
    departure: tuple[str, str],
    arrival: tuple[str, str],
    legs: tuple[dict[str, str], ...],
    law: Any,
) -> Run | None:
    day = _day(departure[1]) or _day(arrival[1])
    if not (carrier or number) or day is None:
        return None
    ours = airports(law)
    inbound = arrival[0] in ours or departure[0] not in ours
    return Run(
        carrier=(carrier or number[:CARRIER_LETTERS])[:8],
        number=(number.lstrip("0") or number or "-")[:16],
        origin=departure[0][:5],
        destination=arrival[0][:5],
        runs_on=day,
        departs_at=_moment(departure[1], ours.get(departure[0], ("", ""))[1]),
        arrives_at=_moment(arrival[1], ours.get(arrival[0], ("", ""))[1]),
        legs=legs,
        port=ours.get(arrival[0] if inbound else departure[0], ("", ""))[0],
        direction="inbound" if inbound else "outbound",
    )


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text[:DATE])
    except ValueError:
        return None


def _moment(text: str, zone: str) -> datetime | None:
    """Return a local time as a moment; None where the zone of the airport or the hour is not known."""
    if not zone or len(text) <= DATE:
        return None
    try:
        return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone))
    except ValueError:
        return None


@dataclass(frozen=True, slots=True)
class People:
    """People as the acts take them, and who could not be taken."""

    listed: list[Listed]
    faults: list[dict[str, Any]]


def people_of(persons: Iterable[paxlst.Person], law: Any, day: date) -> People:
    """Return the people of a list. A field nobody can have costs no more than itself, and is a fault."""
    listed, faults = [], []
    for person in persons:
        said = _said(person, law, day)
        try:
            listed.append(Listed(**said))
        except ValidationError as error:
            less, wrong = _less(said, error)
            listed.append(Listed(**less))
            name = person.surname[:SHOWN] or "A person"
            faults += [{"rule": "person.field", "message": f"{name}: {w}", "segment": person.segment} for w in wrong]
    return People(listed, faults)


def _less(said: dict[str, Any], error: ValidationError) -> tuple[dict[str, Any], list[str]]:
    """Return what is said of a person without what cannot stand, and a sentence on each: a name is cut, a code left."""
    less, sentences = dict(said), []
    for wrong in error.errors(include_url=False):
        field = str(wrong["loc"][0])
        most = int(wrong.get("ctx", {}).get("max_length", 0))
        several = field.endswith("s")
        cut = field in NAMES and most > 0
        less[field] = str(said[field])[:most] if cut else type(said[field])()
        done = "they were cut" if cut and several else "it was cut" if cut else "it was left empty"
        shown, verb = str(said[field])[:MOST_SHOWN], "have" if several else "has"
        sentences.append(f"the {field.replace('_', ' ')} “{shown}” {verb} more than {most} characters; {done}.")
    return less, sentences


def _said(person: paxlst.Person, law: Any, day: date) -> dict[str, Any]:
    document = next((item for item in person.documents if item.kind[:1] != "V"), None)
    return {
        "role": "transit" if person.transit and person.role == "passenger" else person.role,
        "reference": person.reference,
        "locator": person.locator,
        "surname": person.surname,
        "given_names": person.given_names,
        "birth": person.birth,
        "sex": person.sex if person.sex in ("M", "F", "X") else "",
        "nationality": person.nationality,
        "document_kind": kind_of_code(law, document.kind, document.issuer, day) if document else "",
        "document_issuer": document.issuer if document else "",
        "document_number": document.number if document else "",
        "document_expires": document.expiry_date if document else None,
        "embarks": person.embarks,
        "debarks": person.debarks,
        "seat": person.seat,
        "bags": [bag.tag for bag in person.bags],
        "contacts": [contact.value for contact in person.contacts],
    }


@lru_cache(maxsize=512)
def kind_of_code(law: Any, code: str, issuer: str, day: date) -> str:
    """Return the pack's kind for a document code of a list, an issuer's own kind first; empty where none fits."""
    best, found = (0, False), ""
    for row in law.codes("document_kinds").on(day).values():
        issuers = row.attributes.get("issuers", ())
        if issuers and issuer not in issuers:
            continue
        fits = [len(known) for known in row.attributes.get("mrz", ()) if code and known.startswith(code)]
        rank = (1 if fits else 0, bool(issuers))
        if fits and (not found or rank > best):
            best, found = rank, row.code
    return found


def bookings_of(message: pnrgov.PnrMessage, law: Any, day: date) -> list[Booked]:
    """Return the bookings of a message as the act takes them; card numbers were masked as they were read."""
    return [_booked(pnr, law, day) for pnr in message.pnrs if pnr.locator]


def nameless(message: pnrgov.PnrMessage) -> list[dict[str, Any]]:
    """Return a fault for each booking that has no locator, by which alone it could be found again."""
    return [
        {
            "rule": "booking.nameless",
            "message": f"A booking of {len(pnr.passengers)} people has no locator; it was not kept.",
            "segment": pnr.segment,
        }
        for pnr in message.pnrs
        if not pnr.locator
    ]


def _booked(pnr: pnrgov.Pnr, law: Any, day: date) -> Booked:
    seats = {seat.traveller: seat.number for seat in pnr.seats if seat.traveller}
    return Booked(
        locator=pnr.locator[:16],
        contacts=list(dict.fromkeys(contact.value for contact in pnr.contacts)),
        data={
            "legs": [f"{leg.carrier}{leg.number} {leg.board}–{leg.off} {leg.departure}" for leg in pnr.legs],
            "agent": " ".join(filter(None, (pnr.agent.company, pnr.agent.office, pnr.agent.city))) if pnr.agent else "",
            "requests": [f"{item.code} {item.text}".strip() for item in pnr.requests][:200],
            "dates": dict(pnr.dates),
            "facts": booking_facts(pnr),
        },
        people=[_passenger(person, seats.get(person.reference, ""), law, day) for person in pnr.passengers],
    )


def _passenger(person: pnrgov.Passenger, seat: str, law: Any, day: date) -> Listed:
    document = next((item for item in person.documents if item.number), None)
    return Listed(
        surname=person.surname[:120],
        given_names=person.given_names[:120],
        birth=person.birth[:10],
        sex=person.sex if person.sex in ("M", "F", "X") else "",
        nationality=person.nationality[:3],
        document_kind=kind_of_code(law, document.kind, document.issuer, day) if document else "",
        document_issuer=document.issuer[:3] if document else "",
        document_number=document.number[:40] if document else "",
        seat=seat[:8],
    )
