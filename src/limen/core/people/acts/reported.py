"""People whom a partner reports: a school, a sponsor. Their word is the person's own until an officer has seen them.

A partner's official may not change any person on record, so that what they report is kept by acts the system does by
itself as part of theirs.
"""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import Field

from limen.core.people.acts.persons import IDENTIFY, PERSON, _Claim
from limen.core.people.models import Identifier, Person
from limen.core.rows import insert
from limen.kernel import Act, GuardRefused, Personal, Scene

REPORTED = "reported"
"""The source of a claim that a partner reported."""


class RecordReported(
    _Claim,
    key="people.record_reported",
    on=PERSON,
    permission="people.identify",
    authorities=IDENTIFY,
    marks=("person.recorded",),
    automatic=True,
):
    """Record a person whom a partner reports, with the number they report them by."""

    source: Annotated[str, Field(title="Source", max_length=40)] = REPORTED
    number_kind: Annotated[str, Field(title="Kind of number", max_length=24)] = ""
    number: Annotated[str, Personal, Field(title="Number", max_length=64)] = ""

    def apply(self, record: Any, scene: Scene) -> Person:
        """Make the person, and keep the claim and the number."""
        person = Person()
        self.put_on(person)
        insert(self.claimed(person, scene))
        if self.number:
            insert(Identifier(person=person, kind=self.number_kind, number=self.number))
        return person


class ClaimReported(
    _Claim,
    key="people.claim_reported",
    on=PERSON,
    permission="people.identify",
    authorities=IDENTIFY,
    automatic=True,
):
    """Record what a partner reports of a person's identity."""

    source: Annotated[str, Field(title="Source", max_length=40)] = REPORTED

    def apply(self, record: Person, scene: Scene) -> Person:
        """Keep the claim; it is the person's own where nobody but partners has said who they are."""
        if not record.identities.exclude(source=REPORTED).exists():
            self.put_on(record)
        insert(self.claimed(record, scene))
        return record


class NumberReported(
    Act,
    key="people.number_reported",
    on=PERSON,
    permission="people.identify",
    authorities=IDENTIFY,
    automatic=True,
):
    """Record a number that a partner's system gave a person."""

    kind: Annotated[str, Field(title="Kind of number", max_length=24)]
    number: Annotated[str, Personal, Field(title="Number", min_length=3, max_length=64)]

    def guard(self, record: Person, scene: Scene) -> None:
        """A number is one person's."""
        if Identifier.objects.filter(kind=self.kind, issuer="", number=self.number).exclude(person=record).exists():
            raise GuardRefused("That number is recorded for another person.")

    def apply(self, record: Person, scene: Scene) -> Person:
        """Keep it, once."""
        Identifier.objects.get_or_create(person=record, kind=self.kind, issuer="", number=self.number)
        return record
