"""A school petitions, is certified, asks to go on, is reviewed, withdrawn, appeals, closes."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
import time_machine

from limen.core.access.acts import OpenAccount
from limen.core.clocks.models import RunningClock
from limen.core.people.models import Person
from limen.kernel import BadInput, GuardRefused, WrongState, opened, perform
from limen.offices.sevis import acts
from limen.offices.sevis.models import Programme, School, Student
from limen.offices.sevis.tests.scenes import SEVIS, Campuses, own_school
from tests.factories import setup

TODAY = date(2026, 8, 31)
WHY = "Found at the visit of August, with the file of every student."
LONG = "The roster of the term shows that nobody attends, and rooms are let to others."


def rules(refused: pytest.ExceptionInfo[Any]) -> list[str]:
    """Return the slugs of what was refused."""
    return [problem.rule for problem in refused.value.problems]


def live(school: School) -> set[str]:
    """Return the keys of the deadlines that run for a school."""
    return set(RunningClock.objects.filter(subject=school.pk, closed_at=None).values_list("key", flat=True))


def written(at: Campuses, school: School, pdso: Any) -> School:
    """Fill a draft in as its principal does."""
    place = school.place
    told = acts.AmendPetition(head="R. Oyelaran", accreditation="State board", address="1 Main St", phone="+1 555 0100")
    perform(told, on=school, by=pdso, at=place, purpose=SEVIS)
    study = acts.AddProgramme(name="Computer Science", level="05", cip="11.0701", visa_type="F-1", months=48)
    return perform(study, on=school, by=pdso, at=place, purpose=SEVIS).record


def test_a_school_files_its_own_petition_is_visited_and_certified(at: Campuses) -> None:
    school, pdso = own_school(at)
    assert school.state == "draft"
    with pytest.raises(GuardRefused) as refused:
        perform(acts.SubmitPetition(true=True), on=school, by=pdso, at=school.place, purpose=SEVIS)
    assert rules(refused) == ["sevis.petition_incomplete"]
    written(at, school, pdso)
    school = perform(acts.SubmitPetition(true=True), on=school, by=pdso, at=school.place, purpose=SEVIS).record
    assert (school.state, school.filed_on) == ("petitioned", TODAY)
    assert live(school) == {"sevis.petition"}
    at.govern(acts.NoteFee(kind="petition", amount=3000, paid_on=TODAY, receipt="R-1"), school)
    at.govern(acts.PlanVisit(planned_on=TODAY + timedelta(days=10)), school)
    at.govern(
        acts.RecordVisit(done_on=TODAY, sound=True, findings="Rooms, staff and files as the petition says."), school
    )
    school = at.govern(acts.CertifySchool(), school)
    assert (school.state, school.certified_until) == ("certified", date(2028, 8, 31))
    assert Programme.objects.get(school=school).standing == "approved"
    assert live(school) == {"sevis.certificate", "sevis.officials_confirmed"}


def test_what_is_due_from_a_school_is_due_at_the_school_in_its_own_zone(at: Campuses) -> None:
    clock = RunningClock.objects.get(subject=at.school.pk, key="sevis.certificate")
    assert clock.place_id == at.school.place_id
    assert clock.zone_name == "America/New_York"


def test_a_fee_is_what_the_law_asks_on_the_day_it_was_paid(at: Campuses) -> None:
    short = acts.NoteFee(kind="petition", amount=1700, paid_on=TODAY, receipt="R-1")
    with pytest.raises(GuardRefused) as refused:
        at.govern(short, at.school)
    assert refused.value.citation
    at.govern(acts.NoteFee(kind="petition", amount=1700, paid_on=date(2019, 6, 23), receipt="R-1"), at.school)


def test_a_visit_is_arranged_for_a_day_within_the_time_of_the_law(at: Campuses) -> None:
    with pytest.raises(GuardRefused) as refused:
        at.govern(acts.PlanVisit(planned_on=TODAY + timedelta(days=31)), at.school)
    assert rules(refused) == ["sevis.visit_late"]
    at.govern(acts.PlanVisit(planned_on=TODAY + timedelta(days=30)), at.school)
    assert "sevis.visit" in live(at.school)


def test_a_petition_waits_for_the_evidence_that_was_asked(at: Campuses) -> None:
    school, pdso = own_school(at)
    written(at, school, pdso)
    perform(acts.SubmitPetition(true=True), on=school, by=pdso, at=school.place, purpose=SEVIS)
    at.govern(acts.AskEvidence(what="The licence of the state board"), school)
    with pytest.raises(GuardRefused) as refused:
        at.govern(acts.CertifySchool(), school)
    assert rules(refused) == ["sevis.evidence_waits"]
    answer = acts.AnswerEvidence(answer="The licence is attached, valid until 2030.")
    perform(answer, on=school, by=pdso, at=school.place, purpose=SEVIS)
    assert at.govern(acts.CertifySchool(), school).state == "certified"


def test_a_denied_petition_is_appealed_in_time_and_the_appeal_sustained(at: Campuses) -> None:
    school, pdso = own_school(at)
    written(at, school, pdso)
    perform(acts.SubmitPetition(true=True), on=school, by=pdso, at=school.place, purpose=SEVIS)
    at.govern(acts.DenyPetition(grounds=["2xii"], says=LONG), school)
    assert live(school) == {"sevis.school_appeal"}
    appeal = acts.AppealDecision(says="The visit was to a building that is another school's.")
    perform(appeal, on=school, by=pdso, at=school.place, purpose=SEVIS)
    school = at.govern(acts.SustainAppeal(says="The visit was to the wrong building."), school)
    assert school.state == "certified"
    assert school.decisions.get().outcome == "sustained"


def test_recertification_is_asked_for_within_the_window_and_not_before(at: Campuses) -> None:
    until = at.school.certified_until
    assert until == date(2027, 11, 25)
    with pytest.raises(GuardRefused) as refused:
        at.report(acts.FileRecertification(true=True), at.school)
    assert rules(refused) == ["sevis.recertification_early"]
    with time_machine.travel("2027-05-29T13:00:00+00:00", tick=False):
        at.report(acts.FileRecertification(true=True), at.school)
        school = at.govern(acts.Recertify(), at.school)
    assert school.certified_until == date(2029, 5, 29)
    assert school.recertification_filed_on is None


def test_after_the_certificate_ran_out_no_petition_is_taken_and_the_school_lapses(at: Campuses) -> None:
    from limen.core.access.gate import NODE, SYSTEM

    with time_machine.travel("2027-11-26T13:00:00+00:00", tick=False):
        with pytest.raises(GuardRefused) as refused:
            at.report(acts.FileRecertification(true=True), at.school)
        assert rules(refused) == ["sevis.recertification_late"]
        at.school.refresh_from_db()
        lapse = acts.LapseSchool(ground="3ii")
        school = perform(lapse, on=at.school, by=SYSTEM, at=NODE, purpose="administration").record
    assert school.state == "withdrawn"
    assert live(school) == set()


def test_a_notice_of_intent_is_answered_within_thirty_days_and_decided_after(at: Campuses) -> None:
    at.govern(acts.ServeIntent(grounds=["2ii"], says=LONG), at.school)
    assert "sevis.noiw" in live(at.school)
    withdraw = acts.WithdrawSchool(grounds=["2ii"], says=LONG)
    with pytest.raises(GuardRefused) as refused:
        at.govern(withdraw, at.school)
    assert rules(refused) == ["sevis.answer_awaited"]
    at.report(acts.AnswerIntent(answer="Every report was sent, late by a day.", interview=True), at.school)
    assert "sevis.noiw" not in live(at.school)
    with pytest.raises(GuardRefused) as refused:
        at.govern(acts.WithdrawSchool(grounds=["2xv"], says=LONG), at.school)
    assert rules(refused) == ["sevis.ground_unsaid"]
    heard(at)
    assert at.govern(withdraw, at.school).state == "withdrawn"
    with time_machine.travel("2026-09-16T13:00:00+00:00", tick=False), pytest.raises(GuardRefused) as refused:
        at.report(acts.AppealDecision(says="Late by a day, and never again."), at.school)
    assert rules(refused) == ["sevis.appeal_late"]
    with time_machine.travel("2026-09-15T13:00:00+00:00", tick=False):
        at.report(acts.AppealDecision(says="Late by a day, and never again."), at.school)
        assert at.govern(acts.DismissAppeal(says="The reports were late each term."), at.school).state == "withdrawn"


@pytest.mark.parametrize(
    ("served", "last"),
    [("2026-10-12", date(2026, 11, 12)), ("2026-11-28", date(2026, 12, 28)), ("2026-11-27", date(2026, 12, 28))],
)
def test_the_days_to_answer_never_end_on_a_day_on_which_nothing_is_open(at: Campuses, served: str, last: date) -> None:
    with time_machine.travel(f"{served}T15:00:00+00:00", tick=False):
        at.govern(acts.ServeIntent(grounds=["2ii"], says=LONG), at.school)
    assert at.school.decisions.get().answer_due_on == last
    clock = RunningClock.objects.get(subject=at.school.pk, key="sevis.noiw")
    assert clock.due_at.astimezone(at.school.place.zone).date() == last
    with time_machine.travel(f"{last}T22:00:00+00:00", tick=False):
        at.report(acts.AnswerIntent(answer="Every report was sent, late by a day."), at.school)


SUMMARY = "Every report was sent, each late by a day, and will be in time."


def heard(at: Campuses) -> None:
    """Hear a school today on the notice that it answered."""
    at.govern(acts.SetInterview(held_on=TODAY, told="By telephone at ten"), at.school)
    at.govern(acts.RecordInterview(heard=True, summary=SUMMARY), at.school)


def test_a_school_that_asks_for_an_interview_is_told_its_date_and_heard_before_the_decision(at: Campuses) -> None:
    at.govern(acts.ServeIntent(grounds=["2ii"], says=LONG), at.school)
    with pytest.raises(GuardRefused, match="did not ask"):
        at.govern(acts.SetInterview(held_on=TODAY, told="By telephone at ten"), at.school)
    at.report(acts.AnswerIntent(answer="Every report was sent, late by a day.", interview=True), at.school)
    record = acts.RecordInterview(heard=True, recorded=True, summary=SUMMARY)
    with pytest.raises(GuardRefused, match="Set the date"):
        at.govern(record, at.school)
    with pytest.raises(BadInput):
        at.govern(acts.SetInterview(held_on=TODAY - timedelta(days=1), told="By telephone at ten"), at.school)
    at.govern(acts.SetInterview(held_on=TODAY + timedelta(days=3), told="By telephone at ten"), at.school)
    with pytest.raises(GuardRefused, match="The interview is on"):
        at.govern(record, at.school)
    with pytest.raises(GuardRefused) as refused:
        at.govern(acts.WithdrawSchool(grounds=["2ii"], says=LONG), at.school)
    assert rules(refused) == ["sevis.interview_awaited"]
    assert "214.4(b)" in str(refused.value.citation)
    at.govern(acts.SetInterview(held_on=TODAY, told="By telephone at noon"), at.school)
    at.govern(record, at.school)
    notice = at.school.decisions.get()
    assert (notice.interview_on, notice.interview_held, notice.interview_recorded) == (TODAY, True, True)
    assert notice.interview_summary == SUMMARY
    with pytest.raises(GuardRefused, match="on record already"):
        at.govern(record, at.school)
    assert at.govern(acts.WithdrawSchool(grounds=["2ii"], says=LONG), at.school).state == "withdrawn"


@pytest.mark.parametrize("answered", [True, False])
def test_no_appeal_lies_where_all_was_admitted_or_nothing_answered(at: Campuses, answered: bool) -> None:
    at.govern(acts.ServeIntent(grounds=["2ii"], says=LONG), at.school)
    if answered:
        at.report(acts.AnswerIntent(answer="No report was sent at all.", admit=True), at.school)
    with time_machine.travel("2026-10-01T13:00:00+00:00", tick=False):
        school = at.govern(acts.WithdrawSchool(grounds=["2ii"], says=LONG), at.school)
        assert "sevis.school_appeal" not in live(school)
        with pytest.raises(GuardRefused) as refused:
            at.report(acts.AppealDecision(says="Late by a day, and never again."), at.school)
    assert rules(refused) == ["sevis.no_appeal"]


def test_no_notice_is_needed_where_the_certification_ends_by_itself(at: Campuses) -> None:
    with pytest.raises(GuardRefused) as refused:
        at.govern(acts.WithdrawSchool(grounds=["2ii"], says=LONG), at.school)
    assert rules(refused) == ["sevis.notice_first"]
    assert at.govern(acts.WithdrawSchool(grounds=["3i"], says=LONG), at.school).state == "withdrawn"
    with pytest.raises(GuardRefused) as refused:
        at.report(acts.AppealDecision(says="The doors were closed for a holiday."), at.school)
    assert rules(refused) == ["sevis.no_appeal"]


def test_a_notice_is_dropped_and_the_school_stays_certified(at: Campuses) -> None:
    at.govern(acts.ServeIntent(grounds=["2ii"], says=LONG), at.school)
    assert at.govern(acts.KeepCertified(says="The answer was sound."), at.school).state == "certified"
    assert at.school.decisions.get().outcome == "dropped"


def test_a_review_out_of_cycle_is_opened_once_and_closed(at: Campuses) -> None:
    at.govern(acts.OpenReview(why="A tip that classes are not held"), at.school)
    with pytest.raises(GuardRefused):
        at.govern(acts.OpenReview(why="A tip that classes are not held"), at.school)
    assert at.govern(acts.CloseReview(says="Classes are held."), at.school).review_opened_on is None


def test_a_change_that_needs_no_approval_is_written_at_once_and_a_late_one_is_marked(at: Campuses) -> None:
    change = at.report(
        acts.ReportChange(school=at.school.pk, happened_on=TODAY - timedelta(days=22), phone="+1 555 0199")
    )
    assert (change.state, change.late) == ("reported", True)
    at.school.refresh_from_db()
    assert at.school.phone == "+1 555 0199"
    in_time = acts.ReportChange(school=at.school.pk, happened_on=TODAY - timedelta(days=21), phone="+1 555 0100")
    assert not at.report(in_time).late


def test_a_change_that_needs_approval_waits_for_it(at: Campuses) -> None:
    with pytest.raises(GuardRefused) as refused:
        at.report(acts.ReportChange(school=at.school.pk, happened_on=TODAY, name="Harbour College"))
    assert rules(refused) == ["sevis.change_needs_approval"]
    change = at.report(acts.ProposeChange(school=at.school.pk, happened_on=TODAY, name="Harbour College"))
    at.school.refresh_from_db()
    assert at.school.name == "College BOS"
    assert at.govern(acts.ApproveChange(), change).state == "approved"
    at.school.refresh_from_db()
    assert at.school.name == "Harbour College"


def test_the_days_to_report_a_change_run_from_when_it_is_learnt_until_it_is_told(at: Campuses) -> None:
    at.govern(acts.LearnChange(what="owner"), at.school)
    assert "sevis.school_change" in live(at.school)
    at.report(acts.ProposeChange(school=at.school.pk, happened_on=TODAY, owner="Harbour Trust"))
    assert "sevis.school_change" not in live(at.school)
    assert "sevis.ownership" in live(at.school)
    at.report(acts.PetitionAnew(true=True), at.school)
    assert "sevis.ownership" not in live(at.school)
    assert not at.govern(acts.CertifySchool(), at.school).petition_pending


def test_officials_of_whom_it_is_learnt_are_reported_by_their_own_rule(at: Campuses) -> None:
    at.govern(acts.LearnChange(what="officials"), at.school)
    assert "sevis.school_change" not in live(at.school)
    clock = RunningClock.objects.get(subject=at.school.pk, key="sevis.official_change")
    assert clock.citation == "8 CFR 214.3(l)(2)"
    at.report(
        acts.ProposeOfficial(
            school=at.school.pk,
            role="dso",
            name="Lena Berg",
            sign_in="lena",
            email="lena@college.example",
            position="Adviser",
            standing="citizen",
            employed=True,
        )
    )
    assert "sevis.official_change" not in live(at.school)


def test_an_official_who_left_is_reported_by_being_ended(at: Campuses) -> None:
    account = setup(OpenAccount(username="dso", full_name="Lena Berg"))
    official = at.govern(acts.NameOfficial(account=account.pk, school=at.school.pk, role="dso"))
    at.govern(acts.LearnChange(what="officials"), at.school)
    assert "sevis.official_change" in live(at.school)
    at.report(acts.EndOfficial(left_on=TODAY, why="Went to another post"), official)
    assert "sevis.official_change" not in live(at.school)


def test_a_campus_and_a_programme_of_a_certified_school_wait_for_approval(at: Campuses) -> None:
    school = at.report(acts.AddCampus(code="BOS214F10001001", name="North", address="9 North St"), at.school)
    campus = school.campuses.get(name="North")
    assert campus.standing == "proposed"
    at.govern(acts.DecidePart(part=campus.pk, approve=True), at.school)
    campus.refresh_from_db()
    assert campus.standing == "approved"
    at.report(acts.EndPart(part=campus.pk, last_day=TODAY, why="The lease has ended"), at.school)
    only = at.school.campuses.get(standing="approved")
    with pytest.raises(GuardRefused) as refused:
        at.report(acts.EndPart(part=only.pk, last_day=TODAY, why="The lease has ended"), at.school)
    assert rules(refused) == ["sevis.last_campus"]
    with pytest.raises(BadInput):
        at.govern(acts.DecidePart(part=at.school.pk, approve=True), at.school)


def test_a_school_closes_only_when_no_student_is_left(at: Campuses) -> None:
    students = [enrolled(at, f"N003000000{number}") for number in range(3)]
    school = at.report(acts.BeginClosing(closing_on=TODAY, why="The school gives up teaching"), at.school)
    assert school.leaving.count() == 3
    with pytest.raises(GuardRefused) as refused:
        at.govern(acts.FinishClosing(why="Nobody is left"), at.school)
    assert rules(refused) == ["sevis.students_left"]
    with opened("test"):
        Student.objects.filter(pk__in=[one.pk for one in students]).update(state="completed")
    assert at.govern(acts.FinishClosing(why="Nobody is left"), at.school).state == "closed"
    assert at.pdso.postings.get().valid_to == TODAY - timedelta(days=1)
    with pytest.raises(WrongState):
        at.govern(acts.OpenReview(why="A tip that classes are not held"), at.school)


def enrolled(at: Campuses, number: str) -> Student:
    """Return an active student, written as another room's acts would."""
    person = at.service.person(surname=f"Eriksson {number}")
    with opened("test"):
        return Student.objects.create(
            state="active",
            sevis_id=number,
            person=Person.objects.get(pk=person.pk),
            school=at.school,
            visa_type="F-1",
            level="05",
            major="11.0701",
            starts=date(2026, 1, 12),
            ends=date(2029, 5, 15),
        )
