"""The reads of Border Patrol on the API."""

from __future__ import annotations

from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Query, Router

from limen.core.access.callers import actor_of
from limen.core.wire import Cursor, Limit, list_route, paged
from limen.offices.patrol import queries

router = Router(tags=["patrol"])


@list_route(
    router,
    "/detections",
    "patrol.detection",
    operation="patrol_detections",
    summary="Read the detections of the caller's stations",
)
def detections(
    request: HttpRequest,
    state: Annotated[str, Query(max_length=12)] = "",
    cursor: Cursor = "",
    limit: Limit = 50,
) -> Any:
    """Read the detections without an outcome, or those in a state, the oldest first."""
    viewer = actor_of(request).viewer
    rows = queries.detections(viewer=viewer, asked={"state": state})
    found, page = paged(rows, order=("at", "id"), cursor=cursor, limit=limit)
    queries.looked_at(found, viewer=viewer)
    return page


@list_route(
    router,
    "/seizures",
    "patrol.seizure",
    operation="patrol_seizures",
    summary="Read the seizures of the caller's stations",
)
def seizures(
    request: HttpRequest,
    state: Annotated[str, Query(max_length=12)] = "",
    cursor: Cursor = "",
    limit: Limit = 50,
) -> Any:
    """Read the seizures, or those in a state, the oldest first."""
    viewer = actor_of(request).viewer
    rows = queries.seizures(viewer=viewer, asked={"state": state})
    found, page = paged(rows, order=("at", "id"), cursor=cursor, limit=limit)
    queries.seizures_looked_at(found, viewer=viewer)
    return page
