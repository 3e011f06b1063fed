"""The chain of custody: who holds what was seized, and every passing from one holder to the next.

A passing never names its giver: it is whoever last received, so that the chain has no gap. The acts save what is
made here.
"""

from __future__ import annotations

from datetime import datetime
from itertools import pairwise
from typing import Any

from limen.core.access.gate import account_of
from limen.kernel import GuardRefused, Scene
from limen.offices.patrol.models import CustodyHand, Seizure


def begin(
    record: Seizure, scene: Scene, *, giver: str, at: datetime, reason: str, seal: str = "", condition: str = ""
) -> CustodyHand:
    """Begin the chain: the acting officer takes the things from whom, or where, they were."""
    officer: Any = account_of(scene.actor)
    return CustodyHand(
        seizure=record,
        order=1,
        giver=giver,
        receiver=officer.full_name,
        receiver_account=officer,
        at=at,
        place_id=scene.place.id,
        reason=reason,
        seal=seal,
        condition=condition,
    )


def last(record: Seizure) -> CustodyHand:
    """Return the passing by which the present holder received the things."""
    return record.hands.order_by("order").reverse()[0]


def passed(
    record: Seizure,
    scene: Scene,
    *,
    receiver: str,
    reason: str,
    account: Any = None,
    seal: str = "",
    condition: str = "",
    locked: bool = False,
) -> CustodyHand:
    """Pass the things from their present holder to the next.

    Raises:
        GuardRefused: when the holder had not received them yet.
    """
    before = last(record)
    if scene.at < before.at:
        raise GuardRefused(f"{before.receiver} received it later than that.")
    return CustodyHand(
        seizure=record,
        order=before.order + 1,
        giver=before.receiver,
        giver_account=before.receiver_account,
        receiver=receiver,
        receiver_account=account,
        at=scene.at,
        place_id=scene.place.id,
        reason=reason,
        seal=seal or before.seal,
        condition=condition,
        locked=locked,
    )


def unbroken(hands: list[CustodyHand]) -> bool:
    """Return whether each hand was given by the one who last received, in order of time."""
    return all(
        now.giver == before.receiver
        and now.giver_account_id == before.receiver_account_id
        and now.order == before.order + 1
        and now.at >= before.at
        for before, now in pairwise(hands)
    )
