"""May I bring this? The law pack's table of what a traveller may bring, by word and by kind."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from limen.core.lawbook import lawbook
from limen.law.pack import UnknownKey
from limen.portal.asking import Asked
from limen.portal.frame import Answer, Frame, part
from limen.portal.parts.searching import folded

TABLE = "may_bring"
WORD = re.compile(r"\w+")
GROUPS = {
    "food": gettext_lazy("Food"),
    "living": gettext_lazy("Plants, animals, and things made of them"),
    "health": gettext_lazy("Health"),
    "money": gettext_lazy("Money"),
    "shopping": gettext_lazy("Shopping and gifts"),
    "weapons": gettext_lazy("Weapons"),
    "household": gettext_lazy("Your household, a car"),
}
"""Kinds of things, in the order they are shown."""

ANSWERS = {
    "yes": gettext_lazy("Yes"),
    "limit": gettext_lazy("Up to an amount"),
    "permit": gettext_lazy("Only with a paper"),
    "no": gettext_lazy("No"),
}
GOOD, BAD = frozenset({"yes"}), frozenset({"no"})


class ThingForm(Asked):
    """A thing, and its kind."""

    q = forms.CharField(label=gettext_lazy("What you want to bring"), max_length=80, required=False)
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), required=False, choices=[("", gettext_lazy("All"))])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [("", _("All")), *GROUPS.items()]  # type: ignore[attr-defined]  # a choice field


@dataclass(frozen=True, slots=True)
class Thing:
    """A thing as a traveller reads of it; title, text, paper and limits are the law pack's words.

    Args:
        code: its code.
        title, text, paper, citation: what the law pack says of it.
        group: its kind.
        answer: yes, up to an amount, only with a paper, or no.
        tone: how that is coloured: good, bad or neither.
        declare: whether the officer must be told.
        limits: amounts it goes up to.
    """

    code: str
    title: str
    text: str
    paper: str
    citation: str
    group: str
    answer: str
    tone: str
    declare: bool
    limits: tuple[str, ...]


@part("may_i_bring", live=True)
def may_i_bring(request: HttpRequest, _frame: Frame) -> Answer:
    """Show what may be brought: what was asked for, or every kind."""
    day = timezone.now().date()
    form = ThingForm(request.GET, day=day)
    context: dict[str, Any] = {"form": form, "first": True}
    if not form.is_valid():
        return Answer("portal/parts/may_i_bring.html", context, status=422)
    words, kind = form.cleaned_data["q"], form.cleaned_data["kind"]
    asked = bool(words or kind)
    found = things(day, words=words, kind=kind) if asked else []
    return Answer("portal/parts/may_i_bring.html", {**context, "asked": asked, "kinds": _kinds(found), "found": found})


def _kinds(found: Iterable[Thing]) -> list[tuple[str, list[Thing]]]:
    rows = list(found)
    groups = [(str(label), [row for row in rows if row.group == key]) for key, label in GROUPS.items()]
    return [(label, of) for label, of in groups if of]


def things(day: date, *, words: str = "", kind: str = "") -> list[Thing]:
    """Return the things in force on a day that hold the beginning of every word, of a kind where one is given."""
    try:
        rows = list(lawbook().codes(TABLE).on(day).values())
    except UnknownKey:
        return []
    wanted = folded(words).split()
    rows = [row for row in rows if kind in ("", row.attributes["group"]) and _fits(row, wanted)]
    return [_thing(row, day) for row in rows]


def _fits(row: Any, wanted: list[str]) -> bool:
    held = WORD.findall(folded(f"{row.title} {row.attributes['names']} {row.code.replace('_', ' ')}"))
    return all(any(word.startswith(one) or _one(word).startswith(_one(one)) for word in held) for one in wanted)


def _one(word: str) -> str:
    """Return a word without the end that makes many of one: “sausages” is found as “sausage”."""
    return word.removesuffix("s") if len(word) > LEAST else word


LEAST = 3
"""Shorter words have no end to be taken off."""


def _thing(row: Any, day: date) -> Thing:
    said = row.attributes
    answer = said["answer"]
    return Thing(
        row.code,
        row.title,
        said["text"],
        said.get("paper", ""),
        row.citation,
        said["group"],
        str(ANSWERS.get(answer, answer)),
        "note--good" if answer in GOOD else "note--bad" if answer in BAD else "note--warn",
        bool(said["declare"]),
        tuple(_limit(key, day) for key in said.get("limits", ())),
    )


def _limit(key: str, day: date) -> str:
    value = lawbook().value(key, day)
    return f"{value.title}: {value.value} {value.unit} ({value.citation})"
