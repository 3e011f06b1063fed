"""What a person says at the border holds removal back: fear of return, and a claim to citizenship, stand until heard.

Limen itself takes the claim down: the officer who heard it need have no part in removal.
"""

from __future__ import annotations

from typing import Any

from limen.core.access.gate import SYSTEM
from limen.kernel import Act, Scene
from limen.offices.patrol.processing_bars import shows
from limen.offices.removal.acts import ClaimCitizenship, ClaimFear
from limen.offices.removal.models import Protection

PURPOSE = "administration"
STANDS = ("pending", "granted")
FEARS = ("fear_pending", "reasonable_fear_pending", "fear_found")
CITIZENSHIP = ("citizenship_claim", "citizen")
REASONABLE = "reinstatement_fear"


def hold_fear(act: Any, record: Any, scene: Scene, entry: Any) -> None:
    """Take down a fear shown at the counter."""
    _claim(record, FEARS, ClaimFear(person=record.person_id, reason=f"Shown: {act.title()}"), scene)


def hold_fear_of_processing(act: Any, record: Any, scene: Scene, entry: Any) -> None:
    """Take down a fear shown in processing, whatever the disposition."""
    if not shows(record, "fear"):
        return
    standard = "reasonable" if record.disposition == REASONABLE else "credible"
    claim = ClaimFear(person=record.person_id, standard=standard, reason="Shown in processing; see the questions.")
    _claim(record, FEARS, claim, scene)


def hold_citizenship(act: Any, record: Any, scene: Scene, entry: Any) -> None:
    """Take down a claim to citizenship, or evidence of it, made by somebody in custody."""
    if act.finding == "disproved":
        return
    claim = ClaimCitizenship(person=record.person_id, reason=act.evidence)
    _claim(record, CITIZENSHIP, claim, scene)


def _claim(record: Any, kinds: tuple[str, ...], act: Act, scene: Scene) -> None:
    if not Protection.objects.filter(person=record.person_id, kind__in=kinds, state__in=STANDS).exists():
        scene.door.perform(act, by=SYSTEM, at=scene.place, purpose=PURPOSE, when=scene.at, nested=True)


LISTENS = {
    "inspections.refer_fear": hold_fear,
    "inspections.refer_judge": hold_fear,
    "inspections.refer_stowaway": hold_fear,
    "patrol.decide": hold_fear_of_processing,
    "patrol.approve": hold_fear_of_processing,
    "patrol.citizenship": hold_citizenship,
    "investigations.citizenship": hold_citizenship,
}
