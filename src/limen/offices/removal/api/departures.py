"""Departures on the API: the documents sought, the board of movements, a manifest, a person's bars on return."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal
from uuid import UUID

from django.http import HttpRequest
from ninja import Query, Router
from pydantic import StringConstraints

from limen.core.access.callers import actor_of
from limen.core.wire import Cursor, Limit, as_data, list_route, paged
from limen.offices.removal.departure_states import OPEN_REQUESTS
from limen.offices.removal.queries import departures as queries

router = Router(tags=["removal"])
Country = Annotated[str, StringConstraints(strip_whitespace=True, to_upper=True, max_length=3)]
State = Literal["requested", "received", "refused", "withdrawn"]


@list_route(
    router,
    "/documents",
    "removal.traveldocumentrequest",
    operation="removal_documents",
    summary="Read the travel documents sought",
)
def documents(
    request: HttpRequest,
    country: Country = "",
    step: Annotated[str, Query(max_length=32)] = "",
    state: Annotated[list[State] | None, Query()] = None,
    overdue: bool = False,
    mine: bool = False,
    cursor: Cursor = "",
    limit: Limit = 50,
) -> Any:
    """Read requests to consulates, the earliest expected first; it goes on the record."""
    viewer = actor_of(request).viewer
    rows = queries.requests(
        viewer=viewer,
        day=viewer.day,
        country=country,
        step=step,
        states=tuple(state or OPEN_REQUESTS),
        overdue=overdue,
        mine=mine,
    )
    found, page = paged(rows, order=("due_on", "id"), cursor=cursor, limit=limit)
    queries.looked_at(found, viewer=viewer, what="requests")
    return page


@list_route(
    router, "/movements", "removal.movement", operation="removal_movements", summary="Read the movements of a day"
)
def movements(request: HttpRequest, day: date | None = None, country: Country = "", elsewhere: bool = False) -> Any:
    """Read what leaves from the caller's place on a day, today when none is given. It names nobody."""
    viewer = actor_of(request).viewer
    wanted = day or viewer.day
    wanted = wanted if date.min.year < wanted.year < date.max.year else viewer.day
    first, until = queries.by_day(wanted, viewer.place.zone)
    rows = queries.board(viewer=viewer, first=first, until=until, country=country, elsewhere=elsewhere)
    return {"items": [as_data(row) for row in rows], "next": None}


@list_route(
    router, "/manifest", "removal.seat", operation="removal_manifest", summary="Read the manifest of a movement"
)
def manifest(request: HttpRequest, movement: UUID) -> Any:
    """Read who is on a movement's manifest, seat by seat; it goes on the record."""
    viewer = actor_of(request).viewer
    record = queries.movement(movement, viewer=viewer)
    return {"items": [as_data(row) for row in queries.manifest(record, viewer=viewer)], "next": None}


@list_route(router, "/bars", "removal.returnbar", operation="removal_bars", summary="Read a person's bars on return")
def bars(request: HttpRequest, person: UUID) -> Any:
    """Read how long a person may not come back; it goes on the record."""
    rows = queries.bars_of(person, viewer=actor_of(request).viewer)
    return {"items": [as_data(row) for row in rows], "next": None}
