"""Closing the itinerary: legs, who checked in on them, their seats and bags."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from limen.exchange.pnrgov.drafts import BoardingDraft, CheckInDraft, LegDraft
from limen.exchange.pnrgov.itinerary import Bags, Boarding, CheckIn, Leg, Seat
from limen.exchange.pnrgov.ownership import Ownership
from limen.exchange.pnrgov.travellers import Request
from limen.exchange.pnrgov.values import split_title

SEATED = frozenset(("SEAT", "RQST", "NSSA", "NSST", "NSSB", "NSSW", "NSSR", "SMSA", "SMST", "SMSB", "SMSW", "XLSA"))
"""Requests whose details are seats."""
SEAT = re.compile(r"0*([1-9]\d{0,2}[A-Z])\Z", re.ASCII)
SEATS_IN_TEXT = re.compile(r"(?<![A-Z0-9])(?:\d{2,3}[A-Z][NS]?)+(?![A-Z0-9])", re.ASCII)
ONE_SEAT = re.compile(r"0*([1-9]\d{0,2}[A-Z])", re.ASCII)


def leg(draft: LegDraft, number: int, requests: tuple[Request, ...], owners: Ownership) -> Leg:
    """Return a leg with its check-ins, each traveller told by reference or name.

    Args:
        draft: as read.
        number: its place in the itinerary, from 1.
        requests: those tied to it, closed.
        owners: the people of the booking.
    """
    return replace(
        draft.said,
        operating_carrier=draft.operating_carrier,
        operating_number=draft.operating_number,
        operating_class=draft.operating_class,
        status=draft.status,
        seats_held=draft.seats_held,
        aircraft=draft.aircraft,
        locators=tuple(draft.locators),
        requests=requests,
        remarks=tuple(draft.remarks),
        check_ins=tuple(_check_in(check_in, number, owners) for check_in in draft.check_ins),
    )


def _check_in(draft: CheckInDraft, number: int, owners: Ownership) -> CheckIn:
    return CheckIn(
        draft.times, draft.text, draft.agent, tuple(_boarding(each, number, owners) for each in draft.boardings)
    )


def _boarding(draft: BoardingDraft, number: int, owners: Ownership) -> Boarding:
    person = owners.of_boarding(draft)
    traveller = person.reference if person is not None else draft.reference
    given, _ = split_title(draft.written)
    return Boarding(
        sequence=draft.sequence,
        traveller=traveller,
        surname=draft.surname or (person.surname if person else ""),
        given_names=given or (split_title(person.written)[0] if person else ""),
        seat=seat_number(draft.seat) or draft.seat,
        cabin=draft.cabin,
        bags=tuple(replace(bags, traveller=traveller, leg=number) for bags in draft.bags),
        segment=draft.segment,
    )


def bags(legs: tuple[Leg, ...]) -> tuple[Bags, ...]:
    """Return the baggage of every leg."""
    return tuple(each for leg in legs for check_in in leg.check_ins for one in check_in.boardings for each in one.bags)


def seat_number(text: str) -> str:
    """Return a seat without leading noughts: ``39G`` for ``039G``; nothing for what is no seat, such as ``XXX``."""
    found = SEAT.match(text)
    return found[1] if found else ""


def seats(legs: tuple[Leg, ...], requests: tuple[Request, ...]) -> tuple[Seat, ...]:
    """Return every seat of a booking: those asked for first, then those assigned at check-in."""
    return (*_requested(legs, requests), *_assigned(legs))


def _requested(legs: tuple[Leg, ...], requests: tuple[Request, ...]) -> Iterator[Seat]:
    routes = {(leg.board, leg.off): number for number, leg in reversed(list(enumerate(legs, 1)))}
    for request in requests:
        if request.code not in SEATED:
            continue
        number = request.leg or routes.get((request.board, request.off), 0)
        for seat, traveller in _named_seats(request):
            yield Seat(seat, traveller, "", request.board, request.off, leg=number, segment=request.segment)


def _named_seats(request: Request) -> Iterator[tuple[str, str]]:
    for detail in request.details:
        seat = seat_number(detail.data)
        if seat:
            yield seat, detail.traveller or request.traveller
    for run in SEATS_IN_TEXT.finditer(request.text):
        for found in ONE_SEAT.finditer(run[0]):
            yield found[1], request.traveller


def _assigned(legs: tuple[Leg, ...]) -> Iterator[Seat]:
    for number, leg in enumerate(legs, 1):
        for check_in in leg.check_ins:
            for one in check_in.boardings:
                if seat_number(one.seat):
                    yield Seat(
                        one.seat, one.traveller, one.cabin, leg.board, leg.off, assigned=True, leg=number,
                        segment=one.segment,
                    )  # fmt: skip
