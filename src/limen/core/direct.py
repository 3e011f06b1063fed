"""A statement that is asked again and again, given to the database with nothing between that it can do without.

Around each statement Django makes a cursor, wraps it twice and writes the marks for the values anew, which takes twice
as long as SQLite takes to answer by a key. What keeps a connection right is kept: the errors are Django's, a broken
transaction and another thread's connection are refused, and whoever listens to statements (the guard of writes, a test)
hears these.
"""

# ruff: noqa: SLF001  what stands in for a part of Django's cursors knows their parts
from __future__ import annotations

from _thread import get_ident
from collections.abc import Callable, Sequence
from functools import lru_cache, partial
from typing import Any

Answer = tuple[list[Any], int]
KEPT = 1_000
"""Statements that a connection to PostgreSQL keeps planned."""


def answered(connection: Any, sql: str, values: Sequence[Any], *, back: bool) -> Answer:
    """Give the database a statement and return the rows it gives back and how many rows it changed.

    Args:
        connection: the connection.
        sql: the statement, with ``%s`` where a value goes.
        values: the values as the database takes them.
        back: whether the statement gives rows back.

    Raises:
        DatabaseError: whatever the database refuses, as Django names it.
    """
    if connection.vendor == "sqlite" and not connection.queries_logged:
        return _straight(connection, sql, values)
    with _cursor(connection) as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall() if back else [], cursor.rowcount


def _straight(connection: Any, sql: str, values: Sequence[Any]) -> Answer:
    if connection._thread_ident != get_ident():
        connection.validate_thread_sharing()
    if connection.needs_rollback:
        connection.validate_no_broken_transaction()
    if connection.connection is None:
        connection.ensure_connection()
    execute: Callable[..., Answer] = _execute
    for listens in reversed(connection.execute_wrappers):
        execute = partial(listens, execute)
    with connection.wrap_database_errors:
        return execute(sql, values, many=False, context={"connection": connection, "cursor": None})


def _execute(sql: str, values: Sequence[Any], many: bool, context: dict[str, Any]) -> Answer:  # noqa: ARG001  as Django calls what it hands to whoever listens
    cursor = context["connection"].connection.execute(_marked(sql), values)
    return cursor.fetchall(), cursor.rowcount


@lru_cache(maxsize=4096)
def _marked(sql: str) -> str:
    """Return a statement with SQLite's marks for values, as Django's own cursor writes them."""
    return sql.replace("%%", "\0").replace("%s", "?").replace("\0", "%")


def _cursor(connection: Any) -> Any:
    """Return a cursor for a statement that is asked again and again.

    PostgreSQL keeps such a statement as it has planned it, as long as the connection lasts: to plan a query of nine
    tables takes it longer than to answer. Django's own cursors write the values into each statement, so that no two are
    the same.
    """
    if connection.vendor != "postgresql":
        return connection.cursor()
    from django.db.backends.postgresql import base

    kind: Any = base.ServerBindingCursor  # its stubs know no arguments
    connection.ensure_connection()
    connection.connection.prepared_max = KEPT
    return connection._prepare_cursor(kind(connection.connection))
