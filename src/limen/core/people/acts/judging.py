"""Judging whether two records are the same person: what groups records and parts them again, all in one place."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Any, Literal
from uuid import UUID

from django.db.models import F, Q
from pydantic import Field

from limen.core.people.models import Judgement, Person, Proposal
from limen.kernel import Act, GuardRefused, Personal, Ref, Scene

PERSON = "people.person"
PROPOSAL = "people.proposal"
IDENTIFY = ("people.identify",)
JUDGE = "people.judge"
UNDECIDED = ("open", "unsure")

Pair = frozenset[Any]


class Judge(Act, key="people.judge", on=PERSON, permission=JUDGE, authorities=IDENTIFY):
    """Judge whether two records are the same person."""

    other: Annotated[UUID, Ref(PERSON), Field(title="The other record")]
    verdict: Annotated[Literal["same", "not_same", "unsure"], Field(title="Judgement")]
    reason: Annotated[str, Field(title="Reason", min_length=10, max_length=500)]

    def guard(self, record: Person, scene: Scene) -> None:
        """A record is not judged against itself, and no judgement contradicts those that stand."""
        if record.pk == self.other:
            raise GuardRefused("A record is not judged against itself.")
        members = group_of([record.pk, self.other])
        standing = verdicts(members)
        standing[frozenset((record.pk, self.other))] = self.verdict
        parts = components(members, standing)
        for pair, verdict in standing.items():
            if verdict == "not_same" and any(pair <= part for part in parts):
                raise GuardRefused(
                    "By judgements that stand, these records would be the same person and not the same. "
                    "Judge those again first."
                )

    def apply(self, record: Person, scene: Scene) -> Person:
        """Keep the judgement and group records by it; what was proposed of the two is settled."""
        groups = self.judge(record, scene)
        pair = Q(left__in=(record.pk, self.other), right__in=(record.pk, self.other))
        settle(Proposal.objects.filter(pair).exclude(state__in=("settled", "withdrawn")), scene)
        settle_within(groups, scene)
        return record

    def judge(self, record: Person, scene: Scene) -> list[set[Any]]:
        """Keep the judgement, make each record point at the one its group is known by, and return the groups."""
        Judgement.objects.create(
            left=record, right_id=self.other, verdict=self.verdict, reason=self.reason, made_at=scene.at
        )
        return regroup(record, self.other, scene)


class JudgeProposed(
    Judge, key="people.judge_proposed", on=PERSON, permission=JUDGE, authorities=IDENTIFY, automatic=True
):
    """Keep what was decided of a proposal as a judgement on the two records."""

    reason: Annotated[str, Personal, Field(title="Reason", max_length=500)]
    proposal: Annotated[UUID, Ref(PROPOSAL), Field(title="Proposal")]

    def apply(self, record: Person, scene: Scene) -> Person:
        """Group records by it; the proposal itself is the caller's."""
        settle_within(self.judge(record, scene), scene, but=self.proposal)
        return record


class SettleProposal(
    Act, key="people.proposal_settle", on=PROPOSAL, permission=JUDGE, authorities=IDENTIFY, automatic=True
):
    """A judgement made elsewhere left nothing of a proposal to decide."""


def settle(proposals: Iterable[Proposal], scene: Scene) -> None:
    """Settle proposals that were decided by a judgement made elsewhere."""
    for proposal in proposals:
        scene.perform(SettleProposal(), on=proposal)


def settle_within(groups: Iterable[set[Any]], scene: Scene, but: Any = None) -> None:
    """Settle what is still proposed between records that are now judged to be one person."""
    for members in groups:
        settle(Proposal.objects.filter(left__in=members, right__in=members, state__in=UNDECIDED).exclude(pk=but), scene)


def group_of(people: Iterable[Any]) -> set[Any]:
    """Return the records judged to be the same person as any of these, themselves among them."""
    people = set(people)
    pointed = Person.objects.filter(pk__in=people).exclude(same_as=None)
    roots = people | set(pointed.values_list("same_as_id", flat=True))
    return roots | set(Person.objects.filter(same_as__in=roots).values_list("pk", flat=True))


def verdicts(members: Iterable[Any]) -> dict[Pair, str]:
    """Return the judgement that stands on each two of these records: the latest."""
    members = list(members)
    rows = Judgement.objects.filter(left__in=members, right__in=members).order_by("made_at", "pk")
    return {frozenset((left, right)): verdict for left, right, verdict in rows.values_list("left", "right", "verdict")}


def components(members: Iterable[Any], standing: dict[Pair, str]) -> list[set[Any]]:
    """Return records in groups, each group held together by judgements that they are the same."""
    parts = {member: {member} for member in members}
    for pair, verdict in standing.items():
        if verdict != "same":
            continue
        left, right = tuple(pair)
        if parts[left] is not parts[right]:
            parts[left] |= parts[right]
            for member in parts[right]:
                parts[member] = parts[left]
    return list({id(part): part for part in parts.values()}.values())


def regroup(record: Person, other: Any, scene: Scene) -> list[set[Any]]:
    """Make each record of the groups of two point at the one its group is known by, and return the groups.

    A group keeps being known by a record that other records pointed at, that of ``other`` before that of ``record``;
    one that has none such is known by its eldest record. The door saves ``record`` itself.
    """
    members = group_of([record.pk, other])
    roots = dict(Person.objects.filter(pk__in=members).values_list("pk", "same_as"))
    preferred = [roots[other] or other, roots[record.pk] or record.pk]
    groups = components(members, verdicts(members))
    for part in groups:
        known_by = next((root for root in preferred if root in part), min(part, key=str))
        for member in part:
            target = None if member == known_by else known_by
            if member == record.pk:
                record.same_as_id = target
            elif roots[member] != target:
                Person.objects.filter(pk=member).update(same_as=target, version=F("version") + 1, changed_at=scene.at)
    return groups
