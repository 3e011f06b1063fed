"""Who a carrier names: found on the board, matched to people on record, screened, and put in order. Nothing is written.

Whoever calls this keeps what it finds, in the act that receives the list or the bookings.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from limen.core.documents.models import TravelDocument
from limen.core.lookouts.queries import Hit as Found
from limen.core.lookouts.queries import screen
from limen.core.people.models import Person
from limen.core.people.names import birth_bounds, fold, fold_number
from limen.kernel import BadInput, Scene
from limen.offices.inspections.directing import HELD_WHY, directive_for, hit_priority, holds
from limen.offices.inspections.models import Inspection, Traveller, Voyage
from limen.offices.inspections.recognising import BOOKED, Aboard
from limen.offices.inspections.rules import met_on_list

if TYPE_CHECKING:
    from limen.offices.inspections.acts.arrivals import Listed

COPIED = (
    "role",
    "reference",
    "locator",
    "surname",
    "given_names",
    "birth",
    "sex",
    "nationality",
    "document_kind",
    "document_issuer",
    "document_number",
    "document_expires",
    "embarks",
    "debarks",
    "seat",
    "bags",
    "contacts",
)
"""What a list says of a person, field by field as a traveller keeps it."""
ADVERSE = ("refused", "removed", "withdrawn", "charged")
REPORTED, ADVERSE_BEFORE, EXPIRED, DATA_MISSING = 80, 50, 40, 20
"""How far up the vetting list each puts a traveller; lookouts and criteria say so themselves."""
BATCH = 400


def aboard_of(voyage: Voyage) -> Aboard:
    """Return the travellers of a voyage, to be found by what a message says of them."""
    return Aboard(Traveller.objects.filter(voyage=voyage).exclude(state="off_list"))


def said_of(row: Listed, role: str | None) -> dict[str, Any]:
    """Return what a message says of a person, as a traveller keeps it; ``role`` stands where it says passenger."""
    fields = {name: getattr(row, name) for name in COPIED}
    if role and row.role == "passenger":
        fields["role"] = role
    fields["folded"] = fold(row.surname, row.given_names)
    fields["document_folded"] = fold_number(row.document_number)
    return fields


def judged(rows: list[Traveller], known: Mapping[tuple[Any, Any], str], scene: Scene) -> list[list[Found]]:
    """Match travellers to people on record, screen them, and put them in order; return what was found of each.

    Args:
        rows: the travellers.
        known: the hits kept of them before, by traveller and lookout, with how each stands.
        scene: the act they are listed by.
    """
    _match(rows)
    found = _screened(rows, scene)
    _decide(rows, found, known, scene)
    return found


def _match(rows: list[Traveller]) -> None:
    """Find each traveller's person by document number; a name or birth that conflicts is no match."""
    from limen.offices.inspections.checks import conflicts
    from limen.offices.inspections.presented import Presented

    numbers = sorted({row.document_folded for row in rows if row.document_folded})
    held: dict[tuple[str, str], Person] = {}
    for start in range(0, len(numbers), BATCH):
        documents = TravelDocument.objects.filter(number_folded__in=numbers[start : start + BATCH])
        for document in documents.select_related("person__same_as").prefetch_related("person__identities"):
            held[document.issuer, document.number_folded] = document.person
    for row in (row for row in rows if row.matched_by != "inspection"):
        person = held.get((row.document_issuer, row.document_folded))
        shown = Presented(surname=row.surname, given_names=row.given_names, birth=_readable(row.birth))
        if person is not None and not conflicts(shown, person):
            row.person, row.matched_by = person.same_as or person, "document"
        else:
            row.person, row.matched_by = None, ""


def _readable(birth: str) -> str:
    try:
        birth_bounds(birth)
    except BadInput:
        return ""
    return birth


def _screened(rows: list[Traveller], scene: Scene) -> list[list[Found]]:
    screened = screen([met_on_list(row) for row in rows], day=scene.day)
    if screened.exactly:
        scene.facts["screened_exactly"] = screened.exactly
    return screened.hits


def _decide(
    rows: list[Traveller], found: list[list[Found]], known: Mapping[tuple[Any, Any], str], scene: Scene
) -> None:
    """Put each traveller in order of who needs a person first, and set what the carrier is told."""
    may, must_not = directive_for(scene, may_board=True), directive_for(scene, may_board=False)
    adverse = set(
        Inspection.objects.filter(
            person__in={row.person_id for row in rows if row.person_id}, state__in=ADVERSE
        ).values_list("person", flat=True)
    )
    reported = _reported(rows)
    for row, every in zip(rows, found, strict=True):
        hits = [hit for hit in every if known.get((row.pk, hit.lookout.pk)) != "dismissed"]
        row.priority = _priority(
            row, hits, reported=row.pk in reported, adverse=row.person_id in adverse, day=scene.day
        )
        stops = [hit for hit in hits if holds(hit.lookout, strong=hit.strong)]
        if row.state == "cleared":
            stops = [hit for hit in stops if (row.pk, hit.lookout.pk) not in known]
        _tell(row, may, must_not, stop=bool(stops))


def _tell(row: Traveller, may: str, must_not: str, *, stop: bool) -> None:
    """Set what the carrier is told; an officer alone lifts a hold, and a later list undoes no officer's decision."""
    if stop and row.state in ("listed", "cleared"):
        row.directive, row.directive_why, row.state = must_not, HELD_WHY, "held"
    elif row.state == "listed":
        row.directive, row.directive_why = may, ""


def _reported(rows: list[Traveller]) -> set[Any]:
    """Return who travels on a document that is reported: of another state's document of that number nothing is."""
    held = set(TravelDocument.objects.filter(state="reported").values_list("issuer", "number_folded"))
    numbers = {number for _issuer, number in held}
    return {
        row.pk
        for row in rows
        if row.document_folded in numbers
        and (not row.document_issuer or (row.document_issuer, row.document_folded) in held)
    }


def _priority(row: Traveller, hits: list[Found], *, reported: bool, adverse: bool, day: date) -> int:
    reasons = [0]
    reasons.extend(hit_priority(strong=hit.strong) for hit in hits)
    if reported:
        reasons.append(REPORTED)
    if adverse:
        reasons.append(ADVERSE_BEFORE)
    if row.document_expires and row.document_expires < day:
        reasons.append(EXPIRED)
    if row.state != BOOKED and not (row.document_number and row.birth):
        reasons.append(DATA_MISSING)
    return max(reasons)
