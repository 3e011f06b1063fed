"""Whoever a criterion selects is moved up the vetting list, and nothing more: an officer looks and says what came."""

from __future__ import annotations

from typing import Any

from limen.core.criteria.selecting import Candidate, Occasion, consider, identified, in_force, waiting
from limen.kernel import Scene
from limen.offices.inspections.acts import ReferToAttention
from limen.offices.inspections.models import Traveller
from limen.offices.inspections.travelled import facts_of

NOT_YET_SEEN = ("listed", "cleared", "held", "boarded")


def put_before_criteria(act: Any, record: Any, scene: Scene, entry: Any) -> None:
    """Evaluate the criteria in force over everybody a voyage brings, each time more is known of them."""
    criteria = in_force(scene.day) if record.direction == "inbound" else []
    if not criteria:
        return
    known = [(row, facts) for row, facts in facts_of(record) if row.state in NOT_YET_SEEN]
    occasion = Occasion(record.record_type, record.pk, str(record), record.port_id, record.arrives_at)
    consider(
        occasion,
        [Candidate(row.record_type, row.pk, row.display_name, facts, row.person_id) for row, facts in known],
        scene,
        criteria,
    )
    for row in Traveller.objects.filter(pk__in=waiting([row.pk for row, _facts in known])):
        if row.priority < ReferToAttention.PRIORITY:
            scene.perform(ReferToAttention(), on=row)


def say_who(act: Any, record: Any, scene: Scene, entry: Any) -> None:
    """Say of somebody selected which person stood before the officer."""
    identified(record.record_type, record.pk, act.person, scene)


LISTENS = {
    "inspections.receive_list": put_before_criteria,
    "inspections.receive_bookings": put_before_criteria,
    "inspections.present": say_who,
}
