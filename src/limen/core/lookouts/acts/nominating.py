"""Nominate a lookout, approve it, and nominate a lapsed one again."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import Field

from limen.core.lookouts import rules
from limen.core.lookouts.acts.shared import CHECK, LOOKOUT, Numbers, Office, Others, given_nationalities
from limen.core.lookouts.described import read_birth, read_name, read_number
from limen.core.lookouts.models import Lookout
from limen.core.lookouts.parties import put_party
from limen.core.people.names import birth_bounds, fold
from limen.kernel import Act, Code, GuardRefused, Personal, Scene
from limen.screening.model import Name, Number, Party


class Nominate(Act, key="lookouts.nominate", on=LOOKOUT, permission="lookouts.nominate", authorities=CHECK):
    """Nominate a lookout on a person, a document, a conveyance or an organisation."""

    kind: Annotated[
        Literal["person", "document", "vehicle", "vessel", "aircraft", "organisation"], Field(title="On a")
    ] = "person"
    category: Annotated[str, Code(rules.CATEGORIES), Field(title="Category", min_length=1, max_length=24)]
    action: Annotated[str, Code(rules.ACTIONS), Field(title="Action asked for", min_length=1, max_length=24)]
    basis: Annotated[str, Field(title="Legal basis", min_length=5, max_length=300)]
    surname: Annotated[str, Personal, Field(title="Surname", max_length=120)] = ""
    given_names: Annotated[str, Personal, Field(title="Given names", max_length=120)] = ""
    other_names: Others = []
    birth: Annotated[str, Personal, Field(title="Date of birth", max_length=10)] = ""
    other_births: Annotated[
        list[str], Personal, Field(title="Other dates of birth", description="One a line: 1970, 1968/1972, 1970~")
    ] = []
    sex: Annotated[Literal["", "M", "F", "X"], Personal, Field(title="Sex on document")] = ""
    nationality: Annotated[str, Code("icao_states"), Field(title="Nationality", max_length=3)] = ""
    other_nationalities: Annotated[
        list[str], Field(title="Other nationalities", description="One a line, by the three-letter code")
    ] = []
    document_issuer: Annotated[str, Code("icao_states"), Field(title="Document issued by", max_length=3)] = ""
    document_number: Annotated[str, Personal, Field(title="Document number", max_length=32)] = ""
    other_numbers: Numbers = []
    caveats: Annotated[str, Personal, Field(title="Caveats", max_length=2000)] = ""
    handling: Annotated[str, Personal, Field(title="What the officer does first", max_length=2000)] = ""
    office: Office = ""
    review_by: Annotated[date, Field(title="Review by")]

    def guard(self, record: Any, scene: Scene) -> None:
        """It names somebody or something, is reviewed in time, and never rests on a nationality alone."""
        birth_bounds(self.birth)
        party = self.party()
        given_nationalities(self.other_nationalities, scene)
        if not (party.names or party.numbers):
            raise GuardRefused("A lookout names a person or a document; a nationality alone stops nobody.")
        if party.kind == "document" and not party.numbers:
            raise GuardRefused("A lookout on a document gives its number.")
        rules.category_fits(self.category, self.action, scene)
        rules.review_fits(self.category, self.review_by, scene)

    def apply(self, record: Any, scene: Scene) -> Lookout:
        """Keep it; it stops nobody until somebody else approves it."""
        made = Lookout(
            category=self.category,
            action=self.action,
            basis=self.basis,
            caveats=self.caveats,
            handling=self.handling,
            office=self.office,
            issued_by_id=scene.place.id,
            nominated_by=scene.actor.id,
            authors=[str(scene.actor.id)],
            active_from=scene.at,
            review_by=self.review_by,
        )
        return put_party(made, self.party())

    def party(self) -> Party:
        """Return whom or what the nomination means."""
        primary = Name(surname=self.surname, given=self.given_names)
        names = (*((primary,) if fold(primary.said) else ()), *(read_name(line) for line in self.other_names))
        number = Number(self.document_number, issuer=self.document_issuer)
        numbers = (*((number,) if number.value else ()), *(read_number(line) for line in self.other_numbers))
        births = (*((self.birth,) if self.birth else ()), *(read_birth(line) for line in self.other_births))
        nationalities = (*((self.nationality,) if self.nationality else ()), *self.other_nationalities)
        return Party(
            kind=self.kind,
            names=tuple(dict.fromkeys(names)),
            births=tuple(dict.fromkeys(births)),
            nationalities=tuple(dict.fromkeys(nationalities)),
            sex=self.sex,
            numbers=tuple(dict.fromkeys(numbers)),
        )


class NominateForToday(Nominate, key="lookouts.one_day", on=LOOKOUT, permission="lookouts.nominate", authorities=CHECK):
    """Put up a one-day lookout, which lapses at the day's end and needs no second person."""

    def guard(self, record: Any, scene: Scene) -> None:
        """It lapses today."""
        super().guard(record, scene)
        if self.review_by != scene.day:
            raise GuardRefused("A one-day lookout is reviewed today; anything longer is nominated and approved.")


class Approve(Act, key="lookouts.approve", on=LOOKOUT, permission="lookouts.approve", authorities=CHECK):
    """Approve a lookout; nobody approves their own."""

    def guard(self, record: Lookout, scene: Scene) -> None:
        """A second person approves, before its review date is past."""
        rules.second_person(record.nominated_by, scene, "a lookout they nominated")
        if str(scene.actor.id) in record.authors:
            raise GuardRefused("Nobody approves a lookout they wrote a part of.")
        if record.review_by < scene.day:
            raise GuardRefused("Its review date is past; it is nominated again.")

    def apply(self, record: Lookout, scene: Scene) -> Lookout:
        """It stops people from now on."""
        record.active_from, record.authors = scene.at, []
        return record


class Renew(Act, key="lookouts.renew", on=LOOKOUT, permission="lookouts.nominate", authorities=CHECK):
    """Nominate a lapsed lookout again; it stops nobody until a second person approves it."""

    review_by: Annotated[date, Field(title="Review by")]
    reason: Annotated[str, Field(title="Why it is still needed", min_length=5, max_length=300)]

    def guard(self, record: Lookout, scene: Scene) -> None:
        """The new review date is within the category's limit."""
        rules.review_fits(record.category, self.review_by, scene)

    def apply(self, record: Lookout, scene: Scene) -> Lookout:
        """It is this officer's nomination now."""
        record.review_by, record.nominated_by, record.standing_why = self.review_by, scene.actor.id, self.reason
        record.authors = sorted({*record.authors, str(scene.actor.id)})
        return record
