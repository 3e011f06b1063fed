"""Before arrival: the board, a voyage, the vetting list, a traveller, searches, and loading a message."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from limen.core.criteria.explaining import explained
from limen.core.lookouts.queries import first_to_last
from limen.kernel import BadInput, Outcome
from limen.offices.inspections import intake, queries
from limen.offices.inspections.acts import SaveQuery
from limen.offices.inspections.forms import SearchForm, UploadForm
from limen.offices.inspections.seats import chart
from limen.offices.inspections.views.common import (
    asked_act,
    asked_day,
    back,
    days_around,
    done,
    now_here,
    offered,
    offered_keys,
    page,
    viewer_of,
)
from limen.web.derived import submit

HITS = ("inspections.confirm_hit", "inspections.dismiss_hit", "inspections.doubt_hit")


@require_GET
def board(request: HttpRequest) -> HttpResponse:
    """Show the voyages of a day."""
    viewer = viewer_of(request)
    day = asked_day(request, viewer)
    direction = "outbound" if request.GET.get("direction") == "outbound" else "inbound"
    rows = queries.board(viewer=viewer, day=day, direction=direction)
    late = {row.pk: why for row, why in queries.late_lists(viewer=viewer, now=now_here(viewer))}
    context = {"rows": [(row, late.get(row.pk, "")) for row in rows], "day": day, "direction": direction}
    return page(request, "board.html", {**context, **days_around(day)})


@require_http_methods(["GET", "POST"])
def voyage(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """Show a voyage: who is listed, seat by seat, the messages it came by and what was wrong with them."""
    viewer = viewer_of(request)
    record, asked = queries.voyage(identifier, viewer=viewer), asked_act(request)
    refused = None
    if request.method == "POST":
        result = done(request, record, allowed=offered_keys(record, viewer))
        if isinstance(result, Outcome):
            paper = result.told.get("paper")
            return redirect("documents:paper", paper) if paper else back("voyage", record.pk)
        refused = result
    role = request.GET.get("role", "")
    people = queries.manifest(record.pk, viewer=viewer, role=role, state=request.GET.get("state", ""))
    context = {
        "record": record,
        "people": people,
        "role": role,
        "chart": chart(people),
        "messages_in": queries.messages_of(record, viewer=viewer),
        "acts": [item for item in offered(record, viewer, asked=asked, bound=refused) if item.key in ON_PAGE],
    }
    return page(request, "voyage.html", context, refused=refused)


ON_PAGE = ("inspections.print_crew_list", "inspections.arrive", "inspections.cancel_voyage", "inspections.close_out")


@require_GET
def vetting(request: HttpRequest) -> HttpResponse:
    """Show who is coming and needs a person first."""
    viewer = viewer_of(request)
    rows = queries.vetting_list(viewer=viewer, now=now_here(viewer))
    return page(request, "vetting.html", {"rows": rows})


@require_http_methods(["GET", "POST"])
def traveller(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """Show a traveller before arrival, and decide on hits and boarding."""
    viewer = viewer_of(request)
    record, asked = queries.traveller(identifier, viewer=viewer), asked_act(request)
    refused = None
    if request.method == "POST":
        on: Any = record
        keys = offered_keys(record, viewer)
        if request.POST.get("act") in HITS:
            on = queries.hit(request.POST.get("on", ""), viewer=viewer)
            keys = offered_keys(on, viewer)
        result = done(request, on, allowed=keys)
        if isinstance(result, Outcome):
            return back("traveller", record.pk)
        refused = result
    mine = refused if getattr(getattr(refused, "record", None), "pk", None) == record.pk else None
    context = {
        "record": record,
        "facts": _facts(record),
        "one_day": _one_day(record, viewer),
        "itinerary": record.booking.data.get("legs", []) if record.booking is not None else [],
        "hits": [
            (hit, offered(hit, viewer, asked=asked, bound=refused if refused is not mine else None))
            for hit in first_to_last(record.hits.all(), viewer)
        ],
        "may_detail": viewer.may("lookouts.view_detail"),
        "acts": offered(record, viewer, asked=asked, bound=mine, initial={"place": viewer.place.pk}),
        "selections": explained(record.record_type, record.pk, viewer),
        "companions": queries.companions(record, viewer=viewer),
        "crossings": queries.crossings_of(record.person_id, viewer=viewer) if record.person_id else [],
        "elsewhere": queries.listed_elsewhere(record, viewer=viewer),
    }
    return page(request, "traveller.html", context, refused=refused)


def _one_day(record: Any, viewer: Any) -> str:
    """Return the address that puts up a one-day lookout for a traveller, where the viewer may."""
    if not viewer.may("lookouts.nominate"):
        return ""
    known = {
        "surname": record.surname,
        "given_names": record.given_names,
        "birth": record.birth,
        "document_number": record.document_number,
        "review_by": viewer.day.isoformat(),
        "next": reverse("inspections:traveller", args=[record.pk]),
    }
    asked = urlencode({name: value for name, value in known.items() if value})
    return f"{reverse('act_new', args=['lookouts.one_day'])}?{asked}"


def _facts(record: Any) -> list[tuple[Any, Any]]:
    document = " ".join(filter(None, (record.document_kind, record.document_issuer, record.document_number)))
    return [
        (_("Document"), document),
        (_("Expires"), record.document_expires.isoformat() if record.document_expires else ""),
        (_("Date of birth"), record.birth),
        (_("Sex on document"), record.sex),
        (_("Nationality"), record.nationality),
        (_("Role"), record.role),
        (_("From and to"), " → ".join(filter(None, (record.embarks, record.debarks)))),
        (_("Seat"), record.seat),
        (_("Bags"), ", ".join(record.bags)),
        (_("Contacts"), ", ".join(record.contacts)),
        (_("Booking locator"), record.locator),
        (_("Carrier's reference"), record.reference),
    ]


@require_http_methods(["GET", "POST"])
def search(request: HttpRequest) -> HttpResponse:
    """Build a search for voyages or travellers, keep it, and show what it finds."""
    viewer = viewer_of(request)
    viewer.require("inspections.view")
    refused = None
    if request.method == "POST":
        result = submit(request, SaveQuery, None, data=SearchForm.kept(request.POST))
        if isinstance(result, Outcome):
            return back("search")
        refused = result
    form = SearchForm(request.GET or None)
    found = form.found(viewer) if form.is_bound and form.is_valid() else None
    may_keep = viewer.may("inspections.vet")
    kept = queries.saved_queries(viewer=viewer) if may_keep else []
    context = {
        "form": form,
        "found": found,
        "may_keep": may_keep,
        "asked": [(name, value) for name, value in request.GET.items() if value],
        "kept": [(row, urlencode({"about": row.about, **row.terms})) for row in kept],
        "refused": refused,
    }
    return page(request, "search.html", context, refused=refused)


@require_http_methods(["GET", "POST"])
def receive(request: HttpRequest) -> HttpResponse:
    """Load a manifest or booking message as it came, however mangled, and say what was read."""
    viewer = viewer_of(request)
    viewer.require("inspections.manifest")
    form = UploadForm(request.POST or None, request.FILES or None)
    received = None
    if request.method == "POST" and form.is_valid():
        try:
            received = intake.receive(
                form.cleaned_data["message"].read(),
                by=viewer.account,
                at=viewer.place,
                purpose=viewer.purpose,
                source=form.cleaned_data["message"].name,
            )
        except BadInput as refused:
            form.add_error("message", refused.message)
    status = 422 if request.method == "POST" and not form.is_valid() else 200
    response = page(request, "receive.html", {"form": form, "received": received})
    response.status_code = status
    return response
