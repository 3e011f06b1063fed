"""Students go to another school, end, and come back; their families with them."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
import time_machine

from limen.core.access.gate import Viewer
from limen.kernel import GuardRefused, UnknownRecord, WrongState
from limen.offices.sevis import acts
from limen.offices.sevis.models import Dependant, School, Student
from limen.offices.sevis.queries import status_line, students
from limen.offices.sevis.tests.scenes import Campuses, certified
from limen.offices.sevis.tests.student_scenes import (
    COMPUTING,
    MASTER,
    MONEY,
    active,
    alone,
    created,
    elsewhere,
    govern,
    registering,
    sweep,
)

RELEASE = date(2026, 11, 2)


@pytest.fixture
def other(at: Campuses) -> School:
    """Certify another school."""
    return certified(at.service, "NYC214F10002000")


def rule(refusal: pytest.ExceptionInfo[GuardRefused]) -> str:
    return refusal.value.problems[0].rule


def viewer(at: Campuses, school: School, day: date = date(2026, 8, 31)) -> Viewer:
    if school == at.school:
        return Viewer(at.pdso, school.place, "sevis", day)
    account = at.service.officer("dso", name=f"dso_{school.code[:3].lower()}", place=school.place)
    return Viewer(account, school.place, "sevis", day)


def entering(**said: Any) -> acts.TransferIn:
    given: dict[str, Any] = {
        **MONEY,
        "level": MASTER,
        "major": COMPUTING,
        "starts": date(2027, 1, 11),
        "ends": date(2028, 12, 15),
        "english_required": False,
        "english_why": "Met at the first school",
    }
    return acts.TransferIn(**{**given, **said})


def test_a_record_passes_on_with_its_number_on_the_release_date(
    at: Campuses, other: School, morning: time_machine.Coordinates
) -> None:
    anna = active(at)
    at.report(acts.TransferOut(school=other.pk, release_on=RELEASE, reason="study"), anna)
    with pytest.raises(UnknownRecord):
        students.student(anna.pk, viewer=viewer(at, other))
    assert [row.sevis_id for row in students.incoming(viewer=viewer(at, other))] == [anna.sevis_id]
    morning.move_to("2026-11-02T04:30:00+00:00")
    sweep()
    anna.refresh_from_db()
    assert anna.school == at.school, "it is still the first of November in Boston"
    morning.move_to("2026-11-02T05:30:00+00:00")
    assert sweep() == 1
    number = anna.sevis_id
    anna.refresh_from_db()
    assert (anna.school, anna.state, anna.sevis_id, anna.came_from) == (other, "initial", number, at.school)
    with pytest.raises(UnknownRecord):
        students.student(anna.pk, viewer=viewer(at, at.school))
    assert students.student(anna.pk, viewer=viewer(at, other)) == anna
    gone = students.former(viewer=viewer(at, at.school)).get()
    assert (gone.state, gone.held["sevis_id"]) == ("active", number)


def test_the_new_school_issues_its_form_before_it_registers_the_student(
    at: Campuses, other: School, morning: time_machine.Coordinates
) -> None:
    anna = active(at)
    at.report(acts.TransferOut(school=other.pk, release_on=RELEASE), anna)
    morning.move_to("2026-11-02T15:00:00+00:00")
    sweep()
    term = registering(session_starts=date(2027, 1, 11), session_ends=date(2027, 5, 7), next_session=date(2027, 9, 1))
    morning.move_to("2026-12-20T15:00:00+00:00")
    with pytest.raises(GuardRefused) as refusal:
        elsewhere(at, other, term, anna)
    assert rule(refusal) == "sevis.transfer_form"
    with pytest.raises(GuardRefused) as refusal:
        elsewhere(at, other, entering(starts=date(2027, 4, 3)), anna)
    assert rule(refusal) == "sevis.transfer_months"
    elsewhere(at, other, entering(), anna)
    assert elsewhere(at, other, term, anna).state == "active"


def test_a_transfer_is_called_off_before_its_day_and_not_after(
    at: Campuses, other: School, morning: time_machine.Coordinates
) -> None:
    anna = active(at)
    at.report(acts.TransferOut(school=other.pk, release_on=RELEASE), anna)
    at.report(acts.CancelTransferOut(), anna)
    at.report(acts.TransferOut(school=other.pk, release_on=RELEASE), anna)
    morning.move_to("2026-11-02T15:00:00+00:00")
    with pytest.raises(GuardRefused) as refusal:
        at.report(acts.CancelTransferOut(), anna)
    assert rule(refusal) == "sevis.transfer_released"


def test_training_ends_with_the_release(at: Campuses, other: School, morning: time_machine.Coordinates) -> None:
    anna = active(at)
    at.report(
        acts.AuthoriseCpt(employer_name="Engines", starts=date(2026, 10, 1), ends=date(2026, 12, 18), required=True),
        anna,
    )
    at.report(acts.TransferOut(school=other.pk, release_on=RELEASE), anna)
    morning.move_to("2026-11-02T15:00:00+00:00")
    sweep()
    assert anna.trainings.get().ends == RELEASE


def test_a_vocational_student_transfers_within_six_months(at: Campuses, other: School) -> None:
    anna = active(at, visa_type="M-1", level="09", major="49.0102", ends=date(2027, 8, 31))
    with pytest.raises(GuardRefused) as refusal:
        at.report(acts.TransferOut(school=other.pk, release_on=date(2027, 3, 9)), anna)
    assert rule(refusal) == "sevis.m_transfer"
    at.report(acts.TransferOut(school=other.pk, release_on=date(2027, 3, 9), reason="beyond_control"), anna)


def test_the_reason_says_how_long_a_student_may_stay(at: Campuses) -> None:
    anna = at.report(acts.TerminateStudent(reason="23"), active(at))
    assert (anna.state, anna.grace_until) == ("terminated", date(2026, 9, 15))
    bo = at.report(acts.TerminateStudent(reason="03"), active(at, given_names="Bo"))
    assert bo.grace_until == date(2026, 8, 31)


def test_a_school_gives_no_reason_that_is_the_systems(at: Campuses) -> None:
    with pytest.raises(GuardRefused) as refusal:
        at.report(acts.TerminateStudent(reason="24"), created(at))
    assert rule(refusal) == "sevis.termination_reason"


def test_who_came_is_not_cancelled(at: Campuses) -> None:
    anna = created(at)
    alone(acts.NoteArrival(admitted_on=date(2026, 8, 31)), anna)
    with pytest.raises(GuardRefused) as refusal:
        at.report(acts.CancelStudent(reason="01"), anna)
    assert rule(refusal) == "sevis.cancel_arrived"


def test_who_worked_without_authority_is_not_reinstated(at: Campuses) -> None:
    anna = at.report(acts.TerminateStudent(reason="03"), active(at))
    with pytest.raises(GuardRefused) as refusal:
        at.report(acts.RequestReinstatement(reason="injury"), anna)
    assert rule(refusal) == "sevis.reinstate_work"


def test_after_five_months_reinstatement_is_exceptional(at: Campuses, morning: time_machine.Coordinates) -> None:
    anna = at.report(acts.TerminateStudent(reason="04"), active(at))
    morning.move_to("2027-02-01T15:00:00+00:00")
    with pytest.raises(GuardRefused) as refusal:
        at.report(acts.RequestReinstatement(reason="injury"), anna)
    assert rule(refusal) == "sevis.reinstate_months"
    at.report(acts.RequestReinstatement(reason="injury", exceptional="Was in a coma"), anna)
    assert govern(at, acts.Reinstate(), anna).state == "active"


def test_a_record_ended_wrongly_is_set_right_with_the_family(at: Campuses) -> None:
    anna = active(at)
    child = at.report(
        acts.AddDependant(
            student=anna.pk, surname="Berg", given_names="Eva", birth="2020-05-05", relationship="02", sex="F"
        )
    )
    at.report(acts.TerminateStudent(reason="11", remarks="-"), created(at, given_names="Bo"))
    at.report(acts.TerminateStudent(reason="04"), anna)
    child.refresh_from_db()
    assert (child.state, child.end_reason) == ("terminated", "06")
    at.report(acts.AskForCorrection(why="Pressed the wrong button"), anna)
    back = govern(at, acts.CorrectStatus(asked_by="PDSO", why="The school's own error"), anna, "sevp_analyst")
    assert (back.state, back.end_reason, back.grace_until) == ("active", "", None)
    child.refresh_from_db()
    assert child.state == "active"


def test_a_child_of_age_is_no_dependant(at: Campuses) -> None:
    anna = created(at)
    with pytest.raises(GuardRefused) as refusal:
        at.report(acts.AddDependant(student=anna.pk, surname="Berg", birth="2005-08-31", relationship="02"))
    assert rule(refusal) == "sevis.dependant_age"


def test_a_student_has_one_spouse(at: Campuses) -> None:
    anna = created(at)
    spouse = acts.AddDependant(student=anna.pk, surname="Ek", birth="2000-01-01", relationship="01")
    karl: Dependant = at.report(spouse)
    assert (karl.visa_type, karl.sevis_id != anna.sevis_id) == ("F-2", True)
    with pytest.raises(GuardRefused):
        at.report(spouse)
    at.report(acts.TerminateDependant(reason="04"), karl)
    assert at.report(acts.ReactivateDependant(), karl).state == "active"


def test_a_change_of_level_is_registered_anew_or_called_off(at: Campuses) -> None:
    anna = active(at)
    change = acts.ChangeLevel(**MONEY, level="06", major=COMPUTING, starts=date(2027, 1, 11), ends=date(2031, 5, 15))
    assert at.report(change, anna).state == "initial"
    back = at.report(acts.CancelLevelChange(), anna)
    assert (back.state, back.level, back.ends) == ("active", MASTER, date(2028, 5, 19))


def test_a_level_begins_within_five_months_of_the_last(at: Campuses) -> None:
    with pytest.raises(GuardRefused) as refusal:
        at.report(
            acts.ChangeLevel(**MONEY, level="06", major=COMPUTING, starts=date(2028, 11, 1), ends=date(2031, 5, 15)),
            active(at),
        )
    assert rule(refusal) == "sevis.level_gap"


def test_five_months_away_spend_the_record(at: Campuses, morning: time_machine.Coordinates) -> None:
    anna = active(at)
    at.report(acts.RecordAbsence(left_on=date(2026, 9, 20), why="Family"), anna)
    morning.move_to("2027-03-01T15:00:00+00:00")
    with pytest.raises(GuardRefused) as refusal:
        at.report(acts.EndAbsence(back_on=date(2027, 2, 21)), anna)
    assert rule(refusal) == "sevis.absence_long"
    at.report(acts.EndAbsence(back_on=date(2027, 2, 20)), anna)


def test_cap_gap_goes_on_into_the_fiscal_year_of_the_petition(at: Campuses, morning: time_machine.Coordinates) -> None:
    anna = active(at)
    morning.move_to("2027-04-05T15:00:00+00:00")
    assert at.report(acts.CapGap(status="F"), anna).cap_gap_until == date(2028, 4, 1)
    assert at.report(acts.CapGap(status="C"), anna).cap_gap_until is None


def test_a_record_whose_days_are_over_completes_by_itself(at: Campuses, morning: time_machine.Coordinates) -> None:
    anna = active(at)
    morning.move_to("2028-05-20T15:00:00+00:00")
    sweep()
    anna.refresh_from_db()
    assert (anna.state, anna.ended_on, anna.grace_until) == ("completed", date(2028, 5, 19), date(2028, 7, 18))
    with pytest.raises(WrongState):
        at.report(acts.ExtendProgram(ends=date(2029, 1, 1), explanation="Late"), anna)


def test_another_status_deactivates_the_record(at: Campuses) -> None:
    anna = active(at)
    done = govern(at, acts.RecordChangeOfStatus(to="H-1B", since=date(2026, 8, 30)), anna)
    assert done.state == "deactivated"


def test_the_border_reads_one_line(at: Campuses) -> None:
    anna = created(at)
    inspector = at.service.viewer()
    text = status_line(anna.person_id, viewer=inspector)
    assert anna.sevis_id in text
    assert "2026-08-09" in text
    assert "FEE I-901 NOT PAID" in text
    at.report(acts.RecordFee(paid_on=date(2026, 8, 1)), anna)
    at.report(registering(), anna)
    at.report(acts.TerminateStudent(reason="08"), anna)
    assert "Expelled" in status_line(anna.person_id, viewer=inspector)
    assert status_line(at.service.person().pk, viewer=inspector) == ""


def test_a_duplicate_is_deactivated_once_they_are_judged_the_same(at: Campuses) -> None:
    anna, twin = active(at), created(at)
    with pytest.raises(GuardRefused) as refusal:
        govern(at, acts.DeactivateStudent(into=anna.pk, why="The same student"), twin)
    assert rule(refusal) == "sevis.other_person"
    assert Student.objects.filter(state="initial").count() == 1
