"""The site as it stands at a moment: every edition that is shown, held in memory until an act changes it."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any, TypeVar, cast

from django.conf import settings
from django.db.models import Prefetch, Q
from django.utils import timezone

from limen.core.ledger.models import Entry
from limen.kernel import WORKFLOWS
from limen.portal.languages import ORIGINAL, SPOKEN, Spoken
from limen.portal.models import Edition, Language, Piece
from limen.portal.writing import Words

Made = TypeVar("Made")
RECORDS = ("portal.piece", "portal.edition", "portal.language", "portal.release")


@dataclass(frozen=True, slots=True)
class Shown:
    """An edition as the site shows it.

    Args:
        kind, path: which piece.
        language: the language it is in.
        title, summary, body, also: its words.
        topic, office, form, order, law, dated: what stands before the words.
        changed: from when on it is shown; what “last modified” says.
        reviewed: when its reviewer approved it, and who that was; empty for what was shipped.
        reviewer: see ``reviewed``.
        behind: whether the original was changed after this translation was made.
    """

    kind: str
    path: str
    language: str
    title: str
    summary: str
    body: str
    also: tuple[str, ...]
    topic: str
    office: str
    form: str
    order: int
    law: tuple[str, ...]
    dated: date | None
    changed: datetime
    reviewed: datetime | None
    reviewer: str
    behind: bool = False


@dataclass(frozen=True, eq=False)
class Site:
    """All that the site shows between one act on it and the next.

    Args:
        revision: the hash of the last act on the site; another hash is another site.
        until: when something begins or ends to be shown by itself, if it does.
        shown: every edition shown, by kind, path and language.
        languages: the languages offered, the original first.
    """

    revision: str
    until: datetime | None
    shown: Mapping[tuple[str, str, str], Shown]
    languages: tuple[Spoken, ...]

    def get(self, kind: str, path: str, language: str) -> Shown | None:
        """Return a piece in exactly a language; None where it is not shown in it."""
        return self.shown.get((kind, path, language))

    def listed(self, kind: str, language: str) -> list[Shown]:
        """Return every piece of a kind that is shown in exactly a language, in its order."""
        return self._by_kind.get((kind, language), [])

    def below(self, path: str, language: str) -> list[Shown]:
        """Return the pages directly below a page, in their order."""
        start = f"{path}/"
        rows = self.listed("page", language)
        return [row for row in rows if row.path.startswith(start) and "/" not in row.path[len(start) :]]

    def words(self, language: str) -> Words:
        """Return the glossary of a language, ready to be found in a text."""
        return self.once(("words", language), lambda: _words(self.listed("term", language)))

    def once(self, key: tuple[Any, ...], make: Callable[[], Made]) -> Made:
        """Return what is made of the site's content alone; it is made when first asked for and kept with the site."""
        if key not in self._made:
            self._made[key] = make()
        return cast("Made", self._made[key])

    @property
    def changed(self) -> datetime | None:
        """Return when anything was last changed."""
        return max((row.changed for row in self.shown.values()), default=None)

    @cached_property
    def _by_kind(self) -> dict[tuple[str, str], list[Shown]]:
        found: dict[tuple[str, str], list[Shown]] = {}
        for row in sorted(self.shown.values(), key=lambda row: (row.kind, *_order(row))):
            found.setdefault((row.kind, row.language), []).append(row)
        return found

    @cached_property
    def _made(self) -> dict[tuple[Any, ...], Any]:
        return {}


def _order(row: Shown) -> tuple[Any, ...]:
    if row.kind == "news":
        return (-(row.dated or date.min).toordinal(), row.path)
    return (row.title.casefold(), row.path) if row.kind == "term" else (row.order, row.title.casefold(), row.path)


def _words(terms: Iterable[Shown]) -> Words:
    return Words({form.casefold(): term.path for term in terms for form in (term.title, *term.also)})


class _Kept:
    """The site as this process last read it."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.site: Site | None = None
        self.asked = 0.0


_KEPT = _Kept()


def current() -> Site:
    """Return the site as it stands now.

    Whether an act changed it is asked of the ledger, at most once in ``LIMEN_PORTAL_SECONDS`` seconds a process.
    """
    now, moment = timezone.now(), time.monotonic()
    site = _KEPT.site
    if site is not None and not _over(site, now) and moment - _KEPT.asked < settings.LIMEN_PORTAL_SECONDS:
        return site
    with _KEPT.lock:
        revision = _revision()
        if _KEPT.site is None or _over(_KEPT.site, now) or _KEPT.site.revision != revision:
            _KEPT.site = read(revision, now)
        _KEPT.asked = moment
        return _KEPT.site


def held() -> Site | None:
    """Return the site as this process last read it, without asking whether it is still so."""
    return _KEPT.site


def forget() -> None:
    """Read the site afresh when it is next asked for."""
    _KEPT.site = None


def _over(site: Site, now: datetime) -> bool:
    return site.until is not None and site.until <= now


def _revision() -> str:
    acts = [row.act.declaration.key for record in RECORDS for row in WORKFLOWS[record].rows]
    last = Entry.objects.filter(act__in=acts).order_by("-at", "-seq").values_list("hash", flat=True).first()
    return last or ""


def read(revision: str, now: datetime) -> Site:
    """Return the site as the database has it at a moment."""
    rows = Edition.objects.filter(state="published", piece__state="open").filter(Q(show_to=None) | Q(show_to__gt=now))
    rows = rows.select_related("reviewer", "original").order_by("number")
    turns: list[datetime] = []
    latest: dict[tuple[Any, str], Edition] = {}
    pieces = {}
    for piece in Piece.objects.filter(state="open").prefetch_related(Prefetch("editions", rows, to_attr="shown")):
        pieces[piece.pk] = piece
        for edition in piece.shown:
            turns += [moment for moment in (edition.show_from, edition.show_to) if moment is not None and moment > now]
            if edition.show_from is not None and edition.show_from <= now:
                latest[piece.pk, edition.language] = edition
    offered = set(Language.objects.filter(state="offered").values_list("code", flat=True)) | {ORIGINAL}
    shown = {
        (pieces[key].kind, pieces[key].path, language): _shown(edition, pieces[key], latest.get((key, ORIGINAL)))
        for (key, language), edition in latest.items()
        if language in offered
    }
    languages = tuple(spoken for code, spoken in SPOKEN.items() if code in offered)
    return Site(revision, min(turns, default=None), shown, languages)


def _shown(edition: Edition, piece: Piece, original: Edition | None) -> Shown:
    behind = edition.original is not None and original is not None and edition.original.number < original.number
    return Shown(
        piece.kind,
        piece.path,
        edition.language,
        edition.heading,
        edition.summary,
        edition.body,
        tuple(edition.also),
        piece.topic,
        piece.office,
        piece.form,
        piece.order,
        tuple(piece.law),
        piece.dated,
        changed=edition.show_from or edition.changed_at,
        reviewed=edition.reviewed_at,
        reviewer=edition.reviewer.full_name if edition.reviewer else "",
        behind=behind,
    )
