"""Habeas corpus: the petition, the order to show cause, the return, and what the court decides."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any
from uuid import UUID

from pydantic import Field

from limen.core.custody.acts import Release
from limen.core.custody.models import OPEN
from limen.kernel import Act, BadInput, GuardRefused, Lines, Personal, Problem, Ref, Scene
from limen.offices.removal import custody_rules
from limen.offices.removal.acts.protections import LiftStay, RecordStay
from limen.offices.removal.gate import STANDING
from limen.offices.removal.models import Habeas

HABEAS = "removal.habeas"
DECIDE = "removal.decide"
OBEY = ("release.court",)
COURTS_STAY = "stay_court"
"""The law pack's kind of protection that a court's stay is."""
Judge = Annotated[str, Field(title="Judge", min_length=2, max_length=120)]
Says = Annotated[str, Personal, Lines(4), Field(title="What the court says", min_length=5, max_length=4000)]


class FileHabeas(Act, key="removal.file_habeas", on=HABEAS, permission=DECIDE, authorities=OBEY):
    """Record a petition for a writ of habeas corpus."""

    stay: Annotated[UUID, Ref("custody.stay"), Field(title="Stay in custody")]
    court: Annotated[str, Field(title="Court", min_length=2, max_length=160)]
    number: Annotated[str, Field(title="Number of the case", min_length=1, max_length=40)]
    filed_on: Annotated[date, Field(title="Filed on")]
    counsel: Annotated[str, Personal, Field(title="Counsel", max_length=160)] = ""

    def guard(self, record: Any, scene: Scene) -> None:
        """The person is held, and the day is not to come."""
        custody_rules.held(self.stay)
        if self.filed_on > scene.day:
            raise BadInput("That day is to come.", problems=[Problem("filed_on", "time.future", "Give the day.")])

    def apply(self, record: Any, scene: Scene) -> Habeas:
        """Keep it."""
        stay = custody_rules.held(self.stay)
        scene.about(stay.person)
        return Habeas(
            person=stay.person,
            stay=stay,
            court=self.court,
            number=self.number,
            filed_on=self.filed_on,
            counsel=self.counsel,
        )


class OrderToShowCause(Act, key="removal.show_cause", on=HABEAS, permission=DECIDE, authorities=OBEY):
    """Record that the court ordered the service to show cause: the return falls due."""

    judge: Judge

    def apply(self, record: Habeas, scene: Scene) -> Habeas:
        """Start the time for the return."""
        record.judge, record.ordered_at = self.judge, scene.at
        scene.marks.append("custody.habeas_ordered")
        return record


class FileReturn(Act, key="removal.file_return", on=HABEAS, permission=DECIDE, authorities=OBEY):
    """Record that the return, which says why the person is held, was filed."""

    def apply(self, record: Habeas, scene: Scene) -> Habeas:
        """Meet the deadline."""
        record.returned_at = scene.at
        scene.marks.append("custody.habeas_returned")
        return record


class StayRemoval(Act, key="removal.habeas_stay", on=HABEAS, permission=DECIDE, authorities=("stay.court",)):
    """Record that the court forbids removing the person while it decides."""

    says: Says

    def guard(self, record: Habeas, scene: Scene) -> None:
        """It is not stayed already."""
        if record.protection is not None and record.protection.state in STANDING:
            raise GuardRefused("The court has stayed removal already.")

    def apply(self, record: Habeas, scene: Scene) -> Habeas:
        """Nobody removes the person while it stands."""
        act = RecordStay(person=record.person_id, kind=COURTS_STAY, reason=f"{record.court} {record.number}")
        record.protection = scene.perform(act).record
        record.stayed_at, record.says = scene.at, self.says
        return record


class EndStay(Act, key="removal.habeas_stay_ended", on=HABEAS, permission=DECIDE, authorities=("stay.court",)):
    """Record that the court's stay of removal has ended."""

    why: Annotated[str, Personal, Lines(2), Field(title="Why", min_length=5, max_length=2000)]

    def guard(self, record: Habeas, scene: Scene) -> None:
        """There is one."""
        if record.protection is None or record.protection.state not in STANDING:
            raise GuardRefused("The court has stayed nothing.")

    def apply(self, record: Habeas, scene: Scene) -> Habeas:
        """Lift it; the removal period begins anew where an order is final."""
        scene.perform(LiftStay(why=self.why), on=record.protection)
        record.stay_lifted_at = scene.at
        return record


class ReleaseByCourt(Act, key="removal.release_by_court", on=HABEAS, permission=DECIDE, authorities=OBEY):
    """Release the person now: the court grants the writ."""

    judge: Judge
    says: Says

    def apply(self, record: Habeas, scene: Scene) -> Habeas:
        """Obey at once, whatever else stands in the way; who has left already is not released again."""
        record.judge, record.says, record.decided_at = self.judge, self.says, scene.at
        stay = custody_rules.fresh(record.stay)
        if stay.state in OPEN:
            to = f"as {record.court} orders, {record.number}"[:200]
            scene.perform(Release(way="court", to=to), on=stay)
        return record


class DenyHabeas(Act, key="removal.deny_habeas", on=HABEAS, permission=DECIDE, authorities=OBEY):
    """Record that the court denies the petition."""

    judge: Judge
    says: Says

    def apply(self, record: Habeas, scene: Scene) -> Habeas:
        """Keep it."""
        record.judge, record.says, record.decided_at = self.judge, self.says, scene.at
        return record


class WithdrawHabeas(Act, key="removal.withdraw_habeas", on=HABEAS, permission=DECIDE, authorities=OBEY):
    """Record that the petition was withdrawn or dismissed as moot."""

    says: Says

    def apply(self, record: Habeas, scene: Scene) -> Habeas:
        """Keep it."""
        record.says, record.decided_at = self.says, scene.at
        return record
