"""What time does to students' records: days of law are told of, records pass on, and what is over ends."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import F, Q, QuerySet

from limen.core.lawbook import lawbook
from limen.offices.sevis.acts import FindNoShow, LapseStudent, PassDay, ReleaseStudent
from limen.offices.sevis.milestones import passing
from limen.offices.sevis.models import Student
from limen.offices.sevis.training_limits import last_day

RELEASED = ("initial", "active", "completed")


def due(now: datetime) -> Iterator[tuple[Any, Student]]:
    """Yield each act that is due, with its student; each is reckoned in the zone of the student's school.

    Only rows that are due somewhere are read: every condition stands on an index or on a state and a day.
    """
    latest = (now + timedelta(days=1)).date()
    for record in _with_place(Student.objects.filter(release_on__lte=latest, state__in=RELEASED)):
        if record.release_on is not None and record.release_on <= _today(record, now):
            yield ReleaseStudent(), record
    law = lawbook()
    for record in _with_place(Student.objects.filter(next_due__lte=latest)):
        if passing(record, law, _today(record, now)):
            yield PassDay(), record
    for record in _with_place(_over(latest)):
        if last_day(record) < _today(record, now):
            yield LapseStudent(), record
    days = timedelta(days=int(law.value("sevis.no_show_days", latest).value))
    unregistered = Student.objects.filter(state="initial", admitted_on__isnull=False, starts__lt=latest - days)
    for record in _with_place(unregistered.filter(registered_on=None, transfer_to=None)):
        if record.starts + days < _today(record, now):
            yield FindNoShow(), record


def _over(latest: date) -> QuerySet[Student]:
    """Return the active records of which no day is left somewhere."""
    past = Q()
    for name in ("opt_until", "stem_until", "cap_gap_until"):
        past &= Q(**{name: None}) | Q(**{f"{name}__lt": latest})
    waits = Q(trainings__step="recommended", trainings__starts__gt=F("ends"), trainings__starts__gte=latest)
    return Student.objects.filter(past, state="active", ends__lt=latest, transfer_to=None).exclude(waits).distinct()


def _with_place(rows: QuerySet[Student]) -> Iterator[Student]:
    yield from rows.select_related("school__place").order_by("pk").iterator(chunk_size=500)


def _today(record: Student, now: datetime) -> date:
    return now.astimezone(record.place.zone).date()
