"""The shift board, wait times, and statistics."""

from __future__ import annotations

from datetime import MAXYEAR, MINYEAR, datetime, timedelta
from typing import Any, get_args
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET, require_http_methods

from limen.core.hiding import few_people
from limen.core.pages import csv_file
from limen.kernel import Outcome
from limen.offices.inspections import queries
from limen.offices.inspections.acts import AddLane
from limen.offices.inspections.queries.shift import By, Tally
from limen.offices.inspections.views.common import (
    asked_act,
    back,
    done,
    now_here,
    offered,
    offered_keys,
    page,
    start_of_day,
    viewer_of,
)
from limen.web.derived import act_form, submit


@require_http_methods(["GET", "POST"])
def lanes(request: HttpRequest) -> HttpResponse:
    """Show the lanes of the port, who works them and how long people wait."""
    viewer = viewer_of(request)
    viewer.require("inspections.view")
    may = viewer.may("inspections.shift")
    result = submit(request, AddLane, None) if request.method == "POST" and may else None
    if isinstance(result, Outcome):
        return back("lanes")
    form = result or (act_form(AddLane, viewer=viewer, initial={}) if may else None)
    context = {
        "rows": queries.lanes(viewer=viewer),
        "waits": queries.waits(viewer.place.id, since=start_of_day(viewer))[:50],
        "form": form,
    }
    return page(request, "lanes.html", context, refused=result)


@require_http_methods(["GET", "POST"])
def lane(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """Show one lane; staff it, close it, record a wait."""
    viewer = viewer_of(request)
    record = queries.lane(identifier, viewer=viewer)
    refused = None
    if request.method == "POST":
        result = done(request, record, allowed=offered_keys(record, viewer))
        if isinstance(result, Outcome):
            return back("lanes")
        refused = result
    context = {
        "record": record,
        "acts": [
            item
            for item in offered(record, viewer, asked=asked_act(request), bound=refused)
            if item.key != "inspections.staff_lane"
        ],
        "may_staff": viewer.may("inspections.shift"),
        "officers": queries.officers_here(viewer=viewer),
    }
    return page(request, "lane.html", context, refused=refused)


@require_GET
def statistics(request: HttpRequest) -> HttpResponse:
    """Count inspections by hour, port, nationality, outcome, officer or mode."""
    viewer = viewer_of(request)
    viewer.require("inspections.statistics")
    by: Any = request.GET.get("by", "hour")
    by = by if by in get_args(By) else "hour"
    since, until = _period(request, viewer)
    rows = queries.statistics(viewer=viewer, by=by, since=since, until=until)
    if request.GET.get("format") == "csv":
        return _csv(rows, by)
    context = {
        "rows": rows,
        "by": by,
        "choices": get_args(By),
        "since": since,
        "last": until - timedelta(days=1),
        "few": few_people(viewer.day),
        "total": sum(row.people for row in rows),
        "most": max((row.people for row in rows), default=1),
    }
    return page(request, "statistics.html", context)


def _csv(rows: list[Tally], by: str) -> HttpResponse:
    lines = ((row.key, row.shown, row.minutes if row.minutes is not None else "") for row in rows)
    return csv_file(f"inspections-by-{by}", (by, "people", "mean_minutes"), lines)


def _period(request: HttpRequest, viewer: Any) -> tuple[datetime, datetime]:
    """Return the local days asked for, both included; the last seven when none are."""
    today = now_here(viewer).replace(hour=0, minute=0, second=0, microsecond=0)
    found = []
    for name, default in (("from", today - timedelta(days=6)), ("until", today)):
        try:
            day = datetime.strptime(request.GET.get(name, ""), "%Y-%m-%d").replace(tzinfo=viewer.place.zone)
        except ValueError:
            day = default
        # the calendar's first and last year have no day beside them
        found.append(day if MINYEAR < day.year < MAXYEAR else default)
    return found[0], found[1] + timedelta(days=1)
