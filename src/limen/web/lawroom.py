"""The law room: what the law pack holds, and how it stands on any day. Law is public, so no read is logged."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from limen.core.clocks.sections import owner
from limen.core.lawbook import lawbook
from limen.core.pages import Day, Filter, page, viewer_of
from limen.kernel import UnknownRecord
from limen.law import Pack
from limen.law.pack import UnknownKey
from limen.law.values import Clock, ClockProvision, Code, Provision, Value

Dated = TypeVar("Dated", Provision, ClockProvision, Value)

FOUND = 20
"""The most codes a search shows of one table; the table's own page has them all."""


class LawForm(Filter):
    """Words to look for, and the day."""

    q = forms.CharField(label=_("Words, code or citation"), max_length=80, required=False)
    on = Day(label=_("As it stood on"), required=False)


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule as the law room lists it on a day.

    Args:
        key: the law pack's key.
        title: what it is called.
        amount: what it is on the day, with its unit; nothing for an authority.
        citation: where it stands; the latest one when nothing is in force on the day.
        in_force: whether it is in force on the day.
        address: its own page, where it has one.
    """

    key: str
    title: str
    amount: str
    citation: str
    in_force: bool
    address: str = ""

    def means(self, tokens: Sequence[str]) -> bool:
        """Return whether every word stands in its key, title or citation."""
        text = f"{self.key} {self.title} {self.citation}".casefold()
        return all(token in text for token in tokens)


@dataclass(frozen=True, slots=True)
class Table:
    """A code table with the codes that a search found in it."""

    key: str
    title: str
    citation: str
    codes: list[Code]


@require_safe
def law(request: HttpRequest) -> HttpResponse:
    """Show the authorities, deadlines, values and code tables of the pack on a day, or those that some words mean."""
    viewer = viewer_of(request)
    form = LawForm(request.GET)
    asked = form.asked()
    if asked is None:
        return page(request, "web/law.html", {}, form=form)
    pack, day = lawbook(), asked["on"] or viewer.day
    tokens = asked["q"].casefold().split()
    context = {
        "day": day,
        "q": asked["q"],
        "authorities": _meant(authorities(pack, day), tokens),
        "clocks": _meant(clocks(pack, day), tokens),
        "values": _meant(values(pack, day), tokens),
        "tables": tables(pack, day, asked["q"]),
        "about": pack.about,
        "digest": pack.digest(),
    }
    return page(request, "web/law.html", context, form=form)


@require_safe
def clock(request: HttpRequest, key: str) -> HttpResponse:
    """Show a deadline of law: what starts, satisfies and tolls it, and how long it runs from day to day.

    Raises:
        UnknownRecord: when the pack has no such clock.
    """
    viewer = viewer_of(request)
    try:
        found = lawbook().clock(key)
    except UnknownKey as error:
        raise UnknownRecord(error.message) from error
    rows = [(row, amount(row), _standing(row, viewer.day)) for row in reversed(found.provisions)]
    marks = [
        (_("Starts with"), found.starts),
        (_("Met by"), found.satisfied_by),
        (_("Stands still with"), found.tolled_by),
        (_("Runs again with"), found.untolled_by),
    ]
    context = {"clock": found, "rows": rows, "marks": marks, "owner": owner(found.owner_role)}
    return page(request, "web/clock.html", context)


def authorities(pack: Pack, day: date) -> Iterable[Rule]:
    """Yield the authorities of a pack as they stand on a day."""
    for key, rows in pack.authorities().items():
        row = _current(rows, day)
        yield Rule(key, row.title, "", row.citation, _standing(row, day), reverse("law_authority", args=[key]))


def clocks(pack: Pack, day: date) -> Iterable[Rule]:
    """Yield the deadlines of a pack as they stand on a day."""
    for key, found in pack.clocks().items():
        yield _clock_rule(key, found, day)


def values(pack: Pack, day: date) -> Iterable[Rule]:
    """Yield the values of a pack as they stand on a day."""
    for key, rows in pack.values().items():
        row = _current(rows, day)
        yield Rule(key, row.title, row.amount, row.citation, _standing(row, day))


def tables(pack: Pack, day: date, words: str) -> list[Table]:
    """Return the code tables of a pack; with words, those that they name or that hold a code they mean."""
    tokens = words.casefold().split()
    found = []
    for key in pack.tables():
        table = pack.codes(key)
        codes = list(table.search(words, day, FOUND)) if tokens else []
        named = all(token in f"{key} {table.title}".casefold() for token in tokens)
        if named or codes:
            found.append(Table(key, table.title, table.citation, codes))
    return found


def amount(row: ClockProvision) -> str:
    """Return how long a deadline is, as a person says it."""
    return f"{row.value} {row.unit.replace('_', ' ')}"


def _clock_rule(key: str, found: Clock, day: date) -> Rule:
    row = _current(found.provisions, day)
    address = reverse("law_clock", args=[key])
    return Rule(key, found.title, amount(row), row.citation, _standing(row, day), address)


def _meant(rules: Iterable[Rule], tokens: Sequence[str]) -> list[Rule]:
    return sorted((rule for rule in rules if rule.means(tokens)), key=lambda rule: rule.title)


def _standing(row: Provision | ClockProvision | Value, day: date) -> bool:
    return row.from_ <= day and (row.to is None or day <= row.to)


def _current(rows: Sequence[Dated], day: date) -> Dated:
    return next((row for row in rows if _standing(row, day)), rows[-1])
