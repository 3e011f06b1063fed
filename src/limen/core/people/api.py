"""People on the API."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from django.http import HttpRequest
from ninja import Query, Router
from pydantic import StringConstraints

from limen.core.access.callers import actor_of
from limen.core.people import queries
from limen.core.wire import Cursor, Limit, as_data, list_route, paged

router = Router(tags=["people"])
Text = Annotated[str, StringConstraints(strip_whitespace=True, max_length=120)]
Birth = Annotated[str, StringConstraints(pattern=r"^(\d{4}(-\d{2}(-\d{2})?)?)?$")]


@list_route(router, "/find", "people.person", operation="people_find", summary="Find people")
def find(
    request: HttpRequest,
    name: Text = "",
    birth: Birth = "",
    number: Text = "",
    limit: Annotated[int, Query(ge=1, le=100)] = 50,
) -> Any:
    """Find people by name, birth (1985, 1985-04 or 1985-04-12) or number, best matches first.

    The search itself goes on the record. With nothing asked, nothing is found.
    """
    viewer = actor_of(request).viewer
    found = queries.find(viewer=viewer, name=name, birth=birth, number=number, limit=limit)
    return {"items": [as_data(person) for person in found], "next": None}


@list_route(
    router, "/proposals", "people.proposal", operation="people_proposals", summary="List records proposed as one person"
)
def proposals(
    request: HttpRequest,
    state: Literal["", "waiting", "open", "unsure", "same", "not_same", "settled", "withdrawn"] = "waiting",
    least: Annotated[float, Query(ge=0, le=1)] = 0.0,
    cursor: Cursor = "",
    limit: Limit = 50,
) -> Any:
    """List pairs of records that may be the same person, by when they came on record; the look is logged."""
    viewer = actor_of(request).viewer
    rows = queries.proposals(viewer=viewer, state=state, least=least)
    found, answer = paged(rows, order=("id",), cursor=cursor, limit=limit)
    queries.looked_at(found, viewer=viewer)
    return answer


@list_route(
    router, "/resolutions", "people.resolution", operation="people_resolutions", summary="List runs over the register"
)
def resolutions(
    request: HttpRequest,
    cursor: Cursor = "",
    limit: Limit = 50,
) -> Any:
    """List the runs that looked for records of the same person, the newest first."""
    rows = queries.resolutions(viewer=actor_of(request).viewer)
    return paged(rows, order=("-made_at", "-id"), cursor=cursor, limit=limit)[1]
