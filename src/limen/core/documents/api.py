"""Papers on the API."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Router

from limen.core.access.callers import actor_of
from limen.core.documents import queries
from limen.core.wire import as_data, list_route

router = Router(tags=["documents"])


@list_route(
    router, "/papers", "documents.paper", operation="documents_papers", summary="List the papers made about a record"
)
def papers(request: HttpRequest, about: UUID) -> Any:
    """List the papers made about a record, without their contents."""
    found = queries.papers_about(about, viewer=actor_of(request).viewer)
    return {"items": [as_data(paper) for paper in found], "next": None}


@router.get(
    "/paper/{uuid:record_id}/pdf",
    operation_id="documents_paper_pdf",
    summary="Read a paper as it was handed over",
    openapi_extra={"responses": {200: {"content": {"application/pdf": {"schema": {"type": "string"}}}}}},
)
def pdf(request: HttpRequest, record_id: UUID) -> HttpResponse:
    """Read a paper as the PDF that was handed over; that it was read goes on the record."""
    paper = queries.paper(record_id, viewer=actor_of(request).viewer)
    name = f"{paper.form}-{paper.made_on:%Y-%m-%d}.pdf"
    return HttpResponse(
        bytes(paper.pdf),
        content_type="application/pdf",
        headers={"Content-Disposition": f'inline; filename="{name}"', "Cache-Control": "no-store"},
    )
