"""Students from the first form to the last day: to training and the extension, to another school, never, and back."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
import time_machine

from limen.core.access.gate import Viewer
from limen.core.clocks.models import RunningClock
from limen.core.documents.models import Paper
from limen.offices.investigations.models import Lead
from limen.offices.sevis import acts
from limen.offices.sevis.models import Student
from limen.offices.sevis.queries import status_line, students
from limen.offices.sevis.queries.alerts import alerts
from limen.offices.sevis.tests.scenes import Campuses, campuses, certified
from limen.offices.sevis.tests.student_scenes import (
    COMPUTING,
    HOME,
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
from tests.factories import open_service
from tests.journeys.owned import all_is_owned_and_proved

pytestmark = pytest.mark.django_db


@pytest.fixture
def clock() -> Any:
    """Begin on a day in June, when forms for the autumn are issued."""
    with time_machine.travel("2026-06-15T14:00:00+00:00", tick=False) as found:
        yield found


@pytest.fixture
def at(db: None, clock: time_machine.Coordinates) -> Campuses:
    """Open a school with its people."""
    return campuses(open_service())


def official(at: Campuses, day: date) -> Viewer:
    return Viewer(at.pdso, at.school.place, "sevis", day)


def kinds(at: Campuses, day: date) -> list[str]:
    return [row.kind for row in alerts(viewer=official(at, day))]


def running(record: Student) -> set[str]:
    return set(RunningClock.objects.filter(subject=record.pk, closed_at=None).values_list("key", flat=True))


def arrived(at: Campuses, clock: time_machine.Coordinates) -> Student:
    """Lead an applicant from the form through the fee, the visa and the port to the first term."""
    inspector = at.service.viewer()
    anna = created(at, ends=date(2028, 5, 19), print_form=True)
    assert Paper.objects.get(form="i20").data["earliest_admission"] == "2026-08-09"

    clock.move_to("2026-08-10T14:00:00+00:00")
    sweep()
    assert "sevis.fee" in running(anna)
    assert kinds(at, date(2026, 8, 10)) == ["fee"]
    at.report(acts.RecordFee(paid_on=date(2026, 8, 9)), anna)
    alone(acts.NoteVisa(issued_on=date(2026, 8, 12)), anna)
    assert "sevis.fee" not in running(anna)

    clock.move_to("2026-08-20T14:00:00+00:00")
    assert "entry from 2026-08-09" in status_line(anna.person_id, viewer=inspector)
    alone(acts.NoteArrival(admitted_on=date(2026, 8, 20)), anna)

    clock.move_to("2026-09-10T14:00:00+00:00")
    sweep()
    assert "sevis.register" in running(anna)
    anna = at.report(registering(), anna)
    assert (anna.state, "sevis.register" in running(anna)) == ("active", False)
    return anna


def test_an_applicant_from_the_form_to_the_extension(at: Campuses, clock: time_machine.Coordinates) -> None:
    anna = arrived(at, clock)
    inspector = at.service.viewer()

    clock.move_to("2027-05-20T14:00:00+00:00")
    sweep()
    at.report(
        acts.AuthoriseCpt(
            employer_name="Analytical Engines", starts=date(2027, 6, 10), ends=date(2027, 8, 20), full_time=True
        ),
        anna,
    )

    clock.move_to("2028-03-01T14:00:00+00:00")
    sweep()
    assert "sevis.programme_ending" in running(anna)
    opt = {"starts": date(2028, 6, 1), "ends": date(2029, 5, 31)}
    at.report(acts.RecommendOpt(**opt, academic_year_met=True), anna)
    assert {"sevis.opt_file"} <= running(anna)
    at.report(acts.FileTraining(**opt, filed_on=date(2028, 3, 1)), anna)
    assert "sevis.opt_file" not in running(anna)
    anna = govern(at, acts.ApproveTraining(**opt), anna)

    clock.move_to("2028-08-10T14:00:00+00:00")
    sweep()
    anna.refresh_from_db()
    assert anna.state == "active"
    assert "unemployment" in kinds(at, date(2028, 8, 10))
    days = {"training_starts": opt["starts"], "training_ends": opt["ends"]}
    at.report(acts.AddOptEmployer(**days, employer_name="Analytical Engines", starts=date(2028, 8, 10)), anna)

    clock.move_to("2029-04-02T14:00:00+00:00")
    at.report(
        acts.ExtendOpt(
            **days,
            employer_name="Analytical Engines",
            ein="123456789",
            starts=date(2029, 6, 1),
            e_verify=True,
            plan_on=date(2029, 3, 28),
        ),
        anna,
    )
    stem = anna.trainings.get(kind="opt_stem")
    anna = govern(at, acts.ApproveTraining(starts=stem.starts, ends=stem.ends), anna)
    assert anna.stem_until == date(2031, 5, 31)

    clock.move_to("2029-12-02T14:00:00+00:00")
    sweep()
    assert {"sevis.stem_validate", "sevis.stem_validation_report", "sevis.stem_evaluate"} <= running(anna)
    assert "stem_validation" in kinds(at, date(2029, 12, 2))
    at.report(acts.ValidateStem(kind="validation"), anna)
    assert "sevis.stem_validation_report" not in running(anna)
    then = Viewer(inspector.account, inspector.place, "inspection", date(2029, 12, 2))
    assert "in the extension to 2031-05-31" in status_line(anna.person_id, viewer=then)

    govern(at, acts.RecordChangeOfStatus(to="H-1B", since=date(2029, 12, 1)), anna)
    anna.refresh_from_db()
    assert anna.state == "deactivated"
    assert anna.next_due is None
    all_is_owned_and_proved()


def test_a_transfer_in_the_middle_of_a_term(at: Campuses, clock: time_machine.Coordinates) -> None:
    other = certified(at.service, "NYC214F10002000")
    clock.move_to("2026-09-10T14:00:00+00:00")
    anna = active(at)
    number = anna.sevis_id
    clock.move_to("2026-10-05T14:00:00+00:00")
    anna = at.report(acts.TransferOut(school=other.pk, release_on=date(2026, 10, 20), reason="family"), anna)
    assert anna.transfer_pending
    clock.move_to("2026-10-20T14:00:00+00:00")
    sweep()
    anna.refresh_from_db()
    assert (anna.state, anna.school, anna.sevis_id) == ("initial", other, number)
    assert "sevis.transfer_begin" in running(anna)
    stranger = Viewer(
        at.service.officer("dso", name="dso_nyc", place=other.place), other.place, "sevis", date(2026, 10, 20)
    )
    assert [row.kind for row in alerts(viewer=stranger)] == ["transfer_form"]
    elsewhere(
        at,
        other,
        acts.TransferIn(
            **MONEY, level=MASTER, major=COMPUTING, starts=date(2027, 1, 11), ends=date(2028, 12, 15), print_form=True
        ),
        anna,
    )
    paper = Paper.objects.filter(form="i20").latest("created_at")
    assert paper.data["transfer_from"] == at.school.name
    clock.move_to("2027-01-12T15:00:00+00:00")
    sweep()
    assert "sevis.transfer_report" in running(anna)
    done = elsewhere(
        at,
        other,
        registering(
            session_starts=date(2027, 1, 11),
            session_ends=date(2027, 5, 7),
            next_session=date(2027, 9, 1),
            us_address={**HOME, "city": "New York", "state": "NY"},
        ),
        anna,
    )
    assert (done.state, done.registered_on) == ("active", date(2027, 1, 12))
    assert not {"sevis.transfer_report", "sevis.register"} & running(anna)
    assert Student.objects.filter(state="active").count() == 1
    all_is_owned_and_proved()


def test_a_no_show_that_becomes_a_lead(at: Campuses, clock: time_machine.Coordinates) -> None:
    anna = created(at)
    at.report(acts.RecordFee(paid_on=date(2026, 6, 15)), anna)
    alone(acts.NoteArrival(admitted_on=date(2026, 6, 15)), anna)
    clock.move_to("2026-09-09T14:00:00+00:00")
    sweep()
    clock.move_to("2026-10-10T14:00:00+00:00")
    late = [row for row in alerts(viewer=official(at, date(2026, 10, 10))) if row.kind == "unregistered"]
    assert [row.late(date(2026, 10, 10)) for row in late] == [True]
    anna = at.report(acts.TerminateStudent(reason="11", remarks="Never seen in class"), anna)
    assert (anna.state, anna.grace_until) == ("terminated", date(2026, 10, 10))
    assert "sevis.register" not in running(anna)
    assert "Failed to enrol" in status_line(anna.person_id, viewer=at.service.viewer())
    lead = Lead.objects.get()
    assert (lead.state, lead.kind, lead.subject, lead.about_id) == ("received", "compliance", anna.pk, anna.person_id)
    assert any("Failed to enrol" in text for text in (lead.summary, *(fact["says"] for fact in lead.attached)))
    all_is_owned_and_proved()


def test_a_wrongly_terminated_student_is_restored_before_she_lands(
    at: Campuses, clock: time_machine.Coordinates
) -> None:
    clock.move_to("2026-09-10T14:00:00+00:00")
    anna = active(at)
    at.report(acts.SignForTravel(), anna)
    clock.move_to("2027-01-03T14:00:00+00:00")
    alone(acts.NoteDeparture(left_on=date(2026, 12, 19)), anna)
    at.report(acts.TerminateStudent(reason="01"), anna)
    inspector = at.service.viewer()
    assert "terminated" in status_line(anna.person_id, viewer=inspector).casefold()
    at.report(acts.AskForCorrection(why="Another student of the same name was meant"), anna)
    assert "sevis.correction" in running(anna)
    clock.move_to("2027-01-03T16:00:00+00:00")
    govern(at, acts.CorrectStatus(asked_by="The school's official", why="Shown by the rolls"), anna, "sevp_analyst")
    assert "sevis.correction" not in running(anna)
    text = status_line(anna.person_id, viewer=inspector)
    assert "Active" in text
    assert "signed for travel to" in text
    alone(acts.NoteArrival(admitted_on=date(2027, 1, 3)), anna)
    page = students.student(anna.pk, viewer=official(at, date(2027, 1, 3)))
    assert (page.state, page.end_reason, page.grace_until) == ("active", "", None)
    all_is_owned_and_proved()
