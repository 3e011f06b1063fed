"""Nothing changes a record but an act: no other module writes, and the database layer refuses what would."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

import pytest
from django.apps import apps
from django.db import connection, models, transaction

from limen.core.ledger.models import Entry
from limen.core.records import Record, WriteOutsideDoor, guarded_tables
from limen.kernel import REGISTER
from tests.architecture.source import Source, imports, sources

WRITES = frozenset(
    {
        *("save", "create", "delete", "update", "bulk_create", "bulk_update", "get_or_create", "update_or_create"),
        *("asave", "acreate", "adelete", "aupdate", "abulk_create", "abulk_update", "aget_or_create"),
        "aupdate_or_create",
    }
)
BY_NAME = frozenset({"insert", "insert_all", "insert_values", "save_row"})
"""Our own ways to write rows, which are called by their names alone."""

RAW = re.compile(
    r"^\s*(?:INSERT\s+INTO|INSERT\s+OR|UPDATE\s+\w+\s+SET|DELETE\s+FROM|REPLACE\s+INTO|TRUNCATE)\b", re.IGNORECASE
)
PLAIN = frozenset({"facts", "personal", "told"})
"""Dictionaries of a scene, which are updated like a query is."""

WITHOUT_DATABASE = ("limen/exchange/", "limen/law/", "limen/screening/")
"""Plain Python that may not import Django: what it saves are files and images. An import contract holds it to that."""

ALLOWED = {
    "limen/kernel/door.py": "the door itself: it saves the record that an act returned",
    "limen/core/rows.py": "how a row is written, whoever writes it: what it cannot write itself it leaves to Django",
    "limen/core/store.py": "the store behind the door: it writes the record in its new state",
    "limen/core/ledger/chain.py": "the ledger appends the entry of the act or the read, and the key that was used",
    "limen/core/ledger/verify.py": "an anchor is a statement about the chain, signed and kept beside it",
    "limen/core/access/models.py": "the sign-in library saves what signing in sets; save() refuses the rest",
    "limen/core/access/backends.py": "a wrong password is counted though nobody is signed in who could act",
    "limen/core/ledger/outbox.py": "a message that left the outbox is marked as sent",
    "limen/core/lookouts/engine.py": "the index of lookouts is saved as files; no table is written",
    "limen/core/custody/rules.py": "stints and decisions of a stay: called by acts of custody alone",
    "limen/config/demo.py": "the demonstration's officers get the sign-in library's second factor anew",
    "limen/offices/inspections/booking.py": "what the act that receives bookings does: called by acts of voyages alone",
    "limen/offices/inspections/directing.py": "a changed directive goes out: called by acts of travellers alone",
    "limen/offices/inspections/listing.py": "what the acts that receive lists do: called by acts of voyages alone",
}
"""Modules that write without being an act's module, each with the reason."""

STATEMENTS = {"limen/core/rows.py": "those that Django would write for a row, letter for letter, made once a table"}
"""Modules in which a statement that writes stands, each with the reason; the guard reads these like any other."""

OPENED = {
    "limen/kernel/door.py": "perform",
    "limen/core/ledger/chain.py": "a read is an entry",
    "limen/core/ledger/verify.py": "an anchor is kept",
    "limen/core/ledger/maintenance.py": "a migration moves rows",
    "limen/core/ledger/outbox.py": "the outbox is marked",
}
"""Modules that hold the door open, each with what for."""

HELPERS = {
    "limen.core.custody.rules": {"KIND_OF_PLACE", "alone_marks", "family_here", "is_juvenile", "open_stay", "unit_of"},
    "limen.offices.inspections.booking": set(),
    "limen.offices.inspections.directing": {"HELD_WHY", "directive_for", "hit_priority", "holds"},
    "limen.offices.inspections.listing": set(),
}
"""Modules that write for acts, with what of them others may use: what writes nothing."""


def writes(source: Source) -> Iterator[ast.Call]:
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in BY_NAME:
            yield node
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in WRITES):
            continue
        if node.func.attr not in ("update", "aupdate") or _of_a_query(node, node.func.value):
            yield node


def _of_a_query(call: ast.Call, receiver: ast.expr) -> bool:
    """Tell ``rows.update(a=1)`` from ``mapping.update(other)``: a query is updated by keywords alone."""
    if call.args or not call.keywords or any(item.arg is None for item in call.keywords):
        return False
    return not (isinstance(receiver, ast.Attribute) and receiver.attr in PLAIN)


def is_acts_module(source: Source) -> bool:
    modules = {act.__module__ for act in REGISTER.values()}
    return source.module in modules


def test_only_acts_write() -> None:
    found = {
        source.path
        for source in sources()
        if not source.path.startswith(WITHOUT_DATABASE) and not is_acts_module(source) and any(writes(source))
    }
    assert found == set(ALLOWED)


def test_no_statement_that_writes_stands_in_the_code() -> None:
    found = {
        source.path
        for source in sources()
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and RAW.match(node.value)
    }
    assert found == set(STATEMENTS)


def test_an_act_writes_only_while_it_is_applied() -> None:
    """Whether an act may be done is asked without doing it: a guard and the choice of authority write nothing."""
    found = [
        f"{source.path}:{call.lineno}"
        for source in sources()
        if is_acts_module(source)
        for node in ast.walk(source.tree)
        if isinstance(node, ast.FunctionDef) and node.name in ("guard", "authority")
        for call in writes(Source(source.path, source.text, ast.Module([node], [])))
    ]
    assert found == []


def test_the_door_is_held_open_by_few() -> None:
    found = {
        source.path
        for source in sources()
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "opened"
    }
    assert found == set(OPENED)


@pytest.mark.parametrize("helper", HELPERS)
def test_what_writes_for_acts_is_called_by_acts_alone(helper: str) -> None:
    room, _, name = helper.rpartition(".")
    strangers = [
        (source.path, item)
        for source in sources()
        if not is_acts_module(source)
        for module, item in imports(source)
        if (module == helper and item not in HELPERS[helper]) or (module, item) == (room, name)
    ]
    assert strangers == []


def test_every_table_of_ours_is_guarded_but_one_that_says_why() -> None:
    ours = {model for model in apps.get_models(include_auto_created=True) if model.__module__.startswith("limen.")}
    bare = {model._meta.label: model.written_outside_door for model in ours if hasattr(model, "written_outside_door")}
    assert set(bare) == {"access.Account"}
    assert all(len(reason) > 20 for reason in bare.values())
    assert {model._meta.db_table for model in ours} - guarded_tables() == {"access_account"}


@pytest.mark.django_db
@pytest.mark.parametrize("table", sorted({"people_person", "inspections_inspection", "lookouts_lookout"}))
@pytest.mark.parametrize(
    "sql",
    [
        "INSERT INTO {} (id) VALUES ('x')",
        "UPDATE {} SET state = 'x'",
        'update "{}" set state = 1',
        "DELETE FROM {}",
        "WITH x AS (SELECT 1) DELETE FROM {}",
    ],
)
def test_a_statement_that_writes_is_refused_while_no_act_is_done(table: str, sql: str) -> None:
    with pytest.raises(WriteOutsideDoor), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql.format(table))


@pytest.mark.django_db
@pytest.mark.parametrize(
    "model",
    [model for model in apps.get_models() if model.__module__.startswith("limen.")],
    ids=lambda model: model._meta.label,
)
def test_no_row_of_ours_is_changed_or_deleted_outside_an_act(model: type[models.Model]) -> None:
    rows = model._default_manager
    if getattr(model, "written_outside_door", ""):
        with pytest.raises(WriteOutsideDoor), transaction.atomic():
            model().save()
        return
    with pytest.raises(WriteOutsideDoor), transaction.atomic():
        rows.filter(pk__isnull=False).update(**{_plain(model): None})
    if not issubclass(model, Record):
        return
    with pytest.raises(WriteOutsideDoor), transaction.atomic():
        model(state="x").save(force_insert=True)


def _plain(model: type[models.Model]) -> str:
    fields = [item for item in model._meta.concrete_fields if not isinstance(item, models.GeneratedField)]
    return next(item.attname for item in fields if not item.primary_key)


@pytest.mark.django_db
def test_reading_needs_no_door() -> None:
    assert Entry.objects.count() >= 0
