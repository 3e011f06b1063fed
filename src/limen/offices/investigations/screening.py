"""Whether a lookout means somebody who is arrested. It asks, and keeps the hits through their own act."""

from __future__ import annotations

from typing import TYPE_CHECKING

from limen.core.lookouts.hitting import keep_hits
from limen.core.lookouts.met import Met
from limen.core.lookouts.queries import screen

if TYPE_CHECKING:
    from limen.kernel import Scene
    from limen.offices.investigations.models import Arrest

WIDTH = 240


def screened(record: Arrest, scene: Scene) -> str:
    """Ask the lookouts about somebody; return what stood in the way of asking well, or nothing."""
    person = record.person
    asked = {name: getattr(person, name) for name in ("surname", "given_names", "birth", "sex", "nationality")}
    met = Met(record.record_type, record.pk, person.pk, "", "", asked)
    found = screen([met], day=scene.day)
    scene.facts["hits"] = len(keep_hits(found.hits[0], met, scene))
    return found.exactly[:WIDTH]
