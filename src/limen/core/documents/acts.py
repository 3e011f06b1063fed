"""Recording travel documents, and making and serving papers."""

from __future__ import annotations

import hashlib
from datetime import date
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import Field

from limen.core.documents import papers
from limen.core.documents.models import Paper, TravelDocument
from limen.core.documents.queries import on_record
from limen.core.people.models import Person
from limen.core.people.names import fold_number
from limen.kernel import Act, BadInput, Code, GuardRefused, Personal, Problem, Ref, Scene

DOCUMENT = "documents.traveldocument"
PAPER = "documents.paper"
VERIFY = ("documents.verify",)
RECORD = "documents.record"


class RecordDocument(Act, key="documents.record", on=DOCUMENT, permission=RECORD, authorities=VERIFY):
    """Record a travel document as read."""

    person: Annotated[UUID, Ref("people.person"), Field(title="Person")]
    kind: Annotated[str, Code("document_kinds"), Field(title="Kind of document")]
    issuer: Annotated[str, Code("icao_states"), Field(title="Issuing state", max_length=3)]
    number: Annotated[str, Personal, Field(title="Number", min_length=1, max_length=32)]
    nationality: Annotated[str, Personal, Field(title="Nationality", max_length=3)] = ""
    expires: Annotated[date | None, Field(title="Expires")] = None
    zone_text: Annotated[str, Personal, Field(title="Machine-readable zone", max_length=200)] = ""

    def guard(self, record: Any, scene: Scene) -> None:
        """A document is one person's; two people with one document is work for a person, not a second row."""
        if on_record(kind=self.kind, issuer=self.issuer, number=self.number) is not None:
            raise GuardRefused("That document is on record; open it instead.")

    def apply(self, record: Any, scene: Scene) -> TravelDocument:
        """Keep it."""
        return TravelDocument(
            person_id=self.person,
            kind=self.kind,
            issuer=self.issuer,
            number=self.number,
            number_folded=fold_number(self.number),
            nationality=self.nationality,
            expires=self.expires,
            zone_text=self.zone_text,
        )


class ReportDocument(Act, key="documents.report", on=DOCUMENT, permission=RECORD, authorities=VERIFY):
    """Report a document lost, stolen or revoked."""

    why: Annotated[Literal["lost", "stolen", "revoked", "impostor"], Field(title="What happened")]
    reason: Annotated[str, Field(title="Who reported it and how", min_length=5, max_length=280)]

    def apply(self, record: TravelDocument, scene: Scene) -> TravelDocument:
        """Say why."""
        record.reported_why = f"{self.why}: {self.reason}"
        return record


class ClearDocument(Act, key="documents.clear", on=DOCUMENT, permission=RECORD, authorities=VERIFY):
    """Withdraw a report on a document."""

    reason: Annotated[str, Field(title="Reason", min_length=5, max_length=280)]

    def apply(self, record: TravelDocument, scene: Scene) -> TravelDocument:
        """Clear the reason; the report stays in the ledger."""
        record.reported_why = ""
        return record


class MakePaper(Act, key="documents.make_paper", on=PAPER, permission=RECORD, authorities=("records.keep",)):
    """Make an official form from the record."""

    form: Annotated[str, Field(title="Form", max_length=24)]
    person: Annotated[UUID | None, Ref("people.person"), Field(title="Person")] = None
    about_record: Annotated[str, Field(title="Record type", max_length=64)]
    about: Annotated[UUID, Field(title="Record")]
    data: Annotated[dict[str, Any], Personal, Field(title="What the form says")]
    language: Annotated[str, Field(title="Language", max_length=12)] = "en"

    def guard(self, record: Any, scene: Scene) -> None:
        """The form is in force today."""
        if self.form not in papers.forms(scene.day):
            raise BadInput(
                f"There is no form “{self.form}” on {scene.day}.",
                problems=[Problem("form", "form.not_in_force", "Choose a form in force on the day.")],
            )

    def apply(self, record: Any, scene: Scene) -> Paper:
        """Set the form and keep it as it is handed over."""
        pdf = papers.render(self.form, self.data, on=scene.day, lang=self.language)
        digest = hashlib.sha256(pdf).hexdigest()
        scene.facts["digest"] = digest
        person = Person.objects.filter(pk=self.person).first() if self.person else None
        return Paper(
            form=self.form,
            person=person,
            about_record=self.about_record,
            about=self.about,
            made_on=scene.day,
            data=self.data,
            pdf=pdf,
            digest=digest,
        )


class IssuePaper(
    MakePaper, key="documents.issue", on=PAPER, permission=RECORD, authorities=("records.keep",), automatic=True
):
    """Make an official form as part of the act of a partner's official that issues it."""


class ServePaper(Act, key="documents.serve", on=PAPER, permission=RECORD, authorities=("records.keep",)):
    """Record that a form was served on the person."""

    how: Annotated[Literal["in person", "by mail", "to counsel", "refused"], Field(title="How")]

    def apply(self, record: Paper, scene: Scene) -> Paper:
        """Say when and how."""
        record.served_at, record.served_how = scene.at, self.how
        return record


class VoidPaper(Act, key="documents.void", on=PAPER, permission=RECORD, authorities=("records.keep",)):
    """Void a form made in error; it stays on the record, marked void."""

    reason: Annotated[str, Field(title="Reason", min_length=5, max_length=280)]
