"""The pages of referrals: the queue at one's place, and one piece of work."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from limen.core import reading
from limen.core.access.gate import Viewer
from limen.core.offering import offered
from limen.core.offices import office_title
from limen.core.pages import (
    address_of,
    csv_file,
    exported,
    page,
    page_of,
    said,
    viewer_of,
    wants_csv,
    words,
)
from limen.core.referrals import queries
from limen.core.referrals.forms import QueueForm
from limen.core.referrals.sections import lines, reason
from limen.core.sections import sections_of

if TYPE_CHECKING:
    from limen.core.referrals.models import Referral

HEAD = ("due", "standing", "office", "from", "reason", "urgency", "state", "person", "owner", "id")


@require_safe
def queue(request: HttpRequest) -> HttpResponse:
    """Show the work that waits at the viewer's place, the earliest due first."""
    viewer = viewer_of(request)
    viewer.require("referrals.view")
    form = QueueForm(request.GET)
    asked = form.asked()
    if asked is None:
        return page(request, "referrals/queue.html", {"rows": []}, form=form)
    rows = queries.queue(viewer=viewer, office=asked["office"], states=form.states()).order_by("due_at", "pk")
    if asked["mine"]:
        rows = rows.filter(owner=viewer.account.id)
    if wants_csv(request):
        taken = queries.looked_at(exported(rows), viewer=viewer, office=asked["office"], what="referrals.export")
        return csv_file("referrals", HEAD, (_cells(row, viewer) for row in taken))
    shown = page_of(rows, request)
    found = queries.looked_at(list(shown), viewer=viewer, office=asked["office"])
    return page(request, "referrals/queue.html", {"page": shown, "rows": lines(found, viewer)}, form=form)


@require_safe
def referral(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """Show one piece of work: who sent it, why, until when, and what became of it."""
    viewer = viewer_of(request)
    record = queries.referral(identifier, viewer=viewer)
    person = record.person
    facts = [
        (_("Due"), said(record.due_at), ""),
        (_("Person"), person.display_name if person else "", reading.address(person) if person else ""),
        (
            _("About"),
            reading.label(record.subject_record).capitalize(),
            address_of(record.subject_record, record.subject),
        ),
        (_("Reason"), reason(record, viewer), ""),
        (_("Urgency"), words(record.urgency), ""),
        (_("From"), record.from_place.name, ""),
        (_("Sent"), said(record.sent_at), ""),
        (_("To"), office_title(record.to_office), ""),
        (_("At"), record.to_place.name if record.to_place else _("any place of the office"), ""),
        (_("Accepted by"), record.owner.full_name if record.owner else "", ""),
        (_("Remarks"), record.remarks, ""),
        (_("What came of it"), record.result, ""),
    ]
    context = {
        "record": record,
        "facts": facts,
        "standing": queries.standing(record, timezone.now()),
        # only the place that sent it takes it back
        "acts": offered(record, viewer, but=[] if record.from_place_id == viewer.place.id else ["referrals.withdraw"]),
        "sections": sections_of(record, viewer),
    }
    return page(request, "referrals/referral.html", context)


def _cells(row: Referral, viewer: Viewer) -> tuple[object, ...]:
    return (
        row.due_at,
        queries.standing(row, timezone.now()),
        row.to_office,
        row.from_place.code,
        reason(row, viewer),
        row.urgency,
        row.state,
        row.person.display_name if row.person else "",
        row.owner.full_name if row.owner else "",
        row.pk,
    )
