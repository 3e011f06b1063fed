"""What is done to lookouts, to the hits on them, and to set a wrong stop right."""

from limen.core.lookouts.acts.changing import Amend, ApproveChange, Extend, RejectChange
from limen.core.lookouts.acts.clearing import ClearPerson, UndoClearing
from limen.core.lookouts.acts.hits import (
    FindHit,
    HandOnHit,
    HitNotSame,
    HitSame,
    HitUnsure,
    RecordHit,
    ReferHit,
    ReturnHit,
    SettleHit,
    Unclear,
)
from limen.core.lookouts.acts.nominating import Approve, Nominate, NominateForToday, Renew
from limen.core.lookouts.acts.redress import AddToRedress, GiveRedress, ReverseRedress
from limen.core.lookouts.acts.shared import CHECK, HIT, LOOKOUT, REDRESS
from limen.core.lookouts.acts.standing import Lapse, Resume, Share, Suspend, Withdraw

__all__ = [
    "CHECK",
    "HIT",
    "LOOKOUT",
    "REDRESS",
    "AddToRedress",
    "Amend",
    "Approve",
    "ApproveChange",
    "ClearPerson",
    "Extend",
    "FindHit",
    "GiveRedress",
    "HandOnHit",
    "HitNotSame",
    "HitSame",
    "HitUnsure",
    "Lapse",
    "Nominate",
    "NominateForToday",
    "RecordHit",
    "ReferHit",
    "RejectChange",
    "Renew",
    "Resume",
    "ReturnHit",
    "ReverseRedress",
    "SettleHit",
    "Share",
    "Suspend",
    "Unclear",
    "UndoClearing",
    "Withdraw",
]
