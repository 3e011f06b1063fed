"""People on the API."""

from __future__ import annotations

from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Query, Router
from pydantic import StringConstraints

from limen.core.access.callers import actor_of
from limen.core.people import queries
from limen.core.wire import as_data, page_schema, record_schema

router = Router(tags=["people"])
Text = Annotated[str, StringConstraints(strip_whitespace=True, max_length=120)]
Birth = Annotated[str, StringConstraints(pattern=r"^(\d{4}(-\d{2}(-\d{2})?)?)?$")]


@router.get(
    "/find", response=page_schema(record_schema("people.person")), operation_id="people_find", summary="Find people"
)
def find(
    request: HttpRequest,
    name: Text = "",
    birth: Birth = "",
    number: Text = "",
    limit: Annotated[int, Query(ge=1, le=100)] = 50,
) -> Any:
    """Find people by name, birth (1985, 1985-04 or 1985-04-12) or number, best matches first.

    The search itself goes on the record. With nothing asked, nothing is found.
    """
    viewer = actor_of(request).viewer
    found = queries.find(viewer=viewer, name=name, birth=birth, number=number, limit=limit)
    return {"items": [as_data(person) for person in found], "next": None}
