"""Reading what the public sent, for officers: each sees the kinds that are theirs, complaints oversight alone."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta, tzinfo
from typing import Any

from django.db.models import DateTimeField, F, OuterRef, Q, QuerySet, Subquery

from limen.core.access.gate import Viewer
from limen.core.clocks.models import RunningClock
from limen.core.looking import log, one
from limen.core.referrals.models import Referral
from limen.core.referrals.queries import knowable
from limen.portal.requests.models import OPEN, Submission
from limen.portal.requests.sight import kinds_seen

NARROWED = ("kind", "office", "matter", "concerns")
"""What a list is narrowed by besides its number and its state."""


def visible_submissions(viewer: Viewer) -> QuerySet[Submission]:
    """Return what the public sent of the kinds the viewer may know of, each with when it is due."""
    due = RunningClock.objects.filter(subject=OuterRef("pk"), closed_at=None, ended_at=None).order_by("due_at", "pk")
    rows = Submission.objects.filter(kind__in=kinds_seen(viewer)).select_related("owner", "place", "merged_into")
    return rows.annotate(due_at=Subquery(due.values("due_at")[:1], output_field=DateTimeField()))


def submissions(*, viewer: Viewer, asked: Mapping[str, Any] | None = None) -> QuerySet[Submission]:
    """Return what the public sent as asked for, by default what is open, the first due first; ``looked_at`` logs."""
    asked = asked or {}
    rows = visible_submissions(viewer)
    state = asked.get("state") or "open"
    if state == "open":
        rows = rows.filter(state__in=OPEN)
    elif state != "all":
        rows = rows.filter(state=state)
    for name in NARROWED:
        rows = rows.filter(**{name: asked[name]}) if asked.get(name) else rows
    if asked.get("mine"):
        rows = rows.filter(owner=viewer.account.id)
    if asked.get("unread"):
        rows = rows.filter(unread=True)
    if asked.get("q"):
        rows = rows.filter(number__icontains=asked["q"].strip())
    zone = viewer.place.zone if viewer.place is not None else None
    if asked.get("first"):
        rows = rows.filter(received_at__gte=_midnight(asked["first"], zone))
    if asked.get("last"):
        rows = rows.filter(received_at__lt=_midnight(asked["last"], zone) + timedelta(days=1))
    if state in ("open", *OPEN):
        return rows.order_by(F("due_at").asc(nulls_last=True), "received_at", "pk")
    return rows.order_by("-received_at", "-pk")


def _midnight(day: date, zone: tzinfo | None) -> datetime:
    """Return when a day begins; the calendar's first and last year have no moment beside them in every zone."""
    within = min(max(day, date(date.min.year + 1, 1, 1)), date(date.max.year - 1, 12, 31))
    return datetime.combine(within, time(), tzinfo=zone)


def looked_at(
    rows: list[Submission], *, viewer: Viewer, what: str = "portal.submissions", words: str = ""
) -> list[Submission]:
    """Log that a list of what the public sent was shown, and return it."""
    shown = [(row.record_type, row.pk) for row in rows]
    log(viewer, what, shown, personal={"words": words} if words else {}, shown=len(rows))
    return rows


def submission(identifier: Any, *, viewer: Viewer) -> Submission:
    """Return one thing the public sent, with the words since; that the viewer looked is logged.

    Raises:
        UnknownRecord: when there is none, or none the viewer may know of.
    """
    rows = visible_submissions(viewer).select_related("decided_by").prefetch_related("words__by")
    found: Submission = one(rows, identifier, "No such submission.")
    return looked_at([found], viewer=viewer, what="portal.submission")[0]


def known_by(text: str, *, viewer: Viewer) -> list[Submission]:
    """Return what has a number; logged."""
    found = list(visible_submissions(viewer).filter(number__iexact=text.strip())[:2])
    return looked_at(found, viewer=viewer, what="portal.submission")


def due_of(record: Submission, *, viewer: Viewer) -> list[RunningClock]:
    """Return the deadlines of one thing sent, the latest first; ``submission`` logged the look."""
    if not viewer.may("clocks.view"):
        return []
    rows = RunningClock.objects.filter(Q(subject=record.pk), subject_record=record.record_type)
    return list(rows.select_related("place", "owner").order_by("-started_at", "-pk"))


def work_on(record: Submission, *, viewer: Viewer) -> list[Referral]:
    """Return the work that offices were asked for about one thing sent; ``submission`` logged the look."""
    if not viewer.may("referrals.view"):
        return []
    rows = Referral.objects.filter(knowable(viewer), subject_record=record.record_type, subject=record.pk)
    return list(rows.select_related("owner", "from_place", "to_place").order_by("-sent_at", "-pk"))
