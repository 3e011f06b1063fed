"""The ledger app."""

from django.apps import AppConfig
from django.db.backends.signals import connection_created
from django.db.models.signals import post_migrate, pre_migrate


class LedgerConfig(AppConfig):
    """Puts the write guard on every connection."""

    name = "limen.core.ledger"
    label = "ledger"
    verbose_name = "Ledger"

    def ready(self) -> None:
        """Guard connections opened from now on, and let migrations through."""
        from limen.core.ledger import maintenance
        from limen.core.records import install_guard

        connection_created.connect(install_guard, dispatch_uid="limen.guard")
        pre_migrate.connect(maintenance.begin, dispatch_uid="limen.migrate.begin")
        post_migrate.connect(maintenance.end, dispatch_uid="limen.migrate.end")
