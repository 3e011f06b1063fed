"""Whoever Border Patrol goes on holding, or lets go into proceedings, is sent to Detention and Removal at once.

A person whose processing is reopened is called back while nobody there has taken the work up.
"""

from __future__ import annotations

from typing import Any

from limen.core.referrals.acts import SendReferral, WithdrawReferral
from limen.core.referrals.models import Referral
from limen.kernel import Scene

URGENT = {True: "immediate", False: "routine"}


def hand_to_custody(act: Any, record: Any, scene: Scene, entry: Any) -> None:
    """Send the person on, unless the disposition ends the matter or another has them."""
    code = scene.law.codes("processing").get(record.disposition, scene.day)
    held = bool(code.attributes["custody"])
    if not held and code.attributes["after"] != "proceedings":
        return
    scene.perform(
        SendReferral(
            to_office="removal",
            subject_record=record.record_type,
            subject=record.pk,
            person=record.person_id,
            reason=record.disposition,
            urgency=URGENT[held],
            due_in_minutes=scene.law.value("policy.custody_referral_minutes", scene.day).value,
        )
    )


def call_back(act: Any, record: Any, scene: Scene, entry: Any) -> None:
    """Withdraw what was sent from here and nobody has accepted."""
    sent = Referral.objects.filter(subject_record=record.record_type, subject=record.pk, state="sent")
    for referral in sent.filter(from_place=scene.place.id, to_office="removal"):
        scene.perform(WithdrawReferral(reason_withdrawn="Processing was reopened"), on=referral)


LISTENS = {
    **dict.fromkeys(("patrol.approve", "patrol.decide"), hand_to_custody),
    "patrol.reopen": call_back,
}
