"""A lookout that lands after a list was answered is held against everyone still on the way, and the carrier is told."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from limen.core.lookouts.parties import party_of
from limen.core.lookouts.queries import explain, named_numbers
from limen.kernel import Scene
from limen.offices.inspections.acts import FindHit, HoldForOfficer
from limen.offices.inspections.directing import holds
from limen.offices.inspections.models import Hit, Traveller
from limen.offices.inspections.rules import met_on_list
from limen.screening.sieve import worth_comparing

ON_THE_WAY = ("booked", "listed", "cleared", "held", "boarded")
BEFORE_DEPARTURE = ("listed", "cleared")
CHUNK = 400


def search_the_board(act: Any, record: Any, scene: Scene, entry: Any) -> None:
    """Find the lookout among travellers not yet arrived; hold those it asks to refuse who have not boarded."""
    if record.state != "active" or record.review_by < scene.day:
        return
    known = set(Hit.objects.filter(lookout=record, traveller__isnull=False).values_list("traveller", flat=True))
    for traveller in _worth_a_look(record, scene):
        hit = None if traveller.pk in known else explain(record, met_on_list(traveller))
        if hit is None:
            continue
        found = scene.perform(FindHit(lookout=record.pk), on=traveller).record
        if found.state in BEFORE_DEPARTURE and holds(record, strong=hit.strong):
            scene.perform(HoldForOfficer(), on=found)


def _worth_a_look(record: Any, scene: Scene) -> Iterable[Traveller]:
    """Yield the travellers on the way whose name is somewhat like one of the lookout's, or whose document it names."""
    rows = Traveller.objects.filter(
        state__in=ON_THE_WAY, voyage__runs_on__gte=scene.day - timedelta(days=1), voyage__direction="inbound"
    )
    listed = list(rows.values_list("pk", "folded", "document_folded"))
    numbers = named_numbers(record)
    wanted = {listed[place][0] for place in worth_comparing(party_of(record), [row[1] for row in listed])}
    wanted |= {row[0] for row in listed if row[2] in numbers}
    keys = sorted(wanted)
    for start in range(0, len(keys), CHUNK):
        yield from rows.filter(pk__in=keys[start : start + CHUNK]).select_related("voyage")


LISTENS = dict.fromkeys(
    ("lookouts.approve", "lookouts.one_day", "lookouts.approve_change", "lookouts.resume"), search_the_board
)
