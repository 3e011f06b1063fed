"""Deciding what was proposed: two records are the same person, are not, or it cannot be said; and taking that back."""

from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic import Field

from limen.core.access.gate import account_of
from limen.core.people.acts.judging import JUDGE, PROPOSAL, JudgeProposed
from limen.core.people.models import Proposal
from limen.kernel import Act, Personal, Scene

RESOLVE = ("people.resolve",)


class _Decide(Act):
    reason: Annotated[str, Personal, Field(title="Reason", min_length=5, max_length=500)]
    verdict: ClassVar[str] = ""

    def guard(self, record: Proposal, scene: Scene) -> None:
        """What stands on other records does not speak against it."""
        self._judgement(record).guard(record.left, scene)

    def apply(self, record: Proposal, scene: Scene) -> Proposal:
        """Keep who decided and why, and judge the two records so."""
        scene.about(record.left)
        scene.about(record.right)
        scene.perform(self._judgement(record), on=record.left)
        record.reason, record.decided_at, record.decided_by = self.reason, scene.at, account_of(scene.actor)
        return record

    def _judgement(self, record: Proposal) -> JudgeProposed:
        return JudgeProposed(other=record.right_id, verdict=self.verdict, reason=self.reason, proposal=record.pk)


class ProposalSame(_Decide, key="people.proposal_same", on=PROPOSAL, permission=JUDGE, authorities=RESOLVE):
    """Decide that the two records are the same person."""

    reason: Annotated[str, Personal, Field(title="What agrees", min_length=5, max_length=500)]
    verdict: ClassVar[str] = "same"


class ProposalNotSame(_Decide, key="people.proposal_not_same", on=PROPOSAL, permission=JUDGE, authorities=RESOLVE):
    """Decide that the two records are not the same person; they are not proposed again."""

    reason: Annotated[str, Personal, Field(title="What differs", min_length=5, max_length=500)]
    verdict: ClassVar[str] = "not_same"


class ProposalUnsure(_Decide, key="people.proposal_unsure", on=PROPOSAL, permission=JUDGE, authorities=RESOLVE):
    """Say that it cannot be decided yet whether the two records are the same person."""

    reason: Annotated[str, Personal, Field(title="What is missing", min_length=5, max_length=500)]
    verdict: ClassVar[str] = "unsure"


class ReopenProposal(_Decide, key="people.proposal_reopen", on=PROPOSAL, permission=JUDGE, authorities=RESOLVE):
    """Take a decision back; the two records are apart until it is decided again."""

    reason: Annotated[str, Personal, Field(title="Why it is taken back", min_length=5, max_length=500)]
    verdict: ClassVar[str] = "unsure"

    def apply(self, record: Proposal, scene: Scene) -> Proposal:
        """Part what was put together, and let it be decided anew."""
        record = super().apply(record, scene)
        record.decided_at, record.decided_by = None, None
        return record
