"""Exchange visitors on the API: the roster, one by number, the bars, what is to be done, the status in one line."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Query, Router
from pydantic import BaseModel, Field

from limen.core.access.callers import actor_of
from limen.core.wire import Cursor, Limit, as_data, list_route, paged, record_schema
from limen.offices.sevis.api.due import DueFound, Kind, Within, found
from limen.offices.sevis.queries import visitor_work as work
from limen.offices.sevis.queries import visitors as queries
from limen.offices.sevis.queries.visitor_standing import visitor_status

router = Router(tags=["sevis"])


class BarFound(BaseModel):
    """A bar on coming again."""

    code: str
    title: str
    until: date
    families: list[str] = Field(description="The families of categories that are barred.")
    citation: str


class VisitorStanding(BaseModel):
    """How a person stands as an exchange visitor."""

    line: str = Field(description="One line; empty when the person is no exchange visitor.")


@list_route(router, "/visitors", "sevis.visitor", operation="sevis_visitors", summary="List exchange visitors")
def visitors(
    request: HttpRequest,
    q: Annotated[str, Query(max_length=120)] = "",
    state: Annotated[str, Query(max_length=16)] = "",
    category: Annotated[str, Query(max_length=4)] = "",
    country: Annotated[str, Query(max_length=3)] = "",
    ends_by: date | None = None,
    cursor: Cursor = "",
    limit: Limit = 50,
) -> Any:
    """List visitors by name: an officer's own sponsor's, or every sponsor's for the government; it is logged."""
    viewer = actor_of(request).viewer
    wanted = queries.Wanted(text=q, state=state, category=category, country=country, ends_by=ends_by)
    rows = queries.visitors(viewer=viewer, wanted=wanted)
    found, page = paged(rows, order=("person__folded", "pk"), cursor=cursor, limit=limit)
    queries.visitors_looked_at(found, viewer=viewer)
    return page


@router.get(
    "/visitors/by-number/{sevis_id}",
    response=record_schema("sevis.visitor"),
    operation_id="sevis_visitor_by_number",
    summary="Read an exchange visitor by SEVIS ID",
)
def by_number(request: HttpRequest, sevis_id: str) -> Any:
    """Read the visitor with a SEVIS ID; it is logged."""
    return as_data(queries.visitor_by_number(sevis_id, viewer=actor_of(request).viewer))


@router.get(
    "/visitors/{visitor_id}/bars",
    response=list[BarFound],
    operation_id="sevis_visitor_bars",
    summary="Read what a visitor's stays bar",
)
def bars(request: HttpRequest, visitor_id: UUID) -> Any:
    """Read the bars that follow from a visitor's stays, the longest first; it is logged."""
    viewer = actor_of(request).viewer
    record = queries.visitor(visitor_id, viewer=viewer)
    return [
        BarFound(code=row.code, title=row.title, until=row.until, families=list(row.families), citation=row.citation)
        for row in queries.bars_of(record, viewer=viewer)
    ]


@router.get(
    "/visitor-work", response=list[DueFound], operation_id="sevis_visitor_work", summary="List what is to be done"
)
def visitor_work(
    request: HttpRequest,
    kind: Kind = "",
    within: Within = 0,
    limit: Limit = 50,
) -> Any:
    """List what is to be done for the caller's visitors, the earliest lawful day first; it is logged."""
    viewer = actor_of(request).viewer
    rows = work.visitor_work(viewer=viewer, kind=kind, within=within)[:limit]
    return found(rows, viewer=viewer, what="sevis.visitor_work")


@router.get(
    "/people/{person_id}/visitor-status",
    response=VisitorStanding,
    operation_id="sevis_visitor_status",
    summary="Read a person's exchange visitor status",
)
def status(request: HttpRequest, person_id: UUID) -> Any:
    """Read how a person stands as an exchange visitor, in one line; it is logged."""
    return VisitorStanding(line=visitor_status(person_id, viewer=actor_of(request).viewer))
