"""Reading what was sent for whoever sent it: by its number and its code, or by a pass they were just given."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from limen.core.access import codes
from limen.core.access.gate import SYSTEM
from limen.core.clocks.models import RunningClock
from limen.core.lawbook import lawbook
from limen.core.ledger.chain import record_read
from limen.kernel import Subject
from limen.portal.requests import tokens
from limen.portal.requests.models import Submission

AGAIN = "policy.same_again_minutes"
LONGEST = 24


def followed(number: str, code: str) -> Submission | None:
    """Return what a number and a code mean, or None whether the number is unknown or the code wrong; logged.

    It takes as long in either case.
    """
    plain = "".join(number.split()).upper()[:LONGEST]
    found = Submission.objects.select_related("decided_by", "place").filter(number=plain).first()
    same = codes.same_code(code, found.code_digest if found is not None else "")
    return _shown(found if same else None)


def reopened(token: str) -> Submission | None:
    """Return what a pass is for, or None where the pass is none of ours or too old; logged."""
    identifier = tokens.passed(token)
    rows = Submission.objects.select_related("decided_by", "place").filter(forgotten_at=None)
    return _shown(rows.filter(pk=identifier).first() if identifier else None)


def _shown(found: Submission | None) -> Submission | None:
    record_read(
        what="portal.follow_up",
        actor=SYSTEM,
        place=None,
        purpose="administration",
        subjects=[Subject(found.record_type, found.pk)] if found is not None else [],
        plain={"found": found is not None},
    )
    return found


def received_again(fingerprint: str, now: datetime) -> Submission | None:
    """Return what the same sender sent in the same words a short while ago, or None."""
    since = now - timedelta(minutes=int(lawbook().value(AGAIN, now.date()).value))
    rows = Submission.objects.filter(fingerprint=fingerprint, received_at__gt=since).order_by("-received_at", "-pk")
    return rows.first()


def due_at(record: Any) -> datetime | None:
    """Return when an answer to something sent is due, by the clock that runs; None while none does."""
    rows = RunningClock.objects.filter(subject=record.pk, subject_record=record.record_type, closed_at=None)
    return (
        rows.filter(ended_at=None)
        .exclude(state="tolled")
        .order_by("due_at", "pk")
        .values_list("due_at", flat=True)
        .first()
    )
