"""The queues of deadlines on the API, how one is reckoned, and what would happen if."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone
from ninja import Query, Router
from pydantic import BaseModel, Field, StringConstraints

from limen.core.access.callers import actor_of
from limen.core.clocks import queries, supposing
from limen.core.clocks.telling import Period, moment_in
from limen.core.lawbook import lawbook
from limen.core.offices import OfficeKey
from limen.core.wire import Cursor, Limit, list_route, paged
from limen.kernel import BadInput, Problem

router = Router(tags=["clocks"])
Standing = Literal["breached", "at risk", "due soon", "running", "tolled"]
Key = Annotated[str, StringConstraints(strip_whitespace=True, max_length=64)]


class Reckoned(BaseModel):
    """How a due time comes about."""

    id: UUID
    key: str
    title: str
    citation: str
    standing: str
    owner_role: str = Field(description="The role that answers for it.")
    office: str
    place: str = Field(description="The code of the place where it runs; empty where it runs at none.")
    escalated_at: datetime | None = Field(description="When supervisors were told that it is about to pass.")
    started_by: str = Field(description="The event that started it.")
    due_at: datetime
    steps: list[str] = Field(description="How it is reckoned, a sentence a step.")
    tolled: list[dict[str, Any]]
    next_step: str
    on_breach: str
    to_do: str


class WhatIf(BaseModel):
    """What would follow; nothing was written."""

    mark: str
    at: datetime
    starts: list[dict[str, Any]]
    moves: list[dict[str, Any]]
    ends: list[dict[str, Any]]
    lacking: list[str] = Field(description="Clocks the event starts, whose rule is not in force on that day.")


@list_route(router, "/open", "clocks.runningclock", operation="clocks_open", summary="Read the deadlines that run")
def open_clocks(
    request: HttpRequest,
    office: OfficeKey | None = None,
    owner_role: Key = "",
    standing: Standing | None = None,
    mine: bool = False,
    cursor: Cursor = "",
    limit: Limit = 50,
) -> Any:
    """Read the clocks of the caller's place that have not ended, the earliest due first."""
    viewer = actor_of(request).viewer
    owner = viewer.account.id if mine else None
    rows = queries.narrowed(queries.open_clocks(viewer=viewer), office=office or "", owner_role=owner_role, owner=owner)
    if standing:
        rows = queries.of_standing(rows, standing, timezone.now())
    found, page = paged(rows, order=("due_at", "id"), cursor=cursor, limit=limit)
    queries.looked_at(found, viewer=viewer)
    return page


@router.get("/counts", response=dict[str, int], operation_id="clocks_counts", summary="Count deadlines by standing")
def counted(request: HttpRequest, office: OfficeKey | None = None, owner_role: Key = "") -> Any:
    """Count the clocks of the caller's place that have not ended, by how they stand."""
    viewer = actor_of(request).viewer
    rows = queries.narrowed(queries.open_clocks(viewer=viewer), office=office or "", owner_role=owner_role)
    return queries.counts(rows, timezone.now())


@router.get(
    "/what-if",
    response=WhatIf,
    operation_id="clocks_what_if",
    summary="Read what would follow if an event happened at another moment",
)
def what_if(
    request: HttpRequest,
    mark: Annotated[str, Query(max_length=64)],
    at: datetime,
    person: UUID | None = None,
    subject: UUID | None = None,
) -> Any:
    """Read every deadline an event would start, move, hold up or end; a time without a zone is the place's own."""
    viewer = actor_of(request).viewer
    known_mark(mark)
    zone = viewer.place.zone
    found = queries.supposed(mark, moment_in(at, zone), viewer=viewer, zone=zone, person=person, subject=subject)
    return as_wire(found)


@router.get(
    "/{uuid:identifier}/reckoned",
    response=Reckoned,
    operation_id="clocks_reckoned",
    summary="Read how a deadline is reckoned",
)
def reckoned(request: HttpRequest, identifier: UUID) -> Any:
    """Read what started a deadline, under which provision, what held it up, and how its due time comes about."""
    return explained(queries.clock(identifier, viewer=actor_of(request).viewer))


def explained(clock: Any) -> dict[str, Any]:
    """Return how a deadline is reckoned, as data."""
    return {
        "id": clock.pk,
        "key": clock.key,
        "title": clock.title,
        "citation": clock.citation,
        "state": clock.state,
        "standing": queries.standing(clock, timezone.now()) if clock.state in queries.WANTED else clock.state,
        "owner_role": clock.owner_role,
        "office": clock.office,
        "place": clock.place.code if clock.place else "",
        "escalated_at": clock.escalated_at,
        "started_by": clock.mark,
        "due_at": clock.due_at,
        "steps": list(Period.of(clock).steps()),
        "tolled": [{"since": row.since, "until": row.until, "mark": row.mark} for row in clock.tolls.all()],
        "next_step": clock.next_step,
        "on_breach": clock.on_breach,
        "to_do": clock.to_do,
    }


def known_mark(mark: str) -> None:
    """Return when the law pack knows an event.

    Raises:
        BadInput: otherwise.
    """
    if mark not in supposing.marks(lawbook()):
        said = f"“{mark}” is no event of the law pack."
        raise BadInput(said, problems=[Problem("mark", "mark.unknown", "Give an event that some clock names.")])


def as_wire(found: supposing.Supposed) -> dict[str, Any]:
    """Return what would follow as data."""
    return {
        "mark": found.mark,
        "at": found.at,
        "starts": [asdict(row) for row in found.starts],
        "moves": [
            {**_named(row.clock), "why": row.why, "after": row.after, "citation": row.citation} for row in found.moves
        ],
        "ends": [{**_named(row.clock), "late": row.late} for row in found.ends],
        "lacking": found.lacking,
    }


def _named(clock: supposing.Runs) -> dict[str, Any]:
    return {"id": clock.id, "key": clock.key, "title": clock.title, "due_at": clock.due_at}
