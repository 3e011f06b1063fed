"""Two records judged to be one person, both in custody: one stay is wrong, and those who hold them find out which.

A judgement is a fact and is not refused. Limen itself calls: whoever judged the records need have no part in custody.
"""

from __future__ import annotations

from typing import Any, Literal

from limen.core.access.gate import SYSTEM
from limen.core.custody.models import OPEN, Stay
from limen.core.custody.rules import KIND_OF_PLACE
from limen.core.people.queries import one_person
from limen.core.referrals.acts import SendReferral
from limen.kernel import Scene

PURPOSE = "administration"
OFFICES: dict[str, Literal["patrol", "inspections", "removal"]] = {
    "station": "patrol",
    "port": "inspections",
    "facility": "removal",
    "hold_room": "removal",
}
"""Whose people hold somebody, by what a stint at the kind of place is."""


def call_those_who_hold(act: Any, record: Any, scene: Scene, entry: Any) -> None:
    """Put each stay of a person who is held twice in the queue of the place that holds them."""
    if act.verdict != "same":
        return
    stays = list(Stay.objects.filter(person__in=one_person(record.pk), state__in=OPEN).select_related("place"))
    for stay in stays if len(stays) > 1 else ():
        work = SendReferral(
            to_office=OFFICES[KIND_OF_PLACE[stay.place.kind]],
            to_place=stay.place_id,
            subject_record=stay.record_type,
            subject=stay.pk,
            person=stay.person_id,
            reason="held_twice",
            remarks="In custody under another record too: find out where the person is, and end the wrong stay.",
            urgency="immediate",
            due_in_minutes=scene.law.value("policy.held_twice_minutes", scene.day).value,
        )
        scene.door.perform(work, by=SYSTEM, at=scene.place, purpose=PURPOSE, when=scene.at, nested=True)


LISTENS = {
    "people.judge": call_those_who_hold,
    "people.judge_proposed": call_those_who_hold,
}
