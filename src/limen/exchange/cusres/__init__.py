"""Answers about passengers: UN/EDIFACT CUSRES, as interactive API uses it.

``parse`` never raises: it returns what it could read and every fault with its place. What a code means is data.
"""

from limen.exchange.cusres.codes import Code, Codes, codes
from limen.exchange.cusres.model import Directive, Error, Response
from limen.exchange.cusres.reading import parse, parse_all
from limen.exchange.cusres.writing import acknowledge, answer, refuse, write

__all__ = [
    "Code",
    "Codes",
    "Directive",
    "Error",
    "Response",
    "acknowledge",
    "answer",
    "codes",
    "parse",
    "parse_all",
    "refuse",
    "write",
]
