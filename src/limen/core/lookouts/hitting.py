"""How an office keeps what screening found: each hit is a record; the office gets those its officers may see."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from decimal import Decimal

from limen.core.lookouts.acts import FindHit
from limen.core.lookouts.met import Met
from limen.core.lookouts.models import Hit
from limen.core.lookouts.queries.finding import Hit as Found
from limen.core.lookouts.rules import first_things, is_discreet
from limen.kernel import Scene


def keep_hits(found: Iterable[Found], met: Met, scene: Scene) -> list[tuple[Found, Hit]]:
    """Record each lookout found on somebody, once, and return those that an officer may be shown.

    A discreet one is recorded and passed to the office that answers for it; whoever stands at the counter learns
    nothing of it.

    Args:
        found: what screening found, cleared ones left out.
        met: on whom.
        scene: the act in which they are screened.

    Returns:
        What was found with its record, in the order in which an officer acts on them.
    """
    hits = list(found)
    if not hits:
        return []
    held = set(Hit.objects.filter(subject_record=met.record, subject=met.id).values_list("lookout", flat=True))
    kept = [(hit, _record(hit, met, scene)) for hit in hits if hit.lookout.pk not in held]
    shown = [(hit, row) for hit, row in kept if not is_discreet(hit.lookout, scene.day)]
    return sorted(shown, key=lambda pair: (first_things(pair[0].lookout.action, scene.day), not pair[0].strong))


def _record(hit: Found, met: Met, scene: Scene) -> Hit:
    known = met.issuer and scene.law.codes("icao_states").get(met.issuer, scene.day)
    act = FindHit(
        lookout=hit.lookout.pk,
        person=met.person,
        document_number=met.number[:40],
        document_issuer=met.issuer if known else "",
        asked={name: text for name, text in (met.asked or {}).items() if text},
        subject_record=met.record,
        subject=met.id,
        score=None if hit.score is None else Decimal(f"{hit.score:.4f}"),
        why=list(hit.why),
        evidence=[{**asdict(item), "bits": f"{item.bits:.1f}"} for item in hit.evidence],
        strong=hit.strong,
    )
    made: Hit = scene.perform(act).record
    return made
