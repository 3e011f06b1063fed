"""The offices that work passes between: the key of each, and what people call it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, get_args

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from limen.kernel import Titled

OfficeKey = Literal[
    "inspections",
    "patrol",
    "investigations",
    "intelligence",
    "removal",
    "overseas",
    "attaches",
    "registration",
    "sevis",
    "oversight",
    "records",
    "portal",
]
"""The offices that work may pass to."""

OFFICES: tuple[str, ...] = get_args(OfficeKey)
TITLES: Mapping[str, Promise] = {
    "inspections": gettext_lazy("Immigration Inspections"),
    "patrol": gettext_lazy("Border Patrol"),
    "investigations": gettext_lazy("Investigations"),
    "intelligence": gettext_lazy("Intelligence"),
    "removal": gettext_lazy("Detention and Removal"),
    "overseas": gettext_lazy("Overseas"),
    "attaches": gettext_lazy("Foreign Attachés"),
    "registration": gettext_lazy("Special Registration"),
    "sevis": gettext_lazy("SEVIS"),
    "oversight": gettext_lazy("Oversight"),
    "records": gettext_lazy("Records and redress"),
    "portal": gettext_lazy("Public liaison"),
}
"""What each office is called, on its own pages and where another office names it."""

OF_AN_OFFICE = Titled(TITLES)
"""Marks a field of an act that holds the key of an office."""


def office_title(key: str) -> str:
    """Return what people call an office; nothing for none, and the key as words for one that is not known here."""
    return str(TITLES[key]) if key in TITLES else _(key.replace("_", " ").capitalize()) if key else ""


def offices() -> list[tuple[str, str]]:
    """Return the offices that work is sent to, each with its title."""
    return [(key, office_title(key)) for key in OFFICES]
