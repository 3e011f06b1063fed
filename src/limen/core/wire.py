"""Records as data: what the API and the command line show of them, and lists a page at a time."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Sequence
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from typing import Annotated, Any, TypeVar, cast
from uuid import UUID

from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q, QuerySet
from django.utils.dateparse import parse_datetime
from ninja import Query, Router
from pydantic import BaseModel, ConfigDict, Field, create_model

from limen.core import reading
from limen.core.records import Record, record_models
from limen.kernel import BadInput, Problem

MOST = 200
"""The most rows a page of a list holds."""
Cursor = Annotated[str, Query(max_length=400)]
"""Where a list is read on, from the page before."""
Limit = Annotated[int, Query(ge=1, le=MOST)]
"""How many rows a page holds."""
Answers = TypeVar("Answers", bound=Callable[..., Any])


class Head(BaseModel):
    """A record by name: enough to find it again and to say which version was seen."""

    model_config = ConfigDict(extra="forbid")

    type: str = Field(description="The record type, e.g. people.person.")
    id: UUID
    state: str = Field(description="The state, from the record type's transition table.")
    version: int = Field(description="Send it back as If-Match, so that nothing newer is changed unseen.")
    url: str = Field(description="The page that shows it.")


def head(record: Any) -> dict[str, Any]:
    """Return a record by name."""
    return {
        "type": record.record_type,
        "id": record.id,
        "state": record.state,
        "version": record.version,
        "url": reading.address(record),
    }


def as_data(record: Any) -> dict[str, Any]:
    """Return a record with the fields its room lets a reader have."""
    return {**head(record), "data": reading.shown(record)}


def dumped(value: Any, **options: Any) -> str:
    """Return a value as JSON, moments and identifiers included."""
    return json.dumps(value, cls=DjangoJSONEncoder, ensure_ascii=False, **options)


@lru_cache(maxsize=256)
def record_schema(record_type: str) -> type[BaseModel]:
    """Return the shape of a record of a type as data."""
    model = record_models()[record_type]
    fields = {name: _typed(model, name) for name in reading.shown_fields(record_type)}
    name = "".join(part.capitalize() for part in record_type.split("."))
    data = create_model(f"{name}Data", **cast("Any", fields))
    return create_model(name, __base__=Head, __doc__=(model.__doc__ or "").strip(), data=(data, ...))


@lru_cache(maxsize=256)
def page_schema(item: type[BaseModel]) -> type[BaseModel]:
    """Return the shape of a page of a list."""
    return create_model(
        f"{item.__name__}Page",
        __doc__="A page of a list.",
        items=(list[item], ...),  # type: ignore[valid-type]  # a model made at run time
        next=(str | None, Field(description="Send it as cursor to read on; null at the end.")),
    )


def list_route(router: Router, path: str, record: str, *, operation: str, summary: str) -> Callable[[Answers], Answers]:
    """Put a list of records at an address, a page at a time.

    Args:
        router: the room's.
        path: the address within it.
        record: the record type listed.
        operation: the name of the operation in the schema.
        summary: what it does, in a few words.
    """
    shape = page_schema(record_schema(record))
    return router.get(path, response=shape, operation_id=operation, summary=summary)


PYTHON: tuple[tuple[type[models.Field[Any, Any]], Any], ...] = (
    (models.UUIDField, UUID),
    (models.ForeignKey, UUID),
    (models.DateTimeField, datetime),
    (models.DateField, date),
    (models.BooleanField, bool),
    (models.DecimalField, Decimal),
    (models.IntegerField, int),
    (models.JSONField, Any),
    (models.CharField, str),
    (models.TextField, str),
)


def _typed(model: type[Record], name: str) -> tuple[Any, Any]:
    try:
        field = model._meta.get_field(name.removesuffix("_id"))  # noqa: SLF001  Django's documented name
    except FieldDoesNotExist:
        return (str, ...)
    kind = next((python for django, python in PYTHON if isinstance(field, django)), Any)
    return (kind | None if field.null and kind is not Any else kind, ...)


def paged(
    rows: QuerySet[Any],
    *,
    order: Sequence[str],
    cursor: str,
    limit: int,
    shape: Callable[[Any], dict[str, Any]] = as_data,
) -> tuple[list[Any], dict[str, Any]]:
    """Return a page of a list: the rows, and the page as data.

    The place in the list is kept by the values it is ordered by, so that rows added or gone meanwhile move nothing.

    Args:
        rows: the list.
        order: the columns it is ordered by, all one way (``-`` before each for downwards), the last one unique.
        cursor: where to read on, from the page before; empty for the first.
        limit: how many rows, up to ``MOST``.
        shape: one row as data.

    Raises:
        BadInput: when the cursor is none of ours.
    """
    rows = rows.order_by(*order)
    if cursor:
        rows = rows.filter(_after(order, _opened(cursor, [_column(rows.model, name) for name in order])))
    found = list(rows[: min(limit, MOST) + 1])
    more, found = len(found) > min(limit, MOST), found[: min(limit, MOST)]
    onward = _closed([_value(found[-1], name) for name in order]) if more else None
    return found, {"items": [shape(row) for row in found], "next": onward}


def _value(row: Any, name: str) -> Any:
    for part in name.lstrip("-").split("__"):
        row = getattr(row, part)
    return row


def _after(order: Sequence[str], values: Sequence[Any]) -> Q:
    beyond = Q()
    for position, name in enumerate(order):
        same = {order[at].lstrip("-"): values[at] for at in range(position)}
        way = "lt" if name.startswith("-") else "gt"
        beyond |= Q(**same, **{f"{name.lstrip('-')}__{way}": values[position]})
    return beyond


def _closed(values: list[Any]) -> str:
    return base64.urlsafe_b64encode(dumped([_exact(value) for value in values]).encode()).decode().rstrip("=")


def _exact(value: Any) -> Any:
    return value.isoformat() if isinstance(value, (date, datetime)) else value


def _column(model: type[models.Model], name: str) -> models.Field[Any, Any]:
    """Return the column that a list is ordered by, through the records it leads to."""
    first, *rest = name.lstrip("-").split("__")
    field = model._meta.pk if first == "pk" else model._meta.get_field(first)  # noqa: SLF001  Django's documented name
    if rest:
        return _column(cast("Any", field).related_model, "__".join(rest))
    return cast("models.Field[Any, Any]", field)


def _opened(cursor: str, columns: Sequence[models.Field[Any, Any]]) -> list[Any]:
    try:
        values = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        if isinstance(values, list) and len(values) == len(columns):
            return [_read(column, value) for column, value in zip(columns, values, strict=True)]
    except (ValueError, TypeError, OverflowError, ValidationError, RecursionError):
        pass
    raise BadInput(
        "That is not a place in this list.",
        problems=[Problem("cursor", "cursor.unknown", "Send the cursor of the page before, unchanged.")],
    )


def _read(column: models.Field[Any, Any], value: Any) -> Any:
    """Return a value of a cursor as its column holds it.

    Raises:
        TypeError, ValueError: when the service cannot have given it out.
    """
    if isinstance(value, bool) or not isinstance(value, (str, int)):
        raise TypeError(value)
    found = parse_datetime(str(value)) if isinstance(column, models.DateTimeField) else column.to_python(value)
    if found is None or (isinstance(found, datetime) and found.tzinfo is None):
        raise ValueError(value)
    return found
