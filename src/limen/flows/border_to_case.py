"""Whom the border charged or ordered removed has a removal case as soon as Detention and Removal takes them over.

The case is opened from the charging document or the order as it was served, dated by it, and nothing is made twice: a
case that lives already is the one that goes on. The law pack says which disposition opens which kind of case.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from limen.core.clocks.models import RunningClock
from limen.core.clocks.redating import RedateClock
from limen.core.documents.models import Paper
from limen.core.referrals.models import Referral
from limen.kernel import Act, Scene
from limen.offices.removal.acts import Charged, EnterCharges, EnterIntent, EnterOrder
from limen.offices.removal.custody_rules import held_by_referral
from limen.offices.removal.gate import CHARGING, gate
from limen.offices.removal.models import Case

OFFICE = "removal"
LIVE = ("open", "in_proceedings", "ordered", "voluntary_departure", "final")
WRITTEN = "%Y-%m-%d %H:%M"
"""How a paper writes a moment, in the zone of the place that made it."""


def with_the_person(act: Any, record: Any, scene: Scene, entry: Any) -> None:
    """Open the case of a person taken over into custody here."""
    _enter(record.referral, scene)


def at_liberty(act: Any, record: Any, scene: Scene, entry: Any) -> None:
    """Open the case of a person who was let go into proceedings, when their referral is accepted."""
    if record.to_office == OFFICE and record.reason not in held_by_referral(scene.law, scene.day):
        _enter(record, scene)


def _enter(referral: Referral, scene: Scene) -> None:
    kind = _kind(referral.reason, scene)
    if (
        not kind
        or referral.person_id is None
        or Case.objects.filter(person=referral.person_id, state__in=LIVE).exists()
    ):
        return
    paper = _paper(referral, kind, scene)
    if paper is None or gate(referral.person_id, "", scene.day, scene.law, CHARGING):
        return
    case = scene.perform(_entering(kind, paper, referral)).record
    for clock in RunningClock.objects.filter(subject_record=case.record_type, subject=case.pk, started_at=scene.at):
        scene.perform(RedateClock(began=referral.sent_at), on=clock)


def _kind(reason: str, scene: Scene) -> str:
    """Return the kind of case that a reason of a referral opens; empty when it opens none."""
    for table in ("processing", "referral_custody"):
        row = scene.law.codes(table).get(reason, scene.day)
        if row is not None and row.attributes.get("case"):
            return str(row.attributes["case"])
    return ""


def _paper(referral: Referral, kind: str, scene: Scene) -> Paper | None:
    form = scene.law.codes("case_kinds").get(kind, scene.day).attributes.get("entered_from", "")
    made = Paper.objects.filter(about_record=referral.subject_record, about=referral.subject, form=form)
    return made.exclude(state="void").order_by("created_at", "pk").last()


def _entering(kind: str, paper: Paper, referral: Referral) -> Act:
    """Return the act that opens a case of a kind from the paper it stands on."""
    said = paper.data
    common = {"person": referral.person_id, "since": referral.sent_at, "charges": charges_of(said)}
    if kind in ("proceedings", "asylum_only"):
        court = str(said.get("hearing_court", ""))[:120]
        return EnterCharges(kind=kind, court=court, hearing_at=_hearing(said, referral), **common)
    if kind == "administrative":
        return EnterIntent(**common)
    return EnterOrder(
        kind=kind,
        by=str(said.get("order_by", ""))[:120],
        prior_order=str(said.get("prior_order", ""))[:200],
        prior_order_on=said.get("prior_order_on") or None,
        **common,
    )


def charges_of(said: dict[str, Any]) -> list[Charged]:
    """Return the charges of a paper, or the grounds that an order is made on."""
    charges = [
        (row.get("charge", ""), row.get("citation", ""), row.get("reason", "")) for row in said.get("charges") or ()
    ]
    grounds = [
        (row.get("ground", ""), row.get("citation", ""), row.get("finding", "")) for row in said.get("grounds") or ()
    ]
    return [
        Charged(title=title[:400], citation=citation[:120], reason=reason[:4000])
        for title, citation, reason in charges or grounds
        if title
    ]


def _hearing(said: dict[str, Any], referral: Referral) -> datetime | None:
    written = str(said.get("hearing_at", ""))
    zone = referral.from_place.zone
    return datetime.strptime(written[:16], WRITTEN).replace(tzinfo=zone) if written else None


LISTENS = {
    "removal.accept_custody": with_the_person,
    "removal.receive_custody": with_the_person,
    "referrals.accept": at_liberty,
}
