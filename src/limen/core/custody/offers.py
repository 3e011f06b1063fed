"""What a stay's page offers, in the groups an officer looks for it, without what cannot be done now."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from limen.core.custody.rules import unit_of
from limen.core.offering import Offer, offered

if TYPE_CHECKING:
    from limen.core.access.gate import Viewer

GROUPS: tuple[tuple[Any, tuple[str, ...]], ...] = (
    (_("Where"), ("book_in", "cell", "transfer", "hospital", "hospital_return", "correct_leaving")),
    (
        _("Care"),
        (
            "care",
            "advise_consular",
            "need",
            "need_ended",
            "visit",
            "doubt_age",
            "find_child",
            "classify",
            "apart",
            "apart_ended",
        ),
    ),
    (_("Decisions"), ("examine", "decide", "extend_decision", "basis", "death_report")),
    (_("Family"), ("separate", "separation_reviewed", "reunite")),
    (_("Property and money"), ("property", "property_returned", "funds")),
    (_("Way out"), ("release", "hand_over", "escaped", "died")),
)
"""The verbs of a stay by what they are about; what stands in none of them comes last."""


def grouped(record: Any, viewer: Viewer) -> list[tuple[Any, list[Offer]]]:
    """Return what the viewer may do to a stay now, by group."""
    offers = {act.key.partition(".")[2]: act for act in offered(record, viewer, but=not_now(record))}
    found = [(title, [offers.pop(verb) for verb in verbs if verb in offers]) for title, verbs in GROUPS]
    if offers:
        found.append((_("Also"), list(offers.values())))
    return [(title, acts) for title, acts in found if acts]


def not_now(record: Any) -> set[str]:
    """Return the acts that would be refused as the stay stands: there is nothing to end, return or review."""
    in_hospital = any(stint.kind == "hospital" and stint.until is None for stint in record.stints.all())
    absent = {
        "custody.hospital": in_hospital,
        "custody.hospital_return": not in_hospital,
        "custody.find_child": record.juvenile and record.alone,
        "custody.doubt_age": record.juvenile,
        "custody.separate": record.apart_by_id is not None or unit_of(record.person_id) is None,
        "custody.separation_reviewed": record.apart_by_id is None,
        "custody.reunite": record.apart_by_id is None,
        "custody.need_ended": all(need.until for need in record.needs.all()),
        "custody.apart_ended": all(row.until for row in record.aparts.all()),
        "custody.property_returned": True,  # offered beside each thing instead
        "custody.correct": True,  # offered beside each stint instead
    }
    return {key for key, true in absent.items() if true}
