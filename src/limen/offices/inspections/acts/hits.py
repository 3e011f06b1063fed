"""Deciding whether a lookout means the person it stopped."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from limen.core.lookouts.acts import ClearPerson
from limen.kernel import Act, Personal, Scene
from limen.offices.inspections import rules
from limen.offices.inspections.models import Hit

HIT = "inspections.hit"
CHECK = ("lookouts.check",)


class ConfirmHit(Act, key="inspections.confirm_hit", on=HIT, permission="lookouts.decide", authorities=CHECK):
    """Judge that the lookout means this person."""

    reason: Annotated[str, Personal, Field(title="What agrees", min_length=5, max_length=500)]

    def apply(self, record: Hit, scene: Scene) -> Hit:
        """Keep who judged and why; the person is then for secondary."""
        return rules.judged(record, self.reason, scene)


class DismissHit(Act, key="inspections.dismiss_hit", on=HIT, permission="lookouts.decide", authorities=CHECK):
    """Judge that the lookout means somebody else; it does not stop this person again."""

    reason: Annotated[str, Personal, Field(title="What differs", min_length=10, max_length=500)]

    def apply(self, record: Hit, scene: Scene) -> Hit:
        """Keep who judged and why, and clear the person of this lookout."""
        person = rules.person_of(record)
        if person is not None:
            number = rules.number_shown(record)
            scene.perform(ClearPerson(person=person, document_number=number, reason=self.reason), on=record.lookout)
        return rules.judged(record, self.reason, scene)
