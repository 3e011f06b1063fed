"""Fixtures the whole suite shares."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.test.testcases import TransactionTestCase
from hypothesis import HealthCheck, settings

from limen.kernel.memory import set_aside, undisturbed
from tests.factories import Service, open_service

DATABASE = {"db", "transactional_db", "django_db_reset_sequences", "django_db_serialized_rollback", "live_server"}
"""The fixtures through which a test uses the database."""

# how long a machine takes is measured in benchmarks; a busy one fails no property
settings.register_profile("limen", settings(), deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("limen")

SHARED = Path(__file__).resolve().parents[2] / "shared" / "data"


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let a second run, on another database, leave out what asks no database."""
    parser.addoption("--only-database", action="store_true", help="run only the tests that use the database")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out the tests that use no database, when asked to."""
    if config.getoption("--only-database"):
        used = [item for item in items if item.get_closest_marker("django_db") or DATABASE & set(_fixtures(item))]
        config.hook.pytest_deselected(items=[item for item in items if item not in set(used)])
        items[:] = used


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """Let Python's collector rest while tests are collected, and leave alone what was: it stays to the end."""
    undisturbed()
    try:
        return (yield)
    finally:
        set_aside()


def _fixtures(item: pytest.Item) -> list[str]:
    return list(getattr(item, "fixturenames", []))


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """Return the folder of real data kept beside the checkout, or skip."""
    if not SHARED.is_dir():
        pytest.skip("the real data kept beside the checkout is absent")
    return SHARED


@pytest.fixture
def service(db: None) -> Service:
    """Return a small service with an airport and a land port."""
    return open_service()


@pytest.fixture
def noon() -> Iterator[None]:
    """Tell the story on the day the scenes are set on, whatever day it is outside."""
    from tests.architecture.making import NOON

    with time_machine.travel(NOON, tick=True):
        yield


@pytest.fixture
def own_index(settings: Any, tmp_path: Path, noon: None) -> Iterator[None]:
    """Give the test an index of lookouts of its own."""
    from limen.core.lookouts import engine

    settings.LIMEN_INDEX = str(tmp_path / "index")
    engine.forget()
    yield
    engine.forget()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> None:
    """Do what migrations do beside making tables, since the suite's come from the models.

    The ledger's triggers are put up, and every migration stands as applied; that they lead to the same tables is
    tested once.
    """
    from django.db import connection
    from django.db.migrations.loader import MigrationLoader
    from django.db.migrations.recorder import MigrationRecorder

    from limen.core.ledger import triggers

    with django_db_blocker.unblock():
        with connection.schema_editor() as editor:
            triggers.put_up(editor)
        recorder = MigrationRecorder(connection)
        recorder.ensure_schema()
        for app, name in sorted(set(MigrationLoader(connection).disk_migrations) - set(recorder.applied_migrations())):
            recorder.record_applied(app, name)


@pytest.fixture(autouse=True, scope="session")
def _emptying_a_database_is_maintenance() -> Iterator[None]:
    """Let the suite, and nothing else, empty an append-only database between live-server tests."""
    from limen.core.ledger import triggers
    from limen.kernel import opened

    teardown = TransactionTestCase._fixture_teardown

    def emptied(case: Any) -> None:
        from django.db import connection

        with opened("maintenance.test"):
            with connection.cursor() as cursor:
                for trigger, table in triggers.names(connection.vendor):
                    on = f" ON {table}" if connection.vendor == "postgresql" else ""
                    cursor.execute(f"DROP TRIGGER IF EXISTS {trigger}{on}")
            teardown(case)
            with connection.schema_editor() as editor:
                triggers.put_up(editor)

    TransactionTestCase._fixture_teardown = emptied
    yield
    TransactionTestCase._fixture_teardown = teardown
