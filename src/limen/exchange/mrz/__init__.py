"""Machine-readable zones: ICAO Doc 9303 TD1, TD2, TD3, MRV-A, MRV-B, and the old French identity card.

``parse`` never raises: it returns what it read and every fault with its position.
"""

from limen.exchange.mrz.corrections import Correction, suggest_corrections
from limen.exchange.mrz.document import Document, Fault
from limen.exchange.mrz.names import originals, transliterate
from limen.exchange.mrz.reading import parse, split_documents
from limen.exchange.mrz.writing import compose, write

__all__ = [
    "Correction",
    "Document",
    "Fault",
    "compose",
    "originals",
    "parse",
    "split_documents",
    "suggest_corrections",
    "transliterate",
    "write",
]
