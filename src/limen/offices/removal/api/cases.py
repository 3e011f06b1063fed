"""Proceedings on the API: lists of cases and of protections, finding a charge, and the gate."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from typing import Annotated, Any, Literal
from uuid import UUID

from django.http import HttpRequest
from ninja import Query, Router
from pydantic import BaseModel, Field

from limen.core.access.callers import actor_of
from limen.core.lawbook import lawbook
from limen.core.wire import Cursor, Limit, list_route, paged
from limen.offices.removal.charging import seek_charges
from limen.offices.removal.queries import cases as queries

router = Router(tags=["removal"])


class ChargeFound(BaseModel):
    """A charge of the law pack."""

    code: str
    title: str
    paragraph: str = Field(description="As the code numbers it; empty where the pack does not say.")
    act: str = Field(description="As the act numbers it; empty where the pack does not say.")
    kind: str


class BarrierFound(BaseModel):
    """A reason why a gate is closed."""

    kind: str = Field(description="A code of the table protections.")
    title: str
    citation: str
    country: str = Field(description="The only country it closes; empty when it closes every one.")
    since: date


@list_route(router, "/cases", "removal.case", operation="removal_cases", summary="Read removal cases")
def cases(
    request: HttpRequest,
    q: Annotated[str, Query(max_length=120)] = "",
    state: Annotated[str, Query(max_length=32)] = "",
    kind: Annotated[str, Query(max_length=16)] = "",
    court: Annotated[str, Query(max_length=120)] = "",
    mine: bool = False,
    cursor: Cursor = "",
    limit: Limit = 50,
) -> Any:
    """Read the cases that live, the oldest first, or those in one state; it goes on the record."""
    viewer = actor_of(request).viewer
    wanted = queries.Wanted(text=q, state=state, kind=kind, court=court, mine=mine)
    rows = queries.cases(viewer=viewer, wanted=wanted)
    found, shown = paged(rows, order=("opened_at", "id"), cursor=cursor, limit=limit)
    queries.cases_looked_at(found, viewer=viewer)
    return shown


@list_route(
    router, "/protections", "removal.protection", operation="removal_protections", summary="Read protections that stand"
)
def protections(
    request: HttpRequest,
    kind: Annotated[str, Query(max_length=32)] = "",
    unsealed: bool = False,
    cursor: Cursor = "",
    limit: Limit = 50,
) -> Any:
    """Read the protections and stays that stand, the oldest first; it goes on the record."""
    viewer = actor_of(request).viewer
    rows = queries.standing_protections(viewer=viewer, group=[kind] if kind else [], unsealed=unsealed)
    found, shown = paged(rows, order=("since", "id"), cursor=cursor, limit=limit)
    queries.protections_looked_at(found, viewer=viewer)
    return shown


@router.get("/charges", response=list[ChargeFound], operation_id="removal_charges", summary="Find a charge")
def charges(
    request: HttpRequest,
    q: Annotated[str, Query(min_length=1, max_length=160)],
    limit: Annotated[int, Query(ge=1, le=100)] = 20,
) -> Any:
    """Find a charge by its paragraph, its words or its code, the likeliest first. It names nobody."""
    day = actor_of(request).viewer.day
    return [as_charge(row) for row in seek_charges(lawbook(), q, day, limit)]


def as_charge(row: Any) -> dict[str, str]:
    """Return a charge as data."""
    told = {key: str(row.attributes.get(key, "")) for key in ("paragraph", "act", "kind")}
    return {"code": row.code, "title": row.title, **told}


@router.get("/gate", response=list[BarrierFound], operation_id="removal_gate", summary="Ask what stops removal")
def gate(
    request: HttpRequest,
    person: UUID,
    country: Annotated[str, Query(max_length=3)] = "",
    closes: Literal["removal", "detention", "charging"] = "removal",
) -> Any:
    """Ask why a person may not be removed to a country, detained or charged; an empty list when nothing is in the way.

    Like every other read it knows only people the caller may know of, and goes on the record.
    """
    viewer = actor_of(request).viewer
    found = queries.barriers_of(person, viewer=viewer, law=lawbook(), country=country, closes=closes)
    return [asdict(row) for row in found]
