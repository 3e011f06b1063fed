"""Load the agency's list of facilities: one act, however many rows."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any
from uuid import UUID

from pydantic import Field

from limen.core.places.models import Place
from limen.kernel import Act, GuardRefused, Ref, Scene
from limen.kernel.canonical import canonical, digest
from limen.offices.removal.acts.facilities import KEEP, MANAGE, rename
from limen.offices.removal.facility_listing import KEPT, LISTED, Difference, FacilityEntry, changes, difference
from limen.offices.removal.models import Facility, FacilityList

BATCH = 500


class LoadFacilities(
    Act, key="removal.load_facilities", on="removal.facilitylist", permission=MANAGE, authorities=KEEP
):
    """Load a list of facilities."""

    entries: Annotated[list[FacilityEntry], Field(title="Facilities", max_length=100_000, exclude=True)]
    name: Annotated[str, Field(title="File", max_length=200)]
    digest: Annotated[str, Field(title="Digest of the file", pattern=r"^[0-9a-f]{64}$")]
    under: Annotated[UUID | None, Ref("places.place"), Field(title="Part of")] = None

    def guard(self, record: Any, scene: Scene) -> None:
        """No code stands twice, and something changes."""
        if len({entry.code for entry in self.entries}) != len(self.entries):
            raise GuardRefused("A code stands twice in the list.")
        if difference(self.entries).nothing:
            raise GuardRefused("Every facility of the list stands here as it is there. Nothing would change.")

    def apply(self, record: Any, scene: Scene) -> FacilityList:
        """Open what is new, amend what differs, leave and tell what stands no longer in the list."""
        told = difference(self.entries)
        by_code = {entry.code: entry for entry in self.entries}
        self._open([by_code[code] for code in told.opened], scene)
        _amend([by_code[code] for code in told.amended], scene)
        listing = [entry.model_dump(mode="json") for entry in sorted(self.entries, key=lambda entry: entry.code)]
        scene.facts.update(told.counts(), gone=list(told.gone), entries_digest=digest(canonical(listing)))
        scene.told.update(told.counts(), gone=list(told.gone))
        return self._kept(told)

    def _kept(self, told: Difference) -> FacilityList:
        return FacilityList(
            name=self.name,
            digest=self.digest,
            rows=len(self.entries),
            opened=len(told.opened),
            amended=len(told.amended),
            unchanged=told.unchanged,
            gone=list(told.gone),
        )

    def _open(self, entries: list[FacilityEntry], scene: Scene) -> None:
        offices = {row.code: row for row in Place.objects.filter(kind="field_office", valid_to=None)}
        above = Place.objects.get(pk=self.under) if self.under else None
        standing = {row.code: row for row in Place.objects.filter(kind="facility", valid_to=None)}
        new: list[Place] = []
        for entry in entries:
            if entry.code not in standing:
                standing[entry.code] = _place(entry, offices.get(entry.area) or above, scene)
                new.append(standing[entry.code])
        Place.objects.bulk_create(new, batch_size=BATCH)
        made = [_filled(Facility(place=standing[entry.code], code=entry.code), entry) for entry in entries]
        for row in made:
            row.state, row.version, row.opened_on = "open", 1, row.first_used
        Facility.objects.bulk_create(made, batch_size=BATCH)


def _place(entry: FacilityEntry, parent: Place | None, scene: Scene) -> Place:
    return Place(
        state="open",
        version=1,
        code=entry.code,
        kind="facility",
        name=entry.name,
        parent=parent,
        zone_name=entry.zone,
        country=str(scene.law.about["country"]),
        region=entry.region,
        latitude=entry.latitude if entry.located == "given" else None,
        longitude=entry.longitude if entry.located == "given" else None,
        valid_from=_since(entry, scene.day),
        lineage=[*parent.lineage, str(parent.pk)] if parent else [],
    )


def _since(entry: FacilityEntry, day: date) -> date:
    """Return since when a place stands: its first use, or the day of the load where the list tells none before it."""
    return min(entry.first_used or day, day)


def _filled(row: Facility, entry: FacilityEntry) -> Facility:
    for name in (*LISTED, *KEPT):
        setattr(row, name, getattr(entry, name))
    return row


def _amend(entries: list[FacilityEntry], scene: Scene) -> None:
    """Write what differs on each row, and on its place where its name changed."""
    rows = {row.code: row for row in Facility.objects.filter(code__in=[entry.code for entry in entries])}
    for entry in entries:
        row = rows[entry.code]
        differs = changes(row, entry)
        for name, (_was, becomes) in differs.items():
            if name == "name":
                rename(row.place, becomes, row.place.zone_name, scene)
            else:
                setattr(row, name, becomes)
        row.version += 1
        row.changed_at = scene.at
    Facility.objects.bulk_update(rows.values(), [*LISTED, *KEPT, "version", "changed_at"], batch_size=100)
