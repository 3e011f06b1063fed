"""The reads of the public site's editors on the API."""

from __future__ import annotations

from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Query, Router

from limen.core.access.callers import actor_of
from limen.core.wire import Cursor, Limit, list_route, paged
from limen.portal import queries

router = Router(tags=["portal"])


@list_route(router, "/pieces", "portal.piece", operation="portal_pieces", summary="List pieces of the public site")
def pieces(
    request: HttpRequest,
    words: Annotated[str, Query(max_length=120)] = "",
    kind: Annotated[str, Query(max_length=8)] = "",
    state: Annotated[str, Query(max_length=12)] = "",
    cursor: Cursor = "",
    limit: Limit = 50,
) -> Any:
    """List the pieces that are open, or those in a state, by kind and address."""
    viewer = actor_of(request).viewer
    rows = queries.pieces(viewer=viewer, asked={"q": words, "kind": kind, "state": state})
    return paged(rows, order=("kind", "path", "id"), cursor=cursor, limit=limit)[1]


@list_route(router, "/editions", "portal.edition", operation="portal_editions", summary="List editions")
def editions(
    request: HttpRequest,
    words: Annotated[str, Query(max_length=120)] = "",
    language: Annotated[str, Query(max_length=12)] = "",
    state: Annotated[str, Query(max_length=12)] = "",
    cursor: Cursor = "",
    limit: Limit = 50,
) -> Any:
    """List the editions that somebody has work with, or those in a state, the oldest first."""
    viewer = actor_of(request).viewer
    rows = queries.editions(viewer=viewer, asked={"q": words, "language": language, "state": state})
    return paged(rows, order=("changed_at", "id"), cursor=cursor, limit=limit)[1]
