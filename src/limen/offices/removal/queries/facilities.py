"""Reads of facilities: where people are held is public, so no read of it is logged."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Q, QuerySet

from limen.core.custody.queries import population_now
from limen.kernel import UnknownRecord
from limen.offices.removal.models import Facility, FacilityCapacity, FacilityList

if TYPE_CHECKING:
    from limen.core.access.gate import Viewer

VIEW = "places.view"


@dataclass(frozen=True, slots=True)
class Dot:
    """A facility on the map."""

    code: str
    name: str
    latitude: float
    longitude: float
    located: str


def facility(identifier: Any, *, viewer: Viewer) -> Facility:
    """Return a facility.

    Raises:
        UnknownRecord: when there is none.
    """
    viewer.require(VIEW)
    found = Facility.objects.select_related("place", "place__parent").filter(pk=identifier).first()
    if found is None:
        raise UnknownRecord("No such facility.")
    return found


def facilities(
    *, viewer: Viewer, words: str = "", region: str = "", kind: str = "", area: str = "", state: str = ""
) -> QuerySet[Facility]:
    """Return the facilities by code, words of name, town or county, by state, type, field office and standing."""
    viewer.require(VIEW)
    rows = published(words=words, region=region, kind=kind, area=area, closed=True)
    return rows.filter(state=state) if state else rows


def facility_list(identifier: Any, *, viewer: Viewer) -> FacilityList:
    """Return one load of the agency's list.

    Raises:
        UnknownRecord: when there is none.
    """
    viewer.require(VIEW)
    found = FacilityList.objects.filter(pk=identifier).first()
    if found is None:
        raise UnknownRecord("No such list of facilities.")
    return found


def facility_lists(*, viewer: Viewer) -> QuerySet[FacilityList]:
    """Return the loads of the agency's list, the latest first."""
    viewer.require(VIEW)
    return FacilityList.objects.order_by("-created_at", "pk")


def capacities(found: Facility) -> list[FacilityCapacity]:
    """Return the beds of a facility by sex and level."""
    return list(found.capacities.all())


def held_now(found: Facility) -> int:
    """Return how many people a facility holds at this moment; a count that names nobody."""
    return population_now(found.place_id)


def published(
    *, words: str = "", region: str = "", kind: str = "", area: str = "", closed: bool = False
) -> QuerySet[Facility]:
    """Return the facilities that anybody may look up; those that are closed only when asked for."""
    rows = Facility.objects.select_related("place")
    rows = rows if closed else rows.filter(state="open")
    for token in words.split():
        rows = rows.filter(
            Q(code__iexact=token)
            | Q(place__name__icontains=token)
            | Q(city__icontains=token)
            | Q(county__icontains=token)
        )
    if region:
        rows = rows.filter(region=region)
    if kind:
        rows = rows.filter(Q(kind=kind) | Q(detail=kind))
    if area:
        rows = rows.filter(area=area)
    return rows.order_by("place__name", "pk")


def published_one(code: str) -> Facility:
    """Return a facility by its code, to anybody.

    Raises:
        UnknownRecord: when there is none.
    """
    found = Facility.objects.select_related("place").filter(code=code.upper()).first()
    if found is None:
        raise UnknownRecord("No such facility.")
    return found


def choices() -> dict[str, list[str]]:
    """Return which states, types and field offices there are facilities of."""
    found = {}
    for name in ("region", "area"):
        rows = Facility.objects.exclude(**{name: ""}).order_by(name)
        found[name] = list(rows.values_list(name, flat=True).distinct())
    pairs = Facility.objects.values_list("kind", "detail").distinct()
    found["kind"] = sorted({kind for pair in pairs for kind in pair if kind})
    return found


def dots(rows: QuerySet[Facility]) -> list[Dot]:
    """Return the facilities of a list that have coordinates."""
    fields = ("code", "place__name", "latitude", "longitude", "located")
    told = rows.exclude(latitude=None).values_list(*fields)
    return [Dot(code, name, float(lat), float(lon), located) for code, name, lat, lon, located in told]


def dots_of(found: Facility) -> list[Dot]:
    """Return one facility as a dot, where it has coordinates."""
    return dots(Facility.objects.filter(pk=found.pk))


def known_by(text: str, *, viewer: Viewer) -> list[Facility]:
    """Return the facilities that a code, or else a name, means; ten at most."""
    viewer.require(VIEW)
    rows = Facility.objects.select_related("place").filter(state="open")
    return list(rows.filter(code__iexact=text)[:10] or rows.filter(place__name__icontains=text)[:10])
