"""What anybody may know of schools and sponsors: whether they are approved on a day, and for what. It names nobody."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Q, QuerySet

from limen.core.ledger.chain import state_at
from limen.kernel import WORKFLOWS, Subject
from limen.offices.sevis.models import Campus, School, Sponsor, Student, Visitor

MOST = 25
"""The most schools and sponsors that one look-up shows of each."""

GOOD, ENDING, HELD, LOST, OVER, NEVER = "approved", "closing", "suspended", "lost", "closed", "never"
STANDING = {
    "sevis.school": {
        "certified": GOOD,
        # that it was told of an intent to withdraw is between it and the government until that is decided
        "intent_served": GOOD,
        "closing": ENDING,
        "withdrawn": LOST,
        "closed": OVER,
    },
    "sevis.sponsor": {"designated": GOOD, "suspended": HELD, "revoked": LOST, "closed": OVER},
}
"""What each state means to a student; in every other state it was never approved, or not yet."""


@dataclass(frozen=True, slots=True)
class Approval:
    """How a school or sponsor stands on a day.

    Args:
        record: the school or sponsor.
        standing: one of ``approved``, ``closing``, ``suspended``, ``lost``, ``closed``, ``never``.
        until: until when the approval lasts, where it stands and the day is today.
        since: since when it is lost, closed or closing.
        campuses: where a school teaches on the day.
    """

    record: School | Sponsor
    standing: str
    until: date | None = None
    since: date | None = None
    campuses: tuple[Campus, ...] = ()


def schools(words: str, *, on: date, today: date) -> list[Approval]:
    """Return the schools of a name, town or code that have been certified, as they stood on a day."""
    rows = School.objects.exclude(certified_on=None).select_related("place").prefetch_related("campuses")
    for token in words.split():
        rows = rows.filter(
            Q(name__icontains=token)
            | Q(code__istartswith=token)
            | Q(region__iexact=token)
            | Q(address__icontains=token)
            | Q(campuses__name__icontains=token)
            | Q(campuses__address__text__icontains=token)
        )
    return [_school(row, on, today) for row in _some(rows)]


def sponsors(words: str, *, on: date, today: date) -> list[Approval]:
    """Return the sponsors of a name, town or number that have been designated, as they stood on a day."""
    rows = Sponsor.objects.exclude(designated_on=None).select_related("place")
    for token in words.split():
        rows = rows.filter(
            Q(name__icontains=token)
            | Q(number__istartswith=token)
            | Q(region__iexact=token)
            | Q(address__icontains=token)
        )
    return [_sponsor(row, on, today) for row in _some(rows)]


def _some(rows: QuerySet[Any]) -> Iterable[Any]:
    return rows.distinct().order_by("name", "pk")[:MOST]


def _school(row: School, on: date, today: date) -> Approval:
    standing = _standing(row, on, today)
    taught = [one for one in row.campuses.all() if one.standing == "approved" and _on(one, on)]
    dates = {ENDING: row.closing_on, LOST: row.ended_on, OVER: row.ended_on}
    until = row.certified_until if standing in (GOOD, ENDING) and on == today else None
    return Approval(row, standing, until, dates.get(standing) if on == today else None, tuple(taught))


def _sponsor(row: Sponsor, on: date, today: date) -> Approval:
    standing = _standing(row, on, today)
    dates = {LOST: row.ended_on, OVER: row.ended_on}
    until = row.designated_until if standing == GOOD and on == today else None
    return Approval(row, standing, until, dates.get(standing) if on == today else None)


def _standing(row: School | Sponsor, on: date, today: date) -> str:
    """Return how a school or sponsor stands today, or stood at the end of a day that is past, by the ledger."""
    record = row.record_type
    state = row.state if on >= today else state_at(Subject(record, row.pk), _acts(record), _end(on, row.place.zone))
    return STANDING[record].get(state, NEVER)


def _acts(record: str) -> list[str]:
    return [line.act.declaration.key for line in WORKFLOWS[record].rows]


def _end(day: date, zone: Any) -> datetime:
    return datetime.combine(day + timedelta(days=1), time.min, tzinfo=zone) - timedelta(microseconds=1)


def _on(campus: Campus, day: date) -> bool:
    return campus.since <= day and (campus.until is None or day <= campus.until)


def figures(*, since: datetime, now: datetime) -> dict[str, int]:
    """Return how many schools and sponsors are approved now, and how many people are active and were given a form.

    Sealed people are not counted.
    """
    students, visitors = Student.objects.filter(person__sealed=""), Visitor.objects.filter(person__sealed="")
    issued = {"issued_on__gte": since.date(), "issued_on__lte": now.date()}
    return {
        "schools": School.objects.filter(state__in=("certified", "intent_served", "closing")).count(),
        "sponsors": Sponsor.objects.filter(state__in=("designated", "suspended")).count(),
        "students": students.filter(state="active").count(),
        "visitors": visitors.filter(state="active").count(),
        "issued": students.filter(**issued).count() + visitors.filter(**issued).count(),
    }
