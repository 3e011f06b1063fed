"""What a PNRGOV message says: the flight it was pushed for, and the bookings."""

from __future__ import annotations

from dataclasses import dataclass, field

from limen.exchange.edifact import Fault
from limen.exchange.pnrgov.itinerary import Agent, Bags, Flight, Leg, Locator, Seat, Service
from limen.exchange.pnrgov.tickets import ExcessBaggage
from limen.exchange.pnrgov.travellers import Address, Contact, Document, Passenger, Remark, Request, Visa

FUNCTIONS = {"22": "full", "141": "change"}
"""What a message is for (MSG, code 1225): every booking of the flight, or the changed ones."""
ACTIONS = {"A": "added", "X": "cancelled", "C": "changed"}
"""What was done to an entry of the history (SAC)."""


@dataclass(frozen=True, slots=True)
class Split:
    """A booking that travellers were divided into or from: how many, and its locators."""

    count: str = ""
    locators: tuple[Locator, ...] = ()
    segment: int = 0


@dataclass(frozen=True, slots=True)
class HistoryEvent:
    """One change to the booking (SAC and what follows it), by whom and when (ABI, DAT).

    ``action`` is added, cancelled, changed, or the sender's code. ``items`` are the segments that were acted on, as
    text with the usual separators.
    """

    action: str = ""
    by: Agent | None = None
    at: str = ""
    items: tuple[str, ...] = ()
    segment: int = 0


@dataclass(frozen=True, slots=True)
class Unread:
    """A segment that was not understood where it stood, kept as text."""

    text: str
    segment: int = 0


@dataclass(frozen=True, slots=True)
class Pnr:
    """A booking (PNR).

    ``locators`` begins with that of the carrier that sent it. ``dates`` are by the sender's code: 700 the last change
    of the booking, 710 the issue of the ticket (UTC). ``documents``, ``visas``, ``addresses``, ``contacts`` and
    ``requests`` hold all of the booking, those of a passenger or a leg as well; each says whose it is where that could
    be told. ``history_lines`` are lines the sender gives unstructured (LTS).
    """

    flight: Flight
    locators: tuple[Locator, ...] = ()
    group: str = ""
    splits: tuple[Split, ...] = ()
    dates: dict[str, str] = field(default_factory=dict)
    agent: Agent | None = None
    passengers: tuple[Passenger, ...] = ()
    legs: tuple[Leg, ...] = ()
    services: tuple[Service, ...] = ()
    documents: tuple[Document, ...] = ()
    visas: tuple[Visa, ...] = ()
    addresses: tuple[Address, ...] = ()
    contacts: tuple[Contact, ...] = ()
    requests: tuple[Request, ...] = ()
    seats: tuple[Seat, ...] = ()
    bags: tuple[Bags, ...] = ()
    excess_baggage: tuple[ExcessBaggage, ...] = ()
    remarks: tuple[Remark, ...] = ()
    history: tuple[HistoryEvent, ...] = ()
    history_lines: tuple[str, ...] = ()
    unread: tuple[Unread, ...] = ()
    segment: int = 0

    @property
    def locator(self) -> str:
        """Return the sending carrier's record locator, empty when the booking gives none."""
        return self.locators[0].number if self.locators else ""


@dataclass(frozen=True, slots=True)
class PnrMessage:
    """A PNRGOV transmission as read.

    Args:
        sender: of the interchange (UNB); ``receiver`` likewise.
        prepared: when, in ISO form.
        version: the message's version and release: ``11.1``.
        function: full, change, or the sender's code.
        originator: who sent the message (ORG before the bookings).
        flight: the flight it was pushed for; each booking names it too, for a transmission may hold several messages.
        stated: how many bookings the sender says there are, -1 when it does not say.
        pnrs: the bookings.
        unread: segments outside every booking that were not understood.
        faults: everything wrong, in the order of the text.
    """

    sender: str = ""
    receiver: str = ""
    prepared: str = ""
    version: str = ""
    function: str = ""
    originator: Agent | None = None
    flight: Flight = field(default_factory=Flight)
    stated: int = -1
    pnrs: tuple[Pnr, ...] = ()
    unread: tuple[Unread, ...] = ()
    faults: tuple[Fault, ...] = ()
