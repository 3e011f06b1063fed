"""A run over the register: read whom the viewer may know of, link, and keep what is proposed through the one door."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from limen.core.access.gate import Viewer
from limen.core.people import queries
from limen.core.people.acts import ProposedPair, Resolve
from limen.core.people.resolving import EngineMissing, Pair, Register, engine, link, model
from limen.kernel import BadInput, LimenError, Problem, perform

READ = "read"
"""The step of reading; the others are those of ``resolving.linking.STEPS``."""


class EngineNotHere(LimenError):
    """What the engine needs is not installed on this node."""

    slug = "engine-not-here"


@dataclass(frozen=True, slots=True)
class Run:
    """What a run found.

    Args:
        engine: where it ran.
        at_least: the least probability that counted.
        people: how many were compared.
        pairs: the likely pairs, the likeliest first.
        seconds: how long reading and linking took.
    """

    engine: str
    at_least: float
    people: int
    pairs: list[Pair]
    seconds: float


def run(
    *,
    viewer: Viewer,
    engine_name: str = "duckdb",
    at_least: float | None = None,
    told: Callable[[str, int, int], None] = lambda _step, _done, _of: None,
) -> Run:
    """Compare the register and return the likely pairs; nothing is proposed yet.

    Args:
        viewer: who runs it; whom they may not know of is not compared.
        engine_name: ``duckdb`` or ``spark``.
        at_least: the least probability, 0 to 1; the model's own where left out.
        told: is told the step, how many people are read, and of how many.

    Raises:
        NotPermitted: when the viewer may not.
        BadInput: when there is no such engine or probability.
        EngineNotHere: when what the engine needs is not installed.
    """
    least = model().proposing if at_least is None else at_least
    if not 0 < least <= 1:
        text = "A probability is more than 0 and at most 1."
        raise BadInput(text, problems=[Problem("threshold", "probability.range", text)])
    start = time.monotonic()
    try:
        chosen = engine(engine_name)
        count, people = queries.compared(viewer=viewer)
        register = Register()
        told(READ, 0, count)
        for known in people:
            register.put(known)
            told(READ, register.people, count)
        pairs = link(
            register.table(), model(), chosen, at_least=least, told=lambda step: told(step, register.people, count)
        )
    except EngineMissing as error:
        raise EngineNotHere(str(error)) from error
    return Run(engine_name, least, register.people, pairs[: model().most], round(time.monotonic() - start, 1))


def propose(found: Run, *, viewer: Viewer) -> Any:
    """Keep a run and propose its pairs; return the outcome of the act, which tells how many of which kind."""
    act = Resolve(
        engine=found.engine,
        model=model().digest,
        at_least=Decimal(str(found.at_least)),
        people=found.people,
        seconds=Decimal(str(found.seconds)),
        pairs=[_proposed(pair) for pair in found.pairs],
    )
    return perform(act, by=viewer.account, at=viewer.place, purpose=viewer.purpose)


def _proposed(pair: Pair) -> ProposedPair:
    why: list[dict[str, str | float]] = [
        {"comparison": reason.comparison, "how": reason.how, "bits": round(reason.bits, 2)} for reason in pair.why
    ]
    return ProposedPair(
        left=UUID(pair.left), right=UUID(pair.right), probability=pair.probability, bits=pair.bits, why=why
    )
