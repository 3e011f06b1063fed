"""Work and training: curricular, optional, the extension, off campus; and the reduced load."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
import time_machine
from django.test import Client

from limen.core.lawbook import lawbook
from limen.core.ledger.models import Entry
from limen.kernel import GuardRefused, perform
from limen.offices.sevis import acts
from limen.offices.sevis.models import Student, Training
from limen.offices.sevis.tests.scenes import SEVIS, Campuses
from limen.offices.sevis.tests.student_scenes import (
    FLIGHT,
    HISTORY,
    LANGUAGE,
    active,
    govern,
    registering,
)
from limen.offices.sevis.training_limits import unemployed
from tests.signing_in import signed_in

SHORT = date(2027, 5, 21)
"""The end of a programme of one academic year."""
CITED = {"opt_after_days": "8 CFR 214.2(f)(11)(i)(B)(2)"}


def rule(refusal: pytest.ExceptionInfo[GuardRefused]) -> str:
    return refusal.value.problems[0].rule


def short(at: Campuses, **said: Any) -> Student:
    """Return a student of a programme of one year."""
    return active(at, ends=SHORT, **said)


def recommended(at: Campuses, record: Student, **said: Any) -> Student:
    given: dict[str, Any] = {
        "starts": date(2027, 6, 1),
        "ends": date(2028, 5, 31),
        "academic_year_met": True,
    }
    return at.report(acts.RecommendOpt(**{**given, **said}), record)  # type: ignore[no-any-return]


def trained(at: Campuses, clock: time_machine.Coordinates, **said: Any) -> Student:
    """Return a student with approved training after completion."""
    record = short(at, **said)
    clock.move_to("2027-04-12T14:00:00+00:00")
    recommended(at, record)
    return govern(  # type: ignore[no-any-return]
        at, acts.ApproveTraining(starts=date(2027, 6, 1), ends=date(2028, 5, 31)), record
    )


def extending(**said: Any) -> acts.ExtendOpt:
    given: dict[str, Any] = {
        "training_starts": date(2027, 6, 1),
        "training_ends": date(2028, 5, 31),
        "employer_name": "Analytical Engines",
        "ein": "123456789",
        "starts": date(2027, 6, 1),
        "e_verify": True,
        "plan_on": date(2028, 4, 1),
        "relevance": "Programs machines as the degree taught",
        "job_title": "Engineer",
    }
    return acts.ExtendOpt(**{**given, **said})


def cpt(**said: Any) -> acts.AuthoriseCpt:
    given: dict[str, Any] = {
        "employer_name": "Analytical Engines",
        "starts": date(2027, 6, 10),
        "ends": date(2027, 8, 20),
        "full_time": True,
    }
    return acts.AuthoriseCpt(**{**given, **said})


def test_curricular_training_waits_for_an_academic_year(at: Campuses) -> None:
    anna = active(at)
    with pytest.raises(GuardRefused) as refusal:
        at.report(cpt(starts=date(2027, 5, 1)), anna)
    assert rule(refusal) == "sevis.academic_year"
    assert "214.2(f)" in refusal.value.citation
    at.report(cpt(), anna)
    assert anna.trainings.get().kind == "cpt_full"


def test_a_graduate_programme_may_require_it_at_once(at: Campuses) -> None:
    anna = active(at)
    at.report(cpt(starts=date(2026, 10, 1), ends=date(2026, 12, 1), required=True, full_time=False), anna)
    assert anna.trainings.get().kind == "cpt_part"
    bo = active(at, given_names="Bo", level="04")
    with pytest.raises(GuardRefused) as refusal:
        at.report(cpt(starts=date(2026, 10, 1), ends=date(2026, 12, 1), required=True), bo)
    assert rule(refusal) == "sevis.cpt_graduate"


def test_two_full_time_trainings_do_not_overlap(at: Campuses) -> None:
    anna = active(at)
    at.report(cpt(), anna)
    with pytest.raises(GuardRefused) as refusal:
        at.report(cpt(employer_name="Another", starts=date(2027, 8, 1), ends=date(2027, 9, 1)), anna)
    assert rule(refusal) == "sevis.training_overlap"


def test_a_year_of_full_time_curricular_training_ends_optional_training(
    at: Campuses, morning: time_machine.Coordinates
) -> None:
    anna = active(at)
    outcome = perform(
        cpt(ends=date(2028, 5, 18), starts=date(2027, 6, 9)), on=anna, by=at.pdso, at=at.school.place, purpose="sevis"
    )
    assert "warnings" not in outcome.told
    at.report(acts.CancelCpt(starts=date(2027, 6, 9), ends=date(2028, 5, 18)), anna)
    at.report(acts.ExtendProgram(ends=date(2028, 12, 20), explanation="Research goes on"), anna)
    at.report(cpt(starts=date(2027, 6, 9), ends=date(2028, 6, 8)), anna)
    morning.move_to("2028-11-01T14:00:00+00:00")
    with pytest.raises(GuardRefused) as refusal:
        recommended(at, anna, starts=date(2029, 1, 5), ends=date(2029, 6, 5))
    assert rule(refusal) == "sevis.cpt_ended_opt"


def test_a_student_of_a_language_has_no_training(at: Campuses) -> None:
    anna = active(at, level=LANGUAGE, major="16.0101")
    with pytest.raises(GuardRefused) as refusal:
        at.report(cpt(), anna)
    assert rule(refusal) == "sevis.training_level"


def test_training_after_completion_has_its_window(at: Campuses, morning: time_machine.Coordinates) -> None:
    anna = short(at)
    morning.move_to("2027-02-19T14:00:00+00:00")
    with pytest.raises(GuardRefused, match="2027-02-20"):
        recommended(at, anna)
    morning.move_to("2027-02-20T14:00:00+00:00")
    recommended(at, anna)
    at.report(acts.CancelOpt(starts=date(2027, 6, 1), ends=date(2028, 5, 31)), anna)
    at.report(acts.CompleteStudent(), anna)
    anna.refresh_from_db()
    assert anna.ends == date(2027, 2, 20)


def test_after_sixty_days_it_is_too_late_to_recommend(at: Campuses, morning: time_machine.Coordinates) -> None:
    anna = short(at)
    morning.move_to("2027-07-21T14:00:00+00:00")
    with pytest.raises(GuardRefused) as refusal:
        recommended(at, anna, starts=date(2027, 7, 20))
    assert (rule(refusal), refusal.value.citation) == ("sevis.opt_window", CITED["opt_after_days"])


def test_training_after_completion_starts_within_sixty_days_and_lasts_twelve_months(
    at: Campuses, morning: time_machine.Coordinates
) -> None:
    anna = short(at)
    morning.move_to("2027-04-12T14:00:00+00:00")
    for said, slug in (
        ({"starts": date(2027, 7, 21), "ends": date(2028, 5, 1)}, "sevis.opt_start"),
        ({"starts": date(2027, 5, 21)}, "sevis.opt_start"),
        ({"ends": date(2028, 6, 1)}, "sevis.opt_months"),
    ):
        with pytest.raises(GuardRefused) as refusal:
            recommended(at, anna, **said)
        assert rule(refusal) == slug
    recommended(at, anna)


def test_part_time_before_completion_is_counted_half(at: Campuses, morning: time_machine.Coordinates) -> None:
    anna = active(at)
    at.report(
        acts.RecommendOpt(
            completion="pre", full_time=False, starts=date(2027, 9, 1), ends=date(2028, 3, 1), academic_year_met=True
        ),
        anna,
    )
    morning.move_to("2028-04-01T14:00:00+00:00")
    with pytest.raises(GuardRefused, match="273 days"):
        recommended(at, anna, starts=date(2028, 6, 1), ends=date(2029, 3, 1))
    recommended(at, anna, starts=date(2028, 6, 1), ends=date(2029, 2, 28))


def test_approval_makes_a_completed_student_active_again(at: Campuses, morning: time_machine.Coordinates) -> None:
    anna = short(at)
    morning.move_to("2027-04-12T14:00:00+00:00")
    recommended(at, anna)
    morning.move_to("2027-05-25T14:00:00+00:00")
    at.report(acts.CompleteStudent(), anna)
    anna.refresh_from_db()
    assert (anna.state, anna.grace_until) == ("completed", date(2027, 7, 20))
    again = govern(at, acts.ApproveTraining(starts=date(2027, 6, 1), ends=date(2028, 5, 31)), anna)
    assert (again.state, again.grace_until, again.opt_until) == ("active", None, date(2028, 5, 31))


def test_days_of_unemployment_are_counted_from_the_employers(at: Campuses, morning: time_machine.Coordinates) -> None:
    anna = trained(at, morning)
    days = {"training_starts": date(2027, 6, 1), "training_ends": date(2028, 5, 31)}
    at.report(acts.AddOptEmployer(**days, employer_name="First", starts=date(2027, 7, 1), ends=date(2027, 8, 31)), anna)
    found = unemployed(anna, lawbook(), date(2027, 9, 10))
    assert found is not None
    assert (found.used, found.allowed, found.left) == (30 + 10, 90, 50)
    assert found.exceeded_on == date(2027, 10, 31)
    at.report(acts.EditOptEmployer(**days, employer_was="First", employer_since=date(2027, 7, 1), hours=10), anna)
    found = unemployed(anna, lawbook(), date(2027, 9, 10))
    assert found is not None
    assert found.used == 102


def test_the_extension_follows_a_degree_in_science_with_an_employer_in_e_verify(
    at: Campuses, morning: time_machine.Coordinates
) -> None:
    anna = trained(at, morning)
    with pytest.raises(GuardRefused) as refusal:
        at.report(extending(), anna)
    assert rule(refusal) == "sevis.stem_window"
    morning.move_to("2028-04-10T14:00:00+00:00")
    for said, slug in (
        ({"e_verify": False}, "sevis.stem_e_verify"),
        ({"self_employed": True}, "sevis.stem_self"),
        ({"hours": 15}, "sevis.stem_hours"),
        ({"degree": HISTORY}, "sevis.stem_field"),
    ):
        with pytest.raises(GuardRefused) as refusal:
            at.report(extending(**said), anna)
        assert rule(refusal) == slug
    at.report(extending(), anna)
    stem = anna.trainings.get(kind="opt_stem")
    assert (stem.starts, stem.ends) == (date(2028, 6, 1), date(2030, 5, 31))
    done = govern(at, acts.ApproveTraining(starts=stem.starts, ends=stem.ends), anna)
    assert done.stem_until == date(2030, 5, 31)
    found = unemployed(anna, lawbook(), date(2028, 4, 10))
    assert found is not None
    assert found.allowed == 150


def test_an_employer_of_whom_e_verify_is_unsaid_is_not_kept_as_one_without(
    at: Campuses, morning: time_machine.Coordinates
) -> None:
    anna = trained(at, morning)
    morning.move_to("2028-04-10T14:00:00+00:00")
    at.report(extending(e_verify=None), anna)
    assert anna.trainings.get(kind="opt_stem").employers.get().e_verify is None
    told = Entry.objects.filter(act="sevis.extend_opt").order_by("-seq")[0]
    assert "Record that the employer takes part in E-Verify" in told.body
    page = signed_in(Client(), at.pdso, at.school.place, SEVIS).get(f"/sevis/student/{anna.pk}/").content.decode()
    assert "E-Verify not said" in page


def test_a_vocational_student_earns_a_month_of_training_by_four_of_study(
    at: Campuses, morning: time_machine.Coordinates
) -> None:
    anna = active(at, visa_type="M-1", level=FLIGHT, major="49.0102", ends=date(2027, 5, 7))
    morning.move_to("2027-04-01T14:00:00+00:00")
    with pytest.raises(GuardRefused, match="2 months"):
        recommended(at, anna, starts=date(2027, 5, 10), ends=date(2027, 7, 10))
    recommended(at, anna, starts=date(2027, 5, 10), ends=date(2027, 7, 9))
    assert anna.trainings.get().kind == "m_training"


def test_a_vocational_student_does_not_change_the_programme(at: Campuses) -> None:
    anna = active(at, visa_type="M-1", level=FLIGHT, major="49.0102", ends=date(2027, 5, 7))
    with pytest.raises(GuardRefused, match="does not change"):
        at.report(acts.UpdateProgram(major=HISTORY), anna)


def test_a_vocational_student_asks_to_extend_in_the_last_weeks(at: Campuses, morning: time_machine.Coordinates) -> None:
    anna = active(at, visa_type="M-1", level=FLIGHT, major="49.0102", ends=date(2027, 5, 7))
    asked = acts.ExtendProgram(ends=date(2027, 8, 7), explanation="Illness", reason="illness")
    for day, slug in (("2027-03-07", "sevis.m_extend_early"), ("2027-04-23", "sevis.m_extend_late")):
        morning.move_to(f"{day}T16:00:00+00:00")
        with pytest.raises(GuardRefused) as refusal:
            at.report(asked, anna)
        assert rule(refusal) == slug
    morning.move_to("2027-04-10T16:00:00+00:00")
    waits = at.report(asked, anna)
    assert (waits.ends, waits.extension_to) == (date(2027, 5, 7), date(2027, 8, 7))
    assert govern(at, acts.DecideExtension(outcome="approved"), anna).ends == date(2027, 8, 7)


def test_a_programme_is_extended_before_it_ends_and_not_for_probation(
    at: Campuses, morning: time_machine.Coordinates
) -> None:
    anna = short(at)
    with pytest.raises(GuardRefused) as refusal:
        at.report(acts.ExtendProgram(ends=date(2027, 12, 20), explanation="-", reason="probation"), anna)
    assert rule(refusal) == "sevis.extend_reason"
    morning.move_to("2027-05-22T16:00:00+00:00")
    with pytest.raises(GuardRefused) as refusal:
        at.report(acts.ExtendProgram(ends=date(2027, 12, 20), explanation="Illness"), anna)
    assert rule(refusal) == "sevis.extend_over"


def test_a_load_is_reduced_for_academic_difficulty_once_a_level(at: Campuses) -> None:
    anna = active(at)
    term = {"starts": date(2026, 9, 8), "ends": date(2026, 12, 18)}
    at.report(acts.AuthoriseReducedLoad(reason="02", **term), anna)
    with pytest.raises(GuardRefused) as refusal:
        at.report(acts.AuthoriseReducedLoad(reason="03", starts=date(2027, 1, 19), ends=date(2027, 5, 1)), anna)
    assert (rule(refusal), refusal.value.citation) == ("sevis.load_academic", "8 CFR 214.2(f)(6)(iii)(A)")


def test_a_load_is_reduced_for_illness_twelve_months_at_most(at: Campuses) -> None:
    anna = active(at)
    at.report(acts.AuthoriseReducedLoad(reason="01", starts=date(2026, 9, 8), ends=date(2027, 5, 1)), anna)
    with pytest.raises(GuardRefused) as refusal:
        at.report(acts.AuthoriseReducedLoad(reason="01", starts=date(2027, 5, 2), ends=date(2027, 9, 8)), anna)
    assert rule(refusal) == "sevis.load_medical"
    at.report(acts.AuthoriseReducedLoad(reason="01", starts=date(2027, 5, 2), ends=date(2027, 9, 7)), anna)
    edit = acts.EditReducedLoad(reason="01", starts=date(2027, 5, 2), ends=date(2027, 9, 7), new_ends=date(2027, 9, 8))
    with pytest.raises(GuardRefused):
        at.report(edit, anna)


def test_a_full_course_resumed_is_reported_with_the_next_term(at: Campuses, morning: time_machine.Coordinates) -> None:
    anna = active(at)
    at.report(acts.AuthoriseReducedLoad(reason="05", starts=date(2026, 9, 8), ends=date(2026, 12, 18)), anna)
    morning.move_to("2027-01-20T15:00:00+00:00")
    spring = registering(
        session_starts=date(2027, 1, 19), session_ends=date(2027, 5, 14), next_session=date(2027, 9, 1)
    )
    outcome = perform(spring, on=anna, by=at.pdso, at=at.school.place, purpose="sevis")
    assert any("full course" in str(line) for line in outcome.told["warnings"])  # type: ignore[attr-defined]
    assert outcome.record.load_until is None


def test_work_off_campus_is_for_a_year_at_a_time(at: Campuses) -> None:
    anna = active(at)
    for starts, ends, slug in (
        (date(2026, 10, 8), date(2026, 12, 10), "sevis.academic_year"),
        (date(2027, 6, 8), date(2028, 5, 19), ""),
    ):
        work = acts.RecommendOffcampus(kind="01", starts=starts, ends=ends)
        if slug:
            with pytest.raises(GuardRefused) as refusal:
                at.report(work, anna)
            assert rule(refusal) == slug
        else:
            at.report(work, anna)
    assert Training.objects.get(student=anna).step == "recommended"
