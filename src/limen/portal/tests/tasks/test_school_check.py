"""Check a school or a sponsor: who is approved is told so, who has lost it as well, and who never was is not told."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
import time_machine
from django.test import Client

from limen.kernel import perform
from limen.offices.sevis import acts
from limen.offices.sevis.tests.scenes import SEVIS, Campuses, campuses
from limen.portal.tests.tasks.scenes import main_of, text_of
from tests.factories import Service

pytestmark = pytest.mark.django_db
PAGE = "/do/check-a-school/"
LONG = "The school told the agency that it teaches nobody any more."
BEFORE = "2026-08-31T13:00:00+00:00"


@pytest.fixture
def at(service: Service) -> Campuses:
    """A school and a sponsor that were approved in August."""
    with time_machine.travel(BEFORE, tick=True):
        return campuses(service)


def check(**asked: str) -> str:
    answer = Client().get(PAGE, asked)
    assert answer.status_code == 200
    assert not answer.cookies
    return text_of(answer)


def test_a_student_sees_that_a_school_is_approved_for_whom_and_until_when(at: Campuses) -> None:
    text = check(q="college bos")
    for told in ("1 school or sponsor", "College BOS", "it may issue Form I-20", "F-1, M-1", "Nov. 25, 2027"):
        assert told in text
    assert "BOS214F10001000" in check(q="bos214f")


def test_a_sponsor_is_found_by_its_number_with_whom_it_may_invite(at: Campuses) -> None:
    text = check(q="P-1-00001")
    for told in ("Exchange Council", "it may issue Form DS-2019", "Nov. 25, 2027"):
        assert told in text


def test_a_school_that_lost_its_approval_is_told_as_such_and_as_it_was_before(at: Campuses) -> None:
    at.govern(acts.WithdrawSchool(grounds=["3i"], says=LONG), at.school)
    text = check(q="College BOS")
    assert "Approval lost: it may not issue Form I-20" in text
    assert "Since Nov. 25, 2026" in text
    assert "it may issue Form I-20" in check(q="College BOS", on="2026-10-01")
    assert "Was not approved on that day" in check(q="College BOS", on="2026-08-01")


def test_a_suspended_sponsor_may_not_issue_now(at: Campuses) -> None:
    until = date(2026, 12, 31)
    at.govern(acts.SuspendSponsor(grounds=["danger"], says=LONG, until=until), at.sponsor)
    assert "Suspended: it may not issue Form DS-2019 now" in check(q="Exchange Council")


def test_that_a_school_was_told_of_an_intent_to_withdraw_is_not_public(at: Campuses) -> None:
    at.govern(acts.ServeIntent(grounds=["2ii"], says=LONG), at.school)
    assert "Approved: it may issue Form I-20" in check(q="College BOS")


def test_a_school_that_was_never_approved_is_not_found(service: Service) -> None:
    by = service.officer("sevp_adjudicator", place=service.agency)
    act: Any = acts.FilePetition(
        code="XYZ214F10001000",
        name="Golden Visa University",
        kind="higher",
        visa_types=["F-1"],
        zone="America/New_York",
        address="1 Main Street, Nowhere",
    )
    perform(act, by=by, at=service.agency, purpose=SEVIS)
    text = check(q="golden visa")
    assert "0 schools and sponsors are found" in text
    assert "has ever been approved" in text


def test_a_day_to_come_and_an_empty_name_are_refused_beside_the_field(at: Campuses) -> None:
    answer = Client().get(PAGE, {"q": "", "on": "2030-01-01"})
    assert answer.status_code == 422
    page = main_of(answer)
    assert 'href="#id_q"' in page
    assert "That day is yet to come." in page
    assert Client().get(PAGE).status_code == 200


def test_the_page_is_there_in_every_language(at: Campuses) -> None:
    answer = Client().get(f"/es{PAGE}", {"q": "college"})
    assert 'lang="en">College BOS</h2>' in main_of(answer)
    assert answer["Cache-Control"] == "public, max-age=60"
