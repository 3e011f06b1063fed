"""Migrations write tables without an act; they say so by name and the guard lets them pass."""

from __future__ import annotations

from contextlib import ExitStack
from typing import Any

from limen.kernel import opened

_migrating = ExitStack()


def begin(**_: Any) -> None:
    """Let the schema change: migrations are maintenance, not acts."""
    _migrating.close()
    _migrating.enter_context(opened("maintenance.migrate"))


def end(**_: Any) -> None:
    """Shut the door after the schema has changed."""
    _migrating.close()
