"""Whose fear was heard and not found has a removal case with its order, as the law makes it, and nobody types it again.

The order waits for the end: the judge affirms the finding, or the person declines a review. The law pack says which
referral it answers, which kind of case it opens, under which authority, and on which paper the grounds stand. The order
is made on paper with it, approved by the supervisor who approved the finding.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from limen.core.documents.models import Paper
from limen.core.people.queries import one_person
from limen.core.referrals.models import Referral
from limen.flows.border_to_case import LIVE, OFFICE, charges_of
from limen.kernel import Scene
from limen.offices.removal.acts import EnterOrder
from limen.offices.removal.gate import CHARGING, gate
from limen.offices.removal.models import Case, Protection
from limen.offices.removal.papers.fear import approved_by, heard_by

GONE = ("withdrawn", "returned")


def order(act: Any, record: Protection, scene: Scene, entry: Any) -> None:
    """Open the case of a person whom the law orders removed once no fear was found, unless a case lives already."""
    people = one_person(record.person_id)
    if (
        Case.objects.filter(person__in=people, state__in=LIVE).exists()
        or Protection.objects.filter(person__in=people, kind=record.kind, state="pending").exists()
        or gate(record.person_id, "", scene.day, scene.law, CHARGING)
    ):
        return
    found = answered(people, "no_fear", scene)
    if found is None:
        return
    code, paper = found
    kind = scene.law.codes("case_kinds").get(code, scene.day)
    if kind.attributes["standard"] != record.kind or paper is None:
        return
    scene.perform(
        EnterOrder(
            kind=kind.code,
            person=record.person_id,
            since=scene.at,
            under=kind.attributes["no_fear"],
            charges=charges_of(paper.data),
            by=heard_by(record, scene),
            approved_by=approved_by(record, scene),
            charged_on=paper.pk,
        )
    )


def answered(people: Collection[Any], after: str, scene: Scene) -> tuple[str, Paper | None] | None:
    """Return which kind of case follows the hearing of fear, and the paper the border charged the person on.

    Args:
        people: the records of the person.
        after: the attribute of the referral's reason that says the kind of case.
        scene: of the act.

    Returns:
        None where the border sent nobody to be heard.
    """
    sent = (
        Referral.objects.filter(person__in=people, to_office=OFFICE).exclude(state__in=GONE).order_by("sent_at", "pk")
    )
    referral = sent.last()
    if referral is None:
        return None
    for table in ("processing", "referral_custody"):
        row = scene.law.codes(table).get(referral.reason, scene.day)
        if row is not None and row.attributes.get(after):
            return str(row.attributes[after]), _charging(referral, row)
    return None


def _charging(referral: Referral, row: Any) -> Paper | None:
    form = row.attributes["charged_on"]
    made = Paper.objects.filter(about_record=referral.subject_record, about=referral.subject, form=form)
    return made.exclude(state="void").order_by("created_at", "pk").last()


LISTENS = {
    "removal.review_affirmed": order,
    "removal.decline_review": order,
}
