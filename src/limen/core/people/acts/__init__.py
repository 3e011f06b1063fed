"""What is done to people: identify, relate, judge who is who, resolve the register, protect."""

from limen.core.people.acts.judging import Judge, JudgeProposed, SettleProposal
from limen.core.people.acts.persons import (
    CONVERSE,
    AddClaim,
    EndProtection,
    GiveIdentifier,
    Protect,
    RecordPerson,
    Relate,
)
from limen.core.people.acts.proposals import ProposalNotSame, ProposalSame, ProposalUnsure, ReopenProposal
from limen.core.people.acts.reported import ClaimReported, NumberReported, RecordReported
from limen.core.people.acts.resolving import ProposedPair, Resolve, WithdrawResolution

__all__ = [
    "CONVERSE",
    "AddClaim",
    "ClaimReported",
    "EndProtection",
    "GiveIdentifier",
    "Judge",
    "JudgeProposed",
    "NumberReported",
    "ProposalNotSame",
    "ProposalSame",
    "ProposalUnsure",
    "ProposedPair",
    "Protect",
    "RecordPerson",
    "RecordReported",
    "Relate",
    "ReopenProposal",
    "Resolve",
    "SettleProposal",
    "WithdrawResolution",
]
