"""Opening, amending and closing places."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import Annotated, Any
from uuid import UUID
from zoneinfo import ZoneInfo, available_timezones

from django.db.models import Q
from pydantic import Field

from limen.core.places.models import Jurisdiction, Place
from limen.kernel import Act, BadInput, GuardRefused, Problem, Ref, Scene

KEEP = ("records.keep",)


@lru_cache(maxsize=1)
def _zones() -> frozenset[str]:
    """Return every time zone of this machine; finding them walks a folder of hundreds of files."""
    return frozenset(available_timezones())


def zone_named(zone: str) -> ZoneInfo:
    """Return the time zone of a name.

    Raises:
        BadInput: when this machine knows none of that name.
    """
    if zone not in _zones():
        raise BadInput(
            f"“{zone}” is not a time zone.",
            problems=[Problem("zone", "zone.unknown", "Use a name such as America/New_York.")],
        )
    return ZoneInfo(zone)


class OpenPlace(Act, key="places.open", on="places.place", permission="places.manage", authorities=KEEP):
    """Open a place."""

    code: Annotated[str, Field(title="Code", min_length=1, max_length=16)]
    kind: Annotated[str, Field(title="Kind", max_length=24)]
    name: Annotated[str, Field(title="Name", max_length=160)]
    parent: Annotated[UUID | None, Ref("places.place"), Field(title="Part of")] = None
    zone: Annotated[str, Field(title="Time zone")]
    country: Annotated[str, Field(title="Country", max_length=3)] = ""
    region: Annotated[str, Field(title="State or province", max_length=8)] = ""
    latitude: Annotated[Decimal | None, Field(title="Latitude", ge=-90, le=90)] = None
    longitude: Annotated[Decimal | None, Field(title="Longitude", ge=-180, le=180)] = None
    valid_from: Annotated[date, Field(title="From")]

    def guard(self, record: Any, scene: Scene) -> None:
        """A code names one place of a kind on a day."""
        zone_named(self.zone)
        same = Place.objects.filter(code=self.code, kind=self.kind).filter(
            Q(valid_to=None) | Q(valid_to__gte=self.valid_from)
        )
        if same.exists():
            raise GuardRefused(f"The code {self.code} is in use for a {self.kind} on {self.valid_from}.")

    def apply(self, record: Any, scene: Scene) -> Place:
        """Make the place."""
        parent = Place.objects.get(pk=self.parent) if self.parent else None
        return Place(
            code=self.code,
            kind=self.kind,
            name=self.name,
            parent=parent,
            zone_name=self.zone,
            country=self.country,
            region=self.region,
            latitude=self.latitude,
            longitude=self.longitude,
            valid_from=self.valid_from,
            lineage=[*parent.lineage, str(parent.pk)] if parent else [],
        )


class OpenPorts(Act, key="places.open_ports", on="places.place", permission="places.manage", authorities=KEEP):
    """Open every port of entry that the law pack lists, as parts of this office."""

    def apply(self, record: Any, scene: Scene) -> Place:
        """Make a place for each port in force today that is not open yet."""
        open_codes = set(Place.objects.filter(kind="port", valid_to=None).values_list("code", flat=True))
        made = [
            Place(
                state="open",
                version=1,
                code=code.code,
                kind="port",
                name=code.title,
                parent=record,
                zone_name=str(code.attributes.get("zone") or record.zone_name),
                country=str(code.attributes.get("country") or record.country),
                region=str(code.attributes.get("subdivision") or ""),
                latitude=_decimal(code.attributes.get("lat")),
                longitude=_decimal(code.attributes.get("lon")),
                valid_from=code.from_ or record.valid_from,
                lineage=[*record.lineage, str(record.pk)],
            )
            for code in scene.law.codes("ports_of_entry").on(scene.day).values()
            if code.code not in open_codes
        ]
        Place.objects.bulk_create(made)
        scene.facts["opened"] = len(made)
        return record  # type: ignore[no-any-return]  # the door hands the locked record of the declared type


def _decimal(value: object) -> Decimal | None:
    return None if value is None else Decimal(str(value)).quantize(Decimal("0.00001"))


class OpenPart(
    Act, key="places.open_part", on="places.place", permission="places.manage", authorities=KEEP, automatic=True
):
    """Open a part of a place, as the office that works there laid it out."""

    code: Annotated[str, Field(title="Code", min_length=1, max_length=16)]
    kind: Annotated[str, Field(title="Kind", max_length=24)]
    name: Annotated[str, Field(title="Name", max_length=160)]
    whole: Annotated[UUID, Ref("places.place"), Field(title="Part of")]
    latitude: Annotated[Decimal | None, Field(title="Latitude", ge=-90, le=90)] = None
    longitude: Annotated[Decimal | None, Field(title="Longitude", ge=-180, le=180)] = None

    def guard(self, record: Any, scene: Scene) -> None:
        """A code names one open place of a kind."""
        if Place.objects.filter(code=self.code, kind=self.kind, valid_to=None).exists():
            raise GuardRefused(f"The code {self.code} is in use for a {self.kind}.")

    def apply(self, record: Any, scene: Scene) -> Place:
        """Make it, in the zone and the country of the whole."""
        whole = Place.objects.get(pk=self.whole)
        return Place(
            code=self.code,
            kind=self.kind,
            name=self.name,
            parent=whole,
            zone_name=whole.zone_name,
            country=whole.country,
            region=whole.region,
            latitude=self.latitude,
            longitude=self.longitude,
            valid_from=scene.day,
            lineage=[*whole.lineage, str(whole.pk)],
        )


class AmendPlace(Act, key="places.amend", on="places.place", permission="places.manage", authorities=KEEP):
    """Change a place's name or time zone from a day on; what it was before stays on the record."""

    name: Annotated[str, Field(title="Name", max_length=160)]
    zone: Annotated[str, Field(title="Time zone")]
    valid_from: Annotated[date, Field(title="From")]

    def guard(self, record: Place, scene: Scene) -> None:
        """The change begins after the place opened."""
        zone_named(self.zone)
        if self.valid_from <= record.valid_from:
            raise GuardRefused("A change begins after the day the place opened.")

    def apply(self, record: Place, scene: Scene) -> Place:
        """Keep the old row, closed the day before; the place itself goes on under its identifier."""
        before = Place(
            state="closed",
            version=1,
            code=record.code,
            kind=record.kind,
            name=record.name,
            parent=record.parent,
            zone_name=record.zone_name,
            country=record.country,
            region=record.region,
            latitude=record.latitude,
            longitude=record.longitude,
            valid_from=record.valid_from,
            valid_to=self.valid_from - timedelta(days=1),
            lineage=record.lineage,
        )
        record.name, record.zone_name, record.valid_from = self.name, self.zone, self.valid_from
        # the place moves on first: two rows of one code never begin on one day
        record.save()
        before.save(force_insert=True)
        return record


class ClosePlace(Act, key="places.close", on="places.place", permission="places.manage", authorities=KEEP):
    """Close a place."""

    last_day: Annotated[date, Field(title="Last day")]

    def guard(self, record: Place, scene: Scene) -> None:
        """A place does not close before it opened."""
        if self.last_day < record.valid_from:
            raise GuardRefused("The last day is before the place opened.")

    def apply(self, record: Place, scene: Scene) -> Place:
        """Set the last day."""
        record.valid_to = self.last_day
        return record


class ClosePart(
    Act, key="places.close_part", on="places.place", permission="places.manage", authorities=KEEP, automatic=True
):
    """Close a part of a place, as the office that works there gave it up."""

    def apply(self, record: Place, scene: Scene) -> Place:
        """Today is its last day, or the day it opened."""
        record.valid_to = max(scene.day, record.valid_from)
        return record


class GiveJurisdiction(
    Act, key="places.give_jurisdiction", on="places.place", permission="places.manage", authorities=KEEP
):
    """Say what a place answers for."""

    area_kind: Annotated[str, Field(title="Kind of area", max_length=24)]
    area: Annotated[str, Field(title="Area", max_length=64)]
    valid_from: Annotated[date, Field(title="From")]

    def apply(self, record: Place, scene: Scene) -> Place:
        """Add the area."""
        Jurisdiction.objects.create(place=record, area_kind=self.area_kind, area=self.area, valid_from=self.valid_from)
        return record
