"""Sanctions against a sponsor: notice, what it says to it, the decision, suspension, revocation."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Annotated, Any

from pydantic import Field

from limen.kernel import Act, BadInput, Code, GuardRefused, Problem, Scene
from limen.kernel.clocks import end_of
from limen.offices.sevis import ruling
from limen.offices.sevis.acts.allotments import refuse_waiting
from limen.offices.sevis.acts.common import CERTIFY, PETITION, SPONSOR, Says, Why
from limen.offices.sevis.models import Sanction, SanctionReview, Sponsor
from limen.offices.sevis.reach import require_own

SANCTION = ("sevis.sanction_sponsor",)
TABLE = "sponsor_sanctions"
SUSPENSION = "suspension"
SUSPENDED = "sevis.suspension"
REVIEW_DAYS = "sevis.review_ask_days"
Grounds = Annotated[
    list[Annotated[str, Field(max_length=24)]], Code("sanction_grounds"), Field(title="Grounds", min_length=1)
]


class ServeSanction(
    Act,
    key="sevis.serve_sanction",
    on=SPONSOR,
    permission=CERTIFY,
    authorities=SANCTION,
):
    """Serve a sponsor notice of a sanction; a lesser one holds at once, a revocation after the days of notice."""

    kind: Annotated[str, Code(TABLE, where=("served", True)), Field(title="Sanction", max_length=24)]
    grounds: Grounds
    percent: Annotated[int, Field(title="Per cent by which forms are reduced", ge=0, le=100)] = 0
    says: Annotated[str, Field(title="What the grounds rest on", min_length=20, max_length=4000)]

    def guard(self, record: Sponsor, scene: Scene) -> None:
        """One notice at a time, and a reduction is within the limit."""
        if record.sanctions.filter(outcome="").exists():
            raise GuardRefused("A notice is open already; decide it first.")
        check_reduction(self.kind, self.percent, scene)

    def apply(self, record: Sponsor, scene: Scene) -> Sponsor:
        """Keep the grounds and by when it may be opposed; a reduction takes no form that was used."""
        found = rule(self.kind, scene)
        scene.marks.append("sevis.revocation_notice_served" if found.get("notice") else "sevis.sanction_served")
        taken = reduce_forms(record, self.percent)
        Sanction.objects.create(
            sponsor=record,
            kind=self.kind,
            grounds=list(self.grounds),
            says=self.says,
            forms_taken=taken,
            served_on=scene.day,
            oppose_by=ruling.business_days_after(scene, found["oppose"]),
            effective_on=ruling.rolled_days_after(scene, found["notice"]) if found.get("notice") else scene.day,
        )
        return record


class SuspendSponsor(
    Act,
    key="sevis.suspend_sponsor",
    on=SPONSOR,
    permission=CERTIFY,
    authorities=SANCTION,
    marks=("sevis.sponsor_suspended", "sevis.suspension_served"),
):
    """Suspend a sponsor at once: it issues nothing until it is restored."""

    grounds: Grounds
    says: Annotated[str, Field(title="What the grounds rest on", min_length=20, max_length=4000)]
    until: Annotated[date, Field(title="Until")]

    def guard(self, record: Sponsor, scene: Scene) -> None:
        """A ground is one that suspends, and it is no longer than the law allows."""
        table = scene.law.codes("sanction_grounds")
        if not any(table.get(code, scene.day).attributes["suspends"] for code in self.grounds):
            raise ruling.refused(scene, "ground_does_not_suspend", "None of these grounds suspends.")
        if not scene.day < self.until <= ruling.days_after(scene, "sevis.suspend_days"):
            message = f"A suspension lasts {ruling.number(scene, 'sevis.suspend_days')} days at most."
            raise ruling.refused(scene, "suspension_too_long", message, by="suspend_days")

    def apply(self, record: Sponsor, scene: Scene) -> Sponsor:
        """Keep until when, and by when it may be opposed."""
        Sanction.objects.create(
            sponsor=record,
            kind=SUSPENSION,
            grounds=list(self.grounds),
            says=self.says,
            served_on=scene.day,
            oppose_by=ruling.business_days_after(scene, "sevis.suspend_oppose_days"),
            effective_on=scene.day,
            until=self.until,
        )
        record.suspended_until = self.until
        scene.until[SUSPENDED] = end_of(self.until, record.place.zone)
        return record


class OpposeSanction(
    Act,
    key="sevis.oppose_sanction",
    on=SPONSOR,
    permission=PETITION,
    authorities=("sevis.answer_sanction",),
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
            raise ruling.refused(scene, "opposition_late", message, by=rule(found.kind, scene)["oppose"])

    def apply(self, record: Sponsor, scene: Scene) -> Sponsor:
        """Keep it."""
        found = open_sanction(record)
        found.opposed_on, found.opposition = scene.day, self.says
        found.save()
        scene.marks.append(
            "sevis.suspension_opposed" if found.kind == SUSPENSION else "sevis.sanction_opposed",
        )
        return record


class AcceptSanction(
    Act,
    key="sevis.accept_sanction",
    on=SPONSOR,
    permission=PETITION,
    authorities=("sevis.answer_sanction",),
    marks=("sevis.sanction_accepted",),
):
    """Say that the sponsor does not oppose a sanction."""

    why: Why

    def guard(self, record: Sponsor, scene: Scene) -> None:
        """It is the sponsor's own, and it did not oppose."""
        require_own(record, scene)
        if open_sanction(record).opposed_on is not None:
            raise GuardRefused("It is opposed already.")

    def apply(self, record: Sponsor, scene: Scene) -> Sponsor:
        """It may be opposed no more."""
        found = open_sanction(record)
        found.oppose_by, found.accepted = scene.day - timedelta(days=1), True
        found.save()
        return record


class DropSanction(
    Act,
    key="sevis.drop_sanction",
    on=SPONSOR,
    permission=CERTIFY,
    authorities=SANCTION,
    marks=("sevis.revocation_cancelled",),
):
    """Drop a sanction: what it took is given back."""

    says: Says

    def guard(self, record: Sponsor, scene: Scene) -> None:
        """A suspension is lifted instead."""
        if open_sanction(record).kind == SUSPENSION:
            raise GuardRefused("Lift the suspension instead.")

    def apply(self, record: Sponsor, scene: Scene) -> Sponsor:
        """Close the notice."""
        found = _decide(record, "dropped", scene)
        record.forms_allotted += found.forms_taken
        return record


class UpholdSanction(
    Act,
    key="sevis.uphold_sanction",
    on=SPONSOR,
    permission=CERTIFY,
    authorities=SANCTION,
):
    """Uphold a sanction: a lesser one is final, of any other the sponsor may ask for review."""

    says: Says

    def guard(self, record: Sponsor, scene: Scene) -> None:
        """It was opposed, or may be no more, and it was not upheld already."""
        found = open_sanction(record)
        if found.confirmed_on is not None:
            raise GuardRefused("It was upheld already.")
        _heard(found, scene)

    def apply(self, record: Sponsor, scene: Scene) -> Sponsor:
        """Keep the decision; what ends a designation ends it by an act of its own, once the review is over."""
        found = open_sanction(record)
        held = rule(found.kind, scene)
        found.confirmed_on, found.confirmation = scene.day, self.says
        if not held["lesser"]:
            found.review_by = ruling.business_days_after(scene, REVIEW_DAYS)
            scene.marks.append("sevis.sanction_confirmed")
        if not waits(held):
            found.outcome, found.decided_on = "upheld", scene.day
        found.save()
        if found.kind == SUSPENSION:
            scene.marks.append("sevis.suspension_confirmed")
        return record


class LiftSuspension(
    Act,
    key="sevis.lift_suspension",
    on=SPONSOR,
    permission=CERTIFY,
    authorities=SANCTION,
    marks=("sevis.suspension_lifted",),
):
    """Lift a suspension: the sponsor may issue forms again."""

    says: Says

    def apply(self, record: Sponsor, scene: Scene) -> Sponsor:
        """It is over."""
        record.suspended_until = None
        if record.sanctions.filter(outcome="", kind=SUSPENSION).exists():
            _decide(record, "lifted", scene)
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
        """It was announced and upheld, the days of notice are over, and no review stays it."""
        found = open_sanction(record)
        held = rule(found.kind, scene)
        if not waits(held):
            raise GuardRefused("The notice that is open announced another sanction.")
        _heard(found, scene)
        if found.confirmed_on is None or found.review_by is None:
            raise GuardRefused("Uphold it first: the sponsor may ask for review of that decision.")
        if found.effective_on is not None and scene.day < found.effective_on:
            message = f"It takes effect on {found.effective_on} at the earliest."
            raise ruling.refused(scene, "notice_runs", message, by=held["notice"])
        if stayed(found, held, scene.day):
            if review_of(found) is not None:
                message = "The review stays it until it is affirmed."
                raise ruling.refused(scene, "review_stays", message, by=REVIEW_DAYS)
            message = f"The sponsor may ask for review until {found.review_by}."
            raise ruling.refused(scene, "review_awaited", message, by=REVIEW_DAYS)

    def apply(self, record: Sponsor, scene: Scene) -> Sponsor:
        """End the designation."""
        _decide(record, "upheld", scene)
        record.ended_on, record.suspended_until = scene.day, None
        refuse_waiting(record, scene)
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


def check_reduction(kind: str, percent: int, scene: Scene) -> None:
    """Refuse a reduction that does not say by how much or is beyond its limit, and per cent of anything else.

    Raises:
        BadInput: when the per cent do not go with the sanction.
        GuardRefused: when they are too many.
    """
    limit = rule(kind, scene).get("limit")
    if bool(limit) != bool(percent):
        raise _bad("percent", "A reduction says by how much, and nothing else does.")
    if limit and percent > ruling.number(scene, limit):
        message = f"Numbers are reduced by {ruling.number(scene, limit)} per cent at most."
        raise ruling.refused(scene, "reduction_too_large", message, by=limit)


def reduce_forms(record: Sponsor, percent: int) -> int:
    """Take a part of a sponsor's forms, none that was used, and return how many were taken."""
    left = max(record.forms_allotted * (100 - percent) // 100, record.forms_used) if percent else record.forms_allotted
    taken, record.forms_allotted = record.forms_allotted - left, left
    return taken


def waits(held: Mapping[str, Any]) -> bool:
    """Return whether a sanction takes effect by an act of its own, after days of notice: it ends the designation."""
    return bool(held.get("notice") and held["ends"])


def stayed(found: Sanction, held: Mapping[str, Any], day: date) -> bool:
    """Return whether review, or the time to ask for it, keeps a sanction that was upheld from taking effect.

    Args:
        found: the sanction.
        held: what the law pack says of it: whether review stays it.
        day: the day.
    """
    if not held["stays"]:
        return False
    review = review_of(found)
    return day <= (found.review_by or day) if review is None else review.outcome != "affirmed"


def review_of(found: Sanction) -> SanctionReview | None:
    """Return the review of a decision to sanction, or None where none was asked for."""
    return SanctionReview.objects.filter(sanction=found).first()


def rule(kind: str, scene: Scene) -> dict[str, Any]:
    """Return what the law pack says of a sanction."""
    row = scene.law.codes(TABLE).get(kind, scene.day)
    return dict(row.attributes)


def _heard(found: Sanction, scene: Scene) -> None:
    """Refuse to decide while the sponsor may still oppose."""
    if found.opposed_on is None and scene.day <= found.oppose_by:
        message = f"It may be opposed until {found.oppose_by}."
        raise ruling.refused(scene, "opposition_awaited", message, by=rule(found.kind, scene)["oppose"])


def _decide(record: Sponsor, outcome: str, scene: Scene) -> Sanction:
    found = open_sanction(record)
    found.outcome, found.decided_on = outcome, scene.day
    found.save()
    return found


def _bad(field: str, message: str) -> BadInput:
    return BadInput(message, problems=[Problem(field, "sanction.wrong", message)])
