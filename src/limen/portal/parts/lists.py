"""Pages that list others: home, the news, the questions, the glossary, the map of the site, the languages."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from limen.portal.frame import HOME, Answer, Frame, body_of, part
from limen.portal.languages import ORIGINAL
from limen.portal.site import Shown

TOPICS = {
    "travel": _("Travelling here"),
    "visas-and-i94": _("Visas and the I-94"),
    "custody": _("People who are held"),
    "students": _("Students and exchange visitors"),
    "your-records": _("Your records"),
    "complaints": _("Complaints and putting things right"),
    "offices": _("The offices"),
    "about": _("This site"),
}
"""What questions are about, in the order they are shown."""

LATEST = 3
"""Pieces of news on the home page."""


@part(HOME)
def home(_request: HttpRequest, frame: Frame) -> Answer:
    """Show what people come for."""
    context = {
        "tasks": frame.site.below("do", frame.language),
        "latest": frame.site.listed("news", frame.language)[:LATEST],
        "rights": frame.site.below("know-your-rights", frame.language),
        "offices": frame.site.below("offices", frame.language),
    }
    return Answer("portal/parts/home.html", context)


@part("whats-new")
def news(_request: HttpRequest, frame: Frame) -> Answer:
    """Show the news, the latest first."""
    rows = [(row, body_of(frame, row).html) for row in frame.site.listed("news", frame.language)]
    return Answer("portal/parts/news.html", {"rows": rows})


@part("questions")
def questions(_request: HttpRequest, frame: Frame) -> Answer:
    """Show every question with its answer, by topic."""
    return Answer("portal/parts/questions.html", {"topics": _by_topic(frame)})


def _by_topic(frame: Frame) -> list[tuple[str, Any, list[tuple[Shown, Any]]]]:
    rows = frame.site.listed("answer", frame.language)
    found = [
        (key, label, [(row, body_of(frame, row).html) for row in rows if row.topic == key])
        for key, label in TOPICS.items()
    ]
    return [(key, label, answers) for key, label, answers in found if answers]


@part("glossary")
def glossary(_request: HttpRequest, frame: Frame) -> Answer:
    """Show every word with its meaning, by its first letter."""
    return Answer("portal/parts/glossary.html", {"letters": _by_letter(frame)})


def _by_letter(frame: Frame) -> list[tuple[str, list[tuple[Shown, Any]]]]:
    letters: dict[str, list[tuple[Shown, Any]]] = {}
    for row in frame.site.listed("term", frame.language):
        letters.setdefault(row.title[:1].upper(), []).append((row, body_of(frame, row).html))
    return list(letters.items())


@part("site-map")
def site_map(_request: HttpRequest, frame: Frame) -> Answer:
    """Show every page, each below the one above it."""
    return Answer("portal/parts/site_map.html", {"tree": _tree(frame.site.listed("page", frame.language))})


def _tree(rows: Iterable[Shown]) -> list[tuple[Shown, list[Shown]]]:
    by_path = {row.path: row for row in rows}
    tops = [row for row in by_path.values() if row.path.rpartition("/")[0] not in by_path]
    return [(top, [row for row in by_path.values() if row.path.startswith(f"{top.path}/")]) for top in tops]


@part("translate")
def translate(_request: HttpRequest, frame: Frame) -> Answer:
    """Show the languages, and how much of the site stands in each."""
    whole = len(frame.site.listed("page", ORIGINAL))
    rows = [
        {
            "spoken": spoken,
            "address": frame.address("", language=spoken.code),
            "pages": len(frame.site.listed("page", spoken.code)),
        }
        for spoken in frame.site.languages
    ]
    return Answer("portal/parts/languages.html", {"rows": rows, "whole": whole})
