"""What tables a database has: told of one that the migrations made, when run as a command.

Run in a process of its own (``python -m tests.core.described HOW NAME`` with ``LIMEN_REPLAY=1``), it makes a database
by running every migration from the first (``replayed``) or as a new node does (``at_once``), prints what is there as
JSON, and takes the database away.
"""

from __future__ import annotations

import json
import sys
from typing import Any

TRIGGERS = {
    "sqlite": "SELECT name, tbl_name FROM sqlite_master WHERE type = 'trigger'",
    "postgresql": (
        "SELECT tgname, relname FROM pg_trigger JOIN pg_class ON tgrelid = pg_class.oid WHERE NOT tgisinternal"
    ),
}
CHECKS = {
    "sqlite": "SELECT sql FROM sqlite_master WHERE type = 'table' AND name = %s",
    "postgresql": (
        "SELECT pg_get_constraintdef(pg_constraint.oid) FROM pg_constraint JOIN pg_class ON conrelid = pg_class.oid "
        "WHERE contype IN ('c', 'x') AND relname = %s"
    ),
}
"""Whatever else a table holds its rows to, as text; on SQLite the whole of it, of which the checks are taken."""


def described(connection: Any) -> dict[str, Any]:
    """Return the columns, keys, indexes and checks of every table, and the triggers, in an order of their own."""
    ask = connection.introspection
    with connection.cursor() as cursor:
        found = {name: _table(connection, ask, cursor, name) for name in sorted(ask.table_names(cursor))}
        cursor.execute(TRIGGERS[connection.vendor])
        found["triggers"] = sorted(list(row) for row in cursor.fetchall())
    return found


def _table(connection: Any, ask: Any, cursor: Any, name: str) -> dict[str, Any]:
    columns = {
        column.name: [ask.get_field_type(column.type_code, column), column.null_ok]
        for column in ask.get_table_description(cursor, name)
    }
    held = [
        [one["columns"], one["primary_key"], one["unique"], one["foreign_key"], one["check"], one.get("orders", [])]
        for one in ask.get_constraints(cursor, name).values()
    ]
    cursor.execute(CHECKS[connection.vendor], [name])
    checks = [text for (text,) in cursor.fetchall()]
    if connection.vendor == "sqlite":
        checks = [part for text in checks for part in _within(text, "CHECK ")]
    return {"columns": columns, "constraints": sorted(held, key=repr), "checks": sorted(checks)}


def _within(sql: str, word: str) -> list[str]:
    """Return what stands in the brackets after each occurrence of a word."""
    found = []
    for part in sql.split(word)[1:]:
        depth = 0
        for end, letter in enumerate(part):
            depth += (letter == "(") - (letter == ")")
            if depth == 0:
                found.append(part[: end + 1])
                break
    return found


def _at_once(connection: Any) -> None:
    """Make a database as a new node's is made."""
    from limen.config import start, tables

    name = connection.creation._create_test_db(verbosity=0, autoclobber=True)
    connection.close()
    connection.settings_dict["NAME"] = name
    assert tables.is_new(connection)
    start.migrate()
    assert not start.pending()


if __name__ == "__main__":
    import django

    django.setup()
    from django.db import connection

    how, name = sys.argv[1:]
    connection.settings_dict["TEST"]["NAME"] = name or None
    before = connection.settings_dict["NAME"]
    if how == "at_once":
        _at_once(connection)
    else:
        connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    print(json.dumps(described(connection)))  # noqa: T201  the answer to whoever started this process
    connection.creation.destroy_test_db(before, verbosity=0)
