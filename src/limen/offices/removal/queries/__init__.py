"""Reads of this office: each takes a viewer, hides what is sealed from them, and is itself an entry."""

from limen.offices.removal.queries import cases, decisions

READERS: dict[str, object] = {
    **cases.READERS,
    **decisions.READERS,
}
"""How each record of this office is read before an act is done to it."""

SHOWN: dict[str, tuple[str, ...]] = {
    **cases.SHOWN,
    **decisions.SHOWN,
}
"""What of each record a reader may have as data."""
