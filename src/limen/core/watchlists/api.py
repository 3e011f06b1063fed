"""Lists on the API."""

from __future__ import annotations

from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Query, Router

from limen.core.access.callers import actor_of
from limen.core.watchlists import queries
from limen.core.wire import MOST, page_schema, paged, record_schema

router = Router(tags=["watchlists"])


@router.get(
    "/list",
    response=page_schema(record_schema("watchlists.watchlist")),
    operation_id="watchlists_list",
    summary="List the lists",
)
def lists(
    request: HttpRequest,
    cursor: Annotated[str, Query(max_length=400)] = "",
    limit: Annotated[int, Query(ge=1, le=MOST)] = 50,
) -> Any:
    """List the lists that are taken as lookouts, by key."""
    rows = queries.lists(viewer=actor_of(request).viewer)
    return paged(rows, order=("key", "id"), cursor=cursor, limit=limit)[1]
