"""Deadlines in words: what an event is called, what is to be done next, and how a due time is reckoned."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.translation import gettext as _

from limen.core.pages import words
from limen.kernel.clocks import Calendar, calendar, due, sooner, stood_still

if TYPE_CHECKING:
    from limen.core.clocks.models import RunningClock
    from limen.kernel.clocks import Unit

LATE = ("breached", "met_late")
MOST_DAYS = 40
"""Days that are no business days named one by one; a longer period gives their number."""


def event(mark: str) -> str:
    """Return an event of law as a person reads it: ``custody.booked_in`` is “Custody: booked in”."""
    room, _dot, what = mark.partition(".")
    return f"{words(room)}: {words(what).lower()}" if what else words(mark)


def to_do(clock: RunningClock) -> str:
    """Return what is to be done about a deadline: the law's step, or what a breach asks for; nothing once over."""
    if clock.closed_at is not None:
        return ""
    if clock.state == "met_late":
        return _("Say in writing why it was late.")
    if clock.state == "breached" or (clock.state == "running" and clock.due_at <= timezone.now()):
        return clock.on_breach
    return clock.next_step


def length(amount: int, unit: str) -> str:
    """Return how long a period is: “90 days”."""
    said = unit.replace("_", " ")
    return f"{amount} {said.removesuffix('s') if amount == 1 else said}"


@dataclass(frozen=True, slots=True)
class Period:
    """A period as it is reckoned.

    Args:
        start: when it started.
        amount: how many of ``unit``.
        unit: minutes, hours, business_hours, days, business_days, months or years.
        zone: the time zone it runs in.
        calendar: which days are business days.
        rolls: whether a last day that is no business day gives way to the next that is.
        tolled: the intervals in which it stood still.
        now: the moment an open interval is counted to.
        mark: the event that started it.
        citation: the provision.
        until: when it ends, where a sooner day was agreed or granted.
    """

    start: datetime
    amount: int
    unit: Unit
    zone: ZoneInfo
    calendar: str
    rolls: bool = False
    tolled: Sequence[tuple[datetime, datetime | None]] = ()
    now: datetime | None = None
    mark: str = ""
    citation: str = ""
    until: datetime | None = None

    @classmethod
    def of(cls, clock: RunningClock) -> Period:
        """Return the period of a running clock."""
        tolled = [(row.since, row.until) for row in clock.tolls.all()]
        return cls(
            clock.started_at,
            clock.amount,
            clock.unit,  # type: ignore[arg-type]  # stored from a provision whose unit the law pack's schema checked
            clock.zone,
            clock.calendar,
            clock.rolls,
            tolled,
            timezone.now(),
            clock.mark,
            clock.citation,
            clock.until,
        )

    @property
    def due(self) -> datetime:
        """Return when it runs out."""
        return sooner(self._due(self.tolled, rolls=self.rolls), self.until)

    def _due(self, tolled: Sequence[tuple[datetime, datetime | None]], *, rolls: bool) -> datetime:
        cal = calendar(self.calendar)
        return due(
            self.start, self.amount, self.unit, zone=self.zone, calendar=cal, tolled=tolled, now=self.now, rolls=rolls
        )

    def steps(self) -> Iterator[str]:
        """Yield how it is reckoned, a sentence a step."""
        began = {"event": event(self.mark), "at": self._at(self.start)}
        yield (_("“%(event)s” started it at %(at)s.") if self.mark else _("It started at %(at)s.")) % began
        yield _("It runs %(length)s: %(citation)s.") % {
            "length": length(self.amount, self.unit),
            "citation": self.citation,
        }
        bare = self._due((), rolls=False)
        yield from self._counted(bare)
        still = self._due(self.tolled, rolls=False)
        yield from self._stood_still(still)
        rolled = self._due(self.tolled, rolls=self.rolls)
        if rolled != still:
            yield _("%(day)s is no business day; it gives way to %(next)s.") % {
                "day": self._day(still),
                "next": self._day(rolled),
            }
        if self.due < rolled:
            yield _("A sooner day was agreed or granted: %(at)s.") % {"at": self._at(self.due)}
        still_tolled = any(until is None for _since, until in self.tolled)
        last = (
            _("Did it run again now, it would be due at %(at)s (%(zone)s).")
            if still_tolled
            else _("It is due at %(at)s (%(zone)s).")
        )
        yield last % {"at": self._at(self.due), "zone": self.zone.key}

    def _counted(self, bare: datetime) -> Iterator[str]:
        if self.unit in ("minutes", "hours"):
            yield _("Elapsed time counts, at night and on holidays too: to %(at)s.") % {"at": self._at(bare)}
            return
        first = self.start.astimezone(self.zone).date()
        if self.unit == "business_hours":
            yield _("Time counts as it elapses, at night too, on business days alone.")
            yield from self._closed(first - timedelta(days=1), bare)
            yield _("The time is over at %(at)s.") % {"at": self._at(bare)}
            return
        yield _("The day of the event, %(day)s, does not count; the last day does, to its end at the place.") % {
            "day": f"{first:%Y-%m-%d}"
        }
        if self.unit == "business_days":
            yield from self._closed(first, bare)
        yield _("The last day is %(day)s.") % {"day": self._day(bare)}

    def _closed(self, after: date, bare: datetime) -> Iterator[str]:
        closed = list(closed_days(after, bare.astimezone(self.zone).date(), calendar(self.calendar)))
        if closed:
            named = ", ".join(f"{day:%Y-%m-%d}" for day in closed) if len(closed) <= MOST_DAYS else str(len(closed))
            yield _("Not counted, for they are no business days (%(calendar)s): %(days)s.") % {
                "calendar": self.calendar,
                "days": named,
            }

    def _stood_still(self, still: datetime) -> Iterator[str]:
        for since, until in self.tolled:
            yield _("It stood still from %(since)s to %(until)s.") % {
                "since": self._at(since),
                "until": self._at(until) if until else _("now, and does still"),
            }
        if self.tolled:
            added = stood_still(self.tolled, since=self.start, now=self.now)
            yield _("That time, %(time)s, is added back: to %(at)s.") % {"time": lasting(added), "at": self._at(still)}

    def _at(self, moment: datetime) -> str:
        return f"{moment.astimezone(self.zone):%Y-%m-%d %H:%M %Z}"

    def _day(self, moment: datetime) -> str:
        return f"{moment.astimezone(self.zone):%Y-%m-%d}"


def closed_days(after: date, last: date, cal: Calendar) -> Iterator[date]:
    """Yield the days after one day, to another, that are no business days."""
    day = after + timedelta(days=1)
    while day <= last:
        if not cal.is_business_day(day):
            yield day
        day += timedelta(days=1)


def lasting(span: timedelta) -> str:
    """Return how long a time is: “2 days, 3:30”."""
    minutes = int(span / timedelta(minutes=1))
    days, rest = divmod(minutes, 24 * 60)
    clock = f"{rest // 60}:{rest % 60:02}"
    return f"{length(days, 'days')}, {clock}" if days else clock


def moment_in(moment: datetime, zone: ZoneInfo) -> datetime:
    """Return a moment with a time zone: one that has none is meant in ``zone``."""
    return (moment if moment.tzinfo is not None else moment.replace(tzinfo=zone)).astimezone(UTC)
