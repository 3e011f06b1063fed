"""The reads of Border Patrol on the API."""

from __future__ import annotations

from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Query, Router

from limen.core.access.callers import actor_of
from limen.core.wire import MOST, page_schema, paged, record_schema
from limen.offices.patrol import queries

router = Router(tags=["patrol"])


@router.get(
    "/detections",
    response=page_schema(record_schema("patrol.detection")),
    operation_id="patrol_detections",
    summary="Read the detections of the caller's stations",
)
def detections(
    request: HttpRequest,
    state: Annotated[str, Query(max_length=12)] = "",
    cursor: Annotated[str, Query(max_length=400)] = "",
    limit: Annotated[int, Query(ge=1, le=MOST)] = 50,
) -> Any:
    """Read the detections without an outcome, or those in a state, the oldest first."""
    viewer = actor_of(request).viewer
    rows = queries.detections(viewer=viewer, asked={"state": state})
    found, page = paged(rows, order=("at", "id"), cursor=cursor, limit=limit)
    queries.looked_at(found, viewer=viewer)
    return page


@router.get(
    "/seizures",
    response=page_schema(record_schema("patrol.seizure")),
    operation_id="patrol_seizures",
    summary="Read the seizures of the caller's stations",
)
def seizures(
    request: HttpRequest,
    state: Annotated[str, Query(max_length=12)] = "",
    cursor: Annotated[str, Query(max_length=400)] = "",
    limit: Annotated[int, Query(ge=1, le=MOST)] = 50,
) -> Any:
    """Read the seizures, or those in a state, the oldest first."""
    viewer = actor_of(request).viewer
    rows = queries.seizures(viewer=viewer, asked={"state": state})
    found, page = paged(rows, order=("at", "id"), cursor=cursor, limit=limit)
    queries.seizures_looked_at(found, viewer=viewer)
    return page
