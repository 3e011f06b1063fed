"""Schools, sponsors, officials and counts on the API."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from django.http import HttpRequest
from ninja import Query, Router
from pydantic import BaseModel

from limen.core.access.callers import actor_of
from limen.core.wire import Cursor, Limit, list_route, paged
from limen.offices.sevis.queries import organisations as queries
from limen.offices.sevis.queries import oversight, stayed

router = Router(tags=["sevis"])
Words = Annotated[str, Query(max_length=120)]


class CountOut(BaseModel):
    """How many there are of one group; ``*`` where they are too few to be counted out."""

    key: str
    title: str
    shown: str


class StayedOut(BaseModel):
    """Somebody whose stay is over and of whom no departure is known."""

    last_day: date
    sevis_id: str
    name: str
    nationality: str
    state: str
    days_over: int


class RiskOut(BaseModel):
    """A school that needs looking at."""

    code: str
    name: str
    students: int
    terminated_percent: float
    unregistered_percent: float
    stale_percent: float
    reasons: list[str]


@list_route(router, "/schools", "sevis.school", operation="sevis_schools", summary="List schools")
def schools(
    request: HttpRequest,
    q: Words = "",
    state: Annotated[str, Query(max_length=32)] = "",
    cursor: Cursor = "",
    limit: Limit = 50,
) -> Any:
    """List the schools within the caller's reach: a school's people have their own alone."""
    rows = queries.schools(viewer=actor_of(request).viewer, words=q, state=state)
    return paged(rows, order=("code", "id"), cursor=cursor, limit=limit)[1]


@list_route(router, "/sponsors", "sevis.sponsor", operation="sevis_sponsors", summary="List sponsors")
def sponsors(
    request: HttpRequest,
    q: Words = "",
    state: Annotated[str, Query(max_length=32)] = "",
    cursor: Cursor = "",
    limit: Limit = 50,
) -> Any:
    """List the sponsors within the caller's reach: a sponsor's people have their own alone."""
    rows = queries.sponsors(viewer=actor_of(request).viewer, words=q, state=state)
    return paged(rows, order=("number", "id"), cursor=cursor, limit=limit)[1]


@list_route(router, "/officials", "sevis.official", operation="sevis_officials", summary="List officials")
def officials(
    request: HttpRequest,
    q: Words = "",
    role: Annotated[str, Query(max_length=32)] = "",
    cursor: Cursor = "",
    limit: Limit = 50,
) -> Any:
    """List the officials within the caller's reach who speak for a school or sponsor, or are proposed."""
    rows = queries.officials(viewer=actor_of(request).viewer, words=q, role=role)
    return paged(rows, order=("role", "id"), cursor=cursor, limit=limit)[1]


@router.get("/counts", response=list[CountOut], operation_id="sevis_counts", summary="Count students or visitors")
def counts(
    request: HttpRequest,
    whom: Literal["students", "visitors"] = "students",
    by: Literal["school", "level", "country", "field", "state", "sponsor", "category"] = "country",
) -> Any:
    """Count those whose record is initial or active; groups of few people are not counted out."""
    known = oversight.OF_VISITORS if whom == "visitors" else oversight.OF_STUDENTS
    chosen = by if by in known else next(iter(known))
    rows = oversight.counted(viewer=actor_of(request).viewer, whom=whom, by=chosen)
    return [{"key": row.key, "title": row.title, "shown": row.shown} for row in rows]


@router.get("/at-risk", response=list[RiskOut], operation_id="sevis_at_risk", summary="List schools at risk")
def at_risk(request: HttpRequest) -> Any:
    """List the schools that need looking at, and why."""
    return [
        {
            "code": row.school.code,
            "name": row.school.name,
            "students": row.held,
            "terminated_percent": row.terminated,
            "unregistered_percent": row.unregistered,
            "stale_percent": row.stale,
            "reasons": list(row.reasons),
        }
        for row in oversight.at_risk(viewer=actor_of(request).viewer)
    ]


@router.get(
    "/stayed-on",
    response=list[StayedOut],
    operation_id="sevis_stayed_on",
    summary="List who stayed on after their status",
)
def stayed_on(
    request: HttpRequest,
    whom: Literal["students", "visitors"] = "students",
    country: Annotated[str, Query(max_length=3)] = "",
    limit: Limit = 50,
) -> Any:
    """List whose status is over and of whom no departure is known, the longest first; it is logged."""
    viewer = actor_of(request).viewer
    rows = stayed.stayed_looked_at(stayed.stayed_on(viewer=viewer, whom=whom, country=country)[:limit], viewer=viewer)
    return [
        {
            "last_day": row.last,
            "sevis_id": row.sevis_id,
            "name": row.person.display_name,
            "nationality": row.person.nationality,
            "state": row.state,
            "days_over": stayed.days_over(row, viewer.day),
        }
        for row in rows
    ]
