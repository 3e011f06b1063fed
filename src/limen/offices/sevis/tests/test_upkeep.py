"""What a day brings by itself to schools and sponsors."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import time_machine

from limen.core.access.gate import NODE, SYSTEM
from limen.core.clocks.models import RunningClock
from limen.kernel import perform
from limen.offices.sevis import acts
from limen.offices.sevis.models import School
from limen.offices.sevis.tests.scenes import Campuses
from limen.offices.sevis.upkeep import organisations


def swept(day: str) -> list[str]:
    """Do what a day asks for, and return the acts that were done."""
    done = []
    with time_machine.travel(f"{day}T13:00:00+00:00", tick=False):
        for act, record in organisations.due(datetime.now(UTC)):
            perform(act, on=record, by=SYSTEM, at=NODE, purpose="administration")
            done.append(act.declaration.key)
    return done


def state(at: Campuses) -> Any:
    """Return how the school stands."""
    return School.objects.get(pk=at.school.pk).state


def test_a_certificate_given_for_less_time_is_due_when_it_ends_from_the_start(at: Campuses) -> None:
    assert due_on("sevis.certificate") == date(2027, 11, 25)
    assert swept("2026-09-01") == []


def test_a_school_certified_on_appeal_is_told_when_its_certificate_ends(at: Campuses) -> None:
    why = "Forms were issued to people who follow no course."
    at.govern(acts.ServeIntent(grounds=["2xi"], says=why), at.school)
    at.report(acts.AnswerIntent(answer="Every student attends."), at.school)
    at.govern(acts.WithdrawSchool(grounds=["2xi"], says=why), at.school)
    assert not RunningClock.objects.filter(key="sevis.certificate", closed_at=None).exists()
    at.report(acts.AppealDecision(says="The rolls of attendance were not looked at."), at.school)
    at.govern(acts.SustainAppeal(says="The rolls show that they attend."), at.school)
    assert due_on("sevis.certificate") == date(2027, 11, 25)


def test_the_window_opens_the_last_notice_is_served_and_the_school_lapses(at: Campuses) -> None:
    swept("2026-09-01")
    assert "sevis.open_recertification" not in swept("2027-05-28")
    assert "sevis.open_recertification" in swept("2027-05-29")
    assert swept("2027-05-29") == []
    assert RunningClock.objects.filter(subject=at.school.pk, key="sevis.recertify", state="running").exists()
    assert swept("2027-10-26") == ["sevis.serve_lapse_notice"]
    assert swept("2027-11-25") == []
    assert state(at) == "certified"
    assert "sevis.lapse_certification" in swept("2027-11-26")
    assert state(at) == "withdrawn"


def test_a_school_that_asked_in_time_does_not_lapse(at: Campuses) -> None:
    swept("2026-09-01")
    with time_machine.travel("2027-11-25T13:00:00+00:00", tick=False):
        at.report(acts.FileRecertification(true=True), at.school)
    assert "sevis.lapse_certification" not in swept("2027-11-26")
    assert state(at) == "certified"


def test_a_sponsor_is_told_once_that_it_may_ask_to_go_on(at: Campuses) -> None:
    swept("2026-09-01")
    assert "sevis.open_redesignation" not in swept("2027-05-24")
    assert "sevis.open_redesignation" in swept("2027-05-25")
    assert "sevis.open_redesignation" not in swept("2027-05-26")


def test_the_designation_of_a_sponsor_that_did_not_ask_to_go_on_runs_out(at: Campuses) -> None:
    swept("2026-09-01")
    swept("2027-06-01")
    assert "sevis.lapse_designation" not in swept("2027-11-25")
    assert "sevis.lapse_designation" in swept("2027-11-26")
    at.sponsor.refresh_from_db()
    assert (at.sponsor.state, at.sponsor.ended_on) == ("revoked", date(2027, 11, 26))


def test_a_sponsor_that_asked_in_time_keeps_its_designation_until_the_decision(at: Campuses) -> None:
    with time_machine.travel("2027-11-25T15:00:00+00:00", tick=False):
        at.sponsored(acts.FileRedesignation(true=True), at.sponsor)
    assert "sevis.lapse_designation" not in swept("2027-11-26")
    at.sponsor.refresh_from_db()
    assert at.sponsor.state == "designated"


def test_a_suspension_is_over_after_its_last_day_and_its_deadline_is_that_day(at: Campuses) -> None:
    why = "A visitor was put in danger by the housing."
    at.govern(acts.SuspendSponsor(grounds=["danger"], says=why, until=date(2026, 10, 15)), at.sponsor)
    assert due_on("sevis.suspension") == date(2026, 10, 15)
    assert "sevis.end_suspension" not in swept("2026-10-15")
    assert "sevis.end_suspension" in swept("2026-10-16")
    at.sponsor.refresh_from_db()
    assert (at.sponsor.state, at.sponsor.suspended_until) == ("designated", None)
    assert [row.outcome for row in at.sponsor.sanctions.all()] == ["lifted"]
    assert not RunningClock.objects.filter(subject=at.sponsor.pk, key="sevis.suspension", state="running").exists()


def test_a_notice_of_revocation_may_be_opposed_within_its_days(at: Campuses) -> None:
    why = "A visitor was put in danger by the housing."
    at.govern(acts.ServeSanction(kind="revocation", grounds=["danger"], says=why), at.sponsor)
    # ten business days, Labor Day between
    assert due_on("sevis.sanction_oppose") == date(2026, 9, 15)


def due_on(key: str) -> date:
    """Return by when a deadline of a rule is to be met, in its own zone."""
    clock = RunningClock.objects.get(key=key, closed_at=None)
    return clock.due_at.astimezone(clock.zone).date()


def test_what_is_told_late_of_a_certificate_is_due_when_it_ends(at: Campuses) -> None:
    swept("2026-09-01")
    swept("2027-07-15")
    assert due_on("sevis.recertify") == date(2027, 11, 25)
    swept("2027-11-10")
    assert due_on("sevis.recertify_notice") == date(2027, 11, 25)


def test_a_sponsor_told_late_has_until_three_months_before_its_designation_ends(at: Campuses) -> None:
    swept("2026-09-01")
    swept("2027-07-15")
    assert due_on("sevis.redesignate") == date(2027, 8, 25)
