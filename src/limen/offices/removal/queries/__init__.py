"""Reads of this office: each takes a viewer, hides what is sealed from them, and is itself an entry."""

from limen.offices.removal.queries import cases, departures

READERS: dict[str, object] = {
    **cases.READERS,
    **departures.READERS,
}
"""How each record of this office is read before an act is done to it."""

SHOWN: dict[str, tuple[str, ...]] = {
    **cases.SHOWN,
    **departures.SHOWN,
}
"""What of each record a reader may have as data."""

LOOKUPS = {
    **departures.LOOKUPS,
}
"""How each record of this office is found by what a person knows it by."""
