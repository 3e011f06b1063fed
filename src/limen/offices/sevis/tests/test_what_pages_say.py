"""What the pages of schools and sponsors say: codes and fields in words, and nothing offered that is not done there."""

from __future__ import annotations

import csv
import io
import json
from datetime import date
from typing import Any

import pytest
import time_machine
from django.test import Client

from limen.core.access.acts import OpenAccount
from limen.core.access.roles import roles
from limen.core.ledger.models import Entry
from limen.kernel import BadInput, GuardRefused, opened
from limen.offices.sevis import acts
from limen.offices.sevis.models import Training
from limen.offices.sevis.roles import ROLES
from limen.offices.sevis.tests.scenes import SEVIS, Campuses
from limen.offices.sevis.tests.student_scenes import active
from limen.offices.sevis.tests.visitor_scenes import creating
from tests.factories import setup
from tests.signing_in import signed_in

WHY = "Two visitors were left without housing for a week."


@pytest.fixture
def adjudicator(at: Campuses) -> Client:
    """Sit at the government's desk."""
    by = at.service.officer("sevp_adjudicator", place=at.service.agency)
    return signed_in(Client(), by, at.service.agency, SEVIS)


def shown(client: Client, address: str, **asked: Any) -> str:
    """Return a page that is shown."""
    response = client.get(address, asked)
    assert response.status_code == 200, (address, response.status_code)
    return str(response.content.decode())


def cited() -> dict[str, str]:
    """Return what each act of this office stood on, the last time."""
    rows = Entry.objects.filter(act__startswith="sevis.").order_by("seq", "pk")
    bodies = [json.loads(row.body) for row in rows]
    return {body["act"]: body["authority"]["citation"] for body in bodies if body["authority"]}


def test_a_notice_offers_the_sanctions_that_are_served_by_their_names(at: Campuses, adjudicator: Client) -> None:
    form = shown(adjudicator, f"/act/sevis.serve_sanction/{at.sponsor.pk}/")
    assert "Revocation of designation" in form
    assert "(revocation)" not in form
    assert 'value="suspension"' not in form
    with pytest.raises(BadInput) as refused:
        at.govern(acts.ServeSanction(kind="suspension", grounds=["danger"], says=WHY), at.sponsor)
    assert refused.value.problems[0].rule == "code.not_here"


def test_a_notice_of_intent_offers_no_ground_that_withdraws_by_itself(at: Campuses, adjudicator: Client) -> None:
    form = shown(adjudicator, f"/act/sevis.serve_intent_to_withdraw/{at.school.pk}/")
    assert "Changes not reported (2ii)" in form, "a paragraph of the rule stays beside its ground"
    assert "Owner changed without a new petition" not in form
    with pytest.raises(BadInput):
        at.govern(acts.ServeIntent(grounds=["2ii", "3iii"], says=WHY), at.school)


def test_a_request_for_forms_is_called_what_it_is(at: Campuses) -> None:
    asked = at.sponsored(acts.AskForms(sponsor=at.sponsor.pk, asked=50, why="The summer programme grows"))
    officer = signed_in(Client(), at.officer, at.sponsor.place, SEVIS)
    page = shown(officer, f"/record/sevis.allotment/{asked.pk}/")
    assert "Request for 50 forms DS-2019" in page
    assert "Forms asked for" in page


def test_the_fields_of_a_student_are_named_in_words(at: Campuses) -> None:
    student = active(at)
    page = shown(signed_in(Client(), at.pdso, at.school.place, SEVIS), f"/record/sevis.student/{student.pk}/")
    assert "SEVIS ID" in page
    assert "Sevis id" not in page
    assert "Us address" not in page


def test_what_a_sponsor_does_stands_on_the_rules_of_sponsors(at: Campuses) -> None:
    at.sponsored(acts.AmendSponsor(phone="+1 555 0199"), at.sponsor)
    at.sponsored(
        acts.ProposeOfficial(
            sponsor=at.sponsor.pk,
            role="alternate_responsible_officer",
            name="Lena Berg",
            sign_in="lena",
            email="lena@council.example.org",
            position="Adviser",
            standing="citizen",
            employed=True,
        )
    )
    assert cited()["sevis.amend_sponsor"] == "22 CFR 62.13(c), (d), 62.15"
    assert cited()["sevis.propose_official"] == "22 CFR 62.2, 62.11, 62.13(c)(3)"


def test_a_deputy_of_a_sponsor_who_left_is_reported_within_the_days_of_sponsors(at: Campuses) -> None:
    account = setup(OpenAccount(username="aro", full_name="Lena Berg"))
    named = acts.NameOfficial(account=account.pk, sponsor=at.sponsor.pk, role="alternate_responsible_officer")
    official = at.govern(named)
    at.sponsored(acts.EndOfficial(left_on=date(2026, 8, 10), why="Went to another post"), official)
    entry = Entry.objects.get(act="sevis.end_official")
    assert "due to be reported by 2026-08-24" in entry.body


def test_a_role_is_called_what_the_policy_of_roles_calls_it() -> None:
    assert {role: roles()[role].title for role in ROLES} == ROLES


def test_a_list_that_is_taken_out_says_that_it_is_utf_8(at: Campuses, adjudicator: Client) -> None:
    at.govern(acts.OpenSponsor(number="P-1-00009", name="Échange Québec", categories=["08"], zone="America/New_York"))
    data = adjudicator.get("/sevis/sponsors/", {"format": "csv"}).content
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))
    assert rows[0]["number"] in ("P-1-00001", "P-1-00009")
    assert "Échange Québec" in {row["name"] for row in rows}


SANCTION = acts.ServeSanction(kind="revocation", grounds=["pattern"], says=WHY)


def test_a_revocation_is_offered_once_it_may_take_effect_and_the_page_says_when(
    at: Campuses, adjudicator: Client
) -> None:
    at.govern(SANCTION, at.sponsor)
    address = f"/sevis/sponsor/{at.sponsor.pk}/"
    page = shown(adjudicator, address)
    assert "Takes effect on 2026-09-30 at the earliest." in page
    assert "/act/sevis.revoke_sponsor/" not in page
    at.sponsored(acts.OpposeSanction(says="The housing was found within a day."), at.sponsor)
    assert "/act/sevis.uphold_sanction/" in shown(adjudicator, address)
    at.govern(acts.UpholdSanction(says="It was not found by the sponsor."), at.sponsor)
    page = shown(adjudicator, address)
    assert "Review may be asked for until 2026-09-15." in page
    assert "/act/sevis.uphold_sanction/" not in page
    with time_machine.travel("2026-09-30T14:00:00+00:00", tick=False):
        by = at.service.officer("sevp_adjudicator", place=at.service.agency)
        assert "/act/sevis.revoke_sponsor/" in shown(signed_in(Client(), by, at.service.agency, SEVIS), address)


def test_what_a_sponsor_asked_for_is_refused_when_it_is_revoked_and_its_page_says_who_is_left(at: Campuses) -> None:
    asked = at.sponsored(acts.AskForms(sponsor=at.sponsor.pk, asked=50, why="The summer programme grows"))
    at.govern(SANCTION, at.sponsor)
    visitor = at.sponsored(creating())
    with time_machine.travel("2026-09-16T14:00:00+00:00", tick=False):
        at.govern(acts.UpholdSanction(says=WHY), at.sponsor)
    with time_machine.travel("2026-10-01T14:00:00+00:00", tick=False):
        at.govern(acts.RevokeSponsor(says=WHY), at.sponsor)
        page = shown(signed_in(Client(), at.officer, at.sponsor.place, SEVIS), f"/sevis/sponsor/{at.sponsor.pk}/")
    asked.refresh_from_db()
    assert (asked.state, asked.granted) == ("refused", 0)
    assert visitor.state == "initial"
    assert "1 exchange visitor is still in the programme, and no form may be issued." in page
    assert "forms left" not in page


def test_a_school_that_may_appeal_is_not_closed_and_is_offered_the_appeal_once(
    at: Campuses, adjudicator: Client
) -> None:
    pdso = signed_in(Client(), at.pdso, at.school.place, SEVIS)
    address = f"/sevis/school/{at.school.pk}/"
    at.govern(acts.ServeIntent(grounds=["2xi"], says=WHY), at.school)
    assert "Notice of intent to withdraw" in shown(pdso, address)
    assert ">intent served<" in shown(pdso, address)
    at.report(acts.AnswerIntent(answer="Every student attends.", interview=True), at.school)
    assert "/act/sevis.answer_intent/" not in shown(pdso, address)
    with pytest.raises(GuardRefused) as refused:
        at.govern(acts.WithdrawSchool(grounds=["2xv"], says=WHY), at.school)
    assert refused.value.message == "The notice did not name: Facilities not maintained."
    assert "/act/sevis.set_interview/" in shown(adjudicator, address)
    assert "/act/sevis.record_interview/" not in shown(adjudicator, address)
    at.govern(acts.SetInterview(held_on=date(2026, 8, 31), told="By telephone at ten"), at.school)
    assert "The school is heard on" in shown(pdso, address)
    assert "/act/sevis.record_interview/" in shown(adjudicator, address)
    at.govern(acts.RecordInterview(heard=True, summary="The school read its rolls of attendance."), at.school)
    assert "The school read its rolls of attendance." in shown(pdso, address)
    at.govern(acts.WithdrawSchool(grounds=["2xi"], says=WHY), at.school)
    with pytest.raises(GuardRefused) as refused:
        at.govern(acts.FinishClosing(why="Nobody is left"), at.school)
    assert refused.value.problems[0].rule == "sevis.appeal_awaited"
    page = shown(adjudicator, address)
    for verb in ("sustain_appeal", "dismiss_appeal", "finish_closing"):
        assert f"/act/sevis.{verb}/" not in page, verb
    assert "/act/sevis.appeal_decision/" in shown(pdso, address)
    at.report(acts.AppealDecision(says="The rolls of attendance were not looked at."), at.school)
    assert "/act/sevis.appeal_decision/" not in shown(pdso, address)
    assert "/act/sevis.dismiss_appeal/" in shown(adjudicator, address)
    at.govern(acts.DismissAppeal(says="The rolls show the same as before."), at.school)
    assert "/act/sevis.dismiss_appeal/" not in shown(adjudicator, address)
    assert "/act/sevis.finish_closing/" in shown(adjudicator, address)
    assert at.govern(acts.FinishClosing(why="Nobody is left"), at.school).state == "closed"
    assert cited()["sevis.appeal_decision"] == "8 CFR 214.4(b)-(d), (h)"


def test_work_off_campus_is_decided_and_called_off_beside_it(at: Campuses, adjudicator: Client) -> None:
    student = active(at)
    with opened("test"):
        Training.objects.create(
            student=student,
            kind="off_campus",
            work_kind="01",
            starts=date(2026, 9, 10),
            ends=date(2027, 9, 9),
            recommended_on=date(2026, 8, 31),
            step="recommended",
        )
    mine = shown(signed_in(Client(), at.pdso, at.school.place, SEVIS), f"/sevis/student/{student.pk}/")
    assert f"/act/sevis.cancel_offcampus/{student.pk}/?kind=01&amp;starts=2026-09-10" in mine
    theirs = shown(adjudicator, f"/sevis/student/{student.pk}/")
    assert f"/act/sevis.approve_offcampus/{student.pk}/?kind=01&amp;starts=2026-09-10" in theirs
