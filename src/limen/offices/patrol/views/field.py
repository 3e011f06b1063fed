"""The board of detections, one detection, landmarks, the map of the field and its statistics."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import TYPE_CHECKING, Any, get_args
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from limen.core import reading
from limen.core.access.gate import Viewer
from limen.core.offering import begun, offered
from limen.core.pages import csv_file, exported, page, page_of, said, viewer_of, wants_csv, words
from limen.core.sections import sections_of
from limen.offices.patrol import mapping, queries
from limen.offices.patrol.forms import field as filters
from limen.offices.patrol.queries.measures import By
from limen.offices.patrol.views import tables
from limen.offices.patrol.views.tables import Cell, Table, cells

if TYPE_CHECKING:
    from limen.offices.patrol.models import Detection

COUNTED = {
    "apprehended": gettext_lazy("Apprehended"),
    "turned_back": gettext_lazy("Turned back"),
    "got_away": gettext_lazy("Got away"),
    "rescued": gettext_lazy("Rescued"),
    "dead": gettext_lazy("Found dead"),
    "lawful": gettext_lazy("Lawful"),
}
HEAD = (
    *("number", "detected", "answer_by", "overdue", "kind", "state", "station", "zone", "place", "latitude"),
    *("longitude", "people", "sensor", "outcome", "apprehended", "turned_back", "got_away", "rescued", "dead"),
    *("lawful", "event"),
)


@require_safe
def detections(request: HttpRequest) -> HttpResponse:
    """Show the detections of the viewer's stations: those without an outcome, the oldest first; on a map beside."""
    viewer = viewer_of(request)
    form = filters.DetectionFilter(request.GET, zones=queries.zones(viewer=viewer, state="all"))
    asked = form.asked()
    rows = queries.detections(viewer=viewer, asked=tables.local_days(asked or {}, viewer))
    if wants_csv(request):
        taken = queries.looked_at(exported(rows), viewer=viewer, what="patrol.detections_export")
        return csv_file("detections", HEAD, map(_line, taken))
    if request.GET.get("format") == "geojson":
        return _geojson(queries.looked_at(exported(rows), viewer=viewer, what="patrol.detections_export"))
    shown = page_of(rows if asked is not None else [], request)
    found = queries.looked_at(list(shown), viewer=viewer)
    head = (_("Number"), _("Detected"), _("How"), _("Where"), _("People"), _("State"), _("Sent"), _("Outcome"))
    context = {
        "heading": _("Detections"),
        "page": shown,
        "table": Table(_("Detections"), head, [_row(row, viewer) for row in found]),
        "map": _map(found, viewer),
        "empty": _("Nothing waits here under that filter."),
        "begins": begun({"patrol.report_detection": {}}, viewer),
        "links": [
            (_("Statistics"), reverse("patrol:statistics")),
            (_("Map"), reverse("patrol:map")),
            (_("Zones"), reverse("patrol:zones")),
        ],
        "geojson": True,
    }
    return page(request, "patrol/field/list.html", context, form=form)


def _map(found: Sequence[Detection], viewer: Viewer) -> mapping.Map | None:
    frame = [viewer.place] if viewer.place.latitude is not None else []
    zones = list(queries.zones(viewer=viewer)[:200])
    return tables.map_of(found, _kind, lambda row: f"{row.number}, {row.place_text}", reading.address, frame, zones)


def _kind(row: Detection) -> str:
    return row.outcome or "waiting"


def _row(row: Detection, viewer: Viewer) -> list[Cell]:
    late = queries.overdue(row, timezone.now())
    return cells(
        Cell(row.number, reading.address(row)),
        row.at,
        tables.title_of("detection_kinds", row.kind, viewer),
        " · ".join(part for part in (row.place_text, row.zone) if part),
        row.people,
        Cell(_("overdue") if late else words(row.state), tag="bad" if late else row.state),
        f"{row.officer.full_name if row.officer else ''} {row.unit}".strip(),
        tables.title_of("detection_outcomes", row.outcome, viewer),
    )


def _line(row: Detection) -> tuple[object, ...]:
    late = queries.overdue(row, timezone.now())
    counts = (getattr(row, name) for name in queries.COUNTED)
    return (
        *(row.number, row.at, row.answer_by, "yes" if late else "no", row.kind, row.state, row.station.code, row.zone),
        *(row.place_text, row.latitude, row.longitude, row.people, row.sensor, row.outcome),
        *(*counts, row.event),
    )


def _geojson(rows: Sequence[Detection]) -> HttpResponse:
    features = [
        {
            "type": "Feature",
            "id": str(row.pk),
            "geometry": {"type": "Point", "coordinates": [float(row.longitude), float(row.latitude)]},
            "properties": {
                "number": row.number,
                "at": row.at.isoformat(),
                "kind": row.kind,
                "state": row.state,
                "station": row.station.code,
                "zone": row.zone,
                "outcome": row.outcome,
                **{name: getattr(row, name) for name in queries.COUNTED},
            },
        }
        for row in rows
    ]
    response = JsonResponse({"type": "FeatureCollection", "features": features}, content_type="application/geo+json")
    response["Content-Disposition"] = 'attachment; filename="detections.geojson"'
    return response


@require_safe
def detection(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """Show one detection: where, when, who went, what came of it."""
    viewer = viewer_of(request)
    record = queries.detection(identifier, viewer=viewer)
    late = queries.overdue(record, timezone.now())
    other = record.merged_into
    facts = [
        (_("How"), tables.title_of("detection_kinds", record.kind, viewer), ""),
        (_("Detected"), said(record.at), ""),
        (_("To be answered by"), said(record.answer_by), ""),
        *tables.place_facts(record),
        (_("Zone"), record.zone, reading.address(record.in_zone) if record.in_zone is not None else ""),
        (_("People counted"), said(record.people), ""),
        (_("Besides people"), record.items, ""),
        (_("Sensor, camera or aircraft"), record.sensor, ""),
        (_("Caller"), record.caller, ""),
        (_("Remarks"), record.remarks, ""),
        (_("Sent"), f"{record.officer.full_name if record.officer else ''} {record.unit}".strip(), ""),
        (_("Sent at"), said(record.assigned_at), ""),
        (_("Answered"), said(record.answered_at), ""),
        (_("Found there"), record.found, ""),
        (_("Outcome"), tables.title_of("detection_outcomes", record.outcome, viewer), ""),
        *((str(title), said(getattr(record, name) or None), "") for name, title in COUNTED.items()),
        tables.event_fact(record.event, viewer),
        (_("Why"), record.why, ""),
        (_("Closed"), said(record.closed_at), ""),
        (_("Merged into"), other.number if other else "", reading.address(other) if other else ""),
    ]
    fill = {"patrol.call_rescue": {"source": "agent", "detection": record.pk, "where": tables.spot(record)}}
    context = {
        "heading": f"{_('Detection')} {record.number}",
        "crumb": (_("Detections"), reverse("patrol:detections")),
        "record": record,
        "late": _("overdue") if late else "",
        "facts": facts,
        "acts": offered(record, viewer),
        "begins": begun(fill | {"patrol.record_death": {"detection": record.pk, "where": tables.spot(record)}}, viewer),
        "links": _events(record, viewer),
        "map": _map([record], viewer),
        "sections": sections_of(record, viewer),
    }
    return page(request, "patrol/field/record.html", context)


def _events(record: Detection, viewer: Viewer) -> list[tuple[str, str]]:
    """Return the events the detection led to, and the way to record one."""
    found = [
        (f"{_('Event')} {event.number}", reading.address(event)) for event in queries.events_from(record, viewer=viewer)
    ]
    if record.state == "merged" or not viewer.may("patrol.apprehend"):
        return found
    asks = urlencode({"detection": record.pk, "where": f"{record.latitude}, {record.longitude}"})
    return [*found, (_("Record people apprehended"), f"{reverse('patrol:new_event')}?{asks}")]


@require_safe
def statistics(request: HttpRequest) -> HttpResponse:
    """Count what came of detections by day, station, zone, outcome or kind, with the measure the law pack defines."""
    viewer = viewer_of(request)
    by: Any = request.GET.get("by", "day")
    by = by if by in get_args(By) else "day"
    since, until = tables.asked_days(request, viewer)
    rows, whole = queries.statistics(viewer=viewer, by=by, since=since, until=until)
    measure = queries.effectiveness(viewer.day)
    table = {"outcome": "detection_outcomes", "kind": "detection_kinds"}.get(by)
    titles = {row.key: tables.title_of(table, row.key, viewer) if table else row.key for row in rows}
    if wants_csv(request):
        lines = [(row.key, row.detections, *row.counts, row.rate) for row in rows]
        head = (by, "detections", *queries.COUNTED, "interdiction_effectiveness_percent")
        return csv_file(f"detections-by-{by}", head, lines)
    context = {
        "rows": [(titles[row.key], row) for row in rows],
        "whole": whole,
        "by": by,
        "choices": [(choice, words(choice)) for choice in get_args(By)],
        "counted": list(COUNTED.values()),
        "since": since,
        "last": until - timedelta(days=1),
        "measure": measure,
        "over": " + ".join(str(COUNTED[name]) for name in measure.over),
        "under": " + ".join(str(COUNTED[name]) for name in measure.under),
    }
    return page(request, "patrol/field/statistics.html", context)


@require_safe
def field_map(request: HttpRequest) -> HttpResponse:
    """Show on one map what waits, calls for help, the dead found, beacons, landmarks, zones; the list beside."""
    viewer = viewer_of(request)
    open_now = queries.looked_at(list(queries.detections(viewer=viewer)[:100]), viewer=viewer)
    calls = queries.looked_at(list(queries.rescues(viewer=viewer)[:100]), viewer=viewer, what="patrol.rescues")
    dead = queries.deaths_looked_at(queries.deaths(viewer=viewer)[:50], viewer=viewer)
    beacons, landmarks = list(queries.beacons(viewer=viewer)[:200]), list(queries.landmarks(viewer=viewer)[:200])
    zones = list(queries.zones(viewer=viewer)[:200])
    rows = [*open_now, *calls, *dead, *beacons, *landmarks, *zones]
    kinds = {"detection": "waiting", "rescue": "rescue", "death": "death", "rescuebeacon": "beacon", "zone": "zone"}
    drawn = tables.map_of(
        rows,
        lambda row: kinds.get(row.record_type.partition(".")[2], "landmark"),
        str,
        reading.address,
        [viewer.place] if viewer.place.latitude is not None else [],
        zones,
    )
    listed = [
        cells(
            number,
            Cell(str(row), reading.address(row)),
            reading.label(row.record_type).capitalize(),
            getattr(row, "place_text", ""),
            f"{row.latitude}, {row.longitude}",
            Cell(words(row.state), tag=row.state),
        )
        for number, row in enumerate(rows, 1)
    ]
    head = (_("No."), _("What"), _("Kind"), _("Where"), _("Coordinates"), _("State"))
    context = {
        "heading": _("Map of the field"),
        "table": Table(_("On the map"), head, listed),
        "map": drawn,
        "numbered": True,
        "empty": _("Nothing is on the map."),
        "links": [
            (_("Detections"), reverse("patrol:detections")),
            (_("Rescues"), reverse("patrol:rescues")),
            (_("Deaths"), reverse("patrol:deaths")),
            (_("Beacons"), reverse("patrol:beacons")),
            (_("Landmarks"), reverse("patrol:landmarks")),
            (_("Zones"), reverse("patrol:zones")),
        ],
    }
    return page(request, "patrol/field/list.html", context)


@require_safe
def landmarks(request: HttpRequest) -> HttpResponse:
    """Show the landmarks that bearings are given from."""
    viewer = viewer_of(request)
    form = filters.StateFilter(request.GET, record="patrol.landmark", first=_("Standing"))
    asked = form.asked() or {}
    state = asked.get("state") or "standing"
    rows = queries.landmarks(viewer=viewer, state="standing" if state == "all" else state)
    shown = page_of(rows, request)
    listed = [
        cells(Cell(row.name, reading.address(row)), row.note, f"{row.latitude}, {row.longitude}", row.station.name)
        for row in shown
    ]
    context = {
        "heading": _("Landmarks"),
        "page": shown,
        "table": Table(_("Landmarks"), (_("Name"), _("How to know it"), _("Coordinates"), _("Station")), listed),
        "map": tables.map_of(list(shown), lambda _row: "landmark", str, reading.address),
        "empty": _("No landmark is on record here."),
        "begins": begun({"patrol.add_landmark": {}}, viewer),
    }
    return page(request, "patrol/field/list.html", context, form=form)


@require_safe
def landmark(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """Show one landmark."""
    viewer = viewer_of(request)
    record = queries.landmark(identifier, viewer=viewer)
    context = {
        "heading": record.name,
        "crumb": (_("Landmarks"), reverse("patrol:landmarks")),
        "record": record,
        "facts": [(_("How to know it"), record.note, ""), *tables.place_facts(record)],
        "acts": offered(record, viewer),
        "sections": sections_of(record, viewer),
    }
    return page(request, "patrol/field/record.html", context)
