"""Whoever inspection detains is handed to Detention and Removal by referral, in the same breath as the decision."""

from __future__ import annotations

from typing import Any

from limen.core.referrals.acts import SendReferral
from limen.kernel import Scene
from limen.offices.inspections.acts import ChargeNoticeToAppear

REASONS = {
    "inspections.order_removal": "expedited_removal",
    "inspections.refer_fear": "credible_fear",
    "inspections.refer_judge": "referred_to_judge",
    "inspections.charge": "notice_to_appear",
}


def hand_to_custody(act: Any, record: Any, scene: Scene, entry: Any) -> None:
    """Send the person to Detention and Removal, unless a charged person was released."""
    if isinstance(act, ChargeNoticeToAppear) and act.custody != "detained":
        return
    scene.perform(
        SendReferral(
            to_office="removal",
            subject_record=record.record_type,
            subject=record.pk,
            person=record.person_id,
            reason=REASONS[act.declaration.key],
            urgency="immediate",
            due_in_minutes=scene.law.value("policy.custody_referral_minutes", scene.day).value,
        )
    )


LISTENS = dict.fromkeys(REASONS, hand_to_custody)
