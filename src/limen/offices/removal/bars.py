"""Bars on return: which follow from what happened, from when and until when. Pure; the law pack says how long."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from limen.kernel.clocks import add_months

TABLE = "return_bars"
MONTHS = 12


@dataclass(frozen=True, slots=True)
class BarFacts:
    """What bars on return follow from.

    Args:
        removed_on: the day the person was removed.
        departed_on: the day the person departed by themselves.
        arriving: whether the order was made, or proceedings began, on arrival.
        earlier_removals: how many removals came before this one.
        felony: whether the person was convicted of an aggravated felony.
        under_order: whether an order of removal was outstanding when the person departed.
        in_absence: whether the person failed to attend proceedings without reasonable cause.
        presence_days: days of unlawful presence that count, before leaving.
        before_proceedings: whether the person left before proceedings began.
        returned_on: the day the person came back, or tried to, without being admitted.
    """

    removed_on: date | None = None
    departed_on: date | None = None
    arriving: bool = False
    earlier_removals: int = 0
    felony: bool = False
    under_order: bool = False
    in_absence: bool = False
    presence_days: int = 0
    before_proceedings: bool = False
    returned_on: date | None = None

    @property
    def left_on(self) -> date | None:
        """Return the day the person left, however they did."""
        return self.removed_on or self.departed_on


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar on return.

    Args:
        code: a code of the law pack's ``return_bars``.
        since: the day it counts from.
        until: its last day; None when it never ends by itself.
        citation: the provision.
    """

    code: str
    since: date
    until: date | None
    citation: str

    @property
    def ever(self) -> bool:
        """Return whether it never ends by itself."""
        return self.until is None

    def holds(self, day: date) -> bool:
        """Return whether it keeps the person out on a day."""
        return self.since <= day and (self.until is None or day <= self.until)


def bars(facts: BarFacts, law: Any, day: date) -> list[Bar]:
    """Return every bar that follows from what happened, the longest first.

    Args:
        facts: what happened.
        law: the law pack.
        day: the day of reckoning, whose law decides.
    """
    found = []
    for code in _codes(facts, law, day):
        since = _since(facts, law.codes(TABLE).get(code, day).attributes["counts_from"])
        if since is not None:
            found.append(made(code, since, law, day))
    return sorted(found, key=lambda bar: (bar.until or date.max, bar.code), reverse=True)


def made(code: str, since: date, law: Any, day: date) -> Bar:
    """Return a bar of a code that counts from a day, as the law of the day has it."""
    row = law.codes(TABLE).get(code, day)
    lasting = row.attributes["lasting"]
    until = None if lasting else add_months(since, int(row.attributes["amount"]) * MONTHS)
    return Bar(code, since, until, row.citation)


def _codes(facts: BarFacts, law: Any, day: date) -> Iterator[str]:
    ordered = facts.removed_on is not None or (facts.departed_on is not None and facts.under_order)
    if ordered:
        yield _of_removal(facts)
    presence = _of_presence(facts, law, day)
    if presence:
        yield presence
    if facts.in_absence and facts.left_on is not None:
        yield "absent"
    if facts.returned_on is not None and (ordered or facts.earlier_removals or presence == "presence_year"):
        yield "permanent"


def _of_removal(facts: BarFacts) -> str:
    if facts.felony:
        return "felony"
    if facts.earlier_removals:
        return "second"
    if facts.removed_on is None:
        return "departed_under_order"
    return "arriving_first" if facts.arriving else "other_first"


def _of_presence(facts: BarFacts, law: Any, day: date) -> str:
    if facts.left_on is None:
        return ""
    if facts.presence_days >= law.value("bar.presence_long", day).value:
        return "presence_year"
    short = facts.presence_days > law.value("bar.presence_short", day).value
    voluntary = facts.removed_on is None and facts.before_proceedings
    return "presence_180" if short and voluntary else ""


def _since(facts: BarFacts, counts_from: str) -> date | None:
    return facts.returned_on if counts_from == "return" else facts.left_on
