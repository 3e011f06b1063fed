"""Reads of what the public sent: by officers, each with a viewer, and by whoever sent it, with number and code."""

from limen.portal.requests.queries.officers import (
    due_of,
    known_by,
    looked_at,
    submission,
    submissions,
    visible_submissions,
    work_on,
)
from limen.portal.requests.queries.outside import due_at, followed, received_again, reopened

READERS: dict[str, object] = {"portal.submission": submission}
"""How what the public sent is read before an act is done to it."""

SHOWN: dict[str, tuple[str, ...]] = {
    "portal.submission": (
        *("number", "kind", "office", "matter", "said", "text", "written_in", "answer_by", "received_at"),
        *("acknowledged_at", "owner_id", "unread", "put_off_why", "answer", "answered_at", "refused_why"),
        *("appeal_until", "appealed_at", "merged_into_id", "ended_how", "ended_at", "keep_until"),
    )
}
"""What of it a reader may have as data; how to reach whoever sent it is on its page alone."""

ADDRESSES = {"portal.submission": "portal_requests:submission"}
"""The page that shows it."""

LOOKUPS = {"portal.submission": known_by}
"""How it is found by its number."""

__all__ = [
    "ADDRESSES",
    "LOOKUPS",
    "READERS",
    "SHOWN",
    "due_at",
    "due_of",
    "followed",
    "known_by",
    "looked_at",
    "received_again",
    "reopened",
    "submission",
    "submissions",
    "visible_submissions",
    "work_on",
]
