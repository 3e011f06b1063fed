"""The pages of schools and sponsors by axe-core, light and dark, at a narrow width as well, and by keyboard."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from limen.offices.sevis import acts
from limen.offices.sevis.tests.scenes import SEVIS, Campuses, campuses, own_school
from tests.browser.conftest import Browser, Desk
from tests.browser.test_core_rooms import axe

TODAY = date(2026, 11, 25)
SAYS = "Two visitors were left without housing for a week."


def told(at: Campuses) -> tuple[list[str], list[str], list[str]]:
    """Tell the story the pages show; return their addresses for the government, a school, and a sponsor."""
    other, _account = own_school(at)
    at.report(acts.AddCampus(code="BOS214F10001001", name="North", address="9 North St"), at.school)
    study = acts.AddProgramme(name="Computing", level="05", cip="11.0701", visa_type="F-1", months=48)
    at.report(study, at.school)
    at.report(acts.AddTerm(name="Spring 2027", starts=TODAY, ends=TODAY + timedelta(days=90)), at.school)
    at.report(acts.AddBreak(name="Winter", starts=TODAY, ends=TODAY), at.school)
    change = at.report(acts.ProposeChange(school=at.school.pk, happened_on=TODAY, name="Harbour College"))
    official = at.report(
        acts.ProposeOfficial(
            school=at.school.pk,
            role="dso",
            name="Lena Berg",
            sign_in="lena",
            email="lena@college.example",
            position="Adviser",
            standing="citizen",
            employed=True,
        )
    )
    at.govern(acts.PlanVisit(planned_on=TODAY), at.school)
    at.govern(acts.RecordVisit(done_on=TODAY, sound=True, findings="All is as the petition says."), at.school)
    at.govern(acts.ServeIntent(grounds=["2ii"], says=SAYS), at.school)
    at.govern(acts.KeepCertified(says="The answer was sound."), at.school)
    at.report(acts.BeginClosing(closing_on=TODAY, why="The school gives up teaching"), at.school)
    at.govern(acts.ServeSanction(kind="reprimand", grounds=["pattern"], says=SAYS), at.sponsor)
    asked = at.sponsored(acts.AskForms(sponsor=at.sponsor.pk, asked=50, why="The summer programme grows"))
    school = [
        "/sevis/",
        "/sevis/schools/",
        f"/sevis/school/{at.school.pk}/",
        f"/sevis/school/{at.school.pk}/calendar/",
        f"/sevis/school/{at.school.pk}/certificate/",
        "/sevis/officials/",
        f"/sevis/official/{official.pk}/",
        f"/sevis/change/{change.pk}/",
        f"/act/sevis.add_term/{at.school.pk}/",
    ]
    government = [
        "/sevis/",
        "/sevis/schools/?words=nowhere",
        "/sevis/schools/",
        f"/sevis/school/{at.school.pk}/",
        f"/sevis/school/{other.pk}/",
        "/sevis/sponsors/",
        f"/sevis/sponsor/{at.sponsor.pk}/",
        f"/sevis/forms/{asked.pk}/",
        "/sevis/officials/",
        "/sevis/counts/",
        "/sevis/at-risk/",
        "/sevis/stayed-on/",
    ]
    return government, school, ["/sevis/", f"/sevis/sponsor/{at.sponsor.pk}/"]


def desks(at: Campuses) -> tuple[Desk, Desk, Desk]:
    """Return the desks of the government, a school and a sponsor."""
    adjudicator = at.service.officer("sevp_adjudicator", place=at.service.agency)
    return (
        (adjudicator, at.service.agency, SEVIS),
        (at.pdso, at.school.place, SEVIS),
        (at.officer, at.sponsor.place, SEVIS),
    )


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_wrong_on_the_pages_of_schools_and_sponsors(browser: Browser, scheme: str) -> None:
    at = campuses(browser.service)
    for desk, addresses in zip(desks(at), told(at), strict=True):
        assert browser.walk(axe(addresses), desk=desk, color_scheme=scheme) == {}


def test_the_pages_fit_a_narrow_screen(browser: Browser) -> None:
    at = campuses(browser.service)
    lists = told(at)

    def story(addresses: list[str]) -> Any:
        def wide(page: Any) -> list[str]:
            found = []
            for address in addresses:
                page.goto(address)
                if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth + 1"):
                    found.append(address)
            return found

        return wide

    for desk, addresses in zip(desks(at), lists, strict=True):
        assert browser.walk(story(addresses), desk=desk, viewport={"width": 360, "height": 800}) == []


def test_a_term_is_added_by_keyboard(browser: Browser) -> None:
    at = campuses(browser.service)

    def story(page: Any) -> str:
        page.goto("/sevis/")
        page.get_by_role("link", name=at.school.name, exact=True).first.focus()
        page.keyboard.press("Enter")
        page.get_by_role("link", name="Terms and breaks").focus()
        page.keyboard.press("Enter")
        page.get_by_role("link", name="Add a term to the school's calendar").focus()
        page.keyboard.press("Enter")
        page.wait_for_url("**/act/sevis.add_term/**")
        page.get_by_role("textbox", name="Name").focus()
        page.keyboard.type("Spring 2027")
        page.get_by_label("Classes begin on").fill("2027-01-11")
        page.get_by_label("Last day").fill("2027-05-14")
        page.get_by_label("Last day").press("Enter")
        page.wait_for_url("**/sevis/school/**")
        page.goto(f"/sevis/school/{at.school.pk}/calendar/")
        return str(page.content())

    assert "Spring 2027" in browser.walk(story, desk=desks(at)[1])
