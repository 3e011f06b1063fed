"""Students on the API: the roster, one by number, what is to be done, and the status of a person in one line."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal
from uuid import UUID

from django.http import HttpRequest
from ninja import Query, Router
from pydantic import BaseModel, Field

from limen.core.access.callers import actor_of
from limen.core.wire import Cursor, Limit, as_data, list_route, paged, record_schema
from limen.offices.sevis.api.due import DueFound, Kind, Within, found
from limen.offices.sevis.queries import alerts as work
from limen.offices.sevis.queries import students as queries
from limen.offices.sevis.queries.standing import status_line

router = Router(tags=["sevis"])


class Standing(BaseModel):
    """How a person stands as a student."""

    line: str = Field(description="One line; empty when the person is no student.")


@list_route(router, "/students", "sevis.student", operation="sevis_students", summary="List students")
def students(
    request: HttpRequest,
    q: Annotated[str, Query(max_length=120)] = "",
    state: Annotated[str, Query(max_length=16)] = "",
    level: Annotated[str, Query(max_length=2)] = "",
    visa_type: Literal["", "F-1", "M-1"] = "",
    country: Annotated[str, Query(max_length=3)] = "",
    due_by: date | None = None,
    cursor: Cursor = "",
    limit: Limit = 50,
) -> Any:
    """List students by name: an official's own school's, or every school's for the government; it is logged."""
    viewer = actor_of(request).viewer
    wanted = queries.Wanted(text=q, state=state, level=level, visa_type=visa_type, country=country, due_by=due_by)
    rows = queries.students(viewer=viewer, wanted=wanted)
    found, page = paged(rows, order=("person__folded", "pk"), cursor=cursor, limit=limit)
    queries.students_looked_at(found, viewer=viewer)
    return page


@router.get(
    "/students/by-number/{sevis_id}",
    response=record_schema("sevis.student"),
    operation_id="sevis_student_by_number",
    summary="Read a student by SEVIS ID",
)
def by_number(request: HttpRequest, sevis_id: str) -> Any:
    """Read the student with a SEVIS ID; it is logged."""
    return as_data(queries.by_number(sevis_id, viewer=actor_of(request).viewer))


@router.get("/alerts", response=list[DueFound], operation_id="sevis_alerts", summary="List what is to be done")
def alerts(
    request: HttpRequest,
    kind: Kind = "",
    within: Within = 0,
    limit: Limit = 50,
) -> Any:
    """List what is to be done for the caller's students, the earliest lawful day first; it is logged."""
    viewer = actor_of(request).viewer
    rows = work.alerts(viewer=viewer, kind=kind, within=within)[:limit]
    return found(rows, viewer=viewer, what="sevis.alerts")


@router.get(
    "/people/{person_id}/status",
    response=Standing,
    operation_id="sevis_status",
    summary="Read a person's student status",
)
def status(request: HttpRequest, person_id: UUID) -> Any:
    """Read how a person stands as a student, in one line; it is logged."""
    return Standing(line=status_line(person_id, viewer=actor_of(request).viewer))
