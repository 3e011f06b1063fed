"""Days on which time itself is an event for a student: the term begins, the end nears, a confirmation falls due.

Plain arithmetic over what the record holds; the acts of the sweep mark what has come, and the clocks start from that.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Any

from limen.kernel.clocks import add_months

DAY = timedelta(days=1)
LIVE = ("initial", "active")
CONFIRMED_BY = "sevis.stem_validation_due"
"""The last day of a half-year of the extension: by it the student confirms."""


def milestones(record: Any, law: Any) -> Iterator[tuple[date, str]]:
    """Yield each day of a record with the event that it is, in no order.

    Args:
        record: a student.
        law: the law pack.
    """
    if record.state == "initial":
        yield from _before(record, law)
    elif record.state == "active":
        yield from _during(record, law)
        yield from _training(record, law)


def _before(record: Any, law: Any) -> Iterator[tuple[date, str]]:
    if record.fee_paid_on is None and not record.fee_exempt:
        yield record.starts - timedelta(days=_number(law, "fee_warn_days", record.starts)), "sevis.start_neared"
    yield record.starts, "sevis.programme_started"
    if record.came_from_id is not None:
        yield record.starts, "sevis.transfer_programme_started"


def _during(record: Any, law: Any) -> Iterator[tuple[date, str]]:
    if record.next_session is not None and not record.last_session and record.next_session <= record.ends:
        yield record.next_session, "sevis.term_started"
    if record.opt_from is None:
        nears = max(_numbers(law, "programme_warn_days", record.ends))
        yield record.ends - timedelta(days=nears), "sevis.programme_end_neared"
    if record.load_until is not None:
        yield record.load_until + DAY, "sevis.load_resumed"


def _training(record: Any, law: Any) -> Iterator[tuple[date, str]]:
    if record.opt_from is not None and record.opt_from > record.ends:
        yield record.ends, "sevis.opt_programme_ended"
    if record.opt_until is not None:
        yield record.opt_until + DAY, "sevis.opt_ended"
    if record.stem_from is not None and record.stem_until is not None:
        yield record.stem_from, "sevis.stem_started"
        months = _number(law, "stem_validation_months", record.stem_from)
        due = add_months(record.stem_from, months)
        while due <= record.stem_until:
            yield due, CONFIRMED_BY
            months += _number(law, "stem_validation_months", record.stem_from)
            due = add_months(record.stem_from, months)
        yield record.stem_until + DAY, "sevis.stem_ended"


def unconfirmed(record: Any, law: Any, handed: Iterable[date]) -> list[date]:
    """Return the days on which a student in the extension confirms and has not, the earliest first.

    A confirmation counts for one half-year, the earliest without one, and not before the days in which it may be given:
    a second one for the same half-year does not stand for the next.

    Args:
        record: a student.
        law: the law pack.
        handed: when confirmations were handed in.
    """
    left = sorted(day for day, mark in milestones(record, law) if mark == CONFIRMED_BY)
    for day in sorted(handed):
        if left and day >= left[0] - timedelta(days=_number(law, "stem_validation_opens_days", left[0])):
            left.pop(0)
    return left


def runs_from(due: date, following: date, months: int) -> date:
    """Return from when the months to the next confirmation run, so that they are not over before it is due.

    A half-year that ends in a short month ends on its last day; the next ends on the day of the month on which the
    extension began, which the same months from that last day would miss by up to three days.

    Args:
        due: the day by which the confirmation that was given was due.
        following: the day by which the next is due.
        months: the months of the law between two.
    """
    return due + max(following - add_months(due, months), timedelta())


def key_of(day: date, mark: str) -> str:
    """Return what a day that passed is remembered by."""
    return f"{mark}@{day.isoformat()}"


def passing(record: Any, law: Any, today: date) -> list[tuple[date, str]]:
    """Return the days that have come and were not told of yet, in order."""
    told = set(record.passed)
    return sorted(item for item in milestones(record, law) if item[0] <= today and key_of(*item) not in told)


def next_due(record: Any, law: Any) -> date | None:
    """Return the earliest day not told of yet; None when none is to come."""
    if record.state not in LIVE:
        return None
    told = set(record.passed)
    return min((item[0] for item in milestones(record, law) if key_of(*item) not in told), default=None)


def _number(law: Any, key: str, day: date) -> int:
    return int(law.value(f"sevis.{key}", day).value)


def _numbers(law: Any, key: str, day: date) -> list[int]:
    return [int(item) for item in law.value(f"sevis.{key}", day).value]
