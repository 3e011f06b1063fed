"""The reads of investigations on the API."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Query, Router

from limen.core.access.callers import actor_of
from limen.core.wire import Cursor, Limit, list_route, paged
from limen.offices.investigations import queries

router = Router(tags=["investigations"])


@list_route(router, "/leads", "investigations.lead", operation="investigations_leads", summary="List leads")
def leads(
    request: HttpRequest,
    words: Annotated[str, Query(max_length=120)] = "",
    state: Annotated[str, Query(max_length=12)] = "",
    kind: Annotated[str, Query(max_length=24)] = "",
    area: Annotated[str, Query(max_length=32)] = "",
    cursor: Cursor = "",
    limit: Limit = 50,
) -> Any:
    """List the leads of the caller's office and of none yet that are open, or those in a state; it goes on the record.

    The first due comes first.
    """
    viewer = actor_of(request).viewer
    asked = {"q": words, "state": state, "kind": kind, "area": area}
    rows = queries.leads(viewer=viewer, asked=asked)
    found, page = paged(rows, order=("due_at", "id"), cursor=cursor, limit=limit)
    queries.leads_looked_at(found, viewer=viewer, words=words)
    return page


@list_route(router, "/arrests", "investigations.arrest", operation="investigations_arrests", summary="List arrests")
def arrests(
    request: HttpRequest,
    words: Annotated[str, Query(max_length=120)] = "",
    state: Annotated[str, Query(max_length=12)] = "",
    first: date | None = None,
    last: date | None = None,
    cursor: Cursor = "",
    limit: Limit = 50,
) -> Any:
    """List the arrests of the caller's office, the latest first; it goes on the record."""
    viewer = actor_of(request).viewer
    asked = {"q": words, "state": state, "first": first, "last": last}
    rows = queries.arrests(viewer=viewer, asked=asked)
    found, page = paged(rows, order=("-at", "-id"), cursor=cursor, limit=limit)
    queries.arrests_looked_at(found, viewer=viewer, words=words)
    return page
