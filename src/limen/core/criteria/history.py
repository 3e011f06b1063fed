"""Where the past is found that a criterion is tried against: each office that knows journeys offers its own.

An office names it ``HISTORY`` in a module ``travelled``: ``HISTORY(since, until)`` yields the journeys of those days, a
voyage or the like at a time. The core knows no office by name.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from importlib import import_module
from importlib.util import find_spec

from django.apps import apps

from limen.core.criteria.rules import TravelFacts


@dataclass(frozen=True, slots=True)
class Lived:
    """A journey that was made, and what came of it.

    Args:
        facts: what was known of it.
        found: whether an officer found something; None where nobody was inspected.
    """

    facts: TravelFacts
    found: bool | None


Source = Callable[[date, date], Iterator[Sequence[Lived]]]


@lru_cache(maxsize=1)
def _sources() -> tuple[Source, ...]:
    rooms = [config.name for config in apps.get_app_configs() if config.name.startswith("limen.")]
    return tuple(import_module(f"{name}.travelled").HISTORY for name in rooms if find_spec(f"{name}.travelled"))


def journeys(since: date, until: date) -> Iterator[Sequence[Lived]]:
    """Yield the journeys from one day to another, both included, of every office that knows any."""
    for source in _sources():
        yield from source(since, until)
