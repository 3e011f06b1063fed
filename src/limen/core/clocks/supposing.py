"""What if an event of law happened at another moment: what it would start, move, hold up and end. Nothing is written.

Pure functions of the law pack and of what runs; ``queries.supposed`` gives them what runs for a person.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from limen.kernel.clocks import calendar, due, sooner
from limen.kernel.errors import BadInput, Problem

if TYPE_CHECKING:
    from limen.kernel.clocks import Unit
    from limen.law import Pack
    from limen.law.values import Clock, ClockProvision

Toll = tuple[datetime, datetime | None]


@dataclass(frozen=True, slots=True)
class Runs:
    """A clock that runs now, as far as a supposition needs it.

    Args:
        id: the running clock.
        key: the law pack's key.
        title: what it is.
        started_at: when it started.
        due_at: when it runs out as things are.
        zone: the time zone it runs in.
        state: ``running``, ``tolled`` or ``breached``.
        mark: the event that started it; empty where that was not kept.
        amount: how many of ``unit`` it runs.
        unit: the unit.
        calendar: which days are business days.
        rolls: whether it gives way to the next business day.
        tolled: the intervals in which it stood still.
        until: when it ends, where a sooner day was agreed or granted.
    """

    id: Any
    key: str
    title: str
    started_at: datetime
    due_at: datetime
    zone: ZoneInfo
    state: str
    mark: str
    amount: int
    unit: Unit
    calendar: str
    rolls: bool = False
    tolled: tuple[Toll, ...] = ()
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Starts:
    """A deadline that the event would start; ``kind`` is ``deadline``, ``wait`` (not before) or ``before``."""

    key: str
    title: str
    kind: str
    amount: int
    unit: str
    citation: str
    owner_role: str
    due_at: datetime
    next_step: str
    on_breach: str


@dataclass(frozen=True, slots=True)
class Moves:
    """A running clock whose due time would change; ``after`` is None where it would not run at all."""

    clock: Runs
    why: str
    after: datetime | None
    citation: str = ""


@dataclass(frozen=True, slots=True)
class Ends:
    """A running clock that the event would end, in time or late."""

    clock: Runs
    late: bool


@dataclass(frozen=True, slots=True)
class Supposed:
    """All that would follow."""

    mark: str
    at: datetime
    starts: list[Starts] = field(default_factory=list)
    moves: list[Moves] = field(default_factory=list)
    ends: list[Ends] = field(default_factory=list)
    lacking: list[str] = field(default_factory=list)
    """Titles of clocks that the event starts, whose rule is not in force on that day."""


def marks(law: Pack) -> list[str]:
    """Return every event that starts, ends, holds up or lets run a clock of a law pack."""
    return sorted(
        {
            mark
            for clock in law.clocks().values()
            for mark in (*clock.starts, *clock.satisfied_by, *clock.tolled_by, *clock.untolled_by)
        }
    )


def suppose(law: Pack, mark: str, at: datetime, *, zone: ZoneInfo, running: Sequence[Runs] = ()) -> Supposed:
    """Return what would follow if an event happened at a moment.

    Args:
        law: the law pack.
        mark: the event.
        at: the moment (aware).
        zone: the time zone of the place where it would happen.
        running: the clocks that run for the person or record it would happen to.

    Raises:
        BadInput: when the moment is so late that what it starts runs beyond any calendar.
    """
    try:
        return _supposed(law, mark, at, zone, running)
    except (OverflowError, ValueError) as error:
        said = "That moment is beyond what a calendar holds."
        raise BadInput(said, problems=[Problem("at", "time.beyond", "Give a moment nearer to today.")]) from error


def _supposed(law: Pack, mark: str, at: datetime, zone: ZoneInfo, running: Sequence[Runs]) -> Supposed:
    found = Supposed(mark, at.astimezone(UTC))
    for clock in running:
        known = law.clocks().get(clock.key)
        if known is not None:
            _touch(found, known, clock, at)
    moved = {row.clock.key for row in found.moves if row.why == "moved"}
    over = {row.clock.id for row in found.ends}
    goes_on = {clock.key for clock in running if clock.id not in over}
    for rule in law.clocks().values():
        if mark not in rule.starts or rule.key in moved or (rule.once and rule.key in goes_on):
            continue
        provision = rule.on(at.astimezone(zone).date())
        if provision is None:
            found.lacking.append(rule.title)
        else:
            found.starts.append(_start(rule, provision, at, zone))
    found.starts.sort(key=lambda row: (row.due_at, row.key))
    return found


def _start(rule: Clock, provision: ClockProvision, at: datetime, zone: ZoneInfo) -> Starts:
    kind = "wait" if provision.wait else "before" if provision.before else "deadline"
    return Starts(
        rule.key,
        rule.title,
        kind,
        provision.value,
        provision.unit,
        provision.citation,
        rule.owner_role,
        provision.due(at, zone=zone),
        provision.next_step,
        provision.on_breach,
    )


def _touch(found: Supposed, rule: Clock, clock: Runs, at: datetime) -> None:
    """Say what the event would do to one running clock: end it, start it elsewhere, hold it up or let it run."""
    mark = found.mark
    if mark in rule.satisfied_by and at >= clock.started_at:
        found.ends.append(Ends(clock, late=clock.state == "breached" or at > clock.due_at))
    elif clock.mark == mark or (not clock.mark and mark in rule.starts) or _comes_first(rule, clock, mark, at):
        provision = rule.on(at.astimezone(clock.zone).date())
        after = _moved(provision, clock, at) if provision is not None else None
        found.moves.append(Moves(clock, "moved", after, provision.citation if provision is not None else ""))
    elif mark in rule.tolled_by and clock.state == "running":
        found.moves.append(Moves(clock, "held", None))
    elif mark in rule.untolled_by and clock.state == "tolled":
        tolled = tuple((since, until or max(at, since)) for since, until in clock.tolled)
        found.moves.append(Moves(clock, "resumed", _due(clock, clock.started_at, tolled)))


def _comes_first(rule: Clock, clock: Runs, mark: str, at: datetime) -> bool:
    """Return whether a deadline owed once would run from the event, which comes before the one it runs from now."""
    return rule.once and mark in rule.starts and at < clock.started_at


def _moved(provision: ClockProvision, clock: Runs, at: datetime) -> datetime:
    """Return when a clock would be due; a day that was agreed stands, unless the event would come after it."""
    tolled = list(_since(clock.tolled, at))
    until = clock.until if clock.until is not None and clock.until > at else None
    return sooner(provision.due(at, zone=clock.zone, tolled=tolled), until)


def _since(tolled: Iterable[Toll], at: datetime) -> Iterator[Toll]:
    """Yield the intervals that lie after a moment; what is before it held nothing up."""
    for since, until in tolled:
        if until is None or until > at:
            yield max(since, at), until


def _due(clock: Runs, start: datetime, tolled: Sequence[Toll]) -> datetime:
    cal = calendar(clock.calendar)
    by_law = due(start, clock.amount, clock.unit, zone=clock.zone, calendar=cal, tolled=tolled, rolls=clock.rolls)
    return sooner(by_law, clock.until)
