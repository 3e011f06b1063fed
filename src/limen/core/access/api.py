"""Accounts on the API, and who one is there."""

from __future__ import annotations

from typing import Annotated, Any, Literal
from uuid import UUID

from django.http import HttpRequest
from ninja import Query, Router
from pydantic import BaseModel

from limen.core.access import queries
from limen.core.access.callers import actor_of
from limen.core.wire import Cursor, Limit, list_route, paged

router = Router(tags=["access"])


class Me(BaseModel):
    """Who calls, where, why, and what they may do there."""

    account: UUID
    username: str
    place: str
    purpose: str
    permissions: list[str]


@router.get("/me", response=Me, operation_id="access_me", summary="Say who calls")
def me(request: HttpRequest) -> Any:
    """Say who calls, where, why, and what they may do there today."""
    caller = actor_of(request)
    viewer = caller.viewer
    return {
        "account": viewer.account.id,
        "username": getattr(viewer.account, "username", ""),
        "place": caller.place.code,
        "purpose": caller.purpose,
        "permissions": sorted(viewer.permissions),
    }


@list_route(router, "/accounts", "access.account", operation="access_accounts", summary="List accounts")
def accounts(
    request: HttpRequest,
    q: Annotated[str, Query(max_length=80)] = "",
    state: Literal["", "active", "suspended", "closed"] = "",
    cursor: Cursor = "",
    limit: Limit = 50,
) -> Any:
    """List accounts by sign-in name, for those who manage or audit them."""
    rows = queries.search(q, state, viewer=actor_of(request).viewer)
    return paged(rows, order=("username",), cursor=cursor, limit=limit)[1]
