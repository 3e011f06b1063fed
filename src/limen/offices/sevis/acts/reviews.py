"""Review of a decision to sanction a sponsor: asked for, heard by review officers of other bureaus, decided."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Annotated, Literal

from pydantic import Field

from limen.kernel import Act, BadInput, Code, GuardRefused, Lines, Personal, Problem, Scene, Titled
from limen.kernel.clocks import end_of
from limen.offices.sevis import ruling
from limen.offices.sevis.acts.common import CERTIFY, PETITION, SPONSOR, Says, Why
from limen.offices.sevis.acts.sanctions import (
    REVIEW_DAYS,
    SUSPENDED,
    SUSPENSION,
    TABLE,
    check_reduction,
    reduce_forms,
    rule,
)
from limen.offices.sevis.models import Sanction, SanctionReview, Sponsor
from limen.offices.sevis.reach import require_own

ANSWER = ("sevis.answer_sanction",)
REVIEW = ("sevis.review_sanction",)
OFFICERS = "sevis.review_officers"
STATEMENT_DAYS = "sevis.review_statement_days"
AFFIRMED, MODIFIED, REVERSED = "affirmed", "modified", "reversed"
DECISIONS = {AFFIRMED: "Affirmed", MODIFIED: "Modified", REVERSED: "Reversed"}
STANDING = ("", "upheld")
"""What a sanction that was decided, and neither dropped nor lifted, has come to."""


class RequestReview(
    Act,
    key="sevis.request_review",
    on=SPONSOR,
    permission=PETITION,
    authorities=ANSWER,
    marks=("sevis.review_asked",),
):
    """Ask for review of a decision to sanction; it is stayed meanwhile, a suspension is not."""

    says: Says

    def guard(self, record: Sponsor, scene: Scene) -> None:
        """It is the sponsor's own, once, and in time."""
        require_own(record, scene)
        _in_time(reviewable(record), scene)

    def apply(self, record: Sponsor, scene: Scene) -> Sponsor:
        """Keep what is asked, and whether it stays the sanction."""
        found = reviewable(record)
        scene.facts["stays"] = bool(rule(found.kind, scene)["stays"])
        SanctionReview.objects.create(sanction=found, asked_on=scene.day, says=self.says)
        return record


class DeclineReview(
    Act,
    key="sevis.decline_review",
    on=SPONSOR,
    permission=PETITION,
    authorities=ANSWER,
    marks=("sevis.review_declined",),
):
    """Say that the sponsor asks for no review of a decision to sanction it."""

    why: Why

    def guard(self, record: Sponsor, scene: Scene) -> None:
        """It is the sponsor's own, and the time to ask runs."""
        require_own(record, scene)
        _in_time(reviewable(record), scene)

    def apply(self, record: Sponsor, scene: Scene) -> Sponsor:
        """It may be asked for no more."""
        found = reviewable(record)
        found.review_by = scene.day - timedelta(days=1)
        found.save()
        return record


class NameReviewPanel(
    Act,
    key="sevis.name_review_panel",
    on=SPONSOR,
    permission=CERTIFY,
    authorities=REVIEW,
    marks=("sevis.review_panel_named",),
):
    """Name the review officers, and tell the sponsor who they are."""

    officers: Annotated[
        str,
        Personal,
        Lines(3),
        Field(
            title="Review officers, one a line, each with the bureau",
            description="None of them of the bureau that decided",
            min_length=5,
            max_length=1000,
        ),
    ]

    def guard(self, record: Sponsor, scene: Scene) -> None:
        """As many as the rule asks, once."""
        if reviewed(record).named_on is not None:
            raise GuardRefused("They were named already.")
        wanted = ruling.number(scene, OFFICERS)
        if len(_lines(self.officers)) != wanted:
            raise _bad("officers", f"A panel has {wanted} review officers, each on a line.")

    def apply(self, record: Sponsor, scene: Scene) -> Sponsor:
        """Keep them, and by when the sponsor may send its statement."""
        found = reviewed(record)
        found.officers, found.named_on = "\n".join(_lines(self.officers)), scene.day
        found.statement_by = ruling.rolled_days_after(scene, STATEMENT_DAYS)
        found.save()
        return record


class FileReviewStatement(
    Act,
    key="sevis.file_review_statement",
    on=SPONSOR,
    permission=PETITION,
    authorities=ANSWER,
    marks=("sevis.review_statement_filed",),
):
    """Send the review officers a statement why the decision should be reversed or modified."""

    says: Annotated[str, Personal, Lines(8), Field(title="Statement", min_length=20, max_length=40_000)]

    def guard(self, record: Sponsor, scene: Scene) -> None:
        """It is the sponsor's own, once, and in time."""
        require_own(record, scene)
        found = _heard_by(record)
        if found.stated_on is not None:
            raise GuardRefused("A statement was sent already.")
        if found.statement_by is not None and scene.day > found.statement_by:
            message = f"It could be sent until {found.statement_by}."
            raise ruling.refused(scene, "review_statement_late", message, by=STATEMENT_DAYS)

    def apply(self, record: Sponsor, scene: Scene) -> Sponsor:
        """Keep it."""
        found = _heard_by(record)
        found.statement, found.stated_on = self.says, scene.day
        found.save()
        return record


class AnswerReviewStatement(
    Act,
    key="sevis.answer_review_statement",
    on=SPONSOR,
    permission=CERTIFY,
    authorities=REVIEW,
    marks=("sevis.review_answered",),
):
    """Answer the sponsor's statement to the review officers."""

    says: Annotated[str, Personal, Lines(8), Field(title="Answer", min_length=20, max_length=40_000)]

    def guard(self, record: Sponsor, scene: Scene) -> None:
        """There is a statement, and it was not answered."""
        found = _heard_by(record)
        if found.stated_on is None:
            raise GuardRefused("The sponsor has sent no statement.")
        if found.answered_on is not None:
            raise GuardRefused("It was answered already.")

    def apply(self, record: Sponsor, scene: Scene) -> Sponsor:
        """Keep it."""
        found = _heard_by(record)
        found.answer, found.answered_on = self.says, scene.day
        found.save()
        return record


class HoldReviewMeeting(
    Act,
    key="sevis.hold_review_meeting",
    on=SPONSOR,
    permission=CERTIFY,
    authorities=REVIEW,
    marks=("sevis.review_meeting_held",),
):
    """Record a meeting in which the review officers had what was written made clear; no evidence is taken in it."""

    held_on: Annotated[date, Field(title="Held on")]

    def guard(self, record: Sponsor, scene: Scene) -> None:
        """It was held since the panel was named, once."""
        found = _heard_by(record)
        if found.met_on is not None:
            raise GuardRefused("A meeting was held already.")
        if not (found.named_on and found.named_on <= self.held_on <= scene.day):
            raise _bad("held_on", "Give a day since the review officers were named, and none to come.")

    def apply(self, record: Sponsor, scene: Scene) -> Sponsor:
        """Keep the day; the time to decide runs from it."""
        found = _heard_by(record)
        found.met_on = self.held_on
        found.save()
        return record


class DecideReview(
    Act,
    key="sevis.decide_review",
    on=SPONSOR,
    permission=CERTIFY,
    authorities=REVIEW,
    marks=("sevis.review_decided",),
):
    """Record what the review officers decided, in writing and signed by them."""

    outcome: Annotated[Literal["affirmed", "modified", "reversed"], Titled(DECISIONS), Field(title="Decision")]
    until: Annotated[date | None, Field(title="Suspended until", description="Of a suspension that is modified")] = None
    instead: Annotated[
        str,
        Code(TABLE, where=("lesser", True)),
        Field(title="Lesser sanction instead", description="Of any other that is modified", max_length=24),
    ] = ""
    percent: Annotated[int, Field(title="Per cent by which forms are reduced", ge=0, le=100)] = 0
    says: Annotated[str, Personal, Lines(8), Field(title="Basis of the decision", min_length=20, max_length=40_000)]

    def guard(self, record: Sponsor, scene: Scene) -> None:
        """The sponsor was heard, or let the time for it pass; what is modified says to what."""
        found = _heard_by(record)
        if found.stated_on is None and found.statement_by is not None and scene.day <= found.statement_by:
            message = f"The sponsor may send its statement until {found.statement_by}."
            raise ruling.refused(scene, "review_statement_awaited", message, by=STATEMENT_DAYS)
        suspends, modifies = found.sanction.kind == SUSPENSION, self.outcome == MODIFIED
        if suspends and self.outcome == REVERSED and record.suspended_until is not None:
            raise GuardRefused("Lift the suspension first: that is what reversing it does.")
        _wanted("until", self.until, wanted=modifies and suspends)
        _wanted("instead", self.instead, wanted=modifies and not suspends)
        if self.until is not None and not scene.day <= self.until < (record.suspended_until or self.until):
            raise _bad("until", f"A suspension is modified to end earlier than on {record.suspended_until}.")
        if self.instead or self.percent:
            check_reduction(self.instead, self.percent, scene)

    def apply(self, record: Sponsor, scene: Scene) -> Sponsor:
        """Keep it; what is modified holds from now on, and what is not affirmed ends what was decided."""
        found = _heard_by(record)
        found.outcome, found.instead, found.decision = self.outcome, self.instead, self.says
        found.decided_on = scene.day
        found.save()
        sanction = found.sanction
        if self.until is not None:
            sanction.until = record.suspended_until = self.until
            scene.until[SUSPENDED] = end_of(self.until, record.place.zone)
            scene.marks.append("sevis.suspension_shortened")
        elif self.outcome != AFFIRMED:
            sanction.outcome, sanction.decided_on = self.outcome, scene.day
            sanction.forms_taken = reduce_forms(record, self.percent)
            scene.marks.append("sevis.revocation_cancelled")
        sanction.save()
        return record


def decision_to_review(record: Sponsor) -> Sanction | None:
    """Return the decision to sanction a sponsor of which no review was asked for yet, or None."""
    rows = record.sanctions.filter(review_by__isnull=False, review=None, outcome__in=STANDING)
    return rows.order_by("-confirmed_on", "-pk").first()


def pending_review(record: Sponsor) -> SanctionReview | None:
    """Return the review of a sponsor's sanction that is asked for and not decided, or None."""
    rows = SanctionReview.objects.filter(sanction__sponsor=record, sanction__outcome__in=STANDING, outcome="")
    return rows.order_by("-asked_on", "-pk").first()


def reviewable(record: Sponsor) -> Sanction:
    """Return the decision to sanction a sponsor of which review may be asked.

    Raises:
        GuardRefused: when there is none, or review was asked for.
    """
    found = decision_to_review(record)
    if found is None:
        raise GuardRefused("There is no decision of which review may be asked.")
    return found


def reviewed(record: Sponsor) -> SanctionReview:
    """Return the review that is asked for and not decided.

    Raises:
        GuardRefused: when there is none.
    """
    found = pending_review(record)
    if found is None:
        raise GuardRefused("No review is asked for.")
    return found


def _heard_by(record: Sponsor) -> SanctionReview:
    found = reviewed(record)
    if found.named_on is None:
        raise GuardRefused("Name the review officers first.")
    return found


def _in_time(found: Sanction, scene: Scene) -> None:
    if found.review_by is None or scene.day > found.review_by:
        message = f"Review could be asked for until {found.review_by}."
        raise ruling.refused(scene, "review_late", message, by=REVIEW_DAYS)


def _wanted(field: str, value: object, *, wanted: bool) -> None:
    if bool(value) != wanted:
        raise _bad(field, "Say what a sanction is modified to; with any other decision, leave it out.")


def _bad(field: str, message: str) -> BadInput:
    return BadInput(message, problems=[Problem(field, "review.wrong", message)])


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]
