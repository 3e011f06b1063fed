"""The ``limen`` command: each room of the house adds its own verbs."""

from __future__ import annotations

import importlib
from functools import lru_cache

import typer

ROOMS: tuple[tuple[str, str], ...] = (
    ("limen.config.cli", ""),
    ("limen.config.acts_cli", ""),
    ("limen.config.bench_cli", ""),
    ("limen.core.clocks.cli", "clocks"),
    ("limen.core.ledger.cli", "ledger"),
    ("limen.core.people.cli", "people"),
    ("limen.core.watchlists.cli", "lists"),
    ("limen.core.watchlists.screen_cli", ""),
    ("limen.exchange.emrtd.cli", "emrtd"),
    ("limen.exchange.mrz.cli", "mrz"),
    ("limen.exchange.paxlst.cli", "manifest"),
    ("limen.exchange.pnrgov.cli", "pnr"),
    ("limen.law.cli", "law"),
    ("limen.offices.inspections.cli", "inspections"),
    ("limen.offices.removal.cli", "removal"),
    ("limen.offices.sevis.cli", "sevis"),
    ("limen.portal.cli", "site"),
)
"""Dotted path of a module with a ``cli`` typer application, and the verb it stands under.

The verbs of a room without one stand at the top.
"""

app = typer.Typer(
    name="limen",
    help="Border management and immigration enforcement: one record, every change an act under authority.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)


@app.callback()
def limen() -> None:
    """Border management and immigration enforcement."""


@lru_cache(maxsize=1)
def build() -> typer.Typer:
    """Return the application with every room's verbs attached, once."""
    for path, name in ROOMS:
        app.add_typer(importlib.import_module(path).cli, name=name or None)
    return app


def main() -> None:
    """Run the command line."""
    build()()
