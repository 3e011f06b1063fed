"""Nominate, approve, withdraw, lapse; and decide whether a hit is the person meant."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import Field

from limen.core.lookouts.models import Cleared, Lookout
from limen.core.lookouts.parties import put_party
from limen.core.people.models import Person
from limen.core.people.names import birth_bounds, fold, fold_number
from limen.kernel import Act, Code, GuardRefused, Personal, Ref, Scene
from limen.screening.model import PERSON, Name, Number, Party

LOOKOUT = "lookouts.lookout"
CHECK = ("lookouts.check",)


class Nominate(Act, key="lookouts.nominate", on=LOOKOUT, permission="lookouts.nominate", authorities=CHECK):
    """Nominate a person or a document for a lookout."""

    category: Annotated[
        Literal["wanted", "inadmissible", "document", "missing", "protect", "customs", "health", "other"],
        Field(title="Category"),
    ]
    action: Annotated[
        Literal["refer", "arrest", "refuse", "observe", "locate", "protect"], Field(title="Action asked for")
    ]
    basis: Annotated[str, Field(title="Legal basis", min_length=5, max_length=300)]
    surname: Annotated[str, Personal, Field(title="Surname", max_length=120)] = ""
    given_names: Annotated[str, Personal, Field(title="Given names", max_length=120)] = ""
    birth: Annotated[str, Personal, Field(title="Date of birth", max_length=10)] = ""
    nationality: Annotated[str, Code("icao_states"), Field(title="Nationality", max_length=3)] = ""
    document_issuer: Annotated[str, Code("icao_states"), Field(title="Document issued by", max_length=3)] = ""
    document_number: Annotated[str, Personal, Field(title="Document number", max_length=32)] = ""
    caveats: Annotated[str, Personal, Field(title="Caveats", max_length=2000)] = ""
    handling: Annotated[str, Personal, Field(title="What the officer does first", max_length=2000)] = ""
    review_by: Annotated[date, Field(title="Review by")]

    def guard(self, record: Any, scene: Scene) -> None:
        """It names somebody or something, is reviewed, and never rests on a nationality alone."""
        birth_bounds(self.birth)
        if not (fold(self.surname, self.given_names) or self.document_number):
            raise GuardRefused("A lookout names a person or a document; a nationality alone stops nobody.")
        if self.review_by < scene.day:
            raise GuardRefused("The review date is past.")

    def apply(self, record: Any, scene: Scene) -> Lookout:
        """Keep it; it stops nobody until somebody else approves it."""
        made = Lookout(
            category=self.category,
            action=self.action,
            basis=self.basis,
            caveats=self.caveats,
            handling=self.handling,
            issued_by_id=scene.place.id,
            nominated_by=scene.actor.id,
            active_from=scene.at,
            review_by=self.review_by,
        )
        return put_party(made, self.party())

    def party(self) -> Party:
        """Return whom or what the nomination means."""
        name = Name(surname=self.surname, given=self.given_names)
        number = Number(self.document_number, issuer=self.document_issuer)
        return Party(
            kind=PERSON,
            names=(name,) if name.said else (),
            births=(self.birth,) if self.birth else (),
            nationalities=(self.nationality,) if self.nationality else (),
            numbers=(number,) if number.value else (),
        )


class Approve(Act, key="lookouts.approve", on=LOOKOUT, permission="lookouts.approve", authorities=CHECK):
    """Approve a lookout; nobody approves their own."""

    def guard(self, record: Lookout, scene: Scene) -> None:
        """A second person approves."""
        if record.nominated_by == scene.actor.id:
            raise GuardRefused("Nobody approves a lookout they nominated.")

    def apply(self, record: Lookout, scene: Scene) -> Lookout:
        """It stops people from now on."""
        record.active_from = scene.at
        return record


class NominateForToday(Nominate, key="lookouts.one_day", on=LOOKOUT, permission="lookouts.nominate", authorities=CHECK):
    """Put up a one-day lookout, which lapses at the day's end and needs no second person."""

    def guard(self, record: Any, scene: Scene) -> None:
        """It lapses today."""
        super().guard(record, scene)
        if self.review_by != scene.day:
            raise GuardRefused("A one-day lookout is reviewed today; anything longer is nominated and approved.")


class Withdraw(Act, key="lookouts.withdraw", on=LOOKOUT, permission="lookouts.nominate", authorities=CHECK):
    """Withdraw a lookout."""

    reason: Annotated[str, Field(title="Reason", min_length=5, max_length=300)]


class Suspend(Act, key="lookouts.suspend", on=LOOKOUT, permission="lookouts.nominate", authorities=CHECK):
    """Suspend a lookout; it stops nobody until it is resumed."""

    reason: Annotated[str, Field(title="Reason", min_length=5, max_length=300)]


class Resume(Act, key="lookouts.resume", on=LOOKOUT, permission="lookouts.approve", authorities=CHECK):
    """Resume a suspended lookout."""

    reason: Annotated[str, Field(title="Reason", min_length=5, max_length=300)]

    def guard(self, record: Lookout, scene: Scene) -> None:
        """Not past its review."""
        if record.review_by < scene.day:
            raise GuardRefused("Its review date is past; it lapses, and is nominated and approved again.")


class Lapse(Act, key="lookouts.lapse", on=LOOKOUT, permission="lookouts.check", authorities=CHECK, automatic=True):
    """Lapse a lookout whose review date passed without review."""

    def guard(self, record: Lookout, scene: Scene) -> None:
        """Its review date is past; a lookout is still in force on that day."""
        if record.review_by >= scene.day:
            raise GuardRefused("Its review date is not past.")


class ClearPerson(Act, key="lookouts.clear", on=LOOKOUT, permission="lookouts.decide", authorities=CHECK):
    """Judge that a person is not the one a lookout means; they are not stopped by it again."""

    person: Annotated[UUID, Ref("people.person"), Field(title="Person")]
    document_number: Annotated[str, Personal, Field(title="Document number", max_length=32)] = ""
    reason: Annotated[str, Personal, Field(title="Reason", min_length=10, max_length=500)]

    def apply(self, record: Lookout, scene: Scene) -> Lookout:
        """Keep the judgement."""
        Cleared.objects.update_or_create(
            lookout=record,
            person=Person.objects.get(pk=self.person),
            defaults={"document_folded": fold_number(self.document_number), "reason": self.reason},
        )
        return record
