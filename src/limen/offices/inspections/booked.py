"""What a booking says that criteria may ask of, as plain data beside the booking. No card number is in it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from limen.core.people.names import fold, fold_number
from limen.exchange import pnrgov

CHANGED, TICKETED = "700", "710"
"""The sender's codes of two moments: the last change of a booking, the issue of its ticket."""

PAID = {"CA": "cash", "CC": "card", "DC": "card"}
POUND = 0.45359237
MINORS = ("child", "infant")


def booking_facts(pnr: pnrgov.Pnr) -> dict[str, Any]:
    """Return what criteria may ask of a booking; what it does not say is left out."""
    tickets = [ticket for person in pnr.passengers for ticket in person.tickets]
    payments = [payment for ticket in tickets for payment in ticket.payments]
    found = {
        "legs": [_leg(leg) for leg in pnr.legs],
        "made": _earliest(locator.created for locator in pnr.locators if locator.kind != "C"),
        "changed": max((event.at for event in pnr.history if event.at), default=pnr.dates.get(CHANGED, "")),
        "changes": len(pnr.history),
        "ticketed": pnr.dates.get(TICKETED, "") or _earliest(ticket.issued for ticket in tickets),
        "paid": sorted({PAID.get(payment.kind, "other") for payment in payments if payment.kind}),
        "payers": sorted({fold(payment.payer[0]) for payment in payments if payment.payer and payment.payer[0]}),
        "agency": pnr.agent.number if pnr.agent else "",
        "agency_country": pnr.agent.country if pnr.agent else "",
        "divided": bool(pnr.splits),
        "excess": bool(pnr.excess_baggage or any(person.excess_baggage for person in pnr.passengers)),
        "tagged_to": sorted({tag.destination for bags in pnr.bags for tag in bags.tags if tag.destination}),
        "people": [_person(person, pnr) for person in pnr.passengers],
    }
    return {name: value for name, value in found.items() if value not in ("", [], 0)}


def _leg(leg: pnrgov.Leg) -> dict[str, str]:
    return {
        "from": leg.board,
        "to": leg.off,
        "departs": leg.departure,
        "arrives": leg.arrival,
        "carrier": leg.carrier,
        "kind": leg.kind,
    }


def _earliest(moments: Iterable[str]) -> str:
    return min((moment for moment in moments if moment), default="")


def _person(person: pnrgov.Passenger, pnr: pnrgov.Pnr) -> dict[str, Any]:
    document = next((item for item in person.documents if item.number), None)
    visa = next((item for item in person.visas if item.kind == "V"), None)
    pieces, kilograms = _bags([bags for bags in pnr.bags if bags.traveller and bags.traveller == person.reference])
    found = {
        "name": fold(person.surname, person.given_names),
        "surname": fold(person.surname),
        "number": fold_number(document.number) if document else "",
        "birth": person.birth,
        "minor": person.kind in MINORS,
        "bags": pieces,
        "kilograms": kilograms,
        "birthplace": fold(visa.birth_place) if visa else "",
        "visa_issued": visa.issued if visa else "",
    }
    return {name: value for name, value in found.items() if value not in ("", None)}


def _bags(mine: list[pnrgov.Bags]) -> tuple[int | None, int | None]:
    """Return how many bags a person checks and what they weigh: of the leg with most, for each leg repeats them."""
    pieces: dict[int, int] = {}
    weight: dict[int, int] = {}
    for bags in mine:
        if _is_number(bags.pieces):
            pieces[bags.leg] = pieces.get(bags.leg, 0) + int(bags.pieces)
        if _is_number(bags.weight):
            kilograms = int(bags.weight) if bags.unit != "lb" else round(int(bags.weight) * POUND)
            weight[bags.leg] = weight.get(bags.leg, 0) + kilograms
    return max(pieces.values(), default=None), max(weight.values(), default=None)


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 6  # noqa: PLR2004  more is damage, not baggage


def contact_key(contact: str) -> str:
    """Return a telephone or e-mail so that two ways of writing it are one; empty for what is neither.

    Of a telephone the last nine digits count: the rest is country and trunk codes, which are written or left out.
    """
    if "@" in contact:
        return contact.strip().casefold()[:64]
    digits = "".join(sign for sign in contact if sign.isascii() and sign.isdigit())
    return digits[-9:] if len(digits) >= 7 else ""  # noqa: PLR2004  fewer digits are no telephone
