"""What was paid, and how. A card's number is kept hidden but for its last four digits unless a caller asks for it."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Amount:
    """A sum as written: ``kind`` is B for the base fare, T for the total, or the sender's code."""

    kind: str = ""
    amount: str = ""
    currency: str = ""


@dataclass(frozen=True, slots=True)
class Tax:
    """A tax, fee or charge (TXD)."""

    amount: str = ""
    country: str = ""
    currency: str = ""
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Pricing:
    """Conditions of the ticket (PTK): ``conditions`` as coded (NR: not refundable), last moment to issue it."""

    conditions: str = ""
    deadline: str = ""
    carrier: str = ""
    place: str = ""


@dataclass(frozen=True, slots=True)
class Payment:
    """A form of payment (FOP).

    ``kind`` is as coded (CC a card, CA cash). ``card_number`` holds the last four digits, the rest hidden, unless the
    reader was asked to keep it; it is never part of this object's printed form. ``expires`` is ``2011-02``.
    """

    kind: str
    amount: str = ""
    vendor: str = ""
    card_number: str = field(default="", repr=False)
    expires: str = ""
    reference: str = ""
    payer: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Ticket:
    """A ticket (TKT) with what follows it. ``ticketless`` when the carrier issues none."""

    number: str = ""
    kind: str = ""
    booklets: str = ""
    ticketless: bool = False
    issued: str = ""
    amounts: tuple[Amount, ...] = ()
    taxes: tuple[Tax, ...] = ()
    pricing: tuple[Pricing, ...] = ()
    payments: tuple[Payment, ...] = ()
    segment: int = 0


@dataclass(frozen=True, slots=True)
class ExcessBaggage:
    """Paid baggage (EBD): what a unit costs, how many, and whether pieces (N) or weight are meant."""

    currency: str = ""
    rate: str = ""
    quantity: str = ""
    basis: str = ""
    unit: str = ""
