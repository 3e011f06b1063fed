"""Arrival/departure records, departures and overstays."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

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


@require_GET
def admissions(request: HttpRequest) -> HttpResponse:
    """Find arrival/departure records by number or document."""
    viewer = viewer_of(request)
    number, document = request.GET.get("number", "").strip(), request.GET.get("document", "").strip()
    rows = queries.find_admissions(viewer=viewer, number=number, document=document)
    return page(request, "admissions.html", {"rows": rows, "number": number, "document": document})


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
        (_("Until"), "D/S" if record.duration_of_status else record.until),
        (_("Provision"), record.citation),
        (_("Document"), str(record.document or "")),
        (_("Taken over from"), record.imported),
    ]
    context = {
        "record": record,
        "facts": facts,
        "overstay": overstay_days(record, today_here(viewer)),
        "acts": offered(record, viewer, asked=asked_act(request), bound=refused, initial=initial),
        "others": queries.admissions_of(record.person_id, viewer=viewer) if record.person_id else [],
    }
    return page(request, "admission.html", context, refused=refused)


@require_GET
def overstays(request: HttpRequest) -> HttpResponse:
    """Show stays past their last day with no departure."""
    viewer = viewer_of(request)
    day = asked_day(request, viewer)
    rows = [(row, overstay_days(row, day)) for row in queries.overstays(viewer=viewer, day=day)]
    return page(request, "overstays.html", {"rows": rows, "day": day})


@require_GET
def departures(request: HttpRequest) -> HttpResponse:
    """Show departures that no record matched: work for a person."""
    viewer = viewer_of(request)
    return page(request, "departures.html", {"rows": queries.unmatched_departures(viewer=viewer)})


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
