"""Before arrival: the board, a voyage, the vetting list, a traveller, searches, and loading a message."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from limen.core.criteria.explaining import explained
from limen.core.lookouts.queries import first_to_last
from limen.core.pages import csv_file, exported, page_of, query_of, wants_csv
from limen.kernel import BadInput, Outcome
from limen.offices.inspections import intake, queries
from limen.offices.inspections.acts import DropQuery, ReferToAttention, SaveQuery
from limen.offices.inspections.directing import hit_priority
from limen.offices.inspections.forms import SearchForm, UploadForm
from limen.offices.inspections.judging import ADVERSE_BEFORE, DATA_MISSING, EXPIRED, REPORTED
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

LOOKED_BACK = 7
"""So many days back missing lists and no-shows are listed."""
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
    show = request.GET.get("show", "")
    role, state = SHOWN.get(show, ("", ""))
    people = queries.manifest(record.pk, viewer=viewer, role=role, state=state)
    if wants_csv(request):
        return csv_file(f"{record.label}-{record.runs_on:%Y-%m-%d}", LIST_HEAD, map(_line, people))
    messages_in = queries.messages_of(record, viewer=viewer)
    changes = queries.changes_on(record, viewer=viewer)
    context = {
        "record": record,
        "people": people,
        "show": show,
        "shows": [(key, label) for key, (label, *_rest) in TABS.items()],
        "query": query_of(request),
        "chart": chart(people),
        "messages_in": [(row, [item for item in changes if item.message_id == row.pk]) for row in messages_in],
        "acts": [item for item in offered(record, viewer, asked=asked, bound=refused) if item.key in ON_PAGE],
    }
    return page(request, "voyage.html", context, refused=refused)


TABS = {
    "": (_l("Everyone"), "", ""),
    "passengers": (_l("Passengers"), "passenger", ""),
    "crew": (_l("Crew"), "crew", ""),
    "held": (_l("Held"), "", "held"),
    "booked": (_l("In bookings alone"), "", "booked"),
    "no-shows": (_l("No-shows"), "", "no_show"),
    "off": (_l("Taken off"), "", "off_list"),
}
"""Parts of a list: what each is called, and of which role and state its people are."""
SHOWN = {key: (role, state) for key, (_label, role, state) in TABS.items()}
LIST_HEAD = (
    "name",
    "birth",
    "sex",
    "nationality",
    "issuer",
    "document",
    "expires",
    "role",
    "seat",
    "locator",
    "directive",
    "state",
)


def _line(row: Any) -> tuple[Any, ...]:
    """Return a traveller as a line of the list that is taken out."""
    return (
        row.display_name,
        row.birth,
        row.sex,
        row.nationality,
        row.document_issuer,
        row.document_number,
        row.document_expires,
        row.role,
        row.seat,
        row.locator,
        row.directive,
        row.state,
    )


WHY = {
    hit_priority(strong=True): _l("a lookout that fits well"),
    REPORTED: _l("document reported lost or stolen"),
    hit_priority(strong=False): _l("a lookout that may fit"),
    ReferToAttention.PRIORITY: _l("selected by a criterion"),
    ADVERSE_BEFORE: _l("refused, removed or charged before"),
    EXPIRED: _l("document expired"),
    DATA_MISSING: _l("document or date of birth missing"),
}
"""What puts a traveller where they stand on the vetting list."""
ON_PAGE = ("inspections.print_crew_list", "inspections.arrive", "inspections.cancel_voyage", "inspections.close_out")


@require_GET
def vetting(request: HttpRequest) -> HttpResponse:
    """Show who is coming and needs a person first."""
    viewer = viewer_of(request)
    found = page_of(queries.to_be_vetted(viewer=viewer, now=now_here(viewer)), request)
    rows = queries.vetting_looked_at(found.object_list, viewer=viewer)
    for row in rows:
        row.why = WHY.get(row.priority, "")  # type: ignore[attr-defined]  # shown beside them, kept nowhere
    return page(request, "vetting.html", {"rows": rows, "page": found, "query": query_of(request)})


@require_GET
def late(request: HttpRequest) -> HttpResponse:
    """Show the lists that are missing or came late, and who did not come, of the last days."""
    viewer = viewer_of(request)
    now = now_here(viewer)
    context = {
        "lists": queries.late_lists(viewer=viewer, now=now),
        "rows": queries.no_shows(viewer=viewer, since=now.date() - timedelta(days=LOOKED_BACK)),
        "days": LOOKED_BACK,
    }
    return page(request, "late.html", context)


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
            _say_told(request, result)
            return back("traveller", record.pk)
        refused = result
    mine = refused if getattr(getattr(refused, "record", None), "pk", None) == record.pk else None
    context = {
        "record": record,
        "facts": _facts(record),
        "inspects": record.state != "arrived" and viewer.may("inspections.primary"),
        "one_day": _one_day(record, viewer),
        "itinerary": record.booking.data.get("legs", []) if record.booking is not None else [],
        "booked": _booked(record.booking),
        "requests": record.booking.data.get("requests", []) if record.booking is not None else [],
        "chart": chart(queries.seated_near(record, viewer=viewer)),
        "sharing": queries.sharing_contacts(record, viewer=viewer),
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


def _say_told(request: HttpRequest, outcome: Outcome) -> None:
    """Say how many officers were told, where the act told any."""
    count = outcome.told.get("sent_to")
    if isinstance(count, int):
        says = ngettext("%(count)s officer is told by e-mail.", "%(count)s officers are told by e-mail.", count)
        messages.success(request, says % {"count": count})


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


def _bags_booked(record: Any) -> str:
    """Return how many bags the booking gives somebody, where the list gives no tags."""
    people = record.booking.data.get("facts", {}).get("people", []) if record.booking is not None else []
    # bookings leave out middle names
    words_of = set(record.folded.split())
    mine: dict[str, Any] = next((row for row in people if set(row.get("name", "").split()) <= words_of), {})
    pieces, weight = mine.get("bags"), mine.get("kilograms")
    told = [_("%(count)s checked") % {"count": pieces}] if pieces is not None else []
    return ", ".join([*told, f"{weight} kg"] if weight else told)


def _booked(booking: Any) -> list[tuple[Any, Any]]:
    """Return who made a booking, when and how it was paid, as far as it says."""
    if booking is None:
        return []
    said = booking.data.get("facts", {})
    rows = [
        (_("Booked by"), booking.data.get("agent", "")),
        (_("Booked on"), said.get("made", "").replace("T", " ")),
        (_("Last changed"), said.get("changed", "").replace("T", " ")),
        (_("Ticketed on"), said.get("ticketed", "").replace("T", " ")),
        (_("Paid by"), ", ".join(said.get("paid", []))),
        (_("Who paid"), ", ".join(said.get("payers", []))),
        (_("Contacts"), ", ".join(booking.contacts)),
    ]
    return [(label, value) for label, value in rows if value]


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
        (_("Bags"), ", ".join(record.bags) or _bags_booked(record)),
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
        result = _keep_or_drop(request, viewer)
        if isinstance(result, Outcome):
            kept = result.record
            query = urlencode({"about": kept.about, **kept.terms}) if kept.state == "kept" else ""
            return redirect(f"{reverse('inspections:search')}?{query}" if query else "inspections:search")
        refused = result
    form = SearchForm(request.GET or None)
    asked = form.is_bound and form.is_valid()
    rows = form.rows(viewer) if asked else []
    if asked and wants_csv(request):
        return _taken_out(form, exported(rows), viewer)
    found = page_of(rows, request) if asked else None
    if found is not None and not form.for_voyages:
        found.object_list = queries.travellers_looked_at(found.object_list, viewer=viewer, terms=form.terms())
    may_keep = viewer.may("inspections.vet")
    kept = queries.saved_queries(viewer=viewer) if may_keep else []
    context = {
        "form": form,
        "found": found,
        "page": found,
        "query": query_of(request),
        "may_keep": may_keep,
        "asked": [(name, value) for name, value in request.GET.items() if value and name not in ("page", "format")],
        "kept": [(row, urlencode({"about": row.about, **row.terms})) for row in kept],
        "refused": refused,
    }
    return page(request, "search.html", context, refused=refused)


def _keep_or_drop(request: HttpRequest, viewer: Any) -> Outcome | Any:
    """Keep the search that was posted, or put a kept one away."""
    if request.POST.get("act") == DropQuery.declaration.key:
        kept = queries.saved_query(request.POST.get("on", ""), viewer=viewer)
        return done(request, kept, allowed=offered_keys(kept, viewer))
    return submit(request, SaveQuery, None, data=SearchForm.kept(request.POST))


def _taken_out(form: SearchForm, rows: list[Any], viewer: Any) -> HttpResponse:
    """Return what a search found as a file; of travellers, that each was taken out is logged."""
    if form.for_voyages:
        return csv_file("voyages", VOYAGE_HEAD, (tuple(getattr(row, name) for name in VOYAGE_HEAD) for row in rows))
    taken = queries.travellers_looked_at(rows, viewer=viewer, terms=form.terms())
    head = ("voyage", "runs_on", *LIST_HEAD)
    return csv_file("travellers", head, ((row.voyage.label, row.voyage.runs_on, *_line(row)) for row in taken))


VOYAGE_HEAD = (
    "label",
    "runs_on",
    "direction",
    "origin",
    "destination",
    "departs_at",
    "arrives_at",
    "state",
    "people",
    "booked",
    "held",
    "open_hits",
    "no_shows",
)


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
