"""Rows that are written one at a time, with every act: the statement is made once for each table, not for each row.

Django writes the SQL of an INSERT or an UPDATE anew for every row, which takes longer than the database takes to do it.
The columns of a table do not change while a node runs; the values still go through their fields, as always.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connection, connections, models


class Swift(models.Model):
    """A model whose rows are written by statements that are kept."""

    class Meta:
        abstract = True

    def _do_insert(self, manager: Any, using: str, fields: list[Any], returning_fields: list[Any], raw: bool) -> Any:
        """Insert the row; what Django must see to itself (an expression for a value, a fixture) it does."""
        values = None if raw else _values([self], fields)
        sql = _insertion(type(self), _names(fields), 1, _names(returning_fields), connection.vendor)
        if values is None or not sql:
            return super()._do_insert(manager, using, fields, returning_fields, raw)  # type: ignore[misc]  # Django's own, not in its stubs
        with connection.cursor() as cursor:
            cursor.execute(sql, values)
            return [cursor.fetchone()] if returning_fields else []

    def _do_update(  # type: ignore[override]  # the stubs are those of the Django after ours
        self, base_qs: Any, using: str, pk_val: Any, values: list[Any], update_fields: Any, forced_update: Any
    ) -> bool:
        """Update the row; return whether it was there."""
        fields = [field for field, _, _ in values]
        sql = _update(type(self), _names(fields), connection.vendor)
        if not sql or self._meta.select_on_save or any(hasattr(value, "resolve_expression") for _, _, value in values):
            django: Any = super()
            return bool(django._do_update(base_qs, using, pk_val, values, update_fields, forced_update))  # noqa: SLF001  what this stands in for
        here = connections[DEFAULT_DB_ALIAS]
        params = [field.get_db_prep_save(value, here) for field, _, value in values]
        with here.cursor() as cursor:
            cursor.execute(sql, [*params, self._meta.pk.get_db_prep_value(pk_val, here)])
            return bool(cursor.rowcount > 0)


def insert_all(rows: Sequence[models.Model]) -> None:
    """Insert rows of one model in one statement; identifiers that the database gives are not read back."""
    if not rows:
        return
    model = type(rows[0])
    fields = [field for field in model._meta.concrete_fields if not field.generated and field is not _auto(model)]  # noqa: SLF001  Django's documented way to a model's fields
    values = _values(rows, fields)
    sql = _insertion(model, _names(fields), len(rows), (), connection.vendor)
    if values is None or not sql:
        model._default_manager.bulk_create(rows)  # noqa: SLF001  Django's documented name
        return
    with connection.cursor() as cursor:
        cursor.execute(sql, values)


def _auto(model: type[models.Model]) -> Any:
    return getattr(model._meta, "auto_field", None)  # noqa: SLF001  Django's documented way to a model's fields


def _names(fields: Iterable[Any]) -> tuple[str, ...]:
    return tuple(field.attname for field in fields)


def _values(rows: Iterable[models.Model], fields: Sequence[Any]) -> list[Any] | None:
    """Return the values of rows as the database takes them; None where one is reckoned by the database."""
    here, found = connections[DEFAULT_DB_ALIAS], []  # what stands for it in each thread is looked up at every use
    for row in rows:
        for field in fields:
            value = field.pre_save(row, add=True)
            if hasattr(value, "resolve_expression"):
                return None
            found.append(field.get_db_prep_save(value, here))
    return found


@lru_cache(maxsize=1024)
def _insertion(
    model: type[models.Model],
    names: tuple[str, ...],
    rows: int,
    returning: tuple[str, ...],
    vendor: str,  # noqa: ARG001  each kind of database has statements of its own
) -> str:
    """Return the INSERT of so many rows; empty where a column is written or read back in a manner of its own."""
    fields, back = _fields(model, names), _fields(model, returning)
    if not names or not _plain(fields) or any(_converted(field) for field in back):
        return ""
    quote = connection.ops.quote_name
    one = f"({', '.join(['%s'] * len(fields))})"
    operations: Any = connection.ops
    tail = operations.return_insert_columns(back)[0] if back else ""
    columns = ", ".join(quote(field.column) for field in fields)
    head = f"INSERT INTO {quote(model._meta.db_table)} ({columns}) VALUES"  # noqa: SLF001  Django's documented way to a model's table
    return f"{head} {', '.join([one] * rows)} {tail}".rstrip()


@lru_cache(maxsize=1024)
def _update(model: type[models.Model], names: tuple[str, ...], vendor: str) -> str:  # noqa: ARG001  as above
    """Return the UPDATE of one row; empty where a column is written in a manner of its own."""
    fields = _fields(model, names)
    if not names or not _plain(fields):
        return ""
    meta: Any = model._meta  # noqa: SLF001  Django's documented way to a model's table
    quote = connection.ops.quote_name
    columns = ", ".join(f"{quote(field.column)} = %s" for field in fields)
    table = quote(meta.db_table)
    return f"UPDATE {table} SET {columns} WHERE {table}.{quote(meta.pk.column)} = %s"  # noqa: S608  names of our own tables and columns


def _fields(model: type[models.Model], names: Iterable[str]) -> list[Any]:
    known = {field.attname: field for field in model._meta.concrete_fields}  # noqa: SLF001  Django's documented way to a model's fields
    return [known[name] for name in names]


def _plain(fields: Iterable[Any]) -> bool:
    return not any(hasattr(field, "get_placeholder") for field in fields)


def _converted(field: Any) -> bool:
    """Return whether a value of a column is read through a converter."""
    column = field.get_col(field.model._meta.db_table)  # noqa: SLF001  Django's documented way to a model's table
    return bool(connection.ops.get_db_converters(column) or field.get_db_converters(connection))
