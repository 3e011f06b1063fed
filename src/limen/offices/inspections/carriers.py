"""A carrier's account speaks for its carrier and for no other."""

from __future__ import annotations

from limen.core.access.gate import TokenActor
from limen.core.access.models import Account
from limen.kernel import NotPermitted
from limen.kernel.acts import Actor

OFFICER = "officer"


def theirs_alone(actor: Actor, carrier: str) -> None:
    """Return when an actor may send what is of a carrier: an officer may, and an account of that carrier.

    Raises:
        NotPermitted: for an account of another organisation, or of none.
    """
    account = actor.account if isinstance(actor, TokenActor) else actor
    if not isinstance(account, Account) or account.kind == OFFICER:
        return
    if account.organisation.upper() != carrier.upper():
        whose = account.organisation or "no carrier"
        raise NotPermitted(f"This account is of {whose}; it sends nothing for {carrier}.")
