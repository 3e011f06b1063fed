"""Writing passenger and crew lists: PAXLST D.12B, one interchange, one group, a message a list."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date

from limen.exchange import edifact
from limen.exchange.edifact import Segment, Separators, make
from limen.exchange.paxlst import codes, dates
from limen.exchange.paxlst.model import Bag, Contact, Document, Leg, Manifest, PassengerList, Person

VERSION = ("D", "12B", "UN", "IATA")
QUALIFIERS = {meaning: qualifier for qualifier, meaning in codes.ROLES.items() if qualifier != "VW"}
CODES = {kind: code for code, kind in codes.KINDS.items()}
CHECKED = {"yes": "173", "no": "174"}
LONG_DATE = "102"
LOCAL_TIME = "201"


def write(manifest: Manifest, *, lines: bool = False) -> bytes:
    """Return a manifest as one interchange; reading it gives the same people, legs and documents back.

    Args:
        manifest: what to write; its faults are not written.
        lines: whether each segment stands on a line of its own.

    Source: WCO/IATA/ICAO API guidelines, appendix II A; directory D.12B.
    """
    sent = _digits(manifest.sent)
    stamp = (sent[:6], sent[6:] or "0000") if sent else ("", "")
    reference = manifest.reference or "1"
    parties = (manifest.sender, manifest.recipient)
    body = [
        segment for number, one in enumerate(manifest.messages, 1) for segment in _message(one, number, manifest.sent)
    ]
    segments = [
        make("UNB", ("UNOA", "4"), *parties, stamp, reference, "", "APIS"),
        make("UNG", "PAXLST", *parties, stamp, "1", "UN", VERSION[:2]),
        *body,
        make("UNE", str(len(manifest.messages)), "1"),
        make("UNZ", "1", reference),
    ]
    return edifact.write(segments, Separators(), lines=lines)


def _message(message: PassengerList, number: int, sent: str) -> Iterator[Segment]:
    reference = message.reference or f"PAX{number:03}"
    times = [moment for leg in message.legs for moment in (leg.departs, leg.arrives)]
    day = dates.reference_day([*times, sent])
    body = [*_opening(message, reference), *_flights(message.legs)]
    for person in message.people:
        body += _person(person, day)
    body += [make("CNT", (qualifier, str(stated))) for qualifier, stated in message.stated]
    yield from body
    yield make("UNT", str(len(body) + 1), reference)


def _opening(message: PassengerList, reference: str) -> Iterator[Segment]:
    mark = "F" if message.final else "C" if message.first else ""
    part = (f"{message.part:02}", mark) if message.part else ("", mark)
    yield make("UNH", reference, ("PAXLST", *VERSION), message.access, part)
    code = message.code or CODES.get(message.kind, "745")
    stated = {meaning: number for number, meaning in codes.MESSAGE_FUNCTIONS.items() if number != "5"}
    known = message.function == codes.FUNCTIONS.get(code, {}).get(message.qualifier, "original")
    yield make("BGM", code, message.qualifier, "" if known else stated.get(message.function, ""))
    if message.transaction:
        yield make("RFF", ("TN", message.transaction))
    if message.party.name or message.party.contacts:
        yield make("NAD", "MS", "", "", message.party.name)
        yield from _contacts(message.party.contacts)


def _contacts(contacts: Iterable[Contact]) -> Iterator[Segment]:
    ways = [(contact.value, contact.kind) for contact in contacts]
    if ways:
        yield make("COM", *ways)


def _flights(legs: Iterable[Leg]) -> Iterator[Segment]:
    for leg in legs:
        yield make("TDT", leg.stage, leg.flight, "", "", leg.carrier)
        departure, arrival = ("125", "87") if leg.crosses else ("92", "92")
        yield from _stop(departure, leg.departure, "189", leg.departs)
        yield from _stop(arrival, leg.arrival, "232", leg.arrives)


def _stop(place: str, airport: str, time: str, moment: str) -> Iterator[Segment]:
    if airport or moment:
        yield make("LOC", place, airport)
    if moment:
        digits = _digits(moment)
        yield make("DTM", (time, digits, LOCAL_TIME if len(digits) > dates.SHORT else "101"))


def _person(person: Person, day: date | None) -> Iterator[Segment]:
    qualifier = QUALIFIERS.get((person.role, person.transit), "FL")
    names = (person.surname, person.given_name, person.further_names)
    yield make("NAD", qualifier, "", "", names, *person.address)
    if person.sex:
        yield make("ATT", "2", "", person.sex)
    if person.birth:
        yield make("DTM", ("329", *_dated(person.birth, dates.birth, day)))
    yield from _belongings(person)
    yield from _places(person)
    yield from _contacts(person.contacts)
    if person.position:
        yield make("EMP", "1", (person.position, "110", "111"))
    if person.nationality:
        yield make("NAT", "2", person.nationality)
    yield from _references(person)
    yield from person.further
    for document in person.documents:
        yield from _document(document, day)


def _belongings(person: Person) -> Iterator[Segment]:
    if person.bag_count is not None:
        yield make("MEA", "CT", "", ("", str(person.bag_count)))
    if person.bag_weight:
        amount, _, unit = person.bag_weight.partition(" ")
        yield make("MEA", "WT", "", (unit, amount))
    if person.verified:
        yield make("GEI", "4", CHECKED.get(person.verified, ""))
    for bag in person.bags:
        yield make("FTX", "BAG", "", "", _bag(bag))


def _bag(bag: Bag) -> tuple[str, ...]:
    return (bag.tag,) if bag.count is None else (bag.tag, str(bag.count))


def _places(person: Person) -> Iterator[Segment]:
    for qualifier, name in codes.PLACES.items():
        if getattr(person, name):
            yield make("LOC", qualifier, getattr(person, name))
    if person.birth_country or person.birth_place:
        yield make("LOC", "180", (person.birth_country, "", "", person.birth_place))


def _references(person: Person) -> Iterator[Segment]:
    for qualifier, name in codes.REFERENCES.items():
        if getattr(person, name):
            yield make("RFF", (qualifier, getattr(person, name)))
    for qualifier, value in person.references:
        yield make("RFF", (qualifier, value))


def _document(document: Document, day: date | None) -> Iterator[Segment]:
    kind = (document.kind, "110", "111") if document.kind or not document.number else ""
    yield make("DOC", kind, document.number)
    if document.expiry:
        yield make("DTM", ("36", *_dated(document.expiry, dates.expiry, day)))
    if document.issuer:
        yield make("LOC", "91", document.issuer)


def _digits(moment: str) -> str:
    """Return an ISO date or time as ``YYMMDD`` or ``YYMMDDHHMM``."""
    return moment.replace("-", "").replace("T", "").replace(":", "")[2:]


def _dated(day: str, read: Callable[[str, date], str], flight: date | None) -> tuple[str, ...]:
    """Return a date with two digits of its year where a reader finds the century, else with four and its format."""
    whole = day.replace("-", "").ljust(dates.LONG, "0")
    short = whole[2:]
    return (short,) if flight is not None and read(short, flight) == day else (whole, LONG_DATE)
