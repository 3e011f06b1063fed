"""Statements that are given to the database directly are as safe as any other."""

from __future__ import annotations

from threading import Thread
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.db.transaction import TransactionManagementError
from django.db.utils import DatabaseError as AnyDatabaseError

from limen.core.direct import answered
from limen.core.people.models import Person
from limen.core.records import WriteOutsideDoor
from limen.kernel import opened
from tests.factories import Service

pytestmark = pytest.mark.django_db
COUNT = "SELECT COUNT(*) FROM people_person WHERE surname LIKE %s"


def test_rows_come_back_and_so_does_how_many_were_changed(service: Service) -> None:
    person = service.person(surname="100%s")
    assert answered(connection, "SELECT %s, '100%%'", ["a?"], back=True)[0] == [("a?", "100%")]
    key = Person._meta.pk.get_db_prep_value(person.pk, connection)
    change = "UPDATE people_person SET surname = %s WHERE id = %s"
    with opened("maintenance.test"):
        assert answered(connection, change, ["Ek", key], back=False)[1] == 1
        assert (
            answered(
                connection, change, ["Ek", Person._meta.pk.get_db_prep_value(service.jfk.id, connection)], back=False
            )[1]
            == 0
        )
    assert answered(connection, COUNT, ["E%"], back=True)[0] == [(1,)]


def test_the_guard_hears_of_a_write(service: Service) -> None:
    service.person()
    with pytest.raises(WriteOutsideDoor):
        answered(connection, "UPDATE people_person SET surname = %s", ["Ek"], back=False)
    assert answered(connection, COUNT, ["Ek"], back=True)[0] == [(0,)]


def test_whoever_listens_to_statements_hears_these() -> None:
    heard: list[tuple[str, Any, str]] = []

    def listen(execute: Any, sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
        heard.append((sql, params, context["connection"].alias))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(listen):
        answered(connection, COUNT, ["E%"], back=True)
    assert heard == [(COUNT, ["E%"], connection.alias)]


def test_what_the_database_refuses_is_named_as_django_names_it(service: Service) -> None:
    person = service.person()
    key = Person._meta.pk.get_db_prep_value(person.pk, connection)
    with pytest.raises(AnyDatabaseError), transaction.atomic():
        answered(connection, "SELECT nothing FROM nowhere", [], back=True)
    with pytest.raises(IntegrityError), transaction.atomic(), opened("maintenance.test"):
        answered(connection, "UPDATE people_person SET surname = NULL WHERE id = %s", [key], back=False)


def test_a_transaction_that_broke_takes_no_more_statements() -> None:
    with transaction.atomic():
        connection.needs_rollback = True
        with pytest.raises(TransactionManagementError):
            answered(connection, COUNT, ["E%"], back=True)
        connection.needs_rollback = False


def test_another_thread_may_not_use_the_connection() -> None:
    refused: list[BaseException] = []
    mine = connection._connections[connection._alias]  # type: ignore[attr-defined]  # the connection itself, as this thread holds it

    def ask() -> None:
        try:
            answered(mine, COUNT, ["E%"], back=True)
        except DatabaseError as error:
            refused.append(error)

    other = Thread(target=ask)
    other.start()
    other.join()
    assert len(refused) == 1
