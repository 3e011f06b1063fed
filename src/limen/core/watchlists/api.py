"""Lists on the API."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from ninja import Router

from limen.core.access.callers import actor_of
from limen.core.watchlists import queries
from limen.core.wire import Cursor, Limit, list_route, paged

router = Router(tags=["watchlists"])


@list_route(router, "/list", "watchlists.watchlist", operation="watchlists_list", summary="List the lists")
def lists(
    request: HttpRequest,
    cursor: Cursor = "",
    limit: Limit = 50,
) -> Any:
    """List the lists that are taken as lookouts, by key."""
    rows = queries.lists(viewer=actor_of(request).viewer)
    return paged(rows, order=("key", "id"), cursor=cursor, limit=limit)[1]
