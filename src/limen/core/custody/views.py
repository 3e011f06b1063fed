"""The pages of custody: the board of a place, one stay, the population by day."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from limen.core import reading
from limen.core.clocks.sections import lines
from limen.core.custody import queries
from limen.core.custody.acts import CareRound
from limen.core.custody.acts.care import balance
from limen.core.custody.forms import BoardForm, PopulationForm
from limen.core.custody.offers import grouped
from limen.core.lawbook import lawbook
from limen.core.offering import begun
from limen.core.pages import (
    address_of,
    csv_file,
    exported,
    meaning,
    page,
    page_of,
    said,
    viewer_of,
    wants_csv,
    words,
)
from limen.core.sections import sections_of
from limen.kernel import BadInput, Problem, as_uuid, perform

if TYPE_CHECKING:
    from limen.core.access.gate import Viewer
    from limen.core.custody.queries import Held

HEAD = ("person", "born", "nationality", "juvenile", "alone", "cell", "since", "hours", "authority", "next due", "id")
SHOWN_DUE = 4
"""Deadlines shown for each person on the board; the rest stand on their page."""


@require_http_methods(["GET", "HEAD", "POST"])
def board(request: HttpRequest) -> HttpResponse:
    """Show who is held here, since when, what is due to each; record one thing for several people at once."""
    viewer = viewer_of(request)
    viewer.require("custody.view")
    if request.method == "POST":
        return _round(request, viewer)
    form = BoardForm(request.GET)
    asked = form.asked()
    if asked is None:
        return page(request, "custody/board.html", {"held": []}, form=form)
    rows = queries.here(viewer=viewer, who=asked["who"], cell=asked["cell"])
    marks = lawbook().value("policy.station_hours_marks", viewer.day).value
    now = timezone.now()
    if wants_csv(request):
        taken = queries.board(exported(rows), viewer=viewer, now=now, marks=marks)
        return csv_file("custody", HEAD, (_cells(row) for row in taken))
    shown = page_of(rows.prefetch_related("needs"), request)
    held = queries.board(list(shown), viewer=viewer, now=now, marks=marks)
    holding, adults, juveniles = queries.room(viewer=viewer)
    context = {
        "page": shown,
        "juveniles": [_row(row, viewer) for row in held if row.stay.juvenile],
        "adults": [_row(row, viewer) for row in held if not row.stay.juvenile],
        "held": held,
        "holding": holding,
        "count": {"adults": adults, "juveniles": juveniles},
        "fullness": _fullness(holding, adults, juveniles, viewer),
        "rounds": _rounds(viewer) if holding is not None and viewer.may("custody.care") else [],
        "begins": begun({"custody.take": {}}, viewer),
    }
    return page(request, "custody/board.html", context, form=form)


def _round(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    holding, _adults, _juveniles = queries.room(viewer=viewer)
    chosen = request.POST.getlist("stays")
    if holding is None or not chosen:
        text = _("Choose at least one person held here.")
        raise BadInput(text, problems=[Problem("stays", "input.missing", text)])
    act = CareRound(kind=request.POST.get("kind", ""), stays=[as_uuid(item, "stays") for item in chosen])
    perform(act, on=holding, by=viewer.account, at=viewer.place, purpose=viewer.purpose)
    return redirect("custody:board")


def _rounds(viewer: Viewer) -> list[tuple[str, str]]:
    """Return what can be recorded for several people at once."""
    table = lawbook().codes("custody_care").on(viewer.day)
    return [(key, row.title) for key, row in table.items() if row.attributes["where"] in ("station", "any")]


def _fullness(holding: Any, adults: int, juveniles: int, viewer: Viewer) -> str:
    """Return ``full`` or ``nearly full`` by the service's own marks; empty below them."""
    if holding is None:
        return ""
    law = lawbook()
    full = law.value("policy.custody_capacity_percent", viewer.day).value
    warn = law.value("policy.custody_capacity_warn_percent", viewer.day).value
    shares = [100 * n / of for n, of in ((adults, holding.adults), (juveniles, holding.juveniles)) if of]
    worst = max(shares, default=0)
    return "full" if worst >= full else "nearly full" if worst >= warn else ""


def _row(held: Held, viewer: Viewer) -> dict[str, Any]:
    needs = [meaning("special_needs", code, viewer.day) for code in held.needs]
    due = [row for row, _standing, _owner in lines(held.due)]
    standings = [standing for _row, standing, _owner in lines(held.due)]
    return {
        "held": held,
        "needs": needs,
        "due": list(zip(due, standings, strict=True))[:SHOWN_DUE],
        "more": max(0, len(due) - SHOWN_DUE),
    }


def _cells(held: Held) -> tuple[object, ...]:
    stay = held.stay
    return (
        stay.person.display_name,
        stay.person.birth,
        stay.person.nationality,
        "yes" if stay.juvenile else "",
        "yes" if stay.alone else "",
        held.stint.cell if held.stint else "",
        stay.began_at,
        held.hours,
        stay.citation,
        held.due[0].due_at if held.due else "",
        stay.pk,
    )


@require_safe
def stay(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """Show one stay: where and since when, under which authority, and all that was done for the person."""
    viewer = viewer_of(request)
    record = queries.stay(identifier, viewer=viewer)
    facts = [
        (_("Person"), record.person.display_name, reading.address(record.person)),
        (_("Held under"), record.citation, ""),
        (_("Since"), said(record.began_at), ""),
        (_("Place"), record.place.name, ""),
        (_("Arrested by"), record.arrested_by.full_name if record.arrested_by else "", ""),
        (
            _("Began with"),
            reading.label(record.subject_record).capitalize() if record.subject else "",
            address_of(record.subject_record, record.subject) if record.subject else "",
        ),
        (_("Custody level"), meaning("custody_levels", record.level, viewer.day) if record.level else "", ""),
        (_("Kept apart from the family"), record.apart_why, ""),
        (_("Left"), said(record.ended_at), ""),
        (_("Way out"), meaning("book_outs", record.way, viewer.day) if record.way else "", ""),
        (_("To"), record.left_to, ""),
    ]
    tags = [
        label
        for label, true in (
            (_("juvenile"), record.juvenile),
            (_("child alone"), record.alone),
            (_("family unit"), record.family_unit is not None),
            (_("at risk"), record.at_risk),
        )
        if true
    ]
    context = {
        "record": record,
        "facts": facts,
        "tags": tags,
        "stints": record.stints.all(),
        "due": lines(queries.due(record, viewer=viewer)),
        "family": queries.family(record, viewer=viewer),
        "cares": [(row, _done(row.kind, viewer)) for row in record.cares.all()[:50]],
        "needs": [(row, meaning("special_needs", row.code, viewer.day)) for row in record.needs.all()],
        "property": [(row, meaning("property_kinds", row.kind, viewer.day)) for row in record.property.all()],
        "aparts": record.aparts.all(),
        "visits": record.visits.all(),
        "findings": [(row, words(row.kind)) for row in record.findings.all()],
        "funds": record.funds.all(),
        "balance": balance(record),
        "groups": grouped(record, viewer),
        "may_return": viewer.may("custody.property"),
        "may_correct": viewer.may("custody.correct"),
        "sections": sections_of(record, viewer),
    }
    return page(request, "custody/stay.html", context)


def _done(kind: str, viewer: Viewer) -> str:
    """Return what was done for a person, in words; that they were told of their consulate is an act of its own."""
    return (
        _("Told that they may communicate with their consulate")
        if kind == ADVISED
        else meaning("custody_care", kind, viewer.day)
    )


ADVISED = "consular_advised"
DAYS = timedelta(days=13)
"""How far back the population is counted where no first day is given."""


@require_safe
def population(request: HttpRequest) -> HttpResponse:
    """Show how many people this place held on each day: at midnight, at any time of the day, in and out."""
    viewer = viewer_of(request)
    form = PopulationForm(request.GET)
    asked = form.asked()
    if asked is None:
        return page(request, "custody/population.html", {"rows": []}, form=form)
    last = asked["last"] or viewer.day
    first = asked["first"] or max(last, date.min + DAYS) - DAYS
    now = timezone.now()
    rows = queries.population(viewer.place, first, last, viewer=viewer, now=now)
    if wants_csv(request):
        head = ("day", "midnight", "24 hours", "book-ins", "book-outs")
        return csv_file("population", head, ((row.day, row.midnight, row.whole, row.ins, row.outs) for row in rows))
    stayed = queries.lengths(viewer.place, first, last, viewer=viewer, now=now)
    context = {"rows": rows, "first": first, "last": last, "stayed": stayed}
    return page(request, "custody/population.html", context, form=form)
