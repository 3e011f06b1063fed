"""Judge that a lookout does not mean somebody, and undo such a judgement."""

from __future__ import annotations

from typing import Annotated, Any
from uuid import UUID

from pydantic import Field

from limen.core.lookouts import rules
from limen.core.lookouts.acts.shared import CHECK, LOOKOUT
from limen.core.lookouts.models import Cleared, Lookout
from limen.core.people.names import fold_number
from limen.kernel import Act, Code, GuardRefused, Personal, Ref, Scene

REDRESS = ("lookouts.redress",)


class ClearPerson(Act, key="lookouts.clear", on=LOOKOUT, permission="lookouts.decide", authorities=CHECK):
    """Judge that a person is not the one a lookout means; they are not stopped by it again.

    The judgement holds for the person's record and for each document shown, so that a new record of the same traveller
    is not stopped either. It never shields a document that the lookout itself names.
    """

    person: Annotated[UUID | None, Ref("people.person"), Field(title="Person")] = None
    document_number: Annotated[str, Personal, Field(title="Document number", max_length=32)] = ""
    document_issuer: Annotated[str, Code("icao_states"), Field(title="Document issued by", max_length=3)] = ""
    reason: Annotated[str, Personal, Field(title="Reason", min_length=10, max_length=500)]
    redress: Annotated[UUID | None, Field(title="Under the redress")] = None

    def guard(self, record: Lookout, scene: Scene) -> None:
        """Somebody is judged: a person on record, or the bearer of a document."""
        if self.person is None and not fold_number(self.document_number):
            raise GuardRefused("Name the person on record, or the document that was shown.")

    def apply(self, record: Lookout, scene: Scene) -> Lookout:
        """Keep the judgement; one made before is made anew, and loses neither its redress nor a document by that."""
        number = fold_number(self.document_number)
        shown = (self.document_issuer, number)
        whom: dict[str, Any] = {"person_id": self.person}
        if self.person is None:
            whom |= {"document_folded": number, "document_issuer": self.document_issuer}
        held = Cleared.objects.filter(lookout=record, undone_at=None, **whom).first()
        row = held or Cleared(lookout=record, person_id=self.person)
        if number:
            row.earlier_documents = [list(document) for document in row.documents if document != shown]
            row.document_issuer, row.document_folded = shown
        row.reason, row.redress_id = self.reason, self.redress or row.redress_id
        row.save()
        rules.hush(record, scene)
        scene.facts["judgement"] = str(row.pk)
        return record


class UndoClearing(Act, key="lookouts.undo_clear", on=LOOKOUT, permission="lookouts.redress", authorities=REDRESS):
    """Undo the judgement that a person is not the one a lookout means; it may stop them again."""

    judgement: Annotated[UUID, Field(title="Judgement")]
    reason: Annotated[str, Personal, Field(title="Reason", min_length=10, max_length=1000)]

    def guard(self, record: Lookout, scene: Scene) -> None:
        """It is a judgement on this lookout, and it stands."""
        if not Cleared.objects.filter(pk=self.judgement, lookout=record, undone_at=None).exists():
            raise GuardRefused("No such judgement stands on this lookout.")

    def apply(self, record: Lookout, scene: Scene) -> Lookout:
        """It suppresses nothing from now on; that it was made stays."""
        row = Cleared.objects.select_related("person").get(pk=self.judgement)
        row.undone_at, row.undone_why = scene.at, self.reason
        row.save()
        if row.person is not None:
            scene.about(row.person)
        rules.hush(record, scene)
        return record
