"""Passenger and crew lists: UN/EDIFACT PAXLST, and the older form of the United States.

``parse`` never raises: it returns everyone it could read and every fault with its segment and place.
"""

from limen.exchange.paxlst.model import Bag, Contact, Document, Leg, Manifest, Party, PassengerList, Person
from limen.exchange.paxlst.reading import parse
from limen.exchange.paxlst.writing import write

__all__ = [
    "Bag",
    "Contact",
    "Document",
    "Leg",
    "Manifest",
    "Party",
    "PassengerList",
    "Person",
    "parse",
    "write",
]
