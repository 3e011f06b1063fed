"""Removals counted, so that a reader can check them with a spreadsheet."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date

from limen.exchange.ice_release.model import Removal, Text

UNTOLD = ""
"""Under which those are counted of whom a release tells nothing, or of whom it is withheld."""


def year_of(day: date, year_starts: tuple[int, int]) -> int:
    """Return the year a day is in, named for the calendar year in which it ends.

    Args:
        day: the day.
        year_starts: the month and day on which the year starts; ``(1, 1)`` for the calendar year.
    """
    started = (day.month, day.day) >= year_starts
    return day.year + (started and year_starts > (1, 1))


def by_year(removals: Iterable[Removal], year_starts: tuple[int, int]) -> dict[int, int]:
    """Return how many removals there were in each year, by day of departure or else of removal, in the order of years.

    Args:
        removals: the removals; those whose days are withheld or untold are left out.
        year_starts: see :func:`year_of`.
    """
    days = (day for one in removals if (day := _day(one)) is not None)
    return dict(sorted(Counter(year_of(day, year_starts) for day in days).items()))


def by_category(removals: Iterable[Removal]) -> dict[str, int]:
    """Return how many removals there were under each code of case category, the most first."""
    return dict(Counter(one.category_code for one in removals).most_common())


def by_citizenship(removals: Iterable[Removal]) -> dict[str, int]:
    """Return how many removals there were of citizens of each country as published, the most first."""
    return dict(Counter(_said(one.citizenship) for one in removals).most_common())


def _day(removal: Removal) -> date | None:
    for day in (removal.departed, removal.removed):
        if isinstance(day, date):
            return day
    return None


def _said(text: Text) -> str:
    return text if isinstance(text, str) else UNTOLD
