"""The counter and secondary: read, decide, interview, and every way out, on one page a person."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l
from django.views.decorators.http import require_GET, require_http_methods

from limen.core.criteria.explaining import explained
from limen.core.documents.queries import papers_about
from limen.core.lawbook import lawbook
from limen.core.lookouts.queries import first_to_last
from limen.core.pages import meaning, said, words
from limen.core.reading import address
from limen.core.sections import sections_of
from limen.kernel import Outcome, uuid7
from limen.offices.inspections import exits, queries, rules
from limen.offices.inspections.acts import OpenInspection, OpenVehicle
from limen.offices.inspections.suggesting import offers
from limen.offices.inspections.views.common import (
    asked_act,
    back,
    done,
    now_here,
    offered,
    offered_keys,
    page,
    start_of_day,
    today_here,
    viewer_of,
)
from limen.web.derived import act_form, submit

DECISIONS = ("inspections.admit", "inspections.admit_citizen", "inspections.admit_resident", "inspections.refer")
DECIDED_IN = ("primary", "secondary")
WORK = (
    (_l("Primary: read a document"), "primary", "inspections.primary", "p"),
    (_l("Vehicle at a lane"), "new_vehicle", "inspections.primary", "v"),
    (_l("Secondary"), "queue", "inspections.view", "s"),
    (_l("For a supervisor"), "supervisor", "inspections.supervise", ""),
    (_l("Arrivals and departures"), "board", "inspections.view", "b"),
    (_l("Missing lists and no-shows"), "late", "inspections.view", ""),
    (_l("Vetting before arrival"), "vetting", "inspections.vet", ""),
    (_l("Load a manifest or booking message"), "receive", "inspections.manifest", ""),
    (_l("Search voyages and travellers"), "search", "inspections.view", ""),
    (_l("Arrival records (I-94)"), "admissions", "inspections.view", ""),
    (_l("Unmatched departures"), "departures", "inspections.i94", ""),
    (_l("Record a departure"), "new_departure", "inspections.depart", ""),
    (_l("Overstays"), "overstays", "inspections.i94", ""),
    (_l("Shift, lanes and waits"), "lanes", "inspections.view", "l"),
    (_l("Inspected today"), "recent", "inspections.view", ""),
    (_l("Statistics"), "statistics", "inspections.statistics", ""),
)
"""The work of this office: its name, its page, what a role must allow for it, and its key."""
COUNTER = ("mode", "lane")
FEAR = "inspections.ask_fear"
HITS = ("inspections.confirm_hit", "inspections.dismiss_hit", "inspections.doubt_hit")


@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """Show what waits for this officer: their own people, the queue, the board, what a supervisor must see."""
    viewer = viewer_of(request)
    context: dict[str, Any] = {"mine": [], "queue": [], "lanes": [], "work": []}
    if viewer.may("inspections.view"):
        context["mine"] = queries.mine(viewer=viewer)
        context["queue"] = queries.queue(viewer=viewer, limit=10)
        context["lanes"] = queries.lanes(viewer=viewer)
        context["board"] = queries.board(viewer=viewer, day=today_here(viewer))[:8]
    if viewer.may("inspections.supervise"):
        context["overrides"] = queries.overrides_waiting(viewer=viewer)
        context["proposals"] = queries.proposals_waiting(viewer=viewer)
    context["work"] = [
        (label, name, key, _count(name, context)) for label, name, needs, key in WORK if viewer.may(needs)
    ]
    return page(request, "home.html", context)


def _count(name: str, context: dict[str, Any]) -> int | None:
    """Return how much waits behind a link, where that is known."""
    if name == "supervisor":
        return len(context["overrides"]) + len(context["proposals"])
    return len(context["queue"]) if name == "queue" else None


@require_http_methods(["GET", "POST"])
def primary(request: HttpRequest) -> HttpResponse:
    """Read a document, or type what it says, and begin the inspection."""
    viewer = viewer_of(request)
    viewer.require("inspections.primary")
    result = submit(request, OpenInspection, None, suggest=True) if request.method == "POST" else None
    if isinstance(result, Outcome):
        return back("inspection", result.record.pk if result.record is not None else result.told["record"])
    initial = {name: request.GET[name] for name in ("vehicle", "traveller", "lane", "mode") if name in request.GET}
    form = result or act_form(OpenInspection, viewer=viewer, initial=initial, suggest=True)
    printed = [form[name] for name in rules.TYPED]
    context = {
        "form": form,
        "printed": printed,
        "typed": any(field.errors or (form.is_bound and field.value()) for field in printed),
        "place": [field for field in form.visible_fields() if field.name in COUNTER],
        "recent": queries.recent(viewer=viewer, since=start_of_day(viewer), limit=8),
        "vehicle": queries.vehicle(request.GET["vehicle"], viewer=viewer) if "vehicle" in request.GET else None,
    }
    return page(request, "primary.html", context, refused=result)


@require_http_methods(["GET", "POST"])
def inspection(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """Show one person's inspection and do the next act on it."""
    viewer = viewer_of(request)
    record = queries.inspection(identifier, viewer=viewer, whole=request.method != "POST")
    refused = None
    if request.method == "POST":
        keys = offered_keys(record, viewer)
        on: Any = record
        if request.POST.get("act") in HITS:
            on = queries.hit(request.POST.get("on", ""), viewer=viewer)
            keys = offered_keys(on, viewer)
        result = done(request, on, allowed=keys, data=_fear_answers(request))
        if isinstance(result, Outcome):
            return _after(record, result)
        refused = result
    return page(request, "inspection.html", _shown(request, record, viewer, refused), refused=refused)


def _fear_answers(request: HttpRequest) -> dict[str, Any] | None:
    """Return the answers about fear where the page sent them one by one; an answer left empty keeps its place."""
    if "fear_answer" not in request.POST:
        return None
    return {"answers": request.POST.getlist("fear_answer"), "fear": request.POST.get("fear", "")}


def _asked(questions: list[Any], acts: dict[str, Any]) -> list[tuple[Any, str]]:
    """Return the questions about fear, each with the answer typed so far."""
    form = acts[FEAR].form if FEAR in acts else None
    typed = form["answers"].value() or [] if form is not None else []
    lines = typed.splitlines() if isinstance(typed, str) else list(typed)
    return list(zip(questions, [*lines, *[""] * len(questions)], strict=False))


def _after(record: Any, result: Outcome) -> HttpResponse:
    """Go on to the next person in the vehicle, or the next at the counter, or stay where more is to be done."""
    target = record if result.record is None or result.record.record_type != record.record_type else result.record
    if target.state == "admitted" and record.vehicle_id:
        return back("vehicle", record.vehicle_id)
    return back("inspection", record.pk)


def _shown(request: HttpRequest, record: Any, viewer: Any, refused: Any) -> dict[str, Any]:
    law, day, asked = lawbook(), today_here(viewer), asked_act(request)
    left_out = set(DECISIONS) - set(_decisions(record, law))
    acts = {item.key: item for item in offered(record, viewer, asked=asked, bound=refused, without=left_out)}
    standing = _closed(record, "inspections.admit", viewer) if record.state == "secondary" else ""
    open_hits = [hit for hit in record.hits.all() if hit.state in rules.UNDECIDED]
    return {
        "record": record,
        "person": record.person,
        "sees_person": viewer.sees(record.person.compartments),
        "person_address": address(record.person),
        "crossings": queries.crossings_of(record.person_id, viewer=viewer, before=record.opened_at, limit=10),
        "offers": offers(record, law, day) if record.state in DECIDED_IN and not standing else [],
        "standing": standing,
        "once": str(uuid7()),
        "decisions": [acts[key] for key in _decisions(record, law) if key in acts and not _shut(key, standing)],
        "ways_out": [(acts[key], _closed(record, key, viewer)) for key in exits.OUTCOMES if key in acts],
        "steps": _next_first([item for key, item in acts.items() if key not in (*DECISIONS, *exits.OUTCOMES)]),
        "hits": [
            (hit, offered(hit, viewer, asked=asked, bound=refused if _is(refused, hit) else None))
            for hit in first_to_last(record.hits.all(), viewer)
        ],
        "may_detail": viewer.may("lookouts.view_detail"),
        "open_hits": open_hits,
        "selections": explained("inspections.traveller", record.traveller_id, viewer),
        "questions": _asked(list(law.codes("fear_questions").on(day).values()), acts),
        "admissions": list(record.admissions.all()),
        "presented": _presented(record),
        "told": [part for part in sections_of(record, viewer, own=True) if part.rows],
        "papers": [(paper, address(paper)) for paper in papers_of(record, viewer)],
        "waited": now_here(viewer) - record.opened_at,
        "refused": refused,
    }


def _shut(key: str, standing: str) -> bool:
    return bool(standing) and key in exits.ADMISSIONS


def papers_of(record: Any, viewer: Any) -> list[Any]:
    """Return the papers made at an inspection, where the viewer may see papers."""
    return papers_about(record.pk, viewer=viewer) if viewer.may("documents.view") else []


def _next_first(steps: list[Any]) -> list[Any]:
    """Return the steps with what may be done at any time after what is next."""
    return sorted(steps, key=lambda item: item.key == "inspections.citizenship")


def _decisions(record: Any, law: Any) -> tuple[str, ...]:
    """Return the decisions that may be open: a citizen is given no class, and nobody else enters as one."""
    if rules.is_citizen(record, law):
        return ("inspections.admit_citizen", "inspections.refer")
    return ("inspections.admit", "inspections.admit_resident", "inspections.refer")


def _presented(record: Any) -> list[tuple[Any, Any]]:
    shown = record.presented
    return [
        (_("Document"), " ".join(filter(None, (shown.get("kind"), shown.get("issuer"), shown.get("number"))))),
        (_("Expires"), shown.get("expires")),
        (_("Date of birth"), shown.get("birth")),
        (_("Sex on document"), shown.get("sex")),
        (_("Nationality"), shown.get("nationality")),
        (_("Citizenship"), shown.get("citizenship")),
        (_("On the list of"), record.traveller.voyage if record.traveller is not None else ""),
        (_("Officer"), record.officer.full_name if record.officer else ""),
        (_("Opened"), record.opened_at.astimezone(record.place.zone).strftime("%Y-%m-%d %H:%M")),
        *(row for row in _of_some(record) if row[1]),
        (_("Remarks"), record.remarks),
    ]


def _of_some(record: Any) -> list[tuple[Any, Any]]:
    """Return what only some inspections have; of others no line is shown."""
    return [
        (_("Awaited again"), said(record.appears_at)),
        (_("Witness"), record.witness),
        (_("Admitted despite a failed check"), meaning("override_reasons", record.override, record.opened_at.date())),
        (_("A supervisor’s review of that"), words(record.override_review) if record.override_review else ""),
    ]


def _is(refused: Any, hit: Any) -> bool:
    return refused is not None and getattr(refused.record, "pk", None) == hit.pk


def _closed(record: Any, key: str, viewer: Any) -> str:
    """Return why an exit is closed, or an empty string; the act itself asks again."""
    outcome = exits.OUTCOMES.get(key) or exits.ADMISSIONS[key]
    standing = exits.bars(record, outcome, lawbook(), today_here(viewer))
    return standing[0][0] if standing else ""


@require_GET
def queue(request: HttpRequest) -> HttpResponse:
    """Show who waits for or is in secondary."""
    viewer = viewer_of(request)
    rows = queries.queue(viewer=viewer, states=("referred", "secondary", "removal_proposed", "deferred"))
    return page(request, "queue.html", {"rows": rows, "now": now_here(viewer)})


@require_GET
def recent(request: HttpRequest) -> HttpResponse:
    """Show what was inspected here today."""
    viewer = viewer_of(request)
    rows = queries.recent(viewer=viewer, since=start_of_day(viewer), limit=500)
    return page(request, "recent.html", {"rows": rows})


@require_http_methods(["GET", "POST"])
def new_vehicle(request: HttpRequest) -> HttpResponse:
    """Record a vehicle at a lane by its plate."""
    viewer = viewer_of(request)
    viewer.require("inspections.primary")
    result = submit(request, OpenVehicle, None) if request.method == "POST" else None
    if isinstance(result, Outcome):
        return back("vehicle", result.record.pk)
    form = result or act_form(OpenVehicle, viewer=viewer, initial=request.GET.dict())
    context = {"form": form, "rows": queries.stopped_here(viewer=viewer)}
    return page(request, "new_vehicle.html", context, refused=result)


@require_http_methods(["GET", "POST"])
def vehicle(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """Show a vehicle, the people in it, and how each was decided."""
    viewer = viewer_of(request)
    record = queries.vehicle(identifier, viewer=viewer)
    refused = None
    if request.method == "POST":
        result = done(request, record, allowed=offered_keys(record, viewer))
        if isinstance(result, Outcome):
            return redirect("inspections:vehicle", record.pk)
        refused = result
    people = queries.people_in(record, viewer=viewer)
    context = {
        "record": record,
        "people": people,
        "left": max(0, record.people - len(people)),
        "acts": offered(record, viewer, asked=asked_act(request), bound=refused),
        "earlier": queries.earlier_of_plate(record, viewer=viewer),
    }
    return page(request, "vehicle.html", context, refused=refused)


@require_GET
def supervisor(request: HttpRequest) -> HttpResponse:
    """Show what waits for a supervisor: proposed orders and overrides."""
    viewer = viewer_of(request)
    context = {
        "proposals": queries.proposals_waiting(viewer=viewer),
        "overrides": queries.overrides_waiting(viewer=viewer),
    }
    return page(request, "supervisor.html", context)
