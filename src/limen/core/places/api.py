"""Places on the API."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from django.db.models import Q
from django.http import HttpRequest
from ninja import Query, Router

from limen.core.access.callers import actor_of
from limen.core.places import queries
from limen.core.wire import Cursor, Limit, list_route, paged

router = Router(tags=["places"])


@list_route(router, "/list", "places.place", operation="places_list", summary="List places")
def places(
    request: HttpRequest,
    on: date | None = None,
    kind: Annotated[str, Query(max_length=24)] = "",
    q: Annotated[str, Query(max_length=80, description="A code, or part of a name.")] = "",
    cursor: Cursor = "",
    limit: Limit = 50,
) -> Any:
    """List the places as they stood on a day (today, when none is given), by name."""
    viewer = actor_of(request).viewer
    viewer.require("places.view")
    rows = queries.as_of(on or viewer.day)
    if kind:
        rows = rows.filter(kind=kind)
    if q:
        rows = rows.filter(Q(code__iexact=q) | Q(name__icontains=q))
    return paged(rows, order=("name", "id"), cursor=cursor, limit=limit)[1]
