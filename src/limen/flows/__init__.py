"""Stories that cross offices, one file each. A flow listens for an act and does the next one, in the same transaction.

A flow that fails refuses the act that caused it: no story is left half told.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from pkgutil import iter_modules
from typing import Any

from limen.kernel import Act, Record, Scene

Listener = Callable[[Any, Any, Scene, Any], None]
"""Called with the act, the record, the scene and the ledger entry."""


class Teller:
    """Tells the flows, as the door asks.

    Args:
        flows: act key to the listeners that wait for it.
    """

    def __init__(self, flows: Mapping[str, tuple[Listener, ...]]) -> None:
        self._flows = flows

    def tell(self, act: Act, record: Record, scene: Scene, entry: Any) -> None:
        """Tell whoever listens for the act."""
        for listener in self._flows.get(act.declaration.key, ()):
            listener(act, record, scene, entry)


def all_flows() -> dict[str, tuple[Listener, ...]]:
    """Return what every flow module's ``LISTENS`` asks for."""
    found: dict[str, tuple[Listener, ...]] = {}
    for module in iter_modules(__path__):
        listens: Mapping[str, Listener] = import_module(f"{__name__}.{module.name}").LISTENS
        for key, listener in listens.items():
            found[key] = (*found.get(key, ()), listener)
    return found
