"""A hit: found, decided, passed to the office that issued the lookout, and settled."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Any, ClassVar, Literal
from uuid import UUID

from pydantic import Field

from limen.core.access.gate import account_of
from limen.core.lookouts import rules
from limen.core.lookouts.acts.clearing import ClearPerson, UndoClearing
from limen.core.lookouts.acts.shared import CHECK, HIT
from limen.core.lookouts.models import Cleared, Hit, Lookout
from limen.core.lookouts.queries.apart import Pair, judgements_on
from limen.core.people.names import fold_number
from limen.core.referrals.acts import SendReferral
from limen.core.referrals.models import Referral
from limen.kernel import Act, Code, GuardRefused, Personal, Ref, Scene

DECIDE = "lookouts.decide"
DECIDED = ("lookout.hit_decided",)
NOW_MINUTES, SOON_MINUTES = 60, 240


class _Found(Act):
    lookout: Annotated[UUID, Ref("lookouts.lookout"), Field(title="Lookout")]
    person: Annotated[UUID | None, Ref("people.person"), Field(title="Person")] = None
    document_number: Annotated[str, Personal, Field(title="Document number", max_length=40)] = ""
    document_issuer: Annotated[str, Code("icao_states"), Field(title="Document issued by", max_length=3)] = ""

    def hit(self, scene: Scene, **more: Any) -> Hit:
        """Return the hit, about the lookout and, unless it is discreet, the person."""
        lookout = Lookout.objects.get(pk=self.lookout)
        rules.hush(lookout, scene)
        if not rules.is_discreet(lookout, scene.day):
            scene.marks.append("lookout.hit_found")
        return Hit(
            lookout=lookout,
            subject_person_id=self.person,
            document_folded=fold_number(self.document_number),
            document_issuer=self.document_issuer,
            place_id=scene.place.id,
            found_at=scene.at,
            **more,
        )


class FindHit(_Found, key="lookouts.find_hit", on=HIT, permission="lookouts.check", authorities=CHECK, automatic=True):
    """Screening found that a lookout may mean somebody."""

    asked: Annotated[dict[str, str], Personal, Field(title="As their papers describe them")] = {}
    subject_record: Annotated[str, Field(title="Record type", max_length=64)] = ""
    subject: Annotated[UUID | None, Field(title="Record")] = None
    score: Annotated[Decimal | None, Field(title="Score", ge=0, le=1)] = None
    why: Annotated[list[str], Field(title="What agrees")] = []
    evidence: Annotated[list[dict[str, Any]], Personal, Field(title="Evidence")] = []
    strong: Annotated[bool, Field(title="Strong")] = False

    def apply(self, record: Any, scene: Scene) -> Hit:
        """Keep it open until an officer decides."""
        kept = ("asked", "subject_record", "subject", "score", "why", "evidence", "strong")
        return self.hit(scene, **{name: getattr(self, name) for name in kept})


class RecordHit(_Found, key="lookouts.record_hit", on=HIT, permission=DECIDE, authorities=CHECK):
    """Record that somebody met may be the one a lookout means, found by an officer and not by screening."""

    reason: Annotated[str, Personal, Field(title="What agrees", min_length=5, max_length=500)]

    def guard(self, record: Any, scene: Scene) -> None:
        """The lookout is in force, and it is said who may be meant."""
        lookout = Lookout.objects.get(pk=self.lookout)
        if lookout.state != "active" or lookout.review_by < scene.day:
            raise GuardRefused("That lookout stops nobody.")
        if self.person is None and not fold_number(self.document_number):
            raise GuardRefused("Name the person on record, or the document that was shown.")

    def apply(self, record: Any, scene: Scene) -> Hit:
        """Keep it open until it is decided."""
        return self.hit(scene, why=[self.reason], strong=True)


class _Answer(Act):
    reason: Annotated[str, Personal, Field(title="Reason", min_length=5, max_length=500)]
    answer: ClassVar[str] = ""

    def decided(self, record: Hit, scene: Scene) -> Hit:
        """Keep who decided, what and why."""
        record.answer, record.reason = self.answer, self.reason
        record.decided_at, record.decided_by = scene.at, account_of(scene.actor)
        if record.subject_person is not None:
            scene.about(record.subject_person)
        scene.about(record.lookout)
        rules.hush(record.lookout, scene)
        return record


class HitSame(_Answer, key="lookouts.hit_same", on=HIT, permission=DECIDE, authorities=CHECK, marks=DECIDED):
    """Decide that the lookout means this person."""

    answer: ClassVar[str] = "same"

    def guard(self, record: Hit, scene: Scene) -> None:
        """No redress says otherwise."""
        if any(row.redress is not None and row.redress.state == "standing" for row in _judgements(record)):
            raise GuardRefused("A redress says that the lookout does not mean this person; it is reversed first.")

    def apply(self, record: Hit, scene: Scene) -> Hit:
        """Keep it; a judgement that cleared them of this lookout is undone."""
        for row in _judgements(record):
            reason = f"Decided to be the same: {self.reason}"
            scene.perform(Unclear(judgement=row.pk, reason=reason), on=record.lookout)
        return self.decided(record, scene)


class HitNotSame(_Answer, key="lookouts.hit_not_same", on=HIT, permission=DECIDE, authorities=CHECK, marks=DECIDED):
    """Decide that the lookout means somebody else; it does not stop this person again."""

    reason: Annotated[str, Personal, Field(title="What differs", min_length=10, max_length=500)]
    answer: ClassVar[str] = "not_same"

    def apply(self, record: Hit, scene: Scene) -> Hit:
        """Keep it, and clear the person and the document of this lookout."""
        if record.subject_person_id or record.document_folded:
            clearing = ClearPerson(
                person=record.subject_person_id,
                document_number=record.document_folded[:32],
                document_issuer=record.document_issuer,
                reason=self.reason,
            )
            scene.perform(clearing, on=record.lookout)
        return self.decided(record, scene)


class HitUnsure(_Answer, key="lookouts.hit_unsure", on=HIT, permission=DECIDE, authorities=CHECK):
    """Say that it cannot be decided yet whether the lookout means this person."""

    answer: ClassVar[str] = "unsure"

    def apply(self, record: Hit, scene: Scene) -> Hit:
        """Keep why; it may be decided later."""
        return self.decided(record, scene)


class _Refer(Act):
    def refer(self, record: Hit, scene: Scene, remarks: str = "", urgency: str = "") -> Hit:
        """Send the hit to the office that answers for the lookout, unless it has it already."""
        lookout = record.lookout
        sent = Referral.objects.filter(subject_record=HIT, subject=record.pk, state__in=("sent", "accepted"))
        if not sent.exists():
            minutes = rules.due_minutes(lookout, scene)
            hushed = rules.is_discreet(lookout, scene.day)
            posted = lookout.issued_by.kind != "agency"
            scene.perform(
                SendReferral(
                    to_office=rules.answering_office(lookout, scene),
                    to_place=lookout.issued_by_id if posted else None,
                    subject_record=HIT,
                    subject=record.pk,
                    person=None if hushed else record.subject_person_id,
                    reason="lookout_hit",
                    remarks=remarks,
                    urgency=urgency or _urgency(minutes),
                    due_in_minutes=minutes,
                )
            )
        return record


class ReferHit(_Refer, key="lookouts.refer_hit", on=HIT, permission=DECIDE, authorities=("refer.office",)):
    """Refer a hit to the office that answers for the lookout."""

    remarks: Annotated[str, Personal, Field(title="Remarks", max_length=2000)] = ""
    urgency: Annotated[
        Literal["", "immediate", "urgent", "routine"], Field(title="Urgency", description="As the action asks")
    ] = ""

    def apply(self, record: Hit, scene: Scene) -> Hit:
        """Send it, due when the law pack says."""
        return self.refer(record, scene, self.remarks, self.urgency)


class HandOnHit(
    _Refer,
    key="lookouts.hand_on_hit",
    on=HIT,
    permission="lookouts.check",
    authorities=("refer.office",),
    automatic=True,
):
    """Pass a confirmed or a discreet hit to the office that answers for the lookout."""

    def apply(self, record: Hit, scene: Scene) -> Hit:
        """Send it, due when the law pack says."""
        return self.refer(record, scene)


class SettleHit(Act, key="lookouts.settle_hit", on=HIT, permission="lookouts.check", authorities=CHECK, automatic=True):
    """The issuing office said what came of a hit."""

    result: Annotated[str, Personal, Field(title="Result", max_length=4000)]

    def apply(self, record: Hit, scene: Scene) -> Hit:
        """Keep it."""
        record.result = self.result
        return record


class ReturnHit(Act, key="lookouts.return_hit", on=HIT, permission="lookouts.check", authorities=CHECK, automatic=True):
    """The issuing office sent a hit back."""

    result: Annotated[str, Personal, Field(title="Why", max_length=4000)]

    def apply(self, record: Hit, scene: Scene) -> Hit:
        """Keep why."""
        record.result = self.result
        return record


class Unclear(
    UndoClearing, key="lookouts.unclear", on="lookouts.lookout", permission=DECIDE, authorities=CHECK, automatic=True
):
    """Undo a judgement because a later decision says otherwise."""


def _judgements(record: Hit) -> list[Cleared]:
    """Return what keeps the lookout from stopping who was found: judgements on any record of theirs, or the paper."""
    pair = Pair(record.lookout, record.subject_person_id, record.document_folded, record.document_issuer)
    return judgements_on(pair)


def _urgency(minutes: int) -> str:
    if minutes <= NOW_MINUTES:
        return "immediate"
    return "urgent" if minutes <= SOON_MINUTES else "routine"
