"""Reading beacons, rescues and deaths; names of people whose records are sealed are left out."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet

from limen.core.access.gate import Viewer
from limen.core.looking import one, unsealed
from limen.core.people.queries import visible
from limen.offices.patrol.models import Death, Rescue, RescueBeacon, RescuedPerson
from limen.offices.patrol.queries.reads import here, logged

CALLING = ("called", "reached")


def beacon(identifier: Any, *, viewer: Viewer) -> RescueBeacon:
    """Return one beacon; it names nobody.

    Raises:
        UnknownRecord: when there is none.
    """
    viewer.require("patrol.field_view")
    found: RescueBeacon = one(RescueBeacon.objects.select_related("station"), identifier, "No such beacon.")
    return found


def beacons(*, viewer: Viewer, state: str = "set") -> QuerySet[RescueBeacon]:
    """Return the beacons of the viewer's stations, the longest untested first; they name nobody."""
    viewer.require("patrol.field_view")
    rows = RescueBeacon.objects.select_related("station").filter(here(viewer), state=state)
    return rows.order_by("tested_at", "code")


def beacons_known_by(text: str, *, viewer: Viewer) -> list[RescueBeacon]:
    """Return the beacon of a code; it names nobody."""
    viewer.require("patrol.field_view")
    return list(RescueBeacon.objects.filter(here(viewer), code__iexact=text)[:2])


def rescue(identifier: Any, *, viewer: Viewer) -> Rescue:
    """Return one rescue; that the viewer looked is logged.

    Raises:
        UnknownRecord: when there is none.
    """
    viewer.require("patrol.field_view")
    found: Rescue = one(Rescue.objects.select_related("station", "beacon"), identifier, "No such rescue.")
    logged(viewer, "patrol.rescue", [found])
    return found


def rescued(record: Rescue, *, viewer: Viewer) -> list[tuple[RescuedPerson, bool]]:
    """Return those reached in a rescue, each with whether their record is sealed from the viewer."""
    viewer.require("patrol.field_view")
    seen = set(visible(viewer).filter(rescues__rescue=record).values_list("pk", flat=True))
    rows = list(record.rescued.select_related("person"))
    logged(viewer, "patrol.rescued", [record], people=seen)
    return [(row, row.person_id is not None and row.person_id not in seen) for row in rows]


def rescues(*, viewer: Viewer, state: str = "") -> QuerySet[Rescue]:
    """Return the rescues of the viewer's stations: those that go on, the oldest first, or those of a state.

    That the viewer looked is logged by ``looked_at``.
    """
    viewer.require("patrol.field_view")
    rows = Rescue.objects.select_related("station", "beacon").filter(here(viewer))
    rows = rows.filter(state__in=CALLING) if not state else rows if state == "all" else rows.filter(state=state)
    return rows.order_by(*(("at", "pk") if state in ("", *CALLING) else ("-at", "-pk")))


def death(identifier: Any, *, viewer: Viewer) -> Death:
    """Return one death found; that the viewer looked is logged.

    Raises:
        UnknownRecord: when there is none, or none the viewer may know of.
    """
    viewer.require("patrol.field_view")
    rows = Death.objects.select_related("station", "person", "rescue").prefetch_related("told")
    found: Death = one(rows.filter(unsealed(viewer)), identifier, "No such death on record.")
    logged(viewer, "patrol.death", [found], people=[found.person_id])
    return found


def deaths(*, viewer: Viewer, state: str = "") -> QuerySet[Death]:
    """Return the deaths found in the viewer's stations, the latest first; sealed people are not even counted.

    That the viewer looked is logged by ``deaths_looked_at``.
    """
    viewer.require("patrol.field_view")
    rows = Death.objects.select_related("station", "person").filter(here(viewer), unsealed(viewer))
    return (rows.filter(state=state) if state else rows).order_by("-found_at", "-pk")


def deaths_in(of: Rescue, *, viewer: Viewer) -> QuerySet[Death]:
    """Return the deaths recorded of a rescue; that the viewer looked is logged by ``deaths_looked_at``."""
    viewer.require("patrol.field_view")
    return of.deaths.select_related("person").filter(unsealed(viewer)).order_by("found_at", "pk")


def deaths_looked_at(rows: Iterable[Death], *, viewer: Viewer) -> list[Death]:
    """Log that a list of deaths was shown, and return it."""
    found = list(rows)
    logged(viewer, "patrol.deaths", found, people=[row.person_id for row in found])
    return found


def deaths_of(person_id: Any, *, viewer: Viewer) -> list[Death]:
    """Return the record of a person's death, where one was found; that the viewer looked is logged."""
    viewer.require("patrol.field_view")
    rows = Death.objects.select_related("station").filter(unsealed(viewer), person=person_id)
    return deaths_looked_at(rows, viewer=viewer)
