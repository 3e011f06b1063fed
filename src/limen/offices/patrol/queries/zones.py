"""Reading the zones of stations."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from limen.core.access.gate import Viewer
from limen.core.looking import one
from limen.offices.patrol.models import Zone
from limen.offices.patrol.queries.reads import here


def zone(identifier: Any, *, viewer: Viewer) -> Zone:
    """Return one zone; it names nobody.

    Raises:
        UnknownRecord: when there is none.
    """
    viewer.require("patrol.field_view")
    found: Zone = one(Zone.objects.select_related("station", "place"), identifier, "No such zone.")
    return found


def zones(*, viewer: Viewer, state: str = "open") -> QuerySet[Zone]:
    """Return the zones of the viewer's stations; they name nobody."""
    viewer.require("patrol.field_view")
    rows = Zone.objects.select_related("station", "place").filter(here(viewer))
    return (rows if state == "all" else rows.filter(state=state)).order_by("station__name", "name", "pk")


def zones_to_choose(*, viewer: Viewer) -> list[Zone]:
    """Return the open zones of the station the viewer works at."""
    if not viewer.may("patrol.field_view") or viewer.place is None:
        return []
    return list(Zone.objects.filter(station=viewer.place.id, state="open").order_by("name"))


def zones_known_by(text: str, *, viewer: Viewer) -> list[Zone]:
    """Return the open zones of a name or of a code."""
    rows = zones(viewer=viewer)
    return list((rows.filter(name__iexact=text) | rows.filter(place__code__iendswith=f"-{text}"))[:5])
