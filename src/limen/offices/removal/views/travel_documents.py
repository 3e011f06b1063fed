"""The pages of travel documents sought: the queue of requests, and one request with its steps."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from limen.core import reading
from limen.core.access.gate import Viewer
from limen.core.offering import offered
from limen.core.pages import csv_file, exported, meaning, page, page_of, said, viewer_of, wants_csv, words
from limen.core.sections import sections_of
from limen.offices.removal.departure_states import OPEN_REQUESTS
from limen.offices.removal.forms.departures import RequestsForm
from limen.offices.removal.queries import departures as queries

if TYPE_CHECKING:
    from limen.offices.removal.models import TravelDocumentRequest

REQUESTS_HEAD = (
    "person",
    "a_number",
    "country",
    "state",
    "next step",
    "asked",
    "expected",
    "reminders",
    "officer",
    "id",
)


@require_safe
def documents(request: HttpRequest) -> HttpResponse:
    """Show the travel documents sought, the earliest expected first."""
    viewer = viewer_of(request)
    viewer.require(queries.VIEW)
    form = RequestsForm(request.GET, day=viewer.day)
    asked = form.asked()
    if asked is None:
        return page(request, "removal/documents.html", {"rows": []}, form=form)
    rows = queries.requests(
        viewer=viewer,
        day=viewer.day,
        country=asked["country"],
        step=asked["step"],
        states=form.states(),
        overdue=asked["overdue"],
        mine=asked["mine"],
    )
    if wants_csv(request):
        taken = queries.looked_at(exported(rows), viewer=viewer, what="requests.export")
        return csv_file("travel-documents", REQUESTS_HEAD, (_request_cells(row, viewer) for row in taken))
    shown = page_of(rows, request)
    queries.looked_at(list(shown), viewer=viewer, what="requests")
    return page(request, "removal/documents.html", {"page": shown, "rows": lines(list(shown), viewer)}, form=form)


def lines(rows: Sequence[TravelDocumentRequest], viewer: Viewer) -> list[tuple[TravelDocumentRequest, str, str, bool]]:
    """Return each request with its country and next step in words, and whether it is late."""
    return [
        (
            row,
            meaning("icao_states", row.country, viewer.day),
            meaning("document_steps", row.step, viewer.day) if row.step else "",
            row.state in OPEN_REQUESTS and row.due_on < viewer.day,
        )
        for row in rows
    ]


@require_safe
def document_request(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """Show one request: its steps as a list of tasks, what the country said, and what is due."""
    viewer = viewer_of(request)
    record = queries.request(identifier, viewer=viewer)
    barriers = queries.kept_from(record, viewer=viewer)
    acts = offered(record, viewer, but=[*_not_now(record), *(ASKING if barriers else ())])
    context = {
        "record": record,
        "country": meaning("icao_states", record.country, viewer.day),
        "facts": _request_facts(record, viewer),
        "steps": _steps(record, viewer),
        "take": next((act.address for act in acts if act.key == "removal.take_step"), ""),
        "late": record.state in OPEN_REQUESTS and record.due_on < viewer.day,
        "warned": record.failing_since is not None and record.complied_at is None,
        "barriers": barriers,
        "acts": [act for act in acts if act.key != "removal.take_step"],
        "sections": sections_of(record, viewer),
    }
    return page(request, "removal/document_request.html", context)


ASKING = ("removal.take_step", "removal.remind_consulate", "removal.ask_acceptance", "removal.ask_document_again")
"""What is not done while the country must not hear of the person."""


def _not_now(record: TravelDocumentRequest) -> list[str]:
    """Return what would be refused as the request stands."""
    asked = record.acceptance_asked_at is not None and not record.acceptance
    warned = record.failing_since is not None and record.complied_at is None
    return [
        "removal.ask_acceptance" if asked else "removal.record_acceptance",
        "removal.serve_noncompliance" if warned else "removal.record_compliance",
    ]


def _request_facts(record: TravelDocumentRequest, viewer: Viewer) -> list[tuple[str, object, str]]:
    document = record.document
    return [
        (_("Person"), record.person.display_name, reading.address(record.person)),
        (_("Case"), str(record.case), reading.address(record.case)),
        (_("Consulate"), record.consulate, ""),
        (_("By which steps"), meaning("travel_document_steps", record.group, viewer.day), ""),
        (_("Asked"), said(record.asked_at), ""),
        (_("Expected by"), said(record.due_on), ""),
        (_("Officer"), record.officer.full_name if record.officer else "", ""),
        (_("Reminders"), _reminders(record), ""),
        (_("Asked to accept the person"), said(record.acceptance_asked_at), ""),
        (_("The country's answer"), _answer(record), ""),
        (_("Document"), f"{document.issuer} {document.number}" if document else "", _address(document)),
        (_("Issued"), said(record.issued_on), ""),
        (_("Expires"), said(document.expires) if document else "", ""),
        (_("Why not"), record.refused_why, ""),
        (_("Warned for not helping"), said(record.failing_since), ""),
        (_("Did what was asked"), said(record.complied_at), ""),
    ]


def _reminders(record: TravelDocumentRequest) -> str:
    if not record.reminders:
        return ""
    return _("%(number)s, the last on %(when)s") % {"number": record.reminders, "when": said(record.reminded_at)}


def _answer(record: TravelDocumentRequest) -> str:
    return f"{words(record.acceptance)}, {said(record.acceptance_at)}" if record.acceptance else ""


def _steps(record: TravelDocumentRequest, viewer: Viewer) -> list[tuple[str, Any, bool]]:
    """Return each step in words, how it was taken if it was, and whether it is the next."""
    taken = {row.code: row for row in record.taken.all()}
    return [
        (meaning("document_steps", code, viewer.day), taken.get(code), code == record.step) for code in record.steps
    ]


def _address(record: Any) -> str:
    return reading.address(record) if record is not None else ""


def _request_cells(row: TravelDocumentRequest, viewer: Viewer) -> tuple[object, ...]:
    moment: datetime = row.asked_at
    return (
        row.person.display_name,
        next((item.number for item in row.person.identifiers.all() if item.kind == "a_number"), ""),
        row.country,
        row.state,
        meaning("document_steps", row.step, viewer.day) if row.step else "",
        moment,
        row.due_on,
        row.reminders,
        row.officer.full_name if row.officer else "",
        row.pk,
    )
