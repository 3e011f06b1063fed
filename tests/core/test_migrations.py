"""Every migration, run from the first, makes the tables the models describe; the suite's own come from the models."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.db import connection

from tests.core.described import described

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.django_db
def test_the_migrations_make_the_tables_the_models_describe() -> None:
    name = "" if connection.vendor == "sqlite" else f"{settings.DATABASES['default']['NAME']}_replayed"
    told = subprocess.run(
        [sys.executable, "-W", "error", "-m", "tests.core.described", name],
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
    replayed, here = json.loads(told.stdout), json.loads(json.dumps(described(connection)))
    assert len(here) > 100
    replayed.pop("django_migrations")
    here.pop("django_migrations", None)
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
