"""Custody on the API."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Query, Router, Schema

from limen.core.access.callers import actor_of
from limen.core.custody import queries
from limen.core.wire import Cursor, Limit, list_route, paged

router = Router(tags=["custody"])


class PopulationDay(Schema):
    """The population of one day."""

    day: date
    midnight: int
    whole: int
    ins: int
    outs: int


@list_route(router, "/here", "custody.stay", operation="custody_here", summary="List who is held at the caller's place")
def here(
    request: HttpRequest,
    who: Annotated[str, Query(max_length=12)] = "",
    cursor: Cursor = "",
    limit: Limit = 50,
) -> Any:
    """List the stays of those held here or on the way here, the longest first."""
    viewer = actor_of(request).viewer
    rows = queries.here(viewer=viewer, who=who)
    found, page = paged(rows, order=("began_at", "id"), cursor=cursor, limit=limit)
    queries.looked_at(found, viewer=viewer)
    return page


@router.get(
    "/population",
    response=list[PopulationDay],
    operation_id="custody_population",
    summary="Count who was held here by day",
)
def population(request: HttpRequest, first: date, last: date) -> Any:
    """Count the population of the caller's place on each day of a period of a year at most."""
    viewer = actor_of(request).viewer
    return queries.population(viewer.place, first, last, viewer=viewer, now=timezone.now())
