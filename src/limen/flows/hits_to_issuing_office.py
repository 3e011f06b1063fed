"""A hit that is the person meant, and every discreet one, goes to the office that answers for the lookout.

Limen itself sends it: who stands at the counter may have no right to, and learns nothing of a discreet one. What that
office answers comes back to the hit.
"""

from __future__ import annotations

from typing import Any

from limen.core.access.gate import SYSTEM
from limen.core.lookouts.acts import HIT, HandOnHit, ReturnHit, SettleHit
from limen.core.lookouts.models import Hit
from limen.core.lookouts.rules import is_discreet
from limen.core.referrals.acts import WithdrawReferral
from limen.core.referrals.models import Referral
from limen.kernel import Act, Record, Scene

PURPOSE = "administration"


def hand_on(act: Any, record: Any, scene: Scene, entry: Any) -> None:
    """Pass a confirmed hit on."""
    _by_limen(HandOnHit(), record, scene)


def hand_on_discreet(act: Any, record: Any, scene: Scene, entry: Any) -> None:
    """Pass a discreet hit on before anybody has decided it."""
    if is_discreet(record.lookout, scene.day):
        _by_limen(HandOnHit(), record, scene)


def take_back(act: Any, record: Any, scene: Scene, entry: Any) -> None:
    """Withdraw what was sent about a hit that means somebody else, while the office has not begun."""
    for sent in Referral.objects.filter(subject_record=HIT, subject=record.pk, state="sent"):
        if str(sent.from_place_id) == str(scene.place.id):
            _by_limen(WithdrawReferral(reason_withdrawn="The lookout means somebody else."), sent, scene)


def settle(act: Any, record: Any, scene: Scene, entry: Any) -> None:
    """Keep what the office says came of a hit."""
    hit = _referred(record)
    if hit is not None:
        scene.perform(SettleHit(result=act.result), on=hit)


def give_back(act: Any, record: Any, scene: Scene, entry: Any) -> None:
    """Put a hit the office returned back among those to be decided."""
    hit = _referred(record)
    if hit is not None:
        scene.perform(ReturnHit(result=act.reason_returned), on=hit)


def _referred(referral: Any) -> Hit | None:
    if referral.subject_record != HIT:
        return None
    return Hit.objects.filter(pk=referral.subject, state="referred").first()


def _by_limen(act: Act, record: Record, scene: Scene) -> None:
    scene.door.perform(act, on=record, by=SYSTEM, at=scene.place, purpose=PURPOSE, when=scene.at, nested=True)


LISTENS = {
    "lookouts.find_hit": hand_on_discreet,
    "lookouts.record_hit": hand_on_discreet,
    "lookouts.hit_same": hand_on,
    "lookouts.hit_not_same": take_back,
    "referrals.complete": settle,
    "referrals.return": give_back,
}
