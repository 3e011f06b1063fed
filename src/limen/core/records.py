"""The base of every record, and the guard that keeps every write behind the door."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from typing import Any, ClassVar

from django.apps import apps
from django.db import models

from limen.core.rows import Swift
from limen.kernel import DeclarationError, doing, uuid7

WRITE = re.compile(
    r"\s*(?:WITH\b.*?\)\s*)?(?:INSERT\s+(?:OR\s+\w+\s+)?INTO|REPLACE\s+INTO|UPDATE|DELETE\s+FROM|TRUNCATE(?:\s+TABLE)?)"
    r'\s+(?:ONLY\s+)?"?(\w+)"?',
    re.IGNORECASE | re.DOTALL,
)


class WriteOutsideDoor(DeclarationError):
    """Something tried to change a record other than through ``perform``."""

    slug = "write-outside-door"


class Record(Swift):
    """A thing acts are done to: it has a state from its transition table and a version that every act moves on."""

    record_type: ClassVar[str]

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    state = models.CharField(max_length=32)
    version = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        abstract = True

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        if "record_type" not in vars(cls):  # a room within a room may name its records for the outer one
            room, _, _ = cls.__module__.partition(".models")
            cls.record_type = f"{room.rpartition('.')[2]}.{cls.__name__.lower()}"


class Detail(Swift):
    """A row that belongs to a record and changes only with it."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)

    class Meta:
        abstract = True


@lru_cache(maxsize=1)
def record_models() -> dict[str, type[Record]]:
    """Return every record model by record type."""
    return {model.record_type: model for model in apps.get_models() if issubclass(model, Record)}


@lru_cache(maxsize=1)
def guarded_tables() -> frozenset[str]:
    """Return every table that only the door may write: all of ours but those that say why not."""
    return frozenset(
        model._meta.db_table  # noqa: SLF001  Django's documented way to a model's table
        for model in apps.get_models(include_auto_created=True)
        if model.__module__.startswith("limen.") and not getattr(model, "written_outside_door", "")
    )


def guard_writes(execute: Callable[..., Any], sql: Any, params: Any, many: bool, context: dict[str, Any]) -> Any:
    """Refuse an INSERT, UPDATE or DELETE on a guarded table while no act is being done."""
    if not doing():
        text = sql if isinstance(sql, str) else str(sql)
        found = WRITE.match(text)
        if found and found.group(1).lower() in guarded_tables():
            raise WriteOutsideDoor(f"{found.group(1)} is written only by an act, through perform().")
    return execute(sql, params, many, context)


def install_guard(connection: Any, **_: Any) -> None:
    """Put the guard on a database connection; safe to call again."""
    if guard_writes not in connection.execute_wrappers:
        connection.execute_wrappers.append(guard_writes)
