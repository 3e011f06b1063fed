"""What a day brings by itself: a window opens to ask to go on, a last notice is served, a sponsor's time runs out."""

from __future__ import annotations

from datetime import date, timedelta

from limen.kernel import Act, GuardRefused, Scene
from limen.kernel.clocks import add_months
from limen.offices.sevis.acts.allotments import refuse_waiting
from limen.offices.sevis.acts.beginning import begin
from limen.offices.sevis.acts.common import KEEP, SCHOOL, SPONSOR
from limen.offices.sevis.acts.sanctions import SUSPENSION
from limen.offices.sevis.models import School, Sponsor
from limen.offices.sevis.ruling import number


class OpenRecertification(
    Act,
    key="sevis.open_recertification",
    on=SCHOOL,
    permission=KEEP,
    authorities=("sevis.recertify_school",),
    automatic=True,
):
    """Tell a school that it may ask to be recertified."""

    def apply(self, record: School, scene: Scene) -> School:
        """Keep the day; it is told once for each certificate, and the time counts back from its end."""
        record.window_opened_on = scene.day
        _before(record, record.certified_until, "sevis.recertification_opened", "recertify_window_days", scene)
        return record


class ServeLapseNotice(
    Act,
    key="sevis.serve_lapse_notice",
    on=SCHOOL,
    permission=KEEP,
    authorities=("sevis.withdraw_school",),
    automatic=True,
):
    """Tell a school that its certification will be withdrawn unless it asks to be recertified."""

    def apply(self, record: School, scene: Scene) -> School:
        """Keep the day; it is told once for each certificate."""
        record.lapse_notice_on = scene.day
        _before(record, record.certified_until, "sevis.recertification_notice_served", "recertify_notice_days", scene)
        return record


class OpenRedesignation(
    Act,
    key="sevis.open_redesignation",
    on=SPONSOR,
    permission=KEEP,
    authorities=("sevis.redesignate_sponsor",),
    automatic=True,
):
    """Tell a sponsor that it may ask to be redesignated."""

    def apply(self, record: Sponsor, scene: Scene) -> Sponsor:
        """Keep the day; it is told once for each designation, and the time counts back from its end."""
        record.window_opened_on = scene.day
        opened = add_months(record.designated_until or scene.day, -number(scene, "redesignate_earliest_months"))
        begin("sevis.redesignation_opened", record, min(opened, scene.day), scene)
        return record


class LapseSponsor(
    Act,
    key="sevis.lapse_designation",
    on=SPONSOR,
    permission=KEEP,
    authorities=("sevis.sanction_sponsor",),
    marks=("sevis.sponsor_revoked",),
    automatic=True,
):
    """End the designation of a sponsor that did not ask for another before it ran out."""

    def guard(self, record: Sponsor, scene: Scene) -> None:
        """It has run out, and nothing awaits a decision."""
        if record.designated_until is None or record.designated_until >= scene.day:
            raise GuardRefused("The designation has not run out.")
        if record.redesignation_filed_on is not None:
            raise GuardRefused("The sponsor asked in time; the decision is awaited.")

    def apply(self, record: Sponsor, scene: Scene) -> Sponsor:
        """Keep the day; its exchange visitors are to be transferred."""
        record.ended_on, record.suspended_until = scene.day, None
        refuse_waiting(record, scene)
        scene.facts["active_visitors"] = record.visitors.filter(state="active").count()
        return record


class EndSuspension(
    Act,
    key="sevis.end_suspension",
    on=SPONSOR,
    permission=KEEP,
    authorities=("sevis.sanction_sponsor",),
    marks=("sevis.suspension_lifted",),
    automatic=True,
):
    """End a suspension whose last day is over: the sponsor may issue forms again."""

    def guard(self, record: Sponsor, scene: Scene) -> None:
        """Its last day is over."""
        if record.suspended_until is None or record.suspended_until >= scene.day:
            raise GuardRefused("The suspension still holds.")

    def apply(self, record: Sponsor, scene: Scene) -> Sponsor:
        """It is over, and so is a notice of it that was not decided."""
        record.suspended_until = None
        for notice in record.sanctions.filter(outcome="", kind=SUSPENSION):
            notice.outcome, notice.decided_on = "lifted", scene.day
            notice.save()
        return record


def _before(record: School, until: date | None, mark: str, key: str, scene: Scene) -> None:
    """Make an event known that was so many days before a certificate ends, though it is told of later."""
    opened = (until or scene.day) - timedelta(days=number(scene, key))
    begin(mark, record, min(opened, scene.day), scene)
