"""One segment at a time: what each of PNRGOV's segments says (IATA PADIS implementation guide, 10.1 to 18.1)."""

from __future__ import annotations

from dataclasses import replace

from limen.exchange.edifact import Segment
from limen.exchange.pnrgov.itinerary import Agent, Locator
from limen.exchange.pnrgov.notes import Notes
from limen.exchange.pnrgov.tickets import Amount, ExcessBaggage, Payment, Pricing, Tax
from limen.exchange.pnrgov.travellers import Address, Fare, FrequentFlyer, Remark, Request, RequestDetail
from limen.exchange.pnrgov.values import mask, mask_cards, moment

UNITS = {"700": "kg", "701": "lb", "K": "kg", "L": "lb", "KG": "kg", "LB": "lb"}
CLOCK = len("HHMM")
ACCOUNT = 4
"""Place of an account's number in a form of payment, behind the vendor of a card."""
TICKET_NUMBER = "TKN"
"""How the requests begin whose text is a ticket's number, which may look like a card's."""


def text_of(segment: Segment) -> str:
    """Return a segment as text with the usual separators, for what is kept unread; card numbers are hidden."""
    parts = [segment.tag, *(":".join(element) for element in segment.elements)]
    if segment.tag == "FOP":
        parts[1:] = [":".join(_masked(element)) for element in segment.elements]
    return mask_cards("+".join(parts))


def _masked(element: tuple[str, ...]) -> list[str]:
    by_card = element[0].strip() == "CC" or (len(element) > ACCOUNT and bool(element[ACCOUNT - 1].strip()))
    return [mask(part) if at == ACCOUNT and by_card else part for at, part in enumerate(element)]


def timed(day: str, time: str, what: str, notes: Notes) -> str:
    """Return a date and time in ISO form, an empty string for none, and a fault for what is neither."""
    read = moment(day, time)
    if read is None:
        notes.add("date.malformed", f"“{day}{':' if time else ''}{time}” is no date and time of {what}.")
        return moment(day) or ""
    return read


def locators(segment: Segment, notes: Notes) -> tuple[Locator, ...]:
    """Read an RCI: one locator an element."""
    read = []
    for at, element in enumerate(segment.elements):
        number = segment.get(at, 1)
        if not any(part.strip() for part in element):
            continue
        if not number:
            notes.add("rci.number", "A record locator has no number.")
        day, clock = segment.get(at, 3), segment.get(at, 4)
        kind = segment.get(at, 2)
        if len(kind) == len("DDMMYY") and moment(kind):
            notes.add("rci.shifted", "The date of a record locator stands one place too early; it was read there.")
            kind, day, clock = "", kind, day
        read.append(Locator(segment.get(at, 0), number, kind, timed(day, clock, "a record locator", notes)))
    return tuple(read)


def agent(segment: Segment) -> Agent:
    """Read an ORG: who made the request."""
    return Agent(
        system=segment.get(0, 0),
        location=segment.get(0, 1),
        number=segment.get(1, 0),
        office=" ".join(filter(None, (segment.get(1, 1), segment.get(1, 2)))),
        city=segment.get(2),
        company=segment.get(3, 0),
        company_location=segment.get(3, 1),
        kind=segment.get(4),
        country=segment.get(5, 0),
        currency=segment.get(5, 1),
        language=segment.get(5, 2),
        authority=segment.get(6),
        further=tuple(":".join(element) for element in segment.elements[7:] if any(part.strip() for part in element)),
    )


def author(segment: Segment) -> Agent:
    """Read an ABI: who changed the booking."""
    return Agent(
        kind=segment.get(0),
        number=segment.get(1, 0),
        office=segment.get(1, 1),
        city=segment.get(2),
        company=segment.get(4) or segment.get(3),
    )


def request(segment: Segment) -> Request:
    """Read an SSR. Its traveller is the first its details name; scope and leg are the caller's to say."""
    first = segment.elements[0] if segment.elements else ()
    code, text = segment.get(0, 0), ":".join(first[8:]).strip()
    details = tuple(
        RequestDetail(
            data=mask_cards(segment.get(at, 0)),
            unit=segment.get(at, 1),
            traveller=segment.get(at, 2),
            characteristics=tuple(part.strip() for part in element[3:] if part.strip()),
        )
        for at, element in enumerate(segment.elements[1:], 1)
        if any(part.strip() for part in element)
    )
    return Request(
        code=code,
        status=segment.get(0, 1),
        quantity=segment.get(0, 2),
        carrier=segment.get(0, 3),
        board=segment.get(0, 6),
        off=segment.get(0, 7),
        text=text if code.startswith(TICKET_NUMBER) else mask_cards(text),
        details=details,
        traveller=next((detail.traveller for detail in details if detail.traveller), ""),
        segment=segment.number,
    )


def remark(segment: Segment) -> Remark:
    """Read an IFT: its text's pieces belong together as they stand."""
    parts = [":".join(element).strip() for element in segment.elements[1:]]
    text = " ".join(part for part in parts if part)
    return Remark(segment.get(0, 1), mask_cards(text), segment.get(0, 3), segment.number)


def address(segment: Segment) -> Address:
    """Read an ADD: purpose, street, city, state or province, country, postcode, free text in whatever follows."""
    at = 1 if len(segment.elements) > 1 else 0
    part = [segment.get(at, index) for index in range(7)]
    free = segment.elements[at][7:] if segment.elements else ()
    return Address(
        kind=part[0],
        street=part[1],
        city=part[2],
        region=part[3] or part[4],
        country=part[5],
        postcode=part[6],
        source="ADD",
        text=mask_cards(" ".join(text.strip() for text in free if text.strip())),
        segment=segment.number,
    )


def excess(segment: Segment) -> ExcessBaggage:
    """Read an EBD."""
    return ExcessBaggage(
        currency=segment.get(0, 0),
        rate=segment.get(0, 1),
        quantity=segment.get(1, 0),
        basis=segment.get(1, 2) or segment.get(1, 1),
        unit=UNITS.get(segment.get(1, 3), segment.get(1, 3)),
    )


def frequent_flyer(segment: Segment) -> tuple[FrequentFlyer, ...]:
    """Read an FTI: one membership an element."""
    return tuple(
        FrequentFlyer(
            segment.get(at, 0),
            segment.get(at, 1),
            " ".join(filter(None, (segment.get(at, place) for place in range(3, len(element))))),
        )
        for at, element in enumerate(segment.elements)
        if any(part.strip() for part in element)
    )


def fare(segment: Segment) -> Fare:
    """Read a FAR."""
    return Fare(segment.get(0), segment.get(1), segment.get(5), segment.get(6))


def amounts(segment: Segment) -> tuple[Amount, ...]:
    """Read a MON: one sum an element."""
    return tuple(
        Amount(segment.get(at, 0), segment.get(at, 1), segment.get(at, 2))
        for at in range(len(segment.elements))
        if segment.get(at, 0) or segment.get(at, 1)
    )


def taxes(segment: Segment) -> tuple[Tax, ...]:
    """Read a TXD: one tax an element after the first."""
    return tuple(
        Tax(segment.get(at, 0), segment.get(at, 1), segment.get(at, 2), segment.get(at, 3))
        for at in range(1, len(segment.elements))
        if segment.get(at, 0) or segment.get(at, 3)
    )


def pricing(segment: Segment, notes: Notes) -> Pricing:
    """Read a PTK."""
    return Pricing(
        conditions=" ".join(filter(None, (segment.get(0, place) for place in range(4)))),
        deadline=timed(segment.get(2, 0), segment.get(2, 1), "a ticketing deadline", notes),
        carrier=segment.get(3),
        place=segment.get(5),
    )


def payments(segment: Segment, *, keep_cards: bool) -> tuple[Payment, ...]:
    """Read an FOP: one payment an element; a card's number hidden unless the caller keeps it."""
    read = []
    for at, element in enumerate(segment.elements):
        if not any(part.strip() for part in element):
            continue
        kind, number, expires = segment.get(at, 0), segment.get(at, ACCOUNT), segment.get(at, 5)
        by_card = kind == "CC" or (bool(segment.get(at, 3)) and kind not in ("CA", "CK", "GR"))
        if by_card and not keep_cards:
            number = mask(number)
        month, year = expires[:2], expires[2:]
        dated = len(expires) == CLOCK and expires.isascii() and expires.isdigit() and "01" <= month <= "12"
        read.append(
            Payment(
                kind=kind,
                amount=segment.get(at, 2),
                vendor=segment.get(at, 3),
                card_number=number if by_card else "",
                expires=f"20{year}-{month}" if dated else expires,
                reference=mask_cards(" ".join(filter(None, ("" if by_card else number, segment.get(at, 6))))),
            )
        )
    return tuple(read)


def paid_by(payment: Payment, lines: tuple[str, ...]) -> Payment:
    """Return a payment with who paid it, where that is not the traveller: name, address, telephone number."""
    return replace(payment, payer=tuple(line.strip() for line in lines if line.strip()))
