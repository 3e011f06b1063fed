"""What schools and sponsors file, as PDF: made by the act that files it, and handed over to whom it concerns."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.test import Client

from limen.core.access.acts import OpenAccount
from limen.core.access.models import Account
from limen.core.documents.models import Paper
from limen.kernel import perform
from limen.offices.sevis import acts
from limen.offices.sevis.models import Official, School
from limen.offices.sevis.tests.scenes import SEVIS, Campuses, own_school
from tests.factories import setup
from tests.signing_in import signed_in

APPLICATION = acts.AmendSponsor(
    head="Marta Nowak",
    address="300 Lake Street\nChicago, IL 60601",
    phone="+1 555 0130",
    reporting_year="calendar",
    purpose="Trainees of other countries learn with their peers here.",
    activities="Weeks with host families.",
)


def filed(at: Campuses) -> School:
    """Return a school that has filed its own petition."""
    school, pdso = own_school(at)
    told = [
        acts.AmendPetition(head="R. Oyelaran", accreditation="State board", address="1 Main St", phone="+1 555 0100"),
        acts.AmendPetition(ownership="private", owner="Harbour Trust", average_students=340),
        acts.AddProgramme(name="Computer Science", level="05", cip="11.0701", visa_type="F-1", months=48),
        acts.AddCampus(code="LAX214F20002001", name="North", address="9 North St, Los Angeles, CA 90001"),
        acts.AddTerm(name="Fall 2026", starts=date(2026, 8, 24), ends=date(2026, 12, 18)),
        acts.SubmitPetition(true=True),
    ]
    for act in told:
        school.refresh_from_db()
        school = perform(act, on=school, by=pdso, at=school.place, purpose=SEVIS).record
    return school


def paper_of(record: Any, form: str) -> Paper:
    return Paper.objects.get(about=record.pk, form=form)


def test_a_petition_is_made_as_it_is_filed(at: Campuses) -> None:
    said = paper_of(filed(at), "i17").data
    assert said["petition_kind"] == "Certification"
    assert said["school_name"] == "Harbour College"
    assert (said["public"], said["owner"], said["head"]) == ("Private", "Harbour Trust", "R. Oyelaran")
    assert said["programmes"][0]["title"] == "Computer Science"
    assert said["areas"] == ["Computer Science (11.0701)"]
    assert [row["name"] for row in said["campuses"]] == [
        "Harbour College, LAX214F20002000",
        "North, LAX214F20002001",
    ]
    assert said["officials"][0] | {"email": ""} == {
        "name": "Ana Petty",
        "title": "",
        "role": "Principal designated school official",
        "campus": "",
        "email": "",
        "citizenship": "Citizen",
    }
    assert said["official_signatures"] == [
        {"name": "Ana Petty", "signature": "filed electronically", "date": "2026-08-31"}
    ]
    assert "head_signature" not in said, "the head signs on paper"


def test_a_petition_that_changes_afterwards_stays_as_it_was_filed(at: Campuses) -> None:
    school = filed(at)
    at.govern(acts.CertifySchool(), school)
    assert paper_of(school, "i17").data["programmes"][0]["title"] == "Computer Science"
    assert "decision" not in paper_of(school, "i17").data


def test_a_school_that_asks_to_be_recertified_files_its_petition_anew(at: Campuses, morning: Any) -> None:
    morning.move_to("2027-09-01T13:00:00+00:00")
    at.report(acts.FileRecertification(true=True), at.school)
    said = paper_of(at.school, "i17").data
    assert said["petition_kind"] == "Recertification"
    assert said["public"] == "not told", "what the record does not say is not made up"


def test_a_new_owner_files_a_petition(at: Campuses) -> None:
    at.report(acts.PetitionAnew(true=True), at.school)
    assert paper_of(at.school, "i17").data["petition_kind"] == "Certification under a new owner"


def applied(at: Campuses) -> Any:
    """Return a sponsor that has filed its own application."""
    sponsor = at.govern(
        acts.OpenSponsor(number="P-4-00003", name="Academy", categories=["08", "03"], zone="America/Chicago")
    )
    by = setup(OpenAccount(username="officer.academy", full_name="Ida Falk", kind="partner"))
    at.govern(acts.NameOfficial(account=by.pk, sponsor=sponsor.pk, role="responsible_officer"))
    for act in (APPLICATION, acts.SubmitApplication(true=True, citizens=True)):
        sponsor.refresh_from_db()
        sponsor = perform(act, on=sponsor, by=by, at=sponsor.place, purpose=SEVIS).record
    return sponsor


def test_an_application_is_made_as_it_is_filed(at: Campuses) -> None:
    sponsor = applied(at)
    said = paper_of(sponsor, "ds3036").data
    assert (said["application_kind"], said["programme_number"]) == ("Designation", "P-4-00003")
    assert said["reporting_year"] == "Calendar year"
    assert said["purpose"] == ["Trainees of other countries learn with their peers here."]
    assert len(said["categories"]) == 2
    assert [row["name"] for row in said["officers"]] == ["Ida Falk"]
    assert not Paper.objects.filter(about=sponsor.pk, form="ds3037").exists(), "what is written beforehand is no report"


def test_a_sponsor_that_asks_to_go_on_files_its_application(at: Campuses, morning: Any) -> None:
    morning.move_to("2027-07-01T13:00:00+00:00")
    at.sponsored(acts.FileRedesignation(true=True), at.sponsor)
    assert paper_of(at.sponsor, "ds3036").data["application_kind"] == "Redesignation"


def test_a_designated_sponsors_change_is_made_as_a_report(at: Campuses) -> None:
    at.sponsored(acts.AmendSponsor(phone="+1 555 0199", happened_on=date(2026, 8, 28)), at.sponsor)
    said = paper_of(at.sponsor, "ds3037").data
    assert (said["becomes"], said["effective_on"]) == (["Telephone: +1 555 0199"], "2026-08-28")
    assert "was" not in said, "none was told before"


def test_an_officer_who_comes_and_goes_is_reported(at: Campuses) -> None:
    proposal = acts.ProposeOfficial(
        sponsor=at.sponsor.pk,
        role="alternate_responsible_officer",
        name="Lena Berg",
        sign_in="lena",
        email="lena@council.example",
        position="Adviser",
        standing="permanent_resident",
        employed=True,
    )
    official = at.sponsored(proposal)
    added = paper_of(at.sponsor, "ds3037")
    assert (added.data["change_kind"], added.data["officer_name"]) == ("An officer is added", "Lena Berg")
    assert added.data["officer_citizenship"] == "Lawful permanent resident"
    at.govern(acts.ApproveOfficial(), official)
    at.sponsored(acts.EndOfficial(left_on=date(2026, 8, 31), why="Went to another post"), official)
    removed = Paper.objects.filter(about=at.sponsor.pk, form="ds3037").exclude(pk=added.pk).get()
    assert removed.data["change_kind"] == "An officer is removed"
    assert removed.data["why"] == ["Went to another post"]


def test_an_official_of_a_school_is_reported_without_a_form_of_sponsors(at: Campuses) -> None:
    proposal = acts.ProposeOfficial(
        school=at.school.pk,
        role="dso",
        name="Lena Berg",
        sign_in="lena",
        email="lena@college.example",
        position="Adviser",
        standing="citizen",
        employed=True,
    )
    at.report(proposal)
    assert not Paper.objects.exists()


def test_the_forms_stand_on_the_page_and_are_handed_over_there(at: Campuses) -> None:
    school = filed(at)
    paper = paper_of(school, "i17")
    pdso = Account.objects.get(pk=Official.objects.get(school=school).account_id or "")
    theirs = signed_in(Client(), pdso, school.place, SEVIS)
    assert f"/sevis/form/{paper.pk}/" in theirs.get(f"/sevis/school/{school.pk}/").content.decode()
    handed = theirs.get(f"/sevis/form/{paper.pk}/")
    assert handed["Content-Type"] == "application/pdf"
    assert handed.content == bytes(paper.pdf)
    assert handed.content.startswith(b"%PDF")
    others = signed_in(Client(), at.pdso, at.school.place, SEVIS)
    assert others.get(f"/sevis/form/{paper.pk}/").status_code == 404
