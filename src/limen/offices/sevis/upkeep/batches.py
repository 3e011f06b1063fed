"""What time asks for of batches and digests: records answered that were left, forms made, digests sent."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from limen.offices.sevis.acts.batches import CloseBatch, PrintBatch, ProcessBatch
from limen.offices.sevis.acts.digests import SendDigest
from limen.offices.sevis.batch.intake import print_together, together_today
from limen.offices.sevis.digesting import to_send
from limen.offices.sevis.queries.batches import unprinted, unprocessed


def due(now: datetime) -> Iterator[tuple[Any, Any]]:
    """Yield each act that time asks for, with its record."""
    together = together_today()
    for batch in unprocessed():
        left = batch.records - batch.results.count()
        for _part in range(-(-left // together)):
            yield ProcessBatch(most=together), batch
        yield CloseBatch(), batch
    forms = print_together()
    for batch, left in unprinted():
        for _part in range(-(-left // forms)):
            yield PrintBatch(most=forms), batch
    for official in to_send(now):
        yield SendDigest(), official
