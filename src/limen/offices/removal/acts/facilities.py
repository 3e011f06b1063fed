"""Open a facility, amend it, say what it can hold, close it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import Field, model_validator

from limen.core.custody.queries import population_now
from limen.core.places import acts as places
from limen.core.places.models import Place
from limen.kernel import Act, BadInput, Code, GuardRefused, Lines, Problem, Ref, Scene
from limen.offices.removal import zoning
from limen.offices.removal.models import Facility, FacilityCapacity

FACILITY = "removal.facility"
MANAGE = "removal.facilities"
KEEP = ("records.keep",)
WRITTEN = (
    *("address", "city", "county", "region", "postcode", "telephone", "visiting", "area", "docket", "kind", "detail"),
    *("capacity", "juveniles", "families", "latitude", "longitude"),
)
"""What an officer writes of a facility."""


class OpenFacility(Act, key="removal.open_facility", on=FACILITY, permission=MANAGE, authorities=KEEP):
    """Open a detention facility."""

    code: Annotated[str, Field(title="Detention facility code", pattern=r"^[A-Z0-9]{2,16}$")]
    name: Annotated[str, Field(title="Name", min_length=2, max_length=160)]
    kind: Annotated[str, Code("facility_types"), Field(title="Type", max_length=16)]
    detail: Annotated[str, Code("facility_types"), Field(title="Finer type", max_length=16)] = ""
    area: Annotated[str, Code("field_offices"), Field(title="Field office", max_length=8)] = ""
    docket: Annotated[str, Field(title="Docket control office", max_length=8)] = ""
    opened_on: Annotated[date, Field(title="Operating from")]
    address: Annotated[str, Field(title="Address", max_length=160)] = ""
    city: Annotated[str, Field(title="Town", max_length=80)] = ""
    county: Annotated[str, Field(title="County", max_length=80)] = ""
    region: Annotated[str, Field(title="State", max_length=8)] = ""
    postcode: Annotated[str, Field(title="Postal code", max_length=12)] = ""
    telephone: Annotated[str, Field(title="Telephone", max_length=40)] = ""
    visiting: Annotated[str, Lines(6), Field(title="Rules for visitors", max_length=4000)] = ""
    capacity: Annotated[int | None, Field(title="Beds", ge=0, le=999_999)] = None
    juveniles: Annotated[bool, Field(title="Holds juveniles")] = False
    families: Annotated[bool, Field(title="Holds families")] = False
    latitude: Annotated[Decimal | None, Field(title="Latitude", ge=-90, le=90)] = None
    longitude: Annotated[Decimal | None, Field(title="Longitude", ge=-180, le=180)] = None
    zone: Annotated[str, Field(title="Time zone; by the state when left out", max_length=48)] = ""
    under: Annotated[UUID | None, Ref("places.place"), Field(title="Part of")] = None

    @model_validator(mode="after")
    def both_or_none(self) -> OpenFacility:
        """Take coordinates as a pair."""
        _paired(self.latitude, self.longitude)
        return self

    def guard(self, record: Any, scene: Scene) -> None:
        """A code names one facility; the day is not to come."""
        if Facility.objects.filter(code=self.code).exists():
            raise GuardRefused(f"The code {self.code} is a facility's already.")
        if self.opened_on > scene.day:
            raise GuardRefused("A facility is opened on its first day or after it.")

    def apply(self, record: Any, scene: Scene) -> Facility:
        """Open the place and keep what is told of it."""
        zone = self.zone or zoning.zone_of(self.region, self.county, self.city) or scene.place.zone.key
        place = scene.perform(
            places.OpenPlace(
                code=self.code,
                kind="facility",
                name=self.name,
                parent=self.under or office_of(self.area),
                zone=zone,
                country=str(scene.law.about["country"]),
                region=self.region,
                latitude=self.latitude,
                longitude=self.longitude,
                valid_from=self.opened_on,
            )
        ).record
        scene.about(place)
        found = Facility(place=place, code=self.code, opened_on=self.opened_on)
        return _written(found, self)


class AmendFacility(Act, key="removal.amend_facility", on=FACILITY, permission=MANAGE, authorities=KEEP):
    """Change what is told of a facility; what is left out stays as it is."""

    name: Annotated[str, Field(title="Name", max_length=160)] = ""
    kind: Annotated[str, Code("facility_types"), Field(title="Type", max_length=16)] = ""
    detail: Annotated[str, Code("facility_types"), Field(title="Finer type", max_length=16)] = ""
    area: Annotated[str, Code("field_offices"), Field(title="Field office", max_length=8)] = ""
    docket: Annotated[str, Field(title="Docket control office", max_length=8)] = ""
    address: Annotated[str, Field(title="Address", max_length=160)] = ""
    city: Annotated[str, Field(title="Town", max_length=80)] = ""
    county: Annotated[str, Field(title="County", max_length=80)] = ""
    region: Annotated[str, Field(title="State", max_length=8)] = ""
    postcode: Annotated[str, Field(title="Postal code", max_length=12)] = ""
    telephone: Annotated[str, Field(title="Telephone", max_length=40)] = ""
    visiting: Annotated[str, Lines(6), Field(title="Rules for visitors", max_length=4000)] = ""
    juveniles: Annotated[bool | None, Field(title="Holds juveniles")] = None
    families: Annotated[bool | None, Field(title="Holds families")] = None
    latitude: Annotated[Decimal | None, Field(title="Latitude", ge=-90, le=90)] = None
    longitude: Annotated[Decimal | None, Field(title="Longitude", ge=-180, le=180)] = None
    zone: Annotated[str, Field(title="Time zone", max_length=48)] = ""

    @model_validator(mode="after")
    def both_or_none(self) -> AmendFacility:
        """Take coordinates as a pair."""
        _paired(self.latitude, self.longitude)
        return self

    def guard(self, record: Facility, scene: Scene) -> None:
        """Something changes."""
        if not self.model_dump(exclude_defaults=True):
            raise BadInput("Nothing is changed.", problems=[Problem("", "nothing.changed", "Fill in what changes.")])

    def apply(self, record: Facility, scene: Scene) -> Facility:
        """Write what is told; the place keeps under its old name what happened under it."""
        if self.name or self.zone:
            rename(record.place, self.name or record.place.name, self.zone or record.place.zone_name, scene)
        return _written(record, self)


class SetCapacity(Act, key="removal.set_capacity", on=FACILITY, permission="removal.capacity", authorities=KEEP):
    """Say how many beds a facility has.

    In all, or for one sex and level of custody.
    """

    beds: Annotated[int, Field(title="Beds", ge=0, le=999_999)]
    sex: Annotated[Literal["", "F", "M"], Field(title="For")] = ""
    level: Annotated[str, Code("custody_levels"), Field(title="Level of custody", max_length=24)] = ""

    def guard(self, record: Facility, scene: Scene) -> None:
        """No part has more beds than the whole."""
        whole = record.capacity
        if (self.sex or self.level) and whole is not None and self.beds > whole:
            raise GuardRefused(f"The facility has {whole} beds in all.")

    def apply(self, record: Facility, scene: Scene) -> Facility:
        """Write the number; what it was stands in the record of acts."""
        if not self.sex and not self.level:
            scene.facts["was"] = record.capacity
            record.capacity = self.beds
            return record
        found = FacilityCapacity.objects.filter(facility=record, sex=self.sex, level=self.level).first()
        scene.facts["was"] = found.beds if found else None
        found = found or FacilityCapacity(facility=record, sex=self.sex, level=self.level)
        found.beds, found.since = self.beds, scene.day
        found.save()
        return record


class CloseFacility(Act, key="removal.close_facility", on=FACILITY, permission=MANAGE, authorities=KEEP):
    """Close a facility."""

    last_day: Annotated[date, Field(title="Last day")]
    reason: Annotated[str, Field(title="Reason", min_length=5, max_length=300)]

    def guard(self, record: Facility, scene: Scene) -> None:
        """Nobody is held there any more."""
        held = population_now(record.place_id)
        if held:
            raise GuardRefused(f"{held} people are held there. Move them first.")

    def apply(self, record: Facility, scene: Scene) -> Facility:
        """Close the place with it."""
        scene.perform(places.ClosePlace(last_day=self.last_day), on=record.place)
        record.closed_on = self.last_day
        return record


def office_of(area: str) -> UUID | None:
    """Return the field office that an area's code names, where it is open as a place."""
    if not area:
        return None
    found = Place.objects.filter(kind="field_office", code=area, valid_to=None).first()
    return found.pk if found else None


def rename(place: Place, name: str, zone: str, scene: Scene) -> None:
    """Give a place another name or zone from today; one that opened today is written right in place."""
    if (place.name, place.zone_name) == (name, zone):
        return
    if place.valid_from < scene.day:
        scene.perform(places.AmendPlace(name=name, zone=zone, valid_from=scene.day), on=place)
        return
    place.name, place.zone_name = name, zone
    place.save()


def _paired(latitude: Decimal | None, longitude: Decimal | None) -> None:
    if (latitude is None) != (longitude is None):
        raise ValueError("A latitude and a longitude go together.")


def _written(record: Facility, act: OpenFacility | AmendFacility) -> Facility:
    """Write the fields that an act tells."""
    for name in WRITTEN:
        value = getattr(act, name, None)
        if value not in (None, ""):
            setattr(record, name, value)
    if act.latitude is not None:
        record.located = "given"
    return record
