"""Processing a person apprehended: who has the record, who the person is, what was checked and found."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import Field

from limen.core.access.gate import account_of
from limen.core.custody.acts import FindChild
from limen.core.custody.models import OPEN
from limen.core.custody.rules import alone_marks
from limen.core.documents.acts import RecordDocument
from limen.core.documents.queries import on_record
from limen.core.people.acts import AddClaim, GiveIdentifier
from limen.core.people.acts.persons import Birth, GivenNames, Nationality, Sex, Surname
from limen.core.people.models import Identifier
from limen.kernel import Act, BadInput, Code, GuardRefused, Lines, Personal, Problem, Scene
from limen.offices.patrol import processing_bars
from limen.offices.patrol.models import Apprehension, DocumentCheck, Ground

APPREHENSION = "patrol.apprehension"
PROCESSING = "patrol.process"
PROCESS = ("patrol.process",)
QUESTION = ("patrol.question",)
ABOUT_PERSON = ("country_of_birth", "address", "address_abroad", "telephone", "property")


class TakeRecord(Act, key="patrol.take", on=APPREHENSION, permission=PROCESSING, authorities=PROCESS):
    """Take a person's record to complete it."""

    why: Annotated[str, Field(title="Why, when another agent has it", max_length=300)] = ""

    def guard(self, record: Apprehension, scene: Scene) -> None:
        """Nobody takes what another is at work on without saying why."""
        mine = account_of(scene.actor)
        if record.taken_by is None:
            return
        if mine is not None and record.taken_by_id == mine.pk:
            raise GuardRefused("You have this record already.")
        if not self.why:
            raise BadInput(
                f"{record.taken_by.full_name} has this record.",
                problems=[Problem("why", "record.taken", "Say why you take it over, or take another.")],
            )

    def apply(self, record: Apprehension, scene: Scene) -> Apprehension:
        """Become who completes it."""
        record.taken_by = account_of(scene.actor)
        return record


class SetInterview(Act, key="patrol.interview", on=APPREHENSION, permission=PROCESSING, authorities=QUESTION):
    """Say in which language the person is asked, and through whom."""

    language: Annotated[str, Code("interpreter_languages"), Field(title="Language", max_length=12)]
    interpreter: Annotated[
        str,
        Personal,
        Field(title="Interpreter", max_length=120, description="Empty when the agent speaks the language"),
    ] = ""

    def apply(self, record: Apprehension, scene: Scene) -> Apprehension:
        """Keep them."""
        record.language, record.interpreter = self.language, self.interpreter
        return record


class RecordBiographics(
    Act, key="patrol.biographics", on=APPREHENSION, permission=PROCESSING, authorities=("people.identify",)
):
    """Record who the person says they are."""

    surname: Surname = ""
    given_names: GivenNames = ""
    birth: Birth = ""
    sex: Sex = ""
    nationality: Nationality = ""
    country_of_birth: Annotated[str, Personal, Code("icao_states"), Field(title="Country of birth", max_length=3)] = ""
    address: Annotated[str, Personal, Lines(2), Field(title="Address in the United States", max_length=400)] = ""
    address_abroad: Annotated[str, Personal, Lines(2), Field(title="Address abroad", max_length=400)] = ""
    telephone: Annotated[str, Personal, Field(title="Telephone", max_length=40)] = ""
    property: Annotated[str, Personal, Lines(2), Field(title="Money and property", max_length=1000)] = ""

    def apply(self, record: Apprehension, scene: Scene) -> Apprehension:
        """Add the claim as the person's own; the earlier one stays on record."""
        said = {name: getattr(self, name) for name in ABOUT_PERSON if getattr(self, name)}
        record.said = {**record.said, **said, "biographics": True}
        claim = {
            name: getattr(self, name) or getattr(record.person, name)
            for name in ("surname", "given_names", "birth", "sex", "nationality")
        }
        scene.perform(AddClaim(**claim, source="processing", take_as_own=True), on=record.person)
        scene.about(record.person)
        return record


class RecordBiometrics(
    Act, key="patrol.biometrics", on=APPREHENSION, permission=PROCESSING, authorities=("patrol.biometrics",)
):
    """Record the fingerprints and photograph taken, or why none were."""

    number: Annotated[str, Personal, Field(title="Fingerprint identification number", max_length=64)] = ""
    reference: Annotated[str, Field(title="Reference of the set", max_length=64)] = ""
    quality: Annotated[int | None, Field(title="Quality, of a hundred", ge=0, le=100)] = None
    why: Annotated[
        str,
        Field(title="Why none were taken, or why of a child", max_length=300),
    ] = ""

    def guard(self, record: Apprehension, scene: Scene) -> None:
        """Something is recorded, and no young child's prints without a reason."""
        if not (self.number or self.reference or self.why):
            raise BadInput(
                "Record the prints, or say why none were taken.",
                problems=[Problem("reference", "prints.missing", "Give the set's reference, or the reason.")],
            )
        least = scene.law.value("patrol.biometrics_age", scene.day)
        years = processing_bars.age(record, scene.day)
        if (self.number or self.reference) and years is not None and years < least.value and not self.why:
            raise GuardRefused(
                f"Prints are taken from the age of {least.value}; say why of a younger child.",
                citation=least.citation,
            )

    def apply(self, record: Apprehension, scene: Scene) -> Apprehension:
        """Keep the reference; a number known for somebody else is left for a person to judge."""
        record.fingerprint, record.prints = self.number, self.reference
        record.quality, record.no_prints_why = self.quality, self.why
        held = Identifier.objects.filter(kind="fin", issuer="", number=self.number).first() if self.number else None
        if self.number and held is None:
            scene.perform(GiveIdentifier(kind="fin", number=self.number), on=record.person)
        elif held is not None and held.person_id != record.person_id:
            scene.facts["prints_of_another"] = True
        return record


class CheckDocument(
    Act, key="patrol.check_document", on=APPREHENSION, permission=PROCESSING, authorities=("documents.verify",)
):
    """Record a document the person has, and what was found of it; or that they have none."""

    finding: Annotated[Literal["genuine", "doubtful", "false", "none"], Field(title="Finding")]
    kind: Annotated[str, Code("document_kinds"), Field(title="Kind of document", max_length=24)] = ""
    issuer: Annotated[str, Code("icao_states"), Field(title="Issuing state", max_length=3)] = ""
    number: Annotated[str, Personal, Field(title="Number", max_length=32)] = ""
    expires: Annotated[date | None, Field(title="Expires")] = None
    note: Annotated[str, Personal, Field(title="Note", max_length=500)] = ""

    def guard(self, record: Apprehension, scene: Scene) -> None:
        """A document has a kind, or there is none."""
        if self.finding != "none" and not self.kind:
            raise BadInput(
                "Say what kind of document it is.",
                problems=[Problem("kind", "document.kind", "Choose the kind, or the finding “none”.")],
            )

    def apply(self, record: Apprehension, scene: Scene) -> Apprehension:
        """Keep the finding; a document that can go on record does."""
        DocumentCheck.objects.create(
            apprehension=record,
            document=self._document(record, scene),
            kind=self.kind,
            issuer=self.issuer,
            number=self.number,
            finding=self.finding,
            note=self.note,
            at=scene.at,
            by=account_of(scene.actor),
        )
        return record

    def _document(self, record: Apprehension, scene: Scene) -> Any:
        if not (self.kind and self.issuer and self.number) or self.finding == "false":
            return None
        known = on_record(kind=self.kind, issuer=self.issuer, number=self.number)
        if known is not None:
            return known if known.person_id == record.person_id else None
        act = RecordDocument(
            person=record.person_id,
            kind=self.kind,
            issuer=self.issuer,
            number=self.number,
            expires=self.expires,
        )
        return scene.perform(act).record


class RecordCitizenship(
    Act, key="patrol.citizenship", on=APPREHENSION, permission=PROCESSING, authorities=("patrol.question",)
):
    """Record what was found of a claim to citizenship; while it stands, only release stands open."""

    evidence: Annotated[
        str, Personal, Lines(3), Field(title="What was claimed or shown", min_length=5, max_length=1000)
    ]
    finding: Annotated[
        Literal["claimed", "shown", "disproved"],
        Field(title="Finding", description="Disproved: say why in the evidence."),
    ]

    def apply(self, record: Apprehension, scene: Scene) -> Apprehension:
        """Keep the finding."""
        record.citizenship = self.finding
        record.said = {**record.said, "citizenship": self.evidence}
        return record


class RecordEntry(Act, key="patrol.entry", on=APPREHENSION, permission=PROCESSING, authorities=QUESTION):
    """Record how and when the person came into the country."""

    manner: Annotated[Literal["without_inspection", "arriving", "stowaway", "admitted", "unknown"], Field(title="Came")]
    entered_on: Annotated[date | None, Field(title="On or about")] = None
    entered_at: Annotated[str, Personal, Field(title="At or near", max_length=160)] = ""
    shown_by: Annotated[str, Personal, Lines(2), Field(title="What shows it", max_length=1000)] = ""

    def guard(self, record: Apprehension, scene: Scene) -> None:
        """Nobody comes after they are apprehended."""
        if self.entered_on is not None and self.entered_on > record.at.astimezone(scene.place.zone).date():
            raise BadInput(
                "Nobody comes in after they are apprehended.",
                problems=[Problem("entered_on", "date.order", "Give a day up to the apprehension.")],
            )

    def apply(self, record: Apprehension, scene: Scene) -> Apprehension:
        """Keep it."""
        record.manner, record.entered_on = self.manner, self.entered_on
        record.said = {**record.said, "entered_at": self.entered_at, "entry_shown_by": self.shown_by}
        return record


class RecordHistory(Act, key="patrol.history", on=APPREHENSION, permission=PROCESSING, authorities=PROCESS):
    """Record what the checks of records show: status, earlier orders, convictions, whether the law holds the person."""

    status: Annotated[
        Literal["none", "claimed", "refuted", "resident", "conditional_resident", "refugee", "asylee"],
        Field(title="Status in the United States"),
    ] = "none"
    prior_order: Annotated[Literal["none", "claimed", "obtained"], Field(title="Earlier order, carried out")] = "none"
    order_text: Annotated[str, Personal, Field(title="Which order, of whom", max_length=200)] = ""
    order_on: Annotated[date | None, Field(title="Order of")] = None
    removed_on: Annotated[date | None, Field(title="Removed on")] = None
    identity: Annotated[Literal["agreed", "disputed", "proved"], Field(title="Identity with the one ordered")] = (
        "agreed"
    )
    felony: Annotated[
        Literal["none", "aggravated", "terrorism"], Field(title="Aggravated felony, final, or terrorism")
    ] = "none"
    returned_before: Annotated[bool, Field(title="Let depart before, found present without admission")] = False
    held_by_law: Annotated[bool, Field(title="The law holds the person without release")] = False
    checks: Annotated[str, Personal, Lines(3), Field(title="Records checked, and what they show", max_length=4000)] = ""
    convictions: Annotated[str, Personal, Lines(3), Field(title="Arrests and convictions", max_length=4000)] = ""

    def guard(self, record: Apprehension, scene: Scene) -> None:
        """An order that was obtained has a day and a name."""
        if self.prior_order == "obtained" and not (self.order_text and self.order_on):
            raise BadInput(
                "An order that was obtained is named.",
                problems=[Problem("order_text", "order.unnamed", "Say which order, by whom, and of which day.")],
            )

    def apply(self, record: Apprehension, scene: Scene) -> Apprehension:
        """Keep it in place of what was recorded before."""
        record.history = self.model_dump(mode="json", exclude_none=True)
        return record


class RecordGround(Act, key="patrol.ground", on=APPREHENSION, permission=PROCESSING, authorities=PROCESS):
    """Record whether a ground of inadmissibility applies, and on what evidence."""

    ground: Annotated[str, Code("inadmissibility_grounds"), Field(title="Ground", max_length=16)]
    applies: Annotated[bool, Field(title="It applies")] = True
    evidence: Annotated[str, Personal, Lines(3), Field(title="Evidence", min_length=5, max_length=4000)]

    def apply(self, record: Apprehension, scene: Scene) -> Apprehension:
        """Keep it; a later finding on the same ground stands in its place."""
        row = scene.law.codes("inadmissibility_grounds").get(self.ground, scene.day)
        Ground.objects.create(
            apprehension=record,
            ground=self.ground,
            citation=row.citation,
            applies=self.applies,
            evidence=self.evidence,
            at=scene.at,
        )
        return record


class AskForReturn(
    Act, key="patrol.ask_return", on=APPREHENSION, permission=PROCESSING, authorities=("return.voluntary",)
):
    """Record whether the person asks to return voluntarily and agrees to its terms."""

    asks: Annotated[bool, Field(title="The person asks for it, in a language they understand")] = False
    agrees: Annotated[bool, Field(title="The person was told what it means and agrees")] = False

    def apply(self, record: Apprehension, scene: Scene) -> Apprehension:
        """Keep it; who asks may take it back until they have crossed."""
        record.asked_return = self.asks and self.agrees
        return record


class FindAlone(Act, key="patrol.find_alone", on=APPREHENSION, permission=PROCESSING, authorities=("child.screen",)):
    """Record that a child is found to be alone: no parent or guardian here who can care for them."""

    why: Annotated[str, Personal, Lines(2), Field(title="What shows it", min_length=5, max_length=1000)]

    def guard(self, record: Apprehension, scene: Scene) -> None:
        """The person is a child who was not known to be alone."""
        if not processing_bars.is_child(record, scene.law, scene.day):
            raise GuardRefused("One who is not a child is not a child alone.")
        if record.alone:
            raise GuardRefused("That is recorded already.")

    def apply(self, record: Apprehension, scene: Scene) -> Apprehension:
        """Start what the law grants a child alone."""
        record.alone = True
        record.said = {**record.said, "alone": self.why}
        stay = record.stay
        if stay is not None and stay.state in OPEN:
            scene.perform(FindChild(alone=True, why=self.why), on=stay)
        else:
            scene.marks += alone_marks(record.person, scene)
        return record
