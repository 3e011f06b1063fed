"""EDIFACT interchanges (ISO 9735), read however mangled they arrive.

``read_interchange`` never raises: it returns every segment it could read and every fault with its place.
"""

from limen.exchange.edifact.model import Elements, Fault, Group, Interchange, Message, Segment, Separators, another
from limen.exchange.edifact.reading import read_interchange
from limen.exchange.edifact.scanning import Scan, scan
from limen.exchange.edifact.splitting import ESCAPED, NO_RELEASE, Parts, as_elements
from limen.exchange.edifact.structure import SERVICE, Structure
from limen.exchange.edifact.text import as_text, decode
from limen.exchange.edifact.writing import make, write

__all__ = [
    "ESCAPED",
    "NO_RELEASE",
    "SERVICE",
    "Elements",
    "Fault",
    "Group",
    "Interchange",
    "Message",
    "Parts",
    "Scan",
    "Segment",
    "Separators",
    "Structure",
    "another",
    "as_elements",
    "as_text",
    "decode",
    "make",
    "read_interchange",
    "scan",
    "write",
]
