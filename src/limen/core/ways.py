"""How a value gets into its column: through its field as always, unless the field would do next to nothing with it."""

# ruff: noqa: SLF001  what stands in for a part of Django's fields knows their parts
from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.db import models

TEXTS = (models.CharField, models.TextField)
NUMBERS = (
    models.IntegerField,
    models.BigIntegerField,
    models.SmallIntegerField,
    models.PositiveIntegerField,
    models.PositiveSmallIntegerField,
    models.PositiveBigIntegerField,
)
Plainly = Callable[[Any], Any]


def _moment(value: datetime) -> str:
    return str(value.replace(tzinfo=None))


def _same(value: Any) -> Any:
    return value


def _hex(value: UUID) -> str:
    return value.hex


@dataclass(frozen=True, slots=True)
class Way:
    """The way of one column's values.

    Args:
        name: the attribute that holds the value.
        field: the field.
        before: the field's own reckoning before a row is written; None where it only looks the attribute up.
        kind: the one type whose values need no more than ``plainly``.
        plainly: makes of a value of that type what the database takes.
        same: the one type whose values the database takes as they are.
    """

    name: str
    field: Any
    before: Callable[..., Any] | None
    kind: type[Any] | None
    plainly: Plainly
    same: type[Any] | None

    def taken(self, value: Any, here: Any) -> Any:
        """Return a value as the database takes it; what the database is to reckon as it is."""
        if value is None:
            return None
        if type(value) is self.kind and (self.kind is not datetime or value.tzinfo is UTC):
            return self.plainly(value)
        return value if hasattr(value, "resolve_expression") else self.field.get_db_prep_save(value, here)


@lru_cache(maxsize=1024)
def ways(model: type[models.Model], names: tuple[str, ...], vendor: str) -> tuple[Way, ...]:
    """Return the ways of a model's columns.

    Args:
        model: the model.
        names: the columns' attributes.
        vendor: the kind of database.
    """
    known: dict[str, Any] = {field.attname: field for field in model._meta.concrete_fields}
    return tuple(_way(known[name], vendor) for name in names)


def _way(field: Any, vendor: str) -> Way:
    dated = type(field) in (models.DateField, models.DateTimeField) and not (field.auto_now or field.auto_now_add)
    looked_up = dated or type(field).pre_save is models.Field.pre_save
    kind, plainly = _plainly(field, vendor)
    same = kind if plainly is _same and kind is not datetime else None  # of a moment its zone is looked at
    return Way(field.attname, field, None if looked_up else field.pre_save, kind, plainly, same)


def _plainly(field: Any, vendor: str) -> tuple[type[Any] | None, Plainly]:
    """Return which values of a field need less than the field does, and what they need."""
    sqlite = vendor == "sqlite"
    while type(field) is models.ForeignKey:
        field = field.target_field
    if type(field) in TEXTS:
        return str, _same
    if type(field) in NUMBERS and sqlite:  # PostgreSQL is told of what size a number is
        return int, _same
    if type(field) is models.BooleanField:
        return bool, _same
    if type(field) is models.UUIDField:
        return UUID, _hex if sqlite else _same
    if type(field) is models.DateField:
        return date, date.isoformat if sqlite else _same
    if type(field) is models.DateTimeField:
        return datetime, _moment if sqlite else _same
    return None, _same
