"""One lawful example of each act of people: who they are, whose they are, and which records are one person."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from limen.core.people import acts
from tests.architecture.making import PRIMARY, RECORDS, SECONDARY, SUPERVISOR, WHY, Example, Made, example_of
from tests.factories_resolving import pair, proposal_of, resolved


def run(m: Made) -> Any:
    """Return a run over the register that proposes two records as one person."""
    return resolved(m.service, pair(m.person, m.other))


def proposal(m: Made) -> Any:
    """Return what the run proposed."""
    run(m)
    return proposal_of(m.person, m.other)


def decided(m: Made) -> Any:
    """Return a proposal that was decided."""
    return m.do(acts.ProposalSame(reason=WHY), proposal(m), RECORDS)


EXAMPLES: dict[str, Callable[[Made], Example]] = {
    "people.record": example_of(acts.RecordPerson(surname="Eriksson"), None, PRIMARY),
    "people.claim": example_of(acts.AddClaim(surname="Erikson"), lambda m: m.person, PRIMARY),
    "people.number": example_of(acts.GiveIdentifier(kind="fin", number="1234567890"), lambda m: m.person, PRIMARY),
    "people.relate": example_of(lambda m: acts.Relate(other=m.other.pk, kind="spouse"), lambda m: m.person, SECONDARY),
    "people.judge": example_of(
        lambda m: acts.Judge(other=m.other.pk, verdict="not_same", reason="Different fingerprints"),
        lambda m: m.person,
        SUPERVISOR,
    ),
    "people.protect": example_of(acts.Protect(compartment="protected", reason=WHY), lambda m: m.person, SUPERVISOR),
    "people.end_protection": example_of(
        acts.EndProtection(compartment="asylum", reason="The claim is over"), lambda m: m.cleared_for(), SUPERVISOR
    ),
    "people.withdraw_resolution": example_of(acts.WithdrawResolution(reason=WHY), run, RECORDS),
    "people.proposal_same": example_of(acts.ProposalSame(reason=WHY), proposal, RECORDS),
    "people.proposal_not_same": example_of(acts.ProposalNotSame(reason=WHY), proposal, RECORDS),
    "people.proposal_unsure": example_of(acts.ProposalUnsure(reason=WHY), proposal, RECORDS),
    "people.proposal_reopen": example_of(acts.ReopenProposal(reason=WHY), decided, RECORDS),
}
