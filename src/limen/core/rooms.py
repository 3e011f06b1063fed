"""How a room joins the house: its acts, transition tables and readers are read when Django starts."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec
from types import ModuleType

from django.apps import AppConfig


class RoomConfig(AppConfig):
    """An app whose ``workflow`` (it imports the acts) and ``queries`` (the readers) are read at start."""

    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Read the room's transition tables and readers, so that its acts, permissions and records are known."""
        from limen.core import reading

        self._module("workflow")
        queries = self._module("queries")
        readers = getattr(queries, "READERS", None)
        if readers:
            reading.register(
                readers,
                shown=getattr(queries, "SHOWN", None),
                addresses=getattr(queries, "ADDRESSES", None),
                lookups=getattr(queries, "LOOKUPS", None),
                choices=getattr(queries, "CHOICES", None),
            )

    def _module(self, name: str) -> ModuleType | None:
        path = f"{self.name}.{name}"
        return import_module(path) if find_spec(path) is not None else None
