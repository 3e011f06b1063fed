"""Consulates: whether a country's consulate is told when somebody is held, and how soon."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from limen.core.lawbook import lawbook
from limen.core.pages import LIVED_IN
from limen.law import Pack
from limen.law.nationality import row_of
from limen.law.pack import UnknownKey
from limen.portal.asking import Asked, Country, country_said
from limen.portal.frame import Answer, Frame, part

TABLE = "consular_notification"
ADVICE = "custody.consular_advice"


class CountryForm(Asked):
    """The country of nationality."""

    country = Country(label=_("Country of your nationality"), kinds=LIVED_IN)


@dataclass(frozen=True, slots=True)
class Told:
    """How the consulate of a country is told that somebody is held.

    Args:
        country: the name of the country; of a territory, with that of the state whose treaty it is.
        always: whether it is told whatever the person wishes.
        advice: how soon the person is told of their right, and where that stands.
        rule: where it stands whether the consulate is told.
        soon: how soon it is told, where it is always told, and where that stands.
        residents: whether that holds for people with a green card as well.
        note: what else the law pack says of it, in its own words.
    """

    country: str
    always: bool
    advice: tuple[str, str]
    rule: str = ""
    soon: tuple[str, str] = ("", "")
    residents: bool = False
    note: str = ""


@part("consulates", live=True)
def consulates(request: HttpRequest, _frame: Frame) -> Answer:
    """Show how the consulate of a country is told."""
    day = timezone.now().date()
    form = CountryForm(request.GET if "country" in request.GET else None, day=day)
    context: dict[str, Any] = {"form": form, "first": True}
    if form.is_bound and not form.is_valid():
        return Answer("portal/parts/consulates.html", context, status=422)
    told = told_of(form.cleaned_data["country"], day) if form.is_bound else None
    return Answer("portal/parts/consulates.html", {**context, "told": told})


def told_of(country: str, day: date) -> Told:
    """Return how the consulate of a country is told on a day."""
    pack = lawbook()
    name, advice = country_said(country, day), _term(pack, ADVICE, day)
    try:
        table = pack.codes(TABLE)
    except UnknownKey:
        return Told(name, always=False, advice=advice)
    row = row_of(pack, table, country, day)
    if row is None:
        return Told(name, always=False, advice=advice, rule=table.citation)
    if row.code != country:
        name = f"{name} ({country_said(row.code, day)})"
    said = row.attributes
    return Told(
        name,
        always=True,
        advice=advice,
        rule=row.citation,
        soon=_term(pack, str(said["clock"]), day),
        residents=bool(said["residents"]),
        note=str(said.get("note", "")),
    )


def _term(pack: Pack, key: str, day: date) -> tuple[str, str]:
    try:
        term = pack.clock(key).on(day)
    except UnknownKey:
        return ("", "")
    if term is None:
        return ("", "")
    return (UNITS[term.unit](term.value) if term.unit in UNITS else f"{term.value} {term.unit}", term.citation)


UNITS = {
    "minutes": lambda count: ngettext("%(count)s minute", "%(count)s minutes", count) % {"count": count},
    "hours": lambda count: ngettext("%(count)s hour", "%(count)s hours", count) % {"count": count},
    "days": lambda count: ngettext("%(count)s day", "%(count)s days", count) % {"count": count},
}
"""How a number of each unit is said."""
