"""Keeping what a run over the whole register proposes: one act, however many pairs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Annotated, Any
from uuid import UUID

from django.db.models import F
from pydantic import BaseModel, ConfigDict, Field

from limen.core.access.gate import account_of
from limen.core.people.acts.judging import UNDECIDED, Pair
from limen.core.people.acts.proposals import RESOLVE
from limen.core.people.models import Judgement, Person, Proposal, Relationship, Resolution
from limen.kernel import Act, GuardRefused, Personal, Scene
from limen.kernel.canonical import canonical, digest

RESOLUTION = "people.resolution"
PERMISSION = "people.resolve"
BATCH = 500
AGAIN = ("resolution_id", "state", "probability", "bits", "why", "proposed_at", "version", "changed_at")
"""What a pair found again writes anew."""


class ProposedPair(BaseModel):
    """Two records that may be of one person, as a run found them.

    Args:
        left, right: the records, the lesser identifier first.
        probability: 0 to 1.
        bits: the sum of the evidence.
        why: for each comparison its name, how the two stand, and the bits it adds.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")
    left: UUID
    right: UUID
    probability: Annotated[float, Field(ge=0, le=1)]
    bits: float
    why: list[dict[str, str | float]]


class Resolve(Act, key="people.resolve", on=RESOLUTION, permission=PERMISSION, authorities=RESOLVE, automatic=True):
    """Keep the pairs that a run over the register proposes."""

    engine: Annotated[str, Field(title="Engine", max_length=12)]
    model: Annotated[str, Field(title="Digest of the model", pattern=r"^[0-9a-f]{64}$")]
    at_least: Annotated[Decimal, Field(title="Least probability", ge=0, le=1)]
    people: Annotated[int, Field(title="People compared", ge=0)]
    seconds: Annotated[Decimal, Field(title="Seconds", ge=0)] = Decimal(0)
    pairs: Annotated[list[ProposedPair], Personal, Field(title="Pairs", max_length=1_000_000, exclude=True)]

    def guard(self, record: Any, scene: Scene) -> None:
        """A pair is two records."""
        if any(pair.left >= pair.right for pair in self.pairs):
            raise GuardRefused("A pair is two records, the lesser identifier first.")

    def apply(self, record: Any, scene: Scene) -> Resolution:
        """Propose what nobody has judged; what waits already is brought up to date."""
        sorted_out = Sorted.of(self.pairs)
        made = Resolution(
            engine=self.engine,
            model=self.model,
            at_least=float(self.at_least),
            people=self.people,
            seconds=float(self.seconds),
            pairs=len(self.pairs),
            proposed=len(sorted_out.new),
            again=len(sorted_out.again),
            judged=sorted_out.judged,
            made_at=scene.at,
            made_by=account_of(scene.actor),
            state="done",
        )
        made.save(force_insert=True)
        fresh = (_filled(Proposal(left_id=pair.left, right_id=pair.right), pair, made) for pair in sorted_out.new)
        Proposal.objects.bulk_create(fresh, batch_size=BATCH)
        _bring_up_to_date(sorted_out.again, made)
        counts = {"pairs": made.pairs, "proposed": made.proposed, "again": made.again, "judged": made.judged}
        told = [[str(pair.left), str(pair.right), f"{pair.probability:.6f}"] for pair in self.pairs]
        scene.facts.update(**counts, pairs_digest=digest(canonical(told)))
        scene.told.update(counts)
        return made


class WithdrawResolution(
    Act, key="people.withdraw_resolution", on=RESOLUTION, permission=PERMISSION, authorities=RESOLVE
):
    """Withdraw a run: what it proposed and nobody decided is taken off the list."""

    reason: Annotated[str, Field(title="Reason", min_length=5, max_length=300)]

    def apply(self, record: Resolution, scene: Scene) -> Resolution:
        """Withdraw what is undecided; what was decided stays decided."""
        waiting = Proposal.objects.filter(resolution=record, state__in=UNDECIDED)
        record.withdrawn_why = self.reason
        scene.facts["withdrawn"] = waiting.update(state="withdrawn", version=F("version") + 1, changed_at=scene.at)
        return record


@dataclass
class Sorted:
    """The pairs of a run by what becomes of them.

    Args:
        new: proposed for the first time.
        again: on record, undecided or taken off the list: each with its proposal.
        judged: how many are left out: by a judgement, by a family tie, by a likelier pair of the same two people.
    """

    new: list[ProposedPair] = field(default_factory=list)
    again: list[tuple[UUID, ProposedPair]] = field(default_factory=list)
    judged: int = 0

    @classmethod
    def of(cls, pairs: Sequence[ProposedPair]) -> Sorted:
        """Sort pairs, the likeliest first: of two groups of records judged to be one person each, only one is kept."""
        found = cls()
        one = dict(Person.objects.exclude(same_as=None).values_list("pk", "same_as"))
        taken = _apart(one) | _related(one)
        held = {(left, right): (key, state) for key, left, right, state in _proposals()}
        for pair in sorted(pairs, key=lambda pair: -pair.bits):
            both = frozenset((one.get(pair.left, pair.left), one.get(pair.right, pair.right)))
            known, state = held.get((pair.left, pair.right), (None, ""))
            if len(both) == 1 or both in taken or state in ("same", "not_same"):
                found.judged += 1
                continue
            taken.add(both)
            if known is None:
                found.new.append(pair)
            else:
                found.again.append((known, pair))
        return found


def _apart(one: dict[Any, Any]) -> set[Pair]:
    """Return the people judged not to be the same, each by the record the person is known by."""
    standing: dict[Pair, str] = {}
    rows = Judgement.objects.order_by("made_at", "pk").values_list("left", "right", "verdict")
    for left, right, verdict in rows.iterator():
        standing[frozenset((left, right))] = verdict
    return {
        frozenset(one.get(item, item) for item in pair) for pair, verdict in standing.items() if verdict == "not_same"
    }


def _related(one: dict[Any, Any]) -> set[Pair]:
    """Return those on record as belonging to each other, each by the record they are known by: two people for sure."""
    rows = Relationship.objects.exclude(kind="travels_with").values_list("person", "other")
    return {frozenset((one.get(person, person), one.get(other, other))) for person, other in rows.iterator()}


def _proposals() -> Iterator[tuple[Any, Any, Any, str]]:
    return Proposal.objects.values_list("pk", "left", "right", "state").iterator()


def _filled(row: Proposal, pair: ProposedPair, made: Resolution) -> Proposal:
    row.resolution, row.proposed_at = made, made.made_at
    row.probability, row.bits, row.why = pair.probability, pair.bits, pair.why
    row.state = row.state if row.state == "unsure" else "open"
    row.version, row.changed_at = row.version + 1, made.made_at
    return row


def _bring_up_to_date(again: Sequence[tuple[UUID, ProposedPair]], made: Resolution) -> None:
    for some in _batches(again):
        rows = Proposal.objects.in_bulk([key for key, _ in some])
        Proposal.objects.bulk_update([_filled(rows[key], pair, made) for key, pair in some], AGAIN, batch_size=BATCH)


def _batches(items: Sequence[Any]) -> Iterable[Sequence[Any]]:
    for start in range(0, len(items), BATCH):
        yield items[start : start + BATCH]
