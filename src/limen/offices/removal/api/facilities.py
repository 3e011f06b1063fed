"""Facilities and counts of released data on the API."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from django.http import HttpRequest
from ninja import Query, Router
from pydantic import BaseModel

from limen.core.access.callers import actor_of
from limen.core.wire import Cursor, Limit, list_route, paged
from limen.offices.removal.counting import Asked
from limen.offices.removal.queries import facilities as facility_queries
from limen.offices.removal.queries import releases

router = Router(tags=["removal"])


class CountedOut(BaseModel):
    """Counts of released rows."""

    head: list[str]
    rows: list[list[str | int | float]]
    total: int
    notes: dict[str, str | int]


@list_route(router, "/facilities", "removal.facility", operation="removal_facilities", summary="List facilities")
def facilities(
    request: HttpRequest,
    q: Annotated[str, Query(max_length=120, description="A code, or words of a name, town or county.")] = "",
    region: Annotated[str, Query(max_length=8)] = "",
    kind: Annotated[str, Query(max_length=16)] = "",
    area: Annotated[str, Query(max_length=8)] = "",
    cursor: Cursor = "",
    limit: Limit = 50,
) -> Any:
    """List the facilities, closed ones too, by code."""
    viewer = actor_of(request).viewer
    rows = facility_queries.facilities(viewer=viewer, words=q, region=region, kind=kind, area=area)
    return paged(rows, order=("code", "id"), cursor=cursor, limit=limit)[1]


@router.get("/released", response=CountedOut, operation_id="removal_released", summary="Count released rows")
def counted(
    request: HttpRequest,
    kind: Literal["removal", "arrest", "detainer", "encounter", "stint"] = "removal",
    by: Annotated[str, Query(max_length=24)] = "fiscal-year",
    first: date | None = None,
    last: date | None = None,
    facility: Annotated[str, Query(max_length=80)] = "",
) -> Any:
    """Count the rows of the agency's releases by year, category, citizenship and so on."""
    found = releases.statistics(Asked(kind, first, last, facility), by, viewer=actor_of(request).viewer)
    return {
        "head": list(found.head),
        "rows": [list(row) for row in found.rows],
        "total": found.total,
        "notes": found.notes,
    }
