"""Files on the API."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Router
from pydantic import BaseModel

from limen.core.access.callers import actor_of
from limen.core.casefile import queries

router = Router(tags=["casefile"])


class EventOut(BaseModel):
    """One line of a timeline; no personal data is in it."""

    at: datetime
    act: str
    title: str
    actor: str
    place: str
    authority: str
    state: tuple[str, str]
    hash: str


@router.get(
    "/timeline",
    response=list[EventOut],
    operation_id="casefile_timeline",
    summary="Read what was done to a record",
)
def timeline(request: HttpRequest, record: UUID) -> Any:
    """Read what was done to a record, newest first, from the ledger."""
    return [asdict(event) for event in queries.timeline([record], viewer=actor_of(request).viewer)]
