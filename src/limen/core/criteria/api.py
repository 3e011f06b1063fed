"""Criteria on the API."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Query, Router
from pydantic import BaseModel

from limen.core.access.callers import actor_of
from limen.core.criteria import queries
from limen.core.criteria.rules import fields
from limen.core.wire import Limit, as_data, list_route, paged

router = Router(tags=["criteria"])


class FieldOut(BaseModel):
    """One thing a criterion may ask of a traveller."""

    key: str
    title: str
    category: str
    kind: str
    operators: list[str]
    sensitive: bool


class MeasuresOut(BaseModel):
    """What a criterion cost and what came of it, as it now stands."""

    selected: int
    open: int
    passed: int
    examined: int
    found: int
    minutes: int


@router.get(
    "/vocabulary", response=list[FieldOut], operation_id="criteria_vocabulary", summary="List what may be asked"
)
def vocabulary(request: HttpRequest) -> Any:
    """List the fields a condition may ask of, and what may be asked of each."""
    actor_of(request).viewer.require("criteria.view")
    return [
        {
            "key": row.key,
            "title": row.title,
            "category": row.category,
            "kind": row.kind,
            "operators": list(row.operators),
            "sensitive": row.sensitive,
        }
        for row in fields().values()
    ]


@list_route(router, "/listed", "criteria.criterion", operation="criteria_listed", summary="List criteria")
def listed(
    request: HttpRequest,
    state: Annotated[str, Query(max_length=32)] = "",
    cursor: Annotated[str, Query(max_length=2000)] = "",
    limit: Limit = 50,
) -> Any:
    """List criteria by name; they name nobody."""
    rows = queries.searched(viewer=actor_of(request).viewer, state=state)
    return paged(rows, order=("name", "pk"), cursor=cursor, limit=limit)[1]


@list_route(
    router, "/selections", "criteria.selection", operation="criteria_selections", summary="List who is selected"
)
def selections(
    request: HttpRequest,
    state: Annotated[str, Query(max_length=32)] = "open",
    cursor: Annotated[str, Query(max_length=2000)] = "",
    limit: Limit = 50,
) -> Any:
    """List who is selected and waits for an officer, or who was examined; logged."""
    viewer = actor_of(request).viewer
    rows = queries.queue(viewer=viewer, state=state, everywhere=True)
    shown, page = paged(rows, order=("selected_at", "pk"), cursor=cursor, limit=limit, shape=as_data)
    queries.looked_at(shown, viewer=viewer)
    return page


@router.get(
    "/{identifier}/measures", response=MeasuresOut, operation_id="criteria_measures", summary="Measure a criterion"
)
def measures(request: HttpRequest, identifier: UUID) -> Any:
    """Return what a criterion, as it now stands, selected, found and cost; counts alone."""
    viewer = actor_of(request).viewer
    record = queries.criterion(identifier, viewer=viewer)
    return asdict(queries.measures(record, viewer=viewer, edition=record.edition))
