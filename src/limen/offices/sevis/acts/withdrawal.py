"""A school's certification is withdrawn: the notice, the answer, the decision, the appeal."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from limen.kernel import Act, Code, GuardRefused, Scene
from limen.offices.sevis import ruling
from limen.offices.sevis.acts.closing import follow
from limen.offices.sevis.acts.common import CERTIFY, KEEP, PETITION, SCHOOL, Says, Why
from limen.offices.sevis.acts.schools import INTENT, certify
from limen.offices.sevis.models import School, SchoolDecision
from limen.offices.sevis.reach import require_own

WITHDRAW = ("sevis.withdraw_school",)
HEAR = ("sevis.hear_school",)
GROUNDS = "school_withdrawal_grounds"
WITHDRAWAL = "withdrawal"
Ground = Annotated[str, Field(max_length=24)]
Grounds = Annotated[list[Ground], Code(GROUNDS), Field(title="Grounds", min_length=1)]
OnNotice = Annotated[list[Ground], Code(GROUNDS, where=("notice", True)), Field(title="Grounds", min_length=1)]
"""The grounds that a notice of intent names; what withdraws by itself is not announced."""


class ServeIntent(
    Act,
    key="sevis.serve_intent_to_withdraw",
    on=SCHOOL,
    permission=CERTIFY,
    authorities=WITHDRAW,
    marks=("sevis.noiw_served",),
):
    """Serve notice of the intent to withdraw a school's certification."""

    grounds: OnNotice
    says: Annotated[str, Field(title="What the grounds rest on", min_length=20, max_length=4000)]

    def apply(self, record: School, scene: Scene) -> School:
        """Keep the grounds and by when the school answers."""
        SchoolDecision.objects.create(
            school=record,
            kind=INTENT,
            grounds=list(self.grounds),
            says=self.says,
            served_on=scene.day,
            answer_due_on=ruling.rolled_days_after(scene, "sevis.noiw_days"),
        )
        return record


class AnswerIntent(
    Act,
    key="sevis.answer_intent",
    on=SCHOOL,
    permission=PETITION,
    authorities=("sevis.answer_withdrawal",),
    marks=("sevis.noiw_answered",),
):
    """Answer the notice of intent to withdraw."""

    answer: Annotated[str, Field(title="Answer, with what supports it", min_length=10, max_length=4000)]
    admit: Annotated[bool, Field(title="The grounds are admitted")] = False
    interview: Annotated[bool, Field(title="An interview is asked for")] = False

    def guard(self, record: School, scene: Scene) -> None:
        """It is the school's own, once, and in time."""
        require_own(record, scene)
        notice = last(record, INTENT)
        if notice.answered_on is not None:
            raise GuardRefused("The notice is answered already.")
        if notice.answer_due_on is not None and scene.day > notice.answer_due_on:
            message = f"The answer was due on {notice.answer_due_on}."
            raise ruling.refused(scene, "answer_late", message, by="noiw_days")

    def apply(self, record: School, scene: Scene) -> School:
        """Keep it."""
        notice = last(record, INTENT)
        notice.answered_on, notice.answer, notice.interview = scene.day, self.answer, self.interview
        notice.admitted = self.admit
        if self.admit:
            scene.marks.append("sevis.noiw_admitted")
        notice.save()
        return record


class KeepCertified(
    Act,
    key="sevis.keep_certified",
    on=SCHOOL,
    permission=CERTIFY,
    authorities=WITHDRAW,
    marks=("sevis.noiw_cancelled",),
):
    """Drop the notice of intent: the school stays certified."""

    says: Says

    def apply(self, record: School, scene: Scene) -> School:
        """Close the notice."""
        _end(record, "dropped")
        return record


class WithdrawSchool(
    Act,
    key="sevis.withdraw_certification",
    on=SCHOOL,
    permission=CERTIFY,
    authorities=WITHDRAW,
    marks=("sevis.school_withdrawn",),
):
    """Withdraw a school's certification."""

    grounds: Grounds
    says: Annotated[str, Field(title="Reasons", min_length=20, max_length=4000)]

    def guard(self, record: School, scene: Scene) -> None:
        """The school was heard or had its time, unless the ground withdraws by itself."""
        if all(_by_itself(code, scene) for code in self.grounds):
            return
        if record.state != "intent_served":
            message = "Serve a notice of intent first: only what withdraws by itself needs none."
            raise ruling.refused(scene, "notice_first", message, by="noiw_days")
        notice = last(record, INTENT)
        due = notice.answer_due_on
        if notice.answered_on is None and due is not None and scene.day <= due:
            message = f"The school may answer until {due}."
            raise ruling.refused(scene, "answer_awaited", message, by="noiw_days")
        unsaid = set(self.grounds) - set(notice.grounds) - {c for c in self.grounds if _by_itself(c, scene)}
        if unsaid:
            table = scene.law.codes(GROUNDS)
            named = "; ".join(table.get(code, scene.day).title for code in sorted(unsaid))
            message = f"The notice did not name: {named}."
            raise ruling.refused(scene, "ground_unsaid", message)
        if notice.interview and notice.interview_closed_on is None:
            message = "The school asked for an interview: set its date, and put on record what it said."
            raise ruling.refused(scene, "interview_awaited", message, by="noiw_days")

    def apply(self, record: School, scene: Scene) -> School:
        """End the certificate, and say by when an appeal may be filed; none lies after no answer, or all admitted."""
        by_itself = all(_by_itself(code, scene) for code in self.grounds)
        final = by_itself or not _denied(record)
        _end(record, "withdrawn")
        if not final:
            scene.marks.append("sevis.school_decision_served")
        SchoolDecision.objects.create(
            school=record,
            kind=WITHDRAWAL,
            grounds=list(self.grounds),
            says=self.says,
            served_on=scene.day,
            appeal_due_on=None if final else ruling.rolled_days_after(scene, "sevis.school_appeal_days"),
        )
        record.ended_on = scene.day
        follow(record, scene)
        return record


class DenyRecertification(
    Act,
    key="sevis.deny_recertification",
    on=SCHOOL,
    permission=CERTIFY,
    authorities=("sevis.recertify_school",),
    marks=("sevis.school_withdrawn", "sevis.school_decision_served"),
):
    """Deny recertification, with the reasons and the right to appeal."""

    grounds: Grounds
    says: Annotated[str, Field(title="Reasons", min_length=20, max_length=4000)]

    def guard(self, record: School, scene: Scene) -> None:
        """It was asked for."""
        if record.recertification_filed_on is None:
            raise ruling.refused(scene, "recertification_not_filed", "The school has not asked for it.")

    def apply(self, record: School, scene: Scene) -> School:
        """End the certificate with the reasons."""
        SchoolDecision.objects.create(
            school=record,
            kind="recertification_denial",
            grounds=list(self.grounds),
            says=self.says,
            served_on=scene.day,
            appeal_due_on=ruling.rolled_days_after(scene, "sevis.school_appeal_days"),
        )
        record.ended_on, record.recertification_filed_on = scene.day, None
        follow(record, scene)
        return record


class AppealDecision(
    Act,
    key="sevis.appeal_decision",
    on=SCHOOL,
    permission=PETITION,
    authorities=("sevis.answer_withdrawal",),
    marks=("sevis.school_appealed",),
):
    """Appeal a denial or a withdrawal."""

    says: Annotated[str, Field(title="What the appeal rests on", min_length=20, max_length=4000)]

    def guard(self, record: School, scene: Scene) -> None:
        """It is the school's own, in time, and the decision can be appealed."""
        require_own(record, scene)
        found = _appealable(record)
        if found.appealed_on is not None:
            raise GuardRefused("The decision is appealed already.")
        if found.appeal_due_on is None:
            message = "No appeal lies where all was admitted, no answer came, or it withdraws by itself: petition anew."
            raise ruling.refused(scene, "no_appeal", message)
        if scene.day > found.appeal_due_on:
            message = f"An appeal was due on {found.appeal_due_on}."
            raise ruling.refused(scene, "appeal_late", message, by="school_appeal_days")

    def apply(self, record: School, scene: Scene) -> School:
        """Keep what it rests on."""
        found = _appealable(record)
        found.appealed_on, found.appeal_says = scene.day, self.says
        found.save()
        return record


class WaiveAppeal(
    Act,
    key="sevis.waive_appeal",
    on=SCHOOL,
    permission=PETITION,
    authorities=("sevis.answer_withdrawal",),
    marks=("sevis.school_appeal_waived",),
):
    """Waive the appeal."""

    why: Why

    def guard(self, record: School, scene: Scene) -> None:
        """It is the school's own, and none was filed."""
        require_own(record, scene)
        if _appealable(record).appealed_on is not None:
            raise GuardRefused("The decision is appealed already.")

    def apply(self, record: School, scene: Scene) -> School:
        """No appeal may be filed any more."""
        found = _appealable(record)
        found.appeal_due_on, found.outcome = None, "waived"
        found.save()
        return record


class SustainAppeal(
    Act,
    key="sevis.sustain_appeal",
    on=SCHOOL,
    permission=CERTIFY,
    authorities=WITHDRAW,
    marks=("sevis.appeal_decided", "sevis.school_certified"),
):
    """Sustain a school's appeal: it is certified."""

    says: Says

    def guard(self, record: School, scene: Scene) -> None:
        """One was filed."""
        _pending(record)

    def apply(self, record: School, scene: Scene) -> School:
        """Close it; the certificate that was taken lives again, or the first is given."""
        found = _pending(record)
        found.appeal_decided_on, found.outcome = scene.day, "sustained"
        found.save()
        until = record.certified_until
        certify(record, until if until is not None and until > scene.day else None, scene)
        record.campuses.filter(standing="proposed").update(standing="approved")
        record.programmes.filter(standing="proposed").update(standing="approved")
        return record


class DismissAppeal(
    Act,
    key="sevis.dismiss_appeal",
    on=SCHOOL,
    permission=CERTIFY,
    authorities=WITHDRAW,
    marks=("sevis.appeal_decided",),
):
    """Dismiss a school's appeal: the decision stands."""

    says: Says

    def guard(self, record: School, scene: Scene) -> None:
        """One was filed."""
        _pending(record)

    def apply(self, record: School, scene: Scene) -> School:
        """Close it."""
        found = _pending(record)
        found.appeal_decided_on, found.outcome = scene.day, "dismissed"
        found.save()
        return record


class LapseSchool(
    Act,
    key="sevis.lapse_certification",
    on=SCHOOL,
    permission=KEEP,
    authorities=WITHDRAW,
    marks=("sevis.school_withdrawn",),
    automatic=True,
):
    """Withdraw the certification of a school that did not ask for another before it ran out."""

    ground: Annotated[str, Code(GROUNDS), Field(title="Ground", max_length=24)]

    def guard(self, record: School, scene: Scene) -> None:
        """It has run out, and nothing awaits a decision."""
        if record.certified_until is None or record.certified_until >= scene.day:
            raise GuardRefused("The certificate has not run out.")
        if record.recertification_filed_on is not None:
            raise GuardRefused("The school asked in time; the decision is awaited.")

    def apply(self, record: School, scene: Scene) -> School:
        """End the certificate; students are followed until none is left."""
        _end(record, "withdrawn")
        SchoolDecision.objects.create(
            school=record,
            kind=WITHDRAWAL,
            grounds=[self.ground],
            says="The certificate ran out, and no petition to be recertified had been filed.",
            served_on=scene.day,
        )
        record.ended_on = scene.day
        follow(record, scene)
        return record


def last(record: School, kind: str) -> SchoolDecision:
    """Return the latest notice or decision of a kind.

    Raises:
        GuardRefused: when there is none.
    """
    found = record.decisions.filter(kind=kind).order_by("-served_on", "-pk").first()
    if found is None:
        raise GuardRefused("There is no such notice.")
    return found


def _by_itself(code: str, scene: Scene) -> bool:
    row = scene.law.codes(GROUNDS).get(code, scene.day)
    return row is not None and not row.attributes["notice"]


def _denied(record: School) -> bool:
    """Return whether a school answered the notice that is open and did not admit its grounds."""
    notice = last(record, INTENT)
    return notice.answered_on is not None and not notice.admitted


def _end(record: School, outcome: str) -> None:
    """Say what became of the notice that is open."""
    notice = record.decisions.filter(kind=INTENT, outcome="").order_by("-served_on", "-pk").first()
    if notice is not None:
        notice.outcome = outcome
        notice.save()


def _appealable(record: School) -> SchoolDecision:
    found = record.decisions.exclude(kind=INTENT).order_by("-served_on", "-pk").first()
    if found is None:
        raise GuardRefused("There is no decision to appeal.")
    return found


def _pending(record: School) -> SchoolDecision:
    found = _appealable(record)
    if found.appealed_on is None or found.appeal_decided_on is not None:
        raise GuardRefused("No appeal awaits a decision.")
    return found
