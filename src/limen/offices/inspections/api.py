"""Inspections on the API: lists beyond the acts and records that every room has."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from django.http import HttpRequest
from django.utils import timezone
from ninja import File, Query, Router
from ninja.files import UploadedFile
from pydantic import BaseModel, Field, StringConstraints

from limen.core.access.callers import actor_of
from limen.core.wire import as_data, list_route
from limen.kernel import BadInput, Problem
from limen.offices.inspections import intake, queries

router = Router(tags=["inspections"])
Text = Annotated[str, StringConstraints(strip_whitespace=True, max_length=120)]
MOST_BYTES = 16 * 1024 * 1024


class Loaded(BaseModel):
    """What came of one message."""

    voyage: str | None = Field(description="The voyage it is about; null when it could not be told.")
    says: str
    people: int
    faults: list[dict[str, Any]]
    answer: str = Field(description="The CUSRES that answers it; empty where none is due.")


@list_route(router, "/board", "inspections.voyage", operation="inspections_board", summary="Read the board of a day")
def board(request: HttpRequest, day: date | None = None, direction: Literal["inbound", "outbound"] = "inbound") -> Any:
    """Read the voyages of the caller's port on a day; today when none is given. It names nobody."""
    viewer = actor_of(request).viewer
    wanted = day or timezone.now().astimezone(viewer.place.zone).date()
    rows = queries.board(viewer=viewer, day=wanted, direction=direction)
    return {"items": [as_data(row) for row in rows], "next": None}


@list_route(
    router, "/queue", "inspections.inspection", operation="inspections_queue", summary="Read who waits for secondary"
)
def queue(request: HttpRequest, limit: Annotated[int, Query(ge=1, le=200)] = 100) -> Any:
    """Read who waits for or is in secondary at the caller's place, the longest waiting first; it goes on the record."""
    rows = queries.queue(viewer=actor_of(request).viewer, limit=limit)
    return {"items": [as_data(row) for row in rows], "next": None}


@list_route(
    router,
    "/vetting",
    "inspections.traveller",
    operation="inspections_vetting",
    summary="Read who needs a person before arrival",
)
def vetting(request: HttpRequest, limit: Annotated[int, Query(ge=1, le=200)] = 100) -> Any:
    """Read who is coming to the caller's port and needs a person first, most pressing first; it goes on the record."""
    rows = queries.vetting_list(viewer=actor_of(request).viewer, now=timezone.now(), limit=limit)
    return {"items": [as_data(row) for row in rows], "next": None}


@list_route(
    router,
    "/admissions/find",
    "inspections.admission",
    operation="inspections_find_admissions",
    summary="Find arrival/departure records",
)
def find_admissions(
    request: HttpRequest, number: Text = "", document: Text = "", name: Text = "", birth: Text = ""
) -> Any:
    """Find records by number, by the document shown or by a name; nothing asked finds nothing. It is logged."""
    viewer = actor_of(request).viewer
    rows = queries.find_admissions(viewer=viewer, number=number, document=document, name=name, birth=birth)
    return {"items": [as_data(row) for row in rows], "next": None}


@router.post(
    "/messages",
    response=list[Loaded],
    operation_id="inspections_receive_message",
    summary="Load a manifest or booking message",
)
def receive(request: HttpRequest, message: File[UploadedFile]) -> Any:
    """Load PAXLST or PNRGOV as the carrier sent it: matched, screened, answered. One bad person spoils no list."""
    caller = actor_of(request)
    caller.viewer.require("inspections.manifest")
    if (message.size or 0) > MOST_BYTES:
        raise BadInput(
            "The message is larger than 16 megabytes; a message of one voyage is not.",
            problems=[Problem("message", "message.size", "Send one voyage a message.")],
        )
    found = intake.receive(
        message.read(), by=caller.actor, at=caller.place, purpose=caller.purpose, source=(message.name or "")[:160]
    )
    return [
        Loaded(
            voyage=str(item.voyage.pk) if item.voyage is not None else None,
            says=item.says,
            people=item.people,
            faults=list(item.faults),
            answer=item.answer,
        )
        for item in found
    ]
