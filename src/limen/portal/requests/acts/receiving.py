"""What the public sends is received: by Limen itself, for whoever is outside performs no act."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, ClassVar, Literal

from pydantic import BaseModel, ConfigDict, Field

from limen.core.casefile.acts import take_number
from limen.core.offices import OF_AN_OFFICE, OfficeKey
from limen.core.places.models import Place
from limen.core.referrals.acts import SendReferral
from limen.kernel import Act, Code, GuardRefused, Lines, Personal, Scene
from limen.portal.requests.acts.common import RECEIVE, SUBMISSION, TAKEN_IN, bad, personal_of, reason_of
from limen.portal.requests.kinds import Kind, due_in_minutes, kind_of
from limen.portal.requests.models import Submission

AnswerBy = Literal["here", "email", "post", "none"]
Urgency = Literal["immediate", "urgent", "routine"]


class Contact(BaseModel):
    """How somebody may be reached; all of it may be left out where nothing must be sent."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)

    name: str = Field("", title="Name", max_length=160)
    email: str = Field("", title="E-mail", max_length=254, pattern=r"^$|^[^\s,;<>\"]+@[^\s,;<>\"]+$")
    phone: str = Field("", title="Telephone", max_length=40)
    post: str = Field("", title="Postal address", max_length=400)


class Whom(BaseModel):
    """Whom a record or a stop is about, as far as it takes to find them."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)

    name: str = Field(title="Full name", min_length=2, max_length=160)
    other_names: str = Field("", title="Other names used", max_length=240)
    birth: date | None = Field(None, title="Date of birth")
    country: Annotated[str, Code("icao_states")] = Field("", title="Country of birth", max_length=3)
    number: str = Field("", title="A-number, or another number of the service", max_length=24)
    document: str = Field("", title="Passport or document number", max_length=32)


Text = Annotated[str, Personal, Lines(8), Field(title="What it says", min_length=2, max_length=4000)]
Line = Annotated[str, Personal, Field(max_length=400)]


class _Receive(Act):
    """What everything that is sent has: its words, its language, and how whoever sent it may be answered."""

    kind: ClassVar[str]

    text: Text
    written_in: Annotated[str, Code("interpreter_languages"), Field(title="Language it is written in", max_length=12)]
    page_language: Annotated[str, Field(title="Language of the page", max_length=12)] = "en"
    contact: Annotated[Contact, Personal, Field(title="How to reach the person")] = Contact()
    answer_by: Annotated[AnswerBy, Field(title="How to answer")] = "here"
    code_digest: Annotated[str, Personal, Field(title="Digest of the code to follow it up", pattern="^[0-9a-f]{64}$")]
    fingerprint: Annotated[str, Personal, Field(title="What tells it when sent again", pattern="^[0-9a-f]{64}$")]

    def guard(self, record: Any, scene: Scene) -> None:
        """There is a place that answers, and what it takes to send the answer that is wanted."""
        if not isinstance(scene.place, Place):
            raise GuardRefused("There is no place of the service that could answer.")
        if self.answer_by == "email" and not self.contact.email:
            raise bad("contact", "contact.email", "Give an e-mail address to be answered by e-mail.")
        if self.answer_by == "post" and not (self.contact.name and self.contact.post):
            raise bad("contact", "contact.post", "Give a name and a postal address to be answered by post.")
        if self.answer_by == "none" and kind_of(self.kind, scene.day, scene.law).answer_due:
            raise bad("answer_by", "answer.due", "Say how you want to be answered.")

    def apply(self, record: Any, scene: Scene) -> Submission:
        """Give it its number, and ask the office that works it, which is told that it came and not what it says."""
        kind = kind_of(self.kind, scene.day, scene.law)
        made = self._made(kind, scene)
        scene.perform(
            SendReferral(
                to_office=kind.office,
                subject_record=SUBMISSION,
                subject=made.pk,
                reason=reason_of(made),
                remarks=made.number,
                urgency=self.urgency(),
                due_in_minutes=due_in_minutes(kind, scene.at, scene.place, scene.law),
            )
        )
        scene.facts["number"] = scene.told["number"] = made.number
        return made

    def urgency(self) -> Urgency:
        """Return how soon the office is to look."""
        return "routine"

    def _made(self, kind: Kind, scene: Scene) -> Submission:
        return Submission(
            number=take_number("submission", scene),
            kind=self.kind,
            office=kind.office,
            concerns=getattr(self, "concerns", None) or "",
            matter=getattr(self, "matter", ""),
            said=personal_of(self, self.own()),
            text=self.text,
            written_in=self.written_in,
            page_language=self.page_language,
            contact_name=self.contact.name,
            contact_email=self.contact.email,
            contact_phone=self.contact.phone,
            contact_post=self.contact.post,
            answer_by=self.answer_by,
            code_digest=self.code_digest,
            fingerprint=self.fingerprint,
            place_id=scene.place.id,
            received_at=scene.at,
        )

    @classmethod
    def own(cls) -> tuple[str, ...]:
        """Return the fields that its kind alone has, but those that are columns of every record."""
        return tuple(name for name in cls.model_fields if name not in _Receive.model_fields and name not in COLUMNS)


COLUMNS = ("concerns", "matter")


class ReceiveFeedback(
    _Receive,
    key="portal.receive_feedback",
    on=SUBMISSION,
    permission=RECEIVE,
    authorities=TAKEN_IN,
    marks=("portal.feedback_received",),
    automatic=True,
):
    """Receive feedback."""

    kind = "feedback"
    matter: Annotated[str, Code("feedback_matters"), Field(title="What it is about", max_length=24)]
    page: Annotated[str, Field(title="Page it is about", max_length=200)] = ""


class ReceiveRedress(
    _Receive,
    key="portal.receive_redress",
    on=SUBMISSION,
    permission=RECEIVE,
    authorities=TAKEN_IN,
    marks=("portal.redress_received",),
    automatic=True,
):
    """Receive a request to set right what wrongly stops a traveller."""

    kind = "redress"
    matter: Annotated[str, Code("redress_matters"), Field(title="What happened", max_length=24)]
    whom: Annotated[Whom, Personal, Field(title="Who was stopped")]
    where: Annotated[Line, Field(title="Where and when")] = ""
    redress_number: Annotated[Line, Field(title="Redress number, if there is one")] = ""


class ReceiveFileRequest(
    _Receive,
    key="portal.receive_file_request",
    on=SUBMISSION,
    permission=RECEIVE,
    authorities=TAKEN_IN,
    marks=("portal.file_requested",),
    automatic=True,
):
    """Receive a request for one's own file or another record."""

    kind = "file_request"
    whose: Annotated[Literal["own", "child", "consent", "dead", "other"], Field(title="Whose file")]
    whom: Annotated[Whom, Personal, Field(title="Whom the file is about")]
    years: Annotated[Line, Field(title="From which years")] = ""
    declared: Annotated[bool, Field(title="Declared to be true under penalty of perjury")] = False
    hurry: Annotated[Line, Field(title="Why it cannot wait")] = ""

    def guard(self, record: Any, scene: Scene) -> None:
        """Whoever asks for a file about somebody declares to be who they say."""
        super().guard(record, scene)
        if self.whose != "other" and not self.declared:
            raise bad("declared", "declared.missing", "Declare that what you say of yourself is true.")


class ReceiveTip(
    _Receive,
    key="portal.receive_tip",
    on=SUBMISSION,
    permission=RECEIVE,
    authorities=TAKEN_IN,
    marks=("portal.tip_received",),
    automatic=True,
):
    """Receive a tip."""

    kind = "tip"
    matter: Annotated[str, Code("tip_matters"), Field(title="What it is about", max_length=24)]
    who: Annotated[Line, Field(title="Who")] = ""
    where: Annotated[Line, Field(title="Where")] = ""
    when: Annotated[Line, Field(title="When")] = ""
    danger: Annotated[bool, Field(title="Somebody is in danger now")] = False

    def urgency(self) -> Urgency:
        """Return how soon the office is to look: at once, where somebody is in danger."""
        return "immediate" if self.danger else "urgent"


class ReceiveComplaint(
    _Receive,
    key="portal.receive_complaint",
    on=SUBMISSION,
    permission=RECEIVE,
    authorities=TAKEN_IN,
    marks=("portal.complaint_received",),
    automatic=True,
):
    """Receive a complaint about how somebody was treated; it goes to oversight, never to the office it is about."""

    kind = "complaint"
    matter: Annotated[str, Code("complaint_matters"), Field(title="What it is about", max_length=24)]
    concerns: Annotated[OfficeKey | None, Personal, OF_AN_OFFICE, Field(title="Office it is about")] = None
    where: Annotated[Line, Field(title="Where")] = ""
    happened_on: Annotated[date | None, Personal, Field(title="Day it happened")] = None
    officers: Annotated[Line, Field(title="Officers, as far as known")] = ""
    witnesses: Annotated[Line, Field(title="Who else saw it")] = ""

    def urgency(self) -> Urgency:
        """Return how soon oversight is to look."""
        return "urgent"


class ReceiveQuestion(
    _Receive,
    key="portal.receive_question",
    on=SUBMISSION,
    permission=RECEIVE,
    authorities=TAKEN_IN,
    marks=("portal.question_received",),
    automatic=True,
):
    """Receive a question to an attaché abroad."""

    kind = "question"
    country: Annotated[str, Code("icao_states"), Field(title="Country the person is in", max_length=3)]
    subject: Annotated[Line, Field(title="Subject")] = ""


class ReceiveRegistration(
    _Receive,
    key="portal.receive_registration",
    on=SUBMISSION,
    permission=RECEIVE,
    authorities=TAKEN_IN,
    marks=("portal.registration_received",),
    automatic=True,
):
    """Receive a request to register or report under a programme."""

    kind = "registration"
    matter: Annotated[str, Code("registration_matters"), Field(title="What the person does", max_length=24)]
    programme: Annotated[Line, Field(title="Programme")] = ""
    whom: Annotated[Whom, Personal, Field(title="Who registers or reports")]
    nationality: Annotated[str, Personal, Code("icao_states"), Field(title="Nationality", max_length=3)]
    arrived_on: Annotated[date | None, Personal, Field(title="Day of arrival")] = None
    address: Annotated[Line, Field(title="Address in the country")] = ""


RECEIVING: dict[str, type[_Receive]] = {
    act.kind: act
    for act in (
        ReceiveFeedback,
        ReceiveRedress,
        ReceiveFileRequest,
        ReceiveTip,
        ReceiveComplaint,
        ReceiveQuestion,
        ReceiveRegistration,
    )
}
"""The act that receives each kind."""
