"""Reads of this office: each takes a viewer, hides what is sealed from them, and is itself an entry."""

from limen.offices.removal.queries import decisions

READERS: dict[str, object] = {**decisions.READERS}
"""How each record of this office is read before an act is done to it."""

SHOWN: dict[str, tuple[str, ...]] = {**decisions.SHOWN}
"""What of each record a reader may have as data."""
