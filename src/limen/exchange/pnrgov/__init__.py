"""Passenger name records pushed to states: IATA PNRGOV, EDIFACT versions 10.1 to 18.1.

``parse`` never raises: it returns the flight and every booking it could read, and every fault with its place. The
numbers of payment cards are hidden but for their last four digits unless a caller asks to keep them.
"""

from limen.exchange.pnrgov.itinerary import (
    Agent,
    Bags,
    BagTag,
    Boarding,
    CheckIn,
    Flight,
    Leg,
    Locator,
    Seat,
    Service,
)
from limen.exchange.pnrgov.message import HistoryEvent, Pnr, PnrMessage, Split, Unread
from limen.exchange.pnrgov.reading import parse
from limen.exchange.pnrgov.tickets import Amount, ExcessBaggage, Payment, Pricing, Tax, Ticket
from limen.exchange.pnrgov.travellers import (
    Address,
    Contact,
    Document,
    Fare,
    FrequentFlyer,
    Passenger,
    Remark,
    Request,
    RequestDetail,
    Visa,
)

__all__ = [
    "Address",
    "Agent",
    "Amount",
    "BagTag",
    "Bags",
    "Boarding",
    "CheckIn",
    "Contact",
    "Document",
    "ExcessBaggage",
    "Fare",
    "Flight",
    "FrequentFlyer",
    "HistoryEvent",
    "Leg",
    "Locator",
    "Passenger",
    "Payment",
    "Pnr",
    "PnrMessage",
    "Pricing",
    "Remark",
    "Request",
    "RequestDetail",
    "Seat",
    "Service",
    "Split",
    "Tax",
    "Ticket",
    "Unread",
    "Visa",
    "parse",
]
