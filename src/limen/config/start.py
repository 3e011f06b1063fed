"""Waking Django for a command, and not before the command needs it."""

from __future__ import annotations

import os
from pathlib import Path

DEMO = "limen.config.settings.demo"
BASE = "limen.config.settings.base"


def wake(settings: str = BASE, *, data: Path | None = None) -> None:
    """Start Django once.

    Args:
        settings: the settings module, unless the environment names one.
        data: the data directory, unless the environment names one.
    """
    from django.apps import apps

    if apps.ready:
        return
    if data is not None:
        os.environ["LIMEN_DATA"] = str(data)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", settings)
    import django

    from limen.kernel.memory import loading

    with loading():
        django.setup()


def migrate(*, verbosity: int = 0) -> None:
    """Bring the database up to date; a new one gets its tables at once."""
    from django.core.management import call_command
    from django.db import connection

    from limen.config import tables

    if tables.is_new(connection):
        tables.make(connection)
    call_command("migrate", interactive=False, verbosity=verbosity)


def pending() -> list[str]:
    """Return the migrations that have not been applied."""
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _backwards in plan]


def collect_static(stamp: Path) -> bool:
    """Gather the static files, unless none has changed since the stamp was written; return whether they were gathered.

    Args:
        stamp: a file that remembers what was gathered last.
    """
    from django.core.management import call_command

    found = _static_print()
    if stamp.is_file() and stamp.read_text(encoding="ascii") == found:
        return False
    call_command("collectstatic", interactive=False, verbosity=0, clear=True)
    stamp.write_text(found, encoding="ascii")
    return True


def _static_print() -> str:
    """Return a digest of every static file's name, size and time."""
    import hashlib

    from django.contrib.staticfiles.finders import get_finders

    digest = hashlib.sha256()
    for finder in get_finders():
        for name, storage in finder.list([]):
            status = Path(storage.path(name)).stat()
            digest.update(f"{name}\0{status.st_size}\0{status.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def serve(host: str, port: int, *, workers: int, threads: int, certificate: Path | None, key: Path | None) -> None:
    """Serve until stopped.

    Args:
        host: the address to listen on.
        port: the port.
        workers: processes; each takes requests by itself.
        threads: requests a worker takes at once.
        certificate: TLS certificate chain (PEM); plain http when absent.
        key: its private key (PEM).
    """
    from granian import Granian
    from granian.constants import Interfaces
    from granian.log import LogLevels

    Granian(
        "limen.config.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=threads,
        websockets=False,
        respawn_failed_workers=True,
        log_level=LogLevels.warning,
        ssl_cert=certificate,
        ssl_key=key,
    ).serve()
