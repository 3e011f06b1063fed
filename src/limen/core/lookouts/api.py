"""Lookouts on the API."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from ninja import Router

from limen.core.access.callers import actor_of
from limen.core.lookouts import queries
from limen.core.wire import as_data, list_route

router = Router(tags=["lookouts"])


@list_route(router, "/listed", "lookouts.lookout", operation="lookouts_listed", summary="List lookouts")
def listed(request: HttpRequest) -> Any:
    """List the lookouts that are nominated, active or withdrawn, those to be reviewed soonest first."""
    return {"items": [as_data(row) for row in queries.listed(viewer=actor_of(request).viewer)], "next": None}


@list_route(
    router, "/hits_listed", "lookouts.hit", operation="lookouts_hits", summary="List hits that wait for a decision"
)
def hits(request: HttpRequest) -> Any:
    """List the hits that nobody has decided, strong ones first."""
    return {"items": [as_data(row) for row in queries.hits_listed(viewer=actor_of(request).viewer)], "next": None}


@list_route(router, "/redress_listed", "lookouts.redress", operation="lookouts_redress_listed", summary="List redress")
def redress(request: HttpRequest) -> Any:
    """List the misidentifications that were set right, newest first."""
    return {"items": [as_data(row) for row in queries.redress_listed(viewer=actor_of(request).viewer)], "next": None}
