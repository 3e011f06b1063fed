"""Who may know of a lookout, and how much of it."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Q

from limen.core.access.gate import Viewer
from limen.core.lookouts.models import Lookout
from limen.core.lookouts.rules import discreet_actions
from limen.core.people.queries import visible

DETAIL = ("basis", "caveats", "source_key", "source_entry", "standing_why")
"""What only who needs the detail is told: at the counter the action and what to do first are enough."""


def knowable(viewer: Viewer, through: str = "") -> Q:
    """Return the condition for lookouts a viewer may know of.

    Those on people sealed from the viewer are left out, and those to be observed discreetly are for who may know of
    such, and for who nominated them.

    Args:
        viewer: who looks.
        through: the way to the lookout from the rows that are narrowed down, e.g. ``lookout__``.
    """
    whom = Q(**{f"{through}person": None})
    if viewer.may("people.view"):
        whom |= Q(**{f"{through}person__in": visible(viewer)})
    else:
        whom |= Q(**{f"{through}person__sealed": ""})
    if viewer.may("lookouts.view_discreet"):
        return whom
    own = Q(**{f"{through}nominated_by": viewer.account.id})
    return whom & (~Q(**{f"{through}action__in": discreet_actions(viewer.day)}) | own)


def told(rows: Iterable[Lookout], viewer: Viewer) -> None:
    """Leave out of lookouts what the viewer has no need to know; an act done to one reads it afresh."""
    if viewer.may("lookouts.view_detail"):
        return
    for row in rows:
        if row.nominated_by != viewer.account.id:
            for name in DETAIL:
                setattr(row, name, "")
            row.proposed = {}
