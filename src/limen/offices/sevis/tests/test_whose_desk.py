"""What a desk is offered: a school's people their students, a sponsor's their visitors; and who signs a form."""

from __future__ import annotations

import re

import time_machine
from django.test import Client
from django.urls import reverse

from limen.core.access.models import Account
from limen.core.documents.models import Paper
from limen.core.places.models import Place
from limen.offices.sevis import acts
from limen.offices.sevis.acts import visitors
from limen.offices.sevis.tests.scenes import Campuses
from limen.offices.sevis.tests.student_scenes import active
from limen.offices.sevis.tests.visitor_scenes import programme
from tests.signing_in import signed_in


def offered(account: Account, place: Place) -> set[str]:
    """Return the pages of the office that the navigation and the first page offer."""
    shown = signed_in(Client(), account, place, "sevis").get(reverse("sevis:home")).content.decode()
    return set(re.findall(r'href="(/sevis/[a-z-]+/)"', shown))


def test_a_schools_people_are_offered_students_and_no_sponsors(at: Campuses) -> None:
    pages = offered(at.pdso, at.school.place)
    assert {reverse("sevis:students"), reverse("sevis:transfers"), reverse("sevis:schools")} <= pages
    assert not {reverse("sevis:sponsors"), reverse("sevis:visitors"), reverse("sevis:visitor_work")} & pages


def test_a_sponsors_people_are_offered_visitors_and_no_schools(at: Campuses) -> None:
    pages = offered(at.officer, at.sponsor.place)
    assert {reverse("sevis:visitors"), reverse("sevis:visitor_work"), reverse("sevis:sponsors")} <= pages
    assert not {reverse("sevis:schools"), reverse("sevis:students"), reverse("sevis:alerts")} & pages


def test_the_government_is_offered_both(at: Campuses) -> None:
    pages = offered(at.service.officer("sevp_analyst", place=at.service.agency), at.service.agency)
    names = ("schools", "students", "sponsors", "visitors", "dashboard", "at_risk", "stayed_on")
    assert {reverse(f"sevis:{name}") for name in names} <= pages


def test_a_form_is_signed_by_name_and_role_and_keeps_who_signed_it_for_travel(at: Campuses) -> None:
    anna = active(at)
    at.report(acts.SignForTravel(), anna)
    second = at.service.officer("dso", name="second", place=at.school.place)
    at.report(acts.ReprintForm(reason="02"), anna, by=second)
    signed, again = Paper.objects.filter(form="i20", about=anna.pk).order_by("created_at", "pk").reverse()[:2][::-1]
    assert signed.data["official"] == "PDSO, Principal designated school official"
    assert again.data["official_signature"] == second.full_name
    (endorsement,) = again.data["endorsements"]
    assert (endorsement["official"], endorsement["title"]) == ("PDSO", "Principal designated school official")


def test_a_visitors_leave_to_travel_names_who_signed_it_and_the_sponsor(at: Campuses) -> None:
    sponsor = programme(at.service)
    visitor = sponsor.do(visitors.EndorseTravel(), sponsor.active())
    paper = Paper.objects.filter(about=visitor.pk).latest("created_at")
    (endorsement,) = paper.data["endorsements"]
    assert endorsement["official"] == sponsor.officer.full_name
    assert (endorsement["title"], endorsement["place"]) == ("Responsible officer", sponsor.sponsor.name)


def test_after_an_act_that_makes_a_form_nothing_is_said_to_be_shown_once(at: Campuses) -> None:
    anna = active(at)
    client = signed_in(Client(), at.pdso, at.school.place, "sevis")
    address = reverse("act", args=["sevis.reprint_form", anna.pk])
    shown = client.post(
        address, {"reason": "02", "print_form": "on", "_once": "a-key-that-is-used-once"}
    ).content.decode()
    assert "A form was made. It is kept with the record." in shown
    assert "shown once" not in shown


def test_the_codes_of_a_table_stand_in_a_page_once_however_many_fields_take_one(at: Campuses) -> None:
    client = signed_in(Client(), at.pdso, at.school.place, "sevis")
    shown = client.get("/act/sevis.create_student/").content.decode()
    lists = re.findall(r'name="(major|second_major|minor)"[^>]*list="([^"]+)"', shown)
    assert [name for name, _where in lists] == ["major", "second_major", "minor"]
    (one,) = {where for _name, where in lists}
    assert shown.count(f'<datalist id="{one}">') == 1
    assert shown.count('value="11.0701"') == 1


def test_a_refusal_at_a_field_names_its_paragraph(at: Campuses) -> None:
    anna = active(at)
    client = signed_in(Client(), at.pdso, at.school.place, "sevis")
    address = reverse("act", args=["sevis.recommend_opt", anna.pk])
    sent = {"completion": "pre", "starts": "2026-09-10", "ends": "2026-12-01", "academic_year_met": "on"}
    answer = client.post(address, {**sent, "_once": "a-key-that-is-used-once"})
    assert "after one academic year of study. (8 CFR 214.2(f)" in answer.content.decode()


def test_the_values_of_a_form_are_said_in_words(at: Campuses) -> None:
    adjudicator = signed_in(
        Client(), at.service.officer("sevp_adjudicator", place=at.service.agency), at.service.agency, "sevis"
    )
    shown = adjudicator.get("/act/sevis.name_official/").content.decode()
    assert "Principal designated school official" in shown
    assert "Pdso" not in shown
    official = signed_in(Client(), at.pdso, at.school.place, "sevis")
    for key, words in (
        ("create_student", "A change of status in the country"),
        (f"recommend_opt/{active(at).pk}", "After completion"),
        (f"note_change/{active(at, given_names='Bo').pk}", "The employer told that the student left"),
    ):
        assert words in official.get(f"/act/sevis.{key}/").content.decode()


def acts_on(account: Account, place: Place, page: str) -> set[str]:
    """Return the keys of the acts that a page offers."""
    return set(
        re.findall(r'href="/act/([a-z_.]+)/', signed_in(Client(), account, place, "sevis").get(page).content.decode())
    )


def test_a_sponsor_is_offered_what_is_done_now(at: Campuses) -> None:
    page, place = f"/sevis/sponsor/{at.sponsor.pk}/", at.sponsor.place
    assert "sevis.ask_forms" in acts_on(at.officer, place, page)
    at.sponsored(acts.AskForms(sponsor=at.sponsor.pk, asked=50, why="The summer programme grows"))
    assert not {"sevis.ask_forms", "sevis.file_redesignation"} & acts_on(at.officer, place, page)
    with time_machine.travel("2027-07-01T15:00:00+00:00", tick=False):
        assert "sevis.file_redesignation" in acts_on(at.officer, place, page)
        at.sponsored(acts.FileRedesignation(true=True), at.sponsor)
        assert "sevis.file_redesignation" not in acts_on(at.officer, place, page)


def test_a_notice_of_a_sanction_is_answered_once_and_decided_as_what_it_is(at: Campuses) -> None:
    page, government = f"/sevis/sponsor/{at.sponsor.pk}/", at.service.agency
    judge = at.service.officer("sevp_adjudicator", place=government)
    assert "sevis.serve_sanction" in acts_on(judge, government, page)
    grounds = "Two visitors were left without housing for a week."
    at.govern(acts.ServeSanction(kind="revocation", grounds=["violation"], says=grounds), at.sponsor)
    offered_now = acts_on(judge, government, page)
    assert "sevis.drop_sanction" in offered_now
    assert not {"sevis.serve_sanction", "sevis.uphold_sanction", "sevis.revoke_sponsor"} & offered_now
    assert "sevis.oppose_sanction" in acts_on(at.officer, at.sponsor.place, page)
    at.sponsored(acts.OpposeSanction(says="The housing was found the same evening."), at.sponsor)
    assert "sevis.oppose_sanction" not in acts_on(at.officer, at.sponsor.place, page)
    assert "sevis.uphold_sanction" in acts_on(judge, government, page)
    at.govern(acts.UpholdSanction(says="The grounds are proved."), at.sponsor)
    assert {"sevis.request_review", "sevis.decline_review"} <= acts_on(at.officer, at.sponsor.place, page)
    assert not {"sevis.uphold_sanction", "sevis.revoke_sponsor"} & acts_on(judge, government, page)
    with time_machine.travel("2026-10-01T15:00:00+00:00", tick=False):
        assert "sevis.revoke_sponsor" in acts_on(judge, government, page)


def test_a_review_is_offered_step_by_step_to_whom_each_step_is(at: Campuses) -> None:
    page, government = f"/sevis/sponsor/{at.sponsor.pk}/", at.service.agency
    judge = at.service.officer("sevp_adjudicator", place=government)
    grounds = "Two visitors were left without housing for a week."
    at.govern(acts.ServeSanction(kind="revocation", grounds=["violation"], says=grounds), at.sponsor)
    at.sponsored(acts.OpposeSanction(says="The housing was found the same evening."), at.sponsor)
    at.govern(acts.UpholdSanction(says="The grounds are proved."), at.sponsor)
    assert "sevis.name_review_panel" not in acts_on(judge, government, page)
    at.sponsored(acts.RequestReview(says="The housing was found the same evening."), at.sponsor)
    assert not {"sevis.request_review", "sevis.decline_review"} & acts_on(at.officer, at.sponsor.place, page)
    assert "sevis.name_review_panel" in acts_on(judge, government, page)
    at.govern(acts.NameReviewPanel(officers="A. One, CA\nB. Two, L\nC. Three, R"), at.sponsor)
    assert "sevis.file_review_statement" in acts_on(at.officer, at.sponsor.place, page)
    assert "sevis.decide_review" not in acts_on(judge, government, page)
    at.sponsored(acts.FileReviewStatement(says="The housing was found the same evening."), at.sponsor)
    assert {"sevis.answer_review_statement", "sevis.hold_review_meeting", "sevis.decide_review"} <= acts_on(
        judge, government, page
    )
    with time_machine.travel("2026-10-01T15:00:00+00:00", tick=False):
        assert "sevis.revoke_sponsor" not in acts_on(judge, government, page)
        at.govern(acts.DecideReview(outcome="affirmed", says="The grounds are proved."), at.sponsor)
        assert "sevis.revoke_sponsor" in acts_on(judge, government, page)


def test_who_is_the_principal_is_not_offered_to_become_it(at: Campuses) -> None:
    named = at.sponsor.officials.get(account=at.officer)
    page = f"/sevis/official/{named.pk}/"
    judge = at.service.officer("sevp_adjudicator", place=at.service.agency)
    offered_now = acts_on(judge, at.service.agency, page)
    assert "sevis.end_official" in offered_now
    assert "sevis.promote_official" not in offered_now


def test_a_school_is_offered_to_be_recertified_once_the_law_opens_it(at: Campuses) -> None:
    page = f"/sevis/school/{at.school.pk}/"
    assert "sevis.file_recertification" not in acts_on(at.pdso, at.school.place, page)
    with time_machine.travel("2027-07-01T15:00:00+00:00", tick=False):
        assert "sevis.file_recertification" in acts_on(at.pdso, at.school.place, page)
