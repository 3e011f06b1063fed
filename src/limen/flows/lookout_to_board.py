"""A lookout that lands after a list was answered is held against everyone still on the way, and the carrier is told."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db.models import Q

from limen.core.lookouts.queries import explain, ways
from limen.kernel import Scene
from limen.offices.inspections.acts import FindHit, HoldForOfficer
from limen.offices.inspections.directing import holds
from limen.offices.inspections.models import Hit, Traveller

ON_THE_WAY = ("listed", "cleared", "held", "boarded")
BEFORE_DEPARTURE = ("listed", "cleared")


def search_the_board(act: Any, record: Any, scene: Scene, entry: Any) -> None:
    """Find the lookout among travellers not yet arrived; hold those it asks to refuse who have not boarded."""
    if record.state != "active" or record.review_by < scene.day:
        return
    rows = Traveller.objects.filter(
        state__in=ON_THE_WAY, voyage__runs_on__gte=scene.day - timedelta(days=1), voyage__direction="inbound"
    ).select_related("voyage")
    wanted = Q()
    if record.folded:
        wanted |= Q(folded__in=ways(record.folded))
    if record.document_folded:
        wanted |= Q(document_folded=record.document_folded)
    known = set(Hit.objects.filter(lookout=record, traveller__isnull=False).values_list("traveller", flat=True))
    for traveller in rows.filter(wanted) if wanted else ():
        hit = explain(
            record,
            surname=traveller.surname,
            given_names=traveller.given_names,
            birth=traveller.birth,
            document_number=traveller.document_number,
            document_issuer=traveller.document_issuer,
            person=traveller.person_id,
        )
        if hit is None or traveller.pk in known:
            continue
        found = scene.perform(FindHit(lookout=record.pk, why=list(hit.why), strong=hit.strong), on=traveller).record
        if found.state in BEFORE_DEPARTURE and holds(record, strong=hit.strong):
            scene.perform(HoldForOfficer(), on=found)


LISTENS = dict.fromkeys(
    ("lookouts.approve", "lookouts.one_day", "lookouts.approve_change", "lookouts.resume"), search_the_board
)
