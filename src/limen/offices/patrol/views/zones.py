"""The zones of stations: their list, and one with its outline."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from limen.core import reading
from limen.core.offering import begun, offered
from limen.core.pages import csv_file, exported, page, page_of, said, viewer_of, wants_csv, words
from limen.core.sections import sections_of
from limen.offices.patrol import queries
from limen.offices.patrol.forms import field as filters
from limen.offices.patrol.views import tables
from limen.offices.patrol.views.tables import Cell, Table, cells

if TYPE_CHECKING:
    from limen.offices.patrol.models import Zone


@require_safe
def zones(request: HttpRequest) -> HttpResponse:
    """Show the zones of the viewer's stations, on a map beside."""
    viewer = viewer_of(request)
    form = filters.StateFilter(request.GET, record="patrol.zone", first=_("Open"))
    asked = form.asked() or {}
    rows = queries.zones(viewer=viewer, state=asked.get("state") or "open")
    if wants_csv(request):
        head = ("code", "name", "station", "state", "latitude", "longitude", "radius_km", "corners")
        return csv_file("zones", head, map(_line, exported(rows)))
    shown = page_of(rows, request)
    listed = [
        cells(
            Cell(row.name, reading.address(row)),
            row.place.code,
            row.station.name,
            _reach(row),
            Cell(words(row.state), tag=row.state),
        )
        for row in shown
    ]
    context = {
        "heading": _("Zones"),
        "page": shown,
        "table": Table(_("Zones"), (_("Name"), _("Code"), _("Station"), _("Outline"), _("State")), listed),
        "map": tables.map_of(list(shown), lambda _row: "zone", str, reading.address, [], list(shown)),
        "empty": _("No zone is open here."),
        "begins": begun({"patrol.open_zone": {}}, viewer),
        "links": [(_("Map"), reverse("patrol:map"))],
    }
    return page(request, "patrol/field/list.html", context, form=form)


def _reach(row: Zone) -> str:
    if row.radius_km is not None:
        return _("%(km)s km around %(where)s") % {"km": row.radius_km, "where": f"{row.latitude}, {row.longitude}"}
    return _("%(number)s corners") % {"number": len(row.corners)}


def _line(row: Zone) -> tuple[object, ...]:
    corners = " ".join(f"{north},{east}" for north, east in row.corners)
    return (
        *(row.place.code, row.name, row.station.code, row.state),
        *(row.latitude, row.longitude, row.radius_km, corners),
    )


@require_safe
def zone(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """Show one zone and its outline."""
    viewer = viewer_of(request)
    record = queries.zone(identifier, viewer=viewer)
    detections = f"{reverse('patrol:detections')}?zone={record.pk}&state=all"
    context = {
        "heading": record.name,
        "crumb": (_("Zones"), reverse("patrol:zones")),
        "record": record,
        "facts": [
            (_("Code"), record.place.code, reading.address(record.place)),
            (_("Outline"), _reach(record), ""),
            *tables.place_facts(record),
            (_("Opened"), said(record.opened_at), ""),
            (_("Closed"), said(record.closed_at), ""),
            (_("Why"), record.why_closed, ""),
            (_("Detections"), _("Detections in this zone"), detections),
        ],
        "map": tables.map_of([record], lambda _row: "zone", str, reading.address, [record.station], [record]),
        "acts": offered(record, viewer),
        "sections": sections_of(record, viewer),
    }
    return page(request, "patrol/field/record.html", context)
