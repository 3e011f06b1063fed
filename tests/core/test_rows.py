"""Rows written by statements that are kept: letter for letter those that Django would write for them."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from django.apps import apps
from django.db import DatabaseError, connection, models, transaction
from django.db.models import F
from django.db.models.signals import post_save
from django.db.models.sql import InsertQuery, UpdateQuery
from django.test.utils import CaptureQueriesContext

from limen.core import rows
from limen.core.ledger.models import Entry, EntrySubject
from limen.core.people.models import Person
from limen.core.rows import Swift, insert, insert_all, insert_values, inserted, save_row
from limen.core.ways import ways
from limen.kernel import opened, uuid7
from tests.factories import Service

MODELS: list[Any] = sorted((model for model in apps.get_models() if issubclass(model, Swift)), key=lambda m: m.__name__)
OWN_MANNER = {"Paper", "BatchContent"}
"""Models with a column that is written in a manner of its own, which are left to Django."""

pytestmark = pytest.mark.django_db


def written(model: Any, *, generated: bool = False) -> list[Any]:
    return [
        field
        for field in model._meta.local_concrete_fields
        if not field.generated and (generated or field is not model._meta.auto_field)
    ]


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_a_row_is_inserted_as_django_inserts_it(model: Any) -> None:
    fields, back = written(model), model._meta.db_returning_fields
    query = InsertQuery(model)
    query.insert_values(fields, [model()], raw=False)
    compiler: Any = query.get_compiler(connection=connection)
    compiler.returning_fields = back
    names, wanted = tuple(field.attname for field in fields), tuple(field.attname for field in back)
    ours = rows._insertion(model, names, 1, wanted, connection.vendor)
    assert ours == ("" if model.__name__ in OWN_MANNER else compiler.as_sql()[0][0])


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_a_row_is_updated_as_django_updates_it(model: Any) -> None:
    fields = [field for field in written(model) if not field.primary_key]
    row = model()
    query = model._base_manager.filter(pk=row.pk or 1).query.chain(UpdateQuery)
    query.add_update_fields([(field, None, field.pre_save(row, add=False)) for field in fields])
    sql, _ = query.get_compiler(connection=connection).as_sql()
    ours = rows._update(model, tuple(field.attname for field in fields), connection.vendor)
    assert ours == ("" if model.__name__ in OWN_MANNER else sql.replace(" = NULL", " = %s"))


def test_the_values_go_through_their_fields(service: Service) -> None:
    """What is written is what Django's own writing leaves in the table, column by column."""
    known = service.person()
    columns = [field.attname for field in Person._meta.concrete_fields]
    with opened("maintenance.test"):
        twin = Person(**{name: getattr(known, name) for name in columns} | {"id": uuid7()})
        models.Model._do_insert(  # type: ignore[attr-defined]  # Django's own, which the statements stand in for
            twin, Person._base_manager, "default", written(Person), [], raw=True
        )
    mine, theirs = (Person.objects.filter(pk=pk).values(*columns).get() for pk in (known.pk, twin.pk))
    assert {**mine, "id": None} == {**theirs, "id": None}


def test_a_value_that_the_database_reckons_is_left_to_it(service: Service) -> None:
    person = service.person()
    held = person.version
    person.version = F("version") + 1
    with opened("maintenance.test"):
        person.save()
    assert Person.objects.get(pk=person.pk).version == held + 1


def test_a_row_that_is_not_there_is_not_updated(service: Service) -> None:
    person = service.person()
    ghost = Person(id=uuid7(), folded="nobody")
    with opened("maintenance.test"), pytest.raises(DatabaseError), transaction.atomic():
        ghost.save(force_update=True)
    assert list(Person.objects.values_list("pk", flat=True)) == [person.pk]


def test_a_new_row_is_told_what_the_database_gave_it(service: Service) -> None:
    last = Entry.objects.order_by("seq").last()
    with opened("maintenance.test"):
        entry = Entry(node="elsewhere", seq=1, previous=last.hash, hash="0" * 64, body=last.body)
        insert(entry)
    kept = Entry.objects.get(node="elsewhere")
    columns = [field.attname for field in Entry._meta.concrete_fields]
    assert [vars(entry)[name] for name in columns] == [vars(kept)[name] for name in columns]
    assert not entry._state.adding


def test_a_row_that_is_its_values_is_the_record_that_is_read_back(service: Service) -> None:
    last = Entry.objects.order_by("seq").last()
    said = {"node": "elsewhere", "seq": 1, "previous": last.hash, "hash": "0" * 64, "body": last.body}
    with opened("maintenance.test"):
        entry = inserted(Entry, said)
    kept = Entry.objects.get(node="elsewhere")
    assert entry == kept
    assert {name: vars(entry)[name] for name in said} == said
    assert not entry._state.adding
    assert entry.act == kept.act == json.loads(last.body)["act"]


def test_several_rows_go_in_one_statement(service: Service) -> None:
    service.person()
    entry = Entry.objects.order_by("seq").last()
    refs = [uuid7() for _ in range(2 * rows.TOGETHER + 1)]
    with opened("maintenance.test"), CaptureQueriesContext(connection) as asked:
        insert_all([EntrySubject(entry=entry, record="people.person", ref=ref) for ref in refs])
        insert_all([])
    assert len(asked.captured_queries) == 3
    assert set(EntrySubject.objects.filter(ref__in=refs).values_list("ref", "entry")) == {
        (ref, entry.pk) for ref in refs
    }


def test_values_alone_make_rows_too(service: Service) -> None:
    service.person()
    entry = Entry.objects.order_by("seq").last()
    refs = [uuid7() for _ in range(rows.TOGETHER + 1)]
    with opened("maintenance.test"), CaptureQueriesContext(connection) as asked:
        insert_values(EntrySubject, ("entry_id", "record", "ref"), [(entry.pk, "people.person", ref) for ref in refs])
        insert_values(EntrySubject, ("entry_id", "record", "ref"), [])
    assert len(asked.captured_queries) == 2
    found = EntrySubject.objects.filter(ref__in=refs).values_list("entry", "record", "ref")
    assert set(found) == {(entry.pk, "people.person", ref) for ref in refs}


SAMPLES: list[Any] = [
    *("", "Anna", "17", 0, 7, 2**31, True, False, None, 2.5),
    *(UUID(int=5), str(UUID(int=5)), date(2026, 11, 30), "2026-11-30"),
    *(datetime(2026, 11, 30, 8, 0, 1, 5, UTC), datetime(2026, 11, 30, 8, tzinfo=ZoneInfo("America/New_York"))),
    *(datetime(2026, 11, 30, 8, tzinfo=timezone(timedelta(hours=3))), datetime(2026, 11, 30, tzinfo=UTC)),
]


def outcome(taken: Any, value: Any) -> Any:
    try:
        found = taken(value, connection)
    except Exception as error:  # noqa: BLE001  whatever a field raises is what it does with the value
        return type(error)
    return type(found), found if isinstance(found, bool | int | float | str | date | UUID | None) else str(found)


@pytest.mark.filterwarnings("ignore:DateTimeField")
@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_a_value_is_taken_as_its_field_takes_it(model: Any) -> None:
    fields = written(model, generated=True)
    for way in ways(model, tuple(field.attname for field in fields), connection.vendor):
        for value in SAMPLES:
            as_ever = None if value is None else outcome(way.field.get_db_prep_save, value)
            assert (value is None and way.taken(None, connection) is None) or outcome(way.taken, value) == as_ever, (
                way.name,
                value,
            )
            if type(value) is way.same:
                assert outcome(way.field.get_db_prep_save, value) == (type(value), value), (way.name, value)


def test_a_record_is_kept_as_it_is_saved(service: Service) -> None:
    person = service.person()
    before = person.changed_at
    person.surname = "Lindqvist"
    with opened("maintenance.test"), CaptureQueriesContext(connection) as asked:
        save_row(person)
    assert [text["sql"].split()[0] for text in asked.captured_queries] == ["UPDATE"]
    found = Person.objects.get(pk=person.pk)
    assert (found.surname, found.created_at) == ("Lindqvist", person.created_at)
    assert found.changed_at == person.changed_at > before
    with opened("maintenance.test"):
        save_row(Person(**{**{name: getattr(person, name) for name in ("state", "surname")}, "id": uuid7()}))
    assert Person.objects.filter(surname="Lindqvist").count() == 2


def test_a_record_that_somebody_listens_to_is_saved_as_ever(service: Service) -> None:
    person, heard = service.person(), []

    def hear(**told: Any) -> None:
        heard.append(told["instance"])

    post_save.connect(hear, sender=Person)
    try:
        with opened("maintenance.test"):
            save_row(person)
    finally:
        post_save.disconnect(hear, sender=Person)
    assert heard == [person]


def test_a_record_with_a_way_of_its_own_is_saved_in_it(monkeypatch: pytest.MonkeyPatch, service: Service) -> None:
    person, saved = service.person(), []

    def save(row: Person) -> None:
        saved.append(row)

    monkeypatch.setattr(Person, "save", save)
    with opened("maintenance.test"):
        save_row(person)
    assert saved == [person]


def test_a_value_that_is_to_be_reckoned_is_reckoned_when_a_record_is_kept(service: Service) -> None:
    person = service.person()
    held = person.version
    person.version = F("version") + 1
    with opened("maintenance.test"):
        save_row(person)
    assert Person.objects.get(pk=person.pk).version == held + 1
