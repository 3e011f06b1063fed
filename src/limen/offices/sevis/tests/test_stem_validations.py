"""The half-yearly confirmations of a student in the extension: each counts for its own half-year, early or late."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.test import Client
from hypothesis import given
from hypothesis import strategies as some

from limen.core.access.gate import NODE, SYSTEM
from limen.core.clocks.models import RunningClock
from limen.kernel import GuardRefused, opened, perform
from limen.kernel.clocks import add_months
from limen.offices.sevis import acts
from limen.offices.sevis.milestones import runs_from
from limen.offices.sevis.models import Employer, Student, Training
from limen.offices.sevis.ruling import months_after
from limen.offices.sevis.tests.scenes import SEVIS, Campuses
from limen.offices.sevis.tests.student_scenes import active
from limen.offices.sevis.upkeep import students
from tests.signing_in import signed_in

FROM, UNTIL = date(2026, 9, 10), date(2028, 9, 9)
FIRST, SECOND = date(2027, 3, 10), date(2027, 9, 10)


def in_extension(at: Campuses, since: date = FROM) -> Student:
    """Return a student whose extension begins on a day, 10 September 2026 where no other is said."""
    student = active(at)
    until = months_after(since, 24)
    first = (date(2025, 9, 10), since - timedelta(days=1))
    with opened("test"):
        for kind, starts, ends in (("opt_post", *first), ("opt_stem", since, until)):
            Training.objects.create(
                student=student, kind=kind, starts=starts, ends=ends, step="approved", recommended_on=date(2025, 8, 1)
            )
        Student.objects.filter(pk=student.pk).update(
            opt_from=date(2025, 9, 10),
            opt_until=first[1],
            stem_from=since,
            stem_until=until,
            starts=date(2024, 1, 10),
            ends=date(2025, 8, 1),
            last_session=True,
            next_due=since,
        )
    return Student.objects.get(pk=student.pk)


def sweep(day: str) -> None:
    """Do what a day asks for of students, until nothing is left to do."""
    with time_machine.travel(f"{day}T15:00:00+00:00", tick=False):
        while todo := list(students.due(datetime.now(UTC))):
            for act, record in todo:
                record.refresh_from_db()
                perform(act, on=record, by=SYSTEM, at=NODE, purpose="administration")


def confirm(at: Campuses, student: Student, day: str, on: date | None = None) -> Student:
    """Keep a confirmation on a day."""
    with time_machine.travel(f"{day}T15:00:00+00:00", tick=False):
        return at.report(acts.ValidateStem(kind="validation", handed_on=on), student)


def due(student: Student, key: str = "sevis.stem_validate") -> list[date]:
    """Return by when a student's open deadlines of a rule are to be met."""
    rows = RunningClock.objects.filter(subject=student.pk, key=key, closed_at=None)
    return [row.due_at.astimezone(row.zone).date() for row in rows]


def test_the_next_confirmation_is_due_half_a_year_after_the_last_was_due_and_not_after_it_came(at: Campuses) -> None:
    student = in_extension(at)
    sweep("2026-09-10")
    assert due(student) == [FIRST]
    confirm(at, student, "2027-02-20")
    assert due(student) == [SECOND]
    sweep("2027-03-12")
    assert due(student, "sevis.stem_validation_report") == [], "it came before its day: nothing is late"


def test_an_extension_from_a_months_last_day_is_confirmed_by_that_day_again_after_a_short_month(at: Campuses) -> None:
    student = in_extension(at, date(2026, 8, 31))
    sweep("2026-08-31")
    assert due(student) == [date(2027, 2, 28)]
    confirm(at, student, "2027-02-20")
    assert due(student) == [date(2027, 8, 31)]
    confirm(at, student, "2027-08-30")
    assert due(student) == [date(2028, 2, 29)]


@given(some.dates(date(2016, 5, 10), date(2060, 12, 31)), some.integers(1, 4))
def test_the_months_to_the_next_confirmation_are_not_over_before_it_is_due(since: date, half: int) -> None:
    last, following = add_months(since, 6 * half), add_months(since, 6 * (half + 1))
    runs = runs_from(last, following, 6)
    assert add_months(runs, 6) >= following
    assert timedelta() <= runs - last <= timedelta(days=3)


def test_a_confirmation_that_came_late_does_not_move_the_next(at: Campuses) -> None:
    student = in_extension(at)
    sweep("2026-09-10")
    sweep("2027-03-12")
    assert due(student, "sevis.stem_validation_report") == [date(2027, 3, 24)]
    confirm(at, student, "2027-03-22")
    assert due(student) == [SECOND]
    assert due(student, "sevis.stem_validation_report") == []


def test_a_second_confirmation_of_a_half_year_does_not_stand_for_the_next(at: Campuses) -> None:
    student = in_extension(at)
    sweep("2026-09-10")
    confirm(at, student, "2027-03-20")
    confirm(at, student, "2027-03-30")
    assert due(student) == [SECOND]
    sweep("2027-09-11")
    assert due(student, "sevis.stem_validation_report") != []


def test_a_confirmation_is_kept_for_the_day_on_which_it_was_handed_in(at: Campuses) -> None:
    student = in_extension(at)
    sweep("2026-09-10")
    with pytest.raises(GuardRefused):
        confirm(at, student, "2027-03-12", on=date(2026, 9, 1))
    confirm(at, student, "2027-03-12", on=date(2027, 3, 9))
    assert [row.on for row in student.trainings.get(kind="opt_stem").reports.all()] == [date(2027, 3, 9)]
    sweep("2027-03-13")
    assert due(student, "sevis.stem_validation_report") == []


def test_the_page_offers_first_what_is_due_and_no_term_to_a_student_in_the_extension(at: Campuses) -> None:
    student = in_extension(at)
    sweep("2026-09-10")
    with time_machine.travel("2027-03-12T15:00:00+00:00", tick=False):
        client = signed_in(Client(), at.pdso, at.school.place, SEVIS)
        shown = client.get(f"/sevis/student/{student.pk}/").content.decode()
        form = client.get(f"/act/sevis.validate_stem/{student.pk}/").content.decode()
    first = shown.split("Everything that can be done")[0]
    assert f"/act/sevis.validate_stem/{student.pk}/" in first
    assert "/act/sevis.register_student/" not in first
    assert "/act/sevis.extend_opt/" not in shown, "it is extended already"
    assert "Confirmation of name, address, employer and work" in form
    assert re.search(r'<input[^>]*type="date"[^>]*name="handed_on"', form), "the day can be typed in"


def test_work_that_ends_is_said_on_the_page_and_what_nobody_spoke_of_stays(at: Campuses) -> None:
    student = in_extension(at)
    training = student.trainings.get(kind="opt_stem")
    with opened("test"):
        Employer.objects.create(
            training=training, name="Meridian", starts=FROM, full_time=True, e_verify=True, reported_on=FROM
        )
    with time_machine.travel("2027-03-12T15:00:00+00:00", tick=False):
        client = signed_in(Client(), at.pdso, at.school.place, SEVIS)
        page = client.get(f"/sevis/student/{student.pk}/").content.decode()
        address = re.search(r'"(/act/sevis\.edit_opt_employer/[^"]*employer_was=Meridian[^"]*)"', page)
        assert address is not None
        form = client.get(address[1].replace("&amp;", "&")).content.decode()
        once = re.search(r'name="_once"[^>]*value="([^"]+)"', form)
        version = re.search(r'name="_version"[^>]*value="([^"]+)"', form)
        assert once is not None
        sent = {
            "training_starts": FROM.isoformat(),
            "training_ends": UNTIL.isoformat(),
            "employer_was": "Meridian",
            "employer_since": FROM.isoformat(),
            "ends": "2027-03-05",
            "full_time": "",
            "e_verify": "",
            "self_employed": "",
            "_once": once[1],
            **({"_version": version[1]} if version else {}),
        }
        answer = client.post(f"/act/sevis.edit_opt_employer/{student.pk}/", sent)
    assert answer.status_code in (302, 303), answer.content.decode()[:2000]
    employer = training.employers.get()
    assert (employer.ends, employer.full_time, employer.e_verify) == (date(2027, 3, 5), True, True)


def test_who_commutes_is_still_on_record_after_another_change_on_the_page(at: Campuses) -> None:
    student = active(at)
    with opened("test"):
        Student.objects.filter(pk=student.pk).update(commuter=True)
    client = signed_in(Client(), at.pdso, at.school.place, SEVIS)
    form = client.get(f"/act/sevis.update_personal/{student.pk}/").content.decode()
    assert 'type="checkbox" name="commuter"' not in form
    once = re.search(r'name="_once"[^>]*value="([^"]+)"', form)
    version = re.search(r'name="_version"[^>]*value="([^"]+)"', form)
    assert once is not None
    sent = {"email": "new@example.org", "_once": once[1], **({"_version": version[1]} if version else {})}
    answer = client.post(f"/act/sevis.update_personal/{student.pk}/", sent)
    assert answer.status_code in (302, 303), answer.content.decode()[:2000]
    student.refresh_from_db()
    assert (student.email, student.commuter) == ("new@example.org", True)
