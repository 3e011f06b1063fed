"""The lists of decisions on custody on the API."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from django.http import HttpRequest
from ninja import Query, Router

from limen.core.access.callers import actor_of
from limen.core.wire import Cursor, Limit, list_route, paged
from limen.offices.removal.queries import decisions as queries

State = Annotated[str, Query(max_length=32)]
NEWEST = ("-id",)

router = Router(tags=["removal"])


def _page(rows: Any, request: HttpRequest, what: str, cursor: str, limit: int) -> Any:
    found, page = paged(rows, order=NEWEST, cursor=cursor, limit=limit)
    queries.looked_at(found, viewer=actor_of(request).viewer, what=what)
    return page


@list_route(router, "/bonds", "removal.bond", operation="removal_bonds", summary="List bonds")
def removal_bonds(request: HttpRequest, state: State = "", cursor: Cursor = "", limit: Limit = 50) -> Any:
    """List the bonds set at the caller's place in a state, newest first; those under way when none is named."""
    rows = queries.bonds(viewer=actor_of(request).viewer, state=state)
    return _page(rows, request, "removal.bonds", cursor, limit)


@list_route(
    router, "/supervision", "removal.supervision", operation="removal_supervised", summary="List who is supervised"
)
def removal_supervised(
    request: HttpRequest,
    show: Literal["", "today", "missed", "remind", "soon", "over"] = "",
    kind: Annotated[str, Query(max_length=24)] = "",
    cursor: Cursor = "",
    limit: Limit = 50,
) -> Any:
    """List who reports to the caller's place: everybody, due today, missed, to be reminded, due later, or over."""
    rows = queries.supervised(viewer=actor_of(request).viewer, show=show, kind=kind)
    return _page(rows, request, "removal.supervised", cursor, limit)


@list_route(router, "/reviews", "removal.review", operation="removal_reviews", summary="List reviews of custody")
def removal_reviews(
    request: HttpRequest,
    kind: Annotated[str, Query(max_length=24)] = "",
    state: State = "",
    by: date | None = None,
    cursor: Cursor = "",
    limit: Limit = 50,
) -> Any:
    """List the reviews of people held at the caller's place, those to be decided when no state is named."""
    rows = queries.reviews(viewer=actor_of(request).viewer, kind=kind, state=state, by=by)
    return _page(rows, request, "removal.reviews", cursor, limit)


@list_route(router, "/detainers", "removal.detainer", operation="removal_detainers", summary="List detainers")
def removal_detainers(request: HttpRequest, state: State = "", cursor: Cursor = "", limit: Limit = 50) -> Any:
    """List the detainers issued at the caller's place, those that stand when no state is named."""
    rows = queries.detainers(viewer=actor_of(request).viewer, state=state)
    return _page(rows, request, "removal.detainers", cursor, limit)


@list_route(router, "/habeas", "removal.habeas", operation="removal_petitions", summary="List habeas petitions")
def removal_petitions(request: HttpRequest, state: State = "", cursor: Cursor = "", limit: Limit = 50) -> Any:
    """List the habeas petitions of people held at the caller's place, those open when no state is named."""
    rows = queries.petitions(viewer=actor_of(request).viewer, state=state)
    return _page(rows, request, "removal.petitions", cursor, limit)


@list_route(
    router, "/waiting", "referrals.referral", operation="removal_waiting", summary="List who waits to be taken over"
)
def removal_waiting(request: HttpRequest, cursor: Cursor = "", limit: Limit = 50) -> Any:
    """List the referrals of people who wait to be taken over at the caller's place."""
    viewer = actor_of(request).viewer
    found, page = paged(queries.referred(viewer=viewer), order=("due_at", "id"), cursor=cursor, limit=limit)
    queries.waiting(found, viewer=viewer)
    return page
