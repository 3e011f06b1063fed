"""A student from the form to the first term."""

from __future__ import annotations

from datetime import date

import pytest
import time_machine

from limen.core.access.gate import Viewer
from limen.core.clocks.models import RunningClock
from limen.core.documents.models import Paper
from limen.core.people.acts import AddClaim
from limen.kernel import GuardRefused, opened, perform
from limen.offices.sevis import acts
from limen.offices.sevis.acts.students.common import spread
from limen.offices.sevis.models import Student
from limen.offices.sevis.queries.alerts import alerts
from limen.offices.sevis.tests.scenes import SEVIS, Campuses, certified
from limen.offices.sevis.tests.student_scenes import (
    FLIGHT,
    HOME,
    STARTS,
    active,
    alone,
    created,
    creating,
    elsewhere,
    registering,
    sweep,
)


def test_a_student_is_created_with_a_number_and_a_person(at: Campuses) -> None:
    anna = created(at)
    assert anna.state == "initial"
    assert anna.sevis_id.startswith("N")
    assert anna.person.display_name == "BERG, Anna"
    assert anna.person.identifiers.get(kind="sevis_id").number == anna.sevis_id
    assert anna.costs["tuition"] == 30_000


def test_a_student_who_registers_is_active(at: Campuses) -> None:
    assert active(at).state == "active"


def test_a_draft_has_no_number_until_the_form_is_issued(at: Campuses) -> None:
    said = {name: value for name, value in creating().model_dump().items() if name in acts.DraftStudent.model_fields}
    draft = at.report(acts.DraftStudent(**said))
    assert (draft.state, draft.sevis_id) == ("draft", "")
    issued = at.report(acts.IssueForm(), draft)
    assert issued.state == "initial"
    assert Paper.objects.get(form="i20").data["sevis_id"] == issued.sevis_id


def test_another_school_may_not_report_on_a_student(at: Campuses) -> None:
    other = certified(at.service, "NYC214F10002000")
    with pytest.raises(GuardRefused, match="answers for this record"):
        elsewhere(at, other, acts.VerifyStudent(), created(at))


def test_a_form_that_leaves_out_the_birth_is_not_issued(at: Campuses) -> None:
    with pytest.raises(GuardRefused) as refusal:
        created(at, birth="")
    assert refusal.value.problems[0].rule == "sevis.form_incomplete"


def test_a_programme_ends_after_it_starts(at: Campuses) -> None:
    with pytest.raises(GuardRefused, match="ends after it starts"):
        created(at, ends=STARTS)


def test_a_vocational_students_programme_lasts_a_year_at_most(at: Campuses) -> None:
    with pytest.raises(GuardRefused) as refusal:
        created(at, visa_type="M-1", level=FLIGHT, major="49.0102", ends=date(2027, 9, 8))
    assert refusal.value.citation == "8 CFR 214.2(m)(5), (10)(iii)"
    assert created(at, visa_type="M-1", level=FLIGHT, major="49.0102", ends=date(2027, 9, 7)).state == "initial"


def test_english_is_met_or_said_why_not(at: Campuses) -> None:
    with pytest.raises(GuardRefused, match="English"):
        created(at, english_met=None)


def test_funds_that_do_not_cover_the_costs_are_told(at: Campuses) -> None:
    outcome = perform(creating(funds={"personal": 1000}), by=at.pdso, at=at.school.place, purpose="sevis")
    assert any("do not cover" in str(line) for line in outcome.told["warnings"])  # type: ignore[attr-defined]


def test_the_fee_is_what_it_was_on_the_day_it_was_paid(at: Campuses) -> None:
    anna = created(at)
    with pytest.raises(GuardRefused) as refusal:
        at.report(acts.RecordFee(paid_on=date(2026, 8, 20), amount=200), anna)
    assert "350" in refusal.value.message
    assert at.report(acts.RecordFee(paid_on=date(2026, 8, 20)), anna).fee_amount == 350


def test_a_visa_waits_for_the_fee(at: Campuses) -> None:
    anna = created(at)
    with pytest.raises(GuardRefused, match="I-901"):
        alone(acts.NoteVisa(issued_on=date(2026, 8, 25)), anna)


def test_a_student_who_registers_late_is_told_of_the_last_day(at: Campuses, morning: time_machine.Coordinates) -> None:
    anna = created(at)
    morning.move_to("2026-10-09T15:00:00+00:00")
    outcome = perform(registering(), on=anna, by=at.pdso, at=at.school.place, purpose="sevis")
    assert any("2026-10-08" in str(line) for line in outcome.told["warnings"])  # type: ignore[attr-defined]


def test_a_term_says_when_the_next_starts_or_that_it_is_the_last(at: Campuses) -> None:
    with pytest.raises(GuardRefused, match="next term"):
        at.report(registering(next_session=None), created(at))


def test_a_student_without_an_address_is_not_registered(at: Campuses) -> None:
    with pytest.raises(GuardRefused, match="lives"):
        at.report(registering(us_address={}), created(at))


def test_nobody_is_active_twice(at: Campuses) -> None:
    anna = active(at)
    with pytest.raises(GuardRefused, match="another record"):
        created(at, of=anna.pk)


def test_a_new_name_is_the_persons_own_until_an_officer_has_seen_them(at: Campuses) -> None:
    anna = active(at)
    at.report(acts.UpdatePersonal(surname="Lind"), anna)
    anna.person.refresh_from_db()
    assert anna.person.surname == "Lind"
    at.service.do(AddClaim(surname="Berg-Lind", given_names="Anna", source="counter", take_as_own=True), anna.person)
    at.report(acts.UpdatePersonal(surname="Ek"), anna)
    anna.person.refresh_from_db()
    assert anna.person.surname == "Berg-Lind"


def test_a_changed_address_says_since_when(at: Campuses) -> None:
    anna = at.report(acts.UpdatePersonal(**spread("us_address", {**HOME, "address1": "3 Oak Street"})), active(at))
    assert (anna.us_address["address1"], anna.address_on) == ("3 Oak Street", date(2026, 8, 31))


def test_a_signature_for_travel_is_good_for_a_year(at: Campuses) -> None:
    anna = at.report(acts.SignForTravel(), active(at))
    assert anna.travel_until == date(2027, 8, 31)
    paper = Paper.objects.filter(form="i20").last()
    assert paper is not None
    assert "2027-08-31" in paper.data["endorsements"][0]["date"]


def test_time_marks_the_start_of_the_programme_once(at: Campuses, morning: time_machine.Coordinates) -> None:
    anna = created(at)
    at.report(acts.RecordFee(exempt="Government scholar"), anna)
    morning.move_to("2026-09-09T02:00:00+00:00")
    sweep()
    assert [clock.key for clock in RunningClock.objects.filter(subject=anna.pk)] == ["sevis.register"]
    clock = RunningClock.objects.get(subject=anna.pk)
    assert clock.place == at.school.place
    assert sweep() == 0
    at.report(registering(), anna)
    clock.refresh_from_db()
    assert clock.state == "satisfied"


def test_who_came_and_was_never_registered_is_found_by_the_system(
    at: Campuses, morning: time_machine.Coordinates
) -> None:
    anna = created(at)
    alone(acts.NoteArrival(admitted_on=date(2026, 8, 31)), anna)
    morning.move_to("2026-11-08T15:00:00+00:00")
    sweep()
    anna.refresh_from_db()
    assert (anna.state, anna.end_reason) == ("terminated", "24")


def test_what_a_student_told_is_work_until_the_last_lawful_day(at: Campuses) -> None:
    record = active(at)
    alone(acts.TellAddress(phone="6175550100"), record)
    clock = RunningClock.objects.get(subject=record.pk, key="sevis.report_change")
    viewer = Viewer(at.pdso, at.school.place, SEVIS, date(2026, 8, 31))
    (work,) = [row for row in alerts(viewer=viewer) if row.kind == "told"]
    assert work.due == clock.due_at.astimezone(clock.zone).date()
    at.report(acts.SetToldAside(why="Settled by telephone"), record)
    assert "told" not in {row.kind for row in alerts(viewer=viewer)}


def test_a_sweep_that_comes_late_lets_a_deadline_run_from_the_day_of_law(
    at: Campuses, morning: time_machine.Coordinates
) -> None:
    record = created(at, starts=date(2026, 9, 8))
    morning.move_to("2026-09-25T13:00:00+00:00")
    sweep()
    clock = RunningClock.objects.get(key="sevis.register", subject=record.pk)
    assert clock.due_at.astimezone(record.place.zone).date() == date(2026, 10, 8)
    assert clock.place == record.place


def test_of_two_confirmations_that_no_sweep_saw_each_is_owed_from_its_own_day(at: Campuses) -> None:
    record = active(at)
    with opened("maintenance.test"):
        trained = {"stem_from": date(2025, 3, 3), "stem_until": date(2027, 3, 2), "next_due": date(2025, 3, 3)}
        Student.objects.filter(pk=record.pk).update(**trained)
    reports = RunningClock.objects.filter(key="sevis.stem_validation_report", subject=record.pk).order_by(
        "started_at", "pk"
    )

    def owed_since() -> list[date]:
        return [clock.started_at.astimezone(record.place.zone).date() for clock in reports.all()]

    sweep()
    assert owed_since() == [date(2025, 9, 3)]
    sweep()
    assert owed_since() == [date(2025, 9, 3), date(2026, 3, 3)]
    sweep()
    assert len(owed_since()) == 2
