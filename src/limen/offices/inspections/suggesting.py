"""What the counter offers: the classes this person could be admitted in today, each with its last day and provision."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from limen.kernel import LimenError
from limen.offices.inspections import rules
from limen.offices.inspections.models import Inspection


@dataclass(frozen=True, slots=True)
class Offer:
    """One class offered.

    Args:
        code: the class of admission.
        title: what it is.
        until: the last day as the record would say it; empty where the officer states it.
        citation: the provision that fixes the stay.
        needs: what the officer must add, a field of the act, or empty.
    """

    code: str
    title: str
    until: str
    citation: str
    needs: str = ""


def offers(record: Inspection, law: Any, day: date) -> list[Offer]:
    """Return the classes to offer, in the service's order; none to a citizen."""
    if rules.claims_citizenship(record, law):
        return []
    found = []
    for code in law.value("policy.counter_classes", day).value:
        offer = _offer(record, code, law, day)
        if offer is not None:
            found.append(offer)
    return found


def _offer(record: Inspection, code: str, law: Any, day: date) -> Offer | None:
    try:
        rules.class_fits(record, code, law, day)
        title = rules.class_of(law, code, day).title
        stay = rules.stay(record, code, law, day)
    except LimenError as refused:
        needed = next((problem.field for problem in refused.problems if problem.rule == "admission.day_needed"), "")
        return Offer(code, rules.class_of(law, code, day).title, "", refused.citation, needed) if needed else None
    return Offer(code, title, stay.shown, stay.citation)
