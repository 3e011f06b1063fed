"""Lawful examples of the acts of decisions on custody."""

from __future__ import annotations

from collections.abc import Callable

from tests.architecture.making import Example, Made

EXAMPLES: dict[str, Callable[[Made], Example]] = {}
