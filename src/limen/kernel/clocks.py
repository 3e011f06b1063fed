"""Clock arithmetic: when a period of law runs out, in the place's own time.

Hours are elapsed hours; business hours are those that elapse on business days, round the clock. Days, business days,
months and years exclude the day of the event and include the last day, ending with that day's local end (the common
rule; cf. Fed. R. Civ. P. 6(a)(1), 8 CFR 1.2 "day").
Time during which a clock is tolled is added back.
"""

from __future__ import annotations

import calendar as _calendar
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from functools import lru_cache
from typing import Literal, Protocol
from zoneinfo import ZoneInfo

import holidays

from limen.kernel.errors import BadInput

Unit = Literal["minutes", "hours", "business_hours", "days", "business_days", "months", "years"]
END_OF_DAY = time(23, 59, 59)


class Calendar(Protocol):
    """Which days count as business days."""

    def is_business_day(self, day: date) -> bool:
        """Return whether offices are open on the day."""


class FederalCalendar:
    """Saturdays, Sundays and the federal holidays of that year are closed (5 U.S.C. 6103, as observed)."""

    def is_business_day(self, day: date) -> bool:
        """Return whether federal offices are open on the day."""
        return day.weekday() < 5 and day not in _federal_holidays(day.year)  # noqa: PLR2004  Saturday is 5


class WeekdayCalendar:
    """Saturdays and Sundays are closed and nothing else."""

    def is_business_day(self, day: date) -> bool:
        """Return whether the day is Monday to Friday."""
        return day.weekday() < 5  # noqa: PLR2004  Saturday is 5


CALENDARS: dict[str, Callable[[], Calendar]] = {"us-federal": FederalCalendar, "weekdays": WeekdayCalendar}


@lru_cache(maxsize=256)
def _federal_holidays(year: int) -> frozenset[date]:
    return frozenset(day for day in holidays.country_holidays("US", years=[year, year + 1]) if day.year == year)


@lru_cache(maxsize=16)
def calendar(name: str) -> Calendar:
    """Return a calendar by the name the law pack gives it.

    Raises:
        BadInput: when there is no such calendar.
    """
    try:
        return CALENDARS[name]()
    except KeyError as error:
        raise BadInput(f"There is no calendar called “{name}”.") from error


def next_business_day(day: date, cal: Calendar) -> date:
    """Return the first business day after ``day``."""
    day += timedelta(days=1)
    while not cal.is_business_day(day):
        day += timedelta(days=1)
    return day


def add_months(day: date, months: int) -> date:
    """Return the same day of the month ``months`` later, or that month's last day."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    return date(year, month + 1, min(day.day, _calendar.monthrange(year, month + 1)[1]))


def last_day(start: date, amount: int, unit: Unit, cal: Calendar) -> date:
    """Return the last day of a period counted in days or longer; the start day is not counted."""
    if unit == "days":
        return start + timedelta(days=amount)
    if unit == "months":
        return add_months(start, amount)
    if unit == "years":
        return add_months(start, 12 * amount)
    day = start
    for _ in range(amount):
        day = next_business_day(day, cal)
    return day


def due(
    start: datetime,
    amount: int,
    unit: Unit,
    *,
    zone: ZoneInfo,
    calendar: Calendar,
    tolled: Sequence[tuple[datetime, datetime | None]] = (),
    now: datetime | None = None,
    rolls: bool = False,
) -> datetime:
    """Return when a period runs out, in UTC.

    Args:
        start: when the clock started (aware).
        amount: how many of ``unit``.
        unit: minutes and hours elapse, business hours on business days alone; longer units count days at the place.
        zone: the place's time zone.
        calendar: which days are business days.
        tolled: intervals during which the clock stood still; an open one runs to ``now``.
        now: the moment an open interval is counted to; its start, when absent.
        rolls: whether it ends on the next business day when its last day is none.

    Raises:
        BadInput: when ``start`` has no time zone or ``amount`` is negative.
    """
    if start.tzinfo is None:
        raise BadInput("A clock starts at a moment with a time zone.")
    if amount < 0:
        raise BadInput("A period of law is not negative.")
    still = stood_still(tolled, since=start, now=now)
    if unit in ("minutes", "hours"):
        seconds = 60 if unit == "minutes" else 3600
        moment = start.astimezone(UTC) + timedelta(seconds=amount * seconds) + still
        day = moment.astimezone(zone).date()
        return moment if not rolls or calendar.is_business_day(day) else end_of(next_business_day(day, calendar), zone)
    if unit == "business_hours":
        return _business_hours_after(start, timedelta(hours=amount), tolled, zone, calendar, now)
    if unit == "business_days":
        # As a period does not count its first day, so a stop does not: asked and answered on one day stops nothing.
        amount += _business_days_in(tolled, start, zone, calendar, now)
        end = last_day(start.astimezone(zone).date(), amount, unit, calendar)
    else:
        end = last_day(start.astimezone(zone).date(), amount, unit, calendar)
        end += timedelta(days=-(-still // timedelta(days=1)) if still else 0)
    if rolls and not calendar.is_business_day(end):
        end = next_business_day(end, calendar)
    return end_of(end, zone)


def sooner(by_law: datetime, until: datetime | None) -> datetime:
    """Return when a period ends: on the day that was agreed or granted, where there is one and the law's is later."""
    return by_law if until is None else min(by_law, until)


def _business_hours_after(
    start: datetime,
    left: timedelta,
    tolled: Iterable[tuple[datetime, datetime | None]],
    zone: ZoneInfo,
    cal: Calendar,
    now: datetime | None,
) -> datetime:
    """Return when so much time of business days has elapsed, none of it in an interval the clock stood still."""
    stops = sorted((begin, end or now or begin) for begin, end in tolled)
    moment = start.astimezone(UTC)
    while left:
        standing = next((end for begin, end in stops if begin <= moment < end), None)
        if standing is not None:
            moment = standing.astimezone(UTC)
            continue
        day = moment.astimezone(zone).date()
        over = midnight(day + timedelta(days=1), zone).astimezone(UTC)
        if not cal.is_business_day(day):
            moment = over
            continue
        until = min([over, *(begin.astimezone(UTC) for begin, end in stops if moment < begin < over and begin < end)])
        spent = min(left, until - moment)
        moment, left = moment + spent, left - spent
    return moment


def midnight(day: date, zone: tzinfo | None) -> datetime:
    """Return when a day begins in a zone; the calendar's first and last year have no moment beside them in every zone.

    Args:
        day: any day, as somebody may type it.
        zone: the place's; the machine's own where there is none.
    """
    within = min(max(day, date(date.min.year + 1, 1, 1)), date(date.max.year - 1, 12, 31))
    return datetime.combine(within, time(), tzinfo=zone)


def end_of(day: date, zone: ZoneInfo) -> datetime:
    """Return when a day is over somewhere, in UTC."""
    return datetime.combine(day, END_OF_DAY, tzinfo=zone).astimezone(UTC)


def stood_still(
    tolled: Iterable[tuple[datetime, datetime | None]], *, since: datetime, now: datetime | None = None
) -> timedelta:
    """Return how long a clock stood still since it started; overlapping intervals count once."""
    total = timedelta()
    reach = since
    for begin, end in sorted(tolled, key=lambda interval: interval[0]):
        stop = end if end is not None else (now or begin)
        first = max(begin, reach)
        if stop > first:
            total += stop - first
            reach = stop
    return total


def _business_days_in(
    tolled: Iterable[tuple[datetime, datetime | None]],
    since: datetime,
    zone: ZoneInfo,
    cal: Calendar,
    now: datetime | None,
) -> int:
    first = since.astimezone(zone).date()
    days: set[date] = set()
    for begin, end in tolled:
        stop = (end or now or begin).astimezone(zone).date()
        day = max(begin.astimezone(zone).date(), first) + timedelta(days=1)
        while day <= stop:
            if cal.is_business_day(day):
                days.add(day)
            day += timedelta(days=1)
    return len(days)
