"""What a day brings by itself: a window opens in which a school or sponsor asks to go on, a last notice is served."""

from __future__ import annotations

from limen.kernel import Act, Scene
from limen.offices.sevis.acts.common import KEEP, SCHOOL, SPONSOR
from limen.offices.sevis.models import School, Sponsor


class OpenRecertification(
    Act,
    key="sevis.open_recertification",
    on=SCHOOL,
    permission=KEEP,
    authorities=("sevis.recertify_school",),
    marks=("sevis.recertification_opened",),
    automatic=True,
):
    """Tell a school that it may ask to be recertified."""

    def apply(self, record: School, scene: Scene) -> School:
        """Keep the day; it is told once for each certificate."""
        record.window_opened_on = scene.day
        return record


class ServeLapseNotice(
    Act,
    key="sevis.serve_lapse_notice",
    on=SCHOOL,
    permission=KEEP,
    authorities=("sevis.withdraw_school",),
    marks=("sevis.recertification_notice_served",),
    automatic=True,
):
    """Tell a school that its certification will be withdrawn unless it asks to be recertified."""

    def apply(self, record: School, scene: Scene) -> School:
        """Keep the day; it is told once for each certificate."""
        record.lapse_notice_on = scene.day
        return record


class OpenRedesignation(
    Act,
    key="sevis.open_redesignation",
    on=SPONSOR,
    permission=KEEP,
    authorities=("sevis.redesignate_sponsor",),
    marks=("sevis.redesignation_opened",),
    automatic=True,
):
    """Tell a sponsor that it may ask to be redesignated."""

    def apply(self, record: Sponsor, scene: Scene) -> Sponsor:
        """Keep the day; it is told once for each designation."""
        record.window_opened_on = scene.day
        return record
