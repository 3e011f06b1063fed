"""Transactions and locked reading, as the door asks for them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from functools import cache
from typing import Any

from django.db import connection, transaction
from django.db.models import QuerySet, UUIDField

from limen.core.ledger.chain import reads_before
from limen.core.prepared import Prepared, Slot
from limen.core.reading import label
from limen.core.records import Record, record_models
from limen.core.remembering import forgetting
from limen.core.rows import save_row
from limen.core.writers import writing
from limen.kernel import UnknownRecord, doing
from limen.kernel.acts import Record as AnyRecord


@contextmanager
def apart() -> Iterator[None]:
    """Hold a part of an act apart: what is refused in it is undone alone, and the rest of the act stands."""
    with forgetting(), transaction.atomic():
        yield


class DjangoStore:
    """The database behind the door."""

    def transaction(self) -> AbstractContextManager[Any]:
        """Open a transaction; an act within an act joins it, so that a refusal undoes the whole."""
        return writing(savepoint=False) if doing() else _outermost()

    def lock(self, record: AnyRecord) -> Record:
        """Return the record read afresh and locked.

        Raises:
            UnknownRecord: when it is gone.
        """
        found = _to_lock(record.record_type).first(pk=record.id)
        if found is None:
            raise UnknownRecord(f"No such {self.called(record.record_type)}.")
        return found

    def save(self, record: Any, state: str) -> None:
        """Write the record in its new state, one version on."""
        record.state = state
        record.version += 1
        save_row(record)

    def exists(self, record_type: str, identifier: Any) -> bool:
        """Return whether the record is there."""
        return record_type in record_models() and bool(_there(record_type).all(pk=identifier))

    def called(self, record_type: str) -> str:
        """Return what a person calls a record of the type."""
        return label(record_type)


@contextmanager
def _outermost() -> Iterator[None]:
    """Open the transaction of an act and of what was read before it; both are kept once it has ended well."""
    with reads_before(), writing():
        yield


@cache
def _to_lock(record_type: str) -> Prepared[Record]:
    """Return the query that reads a record of a type and locks it, where the database locks rows."""

    def make() -> QuerySet[Record]:
        rows = _one(record_type)
        return rows.select_for_update(of=("self",)) if connection.features.has_select_for_update else rows

    return Prepared(make)


@cache
def _there(record_type: str) -> Prepared[Any]:
    return Prepared(lambda: _one(record_type).values_list("pk", flat=True))


def _one(record_type: str) -> QuerySet[Record]:
    model = record_models()[record_type]
    return model._default_manager.filter(pk=Slot("pk", UUIDField())).order_by()  # noqa: SLF001  Django's documented name
