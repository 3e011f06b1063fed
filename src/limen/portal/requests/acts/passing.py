"""What the public sent goes from hand to hand: seen, taken up, passed to an office, opened again."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import Field

from limen.core.access.gate import viewer_of
from limen.core.ledger.models import Outgoing
from limen.core.offices import OF_AN_OFFICE, OfficeKey
from limen.core.referrals.acts import AcceptReferral, SendReferral
from limen.core.referrals.queries import open_about
from limen.kernel import GuardRefused, Lines, Personal, Scene
from limen.portal.requests.acts.common import ANSWERED, HANDLE, SUBMISSION, Handling, Why, again, reason_of, settle
from limen.portal.requests.kinds import COMPLAINTS, due_in_minutes, kind_of
from limen.portal.requests.models import Submission
from limen.portal.requests.wording import Occasion, message


class Acknowledge(Handling, key="portal.acknowledge", on=SUBMISSION, permission=HANDLE, authorities=ANSWERED):
    """Tell the person that what they sent has been seen."""

    def apply(self, record: Submission, scene: Scene) -> Submission:
        """Keep when, and send word where the person wants it by e-mail."""
        record.acknowledged_at = scene.at
        tell(record, "acknowledged", scene)
        return self.taken(record, scene)


class TakeUp(Handling, key="portal.take_up", on=SUBMISSION, permission=HANDLE, authorities=ANSWERED):
    """Take up what the public sent; whoever works referrals accepts the work passed to the office with it."""

    def apply(self, record: Submission, scene: Scene) -> Submission:
        """Become its officer; where somebody had to look, somebody has."""
        viewer = viewer_of(scene.actor, scene.place, scene.purpose, scene.day)
        for work in open_about(SUBMISSION, record.pk, reason=reason_of(record)):
            if work.state == "sent" and viewer.may("referrals.handle"):
                scene.perform(AcceptReferral(), on=work)
        kind = kind_of(record.kind, scene.day, scene.law)
        if kind.ended_when_taken:
            scene.marks.append(kind.ended)
        return self.taken(record, scene)


class PassOn(Handling, key="portal.pass_on", on=SUBMISSION, permission=HANDLE, authorities=ANSWERED):
    """Pass what the public sent to another office, saying what it needs to know."""

    to_office: Annotated[OfficeKey, OF_AN_OFFICE, Field(title="To")]
    remarks: Annotated[
        str, Personal, Lines(5), Field(title="What the office needs to know", min_length=5, max_length=3900)
    ]

    def guard(self, record: Submission, scene: Scene) -> None:
        """A complaint stays with oversight, so that the office it is about cannot come to see it."""
        super().guard(record, scene)
        if record.kind in COMPLAINTS:
            raise GuardRefused("A complaint stays with oversight. Ask an office what you need without showing it.")
        if self.to_office == record.office and open_about(SUBMISSION, record.pk, reason=reason_of(record)):
            raise GuardRefused("That office has it already.")

    def apply(self, record: Submission, scene: Scene) -> Submission:
        """Close the work of the office that had it, and ask the other."""
        settle(record, scene, "Passed to another office.")
        to_office(record, self.to_office, self.remarks, scene)
        record.office = self.to_office
        return self.taken(record, scene)


class Reopen(Handling, key="portal.reopen_submission", on=SUBMISSION, permission=HANDLE, authorities=ANSWERED):
    """Open what was closed or merged again, because that was wrong."""

    why: Why

    def guard(self, record: Submission, scene: Scene) -> None:
        """It says still what it said."""
        super().guard(record, scene)
        if record.forgotten_at is not None:
            raise GuardRefused("It was kept as long as the schedule says; what it said is gone.")

    def apply(self, record: Submission, scene: Scene) -> Submission:
        """An answer is owed from now."""
        record.ended_how, record.ended_says, record.ended_at = "", "", None
        record.merged_into = None
        to_office(record, record.office, "", scene)
        return again(self.taken(record, scene), scene)


def to_office(record: Submission, office: Any, remarks: str, scene: Scene) -> None:
    """Ask an office to work on something sent; the referral says its number, and what the sender of it wants said."""
    kind = kind_of(record.kind, scene.day, scene.law)
    scene.perform(
        SendReferral(
            to_office=office,
            subject_record=SUBMISSION,
            subject=record.pk,
            reason=reason_of(record),
            remarks=f"{record.number} {remarks}".strip()[:4000],
            due_in_minutes=due_in_minutes(kind, scene.at, scene.place, scene.law),
        )
    )


def tell(record: Submission, occasion: Occasion, scene: Scene) -> None:
    """Put an e-mail about something sent in the outbox, where the person asked to be answered by e-mail."""
    if record.answer_by != "email" or not record.contact_email:
        return
    subject, body = message(record, occasion, scene.day, scene.law)
    made = Outgoing.objects.create(channel="email", to=record.contact_email, subject=subject, body=body)
    record.mails = [*record.mails, str(made.pk)]
