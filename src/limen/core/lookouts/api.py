"""Lookouts on the API."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from ninja import Router

from limen.core.access.callers import actor_of
from limen.core.lookouts import queries
from limen.core.wire import as_data, page_schema, record_schema

router = Router(tags=["lookouts"])


@router.get(
    "/listed",
    response=page_schema(record_schema("lookouts.lookout")),
    operation_id="lookouts_listed",
    summary="List lookouts",
)
def listed(request: HttpRequest) -> Any:
    """List the lookouts that are nominated, active or withdrawn, those to be reviewed soonest first."""
    return {"items": [as_data(row) for row in queries.listed(viewer=actor_of(request).viewer)], "next": None}
