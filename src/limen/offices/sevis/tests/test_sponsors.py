"""A sponsor applies, is designated, allotted forms, reports, is sanctioned, and ends."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
import time_machine

from limen.core.clocks.models import RunningClock
from limen.kernel import BadInput, GuardRefused, Scene, opened
from limen.kernel.door import the_door
from limen.law.values import CodeTable
from limen.offices.sevis import acts
from limen.offices.sevis.acts.allotments import take_form
from limen.offices.sevis.acts.reports import to_report
from limen.offices.sevis.models import Sponsor
from limen.offices.sevis.tests.scenes import SEVIS, Campuses

TODAY = date(2026, 8, 31)
SAYS = "Two visitors were left without housing for a week."


def live(sponsor: Sponsor) -> set[str]:
    """Return the keys of the deadlines that run for a sponsor."""
    return set(RunningClock.objects.filter(subject=sponsor.pk, closed_at=None).values_list("key", flat=True))


def rule(refused: pytest.ExceptionInfo[GuardRefused]) -> str:
    """Return the slug of what was refused."""
    return refused.value.problems[0].rule


def scene(at: Campuses) -> Scene:
    """Return a scene at the sponsor."""
    door = the_door()
    return Scene(door, at.officer, at.sponsor.place, SEVIS, door.now(), TODAY, door.law())


def test_a_designation_is_two_years_at_most(at: Campuses) -> None:
    applied = at.govern(
        acts.ApplyForDesignation(number="P-1-00002", name="Fund", categories=["08"], zone="America/Chicago")
    )
    with pytest.raises(GuardRefused) as refused:
        at.govern(acts.DesignateSponsor(designated_until=date(2028, 9, 1), forms=10, reporting_year="fiscal"), applied)
    assert rule(refused) == "sevis.designation_too_long"
    with pytest.raises(BadInput):
        at.govern(acts.DesignateSponsor(designated_until=date(2028, 8, 31), forms=10), applied)
    designation = acts.DesignateSponsor(designated_until=date(2028, 8, 31), forms=10, reporting_year="fiscal")
    assert at.govern(designation, applied).state == "designated"


def test_a_sponsor_files_its_own_application(at: Campuses) -> None:
    sponsor = at.govern(acts.OpenSponsor(number="P-1-00003", name="Academy", categories=["08"], zone="America/Chicago"))
    assert sponsor.state == "draft"
    with pytest.raises(GuardRefused):
        at.sponsored(acts.SubmitApplication(true=True, citizens=True), sponsor)


def test_forms_are_asked_for_granted_used_and_refused_beyond(at: Campuses) -> None:
    asked = at.sponsored(acts.AskForms(sponsor=at.sponsor.pk, asked=50, why="The summer programme grows"))
    with pytest.raises(GuardRefused):
        at.sponsored(acts.AskForms(sponsor=at.sponsor.pk, asked=50, why="The summer programme grows"))
    at.govern(acts.GrantForms(granted=20), asked)
    at.sponsor.refresh_from_db()
    assert at.sponsor.forms_allotted == 120
    with opened("test"):
        Sponsor.objects.filter(pk=at.sponsor.pk).update(forms_used=119)
        take_form(at.sponsor, scene(at))
        with pytest.raises(GuardRefused) as refused:
            take_form(at.sponsor, scene(at))
    assert rule(refused) == "sevis.no_forms_left"
    at.sponsor.refresh_from_db()
    assert at.sponsor.forms_used == 120


REPORT = {"visitors": 20, "forms_used": 18, "says": "Every visitor was met and housed."}


def report_due(at: Campuses) -> date:
    """Return by when the sponsor's next report is due."""
    clock = RunningClock.objects.get(subject=at.sponsor.pk, key="sevis.sponsor_report", closed_at=None)
    return clock.due_at.astimezone(at.sponsor.place.zone).date()


@pytest.mark.parametrize(
    ("year", "due"),
    [
        ("calendar", date(2027, 1, 31)),
        ("academic", date(2027, 7, 31)),
        ("fiscal", date(2026, 10, 31)),
    ],
)
def test_the_annual_report_is_due_after_the_year_that_the_letter_of_designation_says(
    at: Campuses, year: str, due: date
) -> None:
    with time_machine.travel("2026-09-01T13:00:00+00:00", tick=False):
        applied = at.govern(
            acts.ApplyForDesignation(number="P-1-00077", name="Other", categories=["08"], zone="America/Chicago")
        )
        sponsor = at.govern(
            acts.DesignateSponsor(designated_until=date(2028, 8, 31), forms=1, reporting_year=year), applied
        )
    clock = RunningClock.objects.get(subject=sponsor.pk, key="sevis.sponsor_report")
    assert clock.due_at.astimezone(sponsor.place.zone).date() == due


def test_a_year_is_reported_once_it_is_over_and_the_next_is_due_after_its_own_end(at: Campuses) -> None:
    assert report_due(at) == date(2027, 1, 31)
    with time_machine.travel("2026-12-31T15:00:00+00:00", tick=False), pytest.raises(GuardRefused):
        at.sponsored(acts.FileAnnualReport(**REPORT), at.sponsor)
    with time_machine.travel("2027-01-20T13:00:00+00:00", tick=False):
        with pytest.raises(BadInput):
            at.sponsored(acts.FileAnnualReport(until=date(2026, 11, 30), **REPORT), at.sponsor)
        sponsor = at.sponsored(acts.FileAnnualReport(**REPORT), at.sponsor)
    report = sponsor.reports.get()
    assert (report.since, report.until) == (TODAY, date(2026, 12, 31))
    assert report_due(at) == date(2028, 1, 31)


def test_a_sponsor_does_not_choose_another_reporting_year_but_another_letter_does(at: Campuses) -> None:
    with pytest.raises(GuardRefused) as refused:
        at.sponsored(acts.AmendSponsor(reporting_year="fiscal"), at.sponsor)
    assert rule(refused) == "sevis.reporting_year_set"
    with time_machine.travel("2027-01-20T13:00:00+00:00", tick=False):
        at.sponsored(acts.FileAnnualReport(**REPORT), at.sponsor)
    with time_machine.travel("2027-05-25T13:00:00+00:00", tick=False):
        at.sponsored(acts.FileRedesignation(true=True), at.sponsor)
        at.govern(acts.Redesignate(designated_until=date(2029, 5, 25), reporting_year="fiscal"), at.sponsor)
    assert report_due(at) == date(2027, 10, 31)


class Ended:
    """A law pack whose codes were all given an end."""

    def __init__(self, law: Any, to: date) -> None:
        self.law, self.to = law, to

    def codes(self, key: str) -> CodeTable:
        """Return a table with its codes closed."""
        table = self.law.codes(key)
        rows = tuple(replace(row, to=self.to) for row in table.rows)
        return CodeTable(table.key, table.title, table.citation, table.source, table.verified, rows)


def test_a_reporting_year_that_was_given_an_end_leaves_its_sponsor_the_deadline(at: Campuses) -> None:
    law = Ended(the_door().law(), date(2026, 9, 30))
    assert law.codes("reporting_years").get("calendar", date(2026, 10, 1)) is None
    assert to_report(at.sponsor, law, date(2026, 10, 1)) == date(2026, 12, 31)


def test_a_sponsor_that_was_revoked_reports_up_to_its_last_day(at: Campuses) -> None:
    with time_machine.travel("2026-12-01T13:00:00+00:00", tick=False):
        at.govern(acts.ServeSanction(kind="revocation", grounds=["pattern"], says=SAYS), at.sponsor)
    with time_machine.travel("2026-12-16T13:00:00+00:00", tick=False):
        at.govern(acts.UpholdSanction(says=SAYS), at.sponsor)
    with time_machine.travel("2027-01-04T13:00:00+00:00", tick=False):
        at.sponsored(acts.FileAnnualReport(**REPORT), at.sponsor)
        at.govern(acts.RevokeSponsor(says=SAYS), at.sponsor)
    with time_machine.travel("2027-01-05T13:00:00+00:00", tick=False):
        sponsor = at.sponsored(acts.FileAnnualReport(**REPORT), at.sponsor)
    assert sponsor.reported_until == date(2027, 1, 4)
    assert not RunningClock.objects.filter(subject=sponsor.pk, key="sevis.sponsor_report", closed_at=None).exists()


def test_redesignation_is_asked_for_from_six_months_before(at: Campuses) -> None:
    with time_machine.travel("2027-05-24T13:00:00+00:00", tick=False), pytest.raises(GuardRefused) as refused:
        at.sponsored(acts.FileRedesignation(true=True), at.sponsor)
    assert rule(refused) == "sevis.redesignation_early"
    with time_machine.travel("2027-05-25T13:00:00+00:00", tick=False):
        at.sponsored(acts.FileRedesignation(true=True), at.sponsor)
        sponsor = at.govern(acts.Redesignate(designated_until=date(2029, 5, 25)), at.sponsor)
    assert sponsor.designated_until == date(2029, 5, 25)


def test_a_reduction_holds_at_once_within_its_limit_and_is_given_back_when_dropped(at: Campuses) -> None:
    more = acts.ServeSanction(kind="reduction", grounds=["pattern"], percent=16, says=SAYS)
    with pytest.raises(GuardRefused) as refused:
        at.govern(more, at.sponsor)
    assert rule(refused) == "sevis.reduction_too_large"
    with pytest.raises(BadInput):
        at.govern(acts.ServeSanction(kind="reprimand", grounds=["pattern"], percent=5, says=SAYS), at.sponsor)
    served = at.govern(acts.ServeSanction(kind="reduction", grounds=["pattern"], percent=15, says=SAYS), at.sponsor)
    assert served.forms_allotted == 85
    assert "sevis.sanction_oppose" in live(at.sponsor)
    at.sponsored(acts.OpposeSanction(says="Both were housed on the second day."), at.sponsor)
    assert "sevis.sanction_oppose" not in live(at.sponsor)
    assert at.govern(acts.DropSanction(says="Both were housed."), at.sponsor).forms_allotted == 100


def test_a_suspension_wants_a_ground_that_suspends_and_lasts_no_longer_than_allowed(at: Campuses) -> None:
    weak = acts.SuspendSponsor(grounds=["pattern"], says=SAYS, until=TODAY + timedelta(days=30))
    with pytest.raises(GuardRefused) as refused:
        at.govern(weak, at.sponsor)
    assert rule(refused) == "sevis.ground_does_not_suspend"
    long = acts.SuspendSponsor(grounds=["danger"], says=SAYS, until=TODAY + timedelta(days=121))
    with pytest.raises(GuardRefused) as refused:
        at.govern(long, at.sponsor)
    assert rule(refused) == "sevis.suspension_too_long"
    held = acts.SuspendSponsor(grounds=["danger"], says=SAYS, until=TODAY + timedelta(days=120))
    sponsor = at.govern(held, at.sponsor)
    assert sponsor.state == "suspended"
    with opened("test"), pytest.raises(GuardRefused):
        take_form(sponsor, scene(at))
    at.sponsored(acts.OpposeSanction(says="Both were housed on the second day."), sponsor)
    assert "sevis.suspension_decide" in live(sponsor)
    sponsor = at.govern(acts.LiftSuspension(says="The danger is over."), sponsor)
    assert (sponsor.state, sponsor.suspended_until) == ("designated", None)
    assert "sevis.suspension" not in live(sponsor)


def test_a_designation_is_revoked_only_after_the_days_of_notice(at: Campuses) -> None:
    at.govern(acts.ServeSanction(kind="revocation", grounds=["violation"], says=SAYS), at.sponsor)
    with pytest.raises(GuardRefused) as refused:
        at.govern(acts.RevokeSponsor(says="The grounds stand."), at.sponsor)
    assert rule(refused) == "sevis.opposition_awaited"
    at.sponsored(acts.OpposeSanction(says="Both were housed on the second day."), at.sponsor)
    at.govern(acts.UpholdSanction(says="The grounds are proved."), at.sponsor)
    with pytest.raises(GuardRefused) as refused:
        at.govern(acts.RevokeSponsor(says="The grounds stand."), at.sponsor)
    assert rule(refused) == "sevis.notice_runs"
    with time_machine.travel("2026-09-30T13:00:00+00:00", tick=False):
        assert at.govern(acts.RevokeSponsor(says="The grounds stand."), at.sponsor).state == "revoked"


def test_a_serious_problem_is_reported_by_the_next_business_day(at: Campuses) -> None:
    at.sponsored(acts.LearnIncident(says="A visitor was injured at work."), at.sponsor)
    clock = RunningClock.objects.get(subject=at.sponsor.pk, key="sevis.sponsor_incident")
    assert clock.due_at.astimezone(at.sponsor.place.zone).date() == date(2026, 9, 1)
    at.sponsored(acts.ReportIncident(says="A visitor fell from a ladder and is in hospital."), at.sponsor)
    assert "sevis.sponsor_incident" not in live(at.sponsor)


def test_a_programme_closes_with_its_peoples_access(at: Campuses) -> None:
    assert at.govern(acts.CloseSponsor(why="The programme has ended"), at.sponsor).state == "closed"
    assert at.officer.postings.get().valid_to == TODAY - timedelta(days=1)
