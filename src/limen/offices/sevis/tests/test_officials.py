"""Officials are proposed, approved, replaced, and shut out the minute they leave."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client

from limen.core.access.acts import IssueToken, OpenAccount
from limen.core.access.models import Account
from limen.core.clocks.models import RunningClock
from limen.kernel import BadInput, GuardRefused, NotPermitted, perform
from limen.offices.sevis import acts
from limen.offices.sevis.models import Official
from limen.offices.sevis.tests.scenes import SEVIS, Campuses, own_school
from tests.factories import setup
from tests.signing_in import signed_in

TODAY = date(2026, 8, 31)
LEAVES = acts.EndOfficial(left_on=TODAY, why="Takes a post elsewhere")


def proposal(at: Campuses, sign_in: str = "dso.bos", **more: Any) -> acts.ProposeOfficial:
    """Return the proposal of a further official of the school."""
    fields = {"school": at.school.pk, "role": "dso", "name": "Lena Berg", "email": "lena@college.example", **more}
    return acts.ProposeOfficial(
        **{"position": "Adviser", "standing": "citizen", "employed": True, **fields, "sign_in": sign_in}
    )


def approved(at: Campuses, sign_in: str = "dso.bos", **more: Any) -> Official:
    """Return an official who was proposed and approved."""
    official: Official = at.govern(acts.ApproveOfficial(), at.report(proposal(at, sign_in, **more)))
    return official


def test_the_principal_proposes_and_the_government_approves(at: Campuses) -> None:
    official = at.report(proposal(at))
    assert (official.state, official.account) == ("proposed", None)
    official = at.govern(acts.ApproveOfficial(), official)
    assert official.state == "active"
    assert (official.account.username, official.account.kind) == ("dso.bos", "partner")
    posting = official.account.postings.get()
    assert (posting.role, posting.place_id, posting.valid_to) == ("dso", at.school.place_id, None)


def test_nobody_but_a_citizen_or_resident_in_regular_employ_is_proposed(at: Campuses) -> None:
    with pytest.raises(ValueError, match="citizen"):
        proposal(at, standing="visitor")
    with pytest.raises(GuardRefused) as refused:
        at.report(proposal(at, employed=False))
    assert refused.value.problems[0].rule == "sevis.official_not_employed"
    with pytest.raises(BadInput):
        at.report(proposal(at, role="responsible_officer"))


def test_an_official_of_one_school_proposes_for_no_other(at: Campuses) -> None:
    other, _pdso = own_school(at)
    with pytest.raises(GuardRefused):
        at.report(proposal(at, school=other.pk))


def test_a_sign_in_name_that_is_somebody_elses_is_not_taken_over(at: Campuses) -> None:
    setup(OpenAccount(username="dso.bos", full_name="An officer"))
    with pytest.raises(GuardRefused):
        at.govern(acts.ApproveOfficial(), at.report(proposal(at)))


def test_who_leaves_is_refused_at_the_very_next_request(at: Campuses) -> None:
    official = approved(at)
    client = signed_in(Client(), official.account, at.school.place, SEVIS)
    assert client.get("/sevis/").status_code == 200
    at.report(LEAVES, official)
    assert client.get("/sevis/").status_code in (302, 303, 401)
    official.account.refresh_from_db()
    assert not official.account.sessions.filter(ended_at=None).exists()
    with pytest.raises(NotPermitted):
        at.report(acts.AddBreak(name="Labor Day", starts=TODAY, ends=TODAY), at.school, by=official.account)


def test_a_schools_own_system_is_shut_out_with_its_token(at: Campuses) -> None:
    account = setup(OpenAccount(username="batch.bos", full_name="Roster", kind="service", organisation=at.school.code))
    at.govern(acts.NameOfficial(account=account.pk, school=at.school.pk, role="dso"))
    told = perform(
        IssueToken(scopes=["sevis.view"]),
        on=account,
        by=at.service.officer("sevp_adjudicator"),
        at=at.service.agency,
        purpose=SEVIS,
    ).told
    headers = {"Authorization": f"Bearer {told['token']}"}
    assert Client().get("/api/v1/sevis/schools", headers=headers).status_code == 200
    at.report(LEAVES, Official.objects.get(account=account))
    assert Client().get("/api/v1/sevis/schools", headers=headers).status_code == 401


def test_nobody_ends_their_own_posting(at: Campuses) -> None:
    with pytest.raises(GuardRefused):
        at.report(LEAVES, Official.objects.get(account=at.pdso))


def test_a_school_has_one_principal_and_another_takes_the_place_in_one_act(at: Campuses) -> None:
    account = setup(OpenAccount(username="second", full_name="Second"))
    with pytest.raises(GuardRefused) as refused:
        at.govern(acts.NameOfficial(account=account.pk, school=at.school.pk, role="pdso"))
    assert refused.value.problems[0].rule == "sevis.one_principal"
    approved(at, "pdso.new", role="pdso")
    principals = Official.objects.filter(school=at.school, role="pdso", state="active")
    assert [one.account.username for one in principals if one.account] == ["pdso.new"]
    assert Official.objects.get(account=at.pdso).state == "left"


def test_a_deputy_becomes_the_principal_and_the_former_stays(at: Campuses) -> None:
    official = approved(at)
    at.govern(acts.PromoteOfficial(), official)
    roles = dict(Official.objects.filter(school=at.school).values_list("account__username", "role"))
    assert roles == {"dso.bos": "pdso", "pdso": "dso"}
    today = [row.role for row in at.pdso.postings.filter(valid_to=None)]
    assert today == ["dso"]


def test_when_the_principal_leaves_the_days_to_report_run_until_another_is_proposed(at: Campuses) -> None:
    at.govern(LEAVES, Official.objects.get(account=at.pdso))
    running = RunningClock.objects.filter(key="sevis.official_change", subject=at.school.pk)
    assert running.get().state == "running"
    at.govern(acts.NameOfficial(account=_opened().pk, school=at.school.pk, role="pdso"))
    new = Account.objects.get(username="pdso.third")
    at.report(proposal(at), by=new)
    assert running.get().state == "satisfied"


def test_an_official_of_two_campuses_keeps_access_until_both_end(at: Campuses) -> None:
    at.report(acts.AddCampus(code="BOS214F10001001", name="North", address="9 North St"), at.school)
    first, second = (approved(at, campus=campus.code) for campus in at.school.campuses.all())
    assert first.account == second.account
    assert first.account is not None
    assert first.account.postings.filter(valid_to=None).count() == 1
    at.report(LEAVES, first)
    assert first.account.postings.filter(valid_to=None).count() == 1
    at.report(LEAVES, second)
    assert first.account.postings.filter(valid_to=None).count() == 0


def test_training_and_duties_are_recorded_by_the_school_or_the_government(at: Campuses) -> None:
    official = approved(at)
    at.report(acts.AmendOfficial(duties="F-1 students of the north campus"), official)
    official = at.govern(acts.AmendOfficial(trained_on=TODAY), official)
    assert (official.trained_on, official.duties) == (TODAY, "F-1 students of the north campus")
    with pytest.raises(GuardRefused):
        at.sponsored(acts.AmendOfficial(duties="None of theirs"), official)


def _opened() -> Account:
    account = setup(OpenAccount(username="pdso.third", full_name="Third"))
    return Account.objects.get(pk=account.pk)


def test_the_government_names_the_first_official_by_sign_in_name_or_opens_the_account(at: Campuses) -> None:
    school, _pdso = own_school(at)
    campus = at.school.campuses.first()
    account = setup(OpenAccount(username="ana.second", full_name="Ana Second", kind="partner"))
    by = at.service.officer("sevp_adjudicator", place=at.service.agency)
    client = signed_in(Client(), by, at.service.agency, SEVIS)
    whose = {"school": school.code, "role": "dso", "standing": "citizen"}
    said = client.post("/act/sevis.name_official/", {**whose, "account": "ana.second", "_once": "the-first-key-of-it"})
    assert said.status_code in (200, 303), said.content.decode()[:3000]
    assert Official.objects.get(account=account).school == school
    new = acts.NameOfficial(school=school.pk, role="dso", sign_in="bo.third", name="Bo Third", email="bo@lake.example")
    official = at.govern(new)
    assert (official.account.username, official.account.kind, official.called) == ("bo.third", "partner", "Bo Third")
    for wrong in (
        {"sign_in": "bo.fourth"},
        {},
        {"account": account.pk, "sign_in": "bo.fifth", "name": "Bo", "email": "bo@lake.example"},
        {"account": account.pk, "campus": campus.code if campus is not None else ""},
    ):
        with pytest.raises(BadInput):
            at.govern(acts.NameOfficial(school=school.pk, role="dso", **wrong))
