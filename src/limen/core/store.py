"""Transactions and locked reading, as the door asks for them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Any

from django.db import connection, transaction

from limen.core.records import Record, record_models
from limen.core.remembering import forgetting, remembering
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
        model = record_models()[record.record_type]
        rows = model._default_manager.filter(pk=record.id)  # noqa: SLF001  Django's documented name
        if connection.features.has_select_for_update:
            rows = rows.select_for_update(of=("self",))
        found = rows.first()
        if found is None:
            raise UnknownRecord(f"No such {record.record_type}.")
        return found

    def save(self, record: Any, state: str) -> None:
        """Write the record in its new state, one version on."""
        record.state = state
        record.version += 1
        record.save()

    def exists(self, record_type: str, identifier: Any) -> bool:
        """Return whether the record is there."""
        model = record_models().get(record_type)
        return model is not None and model._default_manager.filter(pk=identifier).exists()  # noqa: SLF001


@contextmanager
def _outermost() -> Iterator[None]:
    with writing(), remembering():
        yield
