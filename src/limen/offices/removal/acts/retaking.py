"""Taking back into custody a person who lived at liberty under supervision."""

from __future__ import annotations

from limen.core.clocks.models import RunningClock
from limen.core.custody.acts import TakeIntoCustody
from limen.core.custody.models import Stay
from limen.kernel import Act, Scene
from limen.offices.removal import custody_rules
from limen.offices.removal.acts.reviews import OpenReview
from limen.offices.removal.acts.supervision import SUPERVISE, SUPERVISION, Why, row_of
from limen.offices.removal.models import Supervision

RETAKE = ("release.revoke", "supervise.violate")


class Retake(Act, key="removal.retake", on=SUPERVISION, permission=SUPERVISE, authorities=RETAKE):
    """Revoke release and take the person back into custody."""

    why: Why

    def authority(self, record: Supervision, scene: Scene) -> str:
        """The law pack says on what a person so released is taken back."""
        return str(row_of(record, scene).attributes["retaking"])

    def guard(self, record: Supervision, scene: Scene) -> None:
        """Nobody is taken who may not be held."""
        custody_rules.may_be_held(record.person_id, scene)

    def apply(self, record: Supervision, scene: Scene) -> Supervision:
        """Begin a new stay; after an order of removal, its review."""
        row = row_of(record, scene)
        record.ended_at, record.why, record.next_on = scene.at, self.why, None
        under = row.attributes["taken_back"]
        running = RunningClock.objects.filter(key="removal.period", person=record.person_id, state="running")
        if running.filter(due_at__gt=scene.at).exists():
            under = row.attributes.get("within_period", under)
        act = TakeIntoCustody(
            person=record.person_id, under=under, subject_record=record.record_type, subject=record.pk
        )
        stay: Stay = scene.perform(act).record
        scene.marks += row.attributes["marks"]
        if row.attributes.get("review"):
            scene.perform(OpenReview(stay=stay.pk, kind=row.attributes["review"], asked=self.why))
        return record
