"""The pages of batches: all of them, one with its answers, sending one with a check first, and its log."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from http import HTTPStatus
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from limen.core.lawbook import lawbook
from limen.core.offering import begun, offered
from limen.core.pages import csv_file, exported, page, page_of, said, viewer_of, wants_csv
from limen.exchange.sevis_batch import results as result_codes
from limen.offices.sevis.batch import intake, logs, rosters
from limen.offices.sevis.forms.batches import BatchFilter, ResultFilter, UploadForm, fields
from limen.offices.sevis.queries import batches as queries

if TYPE_CHECKING:
    from limen.core.access.gate import Viewer
    from limen.offices.sevis.models import Batch, BatchResult

HEAD = ("order", "request", "event", "sevis_id", "accepted", "code", "rule", "message", "user", "own_a", "own_b")
SHOWN_TRIED = 100
ROSTERS = (".csv", ".tsv", ".txt")
"""How the names of files end that are rosters, not batches."""


@require_safe
def batches(request: HttpRequest) -> HttpResponse:
    """Show the batches of the school or sponsor, the latest first."""
    viewer = viewer_of(request)
    form = BatchFilter(request.GET)
    asked = form.asked()
    context: dict[str, Any] = {
        "may_send": viewer.may(queries.BATCHES) and queries.own_official(viewer=viewer) is not None,
        "acts": begun({"sevis.bind_certificate": {}}, viewer),
        "certificates": [(row, offered(row, viewer)) for row in queries.certificates(viewer=viewer)],
    }
    if asked is None:
        return page(request, "sevis/batches/batches.html", context, form=form)
    rows = queries.batches(viewer=viewer, words=asked["q"], state=asked["state"])
    shown = page_of(rows, request)
    return page(request, "sevis/batches/batches.html", {**context, "page": shown, "rows": list(shown)}, form=form)


@require_safe
def batch(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """Show a batch with the answer to each of its records; they can be taken out as CSV."""
    viewer = viewer_of(request)
    record = queries.batch(identifier, viewer=viewer)
    form = ResultFilter(request.GET)
    asked = form.asked()
    context: dict[str, Any] = {"record": record, "facts": _facts(record)}
    if asked is None:
        return page(request, "sevis/batches/batch.html", context, form=form)
    rows = queries.results(record, viewer=viewer, only=asked["only"], words=asked["q"])
    columns = _columns(record, viewer)
    if wants_csv(request):
        taken = queries.looked_at(exported(rows), viewer=viewer, what="sevis.batch.export")
        return csv_file(f"batch-{record.batch_id}", HEAD, (_cells(row, columns) for row in taken))
    shown = page_of(rows, request)
    found = queries.looked_at(list(shown), viewer=viewer)
    more = {"page": shown, "rows": [(row, meaning(row.code), why(row, columns)) for row in found]}
    return page(request, "sevis/batches/batch.html", {**context, **more}, form=form)


@require_safe
def log(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """Give the transaction log of a batch as XML, or the whole download as a zip."""
    viewer = viewer_of(request)
    record = queries.batch(identifier, viewer=viewer)
    queries.looked_at(list(record.results.all()), viewer=viewer, what="sevis.batch.log")
    zipped = request.GET.get("format") == "zip"
    body = logs.download(record) if zipped else logs.of_batch(record)
    response = HttpResponse(body, content_type=logs.DOWNLOAD if zipped else "application/xml")
    ending = "zip" if zipped else "xml"
    response["Content-Disposition"] = f'attachment; filename="{record.batch_id}.{ending}"'
    return response


@require_http_methods(["GET", "HEAD", "POST"])
def send(request: HttpRequest) -> HttpResponse:
    """Send a batch as a file, or only see what it would do."""
    viewer = viewer_of(request)
    official = queries.own_official(viewer=viewer)
    viewer.require(queries.BATCHES)
    if official is None or request.method != "POST":
        context = {"files": UploadForm(), "may_send": official is not None}
        return page(request, "sevis/batches/send.html", context)
    form = UploadForm(request.POST, request.FILES)
    if not form.is_valid():
        return _unsent(request, form, "")
    body = form.cleaned_data["file"].read()
    if len(body) > most_bytes(viewer):
        return _unsent(request, form, _("The file is larger than a batch may be."))
    return sending(request, official, body, form, viewer)


def sending(
    request: HttpRequest,
    official: Any,
    body: bytes,
    form: Any,
    viewer: Viewer,
    *,
    columns: Mapping[str, str] | None = None,
) -> HttpResponse:
    """Answer a form that sends a document, or a roster's rows: with what it would do, or with the batch it became.

    Args:
        request: what was sent.
        official: who sends it.
        body: the document.
        form: the form.
        viewer: who looks at the answer.
        columns: of a roster, each field with its column: what is wrong is said in them.
    """
    from limen.exchange import sevis_batch as wire

    head = wire.read(body)
    name = getattr(form.cleaned_data["file"], "name", "")
    user = official.account
    sent = intake.Sent(head.org_id, head.batch_id, user.username, body, user, name, columns is not None)
    if form.cleaned_data["check"]:
        tried = intake.supposed(sent, lambda receipt: _tried(receipt, viewer, columns))
        shown = {"files": form, "may_send": True, "tried": tried, "fields": fields()}
        return page(request, f"sevis/batches/{'send' if columns is None else 'roster_in'}.html", shown)
    receipt = intake.receive(sent)
    if not receipt.taken or receipt.batch is None:
        return _unsent(request, form, receipt.message, receipt.batch)
    done = intake.process(receipt.batch, within=intake.answer_within())
    if done.state == "processed":
        said_ = _("The batch is answered: %(done)s accepted, %(refused)s refused.")
        messages.success(request, said_ % {"done": done.accepted, "refused": done.refused})
    else:
        messages.info(request, _("The batch is taken in; the rest of its records is answered shortly."))
    return redirect("sevis:batch", identifier=done.pk)


def meaning(code: str) -> str:
    """Return what a result code says."""
    found = result_codes().get(code)
    return found.title if found is not None else ""


def most_bytes(viewer: Viewer) -> int:
    """Return how many bytes a batch may have."""
    return int(lawbook().value("sevis.batch_max_bytes", viewer.day).value)


def why(row: BatchResult, columns: Mapping[str, str] | None) -> str:
    """Return why a record was refused; of a roster in the words of its file."""
    return row.message if columns is None else rosters.in_columns(row.message, columns)


def _columns(record: Batch, viewer: Viewer) -> Mapping[str, str] | None:
    """Return how the columns are called of what came as a roster; None of a batch."""
    if not record.name.lower().endswith(ROSTERS):
        return None
    kept = queries.own_columns(viewer=viewer) if viewer.may(queries.BATCHES) else None
    return kept.columns if kept is not None else {}


def _tried(receipt: intake.Receipt, viewer: Viewer, columns: Mapping[str, str] | None) -> dict[str, Any]:
    """Return what a batch would have done, before it is undone."""
    found: Iterable[BatchResult] = receipt.batch.results.all() if receipt.taken and receipt.batch is not None else ()
    rows = queries.looked_at(list(found), viewer=viewer, what="sevis.batch.tried")
    refused = [(row, meaning(row.code), why(row, columns)) for row in rows if not row.accepted]
    return {
        "taken": receipt.taken,
        "message": receipt.message,
        "code": receipt.code,
        "accepted": len(rows) - len(refused),
        "refused": refused[:SHOWN_TRIED],
        "refused_count": len(refused),
        "warnings": [(row, text) for row in rows for text in row.told.get("warnings", ())][:SHOWN_TRIED],
    }


def _unsent(request: HttpRequest, form: Any, why: str, batch: Batch | None = None) -> HttpResponse:
    context = {"files": form, "may_send": True, "refusal": why, "batch": batch}
    response = page(request, "sevis/batches/send.html", context)
    response.status_code = HTTPStatus.UNPROCESSABLE_ENTITY
    return response


def _cells(row: BatchResult, columns: Mapping[str, str] | None) -> tuple[Any, ...]:
    return (
        *(row.order, row.request_id, row.event, row.sevis_id, row.accepted, row.code, row.rule, why(row, columns)),
        *(row.user_id, row.user_defined_a, row.user_defined_b),
    )


def _facts(record: Batch) -> list[tuple[str, str, str]]:
    return [
        (_("School or programme"), record.org, ""),
        (_("Of"), {"student": _("Students"), "visitor": _("Exchange visitors")}.get(record.kind, ""), ""),
        (_("Official"), record.official.called, ""),
        (_("Sent by"), record.sent_by.label, ""),
        (_("File"), record.name, ""),
        (_("Received"), said(record.received_at), ""),
        (_("Result of the upload"), f"{record.upload_code} {meaning(record.upload_code)}", ""),
        (_("Why"), record.upload_message, ""),
        (_("Answered"), said(record.processed_at), ""),
        (_("Result"), f"{record.process_code} {meaning(record.process_code)}" if record.process_code else "", ""),
        (_("Records"), str(record.records), ""),
        (_("Accepted"), str(record.accepted), ""),
        (_("Refused"), str(record.refused), ""),
        (_("Digest"), record.digest, ""),
    ]
