"""The papers of custody, filled from the record."""

from __future__ import annotations

from typing import Any

from limen.core.custody.models import Stay
from limen.core.documents.acts import MakePaper
from limen.core.documents.filling import identity, made, moment
from limen.core.documents.models import Paper
from limen.core.places.models import Place
from limen.kernel import Scene


def transfer_notice(stay: Stay, before: Place, court: str, counsel: str, scene: Scene) -> Paper:
    """Make the notice that tells the immigration court where a person was moved."""
    data = {
        **identity(stay.person, scene.day),
        **made(scene),
        "court": court,
        "change": "transferred",
        "changed_on": moment(scene.at, scene.place.zone),
        "moved_from": before.name,
        "moved_to": stay.place.name,
        "counsel": counsel,
    }
    return make("i830", stay, data, scene)


def make(form: str, stay: Stay, data: dict[str, Any], scene: Scene) -> Paper:
    """Make a paper about a stay and list it in the entry."""
    act = MakePaper(form=form, person=stay.person_id, about_record=stay.record_type, about=stay.pk, data=data)
    paper: Paper = scene.perform(act).record
    scene.about(paper)
    return paper
