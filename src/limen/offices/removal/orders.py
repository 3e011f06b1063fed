"""When an order of removal is final, reckoned from what happened. Pure: dates in, a day and its reason out.

The reasons are keys of the law pack's table ``finality``, which says each in words and with its provision.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Appealed:
    """The person's appeal to the Board.

    Args:
        filed_on: when the Board had it.
        in_time: whether that was within the time to appeal.
        outcome: empty while it waits; ``dismissed``, ``withdrawn``, ``sustained``, ``removal`` or ``departure``.
        decided_on: when it was decided or withdrawn.
    """

    filed_on: date
    in_time: bool = True
    outcome: str = ""
    decided_on: date | None = None


@dataclass(frozen=True, slots=True)
class Departure:
    """A grant of voluntary departure, with the order of removal entered beside it.

    Args:
        until: the last day to leave.
        bond_until: the last day to post the bond; None where none is asked.
        bond_on: when the bond was posted.
        ended_by: what ended the grant early: ``motion`` or ``petition``; empty when nothing did.
        ended_on: when.
        departed_on: when the person left.
    """

    until: date
    bond_until: date | None = None
    bond_on: date | None = None
    ended_by: str = ""
    ended_on: date | None = None
    departed_on: date | None = None

    @property
    def bond_missed(self) -> bool:
        """Return whether a bond is asked and was not posted in time."""
        return self.bond_until is not None and (self.bond_on is None or self.bond_on > self.bond_until)


@dataclass(frozen=True, slots=True)
class Course:
    """What happened in a case, as far as it bears on when its order is final.

    Args:
        ordered_on: when the latest order of removal was made; None when there is none.
        by: who made it: ``judge``, ``board`` or ``officer``.
        in_absence: it was made in the person's absence.
        waived_on: when the person waived appeal.
        appeal_until: the last day on which the Board may have an appeal.
        appeals: the person's appeals to the Board against it.
        departure: voluntary departure granted instead.
    """

    ordered_on: date | None
    by: str = "judge"
    in_absence: bool = False
    waived_on: date | None = None
    appeal_until: date | None = None
    appeals: tuple[Appealed, ...] = ()
    departure: Departure | None = None


@dataclass(frozen=True, slots=True)
class Finality:
    """When an order is final, and why: a key of the law pack's ``finality``."""

    on: date
    why: str


def final_order(course: Course) -> Finality | None:
    """Return when the order is or will be final if nothing more happens; None while that is open.

    A time that runs out does so when its last day is over: the order is then final on the day after.
    """
    if course.ordered_on is None:
        return None
    if course.by in ("officer", "board"):
        return _departing(course, Finality(course.ordered_on, "at_once" if course.by == "officer" else "board"))
    if course.in_absence:
        return Finality(course.ordered_on, "absence")
    return _departing(course, _judged(course))


def _judged(course: Course) -> Finality | None:
    """Return when a judge's order, made in the person's presence, is final of itself."""
    if course.waived_on is not None:
        return Finality(course.waived_on, "waived")
    latest = _latest(course.appeals)
    if latest is None:
        return _ran_out(course.appeal_until, "expired")
    if latest.decided_on is None or latest.outcome == "":
        return None
    if latest.outcome == "withdrawn":
        ran_out = _ran_out(course.appeal_until, "withdrawn")
        return ran_out and replace(ran_out, on=max(ran_out.on, latest.decided_on))
    if latest.outcome == "dismissed":
        return Finality(latest.decided_on, "dismissed")
    if latest.outcome in ("removal", "departure"):
        return Finality(latest.decided_on, "board")
    return None


def _departing(course: Course, order: Finality | None) -> Finality | None:
    """Return when the order entered beside a grant of voluntary departure is final; the order's own day without one."""
    grant = course.departure
    if grant is None:
        return order
    if grant.departed_on is not None and grant.departed_on <= grant.until:
        return None
    if grant.ended_by and grant.ended_on is not None and grant.ended_on <= grant.until:
        return Finality(grant.ended_on, grant.ended_by)
    if _pending(course):
        return None
    latest = _latest(course.appeals)
    if latest is not None and latest.outcome == "dismissed":
        return order
    if grant.bond_missed and grant.bond_until is not None:
        if course.waived_on is not None:
            return Finality(grant.bond_until + DAY, "bond")
        if order is not None and order.why in ("expired", "withdrawn"):
            return replace(order, on=max(order.on, grant.bond_until + DAY))
    return Finality(grant.until + DAY, "overstay")


def _pending(course: Course) -> bool:
    latest = _latest(course.appeals)
    return latest is not None and latest.outcome == ""


def _latest(appeals: Iterable[Appealed]) -> Appealed | None:
    """Return the latest appeal filed in time; one filed late holds nothing up."""
    found = [appeal for appeal in appeals if appeal.in_time]
    return found[-1] if found else None


def _ran_out(last: date | None, why: str) -> Finality | None:
    return Finality(last + DAY, why) if last is not None else None
