"""Queries asked with every act and every request: made into SQL once, and from then on only given their values.

To build a query and to write its SQL takes Django ten times as long as the database takes to answer it. Only what is
asked for every act, for every request, or for every record of a batch is worth preparing; all else is asked plainly.
"""

# ruff: noqa: SLF001  what stands in for a part of Django's queries knows their parts
from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from inspect import getattr_static
from typing import Any, Generic, TypeVar

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import Expression, Field, Model, QuerySet
from django.db.models.base import ModelState
from django.db.models.fields.related_descriptors import ForeignKeyDeferredAttribute
from django.db.models.query import FlatValuesListIterable, ModelIterable, ValuesListIterable, get_related_populators
from django.db.models.query_utils import DeferredAttribute
from django.db.models.signals import post_init, pre_init

from limen.core.direct import answered
from limen.kernel import DeclarationError

Row = TypeVar("Row")
COLUMNS = (DeferredAttribute, ForeignKeyDeferredAttribute)
"""How a model holds a column that is a value and nothing else."""


class Slot(Expression):
    """Stands in a prepared query for a value that is given when it is asked.

    Args:
        name: under which the value is given.
        field: a field of the kind the value is compared with.
    """

    def __init__(self, name: str, field: Field[Any, Any]) -> None:
        super().__init__(output_field=field)
        self.name = name

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        """Leave room for the value."""
        return "%s", [self]

    def value(self, given: Mapping[str, Any], connection: Any) -> Any:
        """Return what was given as the database takes it."""
        return self.output_field.get_db_prep_value(given[self.name], connection)


@dataclass(frozen=True, slots=True)
class _Statement:
    sql: str
    params: tuple[Any, ...]
    converters: tuple[tuple[int, Any, Any], ...]
    row: Callable[[Sequence[Any]], Any]


class Prepared(Generic[Row]):
    """A query with slots, whose answer is as fresh as any other's; only its SQL is kept.

    Args:
        make: returns the query; of records, with what they are joined to, or of a list of values. Called once for each
            kind of database.
    """

    def __init__(self, make: Callable[[], QuerySet[Any, Row]]) -> None:
        self._make = make
        self._made: dict[str, _Statement] = {}

    def all(self, **given: Any) -> list[Row]:
        """Ask with the values of the slots and return every row."""
        connection = connections[DEFAULT_DB_ALIAS]
        made = self._made.get(connection.vendor)
        if made is None:
            made = self._made[connection.vendor] = _statement(self._make(), connection)
        params = [item.value(given, connection) if isinstance(item, Slot) else item for item in made.params]
        found, _changed = answered(connection, made.sql, params, back=True)
        return [made.row(_converted(row, made, connection)) for row in found]

    def first(self, **given: Any) -> Row | None:
        """Ask with the values of the slots and return the first row, or None; how many are read, the query says."""
        found = self.all(**given)
        return found[0] if found else None


@cache
def _by_key(model: type[Model]) -> Prepared[Any]:
    rows = model._default_manager.filter(pk=Slot("pk", model._meta.pk))
    return Prepared(rows.order_by)


def follow(record: Model, name: str) -> Any:
    """Return what a record points at, read by a query that is kept unless it was read before; None for nothing.

    Args:
        record: the record.
        name: its field.
    """
    field: Any = record._meta.get_field(name)
    key = getattr(record, field.attname)
    if key is not None and not field.is_cached(record):
        found = _by_key(field.related_model).first(pk=key)
        if found is not None:
            field.set_cached_value(record, found)
    return getattr(record, name)


def hang(record: Model, name: str, rows: list[Any]) -> None:
    """Keep on a record the rows that point at it, as Django's own prefetch does: its pages then read them nowhere.

    Args:
        record: whose rows they are.
        name: what the record calls them.
        rows: those rows, read by a prepared query.
    """
    points: Any = record._meta.get_field(name)
    for row in rows:
        setattr(row, points.field.name, record)
    kept: Any = getattr(record, name).all()  # what is asked further of these rows is asked of the record's own
    kept._result_cache, kept._prefetch_done = rows, True
    held: dict[str, Any] = record.__dict__.setdefault("_prefetched_objects_cache", {})
    held[points.cache_name] = kept


def _converted(row: Sequence[Any], made: _Statement, connection: Any) -> Sequence[Any]:
    if not made.converters:
        return row
    read = list(row)
    for at, converters, expression in made.converters:
        for convert in converters:
            read[at] = convert(read[at], expression, connection)
    return read


def _statement(query: QuerySet[Any, Any], connection: Any) -> _Statement:
    compiler = query.query.get_compiler(connection=connection)
    sql, params = compiler.as_sql()
    found = compiler.get_converters([column[0] for column in compiler.select])
    converters = tuple((at, tuple(each), expression) for at, (each, expression) in found.items())
    return _Statement(sql, tuple(params), converters, _reader(query, compiler))


def _reader(query: QuerySet[Any, Any], compiler: Any) -> Callable[[Sequence[Any]], Any]:
    """Return how a row is read, as Django itself would read it."""
    asked: Any = query
    kind = asked._iterable_class
    if kind is FlatValuesListIterable:
        return lambda row: row[0]
    if kind is ValuesListIterable:
        return tuple
    if kind is not ModelIterable or asked._prefetch_related_lookups or compiler.annotation_col_map:
        raise DeclarationError("A prepared query is of records or of lists of values, and reads nothing beside them.")
    return _records(query.db, compiler)


def _records(alias: str, compiler: Any) -> Callable[[Sequence[Any]], Any]:
    info, select = compiler.klass_info, compiler.select
    fields = info["select_fields"]
    first, last = fields[0], fields[-1] + 1
    made = Made(info["model"])
    names = [column[0].target.attname for column in select[first:last]]
    populators: Any = get_related_populators  # the stubs are those of the Django after ours
    joined = populators(info, select, alias)
    _made_by_ours(joined)

    def record(row: Sequence[Any]) -> Any:
        found = made.from_db(alias, names, row[first:last])
        for populator in joined:
            populator.populate(row, found)
        return found

    return record


def _made_by_ours(populators: Iterable[Any]) -> None:
    for populator in populators:
        populator.model_cls = Made(populator.model_cls)
        _made_by_ours(populator.related_populators)


class Made:
    """Makes records of rows as Django's ``from_db`` does, without what a whole row of plain columns can do without.

    A model that takes part in its own making, one that somebody listens to, a column that is more than a value and a
    part of a row are left to Django.

    Args:
        model: of what.
    """

    def __init__(self, model: type[Model]) -> None:
        self._model = model
        self._names = [field.attname for field in model._meta.concrete_fields]
        self._plain = (
            model.__init__ is Model.__init__
            and getattr(model.from_db, "__func__", None) is Model.from_db.__func__  # type: ignore[attr-defined]  # a class method has one
            and not (pre_init.has_listeners(model) or post_init.has_listeners(model))
            and all(type(getattr_static(model, name)) in COLUMNS for name in self._names)
        )

    def from_db(self, alias: str, names: Sequence[str], values: Sequence[Any]) -> Any:
        """Return the record that a row is.

        Args:
            alias: the database it was read from.
            names: the columns that were read, in the model's order.
            values: what they held, converted.
        """
        if not self._plain or names != self._names:
            return self._model.from_db(alias, names, values)
        record = self._model.__new__(self._model)
        state = ModelState()
        state.adding, state.db = False, alias
        held = record.__dict__
        held["_state"] = state
        held.update(zip(names, values, strict=True))
        return record
