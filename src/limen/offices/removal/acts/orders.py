"""Orders of removal: a judge's, in presence and in absence; an officer's; and when each is final."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import Field

from limen.kernel import Act, BadInput, GuardRefused, Lines, Personal, Problem, Ref, Scene
from limen.offices.removal.acts.case_shared import (
    APPEAL,
    CASE,
    JUDGE,
    KEEP,
    PROCEED,
    WRITE,
    Alternative,
    Country,
    Judge,
    Note,
    Why,
    last_day,
    local_day,
    make_final,
    require_served,
)
from limen.offices.removal.acts.cases import PersonRef, ServedHow, decided, ended, new_case, opened_for
from limen.offices.removal.charging import charge_meant
from limen.offices.removal.models import Case, Charge
from limen.offices.removal.papers import cases as case_papers


class OrderRemoval(
    Act, key="removal.order_removal", on=CASE, permission=WRITE, authorities=PROCEED, marks=("removal.judge_decided",)
):
    """Record that the judge ordered removal; appeal is open until waived."""

    country: Country
    alternative: Alternative = ""
    judge: Judge = ""
    note: Note = ""

    def guard(self, record: Case, scene: Scene) -> None:
        """The charges were served."""
        require_served(record, scene)

    def apply(self, record: Case, scene: Scene) -> Case:
        """Keep the order and the last day to appeal."""
        decided(record, scene, by="judge", what="order_removal", name=self.judge, note=self.note)
        order(record, scene, country=self.country, alternative=self.alternative)
        return record


def order(record: Case, scene: Scene, *, country: str, alternative: str = "", by: str = "judge") -> None:
    """Put an order on a case, with the last day to appeal where a judge made it."""
    record.ordered_on, record.ordered_by = local_day(record, scene), by
    record.country = country or record.country
    record.alternative_country = alternative or record.alternative_country
    record.appeal_until = last_day("removal.appeal", record, scene) if by == "judge" else None
    record.next_hearing_at = None


class OrderInAbsence(
    Act,
    key="removal.order_in_absence",
    on=CASE,
    permission=WRITE,
    authorities=("remove.absence",),
    marks=("removal.ordered_in_absence",),
):
    """Record that the judge ordered removal in the person's absence."""

    country: Country
    notice: Annotated[bool, Field(title="The court found that written notice of the hearing was given")]
    judge: Judge = ""
    note: Note = ""

    def guard(self, record: Case, scene: Scene) -> None:
        """Nobody is ordered removed in absence who was not told of the hearing."""
        require_served(record, scene)
        if not self.notice:
            raise GuardRefused("An order in absence needs notice of the hearing.", citation=_cited(scene))

    def apply(self, record: Case, scene: Scene) -> Case:
        """Keep the order: it is final on entry."""
        decided(record, scene, by="judge", what="order_in_absence", name=self.judge, note=self.note)
        order(record, scene, country=self.country)
        record.in_absence, record.appeal_until = True, None
        make_final(record, scene)
        return record


def _cited(scene: Scene) -> str:
    return scene.provision.citation if scene.provision is not None else ""


class WaiveAppeal(
    Act, key="removal.waive_appeal", on=CASE, permission=WRITE, authorities=APPEAL, marks=("removal.appeal_waived",)
):
    """Record that the person waived appeal."""

    knowing: Annotated[bool, Field(title="The judge found the waiver knowing and made by the person")]

    def guard(self, record: Case, scene: Scene) -> None:
        """It is the person's own decision, and no appeal of theirs waits."""
        if not self.knowing:
            raise GuardRefused("A waiver counts only when it is knowing and the person's own.")
        if record.appeals.filter(by="person", outcome="").exists():
            raise GuardRefused("The person has appealed; the appeal is withdrawn, not waived.")

    def apply(self, record: Case, scene: Scene) -> Case:
        """Keep the waiver: the order is final at once."""
        record.waived_on = local_day(record, scene)
        record.decisions.filter(what="order_removal").update(waived_by="person")
        make_final(record, scene)
        return record


class MakeFinal(Act, key="removal.make_final", on=CASE, permission=KEEP, authorities=APPEAL, automatic=True):
    """Hold an order final: the time to appeal is over."""

    def guard(self, record: Case, scene: Scene) -> None:
        """The law's own reckoning says so."""
        make_final(record, scene)
        scene.marks.clear()

    def apply(self, record: Case, scene: Scene) -> Case:
        """Keep since when, and why."""
        make_final(record, scene)
        return record


class OfficerOrder(
    Act,
    key="removal.officer_order",
    on=CASE,
    permission=JUDGE,
    authorities=("remove.expedited", "remove.expedited_interior", "refuse.visa_waiver", "remove.stowaway"),
):
    """Take over an order that an officer made without a judge."""

    person: PersonRef
    kind: Annotated[Literal["expedited", "waiver", "stowaway"], Field(title="Kind of order")]
    found: Annotated[Literal["at_port", "inside"], Field(title="Where the person was found")] = "at_port"
    charge: Annotated[
        str, Field(title="Charge", max_length=160, description="Its paragraph, its words or its code")
    ] = ""
    country: Country
    ordered_on: Annotated[date | None, Field(title="Order made on", description="Today, if empty")] = None
    referral: Annotated[UUID | None, Ref("referrals.referral"), Field(title="From the referral")] = None
    note: Note = ""

    def authority(self, record: Any, scene: Scene) -> str:
        """The order stands on the law of its kind, and of where the person was found."""
        if self.kind == "expedited" and self.found == "inside":
            return "remove.expedited_interior"
        row = scene.law.codes("case_kinds").get(self.kind, scene.day)
        return str(row.attributes["order"])

    def guard(self, record: Any, scene: Scene) -> None:
        """Nobody is ordered removed who may not be charged; an order is not of a day to come."""
        opened_for(self.person, scene)
        if self.charge:
            charge_meant(scene.law, self.charge, scene.day)
        if self.ordered_on is not None and self.ordered_on > scene.day:
            raise BadInput("The day lies ahead.", problems=[Problem("ordered_on", "day.future", "Give a day past.")])

    def apply(self, record: Any, scene: Scene) -> Case:
        """Open the case with its order: it is final at once."""
        case = new_case(self, self.kind, scene, country=self.country)
        case.served_at, case.served_on = scene.at, scene.day
        case.ordered_on, case.ordered_by = self.ordered_on or scene.day, "officer"
        make_final(case, scene)
        case.save(force_insert=True)
        if self.charge:
            _charge(case, self.charge, scene)
        decided(case, scene, by="officer", what="order_removal", name=scene.actor.label, note=self.note)
        return case


def _charge(case: Case, text: str, scene: Scene, reason: str = "") -> None:
    found = charge_meant(scene.law, text, scene.day)
    Charge.objects.create(
        case=case,
        code=found.code,
        title=found.title,
        paragraph=str(found.attributes.get("paragraph", "")),
        reason=reason,
        added_on=scene.day,
        sustained=True,
        decided_on=scene.day,
    )


class ReinstateOrder(Act, key="removal.reinstate", on=CASE, permission=JUDGE, authorities=("remove.reinstate",)):
    """Reinstate an earlier order of a person who came back unlawfully."""

    person: PersonRef
    country: Country
    prior_order: Annotated[str, Field(title="Earlier order", min_length=3, max_length=200)]
    prior_order_on: Annotated[date, Field(title="Made on")]
    removed_on: Annotated[date, Personal, Field(title="Removed on")]
    returned_on: Annotated[date, Personal, Field(title="Came back on or about")]
    identity_by: Annotated[Literal["fingerprints", "other_evidence"], Field(title="It is the same person by")]
    answer: Annotated[Literal["no", "yes"], Field(title="The person wishes to make a statement")]
    statement: Annotated[str, Personal, Lines(4), Field(title="Statement", max_length=4000)] = ""

    def guard(self, record: Any, scene: Scene) -> None:
        """The order came first, then the removal, then the return."""
        opened_for(self.person, scene)
        if not self.prior_order_on <= self.removed_on <= self.returned_on <= scene.day:
            raise BadInput(
                "The order comes before the removal, and the removal before the return.",
                problems=[Problem("returned_on", "days.order", "Check the three days.")],
            )

    def apply(self, record: Any, scene: Scene) -> Case:
        """Open the case with the order that stands again, and make the form."""
        case = new_case(
            self,
            "reinstatement",
            scene,
            country=self.country,
            prior_order=self.prior_order,
            prior_order_on=self.prior_order_on,
        )
        case.served_at, case.served_on = scene.at, scene.day
        case.ordered_on, case.ordered_by = scene.day, "officer"
        make_final(case, scene)
        case.save(force_insert=True)
        decided(case, scene, by="officer", what="reinstated", name=scene.actor.label)
        case_papers.reinstatement(case, self, scene)
        return case


class ServeIntent(Act, key="removal.serve_intent", on=CASE, permission=WRITE, authorities=("remove.administrative",)):
    """Serve a notice of intent to order administrative removal."""

    person: PersonRef
    how: ServedHow
    charge: Annotated[
        str, Field(title="Charge", min_length=1, max_length=160, description="Its paragraph, its words or its code")
    ]
    allegations: Annotated[str, Personal, Lines(5), Field(title="Facts alleged", min_length=10, max_length=4000)]
    country: Country = ""

    def guard(self, record: Any, scene: Scene) -> None:
        """One charge is meant, and the person may be charged."""
        opened_for(self.person, scene)
        charge_meant(scene.law, self.charge, scene.day)

    def apply(self, record: Any, scene: Scene) -> Case:
        """Open the case, keep until when it may be answered, and make the form."""
        mailed = self.how == "by_mail"
        case = new_case(self, "administrative", scene, country=self.country)
        case.served_at, case.served_on, case.served_how = scene.at, scene.day, self.how
        clock = "removal.administrative_response_mail" if mailed else "removal.administrative_response"
        case.response_until = last_day(clock, case, scene)
        scene.marks.append("removal.intent_mailed" if mailed else "removal.intent_served")
        case.save(force_insert=True)
        _charge(case, self.charge, scene)
        case.charges.update(sustained=None, decided_on=None)
        case_papers.intent(case, self, scene)
        return case


class AnswerIntent(
    Act,
    key="removal.answer_intent",
    on=CASE,
    permission=WRITE,
    authorities=("remove.administrative",),
    marks=("removal.intent_answered",),
):
    """Record the person's answer to the notice of intent."""

    answer: Annotated[str, Personal, Lines(4), Field(title="Answer", min_length=2, max_length=4000)]

    def guard(self, record: Case, scene: Scene) -> None:
        """There is a notice that was not answered."""
        _require_intent(record)
        if record.answered_on is not None:
            raise GuardRefused("The notice has been answered.")

    def apply(self, record: Case, scene: Scene) -> Case:
        """Keep when."""
        record.answered_on = local_day(record, scene)
        return record


def _require_intent(record: Case) -> None:
    if record.response_until is None:
        raise GuardRefused("No notice of intent was served in this case.")


class OrderAdministrative(
    Act,
    key="removal.order_administrative",
    on=CASE,
    permission=JUDGE,
    authorities=("remove.administrative",),
    marks=("removal.administrative_ordered",),
):
    """Order administrative removal."""

    country: Country
    alternative: Alternative = ""
    findings: Annotated[str, Personal, Lines(4), Field(title="It is found that", min_length=10, max_length=4000)]

    def guard(self, record: Case, scene: Scene) -> None:
        """The person has answered, or the time to answer is over; who decides is not who served the notice."""
        _require_intent(record)
        if record.answered_on is None and record.response_until and local_day(record, scene) <= record.response_until:
            raise GuardRefused(f"The person may answer until {record.response_until}.", citation=_cited(scene))
        if record.officer_id is not None and record.officer_id == scene.actor.id:
            raise GuardRefused("An officer other than the one who issued the notice decides.", citation=_cited(scene))

    def apply(self, record: Case, scene: Scene) -> Case:
        """Keep the order, final at once, and until when it waits; make the form."""
        decided(record, scene, by="officer", what="order_removal", name=scene.actor.label, note=self.findings)
        record.charges.filter(withdrawn_on=None).update(sustained=True, decided_on=local_day(record, scene))
        order(record, scene, country=self.country, alternative=self.alternative, by="officer")
        record.wait_until = last_day("removal.administrative_wait", record, scene)
        make_final(record, scene)
        case_papers.administrative_order(record, self, scene)
        return record


class WaiveWait(
    Act,
    key="removal.waive_wait",
    on=CASE,
    permission=WRITE,
    authorities=("remove.administrative",),
    marks=("removal.wait_waived",),
):
    """Record that the person waived the wait after an administrative order, in writing."""

    in_writing: Annotated[bool, Field(title="The person waived it in writing")]

    def guard(self, record: Case, scene: Scene) -> None:
        """There is a wait, and the waiver is in writing."""
        if record.wait_until is None:
            raise GuardRefused("No wait runs in this case.")
        if not self.in_writing:
            raise GuardRefused("The wait is waived in writing only.", citation=_cited(scene))

    def apply(self, record: Case, scene: Scene) -> Case:
        """Keep when."""
        record.wait_waived_on = local_day(record, scene)
        return record


class VacateOrder(
    Act,
    key="removal.vacate_order",
    on=CASE,
    permission=JUDGE,
    authorities=("charge.discretion",),
    marks=("removal.order_vacated",),
):
    """Vacate an order that an officer made."""

    why: Why

    def guard(self, record: Case, scene: Scene) -> None:
        """A judge's order is vacated by a judge, the Board or a court."""
        if record.ordered_by != "officer":
            raise GuardRefused("A judge's order is vacated on a motion, an appeal or a petition.")

    def apply(self, record: Case, scene: Scene) -> Case:
        """Keep why; the case ends."""
        decided(record, scene, by="officer", what="vacated", name=scene.actor.label, note=self.why)
        record.final_on, record.final_why, record.wait_until = None, "", None
        return ended(record, self.why, scene)
