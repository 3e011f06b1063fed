"""The reads of what the public sent on the API."""

from __future__ import annotations

from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Query, Router

from limen.core.access.callers import actor_of
from limen.core.wire import Cursor, Limit, list_route, paged
from limen.portal.requests import queries

router = Router(tags=["portal"])


@list_route(
    router,
    "/submissions",
    "portal.submission",
    operation="portal_submissions",
    summary="List what the public sent",
)
def submissions(
    request: HttpRequest,
    kind: Annotated[str, Query(max_length=24)] = "",
    state: Annotated[str, Query(max_length=16)] = "",
    office: Annotated[str, Query(max_length=24)] = "",
    cursor: Cursor = "",
    limit: Limit = 50,
) -> Any:
    """List what the public sent of the kinds the caller works, open or in a state; it goes on the record.

    What was received first comes first.
    """
    viewer = actor_of(request).viewer
    asked = {"kind": kind, "state": state, "office": office}
    rows = queries.submissions(viewer=viewer, asked=asked)
    found, page = paged(rows, order=("received_at", "id"), cursor=cursor, limit=limit)
    queries.looked_at(found, viewer=viewer)
    return page
