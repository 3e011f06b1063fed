"""How a view says who may come to it. Without a word, only an enrolled officer at a desk."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

View = TypeVar("View", bound=Callable[..., Any])

OPEN, PASSWORD, SIGNED_IN, DESK = "open", "password", "signed in", "desk"


def door(who: str) -> Callable[[View], View]:
    """Say who may come to a view: ``open``, ``password``, ``signed in`` or ``desk``, each asking more than the last."""

    def said(view: View) -> View:
        view.limen_door = who  # type: ignore[attr-defined]  # an attribute of ours on the view
        return view

    return said


open_to_all = door(OPEN)
"""Let anybody come: the public site, health."""

without_desk = door(SIGNED_IN)
"""Let an enrolled, signed-in account come before it has chosen a desk."""


def unattended(view: View) -> View:
    """Say that the page asks for this by itself: it does not keep an idle session alive."""
    view.limen_unattended = True  # type: ignore[attr-defined]  # an attribute of ours on the view
    return view


def door_of(view: Any) -> str:
    """Return who may come to a view. The sign-in library's own views keep their own door."""
    named = getattr(view, "limen_door", None)
    if named is not None:
        return str(named)
    return OPEN if getattr(view, "__module__", "").startswith("allauth.") else DESK
