"""Deciding whether a person is held, and on what: by an officer, by a judge."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import Field

from limen.core.access.gate import account_of
from limen.core.custody.acts import ChangeBasis
from limen.core.custody.models import Stay
from limen.kernel import Act, BadInput, Code, GuardRefused, Lines, Personal, Problem, Ref, Scene
from limen.offices.removal import custody_rules
from limen.offices.removal.acts.bond import JudgeSetsBond
from limen.offices.removal.models import Bond, Determination
from limen.offices.removal.papers import decisions as custody_papers

DETERMINATION = "removal.determination"
DECIDE = "removal.decide"
Under = Literal[
    "detain.inspection", "detain.arriving", "detain.proceedings", "detain.criminal", "detain.order", "detain.beyond"
]
"""What a person may be held under once it is decided, by the law pack's keys."""

Court = Annotated[str, Field(title="Immigration court", min_length=2, max_length=160)]
Judge = Annotated[str, Field(title="Judge", min_length=2, max_length=120)]
Says = Annotated[str, Personal, Lines(4), Field(title="What was found", min_length=5, max_length=4000)]


class Determine(Act, key="removal.determine", on=DETERMINATION, permission=DECIDE, authorities=("custody.decide",)):
    """Decide whether the law holds the person or you do, and on what."""

    stay: Annotated[UUID, Ref("custody.stay"), Field(title="Stay in custody")]
    under: Annotated[Under, Field(title="Held under")]
    charges: Annotated[list[str], Code("charges"), Field(title="Charges")] = []
    sentence_months: Annotated[int, Field(title="Longest sentence of imprisonment, in months", ge=0, le=1200)] = 0
    named_offence: Annotated[
        bool,
        Field(title="Arrested for, charged with or convicted of an offence that the law on holding without bond names"),
    ] = False
    decision: Annotated[
        Literal["hold", "bond", "recognizance", "alternative", "supervision", "parole"], Field(title="Decision")
    ]
    danger: Annotated[str, Personal, Lines(3), Field(title="Danger to others: what was found", max_length=4000)] = ""
    flight: Annotated[str, Personal, Lines(3), Field(title="Risk of flight: what was found", max_length=4000)] = ""
    review_asked: Annotated[bool, Field(title="The person asks a judge to review")] = False

    def guard(self, record: Any, scene: Scene) -> None:
        """Whom the law holds is held under it, nobody else is, and only what that leaves open is decided."""
        stay = custody_rules.held(self.stay)
        custody_rules.may_be_held(stay.person_id, scene)
        row = custody_rules.basis(self.under, scene)
        if self.decision in ("hold", "bond") and not row.attributes["after_order"]:
            _not_against_the_judge(stay)
        named = self._named(scene)
        if named is not None and not row.attributes["mandatory"] and not row.attributes["after_order"]:
            raise GuardRefused(f"The law itself holds this person: {named.title}.", citation=named.citation)
        if self.under == "detain.criminal" and named is None:
            raise BadInput(
                "None of these charges is one on which the law itself holds a person.",
                problems=[Problem("charges", "custody.not_named", "Give the charge and the sentence, or decide anew.")],
            )
        self._choice_open(row, scene)

    def _choice_open(self, row: Any, scene: Scene) -> None:
        if self.decision == "bond" and not row.attributes["bond"]:
            raise GuardRefused(f"No bond is open to a person held as: {row.title}.", citation=row.citation)
        if self.decision not in ("hold", "bond"):
            custody_rules.open_way(self.under, self.decision, scene)
        if not row.attributes["mandatory"] and self.decision == "hold" and not (self.danger or self.flight):
            raise BadInput(
                "Holding a person whom the law does not hold needs a reason.",
                problems=[Problem("danger", "input.missing", "Say what was found of danger or of flight.")],
            )

    def _named(self, scene: Scene) -> Any:
        return custody_rules.named_by_law(self.charges, self.sentence_months, offence=self.named_offence, scene=scene)

    def apply(self, record: Any, scene: Scene) -> Determination:
        """Keep it, put the stay under it, and tell the person in writing."""
        stay = custody_rules.held(self.stay)
        for earlier in Determination.objects.filter(stay=stay, state__in=("made", "redetermined")):
            scene.perform(Supersede(), on=earlier)
        row, named = custody_rules.basis(self.under, scene), self._named(scene)
        if stay.authority != self.under:
            scene.perform(ChangeBasis(under=self.under, why=f"Determination of custody: {row.title}"), on=stay)
        made = Determination(
            person=stay.person,
            stay=stay,
            under=self.under,
            citation=named.citation if named is not None else row.citation,
            mandatory=row.attributes["mandatory"],
            ground=named.code if named is not None else "",
            charges=self.charges,
            decision=self.decision,
            danger=self.danger,
            flight=self.flight,
            decided_at=scene.at,
            decided_by=account_of(scene.actor),
            review_asked=self.review_asked,
        )
        scene.about(stay.person)
        custody_papers.notice_of_determination(made, row.title, judge=row.attributes["judge"], scene=scene)
        return made


def _not_against_the_judge(stay: Stay) -> None:
    """Refuse to decide anew where a judge ordered release or set a bond: that stands until a judge changes it."""
    ordered = Determination.objects.filter(stay=stay, state="redetermined", decision="release")
    bonds = Bond.objects.filter(stay=stay, set_by="judge", state__in=("set", "stayed"))
    if ordered.exists() or bonds.exists():
        raise GuardRefused(
            "A judge decided that the person goes free, or on a bond; only a judge or the Board changes it."
        )


class Supersede(
    Act,
    key="removal.supersede_determination",
    on=DETERMINATION,
    permission=DECIDE,
    authorities=("custody.decide",),
    automatic=True,
):
    """Put a later determination in the place of an earlier one."""


class RedetermineByJudge(
    Act, key="removal.redetermine", on=DETERMINATION, permission=DECIDE, authorities=("release.court",)
):
    """Record what an immigration judge decided about the person's custody."""

    court: Court
    judge: Judge
    outcome: Annotated[
        Literal["upheld", "bond", "release", "no_power"],
        Field(title="Outcome: upheld, a bond, release, or no power to decide"),
    ]
    amount: Annotated[Decimal | None, Field(title="Bond, in dollars", ge=0, max_digits=12, decimal_places=2)] = None
    under: Annotated[Under | None, Field(title="Held under from now on, where the judge found it to be another")] = None
    says: Says

    def guard(self, record: Determination, scene: Scene) -> None:
        """A bond has an amount, and the person is still held."""
        custody_rules.held(record.stay_id)
        if (self.outcome == "bond") != (self.amount is not None):
            raise BadInput(
                "A bond has an amount, and nothing else has one.",
                problems=[Problem("amount", "input.missing", "Give the amount of the bond, and only of a bond.")],
            )

    def apply(self, record: Determination, scene: Scene) -> Determination:
        """Keep it; a bond is set with it, and an order of release begins the time to stay it."""
        stay = custody_rules.held(record.stay_id)
        record.court, record.judge, record.judge_says = self.court, self.judge, self.says
        record.judged_at = scene.at
        if self.under and self.under != stay.authority:
            row = custody_rules.basis(self.under, scene)
            record.under, record.citation, record.mandatory = self.under, row.citation, row.attributes["mandatory"]
            scene.perform(ChangeBasis(under=self.under, why=f"Judge {self.judge}: {row.title}"), on=stay)
        if self.outcome in ("upheld", "no_power") and record.decision == "release":
            record.decision = "hold"  # an earlier order of the court does not stand beside this one
        if self.outcome == "release":
            record.decision = "release"
            scene.marks.append("custody.judge_ordered_release")
        if self.amount is not None:
            record.decision = "bond"
            self._set_bond(stay, scene)
        return record

    def _set_bond(self, stay: Stay, scene: Scene) -> None:
        bond = Bond.objects.filter(stay=stay, state__in=("set", "declined")).order_by("-set_at", "-pk").first()
        act = JudgeSetsBond(
            stay=None if bond is not None else stay.pk, amount=self.amount, court=self.court, judge=self.judge
        )
        scene.perform(act, on=bond)
