"""What is read of schools, sponsors and those they sponsor."""

from __future__ import annotations

from limen.offices.sevis.queries import batches, inquiries, organisations, students, visitors
from limen.offices.sevis.queries.standing import status_line

READERS: dict[str, object] = {
    **organisations.READERS,
    **inquiries.READERS,
    **students.READERS,
    **visitors.READERS,
    **batches.READERS,
}
"""How each record of this office is read before an act is done to it."""

SHOWN: dict[str, tuple[str, ...]] = {
    **organisations.SHOWN,
    **inquiries.SHOWN,
    **students.SHOWN,
    **visitors.SHOWN,
    **batches.SHOWN,
}
"""What of each record a reader may have as data."""

ADDRESSES: dict[str, str] = {**batches.ADDRESSES}
"""The page of each, where its name does not say which."""

LOOKUPS: dict[str, object] = {**organisations.LOOKUPS, **students.LOOKUPS, **visitors.LOOKUPS}
"""How records are found by what a person knows them by."""

__all__ = ["ADDRESSES", "LOOKUPS", "READERS", "SHOWN", "status_line"]
