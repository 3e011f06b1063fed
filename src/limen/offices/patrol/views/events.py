"""The pages of encounter events: what needs an agent, the list, a new group, one event, counts."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from limen.core.custody import queries as custody
from limen.core.hiding import few_people
from limen.core.lawbook import lawbook
from limen.core.ledger.chain import once_key
from limen.core.offering import offered
from limen.core.pages import (
    csv_file,
    exported,
    meaning,
    page,
    page_of,
    said,
    viewer_of,
    wants_csv,
)
from limen.core.sections import sections_of
from limen.kernel import Act, BadInput, DeclarationError, LimenError, Problem, perform
from limen.offices.patrol import queries, steps
from limen.offices.patrol.acts import AddPeople, OpenEvent
from limen.offices.patrol.acts.events import MOST
from limen.offices.patrol.forms.events import BY, KINS, ROLES, ROWS, CountForm, EventsForm, Row, rows_of
from limen.web.derived import act_form

if TYPE_CHECKING:
    from limen.core.access.gate import Viewer

HEAD = ("number", "at", "station", "where", "state", "people", "not processed", "id")
SHOWN = 12
"""Rows of each list on the office's first page."""
PLACE = ("where", "latitude", "longitude", "miles", "conveyance", "plate", "plate_issuer", "vin", "narrative")


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Show what needs this agent: their records, who nobody has taken, proposals, who waits to leave, the station."""
    viewer = viewer_of(request)
    viewer.require("patrol.view")
    law = lawbook()
    unfinished = queries.apprehensions_looked_at(list(queries.unfinished(viewer=viewer)[:SHOWN]), viewer=viewer)
    leaving = queries.apprehensions_looked_at(list(queries.waiting_to_leave(viewer=viewer)[:SHOWN]), viewer=viewer)
    may_see = viewer.may("custody.view")
    holding, adults, juveniles = custody.room(viewer=viewer) if may_see else (None, 0, 0)
    context = {
        "mine": [_line(row, law, viewer) for row in queries.mine(viewer=viewer)],
        "unfinished": [_line(row, law, viewer) for row in unfinished],
        "leaving": [_line(row, law, viewer) for row in leaving],
        "proposals": queries.proposals(viewer=viewer).count() if viewer.may("patrol.supervise") else None,
        "may_see": may_see,
        "holding": holding,
        "count": {"adults": adults, "juveniles": juveniles},
    }
    return page(request, "patrol/events/home.html", context)


def _line(row: Any, law: Any, viewer: Viewer) -> dict[str, Any]:
    hours = int((timezone.now() - row.at) / timedelta(hours=1))
    return {"row": row, "missing": steps.missing(row, law, viewer.day), "hours": hours}


@require_safe
def events(request: HttpRequest) -> HttpResponse:
    """Show encounter events by number, name, station and day."""
    viewer = viewer_of(request)
    viewer.require("patrol.view")
    form = EventsForm(request.GET)
    asked = form.asked()
    if asked is None:
        return page(request, "patrol/events/events.html", {"rows": []}, form=form)
    rows = queries.find_events(
        viewer=viewer,
        words=asked["q"],
        place=viewer.place.id if asked["here"] else None,
        first=asked["first"],
        last=asked["last"],
        state=asked["state"],
    )
    if wants_csv(request):
        taken = queries.events_looked_at(exported(rows), viewer=viewer, what="patrol.export", words=asked["q"])
        return csv_file("events", HEAD, (_cells(row) for row in taken))
    shown = page_of(rows, request)
    found = queries.events_looked_at(list(shown), viewer=viewer, words=asked["q"])
    return page(request, "patrol/events/events.html", {"page": shown, "rows": found}, form=form)


def _cells(row: Any) -> tuple[object, ...]:
    return row.number, row.at, row.station.code, row.where, row.state, row.people, row.left, row.pk


@require_http_methods(["GET", "HEAD", "POST"])
def new_event(request: HttpRequest) -> HttpResponse:
    """Enter a group, one row a person; whoever may be on record already is shown first for the agent to judge."""
    return _group(request, OpenEvent, None)


@require_http_methods(["GET", "HEAD", "POST"])
def add_people(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """Enter people who were found later and belong to an event."""
    return _group(request, AddPeople, queries.event(identifier, viewer=viewer_of(request)))


def _group(request: HttpRequest, act: type[Act], record: Any) -> HttpResponse:
    viewer = viewer_of(request)
    viewer.require("patrol.apprehend")
    sent = request.POST if request.method == "POST" else {}
    rows = rows_of(sent, _wanted(request))
    refused: Any = None
    if request.method == "POST" and "more" not in request.POST:
        refused = _refused(request, act, record, [row for row in rows if not row.empty])
        if isinstance(refused, HttpResponse):
            return refused
    begun = dict(request.POST.items()) if request.method == "POST" else dict(request.GET.items())
    form = refused or act_form(act, record=record, viewer=viewer, initial=_kept(begun) if record is None else {})
    context = {
        "record": record,
        "rows": rows,
        "more": min(len(rows) + ROWS, MOST),
        "fields": [form[name] for name in PLACE if name in form.fields],
        "at": sent.get("at", ""),
        "detection": begun.get("detection", "") if record is None else "",
        "roles": ROLES,
        "kins": KINS,
        "asks": any(row.alike for row in rows),
        "states": lawbook().codes("icao_states").on(viewer.day).values(),
    }
    return page(request, "patrol/events/new.html", context, form=form)


def _kept(begun: dict[str, Any]) -> dict[str, Any]:
    return {name: begun[name] for name in PLACE if begun.get(name)}


def _wanted(request: HttpRequest) -> int:
    text = request.POST.get("more") or request.GET.get("rows") or ""
    return min(int(text), MOST) if text.isdecimal() and len(text) < 4 else ROWS  # noqa: PLR2004  three digits


def _refused(request: HttpRequest, act: type[Act], record: Any, given: list[Row]) -> Any:
    """Enter the group and lead to it; or return what keeps it from being entered."""
    viewer = viewer_of(request)
    people = [row.found() for row in given]
    _look_for(given, viewer)
    if any(row.alike for row in given):
        return None
    data = {**request.POST.dict(), "people": [person.model_dump(mode="json") for person in people if person]}
    if not data.get("detection"):
        data.pop("detection", None)
    form = act_form(act, data, record=record, viewer=viewer)
    form.is_valid()
    if any(row.fault for row in given):
        form.add_error("people", " ".join(f"{row.number}: {row.fault}" for row in given if row.fault))
    at, unread = _moment(request.POST.get("at", ""), viewer)
    if unread:
        form.add_error(None, unread)
    return form if form.made is None or form.errors else _entered(form, record, at, viewer)


def _look_for(given: list[Row], viewer: Viewer) -> None:
    """Find who on record each person may be, of whom nobody has judged yet."""
    for row in given:
        if row.chosen or not row.data.get("surname"):
            continue
        names = {name: row.data[name] for name in ("surname", "given_names", "birth")}
        try:
            row.alike = queries.who_may_be(viewer=viewer, **names)
        except BadInput:  # a birth that cannot be read is said at its line by the act
            continue


def _entered(form: Any, record: Any, at: datetime | None, viewer: Viewer) -> Any:
    """Enter the group and lead to the event; or return the form with why it was refused."""
    try:
        outcome = perform(
            form.made,
            on=record,
            by=viewer.account,
            at=viewer.place,
            purpose=viewer.purpose,
            when=at,
            key=once_key(form.once, record),
            version=form.version,
        )
    except DeclarationError:
        raise
    except LimenError as error:
        form.refuse(_by_line(error))
        return form
    return redirect("patrol:event", outcome.record.pk) if outcome.record else redirect("patrol:events")


def _by_line(error: LimenError) -> LimenError:
    """Return a refusal as this page says it: what is wrong with somebody of the group names their line."""
    error.problems = tuple(_at_its_line(problem) for problem in error.problems)
    return error


def _at_its_line(problem: Problem) -> Problem:
    field, _dot, rest = problem.field.partition(".")
    place = rest.partition(".")[0]
    if field != "people" or not place.isdecimal():
        return problem
    told = _("Line %(number)s: %(what)s") % {"number": int(place) + 1, "what": problem.message}
    return replace(problem, field=field, message=told)


def _moment(text: str, viewer: Viewer) -> tuple[datetime | None, str]:
    """Return when the people were apprehended, in the place's zone, nothing for now; or why it cannot be read."""
    if not text:
        return None, ""
    try:
        return datetime.fromisoformat(text).replace(tzinfo=viewer.place.zone).astimezone(UTC), ""
    except (ValueError, OverflowError):
        return None, _("The time of the apprehension cannot be read; write it as 2026-11-25T09:30.")


@require_safe
def event(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """Show one event: where and when, and everybody of it with what is left to do."""
    viewer = viewer_of(request)
    record = queries.event(identifier, viewer=viewer)
    law = lawbook()
    point = f"{record.latitude:.5f}, {record.longitude:.5f}" if record.latitude is not None else ""
    carried = [meaning("conveyance_modes", record.conveyance, viewer.day) if record.conveyance else "", record.plate]
    number = queries.number_of_detection(record.detection, viewer=viewer)
    detected = reverse("patrol:detection", args=[record.detection]) if number else ""
    facts = [
        (_("Apprehended"), said(record.at), ""),
        (_("Station"), record.station.name, ""),
        (_("Where"), record.where, ""),
        (_("Point"), point, ""),
        (_("Miles from the border"), said(record.miles), ""),
        (_("Conveyance"), " ".join([*carried, record.plate_issuer, record.vin]).strip(), ""),
        (_("Detected as"), number, detected),
        (_("Entered by"), record.opened_by.full_name if record.opened_by else "", ""),
        (_("Narrative"), record.narrative, ""),
    ]
    people = [_line(row, law, viewer) for row in record.apprehensions.all()]
    unready = sum(steps.unfinished(line["row"]) for line in people)
    context = {
        "record": record,
        "facts": facts,
        "people": people,
        "left": unready,
        "acts": offered(record, viewer, but=["patrol.add_people", *(["patrol.close_event"] if unready else [])]),
        "may_add": viewer.may("patrol.apprehend"),
        "sections": sections_of(record, viewer),
    }
    return page(request, "patrol/events/event.html", context)


@require_safe
def proposals(request: HttpRequest) -> HttpResponse:
    """Show the dispositions that wait for a supervisor, the longest held first."""
    viewer = viewer_of(request)
    shown = page_of(queries.proposals(viewer=viewer), request)
    rows = queries.apprehensions_looked_at(list(shown), viewer=viewer, what="patrol.proposals")
    lines = [
        {**_line(row, lawbook(), viewer), "title": meaning("processing", row.disposition, viewer.day)} for row in rows
    ]
    return page(request, "patrol/events/proposals.html", {"page": shown, "rows": lines})


@require_safe
def counts(request: HttpRequest) -> HttpResponse:
    """Count apprehensions by day, station, nationality or disposition; it names nobody."""
    viewer = viewer_of(request)
    viewer.require("patrol.statistics")
    form = CountForm(request.GET)
    asked = form.asked()
    if asked is None:
        return page(request, "patrol/events/counts.html", {"rows": []}, form=form)
    last = asked["last"] or viewer.day
    first = asked["first"] or last - timedelta(days=6)
    by: Any = asked["by"] or BY[0][0]
    place = viewer.place.id if asked["here"] else None
    rows = queries.apprehensions_counted(viewer=viewer, by=by, first=first, last=last, place=place)
    if wants_csv(request):
        return csv_file(f"apprehensions-by-{by}", (by, "people"), ((row.key, row.shown) for row in rows))
    titled = [
        (meaning("processing", row.key, viewer.day) if by == "disposition" and row.key != "—" else row.key, row)
        for row in rows
    ]
    context = {
        "rows": titled,
        "by": dict(BY)[by],
        "first": first,
        "last": last,
        "few": few_people(viewer.day),
        "hides": any(row.unsaid for row in rows),
        "most": max((row.people for row in rows), default=1),
        "total": sum(row.people for row in rows),
    }
    return page(request, "patrol/events/counts.html", context, form=form)
