"""The days of a school: on which it teaches, which term a day is in, and its own today."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from limen.offices.sevis.models import School, SchoolTerm

SATURDAY = 5
FARTHEST = 366
"""How many days ahead a day is looked for: no school rests for a year."""


def today_at(school: School, moment: datetime) -> date:
    """Return the day it is at the school, by its own time zone."""
    return moment.astimezone(school.place.zone).date()


def is_teaching_day(school: School, day: date) -> bool:
    """Return whether a school teaches on a day: from Monday to Friday, outside its own breaks."""
    return _teaches(day, _breaks(school, day, day))


def next_teaching_day(school: School, day: date) -> date:
    """Return the first day after ``day`` on which a school teaches; the day a year on where it names none."""
    last = day + timedelta(days=FARTHEST)
    breaks = _breaks(school, day, last)
    found = day + timedelta(days=1)
    while found < last and not _teaches(found, breaks):
        found += timedelta(days=1)
    return found


def teaching_days(school: School, first: date, last: date) -> int:
    """Return on how many days of a period, both ends included, a school teaches."""
    breaks = _breaks(school, first, last)
    days = (first + timedelta(days=number) for number in range((last - first).days + 1))
    return sum(_teaches(day, breaks) for day in days)


def in_annual_vacation(school: School, day: date) -> bool:
    """Return whether a day is in a vacation that students may take without studying."""
    return school.breaks.filter(annual_vacation=True, starts__lte=day, ends__gte=day).exists()


def term_of(school: School, day: date) -> SchoolTerm | None:
    """Return the term that a day is in; None between terms, and where the school names none."""
    return school.terms.filter(starts__lte=day, ends__gte=day).order_by("starts", "pk").first()


def next_term(school: School, day: date) -> SchoolTerm | None:
    """Return the first term that begins after a day; None where the school names none."""
    return school.terms.filter(starts__gt=day).order_by("starts", "pk").first()


def _breaks(school: School, first: date, last: date) -> list[tuple[date, date]]:
    return list(school.breaks.filter(starts__lte=last, ends__gte=first).values_list("starts", "ends"))


def _teaches(day: date, breaks: list[tuple[date, date]]) -> bool:
    return day.weekday() < SATURDAY and not any(starts <= day <= ends for starts, ends in breaks)
