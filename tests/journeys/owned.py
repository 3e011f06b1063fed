"""What every story of custody ends with: a ledger that holds, and no deadline without somebody who answers for it."""

from __future__ import annotations

from typing import Any

from limen.core.access.roles import roles
from limen.core.clocks.models import RunningClock
from limen.core.clocks.queries import WANTED
from limen.core.ledger import verify


def live(person: Any) -> set[str]:
    """Return the keys of a person's deadlines that have not ended."""
    return set(RunningClock.objects.filter(person=person, state__in=WANTED).values_list("key", flat=True))


def all_is_owned_and_proved() -> None:
    """Assert that the record can be proved and that somebody answers for every open deadline."""
    proof = verify.verify("local")
    assert proof.holds, proof.why
    open_clocks = RunningClock.objects.filter(state__in=WANTED)
    assert {clock.owner_role for clock in open_clocks} <= set(roles())
