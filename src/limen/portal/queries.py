"""Editors' reads of the site's content. Content is public and about nobody, so what is read here is no entry."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q, QuerySet

from limen.core.access.gate import Viewer
from limen.core.looking import one
from limen.portal.models import Edition, Language, Piece, Release

VIEW = "portal.view"
WAITING = ("draft", "in_review", "approved")
"""States of an edition that somebody has work with."""


def pieces(*, viewer: Viewer, asked: Mapping[str, Any] | None = None) -> QuerySet[Piece]:
    """Return the pieces that are asked for, by default all that are open, by kind and address."""
    viewer.require(VIEW)
    asked = asked or {}
    rows = Piece.objects.filter(state=asked.get("state") or "open")
    for name in ("kind", "office", "topic"):
        rows = rows.filter(**{name: asked[name]}) if asked.get(name) else rows
    for word in (asked.get("q") or "").split():
        rows = rows.filter(Q(path__icontains=word) | Q(editions__heading__icontains=word)).distinct()
    return rows.prefetch_related("editions").order_by("kind", "path")


def piece(identifier: Any, *, viewer: Viewer) -> Piece:
    """Return one piece with its editions.

    Raises:
        UnknownRecord: when there is none.
    """
    viewer.require(VIEW)
    found: Piece = one(Piece.objects.prefetch_related("editions__reviewer"), identifier, "No such piece.")
    return found


def editions(*, viewer: Viewer, asked: Mapping[str, Any] | None = None) -> QuerySet[Edition]:
    """Return the editions that are asked for, by default those that somebody has work with, the oldest first."""
    viewer.require(VIEW)
    asked = asked or {}
    state = asked.get("state") or ""
    rows = Edition.objects.filter(state=state) if state else Edition.objects.filter(state__in=WAITING)
    rows = rows.filter(language=asked["language"]) if asked.get("language") else rows
    for word in (asked.get("q") or "").split():
        rows = rows.filter(Q(heading__icontains=word) | Q(piece__path__icontains=word))
    return rows.select_related("piece", "writer", "reviewer").order_by("changed_at", "pk")


def edition(identifier: Any, *, viewer: Viewer) -> Edition:
    """Return one edition.

    Raises:
        UnknownRecord: when there is none.
    """
    viewer.require(VIEW)
    rows = Edition.objects.select_related("piece", "writer", "reviewer", "original")
    found: Edition = one(rows, identifier, "No such edition.")
    return found


def before(record: Edition, *, viewer: Viewer) -> Edition | None:
    """Return the edition in the same language that came before this one."""
    viewer.require(VIEW)
    rows = Edition.objects.filter(piece=record.piece_id, language=record.language, number__lt=record.number)
    return rows.order_by("-number").first()


def latest(record: Piece, language: str, *, viewer: Viewer) -> Edition | None:
    """Return the latest published edition of a piece in a language."""
    viewer.require(VIEW)
    rows = Edition.objects.filter(piece=record.pk, language=language, state="published")
    return rows.order_by("-number").first()


def expiring(*, viewer: Viewer, days: int, now: datetime) -> QuerySet[Edition]:
    """Return the editions that end within some days, the first to end first."""
    viewer.require(VIEW)
    rows = Edition.objects.filter(state="published", show_to__gt=now, show_to__lte=now + timedelta(days=days))
    return rows.select_related("piece").order_by("show_to")


def languages(*, viewer: Viewer) -> QuerySet[Language]:
    """Return the languages on record."""
    viewer.require(VIEW)
    return Language.objects.select_related("reviewer").order_by("code")


def language(identifier: Any, *, viewer: Viewer) -> Language:
    """Return one language.

    Raises:
        UnknownRecord: when there is none.
    """
    viewer.require(VIEW)
    found: Language = one(Language.objects.select_related("reviewer"), identifier, "No such language.")
    return found


def release(identifier: Any, *, viewer: Viewer) -> Release:
    """Return one release of shipped content.

    Raises:
        UnknownRecord: when there is none.
    """
    viewer.require(VIEW)
    found: Release = one(Release.objects.all(), identifier, "No such release.")
    return found


def releases(*, viewer: Viewer) -> QuerySet[Release]:
    """Return the releases of shipped content that were taken."""
    viewer.require(VIEW)
    return Release.objects.order_by("name")


def known_by(text: str, *, viewer: Viewer) -> list[Piece]:
    """Return the pieces at an address."""
    viewer.require(VIEW)
    return list(Piece.objects.filter(path=text.strip("/"))[:5])


READERS: dict[str, object] = {
    "portal.piece": piece,
    "portal.edition": edition,
    "portal.language": language,
    "portal.release": release,
}
"""How each record of the public site is read before an act is done to it."""

SHOWN: dict[str, tuple[str, ...]] = {
    "portal.piece": ("kind", "path", "topic", "office", "form", "order", "law", "dated"),
    "portal.edition": (
        "piece_id",
        "language",
        "number",
        "heading",
        "summary",
        "body",
        "also",
        "grade",
        "grade_reason",
        "original_id",
        "writer_id",
        "reviewer_id",
        "reviewed_at",
        "sent_back_why",
        "show_from",
        "show_to",
        "release",
    ),
    "portal.language": ("code", "reviewer_id"),
    "portal.release": ("name", "digest", "taken_at", "pieces", "editions", "kept"),
}
"""What of each record a reader may have as data."""

ADDRESSES = {
    "portal.piece": "portal:piece",
    "portal.edition": "portal:edition",
    "portal.language": "portal:language",
    "portal.release": "portal:release",
}
"""The page of each record."""

LOOKUPS = {"portal.piece": known_by}
"""How a piece is found by its address."""
