"""The enforcement agency's data releases, as published: arrests, detainers, detention stints, encounters, removals.

``read`` takes a file and yields its tables, each a stream of typed rows and of faults. ``stays`` counts who was held
where on each day; ``totals`` counts removals. Nothing here knows what a code means in law: cells stay as published.
"""

from limen.exchange.ice_release.dispositions import fold_disposition
from limen.exchange.ice_release.model import (
    KINDS,
    Arrest,
    Detainer,
    Encounter,
    Fault,
    Redacted,
    ReleaseUnreadable,
    Removal,
    Row,
    Stint,
)
from limen.exchange.ice_release.reading import Reading, Release, parse, read
from limen.exchange.ice_release.totals import by_category, by_citizenship, by_year, year_of
from limen.exchange.ice_release.writing import write

__all__ = [
    "KINDS",
    "Arrest",
    "Detainer",
    "Encounter",
    "Fault",
    "Reading",
    "Redacted",
    "Release",
    "ReleaseUnreadable",
    "Removal",
    "Row",
    "Stint",
    "by_category",
    "by_citizenship",
    "by_year",
    "fold_disposition",
    "parse",
    "read",
    "write",
    "year_of",
]
