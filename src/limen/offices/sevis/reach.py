"""Whose records an official may touch: their own school's or sponsor's; the government's officers, everybody's."""

from __future__ import annotations

from typing import Any

from django.db.models import Q

from limen.core.access.gate import Viewer
from limen.kernel import GuardRefused, Scene

OVERSEE = "sevis.oversee"
STUDENTS, VISITORS = ("sevis.record", OVERSEE), ("sevis.visitor_record", OVERSEE)
"""Of whom a page of students and schools is work, and one of exchange visitors and sponsors."""


def within_reach(viewer: Viewer, path: str = "school") -> Q:
    """Return the condition that leaves a school's people their own school's rows.

    Args:
        viewer: who reads; an officer of the government sees every school.
        path: the way from the row to the school or sponsor, as Django writes it; empty for the organisation itself.
    """
    if viewer.may(OVERSEE):
        return Q()
    return Q(**{f"{path}__place" if path else "place": viewer.place.pk})


def require_own(organisation: Any, scene: Scene) -> None:
    """Return when an act on an organisation's record is done at that organisation's own place.

    Raises:
        GuardRefused: otherwise; what another school knows is not shown.
    """
    if organisation.place_id != scene.place.id:
        raise GuardRefused("Only the school or sponsor that answers for this record reports on it.")


def require_own_or_over(organisation: Any, scene: Scene) -> None:
    """Return when an act is done at an organisation's own place, or by the government's office above it.

    Raises:
        GuardRefused: otherwise; what another school knows is not shown.
    """
    if str(scene.place.id) != str(organisation.place_id) and str(scene.place.id) not in organisation.place.lineage:
        raise GuardRefused("Only the school or sponsor itself, or the office that certifies it, does this.")
