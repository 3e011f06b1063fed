"""How a room joins the house: its acts and transition tables are read when Django starts."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec

from django.apps import AppConfig


class RoomConfig(AppConfig):
    """An app whose ``workflow`` (which imports its acts) is read at start."""

    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Read the room's transition tables, so that its acts and permissions are known."""
        if find_spec(f"{self.name}.workflow") is not None:
            import_module(f"{self.name}.workflow")
