"""Asking a consulate for a travel document: step by step, reminded in time, until it is had or refused."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import Field

from limen.core.access.gate import account_of
from limen.core.documents.acts import RecordDocument
from limen.core.documents.models import TravelDocument
from limen.core.people.names import fold_number
from limen.kernel import Act, BadInput, Code, GuardRefused, Lines, Personal, Problem, Ref, Scene
from limen.offices.removal.departing import known
from limen.offices.removal.departure_states import OPEN_REQUESTS
from limen.offices.removal.gate import DOCUMENTS, require_open
from limen.offices.removal.models import Case, RequestStep, TravelDocumentRequest
from limen.offices.removal.papers import departures as papers

REQUEST = "removal.traveldocumentrequest"
ASK = "removal.documents"
STEPS = "travel_document_steps"
BY_POST = "papers"
"""The group of a country that the law pack does not name."""

DOCUMENT = ("remove.document",)
COUNTRY = ("remove.country",)
COMPLY = ("remove.noncompliance",)
Note = Annotated[str, Personal, Lines(3), Field(title="Note", max_length=400)]
Why = Annotated[str, Personal, Lines(3), Field(title="Why", min_length=5, max_length=400)]


class RequestDocument(Act, key="removal.request_document", on=REQUEST, permission=ASK, authorities=DOCUMENT):
    """Ask a country for a travel document; its group says by which steps."""

    person: Annotated[UUID, Ref("people.person"), Field(title="Person")]
    case: Annotated[UUID, Ref("removal.case"), Field(title="Removal case")]
    country: Annotated[str, Code("icao_states"), Field(title="Country asked", min_length=3, max_length=3)]
    consulate: Annotated[str, Field(title="Consulate or embassy", max_length=160)] = ""
    group: Annotated[
        str, Code(STEPS), Field(title="By which steps", description="The country's own where it is left empty")
    ] = ""

    def guard(self, record: Any, scene: Scene) -> None:
        """The case is the person's and not over, and nothing is asked of that country in it already."""
        case = Case.objects.get(pk=self.case)
        known(case.person, scene)
        if case.person_id != self.person:
            raise BadInput(
                "That is another person's case.",
                problems=[Problem("case", "case.of_another", "Choose a case of this person.")],
            )
        if case.state in ("relief", "terminated", "removed", "departed"):
            raise GuardRefused("That case is over.")
        require_open(self.person, self.country, scene.day, scene.law, DOCUMENTS)
        if TravelDocumentRequest.objects.filter(case=case, country=self.country, state__in=OPEN_REQUESTS).exists():
            raise GuardRefused("A document is asked of that country in this case already.")

    def apply(self, record: Any, scene: Scene) -> TravelDocumentRequest:
        """Begin with the first step; the consulate is reminded in time where one is asked."""
        code = scene.law.codes("country_acceptance").get(self.country, scene.day)
        group = self.group or (code.attributes["steps"] if code is not None else BY_POST)
        row = scene.law.codes(STEPS).get(group, scene.day)
        if row.attributes["asks"]:
            scene.marks.append("removal.document_requested")
        return TravelDocumentRequest(
            person_id=self.person,
            case_id=self.case,
            country=self.country,
            consulate=self.consulate,
            group=group,
            steps=list(row.attributes["steps"]),
            step=row.attributes["steps"][0],
            asked_at=scene.at,
            due_on=scene.day + timedelta(days=row.attributes["days"]),
            officer=account_of(scene.actor),
        )


class TakeStep(Act, key="removal.take_step", on=REQUEST, permission=ASK, authorities=DOCUMENT):
    """Take the next step to the document."""

    step: Annotated[str, Code("document_steps"), Field(title="Step", description="The next one when left empty")] = ""
    note: Note = ""

    def guard(self, record: TravelDocumentRequest, scene: Scene) -> None:
        """Steps are taken in order, and none while the country must not hear of the person."""
        require_open(record.person_id, record.country, scene.day, scene.law, DOCUMENTS)
        ahead = record.step
        if not ahead:
            raise GuardRefused("Every step is taken.")
        if self.step and self.step != ahead:
            title = scene.law.codes("document_steps").get(ahead, scene.day).title
            raise GuardRefused(f"Steps are taken in order; the next one is “{title}”.")

    def apply(self, record: TravelDocumentRequest, scene: Scene) -> TravelDocumentRequest:
        """Keep it, and make the paper that the step makes."""
        code, taken = record.step, record.taken.count() + 1
        RequestStep.objects.create(request=record, code=code, at=scene.at, by=account_of(scene.actor), note=self.note)
        record.step = record.steps[taken] if taken < len(record.steps) else ""
        scene.facts["step"] = code
        row = scene.law.codes("document_steps").get(code, scene.day)
        if row is not None and row.attributes.get("paper"):
            papers.information(record, row.attributes["paper"], scene)
        return record


class Remind(
    Act,
    key="removal.remind_consulate",
    on=REQUEST,
    permission=ASK,
    authorities=DOCUMENT,
    marks=("removal.document_reminded",),
):
    """Remind the consulate of the request."""

    how: Annotated[Literal["letter", "telephone", "visit", "diplomatic_note"], Field(title="How")] = "letter"
    note: Note = ""

    def guard(self, record: TravelDocumentRequest, scene: Scene) -> None:
        """Somebody was asked, and the country may hear of the person still."""
        _asked(record, scene)
        require_open(record.person_id, record.country, scene.day, scene.law, DOCUMENTS)

    def apply(self, record: TravelDocumentRequest, scene: Scene) -> TravelDocumentRequest:
        """Count it; the next reminder falls due from now."""
        record.reminders, record.reminded_at = record.reminders + 1, scene.at
        return record


class AskAcceptance(
    Act,
    key="removal.ask_acceptance",
    on=REQUEST,
    permission=ASK,
    authorities=COUNTRY,
    marks=("removal.acceptance_asked",),
):
    """Ask the country's government whether it accepts the person."""

    def guard(self, record: TravelDocumentRequest, scene: Scene) -> None:
        """It is not asked twice before it has answered, nor while it must not hear of the person."""
        require_open(record.person_id, record.country, scene.day, scene.law, DOCUMENTS)
        if record.acceptance_asked_at is not None and not record.acceptance:
            raise GuardRefused("The country has been asked and has not answered.")

    def apply(self, record: TravelDocumentRequest, scene: Scene) -> TravelDocumentRequest:
        """Keep when."""
        record.acceptance_asked_at, record.acceptance, record.acceptance_at = scene.at, "", None
        return record


class RecordAcceptance(
    Act,
    key="removal.record_acceptance",
    on=REQUEST,
    permission=ASK,
    authorities=COUNTRY,
    marks=("removal.acceptance_answered",),
):
    """Record the country's answer: whether it accepts the person."""

    answer: Annotated[Literal["accepted", "refused"], Field(title="Answer")]
    note: Note = ""

    def guard(self, record: TravelDocumentRequest, scene: Scene) -> None:
        """It was asked."""
        if record.acceptance_asked_at is None or record.acceptance:
            raise GuardRefused("The country has not been asked.")

    def apply(self, record: TravelDocumentRequest, scene: Scene) -> TravelDocumentRequest:
        """Keep it."""
        record.acceptance, record.acceptance_at = self.answer, scene.at
        return record


class ReceiveDocument(
    Act,
    key="removal.receive_document",
    on=REQUEST,
    permission=ASK,
    authorities=DOCUMENT,
    marks=("removal.document_received",),
):
    """Receive the travel document."""

    kind: Annotated[str, Code("document_kinds"), Field(title="Kind of document", max_length=24)] = "laissez_passer"
    number: Annotated[str, Personal, Field(title="Number", min_length=1, max_length=32)]
    issued_on: Annotated[date, Field(title="Issued")]
    expires: Annotated[date, Field(title="Expires")]

    def guard(self, record: TravelDocumentRequest, scene: Scene) -> None:
        """A person can travel on it, it was issued and is not past, and it is nobody else's."""
        if not scene.law.codes("document_kinds").get(self.kind, scene.day).attributes["travel"]:
            raise BadInput(
                "Nobody travels on a document of that kind.",
                problems=[Problem("kind", "document.not_travel", "Choose a document a person travels on.")],
            )
        if not self.issued_on <= scene.day <= self.expires:
            raise BadInput(
                "The document is not valid today.",
                problems=[Problem("expires", "document.not_valid", "Give the days printed on the document.")],
            )
        held = self._held(record)
        if held is not None and held.person_id != record.person_id:
            raise GuardRefused("That document is recorded for another person.")

    def apply(self, record: TravelDocumentRequest, scene: Scene) -> TravelDocumentRequest:
        """Keep it among the person's documents."""
        held = self._held(record)
        if held is None:
            act = RecordDocument(
                person=record.person_id,
                kind=self.kind,
                issuer=record.country,
                number=self.number,
                expires=self.expires,
            )
            held = scene.perform(act).record
        scene.about(held)
        record.document, record.issued_on, record.refused_why = held, self.issued_on, ""
        return record

    def _held(self, record: TravelDocumentRequest) -> TravelDocument | None:
        return TravelDocument.objects.filter(
            kind=self.kind, issuer=record.country, number_folded=fold_number(self.number)
        ).first()


class RefuseDocument(
    Act,
    key="removal.document_refused",
    on=REQUEST,
    permission=ASK,
    authorities=DOCUMENT,
    marks=("removal.document_refused",),
):
    """Record that the country refuses a document."""

    why: Why

    def apply(self, record: TravelDocumentRequest, scene: Scene) -> TravelDocumentRequest:
        """Keep why."""
        record.refused_why = self.why
        return record


class AskAgain(Act, key="removal.ask_document_again", on=REQUEST, permission=ASK, authorities=DOCUMENT):
    """Ask again after a refusal."""

    note: Note = ""

    def guard(self, record: TravelDocumentRequest, scene: Scene) -> None:
        """The country may hear of the person still."""
        require_open(record.person_id, record.country, scene.day, scene.law, DOCUMENTS)

    def apply(self, record: TravelDocumentRequest, scene: Scene) -> TravelDocumentRequest:
        """The consulate is reminded in time again."""
        if scene.law.codes(STEPS).get(record.group, scene.day).attributes["asks"]:
            scene.marks.append("removal.document_requested")
        record.asked_at, record.refused_why = scene.at, ""
        return record


class HoldRequest(
    Act,
    key="removal.hold_request",
    on=REQUEST,
    permission="removal.keep",
    authorities=DOCUMENT,
    marks=("removal.document_held",),
    automatic=True,
):
    """Let the reminder of a consulate wait: the country must not hear of the person for now."""


class ResumeRequest(
    Act,
    key="removal.resume_request",
    on=REQUEST,
    permission="removal.keep",
    authorities=DOCUMENT,
    marks=("removal.document_resumed",),
    automatic=True,
):
    """Let the reminder of a consulate run again: nothing keeps the country from hearing of the person."""


class WithdrawRequest(
    Act,
    key="removal.withdraw_request",
    on=REQUEST,
    permission=ASK,
    authorities=DOCUMENT,
    marks=("removal.document_withdrawn",),
):
    """Withdraw the request: no document is sought of this country any more."""

    why: Why

    def apply(self, record: TravelDocumentRequest, scene: Scene) -> TravelDocumentRequest:
        """Keep why."""
        record.refused_why = self.why
        return record


class ServeNoncompliance(
    Act,
    key="removal.serve_noncompliance",
    on=REQUEST,
    permission=ASK,
    authorities=COMPLY,
    marks=("removal.noncompliance_served",),
):
    """Serve the person with a warning for failing to help get a document; the removal period stands still."""

    failed: Annotated[
        str, Personal, Lines(4), Field(title="What the person did not do", min_length=10, max_length=2000)
    ]
    steps: Annotated[
        list[str], Personal, Field(title="What the person must do", description="One a line", min_length=1)
    ]
    by: Annotated[date, Field(title="By when")]
    language: Annotated[str, Code("interpreter_languages"), Field(title="Language used", max_length=12)] = ""
    interpreter: Annotated[str, Field(title="Interpreter", max_length=120)] = ""

    def guard(self, record: TravelDocumentRequest, scene: Scene) -> None:
        """There is a final order, no warning stands, and the person has time."""
        if record.case.final_on is None:
            raise GuardRefused("There is no final order, so the removal period does not run.")
        if record.failing_since is not None and record.complied_at is None:
            raise GuardRefused("A warning stands already.")
        if self.by < scene.day:
            raise BadInput("That day is past.", problems=[Problem("by", "day.past", "Give the person time to do it.")])

    def apply(self, record: TravelDocumentRequest, scene: Scene) -> TravelDocumentRequest:
        """Keep since when, and make the warning."""
        record.failing_since, record.complied_at = scene.at, None
        papers.warning(record, self.failed, self.steps, self.by, self.language, self.interpreter, scene)
        return record


class RecordCompliance(
    Act,
    key="removal.record_compliance",
    on=REQUEST,
    permission=ASK,
    authorities=COMPLY,
    marks=("removal.compliance_shown",),
):
    """Record that the person has done what the warning asked; the removal period runs again."""

    note: Note = ""

    def guard(self, record: TravelDocumentRequest, scene: Scene) -> None:
        """A warning stands."""
        if record.failing_since is None or record.complied_at is not None:
            raise GuardRefused("No warning stands.")

    def apply(self, record: TravelDocumentRequest, scene: Scene) -> TravelDocumentRequest:
        """Keep when."""
        record.complied_at = scene.at
        return record


def _asked(record: TravelDocumentRequest, scene: Scene) -> None:
    if not scene.law.codes(STEPS).get(record.group, scene.day).attributes["asks"]:
        raise GuardRefused("Nobody is asked under these steps; the person holds a document.")
