"""Reading the queues of referrals."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q, QuerySet

from limen.core.access.gate import Viewer
from limen.core.ledger.chain import record_read
from limen.core.people.queries import visible
from limen.core.referrals.models import Referral
from limen.kernel import Subject, UnknownRecord

OPEN = ("sent", "accepted")
OVERSIGHT = "oversight"
"""The office whose work nobody else may know of: it looks at the other offices."""

SOON = timedelta(hours=1)


def queue(*, viewer: Viewer, office: str = "", states: tuple[str, ...] = OPEN) -> QuerySet[Referral]:
    """Return an office's work at the viewer's place, or every office's, the earliest due first; sealed is hidden.

    The list names people, so that the viewer looked is logged by ``looked_at``.
    """
    viewer.require("referrals.view")
    rows = Referral.objects.select_related("person", "from_place", "owner").filter(state__in=states)
    if office:
        rows = rows.filter(to_office=office)
    if viewer.place is not None:
        rows = rows.filter(Q(to_place=None) | Q(to_place=viewer.place.id))
    return rows.filter(knowable(viewer))


def knowable(viewer: Viewer) -> Q:
    """Return the condition that leaves out work about people the viewer may not know of, and oversight's from others.

    Whoever looks nobody up has the work that is about no person.
    """
    known = Q(person=None)
    if viewer.may("people.view"):
        known |= Q(person__in=visible(viewer))
    return known if viewer.may("referrals.oversight") else known & ~Q(to_office=OVERSIGHT)


def looked_at(rows: list[Referral], *, viewer: Viewer, office: str, what: str = "referrals.queue") -> list[Referral]:
    """Log that a queue was shown, and return it."""
    record_read(
        what=what,
        actor=viewer.account,
        place=viewer.place,
        purpose=viewer.purpose,
        subjects=[Subject("people.person", row.person_id) for row in rows if row.person_id],
        plain={"office": office, "shown": len(rows)},
    )
    return rows


def standing(row: Referral, now: datetime) -> str:
    """Return how a referral stands: ``overdue``, ``due soon`` (within an hour), ``in time``; empty once over."""
    if row.state not in OPEN:
        return ""
    if row.due_at <= now:
        return "overdue"
    return "due soon" if row.due_at - now <= SOON else "in time"


def of_person(person_id: Any, *, viewer: Viewer) -> list[Referral]:
    """Return the work about a person, newest first, whatever became of it; that the viewer looked is logged."""
    viewer.require("referrals.view")
    rows = Referral.objects.select_related("from_place", "to_place", "owner").filter(person=person_id)
    found = list(rows.filter(knowable(viewer)).order_by("-sent_at", "-pk"))
    return looked_at(found, viewer=viewer, office="", what="referrals.of_person")


def open_about(subject_record: str, subject: Any, *, reason: str) -> list[Referral]:
    """Return the work about a record that is still asked for, for a reason; for acts that end the reason."""
    return list(Referral.objects.filter(subject_record=subject_record, subject=subject, reason=reason, state__in=OPEN))


def referral(identifier: Any, *, viewer: Viewer) -> Referral:
    """Return one referral; that the viewer looked is logged.

    Raises:
        UnknownRecord: when there is none, or none the viewer may know of.
    """
    viewer.require("referrals.view")
    rows = Referral.objects.select_related("person", "from_place", "to_place", "owner")
    found = rows.filter(knowable(viewer), pk=identifier).first()
    if found is None:
        raise UnknownRecord("No such referral.")
    looked_at([found], viewer=viewer, office=found.to_office)
    return found


READERS = {"referrals.referral": referral}
"""How each record of this room is read before an act is done to it."""

SHOWN = {
    "referrals.referral": (
        "from_place_id",
        "to_office",
        "to_place_id",
        "subject_record",
        "subject",
        "person_id",
        "reason",
        "remarks",
        "urgency",
        "sent_at",
        "due_at",
        "owner_id",
        "result",
    )
}
"""What a reader may have of each as data."""
