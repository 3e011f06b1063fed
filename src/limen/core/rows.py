"""Rows that are written one at a time, with every act: the statement is made once for each table, not for each row.

Django writes the SQL of an INSERT or an UPDATE anew for every row, which takes longer than the database takes to do it.
The columns of a table do not change while a node runs; the values still go through their fields, as always.
"""

# ruff: noqa: SLF001  what stands in for a part of Django's models knows their parts
from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connection, connections, models
from django.db.models.base import ModelState
from django.db.models.signals import post_save, pre_save

from limen.core.direct import answered
from limen.core.ways import Way, ways

TOGETHER = 100
"""Rows that are written in one statement: no database takes any number of values in one."""


class Swift(models.Model):
    """A model whose rows are written by statements that are kept."""

    class Meta:
        abstract = True

    def settle(self) -> None:
        """Reckon what the row says of itself, just before it is written; nothing of its own for most."""

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Write the row as Django does, settled."""
        self.settle()
        super().save(*args, **kwargs)

    def _do_insert(self, manager: Any, using: str, fields: list[Any], returning_fields: list[Any], raw: bool) -> Any:
        """Insert the row; what Django must see to itself (an expression for a value, a fixture) it does."""
        here = connections[DEFAULT_DB_ALIAS]
        ours = using == DEFAULT_DB_ALIAS and not raw
        names = _names(fields)
        values = _values([self], ways(type(self), names, here.vendor), here) if ours else None
        sql = _insertion(type(self), names, 1, _names(returning_fields), here.vendor)
        if values is None or not sql:
            return super()._do_insert(manager, using, fields, returning_fields, raw)  # type: ignore[misc]  # Django's own, not in its stubs
        return answered(here, sql, values, back=bool(returning_fields))[0]

    def _do_update(  # type: ignore[override]  # the stubs are those of the Django after ours
        self, base_qs: Any, using: str, pk_val: Any, values: list[Any], update_fields: Any, forced_update: Any
    ) -> bool:
        """Update the row; return whether it was there."""
        here = connections[DEFAULT_DB_ALIAS]
        names = _names(field for field, _, _ in values)
        sql = _update(type(self), names, here.vendor)
        ours = using == DEFAULT_DB_ALIAS and not self._meta.select_on_save
        if not (sql and ours) or any(hasattr(value, "resolve_expression") for _, _, value in values):
            django: Any = super()
            return bool(django._do_update(base_qs, using, pk_val, values, update_fields, forced_update))
        taken = ways(type(self), names, here.vendor)
        params = [way.taken(value, here) for way, (_, _, value) in zip(taken, values, strict=True)]
        return _written_over(self, sql, params, pk_val, here)


def save_row(row: Swift) -> None:
    """Write a record whose identifier it was given when it was made: a new one is inserted, another updated.

    A model that has its own way to be saved or lies in two tables, one whose saving somebody listens to, and a record
    that is there no more are left to Django's ``save``.
    """
    if _as_ever(type(row)) or row.pk is None or not (insert(row) if row._state.adding else _changed(row)):
        row.save()


def _as_ever(model: type[Swift]) -> bool:
    own = model.save is not Swift.save or bool(model._meta.parents) or model._meta.select_on_save
    return own or pre_save.has_listeners(model) or post_save.has_listeners(model)


def _changed(row: Swift) -> bool:
    """Update a row and return whether it was there."""
    row.settle()
    here = connections[DEFAULT_DB_ALIAS]
    model, pk = type(row), row._meta.pk
    names = tuple(name for name in _written_names(model) if name != pk.attname)
    values = _values([row], ways(model, names, here.vendor), here, add=False)
    sql = _update(model, names, here.vendor)
    return values is not None and bool(sql) and _written_over(row, sql, values, row.pk, here)


def _written_over(row: models.Model, sql: str, values: list[Any], key: Any, here: Any) -> bool:
    """Give the database the UPDATE of a row and return whether the row was there."""
    return answered(here, sql, [*values, row._meta.pk.get_db_prep_value(key, here)], back=False)[1] > 0


def insert(row: Swift) -> bool:
    """Insert a new row of which nothing is checked and nobody is told, and read back what the database gives it.

    Returns:
        True: it is there now.
    """
    row.settle()
    model, here = type(row), connections[DEFAULT_DB_ALIAS]
    names, back = _written_names(model), _returned(model)
    values = _values([row], ways(model, names, here.vendor), here)
    sql = _insertion(model, names, 1, back, here.vendor)
    if values is None or not sql:
        row.save(force_insert=True)
        return True
    found, _ = answered(here, sql, values, back=bool(back))
    for name, value in zip(back, found[0] if back else (), strict=True):
        setattr(row, name, value)
    row._state.adding, row._state.db = False, DEFAULT_DB_ALIAS
    return True


def inserted(model: type[Swift], values: dict[str, Any]) -> Any:
    """Insert a new row that is its values and an identifier which the database gives, and return the record it is.

    What else the database reckons of it is read when somebody asks for it.

    Args:
        model: whose row.
        values: of every column that has one, by attribute.
    """
    here, pk = connections[DEFAULT_DB_ALIAS], model._meta.pk.attname
    names = tuple(values)
    taken = ways(model, names, here.vendor)
    said = [way.taken(value, here) for way, value in zip(taken, values.values(), strict=True)]
    found, _ = answered(here, _insertion(model, names, 1, (pk,), here.vendor), said, back=True)
    record, state = model.__new__(model), ModelState()
    state.adding, state.db = False, DEFAULT_DB_ALIAS
    record.__dict__.update({"_state": state, **values, pk: found[0][0]})
    return record


def insert_all(rows: Sequence[Swift]) -> None:
    """Insert new rows of one model, many in a statement; identifiers that the database gives are not read back."""
    here = connections[DEFAULT_DB_ALIAS]
    for start in range(0, len(rows), TOGETHER):
        some = rows[start : start + TOGETHER]
        model = type(some[0])
        names = _written_names(model)
        values = _values(some, ways(model, names, here.vendor), here)
        sql = _insertion(model, names, len(some), (), here.vendor)
        if values is None or not sql:
            model._default_manager.bulk_create(some)
            continue
        answered(here, sql, values, back=False)


def insert_values(model: type[Swift], names: tuple[str, ...], rows: Sequence[Sequence[Any]]) -> None:
    """Insert rows that nobody asks for again as records: their values are enough.

    Args:
        model: whose rows.
        names: every column that has a value, by attribute.
        rows: the values, in that order.
    """
    here = connections[DEFAULT_DB_ALIAS]
    taken = ways(model, names, here.vendor)
    for start in range(0, len(rows), TOGETHER):
        some = rows[start : start + TOGETHER]
        values = [way.taken(value, here) for row in some for way, value in zip(taken, row, strict=True)]
        answered(here, _insertion(model, names, len(some), (), here.vendor), values, back=False)


@cache
def _written(model: type[models.Model]) -> list[Any]:
    """Return the columns that are written of a new row whose identifier the database may give."""
    meta: Any = model._meta
    return [field for field in meta.local_concrete_fields if not field.generated and field is not meta.auto_field]


@cache
def _written_names(model: type[models.Model]) -> tuple[str, ...]:
    return _names(_written(model))


@cache
def _returned(model: type[models.Model]) -> tuple[str, ...]:
    """Return the columns that the database itself gives a value and that are read back."""
    return _names(model._meta.db_returning_fields)


def _names(fields: Iterable[Any]) -> tuple[str, ...]:
    return tuple(field.attname for field in fields)


def _values(rows: Iterable[models.Model], taken: Sequence[Way], here: Any, *, add: bool = True) -> list[Any] | None:
    """Return the values of rows as the database takes them; None where one is reckoned by the database."""
    found = []
    for row in rows:
        for way in taken:
            value = getattr(row, way.name) if way.before is None else way.before(row, add=add)
            if type(value) is not way.same:
                if hasattr(value, "resolve_expression"):
                    return None
                value = way.taken(value, here)
            found.append(value)
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
    head = f"INSERT INTO {quote(model._meta.db_table)} ({columns}) VALUES"
    return f"{head} {', '.join([one] * rows)} {tail}".rstrip()


@lru_cache(maxsize=1024)
def _update(model: type[models.Model], names: tuple[str, ...], vendor: str) -> str:  # noqa: ARG001  as above
    """Return the UPDATE of one row; empty where a column is written in a manner of its own."""
    fields = _fields(model, names)
    if not names or not _plain(fields):
        return ""
    meta: Any = model._meta
    quote = connection.ops.quote_name
    columns = ", ".join(f"{quote(field.column)} = %s" for field in fields)
    table = quote(meta.db_table)
    return f"UPDATE {table} SET {columns} WHERE {table}.{quote(meta.pk.column)} = %s"  # noqa: S608  names of our own tables and columns


def _fields(model: type[models.Model], names: Iterable[str]) -> list[Any]:
    known = {field.attname: field for field in model._meta.concrete_fields}
    return [known[name] for name in names]


def _plain(fields: Iterable[Any]) -> bool:
    return not any(hasattr(field, "get_placeholder") for field in fields)


def _converted(field: Any) -> bool:
    """Return whether a value of a column is read through a converter."""
    column = field.get_col(field.model._meta.db_table)
    return bool(connection.ops.get_db_converters(column) or field.get_db_converters(connection))
