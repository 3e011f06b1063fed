"""Redress: a misidentification set right under an official number, and reversed where that was wrong."""

from __future__ import annotations

from typing import Annotated, Any
from uuid import UUID

from pydantic import Field

from limen.core.access.gate import account_of
from limen.core.casefile.acts import take_number
from limen.core.lookouts.acts.clearing import ClearPerson, UndoClearing
from limen.core.lookouts.acts.shared import REDRESS as RECORD
from limen.core.lookouts.models import Lookout, Redress
from limen.core.people.models import Identifier, Person
from limen.core.people.names import fold_number
from limen.kernel import Act, Code, GuardRefused, Lines, Personal, Ref, Scene

MAY = "lookouts.redress"
LAW = ("lookouts.redress",)
Reason = Annotated[str, Personal, Lines(4), Field(title="Reason", min_length=10, max_length=500)]


class GiveRedress(Act, key="lookouts.redress", on=RECORD, permission=MAY, authorities=LAW):
    """Set a misidentification right: give the person a redress number and clear them of the lookout for good."""

    lookout: Annotated[UUID, Ref("lookouts.lookout"), Field(title="Lookout that stopped them")]
    person: Annotated[UUID, Ref("people.person"), Field(title="Person")]
    document_number: Annotated[str, Personal, Field(title="Document number", max_length=32)] = ""
    document_issuer: Annotated[str, Code("icao_states"), Field(title="Document issued by", max_length=3)] = ""
    reason: Reason

    def guard(self, record: Any, scene: Scene) -> None:
        """A person has one redress number; further lookouts are added to it."""
        held = Redress.objects.filter(person=self.person, state="standing").first()
        if held is not None:
            raise GuardRefused(f"This person has the redress number {held.number}; add the lookout to it.")

    def apply(self, record: Any, scene: Scene) -> Redress:
        """Issue the number, which becomes the person's, and keep the judgement."""
        person = Person.objects.get(pk=self.person)
        made = Redress(
            number=take_number("redress", scene),
            person=person,
            document_folded=fold_number(self.document_number),
            document_issuer=self.document_issuer,
            reason=self.reason,
            granted_at=scene.at,
            granted_by=account_of(scene.actor),
        )
        Identifier.objects.create(person=person, kind="redress_number", number=made.number)
        _clear(made, self.lookout, self.reason, scene)
        scene.facts["number"] = scene.told["number"] = made.number
        return made


class AddToRedress(Act, key="lookouts.add_to_redress", on=RECORD, permission=MAY, authorities=LAW):
    """Add another lookout that does not mean the bearer of a redress number."""

    lookout: Annotated[UUID, Ref("lookouts.lookout"), Field(title="Lookout that stopped them")]
    document_number: Annotated[
        str,
        Personal,
        Field(title="Document number", max_length=32, description="Where it is another than the redress has"),
    ] = ""
    document_issuer: Annotated[str, Code("icao_states"), Field(title="Document issued by", max_length=3)] = ""
    reason: Reason

    def apply(self, record: Redress, scene: Scene) -> Redress:
        """Keep the judgement; a new document is the redress's from now on."""
        if number := fold_number(self.document_number):
            record.document_folded, record.document_issuer = number, self.document_issuer
        _clear(record, self.lookout, self.reason, scene)
        scene.about(record.person)
        return record


class ReverseRedress(Act, key="lookouts.reverse_redress", on=RECORD, permission=MAY, authorities=LAW):
    """Reverse a redress that was wrong; every judgement under it is undone."""

    reason: Reason

    def apply(self, record: Redress, scene: Scene) -> Redress:
        """Undo each judgement, with the reason; the number is never another's."""
        for row in record.judgements.filter(undone_at=None).select_related("lookout"):
            scene.perform(UndoClearing(judgement=row.pk, reason=self.reason), on=row.lookout)
        record.reversed_why = self.reason
        scene.about(record.person)
        return record


def _clear(redress: Redress, lookout: UUID, reason: str, scene: Scene) -> None:
    clearing = ClearPerson(
        person=redress.person_id,
        document_number=redress.document_folded[:32],
        document_issuer=redress.document_issuer,
        reason=reason,
        redress=redress.pk,
    )
    scene.perform(clearing, on=Lookout.objects.get(pk=lookout))
