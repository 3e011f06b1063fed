"""Editions: drafted, reviewed by another person, published for a time, withdrawn."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from pydantic import Field

from limen.core.access.gate import account_of
from limen.kernel import Act, GuardRefused, Ref, Scene
from limen.portal.acts.common import (
    EDIT,
    EDITION,
    INFORM,
    PIECE,
    PUBLISH,
    REVIEW,
    Also,
    Body,
    LanguageCode,
    Summary,
    Title,
    Why,
    bad,
)
from limen.portal.languages import ORIGINAL
from limen.portal.links import broken
from limen.portal.models import Edition, Language, Piece
from limen.portal.writing import grade


class _Words(Act):
    """The words of an edition."""

    heading: Title
    summary: Summary = ""
    body: Body = ""
    also: Also = []

    def put(self, edition: Edition) -> Edition:
        """Write the words, and how hard they are to read."""
        edition.heading, edition.summary, edition.body, edition.also = (
            self.heading,
            self.summary,
            self.body,
            list(self.also),
        )
        edition.grade = grade(self.body) if edition.language == ORIGINAL else None
        return edition


class DraftEdition(_Words, key="portal.draft", on=EDITION, permission=EDIT, authorities=INFORM):
    """Draft an edition of a piece in a language."""

    piece: Annotated[UUID, Ref(PIECE), Field(title="Piece")]
    language: LanguageCode = "en"

    def guard(self, record: Any, scene: Scene) -> None:
        """One draft at a time, and a translation has something to translate."""
        rows = Edition.objects.filter(piece=self.piece)
        if rows.filter(language=self.language, state__in=("draft", "in_review", "approved")).exists():
            raise GuardRefused("There is an edition in this language that is not published yet. Go on with that one.")
        if self.language != ORIGINAL and _original(self.piece) is None:
            raise GuardRefused("Nothing is published in the original language, so there is nothing to translate.")

    def apply(self, record: Any, scene: Scene) -> Edition:
        """Make the draft."""
        last = Edition.objects.filter(piece=self.piece, language=self.language).order_by("-number").first()
        edition = Edition(
            piece=Piece.objects.get(pk=self.piece),
            language=self.language,
            number=last.number + 1 if last else 1,
            original=_original(self.piece) if self.language != ORIGINAL else None,
            writer=account_of(scene.actor),
        )
        return self.put(edition)


def _original(piece: UUID) -> Edition | None:
    """Return the latest published edition in the original language."""
    return Edition.objects.filter(piece=piece, language=ORIGINAL, state="published").order_by("-number").first()


class AmendEdition(_Words, key="portal.amend_draft", on=EDITION, permission=EDIT, authorities=INFORM):
    """Amend a draft; whoever does is its writer from now on."""

    def apply(self, record: Edition, scene: Scene) -> Edition:
        """Write the words."""
        record.writer = account_of(scene.actor)
        return self.put(record)


class SubmitEdition(Act, key="portal.submit", on=EDITION, permission=EDIT, authorities=INFORM):
    """Give a draft to review: its links lead somewhere, and it is plain enough or says why not."""

    grade_reason: Annotated[str, Field(title="Why it is harder to read than it should be", max_length=300)] = ""

    def guard(self, record: Edition, scene: Scene) -> None:
        """No link is broken; a text above the reading grade has a reason."""
        dead = broken(record.body)
        if dead:
            raise GuardRefused(f"These links lead nowhere: {', '.join(dead)}.")
        most = scene.law.value("policy.portal_reading_grade", scene.day).value
        if record.grade is not None and record.grade > most and len(self.grade_reason) < 5:  # noqa: PLR2004  a word
            text = f"It reads at grade {record.grade:g}; {most} is the most. Make it plainer, or say why it cannot be."
            raise bad("grade_reason", "portal.grade", text)

    def apply(self, record: Edition, scene: Scene) -> Edition:
        """Keep the reason."""
        record.grade_reason, record.sent_back_why = self.grade_reason, ""
        return record


class SendBackEdition(Act, key="portal.send_back", on=EDITION, permission=REVIEW, authorities=INFORM):
    """Send an edition back to its writer, or to be written again before it is published."""

    why: Why

    def apply(self, record: Edition, scene: Scene) -> Edition:
        """Keep why."""
        record.sent_back_why, record.reviewer, record.reviewed_at = self.why, None, None
        return record


class ApproveEdition(Act, key="portal.approve", on=EDITION, permission=REVIEW, authorities=INFORM):
    """Approve an edition after reading it; a translation is approved by the reviewer of its language."""

    def guard(self, record: Edition, scene: Scene) -> None:
        """Nobody approves their own words."""
        who = account_of(scene.actor)
        if who is None or who.pk == record.writer_id:
            raise GuardRefused("Another person than the writer approves.")
        if record.language == ORIGINAL:
            return
        reviewer = Language.objects.filter(code=record.language).values_list("reviewer", flat=True).first()
        if reviewer != who.pk:
            raise GuardRefused("A translation is approved by the reviewer of its language.")

    def apply(self, record: Edition, scene: Scene) -> Edition:
        """Say who read it, and when."""
        record.reviewer, record.reviewed_at = account_of(scene.actor), scene.at
        return record


class PublishEdition(Act, key="portal.publish", on=EDITION, permission=PUBLISH, authorities=INFORM):
    """Publish an approved edition, now or from a moment on, for good or until another."""

    show_from: Annotated[datetime | None, Field(title="From", description="Empty: now")] = None
    show_to: Annotated[datetime | None, Field(title="Until", description="Empty: until it is replaced")] = None

    def guard(self, record: Edition, scene: Scene) -> None:
        """It is shown for some time, and its links still lead somewhere."""
        start = self.show_from or scene.at
        if self.show_to is not None and self.show_to <= max(start, scene.at):
            raise bad("show_to", "portal.show_to", "It would end before anybody could read it.")
        dead = broken(record.body)
        if dead:
            raise GuardRefused(f"These links lead nowhere: {', '.join(dead)}.")

    def apply(self, record: Edition, scene: Scene) -> Edition:
        """Say from when and until when it is shown."""
        record.show_from, record.show_to = max(self.show_from or scene.at, scene.at), self.show_to
        return record


class ExtendEdition(Act, key="portal.extend", on=EDITION, permission=PUBLISH, authorities=INFORM):
    """Say again until when a published edition is shown."""

    show_to: Annotated[datetime | None, Field(title="Until", description="Empty: until it is replaced")] = None

    def guard(self, record: Edition, scene: Scene) -> None:
        """Taking it off at once is withdrawing it."""
        if self.show_to is not None and self.show_to <= scene.at:
            raise bad("show_to", "portal.show_to", "To take it off now, withdraw it.")

    def apply(self, record: Edition, scene: Scene) -> Edition:
        """Write the new end."""
        record.show_to = self.show_to
        return record


class WithdrawEdition(Act, key="portal.withdraw", on=EDITION, permission=PUBLISH, authorities=INFORM):
    """Take a published edition off the site; the one before it is shown again where there is one."""

    why: Why


class DropEdition(Act, key="portal.drop", on=EDITION, permission=EDIT, authorities=INFORM):
    """Drop a draft that will not be published."""

    why: Why
