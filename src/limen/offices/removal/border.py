"""What the border's own papers say of a person whom it sent here: the arrival, the document and the facts, as written.

A paper made here says them again in the border's words, so that nobody types an arrival twice and no two papers of one
person tell it differently.
"""

from __future__ import annotations

from string import Formatter
from typing import Any
from uuid import UUID

from limen.core.documents.models import Paper
from limen.core.people.models import Person
from limen.core.people.queries import one_person
from limen.core.referrals.models import Referral
from limen.offices.removal.gate import GONE
from limen.offices.removal.models import Case

OFFICE = "removal"
WITHDRAWN = ("withdrawn", "returned")
CARRIED = (
    "event_number",
    "fingerprint_number",
    "document_kind",
    "document_number",
    "document_issuer",
    "document_issued_on",
    "document_expires",
    "port",
    "arrived_on",
    "arrived_from",
    "carrier",
    "flight",
    "vessel",
    "class_sought",
    "found_at",
    "findings",
)
"""What is said again: nothing of who made the paper, of what was decided there, or of fear."""

ARRIVED_AS = {
    "inspections.inspection": "an arriving alien",
    "patrol.apprehension": "an alien present in the United States who has not been admitted or paroled",
}
"""What the charging document calls a person, by the record of the border that they were sent on."""


def sent_here(person_id: UUID) -> Referral | None:
    """Return the referral on which the border last sent a person here, unless they have left the country since."""
    people = one_person(person_id)
    sent = Referral.objects.filter(person__in=people, to_office=OFFICE, subject_record__in=ARRIVED_AS)
    found = sent.exclude(state__in=WITHDRAWN).order_by("sent_at", "pk").last()
    if found is None:
        return None
    left = Case.objects.filter(person__in=people, state__in=GONE, ended_on__gte=found.sent_at.date())
    return None if left.exists() else found


def told_of(person_id: UUID, charged_on: UUID | None = None) -> dict[str, Any]:
    """Return what the border's papers say of a person's arrival, under the keys the forms share; empty where none does.

    Args:
        person_id: the person.
        charged_on: the paper whose words go first.
    """
    referral = sent_here(person_id)
    papers: list[Paper] = []
    if referral is not None:
        about = Paper.objects.filter(about_record=referral.subject_record, about=referral.subject)
        papers = list(about.exclude(state="void").order_by("created_at", "pk"))
    papers += Paper.objects.filter(pk=charged_on) if charged_on else []
    return {key: paper.data[key] for paper in papers for key in CARRIED if paper.data.get(key)}


def alleged(person: Person, lines: list[str], countries: dict[str, str]) -> dict[str, str]:
    """Return what the charging document of a person whom the border sent here can begin with.

    Args:
        person: the person.
        lines: the facts the law pack has alleged, with a name in braces for each thing the border wrote; a line of
            which something is not known is left out.
        countries: what each country's code means.

    Returns:
        The facts and what the person is called, by the fields of the act that serves it; empty where the border sent
        nobody.
    """
    referral = sent_here(person.pk)
    if referral is None:
        return {}
    said = told_of(person.pk)
    known = {
        "nationality": countries.get(person.nationality, ""),
        "birth_country": countries.get(person.birth_country, ""),
        "arrived_on": said.get("arrived_on", ""),
        "arrived_at": said.get("found_at") or said.get("port", ""),
        "came_by": " ".join(str(said[key]) for key in ("carrier", "flight", "vessel") if said.get(key)),
    }
    facts = [line.format(**known) for line in lines if all(known[name] for name in _names(line))]
    facts += [str(fact) for fact in said.get("findings", ())]
    numbered = "\n".join(f"{number}. {fact}" for number, fact in enumerate(facts, 1))
    return {"allegations": numbered, "respondent_is": ARRIVED_AS[referral.subject_record]}


def _names(line: str) -> list[str]:
    return [name for _text, name, _spec, _conversion in Formatter().parse(line) if name]
