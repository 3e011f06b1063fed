"""Decisions on custody that every arrest asks for: examination, charge and custody, levels, who is kept apart."""

from __future__ import annotations

from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field

from limen.core.access.gate import account_of
from limen.core.custody import rules
from limen.core.custody.models import Apart, Stay, Stint
from limen.kernel import Act, Code, GuardRefused, Lines, Personal, Ref, Scene

STAY = rules.STAY
DECIDE = "custody.decide"
SUPERVISE = "custody.supervise"
Says = Annotated[str, Personal, Lines(4), Field(title="What was found", min_length=5, max_length=4000)]


class Examine(Act, key="custody.examine", on=STAY, permission=DECIDE, authorities=("custody.examine",)):
    """Examine a person arrested without a warrant; another officer than the one who arrested does it."""

    says: Says
    no_other: Annotated[str, Field(title="Why no other officer was at hand", max_length=500)] = ""

    def guard(self, record: Stay, scene: Scene) -> None:
        """Another officer examines, unless none was at hand and it is said why."""
        if scene.actor.id == record.arrested_by_id and not self.no_other:
            raise GuardRefused("An officer other than the one who arrested examines; or say why none was at hand.")

    def apply(self, record: Stay, scene: Scene) -> Stay:
        """Keep what was found."""
        rules.find(record, "examination", self.says, scene)
        scene.marks.append("custody.examined")
        return record


class DecideCustody(Act, key="custody.decide", on=STAY, permission=DECIDE, authorities=("custody.decide",)):
    """Decide whether to hold or release the person, and on what charge."""

    decision: Annotated[Literal["hold", "release"], Field(title="Decision")]
    charges: Annotated[list[str], Code("charges"), Field(title="Charges")] = []
    says: Annotated[str, Personal, Lines(4), Field(title="Why", min_length=5, max_length=4000)]

    def apply(self, record: Stay, scene: Scene) -> Stay:
        """Keep the decision."""
        rules.find(record, f"custody: {self.decision}", self.says, scene)
        scene.marks.append("custody.charging_decision")
        return record


class ExtendDecision(
    Act, key="custody.extend_decision", on=STAY, permission=SUPERVISE, authorities=("custody.extend_decision",)
):
    """Put off the custody and charging decision for an emergency, in writing."""

    says: Annotated[str, Personal, Lines(4), Field(title="The emergency", min_length=20, max_length=4000)]

    def apply(self, record: Stay, scene: Scene) -> Stay:
        """Keep why."""
        rules.find(record, "decision put off", self.says, scene)
        scene.marks.append("custody.charging_extended")
        return record


class Classify(Act, key="custody.classify", on=STAY, permission="custody.care", authorities=("custody.care",)):
    """Set, or look again at, a person's custody level."""

    level: Annotated[str, Code("custody_levels"), Field(title="Level")]
    says: Annotated[str, Personal, Lines(3), Field(title="Why", min_length=5, max_length=2000)]

    def apply(self, record: Stay, scene: Scene) -> Stay:
        """Keep it."""
        again = record.findings.filter(kind="classification").exists()
        record.level = self.level
        rules.find(record, "classification", self.says, scene)
        scene.marks.append("custody.reclassified" if again else "custody.classified")
        return record


class KeepApart(Act, key="custody.apart", on=STAY, permission="custody.care", authorities=("custody.care",)):
    """Order that two people in custody are kept apart."""

    other: Annotated[UUID, Ref("people.person"), Field(title="From whom")]
    why: Annotated[str, Personal, Field(title="Why", min_length=5, max_length=500)]

    def guard(self, record: Stay, scene: Scene) -> None:
        """From somebody else, and not from one they share a cell with unless they are moved first."""
        if self.other == record.person_id:
            raise GuardRefused("Nobody is kept apart from themselves.")
        stint = rules.open_stint(record)
        mates = Stint.objects.filter(place=record.place_id, cell=stint.cell, until=None, person=self.other)
        if stint.cell and mates.exists():
            raise GuardRefused("They share a cell; move one of them first.")

    def apply(self, record: Stay, scene: Scene) -> Stay:
        """Keep the order."""
        Apart.objects.create(stay=record, other_id=self.other, why=self.why, since=scene.at)
        return record


class EndApart(Act, key="custody.apart_ended", on=STAY, permission=SUPERVISE, authorities=("custody.care",)):
    """End an order that two people are kept apart."""

    other: Annotated[UUID, Ref("people.person"), Field(title="From whom")]
    why: Annotated[str, Personal, Field(title="Why", min_length=5, max_length=500)]

    def guard(self, record: Stay, scene: Scene) -> None:
        """There is one to end."""
        if not record.aparts.filter(other=self.other, until=None).exists():
            raise GuardRefused("No such order stands.")

    def apply(self, record: Stay, scene: Scene) -> Stay:
        """End it."""
        record.aparts.filter(other=self.other, until=None).update(until=scene.at)
        return record


class SeparateFamily(Act, key="custody.separate", on=STAY, permission=SUPERVISE, authorities=("family.separate",)):
    """Allow that a person is kept apart from their family unit, for a reason a supervisor records."""

    why: Annotated[str, Personal, Lines(3), Field(title="Why", min_length=20, max_length=500)]

    def guard(self, record: Stay, scene: Scene) -> None:
        """There is a family to keep apart from, and who approves is not who arrested."""
        if rules.unit_of(record.person_id) is None:
            raise GuardRefused("The person is of no family unit.")
        if record.apart_by_id:
            raise GuardRefused("That is allowed already.")
        if scene.actor.id == record.arrested_by_id:
            raise GuardRefused("Somebody other than the officer who arrested approves it.")

    def apply(self, record: Stay, scene: Scene) -> Stay:
        """Keep why and who approved."""
        record.apart_why, record.apart_by = self.why, account_of(scene.actor)
        rules.find(record, "family kept apart", self.why, scene)
        scene.marks.append("child.family_separated")
        rules.about_all(rules.family_here(record), scene)
        return record


class ReviewSeparation(
    Act, key="custody.separation_reviewed", on=STAY, permission=SUPERVISE, authorities=("family.separate",)
):
    """Look again at whether a family must still be kept apart."""

    says: Annotated[str, Personal, Lines(3), Field(title="Why it must still be", min_length=20, max_length=500)]

    def guard(self, record: Stay, scene: Scene) -> None:
        """They are kept apart."""
        if not record.apart_by_id:
            raise GuardRefused("The family is not kept apart.")

    def apply(self, record: Stay, scene: Scene) -> Stay:
        """Keep the review."""
        rules.find(record, "separation reviewed", self.says, scene)
        scene.marks.append("child.separation_reviewed")
        return record


class Reunite(Act, key="custody.reunite", on=STAY, permission="custody.book", authorities=("family.separate",)):
    """Record that a family is together again."""

    def guard(self, record: Stay, scene: Scene) -> None:
        """They were kept apart."""
        if not record.apart_by_id:
            raise GuardRefused("The family is not kept apart.")

    def apply(self, record: Stay, scene: Scene) -> Stay:
        """End the leave to keep them apart."""
        record.apart_why, record.apart_by = "", None
        scene.marks.append("child.family_reunited")
        return record
