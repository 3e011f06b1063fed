"""The tables of a new database: ours are made from the models at once, and every migration of ours stands as applied.

To replay each migration from the first takes most of a minute, for Django models the whole service anew at every step.
What libraries bring is made by their own migrations. A test replays all of them once and compares the tables.
"""

from __future__ import annotations

from typing import Any

LIBRARIES = ("contenttypes", "auth")
"""The libraries whose tables ours refer to."""


def is_new(connection: Any) -> bool:
    """Return whether a database has no table yet."""
    with connection.cursor() as cursor:
        return not connection.introspection.table_names(cursor)


def make(connection: Any) -> None:
    """Make the tables of a new database, but for those of libraries that ours do not refer to; all of it or nothing.

    Args:
        connection: the connection to a database without a table.
    """
    from django.apps import apps
    from django.core.management import call_command
    from django.db import router
    from django.db.migrations.loader import MigrationLoader
    from django.db.migrations.recorder import MigrationRecorder

    from limen.core.ledger import triggers

    for label in LIBRARIES:
        call_command("migrate", label, interactive=False, verbosity=0)
    ours = [config for config in apps.get_app_configs() if config.name.startswith("limen.")]
    recorder = MigrationRecorder(connection)
    written = sorted(MigrationLoader(connection).disk_migrations)
    labels = {config.label for config in ours}
    with connection.schema_editor() as editor:
        for config in ours:
            for model in router.get_migratable_models(config, connection.alias, include_auto_created=False):
                if model._meta.can_migrate(connection):  # noqa: SLF001  Django's public interface of a model
                    editor.create_model(model)
        triggers.put_up(editor)
        for label, name in written:
            if label in labels:
                recorder.record_applied(label, name)
