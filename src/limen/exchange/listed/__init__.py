"""What every published list is read into: parties, and what could not be read of them, each with its line.

A reader loses nothing without saying so. It raises ``ListUnreadable`` alone, when a file is not such a list at all.
"""

from limen.exchange.listed.dates import partial_date
from limen.exchange.listed.model import (
    Countries,
    Fault,
    ListedName,
    ListedNumber,
    ListedParty,
    ListUnreadable,
    Reading,
    no_countries,
    reading_of,
)
from limen.exchange.listed.xml import safe_tree

__all__ = [
    "Countries",
    "Fault",
    "ListUnreadable",
    "ListedName",
    "ListedNumber",
    "ListedParty",
    "Reading",
    "no_countries",
    "partial_date",
    "reading_of",
    "safe_tree",
]
