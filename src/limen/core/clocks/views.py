"""The pages of deadlines: the queue at one's place, and one clock with what tolled it."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from limen.core import reading
from limen.core.clocks import queries
from limen.core.clocks.forms import STANDINGS, QueueForm
from limen.core.clocks.sections import lines, owner
from limen.core.offering import offered
from limen.core.pages import address_of, csv_file, exported, page, page_of, said, viewer_of, wants_csv, words
from limen.core.sections import sections_of

if TYPE_CHECKING:
    from limen.core.clocks.models import RunningClock

HEAD = ("due", "standing", "deadline", "citation", "person", "place", "owner", "started", "zone", "id")


@require_safe
def queue(request: HttpRequest) -> HttpResponse:
    """Show the deadlines that are not ended, those breached and at risk counted first."""
    viewer = viewer_of(request)
    everything = queries.open_clocks(viewer=viewer)
    form = QueueForm(request.GET)
    asked = form.asked()
    if asked is None:
        return page(request, "clocks/queue.html", {"rows": []}, form=form)
    now = timezone.now()
    rows = everything.filter(owner_role=asked["owner"]) if asked["owner"] else everything
    counts = [(key, label, queries.of_standing(rows, key, now).count()) for key, label in STANDINGS.items()]
    if asked["standing"]:
        rows = queries.of_standing(rows, asked["standing"], now)
    rows = rows.order_by("due_at", "pk")
    if wants_csv(request):
        taken = queries.looked_at(exported(rows), viewer=viewer, what="clocks.export")
        return csv_file("deadlines", HEAD, (_cells(row, now) for row in taken))
    shown = page_of(rows, request)
    found = queries.looked_at(list(shown), viewer=viewer)
    context = {"page": shown, "rows": lines(found), "counts": counts, "standing": asked["standing"]}
    return page(request, "clocks/queue.html", context, form=form)


@require_safe
def clock(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """Show one deadline: the provision it runs under, when it is due, and what tolled it."""
    viewer = viewer_of(request)
    record = queries.clock(identifier, viewer=viewer)
    person = record.person
    facts = [
        (_("Person"), person.display_name if person else "", reading.address(person) if person else ""),
        (
            _("About"),
            reading.label(record.subject_record).capitalize(),
            address_of(record.subject_record, record.subject),
        ),
        (_("Runs"), f"{record.amount} {words(record.unit).lower()}", ""),
        (_("Calendar"), record.calendar if "business" in record.unit else "", ""),
        (_("Provision"), record.citation, ""),
        (_("Place"), record.place.name if record.place else "", ""),
        (_("Who answers for it"), owner(record.owner_role), ""),
        (_("Started"), said(record.started_at), ""),
        (_("Ended"), said(record.ended_at), ""),
        (_("Explained"), record.reason, ""),
    ]
    [(_row, standing, _owner)] = lines([record])
    context = {
        "record": record,
        "facts": facts,
        "standing": standing,
        "tolls": record.tolls.order_by("since"),
        "acts": offered(record, viewer),
        "sections": sections_of(record, viewer),
    }
    return page(request, "clocks/clock.html", context)


def _cells(row: RunningClock, now: datetime) -> tuple[object, ...]:
    return (
        row.due_at,
        queries.standing(row, now),
        row.title,
        row.citation,
        row.person.display_name if row.person else "",
        row.place.code if row.place else "",
        owner(row.owner_role),
        row.started_at,
        row.zone_name,
        row.pk,
    )
