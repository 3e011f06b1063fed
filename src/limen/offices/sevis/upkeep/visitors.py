"""What time does to exchange visitors: programmes start, near their end, end; who was not validated lapses."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

from limen.core.lawbook import lawbook
from limen.core.people.queries import age_on
from limen.kernel import Act
from limen.kernel.clocks import add_months
from limen.offices.sevis.acts.visitors import (
    AgeOut,
    ConcludeVisitor,
    LapseInvalid,
    LapseNoShow,
    NoteEnd,
    NoteStart,
)
from limen.offices.sevis.acts.visitors.status import window_of
from limen.offices.sevis.models import Dependant, Visitor


def due(now: datetime) -> Iterator[tuple[Act, Any]]:
    """Yield each act that is due, with the visitor it is done to; days are those of the sponsor's place."""
    law = lawbook()
    # the day that has begun somewhere; each visitor's own is asked below
    latest = now.date() + timedelta(days=1)
    rows = Visitor.objects.select_related("sponsor__place", "person")
    warned = max(int(days) for days in law.value("sevis.programme_warn_days", now.date()).value)
    for visitor in rows.filter(state="initial", starts__lte=latest).order_by("starts", "pk").iterator():
        yield from _waiting(visitor, law, _day(visitor, now))
    for visitor in (
        rows.filter(state="active", ends__lt=latest + timedelta(days=warned)).order_by("ends", "pk").iterator()
    ):
        yield from _taking_part(visitor, _day(visitor, now), warned)
    yield from _grown_up(law, latest, now)


def _grown_up(law: Any, latest: date, now: datetime) -> Iterator[tuple[Act, Any]]:
    """Yield the end of each child's record who came of age."""
    years = int(law.value("sevis.dependant_age", latest).value)
    born = add_months(latest, -12 * years)
    child = law.codes("student_record_uses").get("child", latest).attributes["code"]
    rows = Dependant.objects.filter(state="active", visitor__isnull=False, relationship=child)
    for row in rows.filter(person__birth_last__lte=born).select_related("visitor__sponsor__place", "person"):
        if age_on(row.person.birth_last, _day(row.visitor, now)) >= years:
            yield AgeOut(), row


def _waiting(visitor: Visitor, law: Any, day: date) -> Iterator[tuple[Act, Any]]:
    if not visitor.start_noted and visitor.starts <= day:
        yield NoteStart(), visitor
    if day > window_of(visitor, law, day)[1].day:
        yield (LapseNoShow() if visitor.admitted_on is not None else LapseInvalid()), visitor


def _taking_part(visitor: Visitor, day: date, warned: int) -> Iterator[tuple[Act, Any]]:
    if visitor.ends < day:
        yield ConcludeVisitor(), visitor
    elif not visitor.end_noted and visitor.ends <= day + timedelta(days=warned):
        yield NoteEnd(), visitor


def _day(visitor: Visitor, now: datetime) -> date:
    return now.astimezone(visitor.place.zone).date()
