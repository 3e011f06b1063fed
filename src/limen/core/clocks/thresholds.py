"""When a deadline is at risk, when a supervisor is told of it, and which office answers for it: by the law pack."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from limen.core.offices import OFFICES
from limen.kernel import NoAuthority
from limen.law.pack import UnknownKey

if TYPE_CHECKING:
    from limen.core.places.models import Place

AT_RISK = "policy.custody_at_risk_percent"
ESCALATE = "policy.custody_escalate_percent"
SOON = "policy.custody_due_soon_hours"
TABLE = "clock_offices"


def after_share(key: str, law: Any, day: date, *, due: datetime, span: timedelta) -> datetime | None:
    """Return when the share of a period that a value of the law names is used up; None where the law names none.

    Args:
        key: the value, in percent.
        law: the law pack.
        day: the day whose value holds.
        due: when the period ends, time in which it stood still included.
        span: how long the period is without that time.
    """
    percent = _number(key, law, day)
    return due - span * (100 - percent) / 100 if percent is not None else None


def soon(law: Any, day: date) -> timedelta:
    """Return how long before it ends a deadline is due soon."""
    return timedelta(hours=_number(SOON, law, day) or 0)


def office_of(key: str, subject_record: str, place: Place | None, *, law: Any, day: date) -> str:
    """Return the office that answers for a clock, empty when none does.

    The office that the table names for this very clock answers; else the record's own; else the office of the first
    word of the clock's key; else that of the place, or of what that is part of.
    """
    if own := _coded(key, law, day):
        return own
    room = subject_record.partition(".")[0]
    if room in OFFICES:
        return room
    for word in (key.partition(".")[0], *_kinds(place)):
        found = _coded(word, law, day)
        if found:
            return found
    return ""


def _kinds(place: Place | None) -> list[str]:
    kinds = []
    while place is not None:
        kinds.append(place.kind)
        place = place.parent
    return kinds


def _coded(word: str, law: Any, day: date) -> str:
    try:
        row = law.codes(TABLE).get(word, day)
    except UnknownKey:
        return ""
    found = str(row.attributes["office"]) if row is not None else ""
    return found if found in OFFICES else ""


def _number(key: str, law: Any, day: date) -> int | None:
    try:
        return int(law.value(key, day).value)
    except (UnknownKey, NoAuthority):
        return None
