"""Arrival/departure records, departures and overstays."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from limen.core.pages import csv_file, exported, page_of, query_of, said, wants_csv
from limen.kernel import Outcome
from limen.offices.inspections import queries
from limen.offices.inspections.acts import RecordDeparture
from limen.offices.inspections.matching import overstay_days
from limen.offices.inspections.views.common import (
    asked_act,
    asked_day,
    back,
    done,
    offered,
    offered_keys,
    page,
    today_here,
    viewer_of,
)
from limen.web.derived import act_form, submit

MOST = 100
"""So many records at most are found at once."""
OVERSTAY_HEAD = (
    "number",
    "name",
    "birth",
    "nationality",
    "class",
    "admitted",
    "port",
    "last_day",
    "days_past",
)


@require_GET
def admissions(request: HttpRequest) -> HttpResponse:
    """Find arrival/departure records by number, document or name."""
    viewer = viewer_of(request)
    asked = {name: request.GET.get(name, "").strip()[:120] for name in ("number", "document", "name", "birth")}
    number, document, name, birth = asked.values()
    rows = queries.find_admissions(viewer=viewer, number=number, document=document, name=name, birth=birth)
    sought = any(asked[name] for name in ("number", "document", "name"))
    return page(request, "admissions.html", {"rows": rows, "sought": sought, "most": MOST, **asked})


@require_http_methods(["GET", "POST"])
def admission(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """Show one arrival/departure record, correct it or print it."""
    viewer = viewer_of(request)
    record = queries.admission(identifier, viewer=viewer)
    refused = None
    if request.method == "POST":
        result = done(request, record, allowed=offered_keys(record, viewer))
        if isinstance(result, Outcome):
            paper = result.told.get("paper")
            return redirect("documents:paper", paper) if paper else back("admission", record.pk)
        refused = result
    initial = {
        "class_of_admission": record.class_of_admission,
        "until": record.until,
        "admitted_on": record.admitted_on,
    }
    facts = [
        (_("Person"), record.person.display_name if record.person is not None else ""),
        (_("Class of admission"), record.class_of_admission),
        (_("Admitted"), f"{record.admitted_on} {record.place.name}"),
        (_("Until"), "D/S" if record.duration_of_status else said(record.until)),
        (_("Provision"), record.citation),
        (_("Document"), str(record.document or "")),
        (_("Purpose of the trip"), record.details.get("purpose_of_trip", "")),
        (_("Address while here"), record.details.get("address", "")),
        (_("Paroled for"), record.details.get("parole_purpose", "")),
        (_("Taken over from"), record.imported),
    ]
    context = {
        "record": record,
        "facts": facts,
        "overstay": overstay_days(record, today_here(viewer)),
        "acts": offered(record, viewer, asked=asked_act(request), bound=refused, initial=initial),
        "corrections": record.details.get("corrections", []),
        "others": queries.admissions_of(record.person_id, viewer=viewer) if record.person_id else [],
    }
    return page(request, "admission.html", context, refused=refused)


@require_GET
def overstays(request: HttpRequest) -> HttpResponse:
    """Show stays past their last day with no departure."""
    viewer = viewer_of(request)
    day = asked_day(request, viewer)
    asked = {name: request.GET.get(name, "").strip()[:6].upper() for name in ("nationality", "class_of_admission")}
    here = request.GET.get("here") == "1"
    every = queries.overstaying(viewer=viewer, day=day, here=here, terms=asked)
    if wants_csv(request):
        taken = queries.overstays_looked_at(exported(every), viewer=viewer)
        lines = (_overstay(row, overstay_days(row, day)) for row in taken)
        return csv_file(f"overstays-{day:%Y-%m-%d}", OVERSTAY_HEAD, lines)
    shown = page_of(every, request)
    rows = [(row, overstay_days(row, day)) for row in queries.overstays_looked_at(shown.object_list, viewer=viewer)]
    context = {"rows": rows, "page": shown, "query": query_of(request), "day": day, "here": here, **asked}
    return page(request, "overstays.html", {**context, "total": shown.paginator.count})


def _overstay(row: Any, days: int) -> tuple[Any, ...]:
    person = row.person
    name, birth, nationality = (person.display_name, person.birth, person.nationality) if person else ("", "", "")
    place, until = row.place.code, row.until
    return row.number, name, birth, nationality, row.class_of_admission, row.admitted_on, place, until, days


@require_GET
def departures(request: HttpRequest) -> HttpResponse:
    """Show departures that no record matched: work for a person."""
    viewer = viewer_of(request)
    shown = page_of(queries.unmatched_departures(viewer=viewer), request)
    rows = queries.departures_looked_at(shown.object_list, viewer=viewer)
    return page(request, "departures.html", {"rows": rows, "page": shown, "query": query_of(request)})


@require_http_methods(["GET", "POST"])
def departure(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """Show one departure and match it by judgement."""
    viewer = viewer_of(request)
    record = queries.departure(identifier, viewer=viewer)
    refused = None
    if request.method == "POST":
        result = done(request, record, allowed=offered_keys(record, viewer))
        if isinstance(result, Outcome):
            return back("departure", record.pk)
        refused = result
    context = {
        "record": record,
        "candidates": queries.candidates_for(record, viewer=viewer),
        "acts": [] if record.admission_id else offered(record, viewer, asked=asked_act(request), bound=refused),
    }
    return page(request, "departure.html", context, refused=refused)


@require_http_methods(["GET", "POST"])
def new_departure(request: HttpRequest) -> HttpResponse:
    """Record that somebody left, at a counter or a land exit."""
    viewer = viewer_of(request)
    viewer.require("inspections.depart")
    result = submit(request, RecordDeparture, None) if request.method == "POST" else None
    if isinstance(result, Outcome):
        return back("departure", result.record.pk)
    initial = {"departed_on": today_here(viewer), **request.GET.dict()}
    form = result or act_form(RecordDeparture, viewer=viewer, initial=initial)
    return page(request, "new_departure.html", {"form": form}, refused=result)
