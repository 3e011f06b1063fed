"""Lawful examples of the acts of apprehension and processing."""

from __future__ import annotations

from collections.abc import Callable

from tests.architecture.making import Example, Made

EXAMPLES: dict[str, Callable[[Made], Example]] = {}
