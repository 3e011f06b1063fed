"""Consulates: whether a country's consulate is told when somebody is held, and where this country has posts abroad."""

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
from limen.law.nationality import codes_of, country_of, row_of
from limen.law.pack import UnknownKey
from limen.portal.asking import Asked, Country, country_said
from limen.portal.frame import Answer, Frame, part

TABLE = "consular_notification"
ADVICE = "custody.consular_advice"
POSTS = "posts_abroad"
KINDS = {
    "embassy": _("Embassy"),
    "consulate_general": _("Consulate general"),
    "consulate": _("Consulate"),
    "institute": _("Institute that does the work of a consulate"),
}
"""Kinds of posts abroad, in the order they are shown."""


class CountryForm(Asked):
    """The country of nationality."""

    country = Country(label=_("Country of your nationality"), kinds=LIVED_IN)


class AbroadForm(Asked):
    """The country where somebody looks for a post of this country."""

    abroad = Country(label=_("Country where you are"), kinds=LIVED_IN)


@dataclass(frozen=True, slots=True)
class Post:
    """An embassy or consulate of this country abroad.

    Args:
        kind: what it is, in words.
        town: where it is.
        country: the country it is in; empty where that is the country asked for.
        suspended: whether its work is suspended.
    """

    kind: str
    town: str
    country: str
    suspended: bool


@dataclass(frozen=True, slots=True)
class Posts:
    """The posts that answer people of a country.

    Args:
        country: its name.
        rows: the posts in it and those elsewhere that serve it.
        source: where the list is from.
        checked: whether the list was held against its owner's own.
    """

    country: str
    rows: list[Post]
    source: str
    checked: bool


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
    """Show how the consulate of a country is told, or where this country has posts in another."""
    day = timezone.now().date()
    form = CountryForm(request.GET if "country" in request.GET else None, day=day)
    abroad = AbroadForm(request.GET if "abroad" in request.GET else None, day=day)
    context: dict[str, Any] = {"form": form, "abroad": abroad, "first": True}
    if any(asked.is_bound and not asked.is_valid() for asked in (form, abroad)):
        return Answer("portal/parts/consulates.html", context, status=422)
    told = told_of(form.cleaned_data["country"], day) if form.is_bound else None
    posts = posts_in(abroad.cleaned_data["abroad"], day) if abroad.is_bound else None
    return Answer("portal/parts/consulates.html", {**context, "told": told, "posts": posts})


def posts_in(country: str, day: date) -> Posts:
    """Return the embassies and consulates of this country that answer people in a country on a day."""
    pack, name = lawbook(), country_said(country, day)
    try:
        table = pack.codes(POSTS)
    except UnknownKey:
        return Posts(name, [], "", checked=False)
    named = {*codes_of(pack, country, day), country_of(pack, country, day)}
    found = [row for row in table.on(day).values() if named & {row.attributes["country"], *_served(row)}]
    order = list(KINDS)
    found.sort(key=lambda row: (row.attributes["country"] not in named, order.index(row.attributes["kind"]), row.title))
    rows = [_post(row, named, day) for row in found]
    return Posts(name, rows, table.source, checked=not table.verified.startswith("unverified"))


def _post(row: Any, named: set[str], day: date) -> Post:
    held = row.attributes
    elsewhere = "" if held["country"] in named else country_said(held["country"], day)
    return Post(str(KINDS[held["kind"]]), row.title, elsewhere, suspended=bool(held.get("suspended")))


def _served(row: Any) -> list[str]:
    return list(row.attributes.get("serves", ()))


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
