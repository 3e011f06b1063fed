"""What an earlier stay in J status bars a person from, and who owes presence at home. Pure; the pack has the times."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from limen.kernel.clocks import add_months

TABLE = "visitor_bars"
RESIDENCE = "visitor_residence"
MONTHS = 12
DAY = timedelta(days=1)
GOVERNMENT = ("home_government", "binational", "us_amount1", "us_amount2")
"""The parts of funds that are a government's, beside what was said to be received from this one."""


@dataclass(frozen=True, slots=True)
class Stay:
    """A stay in J status that truly began.

    Args:
        family: the family of its category; empty for a dependant's.
        since: its first day.
        until: its last day, or the last day of the programme when it goes on.
    """

    family: str
    since: date
    until: date


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar on coming again.

    Args:
        code: a code of the law pack's ``visitor_bars``.
        title: what it says.
        families: the families of categories that are barred.
        months: for how many months after the stay.
        until: its last day.
        citation: the paragraph.
        stay: the stay that bars.
    """

    code: str
    title: str
    families: tuple[str, ...]
    months: int
    until: date
    citation: str
    stay: Stay

    def holds(self, family: str, begins: date) -> bool:
        """Return whether it keeps somebody from beginning in a family of categories on a day."""
        return family in self.families and begins <= self.until


def bars(stays: Iterable[Stay], law: Any, day: date) -> list[Bar]:
    """Return every bar that follows from earlier stays, the longest first.

    Args:
        stays: the stays in J status that truly began.
        law: the law pack.
        day: the day of reckoning, whose law decides.
    """
    rows = law.codes(TABLE).on(day).values()
    found = [_bar(row, stay, law, day) for stay in stays for row in rows if _follows(row, stay, law, day)]
    return sorted(found, key=lambda bar: (bar.until, bar.code), reverse=True)


def barring(family: str, begins: date, stays: Iterable[Stay], law: Any, day: date) -> list[Bar]:
    """Return the bars that keep somebody from beginning in a family of categories on a day, the longest first."""
    return [bar for bar in bars(stays, law, day) if bar.holds(family, begins)]


def _follows(row: Any, stay: Stay, law: Any, day: date) -> bool:
    after, exempt = row.attributes["after"], row.attributes.get("exempt_below")
    if (after and stay.family not in after) or stay.family in row.attributes["unless"]:
        return False
    return not exempt or stay.until + DAY >= add_months(stay.since, int(law.value(exempt, day).value))


def _bar(row: Any, stay: Stay, law: Any, day: date) -> Bar:
    months = int(law.value(row.attributes["months"], day).value)
    until = add_months(stay.until, months) - DAY
    return Bar(row.code, row.title, tuple(row.attributes["bars"]), months, until, row.citation, stay)


@dataclass(frozen=True, slots=True)
class Owed:
    """Why somebody owes presence at home.

    Args:
        code: a code of the law pack's ``visitor_residence``.
        title: what it says.
        citation: the paragraph.
    """

    code: str
    title: str
    citation: str


def residence(family: str, funds: Mapping[str, Any], law: Any, day: date, *, listed: bool = False) -> list[Owed]:
    """Return every ground on which a visitor owes presence at home.

    Args:
        family: the family of the visitor's category.
        funds: who pays, as kept.
        law: the law pack.
        day: the day of reckoning, whose law decides.
        listed: whether an official found the skill on the list of the visitor's country.
    """
    known = {
        "government": bool(funds.get("us_government")) or any(funds.get(name) for name in GOVERNMENT),
        "physician": family == "physician",
        "listed": listed,
    }
    rows = law.codes(RESIDENCE).on(day).values()
    return [Owed(row.code, row.title, row.citation) for row in rows if known[row.attributes["found"]]]


def served_until(home_since: date, law: Any, day: date) -> date:
    """Return the first day on which presence at home is served, by somebody at home since a day."""
    return add_months(home_since, int(law.value("sevis.visitor_residence_years", day).value) * MONTHS)
