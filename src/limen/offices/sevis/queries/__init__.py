"""What is read of schools, sponsors and those they sponsor."""

from __future__ import annotations

from limen.offices.sevis.queries import organisations

READERS: dict[str, object] = {
    **organisations.READERS,
}
"""How each record of this office is read before an act is done to it."""

SHOWN: dict[str, tuple[str, ...]] = {
    **organisations.SHOWN,
}
"""What of each record a reader may have as data."""

LOOKUPS: dict[str, object] = {
    **organisations.LOOKUPS,
}
"""How records are found by what a person knows them by."""
