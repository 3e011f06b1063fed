"""The days of a transfer: until when a record may pass on, and by when classes begin at the new school."""

from __future__ import annotations

from datetime import date

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from limen.core.access.gate import Viewer
from limen.kernel import GuardRefused
from limen.offices.sevis import acts
from limen.offices.sevis.models import School
from limen.offices.sevis.queries import alerts
from limen.offices.sevis.tests.scenes import Campuses, certified
from limen.offices.sevis.tests.student_scenes import COMPUTING, MASTER, MONEY, active, elsewhere, govern, sweep
from tests.signing_in import signed_in

ENDED = date(2028, 5, 19)


@pytest.fixture
def other(at: Campuses) -> School:
    """Certify another school."""
    return certified(at.service, "NYC214F10002000")


def entering(starts: date) -> acts.TransferIn:
    return acts.TransferIn(
        **MONEY,
        level=MASTER,
        major=COMPUTING,
        starts=starts,
        ends=date(2030, 12, 13),
        english_required=False,
        english_why="Met at the first school",
    )


def rule(refusal: pytest.ExceptionInfo[GuardRefused]) -> str:
    return refusal.value.problems[0].rule


def test_a_record_passes_on_no_later_than_the_time_to_depart_after_the_programme(at: Campuses, other: School) -> None:
    anna = active(at)
    with pytest.raises(GuardRefused) as refusal:
        at.report(acts.TransferOut(school=other.pk, release_on=date(2028, 7, 19)), anna)
    assert rule(refusal) == "sevis.grace_over"
    assert "2028-07-18" in refusal.value.message
    assert at.report(acts.TransferOut(school=other.pk, release_on=date(2028, 7, 18)), anna).transfer_pending


def test_a_vocational_record_passes_on_within_thirty_days(at: Campuses, other: School) -> None:
    anna = active(at, visa_type="M-1", level="09", major="49.0102", ends=date(2027, 2, 26))
    with pytest.raises(GuardRefused) as refusal:
        at.report(acts.TransferOut(school=other.pk, release_on=date(2027, 3, 29), reason="beyond_control"), anna)
    assert rule(refusal) == "sevis.grace_over"
    at.report(acts.TransferOut(school=other.pk, release_on=date(2027, 3, 28), reason="beyond_control"), anna)


def test_classes_begin_within_five_months_of_the_end_of_the_programme_where_that_was_earlier(
    at: Campuses, other: School, morning: time_machine.Coordinates
) -> None:
    anna = active(at)
    morning.move_to("2028-05-21T15:00:00+00:00")
    sweep()
    at.report(acts.TransferOut(school=other.pk, release_on=date(2028, 7, 10)), anna)
    morning.move_to("2028-07-10T15:00:00+00:00")
    sweep()
    desk = Viewer(at.service.officer("dso", name="dso_nyc", place=other.place), other.place, "sevis", date(2028, 7, 10))
    assert [item.due for item in alerts.alerts(viewer=desk, kind="transfer_form")] == [date(2028, 10, 19)]
    with pytest.raises(GuardRefused) as refusal:
        elsewhere(at, other, entering(date(2028, 10, 20)), anna)
    assert rule(refusal) == "sevis.transfer_months"
    assert "2028-10-19" in refusal.value.message
    elsewhere(at, other, entering(date(2028, 9, 5)), anna)
    with pytest.raises(GuardRefused) as refusal:
        elsewhere(at, other, acts.DeferStudent(starts=date(2028, 10, 20)), anna)
    assert rule(refusal) == "sevis.defer_in_country"
    assert elsewhere(at, other, acts.DeferStudent(starts=date(2028, 10, 16)), anna).starts == date(2028, 10, 16)


def test_who_leaves_in_training_begins_within_five_months_of_the_release(
    at: Campuses, other: School, morning: time_machine.Coordinates
) -> None:
    anna = active(at)
    days = {"starts": date(2028, 6, 1), "ends": date(2029, 5, 31)}
    morning.move_to("2028-04-20T15:00:00+00:00")
    at.report(acts.RecommendOpt(**days, academic_year_met=True), anna)
    govern(at, acts.ApproveTraining(**days), anna)
    morning.move_to("2028-08-01T15:00:00+00:00")
    at.report(acts.TransferOut(school=other.pk, release_on=date(2028, 8, 15)), anna)
    morning.move_to("2028-08-15T15:00:00+00:00")
    sweep()
    elsewhere(at, other, entering(date(2029, 1, 15)), anna)
    anna.refresh_from_db()
    assert anna.starts == date(2029, 1, 15)


def test_a_question_about_a_student_who_has_ended_is_work(at: Campuses) -> None:
    anna = at.report(acts.TerminateStudent(reason="04"), active(at))
    govern(at, acts.AskAboutStudent(question="Since when did she not attend?"), anna)
    desk = Viewer(at.pdso, at.school.place, "sevis", date(2026, 8, 31))
    assert [item.kind for item in alerts.alerts(viewer=desk)] == ["inquiry"]


def test_an_act_says_whose_record_it_is_and_how_the_other_school_is_named(at: Campuses) -> None:
    anna = active(at)
    client = signed_in(Client(), at.pdso, at.school.place, "sevis")
    shown = client.get(reverse("act", args=["sevis.transfer_out", anna.pk])).content.decode()
    assert f"BERG, Anna · {anna.sevis_id}" in shown
    assert "whole code" in shown
