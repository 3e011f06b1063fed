"""Bookings while they are being read."""

from __future__ import annotations

from dataclasses import dataclass, field

from limen.exchange.pnrgov.itinerary import Agent, Bags, Flight, Leg, Locator, Service
from limen.exchange.pnrgov.message import HistoryEvent, Split, Unread
from limen.exchange.pnrgov.tickets import Amount, ExcessBaggage, Payment, Pricing, Tax
from limen.exchange.pnrgov.travellers import Address, Fare, FrequentFlyer, Remark, Request


@dataclass(slots=True)
class TicketDraft:
    """A ticket and what has followed it so far."""

    number: str
    kind: str
    booklets: str
    ticketless: bool
    segment: int
    issued: str = ""
    amounts: list[Amount] = field(default_factory=list)
    taxes: list[Tax] = field(default_factory=list)
    pricing: list[Pricing] = field(default_factory=list)
    payments: list[Payment] = field(default_factory=list)


@dataclass(slots=True)
class PassengerDraft:
    """A passenger; ``group`` marks the name of a party that stands in a passenger's place."""

    surname: str
    written: str
    code: str
    reference: str
    with_infant: bool
    segment: int
    group: bool = False
    named_in: str = "TIF"
    birth: str = ""
    travels_with: str = ""
    system_reference: str = ""
    addresses: list[Address] = field(default_factory=list)
    frequent_flyer: list[FrequentFlyer] = field(default_factory=list)
    fares: list[Fare] = field(default_factory=list)
    requests: list[Request] = field(default_factory=list)
    tickets: list[TicketDraft] = field(default_factory=list)
    excess: list[ExcessBaggage] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    dates: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class BoardingDraft:
    """One traveller's check-in."""

    sequence: str = ""
    reference: str = ""
    surname: str = ""
    written: str = ""
    seat: str = ""
    cabin: str = ""
    bags: list[Bags] = field(default_factory=list)
    segment: int = 0


@dataclass(slots=True)
class CheckInDraft:
    """A check-in."""

    times: dict[str, str] = field(default_factory=dict)
    text: str = ""
    agent: Agent | None = None
    boardings: list[BoardingDraft] = field(default_factory=list)


@dataclass(slots=True)
class LegDraft:
    """A leg: what its TVL said, and what followed."""

    said: Leg
    operating_carrier: str = ""
    operating_number: str = ""
    operating_class: str = ""
    status: str = ""
    seats_held: str = ""
    aircraft: str = ""
    locators: list[Locator] = field(default_factory=list)
    requests: list[Request] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    check_ins: list[CheckInDraft] = field(default_factory=list)


@dataclass(slots=True)
class EventDraft:
    """A change in the history."""

    action: str
    by: Agent | None
    at: str
    segment: int
    items: list[str] = field(default_factory=list)

    def finish(self) -> HistoryEvent:
        """Return the event."""
        return HistoryEvent(self.action, self.by, self.at, tuple(self.items), self.segment)


@dataclass(slots=True)
class PnrDraft:
    """A booking."""

    flight: Flight
    segment: int
    locators: list[Locator] = field(default_factory=list)
    splits: list[Split] = field(default_factory=list)
    dates: dict[str, str] = field(default_factory=dict)
    agent: Agent | None = None
    passengers: list[PassengerDraft] = field(default_factory=list)
    legs: list[LegDraft] = field(default_factory=list)
    services: list[Service] = field(default_factory=list)
    addresses: list[Address] = field(default_factory=list)
    requests: list[Request] = field(default_factory=list)
    excess: list[ExcessBaggage] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    history: list[EventDraft] = field(default_factory=list)
    history_lines: list[tuple[int, str]] = field(default_factory=list)
    unread: list[Unread] = field(default_factory=list)
