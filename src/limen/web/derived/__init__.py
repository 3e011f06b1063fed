"""Pages that derive from an act's declaration: its form, the page that does it, and the page of any record.

``act_form(act, data=None, *, record=None, viewer=None, initial=None, suggest=False)`` and
``submit(request, act, record=None, *, data=None, suggest=False)`` are what an office's own pages use.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from limen.web.derived.doing import do, submit
    from limen.web.derived.forms import ActForm, act_form

__all__ = ["ActForm", "act_form", "do", "submit"]


def __getattr__(name: str) -> Any:
    """Import on first use: Django imports the package before models may be."""
    from importlib import import_module

    for part in ("doing", "forms"):
        found = getattr(import_module(f"{__name__}.{part}"), name, None) if name in __all__ else None
        if found is not None:
            return found
    raise AttributeError(name)
