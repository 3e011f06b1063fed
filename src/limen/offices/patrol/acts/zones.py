"""Zones of a station: opened with their outline, and closed."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Any
from uuid import UUID

from pydantic import Field

from limen.core.places.acts import ClosePart, OpenPart
from limen.core.places.models import Place
from limen.kernel import Act, GuardRefused, Lines, Scene
from limen.offices.patrol import placing, where
from limen.offices.patrol.acts.common import KEEP, SHIFTS, WHERE_HINT, Reason, bad
from limen.offices.patrol.models import Assignment, Detection, Zone

Point = where.Point

ZONE = "patrol.zone"
KIND = "zone"
"""The kind of place a zone is."""
CORNERS = 3
"""The fewest corners that enclose anything."""
ROUND = 36
"""Corners a circle is drawn with."""


class OpenZone(Act, key="patrol.open_zone", on=ZONE, permission=SHIFTS, authorities=KEEP):
    """Open a zone of this station: around a point, or between corners."""

    code: Annotated[str, Field(title="Code", min_length=1, max_length=8, pattern=r"^[A-Za-z0-9-]+$")]
    name: Annotated[str, Field(title="Name", min_length=2, max_length=60)]
    where: Annotated[str, Field(title="Its middle", max_length=160, description=WHERE_HINT)] = ""
    radius_km: Annotated[Decimal | None, Field(title="Kilometres around it", gt=0, le=200, decimal_places=2)] = None
    corners: Annotated[
        str, Lines(6), Field(title="Or its corners in order, one a line", max_length=4000, description=WHERE_HINT)
    ] = ""

    def guard(self, record: Any, scene: Scene) -> None:
        """The station has no such zone, and the outline can be read."""
        if getattr(scene.place, "kind", KIND) == KIND:
            raise GuardRefused("A zone is part of a station; work at the station to open one.")
        if Zone.objects.filter(station=scene.place.id, name__iexact=self.name, state="open").exists():
            raise GuardRefused(f"This station has a zone “{self.name}” already.")
        self._outline(scene)

    def _outline(self, scene: Scene) -> tuple[Point, list[Point]]:
        """Return the middle and the corners."""
        lines = [line.strip() for line in self.corners.splitlines() if line.strip()]
        if bool(lines) == bool(self.where):
            raise bad("where", "zone.outline", "Give the middle with a radius, or the corners.")
        if not lines:
            if self.radius_km is None:
                raise bad("radius_km", "zone.radius", "Say how far around its middle the zone reaches.")
            found = placing.placed(self.where, scene)
            middle = (found.latitude, found.longitude)
            metres = float(self.radius_km) * 1000
            return middle, [where.going(middle, 360 * step / ROUND, metres) for step in range(ROUND)]
        if len(lines) < CORNERS:
            raise bad("corners", "zone.corners", f"A zone has at least {CORNERS} corners.")
        points = [(at.latitude, at.longitude) for at in (placing.placed(line, scene, "corners") for line in lines)]
        return (sum(p[0] for p in points) / len(points), sum(p[1] for p in points) / len(points)), points

    def apply(self, record: Any, scene: Scene) -> Zone:
        """Open the place; what was written under this name before is of the zone from now on."""
        middle, corners = self._outline(scene)
        station = Place.objects.get(pk=scene.place.id)
        latitude, longitude = (Decimal(str(value)).quantize(Decimal("0.00001")) for value in middle)
        part = OpenPart(
            code=f"{station.code}-{self.code.upper()}"[:16],
            kind=KIND,
            name=self.name,
            whole=station.pk,
            latitude=latitude,
            longitude=longitude,
        )
        zone = Zone(
            place=scene.perform(part).record,
            station=station,
            name=self.name,
            latitude=latitude,
            longitude=longitude,
            radius_km=self.radius_km if not self.corners.strip() else None,
            corners=[[round(north, where.PLACES), round(east, where.PLACES)] for north, east in corners],
            opened_at=scene.at,
        )
        zone.save(force_insert=True)
        before = Detection.objects.filter(station=station, zone__iexact=self.name, in_zone=None)
        scene.facts["detections_before"] = before.update(in_zone=zone)
        duties = Assignment.objects.filter(shift__station=station, zone__iexact=self.name, in_zone=None)
        scene.facts["duties_before"] = duties.update(in_zone=zone)
        return zone


class CloseZone(Act, key="patrol.close_zone", on=ZONE, permission=SHIFTS, authorities=KEEP):
    """Close a zone; what happened in it stays there."""

    reason: Reason

    def apply(self, record: Zone, scene: Scene) -> Zone:
        """Close the place with it."""
        scene.perform(ClosePart(), on=record.place)
        record.closed_at, record.why_closed = scene.at, self.reason
        return record


def zone_meant(identifier: UUID | None, station: Any) -> Zone | None:
    """Return the zone that is named, which must be open and of the station.

    Raises:
        BadInput: when it is not.
    """
    if identifier is None:
        return None
    found = Zone.objects.filter(pk=identifier, station=station, state="open").first()
    if found is None:
        raise bad("zone", "zone.elsewhere", "That is no open zone of this station.")
    return found
