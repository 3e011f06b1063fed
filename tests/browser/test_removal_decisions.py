"""The pages of decisions on custody by axe-core, light and dark, at a narrow width; a bond set by keyboard."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone

from limen.core.custody import acts as custody
from limen.core.referrals.acts import SendReferral
from limen.offices.removal import acts
from limen.offices.removal.tests.custody_scenes import Field, supervision
from tests.browser.conftest import Browser
from tests.browser.test_core_rooms import axe


class Airport(Field):
    """The same scenes at the airport, where the browser is signed in."""

    @property
    def facility(self) -> Any:
        """Return the airport."""
        return self.service.jfk

    @property
    def office(self) -> Any:
        """Return the airport."""
        return self.service.jfk


def told(airport: Airport) -> list[str]:
    """Tell the story the pages show; return their addresses."""
    person = airport.service.person
    stay = airport.held()
    made = airport.do(acts.Determine(stay=stay.pk, under="detain.proceedings", decision="bond", flight="No ties here"))
    bond = airport.do(acts.SetBond(stay=stay.pk, amount=Decimal(5000)))
    petition = airport.do(
        acts.FileHabeas(stay=stay.pk, court="S.D. New York", number="26-cv-1", filed_on=timezone.now().date())
    )
    after = airport.held("detain.order", person(surname="Alm"))
    review = airport.do(acts.OpenReview(stay=after.pk, kind="ninety"))
    plan = acts.PlanRelease(sponsor="Rosa Ixcoy", relation="Sister", address="12 Elm Street, Queens", work="A bakery")
    review = airport.do(acts.NotifyReview(how="in person"), airport.do(plan, review))
    free = airport.held("detain.beyond", person(surname="Berg")).person
    supervised = airport.do(supervision(airport, free))
    supervised = airport.do(acts.ReportIn(how="in person", note="Brought the letter of the consulate"), supervised)
    jailed = person(surname="Ceder")
    soon = timezone.now() + timedelta(hours=20)
    issued = acts.IssueDetainer(
        person=jailed.pk, agency="Queens County Jail", causes=["final_order"], contact="718 555", release_expected=soon
    )
    detainer = airport.do(issued)
    referred(airport, person(surname="Dahl"))
    elsewhere = person(surname="Ek")
    taken = airport.do(
        custody.TakeIntoCustody(person=elsewhere.pk, under="arrest.without_warrant"), at=airport.service.sys_
    )
    airport.do(custody.BookIn(), taken, at=airport.service.sys_)
    takeover = airport.do(acts.FetchCustody(referral=referred(airport, elsewhere).pk, why="Room here"))
    records = (made, bond, petition, review, supervised, detainer, takeover)
    lists = ("waiting", "supervision", "reviews", "detainers", "bonds", "habeas")
    return [
        *(f"/removal/{name}/" for name in lists),
        "/removal/supervision/?show=missed",
        *(f"/removal/{row.record_type.removeprefix('removal.')}/{row.pk}/" for row in records),
        f"/custody/{stay.pk}/",
        f"/people/{jailed.pk}/",
    ]


def referred(airport: Airport, person: Any) -> Any:
    act = SendReferral(
        to_office="removal",
        subject_record="people.person",
        subject=person.pk,
        person=person.pk,
        reason="notice_to_appear",
        urgency="immediate",
        due_in_minutes=60,
    )
    return airport.do(act, role="agent")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_wrong_on_the_pages_of_decisions(browser: Browser, scheme: str) -> None:
    assert browser.walk(axe(told(Airport(browser.service))), color_scheme=scheme) == {}


def test_the_pages_fit_a_narrow_screen(browser: Browser) -> None:
    addresses = told(Airport(browser.service))

    def story(page: Any) -> list[str]:
        wide = []
        for address in addresses:
            page.goto(address)
            if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth + 1"):
                wide.append(address)
        return wide

    assert browser.walk(story, viewport={"width": 360, "height": 800}) == []


def test_a_bond_is_set_from_the_stay_by_keyboard(browser: Browser) -> None:
    stay = Airport(browser.service).held()

    def story(page: Any) -> str:
        page.goto(f"/custody/{stay.pk}/")
        page.get_by_role("link", name="Set a bond on which the person may be released").focus()
        page.keyboard.press("Enter")
        page.wait_for_url("**/act/removal.set_bond/**")
        page.get_by_label("Amount, in dollars").focus()
        page.keyboard.type("5000")
        page.keyboard.press("Enter")
        page.wait_for_url("**/removal/bond/**")
        return str(page.inner_text("main"))

    assert "5000" in browser.walk(story)
