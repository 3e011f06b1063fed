"""What was found: faults in what was read, and checks of whether it may be believed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

Outcome = Literal["passed", "failed", "not_done"]
Decision = Literal["authentic", "not_authentic", "undecided"]


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong with a file.

    Args:
        code: e.g. ``cms.version``.
        message: a sentence for a person.
    """

    code: str
    message: str


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that must hold before a file is believed.

    Args:
        name: e.g. ``signature``.
        outcome: ``passed``, ``failed``, or ``not_done`` where what it needs is missing.
        sentence: why, for a person.
    """

    name: str
    outcome: Outcome
    sentence: str


def passed(name: str, sentence: str) -> Check:
    """Return a check that holds."""
    return Check(name, "passed", sentence)


def failed(name: str, sentence: str) -> Check:
    """Return a check that does not hold."""
    return Check(name, "failed", sentence)


def not_done(name: str, sentence: str) -> Check:
    """Return a check that could not be made."""
    return Check(name, "not_done", sentence)


def decide(checks: Iterable[Check]) -> Decision:
    """Return what checks together say: one that failed decides; one not made, or none at all, leaves it open."""
    outcomes = {check.outcome for check in checks}
    if "failed" in outcomes:
        return "not_authentic"
    return "authentic" if outcomes == {"passed"} else "undecided"
