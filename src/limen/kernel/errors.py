"""Refusals: every one says what was refused, which field or rule, and the citation where the law refused it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong with what was sent.

    Args:
        field: the field's name, or an empty string for the whole.
        rule: the rule's slug, e.g. ``code.not_in_force``.
        message: a sentence for a person.
    """

    field: str
    rule: str
    message: str


class LimenError(Exception):
    """Base of every refusal.

    Args:
        message: a sentence for a person.
        citation: the provision that refuses, where one does.
        problems: what is wrong field by field.
    """

    slug = "refused"

    def __init__(self, message: str, *, citation: str = "", problems: Sequence[Problem] = ()) -> None:
        super().__init__(message)
        self.message = message
        self.citation = citation
        self.problems = tuple(problems)


class NotPermitted(LimenError):
    """The person may not do this: role, office, purpose or compartment."""

    slug = "not-permitted"


class WrongState(LimenError):
    """The transition table has no such row for the record's state."""

    slug = "wrong-state"


class NoAuthority(LimenError):
    """No authority for the act is in force on the day."""

    slug = "no-authority"


class GuardRefused(LimenError):
    """The act is known here, but a condition of law or practice is not met."""

    slug = "guard-refused"


class BadInput(LimenError):
    """A field is missing, malformed, or names a code not in force on the day."""

    slug = "bad-input"


class UnknownRecord(LimenError):
    """No such record, or none this viewer may know of: the two are never told apart."""

    slug = "unknown-record"


class StaleRecord(LimenError):
    """Somebody else changed the record since it was read."""

    slug = "stale-record"


class NumbersExhausted(LimenError):
    """The node's leased block of official numbers is used up."""

    slug = "numbers-exhausted"


class DeclarationError(LimenError):
    """An act or a table is declared wrongly: a programmer's mistake, found at start."""

    slug = "declaration"
