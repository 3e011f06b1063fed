"""Send, accept, return, complete: the one way work passes between offices."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import Field

from limen.core.access.gate import account_of
from limen.core.offices import OF_AN_OFFICE, OfficeKey
from limen.core.referrals.models import Referral
from limen.kernel import Act, GuardRefused, Personal, Ref, Scene

REFERRAL = "referrals.referral"
REFER = ("refer.office",)
Remarks = Annotated[str, Personal, Field(title="Remarks", max_length=4000)]


class SendReferral(Act, key="referrals.send", on=REFERRAL, permission="referrals.send", authorities=REFER):
    """Send work to an office."""

    to_office: Annotated[OfficeKey, OF_AN_OFFICE, Field(title="To")]
    to_place: Annotated[UUID | None, Ref("places.place"), Field(title="At")] = None
    subject_record: Annotated[str, Field(title="Record type", max_length=64)]
    subject: Annotated[UUID, Field(title="Record")]
    person: Annotated[UUID | None, Ref("people.person"), Field(title="Person")] = None
    reason: Annotated[str, Field(title="Reason", min_length=2, max_length=40)]
    remarks: Remarks = ""
    urgency: Annotated[Literal["immediate", "urgent", "routine"], Field(title="Urgency")] = "routine"
    due_in_minutes: Annotated[int, Field(title="Due in minutes", ge=1, le=60 * 24 * 90)]

    def apply(self, record: Any, scene: Scene) -> Referral:
        """Put it in the office's queue."""
        return Referral(
            from_place_id=scene.place.id,
            to_office=self.to_office,
            to_place_id=self.to_place,
            subject_record=self.subject_record,
            subject=self.subject,
            person_id=self.person,
            reason=self.reason,
            remarks=self.remarks,
            urgency=self.urgency,
            sent_at=scene.at,
            due_at=scene.at + timedelta(minutes=self.due_in_minutes),
        )


class AcceptReferral(Act, key="referrals.accept", on=REFERRAL, permission="referrals.handle", authorities=REFER):
    """Accept work sent to this office."""

    def apply(self, record: Referral, scene: Scene) -> Referral:
        """Become its owner."""
        record.owner = account_of(scene.actor)
        return record


class ReturnReferral(Act, key="referrals.return", on=REFERRAL, permission="referrals.handle", authorities=REFER):
    """Return work that is not this office's, saying why."""

    reason_returned: Annotated[str, Personal, Field(title="Why", min_length=5, max_length=2000)]

    def apply(self, record: Referral, scene: Scene) -> Referral:
        """Keep why."""
        record.result, record.owner = self.reason_returned, None
        return record


class CompleteReferral(Act, key="referrals.complete", on=REFERRAL, permission="referrals.handle", authorities=REFER):
    """Complete work, saying what came of it."""

    result: Annotated[str, Personal, Field(title="Result", min_length=2, max_length=4000)]

    def apply(self, record: Referral, scene: Scene) -> Referral:
        """Keep the result."""
        record.result = self.result
        return record


class SettleReferral(
    Act, key="referrals.settle", on=REFERRAL, permission="referrals.send", authorities=REFER, automatic=True
):
    """Close work that is asked of nobody any more, because its cause is gone."""

    result: Annotated[str, Field(title="What became of the cause", min_length=2, max_length=300)]

    def apply(self, record: Referral, scene: Scene) -> Referral:
        """Keep what became of it."""
        record.result = self.result
        return record


class WithdrawReferral(Act, key="referrals.withdraw", on=REFERRAL, permission="referrals.send", authorities=REFER):
    """Withdraw work before it is accepted."""

    reason_withdrawn: Annotated[str, Field(title="Why", min_length=5, max_length=300)]

    def guard(self, record: Referral, scene: Scene) -> None:
        """The office that sent it withdraws it."""
        if str(record.from_place_id) != str(scene.place.id):
            raise GuardRefused("The office that sent it withdraws it.")
