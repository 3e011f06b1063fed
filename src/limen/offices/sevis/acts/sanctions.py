"""Sanctions against a sponsor: notice, what it says to it, the decision, suspension, revocation."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Annotated, Literal

from pydantic import Field

from limen.kernel import Act, GuardRefused, Scene
from limen.offices.sevis import ruling
from limen.offices.sevis.acts.common import CERTIFY, PETITION, SPONSOR, Says, Why
from limen.offices.sevis.models import Sanction, Sponsor
from limen.offices.sevis.reach import require_own

SANCTION = ("sevis.sanction_sponsor",)
LESSER = ("reprimand", "noncompliance", "corrective_plan", "reduction")
OPPOSE = {
    **dict.fromkeys(LESSER, "sevis.sanction_oppose_days"),
    "suspension": "sevis.suspend_oppose_days",
    "revocation": "sevis.revoke_notice_days",
    "denial": "sevis.revoke_notice_days",
}
"""The value of the law pack that says for how long each sanction may be opposed before it holds."""


class ServeSanction(
    Act,
    key="sevis.serve_sanction",
    on=SPONSOR,
    permission=CERTIFY,
    authorities=SANCTION,
    marks=("sevis.sanction_served",),
):
    """Serve a sponsor notice of a sanction."""

    kind: Annotated[
        Literal["reprimand", "noncompliance", "corrective_plan", "reduction", "suspension", "revocation", "denial"],
        Field(title="Sanction"),
    ]
    says: Annotated[str, Field(title="Grounds", min_length=20, max_length=4000)]

    def guard(self, record: Sponsor, scene: Scene) -> None:
        """One notice at a time."""
        if record.sanctions.filter(outcome="").exists():
            raise GuardRefused("A notice is open already; decide it first.")

    def apply(self, record: Sponsor, scene: Scene) -> Sponsor:
        """Keep the grounds and by when the sponsor may oppose."""
        oppose_by = ruling.days_after(scene, OPPOSE[self.kind])
        Sanction.objects.create(
            sponsor=record, kind=self.kind, says=self.says, served_on=scene.day, oppose_by=oppose_by
        )
        return record


class OpposeSanction(
    Act,
    key="sevis.oppose_sanction",
    on=SPONSOR,
    permission=PETITION,
    authorities=("sevis.official",),
    marks=("sevis.sanction_opposed",),
):
    """Oppose a sanction."""

    says: Annotated[str, Field(title="Statement in opposition", min_length=20, max_length=4000)]

    def guard(self, record: Sponsor, scene: Scene) -> None:
        """It is the sponsor's own, once, and in time."""
        require_own(record, scene)
        found = open_sanction(record)
        if found.opposed_on is not None:
            raise GuardRefused("It is opposed already.")
        if scene.day > found.oppose_by:
            message = f"It could be opposed until {found.oppose_by}."
            raise ruling.refusal(scene, "sevis.opposition_late", message, OPPOSE[found.kind])

    def apply(self, record: Sponsor, scene: Scene) -> Sponsor:
        """Keep it."""
        found = open_sanction(record)
        found.opposed_on, found.opposition = scene.day, self.says
        found.save()
        return record


class DropSanction(
    Act,
    key="sevis.drop_sanction",
    on=SPONSOR,
    permission=CERTIFY,
    authorities=SANCTION,
    marks=("sevis.sanction_decided",),
):
    """Drop a sanction that was announced."""

    says: Says

    def apply(self, record: Sponsor, scene: Scene) -> Sponsor:
        """Close the notice."""
        _decide(record, "dropped", scene)
        return record


class ImposeSanction(
    Act,
    key="sevis.impose_sanction",
    on=SPONSOR,
    permission=CERTIFY,
    authorities=SANCTION,
    marks=("sevis.sanction_decided",),
):
    """Impose a lesser sanction."""

    percent: Annotated[int, Field(title="Per cent by which numbers are reduced", ge=0, le=100)] = 0
    says: Says

    def guard(self, record: Sponsor, scene: Scene) -> None:
        """It was announced, may be opposed no more, and reduces no more than the law allows."""
        found = _ready(record, LESSER, scene)
        if (found.kind == "reduction") != bool(self.percent):
            raise GuardRefused("A reduction says by how much, and nothing else does.")
        earlier = record.sanctions.filter(kind="reduction", outcome="imposed").exists()
        key = "sevis.sanction_reduce_more_percent" if earlier else "sevis.sanction_reduce_percent"
        if self.percent > ruling.number(scene, key):
            message = f"Numbers are reduced by {ruling.number(scene, key)} per cent at most."
            raise ruling.refusal(scene, "sevis.reduction_too_large", message, key)

    def apply(self, record: Sponsor, scene: Scene) -> Sponsor:
        """Close the notice; a reduction takes forms away, never those that were used."""
        _decide(record, "imposed", scene)
        if self.percent:
            scene.facts["forms_before"] = record.forms_allotted
            record.forms_allotted = max(record.forms_allotted * (100 - self.percent) // 100, record.forms_used)
        return record


class SuspendSponsor(
    Act,
    key="sevis.suspend_sponsor",
    on=SPONSOR,
    permission=CERTIFY,
    authorities=SANCTION,
    marks=("sevis.sponsor_suspended",),
):
    """Suspend a sponsor: it issues nothing until it is restored."""

    until: Annotated[date, Field(title="Until")]

    def guard(self, record: Sponsor, scene: Scene) -> None:
        """It was announced, may be opposed no more, and is no longer than the law allows."""
        _ready(record, ("suspension",), scene)
        if not scene.day < self.until <= ruling.days_after(scene, "sevis.suspend_days"):
            message = f"A suspension lasts {ruling.number(scene, 'sevis.suspend_days')} days at most."
            raise ruling.refusal(scene, "sevis.suspension_too_long", message, "sevis.suspend_days")

    def apply(self, record: Sponsor, scene: Scene) -> Sponsor:
        """Keep until when."""
        _decide(record, "imposed", scene, until=self.until)
        record.suspended_until = self.until
        return record


class RestoreSponsor(
    Act,
    key="sevis.restore_sponsor",
    on=SPONSOR,
    permission=CERTIFY,
    authorities=SANCTION,
    marks=("sevis.sponsor_restored",),
):
    """End a suspension."""

    why: Why

    def apply(self, record: Sponsor, scene: Scene) -> Sponsor:
        """It is over."""
        record.suspended_until = None
        return record


class RevokeSponsor(
    Act,
    key="sevis.revoke_sponsor",
    on=SPONSOR,
    permission=CERTIFY,
    authorities=SANCTION,
    marks=("sevis.sponsor_revoked",),
):
    """Revoke a sponsor's designation, or deny it another."""

    says: Says

    def guard(self, record: Sponsor, scene: Scene) -> None:
        """It was announced, and the days of notice are over."""
        _ready(record, ("revocation", "denial"), scene)

    def apply(self, record: Sponsor, scene: Scene) -> Sponsor:
        """End the designation."""
        _decide(record, "imposed", scene)
        record.ended_on = scene.day
        scene.facts["active_visitors"] = record.visitors.filter(state="active").count()
        return record


def open_sanction(record: Sponsor) -> Sanction:
    """Return the notice that is open.

    Raises:
        GuardRefused: when none is.
    """
    found = record.sanctions.filter(outcome="").order_by("-served_on", "-pk").first()
    if found is None:
        raise GuardRefused("No notice of a sanction is open.")
    return found


def _ready(record: Sponsor, kinds: tuple[str, ...], scene: Scene) -> Sanction:
    found = open_sanction(record)
    if found.kind not in kinds:
        raise GuardRefused("The notice that is open announced another sanction.")
    if found.opposed_on is None and scene.day <= found.oppose_by:
        message = f"It may be opposed until {found.oppose_by}."
        raise ruling.refusal(scene, "sevis.opposition_awaited", message, OPPOSE[found.kind])
    notice_over = found.served_on + timedelta(days=ruling.number(scene, OPPOSE[found.kind]))
    if found.kind in ("revocation", "denial") and scene.day < notice_over:
        message = f"It takes effect on {notice_over} at the earliest."
        raise ruling.refusal(scene, "sevis.notice_runs", message, "sevis.revoke_notice_days")
    return found


def _decide(record: Sponsor, outcome: str, scene: Scene, *, until: date | None = None) -> None:
    found = open_sanction(record)
    found.outcome, found.decided_on, found.effective_on, found.until = outcome, scene.day, scene.day, until
    found.save()
