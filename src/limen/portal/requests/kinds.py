"""Each kind of what the public sends, as the law pack says: whose it is, its deadline, how long it is kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from limen.core.lawbook import lawbook

TABLE = "submission_kinds"
FEEDBACK = ("feedback",)
GENERAL = ("question", "registration")
RECORDS = ("file_request", "redress")
TIPS = ("tip",)
COMPLAINTS = ("complaint",)
ALL = (*FEEDBACK, *GENERAL, *RECORDS, *TIPS, *COMPLAINTS)
LONGEST = 60 * 24 * 90
"""The most minutes a referral may be due in."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of what the public sends.

    Args:
        key: its code.
        title: what it is called.
        office: the office that works it.
        clock: its deadline.
        received: the event that its receipt is.
        ended: the event that ends its deadline.
        ended_when_taken: whether being taken up ends the deadline.
        answer_due: whether nobody sends it without wanting an answer.
        authority: what its answer stands on.
        kept: how long it is kept once it is over.
    """

    key: str
    title: str
    office: str
    clock: str
    received: str
    ended: str
    ended_when_taken: bool
    answer_due: bool
    authority: str
    kept: timedelta


def kind_of(key: str, day: date, law: Any = None) -> Kind:
    """Return a kind as the law pack has it on a day."""
    row: Any = (law or lawbook()).codes(TABLE).get(key, day)
    said: Mapping[str, Any] = row.attributes
    return Kind(
        key,
        row.title,
        said["office"],
        said["clock"],
        said["received"],
        said["ended"],
        said["ended_when_taken"],
        said["answer_due"],
        said["authority"],
        timedelta(days=said["kept_days"]),
    )


def due_in_minutes(kind: Kind, at: datetime, place: Any, law: Any) -> int:
    """Return in how many minutes something received now is due, as a referral takes it."""
    due = law.clock(kind.clock).on(at.astimezone(place.zone).date()).due(at, zone=place.zone)
    return max(1, min(LONGEST, int((due - at) / timedelta(minutes=1))))
