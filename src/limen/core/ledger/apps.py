"""The ledger app."""

from django.db.backends.signals import connection_created
from django.db.models.signals import post_migrate, pre_migrate

from limen.core.rooms import RoomConfig


class LedgerConfig(RoomConfig):
    """Puts the write guard on every connection."""

    name = "limen.core.ledger"
    label = "ledger"
    verbose_name = "Ledger"
    default = True

    def ready(self) -> None:
        """Read the tables, guard connections opened from now on, and let migrations through."""
        super().ready()
        from limen.core.ledger import maintenance
        from limen.core.records import install_guard

        connection_created.connect(install_guard, dispatch_uid="limen.guard")
        pre_migrate.connect(maintenance.begin, dispatch_uid="limen.migrate.begin")
        post_migrate.connect(maintenance.end, dispatch_uid="limen.migrate.end")
