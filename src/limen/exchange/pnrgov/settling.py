"""Closing a booking: every request, document, address and contact with the passenger it is of."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import TypeVar

from limen.exchange.pnrgov import boarding, contacts, docs
from limen.exchange.pnrgov.drafts import PassengerDraft, PnrDraft, TicketDraft
from limen.exchange.pnrgov.message import Pnr
from limen.exchange.pnrgov.notes import Notes
from limen.exchange.pnrgov.ownership import Ownership
from limen.exchange.pnrgov.segments import TICKET_NUMBER
from limen.exchange.pnrgov.tickets import Ticket
from limen.exchange.pnrgov.travellers import Address, Contact, Document, Passenger, Remark, Request, Visa
from limen.exchange.pnrgov.values import split_title

KINDS = {
    "A": "adult", "ADT": "adult", "C": "child", "CH": "child", "CHD": "child", "CNN": "child", "U": "child",
    "UM": "child", "UNN": "child", "I": "infant", "IN": "infant", "INF": "infant", "INS": "infant", "IS": "infant",
}  # fmt: skip
"""What a traveller's code means; some senders put the codes of fare construction there."""
INFANTS = frozenset(("INFT", "INF"))
FARE_CALCULATION = "15"
ALPHA_3 = 3
ELECTRONIC = re.compile(r"(?<!\d)(INF)?\.?(\d{13,14})(?!\d)", re.ASCII)
"""A ticket's number in a request, for an infant's with the mark before it."""


class Settling:
    """One booking being closed.

    Args:
        draft: what was read of it.
        notes: where faults go.
    """

    def __init__(self, draft: PnrDraft, notes: Notes) -> None:
        self.draft = draft
        self.notes = notes
        self.owners = Ownership(draft, notes)
        self.requests: list[Request] = []
        self.owned: list[tuple[Request, PassengerDraft | None]] = []
        self.documents: dict[tuple[str, ...], Document] = {}
        self.visas: dict[tuple[str, ...], Visa] = {}
        self.addresses: list[Address] = []
        self.contacts: list[Contact] = []

    def pnr(self) -> Pnr:
        """Return the booking."""
        draft = self.draft
        by_leg = self._requests()
        legs = tuple(boarding.leg(leg, number, by_leg[number], self.owners) for number, leg in enumerate(draft.legs, 1))
        self._addresses()
        self._remarks()
        requests = tuple(self.requests)
        seats = boarding.seats(legs, requests)
        return Pnr(
            flight=draft.flight,
            locators=tuple(draft.locators),
            group=next((" ".join(f"{one.surname} {one.written}".split()) for one in draft.passengers if one.group), ""),
            splits=tuple(draft.splits),
            dates=draft.dates,
            agent=draft.agent,
            passengers=self._passengers(),
            legs=legs,
            services=tuple(draft.services),
            documents=tuple(self.documents.values()),
            visas=tuple(self.visas.values()),
            addresses=tuple(self.addresses),
            contacts=tuple(dict.fromkeys(self.contacts)),
            requests=requests,
            seats=seats,
            bags=boarding.bags(legs),
            excess_baggage=tuple(draft.excess),
            remarks=tuple(draft.remarks),
            history=tuple(event.finish() for event in draft.history),
            history_lines=tuple(text for _, text in draft.history_lines),
            unread=tuple(draft.unread),
            segment=draft.segment,
        )

    def _requests(self) -> dict[int, tuple[Request, ...]]:
        """Close every request and read what it holds, infants first; return the requests of each leg."""
        for request in self.draft.requests:
            self._close(request, None, "pnr")
        for person in self.draft.passengers:
            for request in person.requests:
                self._close(request, None if person.group else person, "passenger")
        by_leg = {}
        for number, leg in enumerate(self.draft.legs, 1):
            by_leg[number] = tuple(self._close(request, None, "leg", number) for request in leg.requests)
        for request, owner in self.owned:
            if request.code in INFANTS:
                self.owners.infant(request, owner)
        for request, owner in self.owned:
            self.notes.at = request.segment
            self._read(request, owner)
        return by_leg

    def _close(self, request: Request, within: PassengerDraft | None, scope: str, leg: int = 0) -> Request:
        owner = self.owners.of_request(request, within)
        several = len({detail.traveller for detail in request.details if detail.traveller}) > 1
        traveller = owner.reference if owner is not None and not several else ""
        closed = replace(request, scope=scope, traveller=traveller, leg=leg)
        self.requests.append(closed)
        self.owned.append((closed, owner))
        return closed

    def _read(self, request: Request, owner: PassengerDraft | None) -> None:
        code = request.code
        if code == "DOCS":
            self._document(request, owner)
        elif code == "DOCO":
            self._visa(request)
        elif code == "DOCA":
            self.addresses += filter(None, (docs.address(request, self.notes),))
        elif code.startswith(TICKET_NUMBER):
            self._ticket_number(request, owner)
        elif code.startswith("CTC"):
            self.contacts += contacts.from_request(code, request.text, request.traveller, request.segment)

    def _document(self, request: Request, owner: PassengerDraft | None) -> None:
        read = docs.document(request, self.notes)
        if read is None:
            return
        owner = self.owners.of_document(read, owner)
        read = replace(read, traveller=owner.reference if owner else "")
        key = (read.traveller, read.number or f"{read.surname}/{read.given_names}/{read.birth}")
        held = self.documents.get(key)
        if held is None or _fullness(read) > _fullness(held):
            self.documents[key] = read

    def _visa(self, request: Request) -> None:
        read = docs.visa(request, self.notes)
        if read is not None:
            self.visas.setdefault((read.traveller, read.kind, read.number or read.text), read)

    def _ticket_number(self, request: Request, owner: PassengerDraft | None) -> None:
        """Keep the number of an electronic ticket, that of an infant (INF) with the infant of the adult."""
        found = ELECTRONIC.search(request.text)
        if found is None or owner is None:
            return
        if found[1] and KINDS.get(owner.code) != "infant":
            owner = next((one for one in self.owners.people if one.travels_with == owner.reference), None)
        if owner is not None and all(ticket.number != found[2] for ticket in owner.tickets):
            draft = TicketDraft(found[2], request.code, "", ticketless=False, segment=request.segment)
            owner.tickets.append(draft)

    def _addresses(self) -> None:
        self._address(self.draft.addresses, "")
        for person in self.owners.people:
            self._address(person.addresses, person.reference)

    def _address(self, addresses: list[Address], traveller: str) -> None:
        for address in addresses:
            if any((address.street, address.city, address.region, address.country, address.postcode)):
                self.addresses.append(replace(address, traveller=traveller))
            self.contacts += contacts.from_address(address.text, address.segment, traveller)

    def _remarks(self) -> None:
        self._told(self.draft.remarks, "")
        for person in self.owners.people:
            self._told(person.remarks, person.reference)
        for leg in self.draft.legs:
            self._told(leg.remarks, "")
        for ticket in (ticket for person in self.owners.people for ticket in person.tickets):
            for payment in ticket.payments:
                self.contacts += contacts.from_payer(payment.payer, ticket.segment)
        for segment, text in self.draft.history_lines:
            self.contacts += contacts.from_history(text, segment)

    def _told(self, remarks: list[Remark], traveller: str) -> None:
        for remark in remarks:
            if remark.code != FARE_CALCULATION:
                self.contacts += contacts.from_text(remark.text, "IFT", remark.segment, traveller)

    def _passengers(self) -> tuple[Passenger, ...]:
        documents = _by_traveller(self.documents.values())
        visas = _by_traveller(self.visas.values())
        addresses = _by_traveller(self.addresses)
        reached = _by_traveller(dict.fromkeys(self.contacts))
        requests = _by_traveller(self.requests)
        return tuple(
            replace(
                self._passenger(person, documents.get(person.reference, ())),
                visas=visas.get(person.reference, ()),
                addresses=addresses.get(person.reference, ()),
                contacts=reached.get(person.reference, ()),
                requests=requests.get(person.reference, ()),
            )
            for person in self.owners.people
        )

    def _passenger(self, person: PassengerDraft, documents: tuple[Document, ...]) -> Passenger:
        own = tuple(document for document in documents if not document.infant or KINDS.get(person.code) == "infant")
        sex = next((document.sex for document in own if document.sex), "")
        given, title = split_title(
            person.written, sex=sex, documented=next((document.given_names for document in own), "")
        )
        return Passenger(
            surname=" ".join(person.surname.split()),
            given_names=given,
            title=title,
            written=person.written,
            reference=person.reference,
            kind=KINDS.get(person.code.upper(), ""),
            code=person.code,
            with_infant=person.with_infant,
            travels_with=person.travels_with,
            named_in=person.named_in,
            birth=next((document.birth for document in own if document.birth), person.birth),
            sex=sex,
            nationality=next((document.nationality for document in own if document.nationality), ""),
            system_reference=person.system_reference,
            documents=documents,
            frequent_flyer=tuple(person.frequent_flyer),
            fares=tuple(person.fares),
            tickets=tuple(_ticket(ticket) for ticket in person.tickets),
            excess_baggage=tuple(person.excess),
            remarks=tuple(person.remarks),
            dates=person.dates,
            segment=person.segment,
        )


def _ticket(draft: TicketDraft) -> Ticket:
    return Ticket(
        number=draft.number,
        kind=draft.kind,
        booklets=draft.booklets,
        ticketless=draft.ticketless,
        issued=draft.issued,
        amounts=tuple(draft.amounts),
        taxes=tuple(draft.taxes),
        pricing=tuple(draft.pricing),
        payments=tuple(draft.payments),
        segment=draft.segment,
    )


def _fullness(document: Document) -> tuple[int, int]:
    """Return how much a document says, and how many of its states are in three letters, as zones write them."""
    said = (document.kind, document.issuer, document.nationality, document.birth, document.sex, document.expiry)
    return sum(map(bool, said)), sum(len(state) == ALPHA_3 for state in (document.issuer, document.nationality))


Owned = TypeVar("Owned", Document, Visa, Address, Contact, Request)


def _by_traveller(things: Iterable[Owned]) -> dict[str, tuple[Owned, ...]]:
    """Return things by the traveller they are of."""
    sorted_out: dict[str, list[Owned]] = {}
    for thing in things:
        sorted_out.setdefault(thing.traveller, []).append(thing)
    return {traveller: tuple(those) for traveller, those in sorted_out.items() if traveller}
