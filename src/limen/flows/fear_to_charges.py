"""Whose fear was found has the charging document drafted, from the paper the border charged them on.

The law pack says which referral it answers and which kind of case follows: proceedings before a judge, or for one who
has no claim to them a hearing of asylum alone. Nothing is served by itself: a deadline asks an officer for it. Where a
case lives already, that case is the one that goes on.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from limen.core.clocks.models import RunningClock
from limen.core.clocks.redating import RedateClock
from limen.core.people.queries import one_person
from limen.flows.border_to_case import LIVE, charges_of
from limen.flows.fear_to_order import answered
from limen.kernel import Scene
from limen.offices.removal.acts import DraftCharges, KeepForMerits
from limen.offices.removal.acts.fear import CREDIBLE
from limen.offices.removal.acts.fear_found import MERITS_CLOCK
from limen.offices.removal.gate import CHARGING, gate
from limen.offices.removal.models import Case, Protection


def draft(act: Any, record: Protection, scene: Scene, entry: Any) -> None:
    """Open the case of a person whose credible fear was found, unless a case lives already."""
    people = one_person(record.person_id)
    if (
        record.standard != CREDIBLE
        or Case.objects.filter(person__in=people, state__in=LIVE).exists()
        or gate(record.person_id, "", scene.day, scene.law, CHARGING)
    ):
        return
    found = answered(people, "fear", scene)
    if found is None:
        return
    kind, paper = found
    drafted = DraftCharges(
        person=record.person_id,
        claim=record.pk,
        kind=kind,
        charges=charges_of(paper.data) if paper is not None else [],
    )
    scene.perform(drafted)


def kept(act: KeepForMerits, record: Protection, scene: Scene, entry: Any) -> None:
    """Let the time for the interview run from the day the person was given the record of the finding."""
    began = datetime.combine(act.told_on, datetime.min.time(), scene.place.zone)
    for clock in RunningClock.objects.filter(key=MERITS_CLOCK, subject=record.pk, started_at=scene.at):
        if act.told_on < scene.day:
            scene.perform(RedateClock(began=began), on=clock)


LISTENS = {
    "removal.find_fear": draft,
    "removal.review_vacated": draft,
    "removal.keep_for_merits": kept,
}
