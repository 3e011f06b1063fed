"""The shift board of a station, one shift, and its muster sheet for the printer."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from limen.core.access.gate import Viewer
from limen.core.offering import begun, offered
from limen.core.pages import page, said, viewer_of, words
from limen.core.sections import sections_of
from limen.offices.patrol import queries
from limen.offices.patrol.views import tables
from limen.offices.patrol.views.tables import Table, cells

if TYPE_CHECKING:
    from limen.offices.patrol.models import Shift


@require_safe
def shifts(request: HttpRequest) -> HttpResponse:
    """Show the shifts of some days: yesterday's, today's and tomorrow's where no days are asked for."""
    viewer = viewer_of(request)
    since, until = tables.asked_days(request, viewer, days=2)
    if not request.GET.get("last"):
        until += timedelta(days=1)
    rows = [(row, _table(row, viewer, now=True)) for row in queries.shifts(viewer=viewer, since=since, until=until)]
    context = {
        "rows": rows,
        "since": since,
        "last": until - timedelta(days=1),
        "begins": begun({"patrol.plan_shift": {}}, viewer),
    }
    return page(request, "patrol/field/shifts.html", context)


@require_safe
def shift(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """Show one shift: who leads it, who is put to what, what is handed over."""
    viewer = viewer_of(request)
    record = queries.shift(identifier, viewer=viewer)
    context = {
        "heading": f"{words(record.kind)} {said(record.starts)}",
        "crumb": (_("Shifts"), reverse("patrol:shifts")),
        "record": record,
        "facts": _facts(record),
        "acts": offered(record, viewer),
        "tables": [_table(record, viewer)],
        "links": [(_("Muster sheet"), reverse("patrol:muster", args=[record.pk]))],
        "sections": sections_of(record, viewer),
    }
    return page(request, "patrol/field/record.html", context)


@require_safe
def muster(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """Show the muster sheet of a shift, to be printed and signed."""
    viewer = viewer_of(request)
    record = queries.shift(identifier, viewer=viewer)
    context = {"record": record, "facts": _facts(record), "table": _table(record, viewer, now=True)}
    return page(request, "patrol/field/muster.html", context)


def _facts(record: Shift) -> list[tuple[str, str, str]]:
    return [
        (_("Station"), record.station.name, ""),
        (_("Shift"), words(record.kind), ""),
        (_("Starts"), said(record.starts), ""),
        (_("Ends"), said(record.ends), ""),
        (_("Supervisor"), record.supervisor.full_name, ""),
        (_("Mustered"), said(record.began_at), ""),
        (_("Said at the muster"), record.muster, ""),
        (_("Ended"), said(record.ended_at), ""),
        (_("Handed over to the next shift"), record.handover, ""),
    ]


def _table(record: Shift, viewer: Viewer, *, now: bool = False) -> Table:
    rows = [row for row in record.assignments.all() if not now or row.until is None or record.state == "ended"]
    head = (_("Agent"), _("Duty"), _("Zone"), _("Vehicle"), _("Radio"), _("From"), _("Until"))
    listed = [
        cells(
            row.officer.full_name,
            tables.title_of("patrol_duties", row.duty, viewer),
            row.zone,
            row.vehicle,
            row.radio,
            row.since,
            row.until,
        )
        for row in rows
    ]
    return Table(_("Duties"), head, listed)
