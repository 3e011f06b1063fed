"""Scenes of the public site: who writes, reviews and publishes, and words brought to where a story begins."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from limen.core.access.gate import NODE, SYSTEM
from limen.kernel import perform
from limen.portal import acts
from limen.portal.models import Edition, Language, Piece
from tests.factories import Service

__all__ = ["NOON", "Newsroom"]
NOON = datetime(2026, 11, 25, 17, tzinfo=UTC)
EDITOR, REVIEWER, PUBLISHER = "portal_editor", "portal_reviewer", "portal_publisher"
BODY = "## What you need\n\nBring your passport. Ask at the counter."


@dataclass
class Newsroom:
    """The editors of the public site of a small service."""

    service: Service

    def do(self, act: Any, on: Any = None, role: str = EDITOR, name: str = "") -> Any:
        """Do an act as an editor, or as somebody of another role; the record is read afresh first."""
        if on is not None:
            on.refresh_from_db()
        place = self.service.agency
        made = self.service.act(act, on, at=place, role=role, purpose="administration", name=name or role)
        for row in (made, on):
            if row is not None:
                row.refresh_from_db()
        return made

    def piece(self, path: str = "about/lost", kind: str = "page", **more: Any) -> Piece:
        """Return a piece that is open, with no word in it yet."""
        made: Piece = self.do(acts.OpenPiece(kind=kind, path=path, **more))  # type: ignore[arg-type]  # one of the kinds
        return made

    def draft(self, piece: Piece, language: str = "en", **more: Any) -> Edition:
        """Return a draft of a piece."""
        words = {"heading": "If you lost your paper", "summary": "What to do.", "body": BODY, **more}
        made: Edition = self.do(acts.DraftEdition(piece=piece.pk, language=language, **words))  # type: ignore[arg-type]  # one of SPOKEN
        return made

    def reviewed(self, edition: Edition) -> Edition:
        """Return the edition approved by another person."""
        if edition.state == "draft":
            self.do(acts.SubmitEdition(), edition)
        made: Edition = self.do(acts.ApproveEdition(), edition, REVIEWER)
        return made

    def published(self, path: str = "about/lost", kind: str = "page", language: str = "en", **more: Any) -> Edition:
        """Return a published edition of a piece, opened where it is not."""
        facts = {name: more.pop(name) for name in ("topic", "office", "order", "law", "dated") if name in more}
        piece = Piece.objects.filter(kind=kind, path=path).first() or self.piece(path, kind, **facts)
        edition = self.reviewed(self.draft(piece, language, **more))
        made: Edition = self.do(acts.PublishEdition(), edition, PUBLISHER)
        return made

    def offer(self, code: str) -> Language:
        """Return a language that the site is offered in, the reviewer its reviewer."""
        reviewer = self.service.officer(REVIEWER, REVIEWER, self.service.agency)
        made: Language = self.do(acts.OfferLanguage(code=code, reviewer=reviewer.pk), role=PUBLISHER)  # type: ignore[arg-type]  # one of SPOKEN
        return made

    def shipped(self, name: str = "0001_start") -> Any:
        """Return the release of shipped content, taken."""
        return perform(acts.TakeRelease(name=name), by=SYSTEM, at=NODE, purpose="administration").record
