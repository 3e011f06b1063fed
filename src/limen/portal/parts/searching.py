"""Search of the site: by words and the beginnings of words, best first, in the reader's language."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from weakref import WeakKeyDictionary

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from rapidfuzz import process
from rapidfuzz.distance import OSA

from limen.core.pages import page_of
from limen.portal.frame import Answer, Frame, part
from limen.portal.languages import ORIGINAL, Spoken
from limen.portal.models import Piece
from limen.portal.site import Shown, Site
from limen.portal.writing import plain

PAGE = 20
FEW = 5
"""How many finds are shown of a language that is neither the reader's nor the original."""
SHORTEST = 3
"""Letters of a word that is not corrected, and of a part of one that is parted."""
LONG = 7
"""Letters from which on two may be wrong."""
MOST = 30
"""What one word counts at most, however often it stands in a text."""
WEIGHTS = (8, 3, 1)
"""What a word counts in the title, in the summary and in the body."""


class SearchForm(forms.Form):
    """The words looked for."""

    use_required_attribute = False
    q = forms.CharField(label=_("Words"), max_length=120, required=False)


@dataclass(frozen=True, slots=True)
class Found:
    """A piece that a search found.

    Args:
        row: the piece.
        path: the path of the page that shows it.
        snippet: some words around the first one found.
    """

    row: Shown
    path: str
    snippet: str


@part("find", live=True)
def search(request: HttpRequest, frame: Frame) -> Answer:
    """Show what the words find; what is not translated is found in the original, and said to be."""
    form = SearchForm(request.GET)
    words = form.cleaned_data["q"] if form.is_valid() else ""
    found = list(find(frame.site, frame.language, words))
    meant = "" if found else nearest(frame.site, frame.language, words)
    if meant:
        found = list(find(frame.site, frame.language, meant))
    context = {
        "form": form,
        "words": words,
        "meant": meant,
        "asked": meant or words,
        "page": page_of(found, request, PAGE),
        "elsewhere": [] if found else list(elsewhere(frame.site, frame.language, words)),
    }
    return Answer("portal/parts/search.html", context, kept=not words)


def elsewhere(site: Site, language: str, words: str) -> Iterator[tuple[Spoken, list[Found]]]:
    """Yield the other languages in which the words are found, the original first, each with its best finds."""
    for spoken in site.languages:
        if spoken.code == language:
            continue
        found = list(islice(find(site, spoken.code, words), PAGE if spoken.code == ORIGINAL else FEW))
        if found:
            yield spoken, found


def folded(text: str) -> str:
    """Return a text without case and accents, for finding."""
    split = unicodedata.normalize("NFKD", text.casefold())
    return "".join(char for char in split if not unicodedata.combining(char))


def find(site: Site, language: str, words: str) -> Iterator[Found]:
    """Yield the pieces that hold every word, or the beginning of one, the best first."""
    wanted = folded(words).split()
    sought = [spaced for word in wanted if (spaced := _spaced(word)).strip()]
    if not sought:
        return
    scored: list[tuple[int, Shown]] = []
    for row, parts in _index(site, language):
        counts = [
            sum(weight * part.count(word) for weight, part in zip(WEIGHTS, parts, strict=True)) for word in sought
        ]
        if all(counts):
            scored.append((sum(min(count, MOST) for count in counts), row))
    for _score, row in sorted(scored, key=lambda item: (-item[0], item[1].path)):
        yield Found(row, address_of(row), _snippet(plain(row.body), wanted))


Texts = tuple[str, str, str]
_INDEXES: WeakKeyDictionary[Site, dict[str, list[tuple[Shown, Texts]]]] = WeakKeyDictionary()
_VOCABULARIES: WeakKeyDictionary[Site, dict[str, Counter[str]]] = WeakKeyDictionary()


def _index(site: Site, language: str) -> list[tuple[Shown, Texts]]:
    """Return the texts of a language as they are searched, made once for each state of the site."""
    held = _INDEXES.setdefault(site, {})
    if language not in held:
        rows = [row for row in site.shown.values() if row.language == language]
        held[language] = [(row, (_spaced(row.title), _spaced(row.summary), _spaced(plain(row.body)))) for row in rows]
    return held[language]


def nearest(site: Site, language: str, words: str) -> str:
    """Return the words with each that the site does not have as the site writes it; empty where one has no likeness.

    A word may be two of the site's (greencard), or be a letter or two away from one (detanied): the nearest, and of
    those the one that stands most often.
    """
    counts = _vocabulary(site, language)
    meant = [_likeness(word, counts) for word in folded(words).split()]
    return " ".join(meant) if meant and all(meant) else ""


def _likeness(word: str, counts: Counter[str]) -> str:
    if any(known.startswith(word) for known in counts):
        return word
    halves = ((word[:place], word[place:]) for place in range(SHORTEST, len(word) - SHORTEST + 1))
    parted = {min(counts[half] for half in pair): pair for pair in halves if all(half in counts for half in pair)}
    if parted:
        return " ".join(parted[max(parted)])
    if len(word) <= SHORTEST:
        return ""
    most = 1 if len(word) < LONG else 2
    near = process.extract(word, counts.keys(), scorer=OSA.distance, score_cutoff=most, limit=None)
    return min(near, key=lambda found: (found[1], -counts[found[0]]))[0] if near else ""


def _vocabulary(site: Site, language: str) -> Counter[str]:
    """Return how often each word stands in a language, made once for each state of the site."""
    held = _VOCABULARIES.setdefault(site, {})
    if language not in held:
        held[language] = Counter(
            word for _row, parts in _index(site, language) for part in parts for word in part.split()
        )
    return held[language]


def _spaced(text: str) -> str:
    """Return a text with one space before each of its words; where words are not parted, before each sign."""
    return " " + " ".join("".join(map(_sign, folded(text))).split())


def _sign(char: str) -> str:
    if "\u2e80" <= char <= "\ud7ff":
        return f" {char}"
    return char if char.isalnum() else " "


def address_of(row: Shown | Piece) -> str:
    """Return the path, with anchor, of the page that shows a piece."""
    if row.kind == "page":
        return f"/{row.path}/" if row.path != "index" else "/"
    list_of = {"answer": "questions", "news": "whats-new", "term": "glossary"}[row.kind]
    return f"/{list_of}/#{row.path}"


def _snippet(text: str, wanted: list[str]) -> str:
    flat = " ".join(text.split())
    place = min((at for at in (folded(flat).find(word) for word in wanted) if at >= 0), default=0)
    start = max(0, flat.rfind(" ", 0, max(0, place - 60)))
    end = flat.find(" ", min(len(flat), start + 180))
    cut = flat[start : end if end > 0 else len(flat)].strip()
    return f"{'… ' if start else ''}{cut}{' …' if end > 0 else ''}"
