"""The ledger on the API, for auditors."""

from __future__ import annotations

from typing import Annotated, Any, Literal
from uuid import UUID

from django.http import HttpRequest
from ninja import Query, Router
from pydantic import BaseModel

from limen.core.access.callers import actor_of
from limen.core.ledger import queries
from limen.core.wire import Cursor, Limit, page_schema, paged

router = Router(tags=["ledger"])


class EntryOut(BaseModel):
    """An entry without its personal part: enough to prove it."""

    node: str
    seq: int
    previous: str
    hash: str
    body: dict[str, Any]


@router.get(
    "/entries", response=page_schema(EntryOut), operation_id="ledger_entries", summary="Read entries of the ledger"
)
def entries(
    request: HttpRequest,
    about: UUID | None = None,
    act: Annotated[str, Query(max_length=80)] = "",
    actor: UUID | None = None,
    kind: Literal["", "act", "read"] = "",
    cursor: Cursor = "",
    limit: Limit = 50,
) -> Any:
    """Read entries, acts and reads alike, the newest first; that an auditor read them is itself an entry."""
    viewer = actor_of(request).viewer
    rows = queries.entries(viewer=viewer, about=about, act=act, actor=actor, kind=kind)
    found, page = paged(rows, order=("-id",), cursor=cursor, limit=limit, shape=queries.as_entry)
    queries.audited(found, viewer=viewer, about=about)
    return page
