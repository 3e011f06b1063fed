"""The queues of referrals on the API."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from django.http import HttpRequest
from ninja import Query, Router

from limen.core.access.callers import actor_of
from limen.core.referrals import queries
from limen.core.wire import Cursor, Limit, list_route, paged

router = Router(tags=["referrals"])
State = Literal["sent", "accepted", "returned", "completed", "withdrawn"]


@list_route(router, "/queue", "referrals.referral", operation="referrals_queue", summary="Read an office's queue")
def queue(
    request: HttpRequest,
    office: Annotated[str, Query(min_length=1, max_length=40)],
    state: Annotated[list[State] | None, Query()] = None,
    cursor: Cursor = "",
    limit: Limit = 50,
) -> Any:
    """Read the work sent to an office at the caller's place, the earliest due first: open work, or in some states."""
    viewer = actor_of(request).viewer
    rows = queries.queue(viewer=viewer, office=office, states=tuple(state or queries.OPEN))
    found, page = paged(rows, order=("due_at", "id"), cursor=cursor, limit=limit)
    queries.looked_at(found, viewer=viewer, office=office)
    return page
