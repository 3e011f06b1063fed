"""The pages of schools and sponsors: what each shows, to whom, and to whom not."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client

from limen.core.access.models import Account
from limen.core.clocks.models import RunningClock
from limen.core.people.models import Person
from limen.kernel import GuardRefused, opened, perform
from limen.offices.sevis import acts, terms
from limen.offices.sevis.models import Official, School, Student
from limen.offices.sevis.tests.scenes import SEVIS, Campuses, own_school
from limen.offices.sevis.tests.student_scenes import active
from tests.signing_in import signed_in

TODAY = date(2026, 8, 31)


@pytest.fixture
def pdso(at: Campuses) -> Client:
    """Sit at the school's desk."""
    return signed_in(Client(), at.pdso, at.school.place, SEVIS)


@pytest.fixture
def adjudicator(at: Campuses) -> Client:
    """Sit at the government's desk."""
    by = at.service.officer("sevp_adjudicator", place=at.service.agency)
    return signed_in(Client(), by, at.service.agency, SEVIS)


def page(client: Client, address: str, **asked: Any) -> str:
    """Return a page that is shown."""
    response = client.get(address, asked)
    assert response.status_code == 200, (address, response.status_code)
    return str(response.content.decode())


def people(at: Campuses, school: School, number: int, *, state: str = "active", nationality: str = "UTO") -> None:
    """Write students as another room's acts would."""
    made = at.service.person(nationality=nationality)
    with opened("test"):
        for index in range(number):
            Student.objects.create(
                state=state,
                sevis_id=f"N{school.code[:3]}{state[:2]}{index:05d}"[:11],
                person=Person.objects.get(pk=made.pk),
                school=school,
                visa_type="F-1",
                level="05",
                major="11.0701",
                starts=date(2026, 1, 12),
                ends=date(2029, 5, 15),
                ended_on=TODAY if state == "terminated" else None,
            )


def test_the_first_page_shows_a_school_what_is_due_and_how_its_students_stand(at: Campuses, pdso: Client) -> None:
    people(at, at.school, 3)
    shown = page(pdso, "/sevis/")
    assert "nothing falls due within thirty days" in shown, "the certificate runs for two years yet"
    assert "Awaiting a decision" not in shown
    assert '<dd class="count">\n                        3' in shown or ">3<" in shown.replace(" ", "").replace("\n", "")


def test_the_first_page_shows_the_government_what_awaits_it(at: Campuses, adjudicator: Client) -> None:
    own_school(at)
    shown = page(adjudicator, "/sevis/")
    assert "Awaiting a decision" in shown
    assert "Schools at risk" in shown


def test_a_schools_people_see_their_own_school_and_no_other_anywhere(at: Campuses, pdso: Client) -> None:
    other, _account = own_school(at)
    official = Official.objects.get(school=other)
    for address in ("/sevis/", "/sevis/schools/", "/sevis/schools/?words=College", "/sevis/officials/"):
        assert "Harbour" not in page(pdso, address), address
        assert "Ana Petty" not in page(pdso, address), address
    for address in ("/sevis/schools/?format=csv", "/sevis/officials/?format=csv", "/api/v1/sevis/schools"):
        text = page(pdso, address)
        assert "LAX214F20002000" not in text, address
        assert "Ana Petty" not in text, address
    for address in (
        f"/sevis/school/{other.pk}/",
        f"/sevis/school/{other.pk}/calendar/",
        f"/sevis/school/{other.pk}/certificate/",
        f"/sevis/official/{official.pk}/",
        f"/sevis/sponsor/{at.sponsor.pk}/",
        f"/record/sevis.school/{other.pk}/",
        f"/act/sevis.add_campus/{other.pk}/",
        f"/api/v1/sevis/school/{other.pk}",
        f"/api/v1/sevis/official/{official.pk}",
    ):
        assert pdso.get(address).status_code == 404, address
    found = pdso.get("/api/v1/sevis/schools").json()
    assert [item["data"]["code"] for item in found["items"]] == [at.school.code]


def test_a_schools_people_see_no_deadline_of_another(at: Campuses, pdso: Client) -> None:
    at.govern(acts.LearnIncident(says="A visitor was injured at work."), at.sponsor)
    other = RunningClock.objects.filter(subject=at.sponsor.pk).first()
    assert other is not None
    assert "Serious problem" not in page(pdso, "/deadlines/") + page(pdso, "/sevis/")
    assert pdso.get(f"/sevis/deadlines/{other.pk}/").status_code == 404


@pytest.mark.parametrize(
    "address", ["/sevis/counts/", "/sevis/at-risk/", "/api/v1/sevis/counts", "/api/v1/sevis/at-risk"]
)
def test_what_the_government_watches_is_not_shown_to_a_school(pdso: Client, address: str) -> None:
    assert pdso.get(address).status_code == 403


def test_the_government_sees_every_school_filtered_and_takes_the_list_out(at: Campuses, adjudicator: Client) -> None:
    own_school(at)
    assert "Harbour" in page(adjudicator, "/sevis/schools/")
    assert "Harbour" not in page(adjudicator, "/sevis/schools/", state="certified")
    assert "Harbour" not in page(adjudicator, "/sevis/schools/", due_by="2027-12-31")
    assert "No school" in page(adjudicator, "/sevis/schools/", words="nowhere")
    assert "LAX214F20002000" in page(adjudicator, "/sevis/schools/", format="csv")
    assert adjudicator.get("/sevis/schools/", {"due_by": "soon"}).status_code == 422


def test_a_schools_page_shows_its_campuses_programmes_officials_and_course(at: Campuses, pdso: Client) -> None:
    study = acts.AddProgramme(name="Computer Science", level="05", cip="11.0701", visa_type="F-1", months=48)
    at.report(study, at.school)
    shown = page(pdso, f"/sevis/school/{at.school.pk}/")
    for text in ("Computer Science", "PDSO", "Certify a school to enrol students", "Certification of a school"):
        assert text in shown
    assert "Serve notice of the intent" not in shown


def test_what_a_visit_found_is_the_governments(at: Campuses, pdso: Client, adjudicator: Client) -> None:
    at.govern(acts.PlanVisit(planned_on=TODAY), at.school)
    at.govern(acts.RecordVisit(done_on=TODAY, sound=True, findings="Rooms, staff and files in order."), at.school)
    address = f"/sevis/school/{at.school.pk}/"
    assert "Rooms, staff" in page(adjudicator, address)
    assert "Rooms, staff" not in page(pdso, address)


def test_the_page_of_a_closing_school_counts_its_students_down(at: Campuses, pdso: Client) -> None:
    people(at, at.school, 4)
    at.report(acts.BeginClosing(closing_on=TODAY, why="The school gives up teaching"), at.school)
    address = f"/sevis/school/{at.school.pk}/"
    assert "4 students are still with the school" in page(pdso, address)
    with opened("test"):
        Student.objects.filter(school=at.school).update(state="completed")
    shown = page(pdso, address)
    assert "0 students are still with the school" in shown
    assert "completed: 4" in shown


def test_a_school_keeps_its_terms_and_the_days_on_which_it_teaches(at: Campuses, pdso: Client) -> None:
    fall = acts.AddTerm(name="Fall 2026", starts=TODAY, ends=date(2026, 12, 18), register_by=date(2026, 9, 11))
    at.report(fall, at.school)
    at.report(acts.AddBreak(name="Labor Day", starts=date(2026, 9, 7), ends=date(2026, 9, 7)), at.school)
    vacation = acts.AddBreak(name="Winter", starts=date(2026, 12, 19), ends=date(2027, 1, 10), annual_vacation=True)
    at.report(vacation, at.school)
    shown = page(pdso, f"/sevis/school/{at.school.pk}/calendar/")
    assert "Fall 2026" in shown
    assert "Labor Day" in shown
    assert terms.is_teaching_day(at.school, date(2026, 9, 8))
    assert not terms.is_teaching_day(at.school, date(2026, 9, 7))
    assert not terms.is_teaching_day(at.school, date(2026, 9, 6))
    assert terms.next_teaching_day(at.school, date(2026, 9, 4)) == date(2026, 9, 8)
    assert terms.next_teaching_day(at.school, date(2026, 12, 18)) == date(2027, 1, 11)
    assert terms.teaching_days(at.school, date(2026, 9, 1), date(2026, 9, 11)) == 8
    assert terms.in_annual_vacation(at.school, date(2026, 12, 24))
    term = terms.term_of(at.school, date(2026, 10, 1))
    assert term is not None
    assert term.name == "Fall 2026"
    assert terms.next_term(at.school, TODAY) is None
    at.report(acts.RemoveDates(dates=term.pk), at.school)
    assert terms.term_of(at.school, date(2026, 10, 1)) is None


def test_counts_hide_few_people(at: Campuses, adjudicator: Client) -> None:
    people(at, at.school, 12, nationality="UTO")
    people(at, at.school, 2, nationality="SWE", state="initial")
    shown = page(adjudicator, "/sevis/counts/", by="country")
    assert "UTO" in shown
    found = {row["key"]: row["shown"] for row in adjudicator.get("/api/v1/sevis/counts?by=country").json()}
    assert found["SWE"] == "*"
    assert adjudicator.get("/sevis/counts/", {"whom": "students", "by": "category"}).status_code == 422
    assert "UTO" in page(adjudicator, "/sevis/counts/", by="country", format="csv")


def test_schools_at_risk_are_named_with_the_reasons(at: Campuses, adjudicator: Client) -> None:
    people(at, at.school, 5)
    people(at, at.school, 5, state="terminated")
    shown = page(adjudicator, "/sevis/at-risk/")
    assert "Many terminations" in shown
    assert "No visit" in shown
    assert "terminations" in page(adjudicator, "/sevis/at-risk/", format="csv")


def test_an_act_is_done_by_its_form_at_the_schools_desk(at: Campuses, pdso: Client) -> None:
    address = f"/act/sevis.add_break/{at.school.pk}/"
    form = page(pdso, address)
    field = next(part for part in form.split("<input") if 'name="_once"' in part)
    once = field.split('value="')[1].split('"')[0]
    sent = {"name": "Labor Day", "starts": "2026-09-07", "ends": "2026-09-07", "_once": once}
    response = pdso.post(address, sent)
    assert response.status_code in (302, 303), response.content.decode()[:2000]
    assert at.school.breaks.get().name == "Labor Day"


def test_a_sponsors_page_shows_its_forms_and_sanctions(at: Campuses) -> None:
    says = "Two visitors were left without housing for a week."
    at.govern(acts.ServeSanction(kind="reprimand", grounds=["pattern"], says=says), at.sponsor)
    officer = Account.objects.get(pk=at.officer.pk)
    client = signed_in(Client(), officer, at.sponsor.place, SEVIS)
    shown = page(client, f"/sevis/sponsor/{at.sponsor.pk}/")
    assert "100 forms left, of 100" in shown
    assert "Written reprimand" in shown
    assert "Research scholar" in shown
    assert "College BOS" not in page(client, "/sevis/schools/")
    asked = at.sponsored(acts.AskForms(sponsor=at.sponsor.pk, asked=50, why="The summer programme grows"))
    assert "50" in page(client, f"/sevis/forms/{asked.pk}/")


def test_a_sponsor_is_offered_what_its_course_asks_for(at: Campuses, adjudicator: Client) -> None:
    address = f"/sevis/sponsor/{at.sponsor.pk}/"
    shown = page(adjudicator, address)
    for verb in ("uphold_sanction", "drop_sanction", "revoke_sponsor", "redesignate"):
        assert f"/act/sevis.{verb}/" not in shown, verb
    assert "/act/sevis.serve_sanction/" in shown
    at.govern(
        acts.ServeSanction(kind="reprimand", grounds=["violation"], says="Forms were signed in blank."), at.sponsor
    )
    shown = page(adjudicator, address)
    assert "/act/sevis.drop_sanction/" in shown


def test_what_was_done_at_a_school_names_nobody_of_another(at: Campuses) -> None:
    school, _pdso = own_school(at)
    by = at.service.officer("dso", name="dso_own", place=school.place)
    with opened("test"):
        School.objects.filter(pk=school.pk).update(state="certified")
    anna = active(at)
    at.report(acts.TransferOut(school=school.pk, release_on=TODAY), anna)
    shown = page(signed_in(Client(), by, school.place, SEVIS), f"/sevis/school/{school.pk}/")
    assert "Open a place for a school" in shown
    assert at.pdso.full_name not in shown


def test_a_campus_is_ended_beside_its_name_and_a_break_is_taken_out_on_the_calendar(at: Campuses, pdso: Client) -> None:
    at.report(acts.AddCampus(code="BOS214F10001001", name="North Campus", address="1 North Street"), at.school)
    north = at.school.campuses.get(code="BOS214F10001001")
    shown = page(pdso, f"/sevis/school/{at.school.pk}/")
    assert f"/act/sevis.end_part/{at.school.pk}/?part={north.pk}" in shown
    assert f'"/act/sevis.end_part/{at.school.pk}/"' not in shown
    assert "sevis.remove_dates" not in shown
    at.report(acts.AddBreak(name="Labor Day", starts=TODAY, ends=TODAY), at.school)
    calendar = page(pdso, f"/sevis/school/{at.school.pk}/calendar/")
    assert "sevis.remove_dates" in calendar
    assert f'"/act/sevis.remove_dates/{at.school.pk}/"' not in calendar
    form = page(pdso, f"/act/sevis.end_part/{at.school.pk}/", part=str(north.pk))
    assert "North Campus" in form


def test_what_a_petition_lacks_is_said_in_words(at: Campuses) -> None:
    school, principal = own_school(at)
    with pytest.raises(GuardRefused) as refusal:
        perform(acts.SubmitPetition(true=True), on=school, by=principal, at=school.place, purpose=SEVIS)
    assert "head of the school, accredited or licensed by, postal address, telephone" in refusal.value.message
