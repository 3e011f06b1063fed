"""Every migration, run from the first, makes the tables the models describe; the suite's own come from the models."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.db import connection

from tests.core.described import described

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def replayed(django_db_setup: None) -> dict[str, Any]:
    """Return the tables that all migrations make, one after the other."""
    return _told("replayed")


@pytest.mark.django_db
def test_the_migrations_make_the_tables_the_models_describe(replayed: dict[str, Any]) -> None:
    here = json.loads(json.dumps(described(connection)))
    assert len(here) > 100
    assert set(replayed) == set(here)
    # what libraries number with 32 bits by their migrations and 64 by their models is theirs
    ours = {
        model._meta.db_table
        for app in apps.get_app_configs()
        if app.name.startswith("limen.")
        for model in app.get_models(include_auto_created=True)
    }
    assert len(ours) > 100
    for table in sorted(ours | {"triggers"}):
        assert replayed[table] == here[table], table


@pytest.mark.django_db
def test_a_new_node_has_the_tables_that_all_migrations_make_the_libraries_as_well(replayed: dict[str, Any]) -> None:
    made = _told("at_once")
    assert set(made) == set(replayed)
    for table in sorted(made):
        assert made[table] == replayed[table], table


def _told(how: str) -> dict[str, Any]:
    """Return the tables of a database that is made in a process of its own."""
    name = "" if connection.vendor == "sqlite" else f"{settings.DATABASES['default']['NAME']}_{how}"
    told = subprocess.run(
        [sys.executable, "-W", "error", "-m", "tests.core.described", how, name],
        cwd=ROOT,
        env={
            **os.environ,
            "LIMEN_REPLAY": "1",
            "PYTHONPATH": os.pathsep.join(["src", os.environ.get("PYTHONPATH", "")]),
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert told.returncode == 0, told.stderr
    found: dict[str, Any] = json.loads(told.stdout)
    return found
