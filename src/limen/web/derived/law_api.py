"""The law on the API: what a rule is on a day, and the tables forms draw on. Law is public, so no read is logged."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Annotated, Any, TypeVar

from django.http import HttpRequest
from ninja import Query, Router
from pydantic import BaseModel

from limen.core.access.callers import actor_of
from limen.core.lawbook import lawbook
from limen.kernel import UnknownRecord
from limen.law.pack import UnknownKey

router = Router(tags=["law"])
T = TypeVar("T")


class ProvisionOut(BaseModel):
    """An authority from one day to another."""

    key: str
    title: str
    since: date
    until: date | None
    citation: str
    source: str
    verified: str
    text: str
    in_force: bool


class CodeOut(BaseModel):
    """A code in force on the day."""

    code: str
    title: str
    citation: str
    attributes: dict[str, Any]


@router.get("/tables", response=list[str], operation_id="law_tables", summary="List the code tables")
def tables(request: HttpRequest) -> Any:
    """List the law pack's code tables."""
    actor_of(request)
    return list(lawbook().tables())


@router.get("/codes/{table}", response=list[CodeOut], operation_id="law_codes", summary="Search a code table")
def codes(
    request: HttpRequest,
    table: str,
    q: Annotated[str, Query(max_length=80)] = "",
    on: date | None = None,
    limit: Annotated[int, Query(ge=1, le=2000)] = 200,
) -> Any:
    """Return the codes in force on a day (the caller's, when none is given), or those that some words mean."""
    day = on or actor_of(request).viewer.day
    found = _known(lambda: lawbook().codes(table))
    rows = found.search(q, day, limit) if q else list(found.on(day).values())[:limit]
    return [
        {"code": row.code, "title": row.title, "citation": row.citation, "attributes": dict(row.attributes)}
        for row in rows
    ]


@router.get(
    "/authority/{key}", response=list[ProvisionOut], operation_id="law_authority", summary="Explain an authority"
)
def authority(request: HttpRequest, key: str, on: date | None = None) -> Any:
    """Return an authority's provisions, and which of them is in force on a day."""
    day = on or actor_of(request).viewer.day
    return [
        {
            "key": row.key,
            "title": row.title,
            "since": row.from_,
            "until": row.to,
            "citation": row.citation,
            "source": row.source,
            "verified": row.verified,
            "text": row.text,
            "in_force": row.on(day),
        }
        for row in _known(lambda: lawbook().authority(key))
    ]


def _known(ask: Callable[[], T]) -> T:
    try:
        return ask()
    except UnknownKey as error:
        raise UnknownRecord(error.message) from error
