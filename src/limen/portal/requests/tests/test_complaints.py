"""A complaint goes to oversight; the office it is about sees nothing of it, wherever it looks."""

from __future__ import annotations

import json

import pytest
from django.test import Client

from limen.core.access.gate import SYSTEM
from limen.core.access.roles import roles
from limen.core.clocks import queries as clocks
from limen.core.clocks.acts import EscalateClock
from limen.core.clocks.models import RunningClock
from limen.core.referrals import queries as referrals
from limen.core.referrals.models import Referral
from limen.kernel import GuardRefused, NotPermitted, UnknownRecord, perform
from limen.portal.requests import acts, queries
from limen.portal.requests.models import Submission
from limen.portal.requests.tests.scenes import OVERSIGHT, TEXT, Desk, sent
from tests.factories import Service
from tests.signing_in import signed_in

pytestmark = pytest.mark.django_db
AT_THE_COUNTER = "primary_officer", "inspection"
OTHERS = sorted(set(roles()) - {"system", "oversight", "auditor"})


@pytest.fixture
def desk(service: Service) -> Desk:
    return Desk(service)


@pytest.fixture
def complaint(desk: Desk) -> Submission:
    return sent(desk.service, "complaint")


def at_desk(desk: Desk, role: str) -> Client:
    account = desk.officer(role)
    return signed_in(Client(), account, desk.service.agency, min(roles()[role].purposes))


@pytest.mark.parametrize("role", OTHERS)
def test_no_role_but_oversights_sees_a_complaint_anywhere(desk: Desk, complaint: Submission, role: str) -> None:
    work, clock = Referral.objects.get(subject=complaint.pk), RunningClock.objects.get(subject=complaint.pk)
    client = at_desk(desk, role)
    for address in (
        f"/requests/{complaint.pk}/",
        f"/requests/{complaint.pk}/print/",
        f"/record/portal.submission/{complaint.pk}/",
        f"/act/portal.take_up/{complaint.pk}/",
        f"/api/v1/portal/submission/{complaint.pk}",
        f"/referrals/{work.pk}/",
        f"/clocks/{clock.pk}/",
    ):
        assert client.get(address).status_code in (403, 404, 405), address
    for address in (
        "/requests/?state=all",
        "/requests/?state=all&format=csv",
        "/api/v1/portal_requests/submissions",
        "/referrals/",
        "/referrals/?office=oversight&format=csv",
        "/clocks/",
        "/clocks/?format=csv",
    ):
        page = client.get(address).content.decode()
        for secret in (complaint.number, str(complaint.pk), str(work.pk), str(clock.pk), TEXT):
            assert secret not in page, address


@pytest.mark.parametrize("role", ["oversight", "auditor"])
def test_oversight_sees_it(desk: Desk, complaint: Submission, role: str) -> None:
    client = at_desk(desk, role)
    page = client.get(f"/requests/{complaint.pk}/").content.decode()
    assert TEXT in page
    assert "Inspections" in page
    assert complaint.number in client.get("/requests/").content.decode()
    viewer = desk.viewer((role, "oversight"))
    assert referrals.queue(viewer=viewer, office="oversight").count() == 1
    assert clocks.open_clocks(viewer=viewer).count() == 1


def test_the_office_it_is_about_cannot_act_on_it(desk: Desk, complaint: Submission) -> None:
    for role, purpose in (("records_officer", "oversight"), ("public_liaison", "public"), AT_THE_COUNTER):
        with pytest.raises(NotPermitted):
            desk.do(acts.Close(how="done", says="Nothing was wrong."), complaint, (role, purpose))
    with pytest.raises(UnknownRecord):
        queries.submission(complaint.pk, viewer=desk.viewer())
    with pytest.raises(UnknownRecord):
        referrals.referral(Referral.objects.get().pk, viewer=desk.viewer())


def test_it_is_not_passed_on(desk: Desk, complaint: Submission) -> None:
    with pytest.raises(GuardRefused, match="stays with oversight"):
        desk.do(acts.PassOn(to_office="inspections", remarks="Did he shout?"), complaint, OVERSIGHT)


def test_when_its_deadline_is_near_oversight_alone_is_told(desk: Desk, complaint: Submission) -> None:
    clock = RunningClock.objects.get(subject=complaint.pk)
    perform(EscalateClock(), on=clock, by=SYSTEM, at=desk.service.agency, purpose="administration")
    told = Referral.objects.get(subject=clock.pk)
    assert told.to_office == "oversight"
    assert told not in referrals.queue(viewer=desk.viewer())
    assert told in referrals.queue(viewer=desk.viewer(OVERSIGHT))


def test_oversight_answers_it(desk: Desk, complaint: Submission) -> None:
    record = desk.do(acts.TakeUp(), complaint, OVERSIGHT)
    record = desk.do(acts.Answer(answer="We spoke with the officer and with his supervisor."), record, OVERSIGHT)
    assert record.state == "answered"
    assert RunningClock.objects.get(subject=record.pk).state == "satisfied"


def test_the_work_says_that_it_came_and_nothing_else(complaint: Submission) -> None:
    work = Referral.objects.get(subject=complaint.pk)
    said = json.dumps([work.remarks, work.reason, work.result])
    assert "shouted" not in said
    assert "inspections" not in said
