"""The first page of the office, the list of leads, and one lead."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from limen.core import reading
from limen.core.offering import begun, offered
from limen.core.pages import (
    address_of,
    csv_file,
    exported,
    meaning,
    page,
    page_of,
    said,
    viewer_of,
    wants_csv,
)
from limen.core.sections import sections_of
from limen.offices.investigations import queries
from limen.offices.investigations.forms import LeadsForm
from limen.offices.investigations.views.arrests import arrest_lines

if TYPE_CHECKING:
    from limen.core.access.gate import Viewer
    from limen.offices.investigations.models import Lead

HEAD = (
    *("number", "received", "due", "overdue", "kind", "area", "priority", "source_grade", "information_grade"),
    *("state", "person", "officer", "from", "outcome", "ended", "id"),
)
SHOWN = 12
"""Rows of each list on the office's first page."""


def lead_lines(rows: list[Lead], viewer: Viewer) -> list[dict[str, Any]]:
    """Return leads as a table writes them."""
    now = timezone.now()
    return [
        {
            "row": row,
            "kind": meaning("lead_kinds", row.kind, viewer.day),
            "priority": meaning("lead_priorities", row.priority, viewer.day),
            "late": queries.overdue(row, now),
        }
        for row in rows
    ]


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Show what needs this officer: their leads, what nobody has taken, who is in custody and not processed."""
    viewer = viewer_of(request)
    viewer.require("investigations.view")
    waiting = queries.leads_looked_at(list(queries.waiting(viewer=viewer)[:SHOWN]), viewer=viewer)
    made = []
    if viewer.may("investigations.view_arrests"):
        rows = queries.arrests(viewer=viewer, asked={"state": "made"})
        made = queries.arrests_looked_at(list(rows[:SHOWN]), viewer=viewer)
    context = {
        "mine": lead_lines(queries.mine(viewer=viewer), viewer),
        "waiting": lead_lines(waiting, viewer),
        "left": queries.waiting(viewer=viewer).count(),
        "made": arrest_lines(made),
        "may_arrest": viewer.may("investigations.arrest"),
        "begins": begun({"investigations.record_lead": {}}, viewer),
    }
    return page(request, "investigations/home.html", context)


@require_safe
def leads(request: HttpRequest) -> HttpResponse:
    """Show leads: those that are open here, the first due first, or those that are asked for."""
    viewer = viewer_of(request)
    viewer.require("investigations.view")
    form = LeadsForm(request.GET)
    asked = form.asked()
    begins = begun({"investigations.record_lead": {}}, viewer)
    if asked is None:
        return page(request, "investigations/leads.html", {"rows": [], "begins": begins}, form=form)
    rows = queries.leads(viewer=viewer, asked=asked)
    if wants_csv(request):
        taken = exported(rows)
        queries.leads_looked_at(taken, viewer=viewer, what="investigations.leads_export", words=asked["q"])
        return csv_file("leads", HEAD, map(_cells, taken))
    shown = page_of(rows, request)
    found = queries.leads_looked_at(list(shown), viewer=viewer, words=asked["q"])
    context = {"page": shown, "rows": lead_lines(found, viewer), "begins": begins}
    return page(request, "investigations/leads.html", context, form=form)


def _cells(row: Lead) -> tuple[object, ...]:
    return (
        *(row.number, row.received_at, row.due_at, "yes" if queries.overdue(row, timezone.now()) else "no"),
        *(row.kind, row.area, row.priority, row.source_grade, row.information_grade, row.state),
        row.about.display_name if row.about else "",
        row.officer.full_name if row.officer else "",
        row.from_place.code if row.from_place else "",
        *(row.outcome, row.ended_at, row.pk),
    )


@require_safe
def lead(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """Show one lead: what it says and of whom, how good it is, what was found, what it led to."""
    viewer = viewer_of(request)
    record = queries.lead(identifier, viewer=viewer)
    warrants = queries.warrants_on(record, viewer=viewer)
    context = {
        "record": record,
        "late": queries.overdue(record, timezone.now()),
        "facts": _facts(record, viewer),
        "attached": [(fact["what"], fact["says"], (fact.get("at") or "")[:10]) for fact in record.attached],
        "notes": record.notes.all(),
        "warrants": [(paper, _arrest_address(record, viewer, warrant=paper)) for paper in warrants],
        "arrests": arrest_lines(queries.of_lead(record, viewer=viewer)),
        "arrest_address": _arrest_address(record, viewer),
        "acts": offered(record, viewer, but=_not_now(record, viewer)),
        "sections": sections_of(record, viewer),
    }
    return page(request, "investigations/lead.html", context)


def _not_now(record: Lead, viewer: Viewer) -> list[str]:
    """Return the acts that cannot be done to a lead as it is, whatever its state."""
    closed = []
    if record.about_id is None or record.officer_id == viewer.account.id:
        closed.append("investigations.issue_warrant")
    if record.place_id not in (None, viewer.place.id):
        closed.append("investigations.take_lead")
    return closed


def _arrest_address(record: Lead, viewer: Viewer, warrant: Any = None) -> str:
    """Return the page on which an arrest that grew out of a lead is recorded, where that may be done."""
    spent = warrant is not None and warrant.state != "made"
    if spent or record.state != "open" or not viewer.may("investigations.arrest"):
        return ""
    known: dict[str, Any] = {"lead": record.pk, "person": record.about_id}
    if warrant is not None:
        known |= {"warrant": warrant.pk, "under": "warrant"}
    asked = {name: value for name, value in known.items() if value}
    return f"{reverse('investigations:new_arrest')}?{urlencode(asked)}"


def _facts(record: Lead, viewer: Viewer) -> list[tuple[str, str, str]]:
    day = viewer.day
    about = record.about
    source = f"{record.source_grade}{record.information_grade}"
    meant = (
        meaning("source_grades", record.source_grade, day),
        meaning("information_grades", record.information_grade, day),
    )
    came_from = reading.label(record.subject_record).capitalize() if record.subject_record else ""
    address = address_of(record.subject_record, record.subject) if record.subject else ""
    return [
        (_("Person"), about.display_name if about else _("not known yet"), reading.address(about) if about else ""),
        (_("What it says"), record.summary, ""),
        (_("Kind"), meaning("lead_kinds", record.kind, day), ""),
        (_("Programme area"), meaning("programme_areas", record.area, day), ""),
        (_("Grade"), f"{source}: {'; '.join(meant)}", ""),
        (_("Source, by reference"), record.source, ""),
        (_("Came from"), came_from, address),
        (_("Sent by"), record.from_place.name if record.from_place else _("Limen itself"), ""),
        (_("Priority"), meaning("lead_priorities", record.priority, day), ""),
        (_("Received"), said(record.received_at), ""),
        (_("Due"), said(record.due_at), ""),
        (_("Office"), record.place.name if record.place else _("any office"), ""),
        (_("With"), record.officer.full_name if record.officer else "", ""),
        (_("Since"), said(record.assigned_at), ""),
        (_("Outcome"), meaning("lead_outcomes", record.outcome, day) if record.outcome else "", ""),
        (_("Why"), record.ended_why, ""),
        (_("Source corrected by"), record.corrected_by, ""),
        (_("Ended"), said(record.ended_at), ""),
    ]
