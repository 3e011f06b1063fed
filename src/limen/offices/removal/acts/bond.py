"""Bonds: set, changed, ordered by a judge, stayed, posted, cancelled, breached."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import Field

from limen.core.casefile.acts import take_number
from limen.core.clocks.acts import StartClock
from limen.core.clocks.models import RunningClock
from limen.core.custody.acts import Release
from limen.core.custody.models import OPEN, Stay
from limen.kernel import Act, BadInput, GuardRefused, Lines, Personal, Problem, Ref, Scene
from limen.offices.removal import custody_rules
from limen.offices.removal.models import Bond
from limen.offices.removal.papers import decisions as custody_papers

BOND = "removal.bond"
MANAGE = "removal.bond"
SET = ("release.bond",)
STAY_CLOCK = "custody.stay_of_release"
APPEAL_CLOCK = "custody.bond_appeal"

StayRef = Annotated[UUID, Ref("custody.stay"), Field(title="Stay in custody")]
Amount = Annotated[Decimal, Field(title="Amount, in dollars", gt=0, max_digits=12, decimal_places=2)]
Why = Annotated[str, Personal, Lines(3), Field(title="Why", min_length=5, max_length=2000)]


def _opened(stay: Stay, scene: Scene, *, by: str) -> Bond:
    scene.about(stay.person)
    return Bond(person=stay.person, stay=stay, set_by=by, set_at=scene.at, place_id=scene.place.id)


def _none_stands(stay: Stay) -> None:
    if Bond.objects.filter(stay=stay, state__in=("set", "stayed", "posted")).exists():
        raise GuardRefused("A bond stands already; change that one.")


class SetBond(Act, key="removal.set_bond", on=BOND, permission=MANAGE, authorities=SET):
    """Set a bond on which the person may be released."""

    stay: StayRef
    amount: Amount
    conditions: Annotated[str, Personal, Lines(3), Field(title="Conditions", max_length=2000)] = ""

    def guard(self, record: Any, scene: Scene) -> None:
        """No bond where the law holds the person, none below the least, one at a time."""
        stay = custody_rules.held(self.stay)
        row = custody_rules.basis(stay.authority, scene)
        if not row.attributes["bond"]:
            raise GuardRefused(f"No bond is open to a person held as: {row.title}.", citation=row.citation)
        custody_rules.enough(self.amount, scene)
        _none_stands(stay)

    def apply(self, record: Any, scene: Scene) -> Bond:
        """Keep it under a number of its own, and tell the person in writing."""
        bond = _opened(custody_rules.held(self.stay), scene, by="service")
        bond.number = take_number("bond", scene)
        bond.amount = bond.service_amount = self.amount
        bond.conditions = self.conditions
        custody_papers.notice_of_bond(bond, scene)
        return bond


class DeclineBond(Act, key="removal.decline_bond", on=BOND, permission=MANAGE, authorities=SET):
    """Refuse to set a bond, saying why."""

    stay: StayRef
    why: Why

    def guard(self, record: Any, scene: Scene) -> None:
        """None stands."""
        _none_stands(custody_rules.held(self.stay))

    def apply(self, record: Any, scene: Scene) -> Bond:
        """Keep why, and tell the person in writing."""
        bond = _opened(custody_rules.held(self.stay), scene, by="service")
        bond.why = self.why
        custody_papers.notice_of_bond(bond, scene)
        return bond


class ChangeBond(Act, key="removal.change_bond", on=BOND, permission=MANAGE, authorities=SET):
    """Change the amount of a bond that nobody has posted yet."""

    amount: Amount
    why: Why

    def guard(self, record: Bond, scene: Scene) -> None:
        """What a judge set, a judge changes; and none goes below the least."""
        if record.set_by == "judge":
            raise GuardRefused("A judge set this bond; a judge changes it.")
        custody_rules.enough(self.amount, scene)

    def apply(self, record: Bond, scene: Scene) -> Bond:
        """Keep both amounts in the entry, and tell the person in writing."""
        scene.facts["before"] = str(record.amount)
        record.amount = record.service_amount = self.amount
        record.why = self.why
        custody_papers.notice_of_bond(record, scene)
        return record


class JudgeSetsBond(Act, key="removal.judge_sets_bond", on=BOND, permission=MANAGE, authorities=SET):
    """Record the bond that an immigration judge set."""

    stay: Annotated[UUID | None, Ref("custody.stay"), Field(title="Stay in custody")] = None
    amount: Amount
    court: Annotated[str, Field(title="Immigration court", min_length=2, max_length=160)]
    judge: Annotated[str, Field(title="Judge", min_length=2, max_length=120)]
    conditions: Annotated[str, Personal, Lines(3), Field(title="Conditions", max_length=2000)] = ""

    def guard(self, record: Bond | None, scene: Scene) -> None:
        """The person is held, and no other bond stands; the amount is the judge's."""
        stay = custody_rules.held(record.stay_id if record is not None else self.stay)
        if record is None or record.state == "declined":
            _none_stands(stay)

    def apply(self, record: Bond | None, scene: Scene) -> Bond:
        """Keep it; from now the service has its time to stay the release."""
        bond = record or _opened(custody_rules.held(self.stay), scene, by="judge")
        bond.number = bond.number or take_number("bond", scene)
        bond.amount, bond.set_by = self.amount, "judge"
        bond.court, bond.judge, bond.ordered_at = self.court, self.judge, scene.at
        bond.conditions = self.conditions or bond.conditions
        scene.marks.append("custody.judge_ordered_release")
        return bond


class FileIntentToAppeal(Act, key="removal.intend_appeal", on=BOND, permission=MANAGE, authorities=SET):
    """Stay a judge's order of release by notice of intent to appeal."""

    filed_at: Annotated[datetime | None, Field(title="Filed with the court at; now, when left empty")] = None

    def guard(self, record: Bond, scene: Scene) -> None:
        """Only where the service had refused a bond or set a high one, and in time."""
        if record.set_by != "judge":
            raise GuardRefused("No judge set this bond; there is no order to stay.")
        least = scene.law.value("custody.bond_automatic_stay", scene.day)
        if record.service_amount is not None and record.service_amount < least.value:
            raise GuardRefused(
                f"The service had set {record.service_amount}; an order is stayed only from {least.value} dollars.",
                citation=least.citation,
            )
        at = self.filed_at or scene.at
        if at.tzinfo is None or at > scene.at:
            raise BadInput(
                "That moment is not in the past.",
                problems=[Problem("filed_at", "time.future", "Give the time it was filed.")],
            )
        clock = self._clock(record)
        if clock is not None and at > clock.due_at:
            raise GuardRefused(f"The time to stay the order ran out at {clock.due_at:%Y-%m-%d %H:%M} UTC.")

    def _clock(self, record: Bond) -> RunningClock | None:
        rows = RunningClock.objects.filter(key=STAY_CLOCK, person=record.person_id, state__in=("running", "breached"))
        return rows.order_by("-started_at", "-pk").first()

    def apply(self, record: Bond, scene: Scene) -> Bond:
        """Stay it; the time to appeal runs from the judge's order."""
        scene.marks.append("custody.intent_filed")
        if scene.law.clock(APPEAL_CLOCK).on(scene.day) is not None:
            act = StartClock(
                clock=APPEAL_CLOCK,
                mark="custody.release_stayed",
                subject_record=record.record_type,
                subject=record.pk,
                person=record.person_id,
                began=record.ordered_at,
            )
            scene.perform(act)
        return record


class AppealBond(Act, key="removal.bond_appealed", on=BOND, permission=MANAGE, authorities=SET):
    """Record that the appeal to the Board was filed for which a judge's order is stayed."""

    def guard(self, record: Bond, scene: Scene) -> None:
        """It is filed once."""
        if record.appealed_at is not None:
            raise GuardRefused("The appeal is filed already.")

    def apply(self, record: Bond, scene: Scene) -> Bond:
        """Keep when; the stay lasts as long as the law lets it."""
        record.appealed_at = scene.at
        scene.marks.append("custody.bond_appealed")
        return record


class EndBondStay(Act, key="removal.end_bond_stay", on=BOND, permission=MANAGE, authorities=SET):
    """Record that the stay of a judge's order of release has ended."""

    why: Why

    def apply(self, record: Bond, scene: Scene) -> Bond:
        """Let the order stand."""
        record.why = self.why
        scene.marks.append("custody.bond_stay_ended")
        return record


class PostBond(Act, key="removal.post_bond", on=BOND, permission=MANAGE, authorities=("bond.manage",)):
    """Take the bond from who posts it, and let the person go."""

    obligor: Annotated[str, Personal, Field(title="Obligor", min_length=2, max_length=160)]
    obligor_address: Annotated[str, Personal, Lines(2), Field(title="Obligor's address", min_length=5, max_length=300)]
    obligor_telephone: Annotated[str, Personal, Field(title="Obligor's telephone", max_length=40)] = ""
    security: Annotated[Literal["cash", "surety", "treasury bonds"], Field(title="Security given")]
    receipt: Annotated[str, Field(title="Receipt number", min_length=1, max_length=40)]
    address: Annotated[str, Personal, Field(title="Where the person will live", min_length=5, max_length=200)]

    def guard(self, record: Bond, scene: Scene) -> None:
        """The person is held, and by nothing that no bond opens."""
        stay = custody_rules.held(record.stay_id)
        row = custody_rules.basis(stay.authority, scene)
        judges = record.set_by == "judge" and not row.attributes["after_order"]
        if not row.attributes["bond"] and not judges:
            raise GuardRefused(f"The person is held now as: {row.title}; no bond opens that.", citation=row.citation)

    def apply(self, record: Bond, scene: Scene) -> Bond:
        """Keep the obligor and the receipt, make the bond, release the person."""
        record.obligor, record.obligor_address = self.obligor, self.obligor_address
        record.obligor_telephone, record.security, record.receipt = self.obligor_telephone, self.security, self.receipt
        record.posted_at = scene.at
        custody_papers.bond_agreement(record, self.address, scene)
        scene.perform(Release(way="bond", reason="BOND", to=self.address), on=custody_rules.held(record.stay_id))
        return record


class CancelBond(Act, key="removal.cancel_bond", on=BOND, permission=MANAGE, authorities=("bond.manage",)):
    """Cancel a bond: what it promised was kept, or it is no longer wanted."""

    why: Why
    taken_back_by: Annotated[
        str,
        Field(
            title="Judge or Board that took the bond back",
            description="Where a judge set it, and the person is still held",
            max_length=160,
        ),
    ] = ""

    def guard(self, record: Bond, scene: Scene) -> None:
        """What a judge set opens the door of who is held, and no officer shuts it again."""
        waits = record.state != "posted" and record.set_by == "judge"
        if waits and not self.taken_back_by and record.stay.state in OPEN:
            raise GuardRefused(
                "A judge set this bond, and the person is held: only a judge or the Board takes it back."
            )

    def apply(self, record: Bond, scene: Scene) -> Bond:
        """Keep when and why; a stay of it ends with it."""
        if record.state == "stayed":
            scene.marks.append("custody.bond_stay_ended")
        record.ended_at, record.why = scene.at, self.why
        return record


class BreachBond(Act, key="removal.breach_bond", on=BOND, permission=MANAGE, authorities=("bond.manage",)):
    """Declare a bond breached: a condition was substantially broken."""

    why: Why

    def apply(self, record: Bond, scene: Scene) -> Bond:
        """Keep when and why, and make the notice to the obligor."""
        record.ended_at, record.why = scene.at, self.why
        custody_papers.bond_breached(record, scene)
        return record
