"""Records proposed as one person, for tests."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from limen.core.people import acts
from limen.core.people.models import Person, Proposal, Resolution
from limen.core.people.resolving import model
from tests.factories import Service

RECORDS = ("records_officer", "redress")
WHY: list[dict[str, str | float]] = [
    {"comparison": "family", "how": "same", "bits": 11.4},
    {"comparison": "birth", "how": "one digit", "bits": 4.1},
    {"comparison": "sex", "how": "differ", "bits": -4.3},
]


def pair(one: Person, two: Person, probability: float = 0.98, bits: float = 6.0) -> acts.ProposedPair:
    """Return a pair as a run finds it."""
    left, right = sorted((one.pk, two.pk))
    return acts.ProposedPair(left=left, right=right, probability=probability, bits=bits, why=WHY)


def resolved(service: Service, *pairs: acts.ProposedPair) -> Resolution:
    """Return a run that found these pairs."""
    act = acts.Resolve(engine="duckdb", model=model().digest, at_least=Decimal("0.9"), people=2, pairs=list(pairs))
    made: Resolution = service.do(act, role=RECORDS[0], purpose=RECORDS[1])
    return made


def proposed(service: Service, one: Person, two: Person, **likely: Any) -> Proposal:
    """Return two records proposed as one person."""
    resolved(service, pair(one, two, **likely))
    return proposal_of(one, two)


def proposal_of(one: Person, two: Person) -> Proposal:
    """Return the proposal on two records."""
    left, right = sorted((one.pk, two.pk))
    return Proposal.objects.get(left=left, right=right)


def decide(service: Service, proposal: Proposal, act: Any) -> Proposal:
    """Do an act of the records officer to a proposal, read afresh."""
    fresh = Proposal.objects.get(pk=proposal.pk)
    made: Proposal = service.do(act, fresh, role=RECORDS[0], purpose=RECORDS[1])
    return made
