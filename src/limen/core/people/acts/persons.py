"""Identifying people, relating them, and protecting them."""

from __future__ import annotations

from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import Field

from limen.core.people.models import Identifier, Identity, Person, Relationship
from limen.core.people.names import birth_bounds, fold
from limen.kernel import Act, Code, GuardRefused, Personal, Ref, Scene, uuid7

PERSON = "people.person"
IDENTIFY = ("people.identify",)

Surname = Annotated[str, Personal, Field(title="Surname", max_length=120)]
GivenNames = Annotated[str, Personal, Field(title="Given names", max_length=120)]
Birth = Annotated[str, Personal, Field(title="Date of birth", max_length=10, description="1985-04-12, or 1985")]
Sex = Annotated[Literal["", "M", "F", "X"], Personal, Field(title="Sex on document")]
Nationality = Annotated[str, Personal, Code("icao_states"), Field(title="Nationality", max_length=3)]
BirthCountry = Annotated[str, Personal, Code("icao_states"), Field(title="Country of birth", max_length=3)]


class _Claim(Act):
    surname: Surname = ""
    given_names: GivenNames = ""
    native: Annotated[str, Personal, Field(title="Name in its own script", max_length=240)] = ""
    birth: Birth = ""
    sex: Sex = ""
    nationality: Nationality = ""
    birth_country: BirthCountry = ""
    source: Annotated[str, Field(title="Source", max_length=40)] = "stated"

    def guard(self, record: Any, scene: Scene) -> None:
        """A person has a name, even one of a single part, and a birth that can be read."""
        if not fold(self.surname, self.given_names) and not self.native:
            raise GuardRefused("A person is recorded under at least one name.")
        birth_bounds(self.birth)

    def claimed(self, person: Person, scene: Scene) -> Identity:
        """Return the claim as a row."""
        return Identity(
            person=person,
            surname=self.surname,
            given_names=self.given_names,
            native=self.native,
            folded=fold(self.surname, self.given_names) or fold(self.native),
            birth=self.birth,
            sex=self.sex,
            nationality=self.nationality,
            birth_country=self.birth_country,
            source=self.source,
            claimed_at=scene.at,
        )

    def put_on(self, person: Person) -> None:
        """Make this claim the person's own name, birth and nationality."""
        person.surname, person.given_names = self.surname, self.given_names
        person.folded = fold(self.surname, self.given_names) or fold(self.native)
        person.birth = self.birth
        person.birth_first, person.birth_last = birth_bounds(self.birth)
        person.sex, person.nationality = self.sex, self.nationality
        person.birth_country = self.birth_country or person.birth_country


class RecordPerson(
    _Claim,
    key="people.record",
    on=PERSON,
    permission="people.identify",
    authorities=IDENTIFY,
    marks=("person.recorded",),
):
    """Record a person met for the first time."""

    def apply(self, record: Any, scene: Scene) -> Person:
        """Make the person and keep the claim."""
        person = Person()
        self.put_on(person)
        self.claimed(person, scene).save(force_insert=True)
        return person


class AddClaim(_Claim, key="people.claim", on=PERSON, permission="people.identify", authorities=IDENTIFY):
    """Record another identity the person claimed or a document gave."""

    take_as_own: Annotated[bool, Field(title="Take this as the person's own identity")] = False

    def apply(self, record: Person, scene: Scene) -> Person:
        """Keep the claim, and take it as the person's own where the officer says so."""
        self.claimed(record, scene).save(force_insert=True)
        if self.take_as_own:
            self.put_on(record)
        return record


class GiveIdentifier(Act, key="people.number", on=PERSON, permission="people.identify", authorities=IDENTIFY):
    """Record a number the person is known by."""

    kind: Annotated[
        Literal["a_number", "fin", "sevis_id", "national_number", "known_traveller", "redress_number", "visa_foil"],
        Field(title="Kind of number"),
    ]
    number: Annotated[str, Personal, Field(title="Number", min_length=3, max_length=64)]
    issuer: Annotated[str, Field(title="Issuer", max_length=3)] = ""

    def guard(self, record: Person, scene: Scene) -> None:
        """A number is one person's; where another has it, somebody judges whether they are the same."""
        taken = Identifier.objects.filter(kind=self.kind, issuer=self.issuer, number=self.number).first()
        if taken is not None:
            whose = "this person" if taken.person_id == record.pk else "another person; judge whether they are the same"
            raise GuardRefused(f"That number is recorded for {whose}.")

    def apply(self, record: Person, scene: Scene) -> Person:
        """Keep it."""
        Identifier.objects.create(person=record, kind=self.kind, issuer=self.issuer, number=self.number)
        return record


class Relate(Act, key="people.relate", on=PERSON, permission="people.relate", authorities=IDENTIFY):
    """Link a person to another: a parent, a child, a spouse, a guardian, a travelling party."""

    other: Annotated[UUID, Ref(PERSON), Field(title="The other person")]
    kind: Annotated[
        Literal["parent", "child", "spouse", "sibling", "guardian", "ward", "travels_with", "other_family"],
        Field(title="Is the other's"),
    ]
    family_unit: Annotated[bool, Field(title="They are a family unit")] = False

    def guard(self, record: Person, scene: Scene) -> None:
        """Nobody is related to themselves."""
        if record.pk == self.other:
            raise GuardRefused("A person is not related to themselves.")

    def apply(self, record: Person, scene: Scene) -> Person:
        """Keep the link; a family unit takes the number either already has."""
        other = Person.objects.get(pk=self.other)
        unit = None
        if self.family_unit:
            held = Relationship.objects.filter(
                person__in=[record, other], family_unit__isnull=False, until=None
            ).first()
            unit = held.family_unit if held else uuid7()
        pairs = ((record, other, self.kind), (other, record, CONVERSE[self.kind]))
        for person, whom, kind in pairs:
            Relationship.objects.create(person=person, other=whom, kind=kind, family_unit=unit, since=scene.at)
        scene.facts["family_unit"] = unit
        return record


CONVERSE = {
    "parent": "child",
    "child": "parent",
    "spouse": "spouse",
    "sibling": "sibling",
    "guardian": "ward",
    "ward": "guardian",
    "travels_with": "travels_with",
    "other_family": "other_family",
}


class Protect(Act, key="people.protect", on=PERSON, permission="people.protect", authorities=("records.protect",)):
    """Keep a person's record in a compartment, hidden from everyone without need to know."""

    compartment: Annotated[Literal["protected", "asylum", "juvenile"], Field(title="Compartment")]
    reason: Annotated[str, Personal, Field(title="Reason", min_length=5, max_length=300)]

    def apply(self, record: Person, scene: Scene) -> Person:
        """Add the compartment."""
        record.sealed = ",".join(sorted({*record.compartments, self.compartment}))
        return record


class EndProtection(
    Act, key="people.end_protection", on=PERSON, permission="people.protect", authorities=("records.protect",)
):
    """Take a person's record out of a compartment."""

    compartment: Annotated[Literal["protected", "asylum", "juvenile"], Field(title="Compartment")]
    reason: Annotated[str, Personal, Field(title="Reason", min_length=5, max_length=300)]

    def apply(self, record: Person, scene: Scene) -> Person:
        """Remove the compartment."""
        record.sealed = ",".join(sorted(set(record.compartments) - {self.compartment}))
        return record
