"""Batches on the API: sent, listed, and their answers read."""

from __future__ import annotations

from typing import Annotated, Any, Literal
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import File, Form, Query, Router
from ninja.files import UploadedFile
from pydantic import BaseModel, Field

from limen.core.access.callers import actor_of
from limen.core.problems import TooLarge
from limen.core.wire import Cursor, Limit, list_route, paged
from limen.offices.sevis.batch import intake, logs
from limen.offices.sevis.queries import batches as queries
from limen.offices.sevis.views.batches import most_bytes

router = Router(tags=["sevis"])


class BatchAnswer(BaseModel):
    """The answer to one record of a batch."""

    request: str = Field(description="The sender's own number of the record.")
    event: str
    sevis_id: str
    accepted: bool
    code: str = Field(description="The result code.")
    rule: str = Field(description="The rule that refused, by its slug; empty where none did.")
    message: str
    warnings: list[str]


class Taken(BaseModel):
    """What came of a batch that was sent."""

    code: str = Field(description="The result code of the upload.")
    message: str
    batch: UUID | None = Field(description="The batch it is kept as; of one sent before, that one.")
    repeated: bool = Field(description="Whether the same file came before; nothing was changed then.")
    state: str
    accepted: int
    refused: int
    answers: list[BatchAnswer] = Field(
        description="The answers, where it was checked only; else read them of the batch."
    )


@list_route(router, "/batches", "sevis.batch", operation="sevis_batches", summary="List batches")
def listed(
    request: HttpRequest,
    q: Annotated[str, Query(max_length=80, description="Part of a number, a user or an organisation.")] = "",
    state: Literal["", "received", "refused", "processed"] = "",
    cursor: Cursor = "",
    limit: Limit = 50,
) -> Any:
    """List the batches of the caller's school or sponsor, by when they came."""
    rows = queries.batches(viewer=actor_of(request).viewer, words=q, state=state)
    return paged(rows, order=("received_at", "id"), cursor=cursor, limit=limit)[1]


@router.get(
    "/batches/{identifier}/results",
    response=list[BatchAnswer],
    operation_id="sevis_batch_results",
    summary="Read the answers to a batch",
)
def results(request: HttpRequest, identifier: UUID, only: Literal["", "accepted", "refused"] = "") -> Any:
    """Read the answer to each record of a batch, in order; it goes on the record."""
    viewer = actor_of(request).viewer
    found = queries.batch(identifier, viewer=viewer)
    rows = queries.looked_at(list(queries.results(found, viewer=viewer, only=only)), viewer=viewer)
    return [_answer(row) for row in rows]


@router.get(
    "/batches/{identifier}/log",
    operation_id="sevis_batch_log",
    summary="Read the transaction log of a batch",
)
def log(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """Read the transaction log of a batch as XML; it goes on the record."""
    viewer = actor_of(request).viewer
    found = queries.batch(identifier, viewer=viewer)
    queries.looked_at(list(found.results.all()), viewer=viewer, what="sevis.batch.log")
    return HttpResponse(logs.of_batch(found), content_type="application/xml")


@router.post("/batches", response=Taken, operation_id="sevis_send_batch", summary="Send a batch")
def send(
    request: HttpRequest,
    org: Annotated[str, Form(max_length=24, description="School code or programme number.")],
    batch: Annotated[str, Form(max_length=14, description="The sender's own number of the batch.")],
    user: Annotated[str, Form(max_length=40, description="The official in whose name it is sent.")],
    xml: File[UploadedFile],
    check: Annotated[bool, Form(description="Try everything, undo it, and say what would happen.")] = False,
) -> Any:
    """Send a batch as XML. One record that is refused stops no other; the same file sent again changes nothing."""
    caller = actor_of(request)
    caller.viewer.require(queries.BATCHES)
    if (xml.size or 0) > most_bytes(caller.viewer):
        raise TooLarge("The file is larger than a batch may be.")
    sent = intake.Sent(org, batch, user, xml.read(), caller.actor, xml.name or "")
    if check:
        return intake.supposed(sent, lambda receipt: _taken(receipt, tried=True))
    receipt = intake.receive(sent)
    if receipt.taken and receipt.batch is not None:
        intake.process(receipt.batch, within=intake.answer_within())
    return _taken(receipt)


def _taken(receipt: intake.Receipt, *, tried: bool = False) -> Taken:
    batch = receipt.batch
    if batch is not None:
        batch.refresh_from_db()
    rows = batch.results.all() if tried and receipt.taken and batch is not None else ()
    return Taken(
        code=receipt.code,
        message=receipt.message,
        batch=batch.pk if batch is not None and not tried else None,
        repeated=receipt.repeated,
        state=batch.state if batch is not None else "",
        accepted=batch.accepted if batch is not None else 0,
        refused=batch.refused if batch is not None else 0,
        answers=[_answer(row) for row in rows],
    )


def _answer(row: Any) -> BatchAnswer:
    return BatchAnswer(
        request=row.request_id,
        event=row.event,
        sevis_id=row.sevis_id,
        accepted=row.accepted,
        code=row.code,
        rule=row.rule,
        message=row.message,
        warnings=list(row.told.get("warnings", ())),
    )
