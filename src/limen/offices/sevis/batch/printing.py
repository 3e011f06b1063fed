"""The forms a batch asked to print, as PDF, made as the records stand when the batch is fetched."""

from __future__ import annotations

from collections.abc import Iterator

from limen.offices.sevis.models import Batch


def forms(batch: Batch) -> Iterator[tuple[str, bytes]]:
    """Yield the name and the PDF of each form, once a record, in the order of the batch."""
    yield from ()
