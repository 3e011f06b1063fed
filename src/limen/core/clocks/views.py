"""The pages of deadlines: the queue at one's place, one clock and how it is reckoned, and what would happen if."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from limen.core import reading
from limen.core.clocks import queries
from limen.core.clocks.forms import STANDINGS, QueueForm, WhatIfForm
from limen.core.clocks.sections import lines, owner
from limen.core.clocks.supposing import marks
from limen.core.clocks.telling import Period, event, length
from limen.core.lawbook import lawbook
from limen.core.offering import offered
from limen.core.offices import office_title
from limen.core.pages import address_of, csv_file, exported, page, page_of, viewer_of, wants_csv
from limen.core.sections import sections_of
from limen.kernel import BadInput, Problem, as_uuid

if TYPE_CHECKING:
    from limen.core.access.gate import Viewer
    from limen.core.clocks.models import RunningClock

HEAD = (
    *("due", "standing", "deadline", "citation", "person", "place", "office", "owner", "officer"),
    *("next", "started", "event", "escalated", "zone", "id"),
)


@require_safe
def queue(request: HttpRequest) -> HttpResponse:
    """Show the deadlines that are not ended, how many stand in which way counted first."""
    viewer = viewer_of(request)
    everything = queries.open_clocks(viewer=viewer, nameless=True)
    form = QueueForm(request.GET)
    asked = form.asked()
    if asked is None:
        return page(request, "clocks/queue.html", {"rows": []}, form=form)
    now = timezone.now()
    rows = queries.narrowed(
        everything,
        office=asked["office"],
        owner_role=asked["owner"],
        officer=asked["officer"],
        owner=viewer.account.id if asked["mine"] else None,
    )
    found_counts = queries.counts(rows, now)
    counts = [(key, label, found_counts[key]) for key, label in STANDINGS.items()]
    if asked["standing"]:
        rows = queries.of_standing(rows, asked["standing"], now)
    rows = rows.order_by("due_at", "pk")
    if wants_csv(request):
        taken = queries.looked_at(exported(rows), viewer=viewer, what="clocks.export")
        return csv_file("deadlines", HEAD, (_cells(row, now) for row in taken))
    shown = page_of(rows, request)
    found = queries.looked_at(list(shown), viewer=viewer)
    query = request.GET.copy()
    for name in ("page", "standing"):
        query.pop(name, None)
    context = {
        "page": shown,
        "rows": lines(found),
        "counts": counts,
        "standing": asked["standing"],
        "others": query.urlencode(),
    }
    return page(request, "clocks/queue.html", context, form=form)


@require_safe
def clock(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """Show one deadline: the provision it runs under, how its due time is reckoned, what tolled it, what is next."""
    viewer = viewer_of(request)
    record = queries.clock(identifier, viewer=viewer)
    [(_row, standing, _owner)] = lines([record])
    context = {
        "record": record,
        "facts": _facts(record),
        "standing": standing,
        "tolls": [(row, event(row.mark)) for row in record.tolls.order_by("since", "pk")],
        "steps": list(Period.of(record).steps()),
        "supposing": _supposing(record),
        "acts": offered(record, viewer, but=() if record.owner_id else ("clocks.release_owner",)),
        "sections": sections_of(record, viewer),
    }
    return page(request, "clocks/clock.html", context)


@require_safe
def what_if(request: HttpRequest) -> HttpResponse:
    """Show what would follow if an event of law happened at another moment; nothing is written but that one looked."""
    viewer = viewer_of(request)
    viewer.require("clocks.view")
    form = WhatIfForm(request.GET if "mark" in request.GET else None)
    asked = form.asked() if form.is_bound else None
    context: dict[str, Any] = {"found": None, "zone": viewer.place.zone.key}
    if asked is None:
        return page(request, "clocks/what_if.html", context, form=form)
    person = _person(asked["person"], viewer)
    found = queries.supposed(asked["mark"], asked["at"], viewer=viewer, zone=viewer.place.zone, person=person)
    context |= {
        "found": found,
        "event": event(found.mark),
        "person": address_of("people.person", person) if person else "",
        "starts": [(row, length(row.amount, row.unit), row.next_step, owner(row.owner_role)) for row in found.starts],
    }
    return page(request, "clocks/what_if.html", context, form=form)


def _supposing(record: RunningClock) -> str:
    """Return what-if's query for the event that started a deadline, at that moment; empty where it was not kept."""
    asked = {"mark": record.mark, "at": f"{timezone.localtime(record.started_at):%Y-%m-%dT%H:%M}"}
    if record.person_id:
        asked["person"] = str(record.person_id)
    return urlencode(asked) if record.mark in marks(lawbook()) else ""


def _person(text: str, viewer: Viewer) -> UUID | None:
    """Return the person that an identifier or a number means.

    Raises:
        BadInput: when it means nobody, or several.
    """
    if not text:
        return None
    try:
        return as_uuid(text)
    except BadInput:
        found = reading.look_up("people.person", text, viewer=viewer)
    if len(found) != 1:
        said = _("That means nobody on record.") if not found else _("That means more than one person.")
        raise BadInput(said, problems=[Problem("person", "record.unknown", said)])
    known: UUID = found[0].pk
    return known


def _facts(record: RunningClock) -> list[tuple[str, str, str]]:
    person, origin = record.person, record.renewed_from_id
    return [
        (_("What is to be done"), record.to_do, ""),
        (_("If it is breached"), record.on_breach if record.closed_at is None else "", ""),
        (_("Person"), person.display_name if person else "", reading.address(person) if person else ""),
        (
            _("About"),
            reading.label(record.subject_record).capitalize(),
            address_of(record.subject_record, record.subject),
        ),
        (_("Runs"), length(record.amount, record.unit), ""),
        (_("Calendar"), record.calendar if "business" in record.unit else "", ""),
        (_("Provision"), record.citation, ""),
        (_("Started by"), event(record.mark) if record.mark else "", ""),
        (_("Place"), record.place.name if record.place else "", ""),
        (_("Office"), office_title(record.office), ""),
        (_("Who answers for it"), owner(record.owner_role), ""),
        (_("Officer"), record.owner.label if record.owner else "", ""),
        (_("Started"), _local(record, record.started_at), ""),
        (_("At risk from"), _local(record, record.risk_at), ""),
        (_("Supervisors told"), _local(record, record.escalated_at), ""),
        (_("Ended"), _local(record, record.ended_at), ""),
        (_("Explained"), record.reason, ""),
        (
            _("Owed again after"),
            _("the breach that was explained") if origin else "",
            address_of(record.record_type, origin) if origin else "",
        ),
    ]


def _local(record: RunningClock, moment: datetime | None) -> str:
    return f"{moment.astimezone(record.zone):%Y-%m-%d %H:%M %Z}" if moment is not None else ""


def _cells(row: RunningClock, now: datetime) -> tuple[object, ...]:
    return (
        row.due_at.astimezone(row.zone).isoformat(timespec="seconds"),
        queries.standing(row, now),
        row.title,
        row.citation,
        row.person.display_name if row.person else "",
        row.place.code if row.place else "",
        row.office,
        owner(row.owner_role),
        row.owner.label if row.owner else "",
        row.to_do,
        row.started_at.astimezone(row.zone).isoformat(timespec="seconds"),
        row.mark,
        row.escalated_at.astimezone(row.zone).isoformat(timespec="seconds") if row.escalated_at else "",
        row.zone_name,
        row.pk,
    )
