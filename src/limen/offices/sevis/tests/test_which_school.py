"""What the school is decides what it may do: a public school, one on notice, one that closes or was withdrawn."""

from __future__ import annotations

from datetime import date

import pytest

from limen.kernel import GuardRefused, opened
from limen.offices.sevis import acts
from limen.offices.sevis.models import School
from limen.offices.sevis.tests.scenes import Campuses, certified
from limen.offices.sevis.tests.student_scenes import MONEY, STARTS, active, created, creating, registering

HIGH, PRIMARY, DIPLOMA = "02", "01", "53.0102"
SAYS = "Changes were not reported for a year."


def rule(refusal: pytest.ExceptionInfo[GuardRefused]) -> str:
    return refusal.value.problems[0].rule


def public(at: Campuses) -> None:
    with opened("test"):
        School.objects.filter(pk=at.school.pk).update(ownership="public")


def stands(at: Campuses, state: str) -> None:
    with opened("test"):
        School.objects.filter(pk=at.school.pk).update(state=state)


def test_a_public_high_school_is_attended_a_year_at_most(at: Campuses) -> None:
    long = creating(level=HIGH, major=DIPLOMA, ends=date(2027, 9, 9))
    assert at.report(long).state == "initial", "a private school may take the student for longer"
    public(at)
    with pytest.raises(GuardRefused) as refusal:
        at.report(long)
    assert rule(refusal) == "sevis.public_school"
    assert "1184(m)" in refusal.value.citation
    anna = active(at, level=HIGH, major=DIPLOMA, ends=date(2027, 6, 18))
    with pytest.raises(GuardRefused) as refusal:
        at.report(acts.ExtendProgram(ends=date(2027, 12, 17), explanation="One more term"), anna)
    assert rule(refusal) == "sevis.public_school"


def test_a_public_primary_school_takes_no_student(at: Campuses) -> None:
    public(at)
    with pytest.raises(GuardRefused) as refusal:
        created(at, level=PRIMARY, major=DIPLOMA, ends=date(2027, 6, 18))
    assert rule(refusal) == "sevis.public_primary"


def test_a_school_on_notice_of_intent_still_issues_forms_and_takes_transfers(at: Campuses) -> None:
    other = certified(at.service, "NYC214F10002000")
    anna = active(at)
    at.govern(acts.ServeIntent(grounds=["2ii"], says=SAYS), at.school)
    assert created(at, given_names="Bo").state == "initial"
    with opened("test"):
        School.objects.filter(pk=other.pk).update(state="intent_served")
    assert at.report(acts.TransferOut(school=other.pk, release_on=date(2026, 12, 1)), anna).transfer_pending


@pytest.mark.parametrize("state", ["closing", "withdrawn"])
def test_a_school_that_ends_issues_no_form_and_goes_on_reporting(at: Campuses, state: str) -> None:
    bo = created(at, given_names="Bo")
    stands(at, state)
    with pytest.raises(GuardRefused) as refusal:
        at.report(creating(**MONEY))
    assert rule(refusal) == "sevis.not_certified"
    assert at.report(registering(session_starts=STARTS), bo).state == "active"
