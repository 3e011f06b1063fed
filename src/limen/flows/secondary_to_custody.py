"""Whoever inspection detains is in custody at the port from that moment, and handed to Detention and Removal."""

from __future__ import annotations

from typing import Any

from limen.core.custody.acts import BookIn, TakeIntoCustody
from limen.core.custody.rules import KIND_OF_PLACE, open_stay
from limen.core.referrals.acts import SendReferral
from limen.kernel import Scene
from limen.offices.inspections.acts import ChargeNoticeToAppear

REASONS = {
    "inspections.order_removal": "expedited_removal",
    "inspections.refer_fear": "credible_fear",
    "inspections.refer_judge": "referred_to_judge",
    "inspections.charge": "notice_to_appear",
    "inspections.order_stowaway": "stowaway_ordered",
    "inspections.refer_stowaway": "stowaway_to_be_heard",
}
"""Why the person is handed over, by the act that detains."""


def hand_to_custody(act: Any, record: Any, scene: Scene, entry: Any) -> None:
    """Take the person into custody and send them to Detention and Removal, unless a charged person was released."""
    if isinstance(act, ChargeNoticeToAppear) and act.custody != "detained":
        return
    reason = REASONS[act.declaration.key]
    _hold(record, reason, scene)
    scene.perform(
        SendReferral(
            to_office="removal",
            subject_record=record.record_type,
            subject=record.pk,
            person=record.person_id,
            reason=reason,
            urgency="immediate",
            due_in_minutes=scene.law.value("policy.custody_referral_minutes", scene.day).value,
        )
    )


def _hold(record: Any, reason: str, scene: Scene) -> None:
    """Begin a stay at the port under what the law pack says of the reason, where the person is not held already."""
    if record.place.kind not in KIND_OF_PLACE or open_stay(record.person_id) is not None:
        return
    under = scene.law.codes("referral_custody").get(reason, scene.day).attributes["under"]
    taken = TakeIntoCustody(person=record.person_id, under=under, subject_record=record.record_type, subject=record.pk)
    scene.perform(BookIn(), on=scene.perform(taken).record)


LISTENS = dict.fromkeys(REASONS, hand_to_custody)
