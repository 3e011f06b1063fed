"""Deciding whether a lookout means the person it stopped; the lookouts room keeps the decision as well."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from limen.core.lookouts.acts import ClearPerson, HitNotSame, HitSame, HitUnsure
from limen.core.remembering import keep
from limen.kernel import Act, Personal, Scene
from limen.offices.inspections import rules
from limen.offices.inspections.models import Hit

HIT = "inspections.hit"
CHECK = ("lookouts.check",)
DECIDE = "lookouts.decide"


def _tell(record: Hit, act: Act, scene: Scene) -> None:
    """Decide the lookouts room's own record of the hit the same way; the flow that follows it has nothing to do."""
    if record.found is not None:
        keep((HIT, record.found.pk), "told")
        scene.perform(act, on=record.found)


class ConfirmHit(Act, key="inspections.confirm_hit", on=HIT, permission=DECIDE, authorities=CHECK):
    """Judge that the lookout means this person."""

    reason: Annotated[str, Personal, Field(title="What agrees", min_length=5, max_length=500)]

    def apply(self, record: Hit, scene: Scene) -> Hit:
        """Keep who judged and why; the person is then for secondary."""
        _tell(record, HitSame(reason=self.reason), scene)
        return rules.judged(record, self.reason, scene)


class DismissHit(Act, key="inspections.dismiss_hit", on=HIT, permission=DECIDE, authorities=CHECK):
    """Judge that the lookout means somebody else; it does not stop this person again."""

    reason: Annotated[str, Personal, Field(title="What differs", min_length=10, max_length=500)]

    def apply(self, record: Hit, scene: Scene) -> Hit:
        """Keep who judged and why, and clear the person of this lookout."""
        _tell(record, HitNotSame(reason=self.reason), scene)
        person = rules.person_of(record)
        if record.found is None and person is not None:
            number = rules.number_shown(record)
            scene.perform(ClearPerson(person=person, document_number=number, reason=self.reason), on=record.lookout)
        return rules.judged(record, self.reason, scene)


class DoubtHit(Act, key="inspections.doubt_hit", on=HIT, permission=DECIDE, authorities=CHECK):
    """Say that it cannot be decided yet whether the lookout means this person."""

    reason: Annotated[str, Personal, Field(title="What is in doubt", min_length=5, max_length=500)]

    def apply(self, record: Hit, scene: Scene) -> Hit:
        """Keep who doubts and why; the person is for secondary until it is decided."""
        _tell(record, HitUnsure(reason=self.reason), scene)
        return rules.judged(record, self.reason, scene)


class FollowSame(
    Act, key="inspections.follow_same", on=HIT, permission="lookouts.check", authorities=CHECK, automatic=True
):
    """It was decided elsewhere that the lookout means this person."""

    def apply(self, record: Hit, scene: Scene) -> Hit:
        """Keep who judged and why."""
        return rules.judged(record, record.found.reason if record.found else "", scene)


class FollowNotSame(
    Act, key="inspections.follow_not_same", on=HIT, permission="lookouts.check", authorities=CHECK, automatic=True
):
    """It was decided elsewhere that the lookout means somebody else."""

    def apply(self, record: Hit, scene: Scene) -> Hit:
        """Keep who judged and why."""
        return rules.judged(record, record.found.reason if record.found else "", scene)
