"""The pages of officers: the queue of what the public sent, one of it, and the same for the printer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from limen.core import reading
from limen.core.casefile.queries import events_about
from limen.core.clocks.sections import lines as clock_lines
from limen.core.lawbook import lawbook
from limen.core.offering import begun, offered
from limen.core.offices import office_title
from limen.core.pages import csv_file, exported, meaning, page, page_of, said, viewer_of, wants_csv, words
from limen.core.referrals.sections import lines as referral_lines
from limen.core.sections import sections_of
from limen.portal.requests import queries, wording
from limen.portal.requests.forms.filters import SubmissionsForm
from limen.portal.requests.kinds import COMPLAINTS, TIPS, kind_of
from limen.portal.requests.sight import kinds_seen

if TYPE_CHECKING:
    from limen.core.access.gate import Viewer
    from limen.portal.requests.models import Submission

HEAD = (
    *("number", "kind", "received", "due", "overdue", "office", "matter", "language", "answer_by", "state", "officer"),
    *("wrote_again", "ended", "id"),
)
OF_FILES = ("portal.put_off_request", "portal.refuse_request", "portal.ask_requester")
OF_TIPS = ("portal.make_lead",)
MATTERS = {
    "feedback": "feedback_matters",
    "redress": "redress_matters",
    "tip": "tip_matters",
    "complaint": "complaint_matters",
    "registration": "registration_matters",
}
"""The table of the law pack that names the matters of a kind."""

OF_COUNTRIES = ("country", "nationality")
ANSWERS = {
    "here": gettext_lazy("on the site, by number and code"),
    "email": gettext_lazy("by e-mail"),
    "post": gettext_lazy("by post"),
    "none": gettext_lazy("not at all"),
}


@require_safe
def queue(request: HttpRequest) -> HttpResponse:
    """Show what the public sent and the viewer may work: what is open, the first due first, or what is asked for."""
    viewer = viewer_of(request)
    form = SubmissionsForm(request.GET, kinds=kinds_seen(viewer))
    asked = form.asked()
    if asked is None:
        return page(request, "portal_requests/queue.html", {"rows": []}, form=form)
    rows = queries.submissions(viewer=viewer, asked=asked)
    if wants_csv(request):
        taken = queries.looked_at(exported(rows), viewer=viewer, what="portal.submissions_export", words=asked["q"])
        return csv_file("submissions", HEAD, map(_cells, taken))
    shown = page_of(rows, request)
    found = queries.looked_at(list(shown), viewer=viewer, words=asked["q"])
    return page(request, "portal_requests/queue.html", {"page": shown, "rows": _lines(found, viewer)}, form=form)


def _lines(rows: list[Submission], viewer: Viewer) -> list[dict[str, Any]]:
    now = timezone.now()
    return [
        {
            "row": row,
            "kind": kind_of(row.kind, viewer.day).title,
            "matter": _matter(row, viewer),
            "due": getattr(row, "due_at", None),
            "late": _late(row, now),
        }
        for row in rows
    ]


def _matter(row: Submission, viewer: Viewer) -> str:
    return meaning(MATTERS[row.kind], row.matter, viewer.day) if row.matter else ""


def _late(row: Any, now: Any) -> bool:
    return row.due_at is not None and row.due_at < now


def _cells(row: Any) -> tuple[object, ...]:
    return (
        *(row.number, row.kind, row.received_at, row.due_at, "yes" if _late(row, timezone.now()) else "no"),
        *(row.office, row.matter, row.written_in, row.answer_by, row.state),
        row.owner.full_name if row.owner else "",
        "yes" if row.unread else "no",
        *(row.ended_at or row.answered_at, row.pk),
    )


@require_safe
def submission(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """Show one thing the public sent: what it says, how to reach who sent it, its deadline, what was done."""
    viewer = viewer_of(request)
    record = queries.submission(identifier, viewer=viewer)
    context = {
        **_context(record, viewer),
        "acts": offered(record, viewer, but=_not_here(record, viewer)),
        "begins": begun(_begins(record), viewer),
        "due": clock_lines(queries.due_of(record, viewer=viewer)),
        "work": referral_lines(queries.work_on(record, viewer=viewer), viewer),
        "sections": sections_of(record, viewer, own=True),
    }
    return page(request, "portal_requests/submission.html", context)


@require_safe
def printed(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """Show one thing the public sent as it is printed: for the file, or to be answered by post."""
    viewer = viewer_of(request)
    record = queries.submission(identifier, viewer=viewer)
    return page(request, "portal_requests/printed.html", _context(record, viewer))


def _context(record: Submission, viewer: Viewer) -> dict[str, Any]:
    law = lawbook()
    return {
        "record": record,
        "kind": kind_of(record.kind, viewer.day).title,
        "late": _late(record, timezone.now()) if record.state in ("received", "acknowledged", "with_office") else False,
        "facts": _facts(record, viewer),
        "contact": _contact(record),
        "words": record.words.all(),
        "reasons": wording.reasons(record, viewer.day, law),
        "rights": wording.rights(record, viewer.day, law) if record.state == "refused" else "",
        "events": events_about([record.pk]),
    }


def _not_here(record: Submission, viewer: Viewer) -> list[str]:
    """Return the acts that are not done to something of this kind, or not by this viewer."""
    closed = [] if record.kind == "file_request" else list(OF_FILES)
    closed += [] if record.kind in TIPS else list(OF_TIPS)
    closed += ["portal.pass_on"] if record.kind in COMPLAINTS or not viewer.may("referrals.send") else []
    closed += ["portal.answer_submission"] if record.answer_by == "none" else []
    closed += ["portal.note_reply"] if record.asked_at is None else ["portal.ask_requester"]
    return closed


def _begins(record: Submission) -> dict[str, dict[str, Any]]:
    """Return the acts that what was sent may lead to, each with what can be filled in; a name never stands there."""
    if record.kind != "redress":
        return {}
    back = reverse("portal_requests:submission", args=[record.pk])
    reason = _("Asked for by number %(number)s") % {"number": record.number}
    return {"lookouts.redress": {"reason": reason, "next": back}}


def _facts(record: Submission, viewer: Viewer) -> list[tuple[str, str, str]]:
    day = viewer.day
    into = record.merged_into
    return [
        (_("Matter"), _matter(record, viewer), ""),
        (_("About the office"), office_title(record.concerns), ""),
        *_said(record, day),
        (_("Written in"), meaning("interpreter_languages", record.written_in, day), ""),
        (_("Received"), said(record.received_at), ""),
        (_("With the office"), office_title(record.office), ""),
        (_("Officer"), record.owner.full_name if record.owner else "", ""),
        (_("Seen"), said(record.acknowledged_at), ""),
        (_("Put off"), meaning("file_delays", record.put_off_why, day) if record.put_off_why else "", ""),
        (_("Asked, without a reply yet"), said(record.asked_at), ""),
        (_("Time to decide"), _("stands still until the reply") if record.stands_still else "", ""),
        (_("Answered"), said(record.answered_at), ""),
        (_("Decided by"), record.decided_by.full_name if record.decided_by else "", ""),
        (_("May be appealed until"), said(record.appeal_until), ""),
        (_("Appealed"), said(record.appealed_at), ""),
        (_("Merged into"), into.number if into else "", reading.address(into) if into else ""),
        (_("Closed"), meaning("submission_ends", record.ended_how, day) if record.ended_how else "", ""),
        (_("What came of it"), record.ended_says, ""),
        (_("Kept until"), said(record.keep_until), ""),
        (_("Emptied"), said(record.forgotten_at), ""),
    ]


def _said(record: Submission, day: Any) -> list[tuple[str, str, str]]:
    """Return what the fields of its kind say, each under its name."""
    found = []
    for name, value in _flat(record.said):
        text = meaning("icao_states", value, day) if name in OF_COUNTRIES else _("yes") if value is True else str(value)
        found.append((words(name), text, ""))
    return found


def _flat(said_: dict[str, Any]) -> list[tuple[str, Any]]:
    """Return the fields of a kind, those of a part among them, in the order in which they were asked."""
    found: list[tuple[str, Any]] = []
    for name, value in said_.items():
        found.extend(_flat(value) if isinstance(value, dict) else [(name, value)])
    return [(name, value) for name, value in found if value not in ("", None, False)]


def _contact(record: Submission) -> list[tuple[str, str, str]]:
    return [
        (_("Name"), record.contact_name, ""),
        (_("E-mail"), record.contact_email, ""),
        (_("Telephone"), record.contact_phone, ""),
        (_("Postal address"), record.contact_post, ""),
        (_("Wants the answer"), str(ANSWERS[record.answer_by]), ""),
    ]
