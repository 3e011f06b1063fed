"""The pages of places: the directory as it stood on any day, and one place with its parts and its history."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from limen.core import reading
from limen.core.access.gate import Viewer
from limen.core.offering import begun, offered
from limen.core.pages import csv_file, exported, meaning, page, page_of, said, viewer_of, wants_csv, words
from limen.core.places import queries
from limen.core.places.forms import DirectoryForm
from limen.core.sections import sections_of

if TYPE_CHECKING:
    from limen.core.places.models import Place

HEAD = (
    "code",
    "kind",
    "name",
    "part_of",
    "zone",
    "country",
    "region",
    "latitude",
    "longitude",
    "valid_from",
    "valid_to",
)


@require_safe
def places(request: HttpRequest) -> HttpResponse:
    """Show the places as they stood on a day, today when none is asked for."""
    viewer = viewer_of(request)
    viewer.require("places.view")
    form = DirectoryForm(request.GET)
    asked = form.asked()
    acts = begun({"places.open": {}}, viewer)
    if asked is None:
        return page(request, "places/places.html", {"acts": acts}, form=form)
    day = asked["on"] or viewer.day
    rows = queries.directory(viewer=viewer, day=day, kind=asked["kind"], words=asked["words"])
    if wants_csv(request):
        return csv_file(f"places-{day}", HEAD, (_cells(row) for row in exported(rows)))
    shown = page_of(rows, request)
    lines = [(row, words(row.kind)) for row in shown]
    return page(request, "places/places.html", {"page": shown, "rows": lines, "day": day, "acts": acts}, form=form)


@require_safe
def place(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """Show a place: where it is, whose part, what it answers for, and how it stood before."""
    viewer = viewer_of(request)
    record = queries.place(identifier, viewer=viewer)
    parts = page_of(queries.parts(record, viewer.day), request)
    context = {
        "record": record,
        "facts": _facts(record, viewer),
        "jurisdictions": [(words(row.area_kind), row) for row in record.jurisdictions.all()],
        "page": parts,
        "parts": [(row, words(row.kind)) for row in parts],
        "history": queries.history(record),
        "acts": offered(record, viewer),
        "sections": sections_of(record, viewer),
    }
    return page(request, "places/place.html", context)


def _facts(record: Place, viewer: Viewer) -> list[tuple[str, str, str]]:
    here = timezone.now().astimezone(record.zone)
    where = f"{record.latitude}, {record.longitude}" if record.latitude is not None else ""
    parent = record.parent
    return [
        (_("Code"), record.code, ""),
        (_("Kind"), words(record.kind), ""),
        (_("Part of"), parent.name if parent else "", reading.address(parent) if parent else ""),
        (_("Country"), meaning("icao_states", record.country, viewer.day), ""),
        (_("State or province"), record.region, ""),
        (_("Latitude and longitude"), where, ""),
        (_("Time zone"), f"{record.zone_name}, {here:%H:%M %Z}", ""),
        (_("From"), said(record.valid_from), ""),
        (_("Last day"), said(record.valid_to), ""),
    ]


def _cells(row: Place) -> tuple[object, ...]:
    return (
        row.code,
        row.kind,
        row.name,
        row.parent.code if row.parent else "",
        row.zone_name,
        row.country,
        row.region,
        row.latitude,
        row.longitude,
        row.valid_from,
        row.valid_to,
    )
