"""The pages of departures: the board of movements, a manifest, who can go, the door, a seat, a bar on return."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from limen.core import reading
from limen.core.access.gate import Viewer
from limen.core.documents.sections import papers_on
from limen.core.lawbook import lawbook
from limen.core.offering import begun, offered
from limen.core.pages import (
    csv_file,
    meaning,
    page,
    page_of,
    said,
    viewer_of,
    wants_csv,
    words,
)
from limen.core.sections import sections_of
from limen.kernel import REGISTER, BadInput, Outcome
from limen.offices.removal.departing import boarding_ends
from limen.offices.removal.departure_states import OPEN_RUNS, OPEN_SEATS, WAITING
from limen.offices.removal.forms.departures import BoardForm
from limen.offices.removal.queries import departures as queries
from limen.web.derived import submit

if TYPE_CHECKING:
    from limen.offices.removal.gate import Barrier
    from limen.offices.removal.models import Movement, Seat

KEYS = "1234567890abcdefhilmnopqrstuvwxyz"
"""The keys of the people at the door, in order; j and k walk the table, g opens another room."""

PUT_ON = "removal.manifest_person"
AT_THE_DOOR = ("removal.embark", "removal.do_not_embark")
MANIFEST_HEAD = (
    "seat",
    "surname",
    "given_names",
    "birth",
    "sex",
    "nationality",
    "a_number",
    "document",
    "number",
    "expires",
    "fit",
    "medicine and care",
    "restraints",
    "state",
    "must not go",
)


@require_safe
def movements(request: HttpRequest) -> HttpResponse:
    """Show the movements of a day, and those ahead whose manifest is open."""
    viewer = viewer_of(request)
    viewer.require(queries.VIEW)
    wanted = request.GET.copy()
    if not wanted.get("day"):
        # the field says which day is shown
        wanted["day"] = viewer.day.isoformat()
    form = BoardForm(wanted)
    asked = form.asked()
    if asked is None:
        return page(request, "removal/movements.html", {"rows": [], "day": viewer.day}, form=form)
    day = asked["day"] or viewer.day
    day = day if date.min.year < day.year < date.max.year else viewer.day
    first, until = queries.by_day(day, viewer.place.zone)
    rows = queries.board(
        viewer=viewer, first=first, until=until, country=asked["country"], elsewhere=asked["elsewhere"]
    )
    shown = {row.pk for row in rows}
    context = {
        "rows": rows,
        "ahead": [row for row in queries.ahead(viewer=viewer, now=timezone.now()) if row.pk not in shown],
        "day": day,
        "before": day - timedelta(days=1),
        "after": day + timedelta(days=1),
        "begins": begun({"removal.plan_movement": {}}, viewer),
    }
    return page(request, "removal/movements.html", context, form=form)


@require_safe
def movement(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """Show a movement and its manifest, seat by seat; whoever must not go stands above all."""
    viewer = viewer_of(request)
    record = queries.movement(identifier, viewer=viewer)
    if wants_csv(request):
        seats = queries.manifest(record, viewer=viewer, what="manifest.export")
        shut = queries.barred(seats, record, viewer=viewer)
        return csv_file("manifest", MANIFEST_HEAD, (_seat_cells(seat, shut.get(seat.pk, [])) for seat in seats))
    seats = queries.manifest(record, viewer=viewer, off=True)
    on = [seat for seat in seats if seat.state in OPEN_SEATS]
    shut = queries.barred(on, record, viewer=viewer)
    context = {
        **_head(record, viewer),
        "seats": [(seat, shut.get(seat.pk, [])) for seat in seats],
        "barred": [(seat, shut[seat.pk]) for seat in on if seat.pk in shut],
        "chart": _chart(seats, record.capacity),
        "acts": offered(record, viewer),
        "may_list": viewer.may("removal.manifest") and record.state in OPEN_RUNS,
        "may_board": viewer.may("removal.board") and record.state == "boarding",
    }
    return page(request, "removal/movement.html", context)


@require_safe
def candidates(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """Show whose final order leads where a movement goes, what stands in the way of each, and put them on it."""
    viewer = viewer_of(request)
    viewer.require("removal.manifest")
    record = queries.movement(identifier, viewer=viewer)
    shown = page_of(queries.candidates(record, viewer=viewer), request)
    rows = queries.looked_at(list(shown), viewer=viewer, what="candidates")
    lines_of = [
        (row, barriers, document, begun({PUT_ON: {"movement": record.pk, "case": row.pk}}, viewer))
        for row, barriers, document in queries.ready(rows, record, viewer=viewer)
    ]
    return page(request, "removal/candidates.html", {**_head(record, viewer), "page": shown, "rows": lines_of})


@require_safe
def movement_print(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """Show the manifest as it is handed to the carrier: who goes, on which document, with which care; no more."""
    viewer = viewer_of(request)
    record = queries.movement(identifier, viewer=viewer)
    seats = [
        seat
        for seat in queries.manifest(record, viewer=viewer, what="manifest.print")
        if seat.state in (*OPEN_SEATS, "removed")
    ]
    shut = queries.barred(seats, record, viewer=viewer)
    context = {
        **_head(record, viewer),
        "seats": [(seat, _number(seat)) for seat in seats if seat.pk not in shut],
        "left_out": len(shut),
        "now": timezone.now(),
    }
    return page(request, "removal/movement_print.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def boarding(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """Check people aboard one by one; each has a key of their own."""
    viewer = viewer_of(request)
    viewer.require("removal.board")
    record = queries.movement(identifier, viewer=viewer)
    refused = None
    if request.method == "POST":
        refused = _decide(request, record, viewer)
        if refused is None:
            return redirect("removal:boarding", record.pk)
    seats = queries.manifest(record, viewer=viewer, what="boarding")
    shut = queries.barred(seats, record, viewer=viewer)
    waiting = [seat for seat in seats if seat.state in WAITING]
    ends = boarding_ends(record, lawbook(), viewer.day)
    context = {
        **_head(record, viewer),
        "waiting": [(seat, key, shut.get(seat.pk, [])) for seat, key in zip(waiting, _keys(), strict=False)],
        "more": max(0, len(waiting) - len(KEYS)),
        "decided": [seat for seat in seats if seat.state not in WAITING],
        "ends": ends,
        "over": timezone.now() > ends,
        "refused": refused,
        "acts": [act for act in offered(record, viewer) if act.key != "removal.cancel_movement"],
    }
    response = page(request, "removal/boarding.html", context)
    response.status_code = refused.status if refused is not None else response.status_code
    return response


def _decide(request: HttpRequest, record: Movement, viewer: Viewer) -> Any:
    """Do what was decided at the door; return the form that was refused, or None."""
    key = request.POST.get("act", "")
    if key not in AT_THE_DOOR:
        raise BadInput(_("The door embarks people or leaves them behind, and nothing else."))
    seat = queries.seat(request.POST.get("on", ""), viewer=viewer)
    if seat.movement_id != record.pk:
        raise BadInput(_("That person is on another manifest."))
    found = submit(request, REGISTER[key], seat)
    return None if isinstance(found, Outcome) else found


def _keys() -> Iterator[str]:
    return iter(KEYS)


@require_safe
def seat(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """Show a person's seat: cleared or not, on which document, what the escorts must know, what came of it."""
    viewer = viewer_of(request)
    record = queries.seat(identifier, viewer=viewer)
    context = {
        "record": record,
        "facts": _seat_facts(record),
        "barred": queries.barred([record], record.movement, viewer=viewer).get(record.pk, []),
        "papers": papers_on(record.pk, viewer=viewer),
        "acts": offered(record, viewer),
        "sections": sections_of(record, viewer),
    }
    return page(request, "removal/seat.html", context)


def _seat_facts(record: Seat) -> list[tuple[str, object, str]]:
    document = record.document
    return [
        (_("Person"), record.person.display_name, reading.address(record.person)),
        (_("Case"), str(record.case), reading.address(record.case)),
        (_("Movement"), str(record.movement), reading.address(record.movement)),
        (_("Seat"), record.label, ""),
        (_("Travels on"), f"{document.issuer} {document.number}" if document else "", _address(document)),
        (_("No document needed"), record.no_document_why, ""),
        (_("Fit to travel"), {True: _("Yes"), False: _("No"), None: ""}[record.fit], ""),
        (_("Examined by"), f"{record.cleared_by}, {said(record.cleared_at)}" if record.cleared_by else "", ""),
        (_("Medicine and care"), record.medical_notes, ""),
        (_("Restraints"), record.restraints, ""),
        (_("Why apart from the family"), record.apart_why, ""),
        (_("Allowed by"), record.apart_by.full_name if record.apart_by else "", ""),
        (_("Told how long they may not come back"), said(record.warned_at), ""),
        (_("Embarked"), said(record.embarked_at), ""),
        (_("Checked aboard by"), record.embarked_by.full_name if record.embarked_by else "", ""),
        (_("Fingerprint"), " · ".join(filter(None, (record.print_reference, record.print_by))), ""),
        (_("Photograph"), record.photograph, ""),
        (_("Removed on"), said(record.removed_on), ""),
        (_("Why"), record.why, ""),
    ]


@require_safe
def bar(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """Show a bar on return: why, until when, and what lookout stands on it."""
    viewer = viewer_of(request)
    record = queries.bar(identifier, viewer=viewer)
    lookout = record.lookout if viewer.may("lookouts.check") else None
    facts = [
        (_("Person"), record.person.display_name, reading.address(record.person)),
        (_("Bar"), meaning("return_bars", record.code, viewer.day), ""),
        (_("Provision"), record.citation, ""),
        (_("From"), said(record.since), ""),
        (_("Last day"), said(record.until) or _("never ends by itself"), ""),
        (_("Case"), str(record.case) if record.case else "", _address(record.case)),
        (_("Lookout"), words(lookout.state) if lookout else "", _address(lookout)),
        (_("Ended"), said(record.ended_on), ""),
        (_("Why"), record.ended_why, ""),
    ]
    context = {
        "record": record,
        "facts": facts,
        "title": meaning("return_bars", record.code, viewer.day),
        "acts": offered(record, viewer),
        "sections": sections_of(record, viewer),
    }
    return page(request, "removal/bar.html", context)


def _head(record: Movement, viewer: Viewer) -> dict[str, Any]:
    return {
        "record": record,
        "country": meaning("icao_states", record.country, viewer.day),
        "mode": meaning("conveyance_modes", record.mode, viewer.day),
        "wanted": queries.escorts_wanted(record, viewer=viewer),
        "escorts": record.escorts.all(),
        "legs": record.legs.all(),
    }


def _chart(seats: Sequence[Seat], capacity: int) -> dict[str, Any]:
    """Return the seats taken as rows and letters, as far as their labels have a number and a letter."""
    taken: dict[tuple[int, str], Seat] = {}
    for seat in seats:
        number, letter = seat.label[:-1], seat.label[-1:]
        if number.isdecimal() and letter.isalpha() and seat.state != "returned":
            taken[int(number), letter] = seat
    letters = sorted({letter for _number, letter in taken})
    rows = [
        (number, [taken.get((number, letter)) for letter in letters])
        for number in sorted({number for number, _letter in taken})
    ]
    used = len([seat for seat in seats if seat.state in (*OPEN_SEATS, "removed")])
    return {"letters": letters, "rows": rows, "used": used, "free": max(0, capacity - used)}


def _number(seat: Seat) -> str:
    return next((row.number for row in seat.person.identifiers.all() if row.kind == "a_number"), "")


def _seat_cells(seat: Seat, barriers: Sequence[Barrier]) -> tuple[object, ...]:
    person, document = seat.person, seat.document
    return (
        seat.label,
        person.surname,
        person.given_names,
        person.birth,
        person.sex,
        person.nationality,
        _number(seat),
        document.kind if document else seat.no_document_why,
        document.number if document else "",
        document.expires if document else None,
        {True: "yes", False: "no", None: ""}[seat.fit],
        seat.medical_notes,
        seat.restraints,
        seat.state,
        "; ".join(f"{row.title} ({row.citation})" for row in barriers),
    )


def _address(record: Any) -> str:
    return reading.address(record) if record is not None else ""
