"""Sectors and stations, and the landmarks that agents give bearings from."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Any
from uuid import UUID

from pydantic import Field

from limen.core.places.acts import OpenPlace
from limen.core.places.models import Place
from limen.kernel import Act, GuardRefused, Ref, Scene
from limen.offices.patrol import placing
from limen.offices.patrol.acts.common import FIELD, KEEP, Reason, WhereText
from limen.offices.patrol.models import Landmark, Opening

LANDMARK = "patrol.landmark"


class OpenSectors(Act, key="patrol.open_sectors", on="patrol.opening", permission="places.manage", authorities=KEEP):
    """Open every sector and station of the Border Patrol that the law pack lists, as parts of an agency."""

    agency: Annotated[UUID, Ref("places.place"), Field(title="Agency")]

    def apply(self, record: Any, scene: Scene) -> Opening:
        """Open what is in force today and not open yet: the sectors first, then each one's stations."""
        agency = Place.objects.get(pk=self.agency)
        sectors = self._open("sector", scene, {"": agency})
        stations = self._open("station", scene, _open_now("sector"))
        return Opening(agency=agency, opened_at=scene.at, sectors=sectors, stations=stations)

    def _open(self, kind: str, scene: Scene, parents: dict[str, Place]) -> int:
        there = _open_now(kind)
        made = 0
        for code in scene.law.codes(f"patrol_{kind}s").on(scene.day).values():
            parent = parents.get(str(code.attributes.get("sector", "")))
            if code.code in there or parent is None:
                continue
            opening = OpenPlace(
                code=code.code,
                kind=kind,
                name=code.title,
                parent=parent.pk,
                zone=str(code.attributes["zone"]),
                country=parent.country,
                region=str(code.attributes["subdivision"]),
                latitude=_degrees(code.attributes["lat"]),
                longitude=_degrees(code.attributes["lon"]),
                valid_from=code.from_ or parent.valid_from,
            )
            scene.perform(opening)
            made += 1
        return made


def _open_now(kind: str) -> dict[str, Place]:
    return {place.code: place for place in Place.objects.filter(kind=kind, valid_to=None)}


def _degrees(value: object) -> Decimal:
    return Decimal(str(value)).quantize(Decimal("0.00001"))


class AddLandmark(Act, key="patrol.add_landmark", on=LANDMARK, permission=FIELD, authorities=("patrol.watch",)):
    """Add a landmark that bearings are given from."""

    name: Annotated[str, Field(title="Name", min_length=2, max_length=80)]
    where: WhereText
    note: Annotated[str, Field(title="How to know it", max_length=300)] = ""

    def guard(self, record: Any, scene: Scene) -> None:
        """A station has one landmark of a name."""
        same = Landmark.objects.filter(station=scene.place.id, folded=placing.folded(self.name), state="standing")
        if same.exists():
            raise GuardRefused(f"This station has a landmark “{self.name}” already.")
        placing.placed(self.where, scene)

    def apply(self, record: Any, scene: Scene) -> Landmark:
        """Keep it."""
        found = placing.kept(placing.placed(self.where, scene))
        return Landmark(
            station_id=scene.place.id, name=self.name, folded=placing.folded(self.name), note=self.note, **found
        )


class RetireLandmark(Act, key="patrol.retire_landmark", on=LANDMARK, permission=FIELD, authorities=("patrol.watch",)):
    """Retire a landmark that no longer stands; places given from it stay as they were."""

    reason: Reason
