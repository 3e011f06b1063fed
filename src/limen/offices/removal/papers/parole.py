"""The papers of parole from custody: the record that shows it, and what says that it is refused or ended."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from limen.core.documents.acts import ServePaper
from limen.core.documents.filling import moment
from limen.core.documents.models import Paper
from limen.kernel import Scene
from limen.offices.removal import border
from limen.offices.removal.papers.decisions import make

if TYPE_CHECKING:
    from limen.offices.removal.models import Determination

SAYS = {"refused": "Parole is refused.", "ended": "Your parole is ended."}


def arrival_record(record: Determination, number: str, scene: Scene) -> Paper:
    """Make the arrival/departure record that shows the parole, with the arrival as the border wrote it.

    Args:
        record: the determination, the parole on it.
        number: of the record, leased to the node.
        scene: the act's scene.
    """
    row = scene.law.codes("parole_grounds").get(record.parole_ground, scene.day)
    stay = record.stay
    data = {
        "arrived_on": stay.began_at.astimezone(stay.place.zone).date().isoformat(),
        "port": stay.place.name,
        **border.told_of(record.person_id),
        "admission_number": number,
        "class_of_admission": row.attributes["class"],
        "admit_until": record.paroled_until.isoformat() if record.paroled_until else "",
        "parole_purpose": row.title,
    }
    return make("i94", record, data, scene)


def notice(record: Determination, decision: str, why: str, scene: Scene, how: Any = "in person") -> Paper:
    """Make and serve the notice that parole is refused or ended, with the reasons."""
    stay = record.stay
    data = {
        "decision": SAYS[decision],
        "held_at": stay.place.name if decision == "refused" else "",
        "custody_authority": record.citation,
        "paroled_until": record.paroled_until.isoformat() if record.paroled_until else "",
        "reasons": why.splitlines(),
        "served_on": moment(scene.at, scene.place.zone),
        "served_how": how,
        "served_by": scene.actor.label,
    }
    paper = make("parole_notice", record, data, scene)
    served: Paper = scene.perform(ServePaper(how=how), on=paper).record
    return served
