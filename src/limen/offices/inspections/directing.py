"""What a carrier is told of a traveller: directives, holds, and the changes it did not ask for."""

from __future__ import annotations

from collections.abc import Iterable

from limen.core.ledger.models import Outgoing
from limen.core.lookouts.models import Lookout
from limen.kernel import BadInput, Problem, Scene
from limen.offices.inspections.models import Traveller, Voyage

HELD_WHY = "A lookout may mean this traveller."


def directive_is(code: str, scene: Scene, *, boards: bool) -> None:
    """Refuse a directive that says the opposite of the act."""
    row = scene.law.codes("board_directives").get(code, scene.day)
    if bool(row.attributes.get("may_board")) != boards:
        raise BadInput(
            f"The directive {code} means: {row.title}.",
            problems=[Problem("directive", "directive.opposite", "Choose a directive that fits the act.")],
        )


def direct(traveller: Traveller, directive: str, reason: str, scene: Scene) -> Traveller:
    """Set a directive; where the carrier was told otherwise, send the change unasked."""
    told = traveller.directive
    traveller.directive, traveller.directive_why = directive, reason
    scene.about(traveller.voyage)
    if told and told != directive:
        Outgoing.objects.create(
            channel="carrier",
            to=traveller.voyage.carrier,
            subject=f"Change for {traveller.voyage.label} on {traveller.voyage.runs_on}",
            body=answer_text(traveller.voyage, [traveller], scene, unsolicited=True),
        )
        scene.facts["told_carrier"] = {"before": told, "now": directive}
    return traveller


def answer_text(voyage: Voyage, travellers: Iterable[Traveller], scene: Scene, *, unsolicited: bool = False) -> str:
    """Return the CUSRES that answers a carrier: one directive a person."""
    from limen.offices.inspections.answering import cusres

    return cusres(voyage, list(travellers), scene.at, unsolicited=unsolicited)


def hit_priority(*, strong: bool) -> int:
    """Return how far up the vetting list a hit puts a traveller."""
    return 90 if strong else 60


def holds(lookout: Lookout, *, strong: bool) -> bool:
    """Return whether a hit holds boarding until an officer has looked: a strong one that asks to refuse."""
    return strong and lookout.action == "refuse"


def hold_directive(scene: Scene) -> str:
    """Return the directive that refuses boarding."""
    return directive_for(scene, may_board=False)


def directive_for(scene: Scene, *, may_board: bool) -> str:
    """Return the law pack's first directive that lets a traveller board, or does not."""
    rows = scene.law.codes("board_directives").on(scene.day).values()
    code: str = next(row.code for row in rows if bool(row.attributes.get("may_board")) == may_board)
    return code
