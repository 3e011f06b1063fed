"""Encounters on the API."""

from __future__ import annotations

from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Query, Router

from limen.core.access.callers import actor_of
from limen.core.encounters import queries
from limen.core.wire import as_data, list_route

router = Router(tags=["encounters"])


@list_route(
    router, "/of_person", "encounters.encounter", operation="encounters_of_person", summary="List a person's encounters"
)
def of_person(request: HttpRequest, person: UUID, limit: Annotated[int, Query(ge=1, le=200)] = 100) -> Any:
    """List a person's encounters, newest first."""
    found = queries.of_person(person, viewer=actor_of(request).viewer, limit=limit)
    return {"items": [as_data(row) for row in found], "next": None}
