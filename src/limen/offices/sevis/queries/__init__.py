"""What is read of schools, sponsors and those they sponsor."""

from limen.offices.sevis.queries import batches

READERS: dict[str, object] = {**batches.READERS}
"""How each record of this office is read before an act is done to it."""

SHOWN: dict[str, tuple[str, ...]] = {**batches.SHOWN}
"""What of each record a reader may have as data."""

ADDRESSES: dict[str, str] = {**batches.ADDRESSES}
"""The page of each, where its name is not the record's."""
