"""The reads of Border Patrol on the API."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from django.http import HttpRequest
from ninja import Query, Router, Schema

from limen.core.access.callers import actor_of
from limen.core.wire import Cursor, Limit, list_route, paged
from limen.offices.patrol import queries

router = Router(tags=["patrol"])


class Counted(Schema):
    """How many apprehensions there were of one kind; an asterisk where a count would point at somebody."""

    key: str
    people: str


@list_route(router, "/events", "patrol.event", operation="patrol_events", summary="List encounter events")
def events(
    request: HttpRequest,
    words: Annotated[str, Query(max_length=120)] = "",
    state: Literal["", "open", "closed"] = "",
    first: date | None = None,
    last: date | None = None,
    cursor: Cursor = "",
    limit: Limit = 50,
) -> Any:
    """List events by number, by a person's name, by day or state, the latest first; it goes on the record."""
    viewer = actor_of(request).viewer
    rows = queries.find_events(viewer=viewer, words=words, state=state, first=first, last=last)
    found, page = paged(rows, order=("-at", "-id"), cursor=cursor, limit=limit)
    queries.events_looked_at(found, viewer=viewer, words=words)
    return page


@list_route(
    router,
    "/unfinished",
    "patrol.apprehension",
    operation="patrol_unfinished",
    summary="List who is not processed at the caller's station",
)
def unfinished(
    request: HttpRequest,
    cursor: Cursor = "",
    limit: Limit = 50,
) -> Any:
    """List the apprehensions of the caller's station that are not processed, the longest held first; logged."""
    viewer = actor_of(request).viewer
    found, page = paged(queries.unfinished(viewer=viewer), order=("at", "id"), cursor=cursor, limit=limit)
    queries.apprehensions_looked_at(found, viewer=viewer)
    return page


@router.get(
    "/apprehensions/counts",
    response=list[Counted],
    operation_id="patrol_apprehensions_counted",
    summary="Count apprehensions",
)
def counts(
    request: HttpRequest, first: date, last: date, by: Literal["day", "station", "nationality", "disposition"] = "day"
) -> Any:
    """Count apprehensions over a period; it names nobody."""
    viewer = actor_of(request).viewer
    rows = queries.apprehensions_counted(viewer=viewer, by=by, first=first, last=last)
    return [Counted(key=row.key, people=row.shown) for row in rows]
