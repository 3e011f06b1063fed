"""Between the agency's list of facilities and the act that loads it: read, compare, say what would change."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from decimal import Decimal
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field

from limen.exchange import ice_facilities
from limen.exchange.ice_facilities import Fault, ListedFacility, ListUnreadable
from limen.kernel import BadInput, Problem
from limen.offices.removal import zoning
from limen.offices.removal.models import Facility

TYPES = "facility_types"
OWN = ("address", "city", "county", "region", "postcode", "circuit", "area", "docket", "kind", "detail", "authority")
LISTED = (*OWN, "authorised", "over_72", "juveniles", "families", "capacity", "guaranteed", "first_used", "last_used")
"""What the list tells of a facility and a load writes anew."""

KEPT = ("telephone", "latitude", "longitude", "located")
"""What a load writes only where the list tells it, or where nothing is known yet."""


class FacilityEntry(BaseModel):
    """One facility of a list, as it is kept."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    code: Annotated[str, Field(min_length=2, max_length=16)]
    name: Annotated[str, Field(min_length=1, max_length=160)]
    zone: Annotated[str, Field(max_length=48)]
    address: Annotated[str, Field(max_length=160)] = ""
    city: Annotated[str, Field(max_length=80)] = ""
    county: Annotated[str, Field(max_length=80)] = ""
    region: Annotated[str, Field(max_length=8)] = ""
    postcode: Annotated[str, Field(max_length=12)] = ""
    telephone: Annotated[str, Field(max_length=40)] = ""
    circuit: Annotated[str, Field(max_length=4)] = ""
    area: Annotated[str, Field(max_length=8)] = ""
    docket: Annotated[str, Field(max_length=8)] = ""
    kind: Annotated[str, Field(max_length=16)] = ""
    detail: Annotated[str, Field(max_length=16)] = ""
    authority: Annotated[str, Field(max_length=16)] = ""
    authorised: bool | None = None
    over_72: bool | None = None
    juveniles: bool = False
    families: bool = False
    capacity: Annotated[int | None, Field(ge=0, le=999_999)] = None
    guaranteed: Annotated[int | None, Field(ge=0, le=999_999)] = None
    first_used: date | None = None
    last_used: date | None = None
    latitude: Annotated[Decimal | None, Field(ge=-90, le=90)] = None
    longitude: Annotated[Decimal | None, Field(ge=-180, le=180)] = None
    located: Annotated[str, Field(pattern="^(given|town)?$")] = ""


@dataclass(frozen=True, slots=True)
class Came:
    """A list that came.

    Args:
        entries: its facilities.
        faults: what of it could not be read.
        digest: the SHA-256 of the file.
    """

    entries: tuple[FacilityEntry, ...]
    faults: tuple[Fault, ...]
    digest: str


@dataclass(frozen=True, slots=True)
class Difference:
    """What a list would change.

    Args:
        opened: codes that are new.
        amended: codes with what changes: field to what it was and what it becomes.
        unchanged: how many stay as they are.
        gone: codes that are open here and stand no longer in the list; they are told, not closed.
    """

    opened: tuple[str, ...]
    amended: Mapping[str, Mapping[str, tuple[Any, Any]]]
    unchanged: int
    gone: tuple[str, ...]

    @property
    def nothing(self) -> bool:
        """Return whether nothing would change."""
        return not self.opened and not self.amended

    def counts(self) -> dict[str, int]:
        """Return how many facilities each would happen to."""
        return {"opened": len(self.opened), "amended": len(self.amended), "unchanged": self.unchanged}


def read(source: bytes, *, law: Any, day: date, zone: str) -> Came:
    """Read a list of facilities.

    Args:
        source: the file.
        law: the law pack, for what each type of facility holds.
        day: the day whose types are in force.
        zone: the time zone of facilities of which the list tells no state.

    Raises:
        BadInput: when it is no such list.
    """
    try:
        found = ice_facilities.parse(source)
    except ListUnreadable as error:
        raise BadInput(str(error), problems=[Problem("file", "list.unreadable", str(error))]) from error
    holds = {code.code: str(code.attributes["holds"]) for code in law.codes(TYPES).on(day).values()}
    entries = tuple(_entry(listed, holds, zone) for listed in found.facilities)
    return Came(entries, found.faults, hashlib.sha256(source).hexdigest())


def _entry(listed: ListedFacility, holds: Mapping[str, str], zone: str) -> FacilityEntry:
    told = asdict(listed)
    state = told.pop("state")
    held = holds.get(listed.detail) or holds.get(listed.kind) or ""
    latitude, longitude, located = _where(listed)
    return FacilityEntry(
        **{name: value for name, value in told.items() if name not in ("latitude", "longitude")},
        region=state,
        zone=zoning.zone_of(state, listed.county, listed.city) or zone,
        juveniles=held == "juveniles",
        families=held == "families",
        latitude=latitude,
        longitude=longitude,
        located=located,
    )


def _where(listed: ListedFacility) -> tuple[Decimal | None, Decimal | None, str]:
    if listed.latitude is not None and listed.longitude is not None:
        exact = [Decimal(str(value)).quantize(zoning.EXACT) for value in (listed.latitude, listed.longitude)]
        return exact[0], exact[1], "given"
    found = zoning.place_of(listed.state, listed.city)
    return (*found, "town") if found is not None else (None, None, "")


def difference(entries: Iterable[FacilityEntry]) -> Difference:
    """Return what a list would change of the facilities as they stand."""
    held = {row.code: row for row in Facility.objects.select_related("place")}
    opened: list[str] = []
    amended: dict[str, dict[str, tuple[Any, Any]]] = {}
    unchanged, codes = 0, set()
    for entry in entries:
        codes.add(entry.code)
        if entry.code not in held:
            opened.append(entry.code)
        elif changed := changes(held[entry.code], entry):
            amended[entry.code] = changed
        else:
            unchanged += 1
    gone = sorted(code for code, row in held.items() if row.state == "open" and code not in codes)
    return Difference(tuple(opened), amended, unchanged, tuple(gone))


def changes(row: Facility, entry: FacilityEntry) -> dict[str, tuple[Any, Any]]:
    """Return what an entry changes of a facility: field to what it was and what it becomes."""
    pairs = {name: (getattr(row, name), getattr(entry, name)) for name in LISTED}
    pairs |= {name: (getattr(row, name), getattr(entry, name)) for name in KEPT if _tells(row, entry, name)}
    pairs["name"] = (row.place.name, entry.name)
    return {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}


def _tells(row: Facility, entry: FacilityEntry, name: str) -> bool:
    """Return whether a list may write a field that officers write too: coordinates given by hand stay."""
    if name == "telephone":
        return bool(entry.telephone)
    return entry.located == "given" or (entry.located == "town" and row.located != "given")
