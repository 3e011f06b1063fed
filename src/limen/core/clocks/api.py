"""The queues of deadlines on the API."""

from __future__ import annotations

from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Query, Router

from limen.core.access.callers import actor_of
from limen.core.clocks import queries
from limen.core.wire import MOST, page_schema, paged, record_schema

router = Router(tags=["clocks"])


@router.get(
    "/open",
    response=page_schema(record_schema("clocks.runningclock")),
    operation_id="clocks_open",
    summary="Read the deadlines that run",
)
def open_clocks(
    request: HttpRequest,
    cursor: Annotated[str, Query(max_length=400)] = "",
    limit: Annotated[int, Query(ge=1, le=MOST)] = 50,
) -> Any:
    """Read the clocks of the caller's place that have not ended, the earliest due first."""
    viewer = actor_of(request).viewer
    found, page = paged(queries.open_clocks(viewer=viewer), order=("due_at", "id"), cursor=cursor, limit=limit)
    queries.looked_at(found, viewer=viewer)
    return page
