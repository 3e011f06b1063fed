"""Every way out of secondary. The law pack says which are closed to whom; fear closes all that send back."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from limen.core.access.gate import account_of
from limen.core.referrals.acts import SendReferral
from limen.kernel import Act, BadInput, Code, GuardRefused, Lines, Personal, Problem, Scene
from limen.kernel.clocks import add_months, end_of
from limen.offices.inspections import exits, papers, rules
from limen.offices.inspections.acts.primary import INSPECTION, Remarks
from limen.offices.inspections.acts.secondary import SECONDARY
from limen.offices.inspections.models import Inspection

DECIDED = ("inspection.decided",)


class Exit(Act):
    """What every way out of secondary shares."""

    outcome: ClassVar[str] = ""
    remarks: Remarks = ""

    def guard(self, record: Inspection, scene: Scene) -> None:
        """The law pack opens this exit to this person, and no lookout is left undecided."""
        exits.check(record, self.outcome, scene)
        rules.nothing_open(record)

    def apply(self, record: Inspection, scene: Scene) -> Inspection:
        """Keep the decision and make its papers."""
        rules.decide(record, self.outcome, scene, self.remarks)
        self.more(record, scene)
        papers.make(record, self.outcome, scene, self.model_dump(exclude_none=True))
        return record

    def more(self, record: Inspection, scene: Scene) -> None:
        """Do what this exit does beyond the decision."""


class Defer(
    Exit,
    key="inspections.defer",
    on=INSPECTION,
    permission=SECONDARY,
    authorities=("defer.inspection",),
    marks=("inspection.deferred",),
):
    """Defer the inspection: the person appears again, with what is missing."""

    outcome = "defer"
    appear_at: Annotated[datetime, Field(title="Appears on")]
    appear_office: Annotated[str, Field(title="At which office", min_length=2, max_length=160)]
    bring: Annotated[str, Lines(3), Field(title="What the person brings", min_length=3, max_length=1000)]

    def guard(self, record: Inspection, scene: Scene) -> None:
        """The day is within the law's limit."""
        super().guard(record, scene)
        rules.zoned(appear_at=self.appear_at)
        limit = scene.law.clock("inspection.deferred").on(scene.day)
        last = limit.due(scene.at, zone=scene.place.zone).astimezone(scene.place.zone).date()
        if not scene.day <= self.appear_at.astimezone(scene.place.zone).date() <= last:
            raise GuardRefused(f"The person appears between today and {last:%Y-%m-%d}.", citation=limit.citation)

    def more(self, record: Inspection, scene: Scene) -> None:
        """Keep when the person is awaited; the deadline to appear ends with that day."""
        record.appears_at = self.appear_at
        zone = scene.place.zone
        scene.until["inspection.deferred"] = end_of(self.appear_at.astimezone(zone).date(), zone)


class Parole(
    Exit, key="inspections.parole", on=INSPECTION, permission=SECONDARY, authorities=("parole.case",), marks=DECIDED
):
    """Parole the person in, for urgent humanitarian reasons or significant public benefit; it is not an admission."""

    outcome = "parole"
    class_of_admission: Annotated[str, Code("classes_of_admission"), Field(title="Class of parole", max_length=6)]
    until: Annotated[date, Field(title="Parole ends on")]
    basis: Annotated[Literal["urgent humanitarian reasons", "significant public benefit"], Field(title="Basis")]
    why: Annotated[str, Personal, Lines(4), Field(title="Why, case by case", min_length=10, max_length=4000)]

    def guard(self, record: Inspection, scene: Scene) -> None:
        """The class is one of parole, and the day within what an inspector grants."""
        super().guard(record, scene)
        rules.no_class_for_citizens(record, scene.law)
        found = scene.law.codes("classes_of_admission").get(self.class_of_admission, scene.day)
        if found.attributes["kind"] != "parole":
            raise BadInput(
                f"“{found.title}” is not a class of parole.",
                problems=[Problem("class_of_admission", "class.not_parole", "Choose a class of parole.")],
            )
        most = scene.law.value("parole.maximum", scene.day)
        if not scene.day <= self.until <= add_months(scene.day, most.value):
            raise GuardRefused(f"Parole at the port lasts {most.value} {most.unit} at most.", citation=most.citation)

    def more(self, record: Inspection, scene: Scene) -> None:
        """Issue the arrival/departure record."""
        record.class_of_admission, record.admit_until = self.class_of_admission, self.until
        record.citation = scene.provision.citation if scene.provision else ""
        rules.issue_i94(record, scene, parole_purpose=self.basis)


class AcceptWithdrawal(
    Exit,
    key="inspections.withdrawal",
    on=INSPECTION,
    permission=SECONDARY,
    authorities=("withdraw.application",),
    marks=DECIDED,
):
    """Let the person withdraw their application for admission and depart at once."""

    outcome = "withdrawal"
    asked: Annotated[bool, Field(title="The person asked to withdraw, in a language they understand")]
    able: Annotated[bool, Field(title="The person intends, and is able, to depart at once")]
    why: Annotated[
        str, Personal, Lines(3), Field(title="Why it is in the interest of justice", min_length=5, max_length=2000)
    ]

    def guard(self, record: Inspection, scene: Scene) -> None:
        """It is the person's own decision."""
        super().guard(record, scene)
        if not (self.asked and self.able):
            raise GuardRefused("Withdrawal is the person's own free choice, and they can depart at once.")


class RefuseVisaWaiver(
    Exit,
    key="inspections.refuse_waiver",
    on=INSPECTION,
    permission=SECONDARY,
    authorities=("refuse.visa_waiver",),
    marks=DECIDED,
):
    """Refuse admission under the Visa Waiver Program."""

    outcome = "refuse_visa_waiver"


class RefuseCrew(
    Exit,
    key="inspections.refuse_crew",
    on=INSPECTION,
    permission=SECONDARY,
    authorities=("crew.refuse",),
    marks=DECIDED,
):
    """Refuse a crewmember permission to land; the carrier keeps them on board."""

    outcome = "refuse_crew"
    carrier: Annotated[str, Field(title="Carrier", min_length=2, max_length=120)]
    vessel: Annotated[str, Field(title="Vessel or aircraft", min_length=2, max_length=120)]


class RefuseTransit(
    Exit,
    key="inspections.refuse_transit",
    on=INSPECTION,
    permission=SECONDARY,
    authorities=("transit.refuse",),
    marks=DECIDED,
):
    """Refuse a person in transit; the carrier takes them onward."""

    outcome = "refuse_transit"
    carrier: Annotated[str, Field(title="Carrier", min_length=2, max_length=120)]


class ProposeExpeditedRemoval(
    Act, key="inspections.propose_removal", on=INSPECTION, permission=SECONDARY, authorities=("remove.expedited",)
):
    """Propose an order of expedited removal; it is none until a supervisor concurs."""

    remarks: Remarks = ""

    def guard(self, record: Inspection, scene: Scene) -> None:
        """The exit is open, and a ground that allows the order was found to apply."""
        exits.check(record, "expedited_removal", scene)
        rules.nothing_open(record)

    def apply(self, record: Inspection, scene: Scene) -> Inspection:
        """Wait for the supervisor."""
        rules.remark(record, self.remarks)
        return record


class ReturnProposal(
    Act,
    key="inspections.return_proposal",
    on=INSPECTION,
    permission="inspections.supervise",
    authorities=("remove.expedited",),
):
    """Return a proposed order to the officer, saying what is to be done."""

    why: Annotated[str, Personal, Field(title="What is to be done", min_length=5, max_length=1000)]

    def apply(self, record: Inspection, scene: Scene) -> Inspection:
        """Keep why."""
        rules.remark(record, self.why)
        return record


class OrderExpeditedRemoval(
    Exit,
    key="inspections.order_removal",
    on=INSPECTION,
    permission="inspections.supervise",
    authorities=("remove.expedited",),
    marks=DECIDED,
):
    """Concur in a proposed order of expedited removal; the order is then made."""

    outcome = "expedited_removal"

    def guard(self, record: Inspection, scene: Scene) -> None:
        """The one who concurs is not the one who proposed."""
        super().guard(record, scene)
        if record.secondary_officer_id == scene.actor.id:
            raise GuardRefused("A supervisor other than the officer who proposed the order concurs in it.")

    def more(self, record: Inspection, scene: Scene) -> None:
        """Open the person's file."""
        rules.open_file(record, scene)


class ReferCredibleFear(
    Exit,
    key="inspections.refer_fear",
    on=INSPECTION,
    permission=SECONDARY,
    authorities=("refer.credible_fear",),
    marks=DECIDED,
):
    """Refer the person for a credible-fear interview with an asylum officer."""

    outcome = "expedited_removal_fear"

    def more(self, record: Inspection, scene: Scene) -> None:
        """Open the person's file."""
        rules.open_file(record, scene)


class ReferToJudge(
    Exit,
    key="inspections.refer_judge",
    on=INSPECTION,
    permission=SECONDARY,
    authorities=("refer.judge",),
    marks=DECIDED,
):
    """Refer a person who gave up a hearing, but shows fear, to an immigration judge for that alone."""

    outcome = "refer_judge"
    why: Annotated[str, Personal, Lines(3), Field(title="Why", min_length=5, max_length=2000)]

    def more(self, record: Inspection, scene: Scene) -> None:
        """Open the person's file."""
        rules.open_file(record, scene)


class RevokeLanding(
    Act, key="inspections.revoke_landing", on=INSPECTION, permission=SECONDARY, authorities=("crew.refuse",)
):
    """Revoke a crewmember's permit to land and take them into secondary, where every question is asked."""

    carrier: Annotated[str, Field(title="Carrier", min_length=2, max_length=120)]
    vessel: Annotated[str, Field(title="Vessel or aircraft", min_length=2, max_length=120)]
    reasons: Annotated[str, Personal, Lines(3), Field(title="Reasons", min_length=5, max_length=2000)]

    def guard(self, record: Inspection, scene: Scene) -> None:
        """There is a permit to revoke."""
        if record.outcome != "land_crew":
            raise GuardRefused("Only a crewmember who was permitted to land has a permit to revoke.")

    def apply(self, record: Inspection, scene: Scene) -> Inspection:
        """Void the record, serve the notice, and begin again in secondary."""
        record.secondary_officer = account_of(scene.actor)
        rules.void_i94(record, self.reasons, scene)
        papers.make(record, "revoke_landing", scene, self.model_dump(exclude_none=True))
        record.outcome, record.decided_at = "", None
        record.class_of_admission, record.admit_until, record.citation = "", None, ""
        rules.remark(record, f"Permit to land revoked: {self.reasons}")
        return record


class ChargeNoticeToAppear(
    Exit,
    key="inspections.charge",
    on=INSPECTION,
    permission=SECONDARY,
    authorities=("charge.notice_to_appear",),
    marks=(*DECIDED, "charge.served", "removal.notice_served"),
):
    """Issue a Notice to Appear before an immigration judge."""

    outcome = "notice_to_appear"
    custody: Annotated[Literal["detained", "released", "paroled"], Field(title="Custody")]
    respondent_is: Annotated[
        Literal[
            "an arriving alien",
            "an alien present in the United States who has not been admitted or paroled",
            "admitted to the United States, but removable",
        ],
        Field(title="The person is"),
    ] = "an arriving alien"
    hearing_court: Annotated[str, Field(title="Immigration court", min_length=2, max_length=200)]
    hearing_place: Annotated[str, Lines(3), Field(title="Place of the hearing", min_length=5, max_length=400)]
    hearing_at: Annotated[datetime, Field(title="Date and time of the hearing")]
    allegations: Annotated[str, Personal, Lines(5), Field(title="Facts alleged", min_length=10, max_length=4000)]

    def guard(self, record: Inspection, scene: Scene) -> None:
        """The hearing is not sooner than the law allows."""
        super().guard(record, scene)
        rules.zoned(hearing_at=self.hearing_at)
        least = scene.law.value("charge.first_hearing", scene.day)
        soonest = scene.day + timedelta(days=least.value)
        if self.hearing_at.astimezone(scene.place.zone).date() < soonest:
            raise GuardRefused(f"The first hearing is on {soonest:%Y-%m-%d} at the soonest.", citation=least.citation)

    def more(self, record: Inspection, scene: Scene) -> None:
        """Open the person's file."""
        rules.open_file(record, scene)


class HandOver(
    Exit,
    key="inspections.hand_over",
    on=INSPECTION,
    permission=SECONDARY,
    authorities=("refer.office",),
    marks=DECIDED,
):
    """Hand the person over to another office or agency."""

    outcome = "hand_over"
    to_office: Annotated[
        Literal["investigations", "patrol", "removal", "registration", "sevis", "intelligence"], Field(title="To")
    ]
    why: Annotated[str, Personal, Lines(3), Field(title="Why", min_length=5, max_length=2000)]

    def more(self, record: Inspection, scene: Scene) -> None:
        """Send the referral the other office works from."""
        scene.perform(
            SendReferral(
                to_office=self.to_office,
                subject_record=INSPECTION,
                subject=record.pk,
                person=record.person_id,
                reason="handed_over",
                remarks=self.why,
                urgency="urgent",
                due_in_minutes=scene.law.value("policy.hand_over_minutes", scene.day).value,
            )
        )
