"""Records proposed as one person, in a browser: accessible, and decided by keyboard and with no script at all."""

from __future__ import annotations

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from limen.core.people import acts
from limen.core.people.models import Proposal
from tests.browser.conftest import Browser
from tests.factories_resolving import decide, proposed


def waiting(browser: Browser) -> Proposal:
    service = browser.service
    anna, again = service.person(), service.person(surname="Erikson", given_names="Anna", birth="1974-12-08")
    return proposed(service, anna, again)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_wrong_on_the_pages_of_proposals(browser: Browser, scheme: str) -> None:
    record = waiting(browser)
    third = browser.service.person(surname="Okafor", given_names="Ngozi")
    other = proposed(browser.service, record.left, third)
    decide(browser.service, other, acts.ProposalNotSame(reason="Another woman"))
    pages = [
        "/people/proposals/",
        "/people/proposals/?words=nobody",
        f"/people/proposals/{record.pk}/",
        f"/people/proposals/{record.pk}/?do=same",
        f"/people/proposals/{other.pk}/",
        "/people/runs/",
        f"/people/runs/{record.resolution_id}/",
    ]

    def story(page: Any) -> dict[str, list[str]]:
        wrong = {}
        for address in pages:
            answer = page.goto(address)
            assert answer.status == 200, address
            found = Axe().run(page).response["violations"]
            if found:
                wrong[address] = [f"{item['id']}: {item['nodes'][0]['html'][:200]}" for item in found]
        return wrong

    assert browser.walk(story, color_scheme=scheme) == {}


def test_two_records_are_judged_the_same_by_keyboard_alone(browser: Browser) -> None:
    record = waiting(browser)

    def story(page: Any) -> str:
        page.goto("/people/proposals/")
        page.keyboard.press("d")
        page.wait_for_url(f"**/people/proposals/{record.pk}/")
        page.keyboard.press("s")
        page.wait_for_selector("[data-open] form:focus-within")
        page.keyboard.type("The photographs agree")
        page.keyboard.press("Enter")
        page.wait_for_url("**/people/proposals/")
        return str(page.inner_text("main"))

    assert "Every proposal you may see is decided." in browser.walk(story)
    assert Proposal.objects.get().state == "same"


def test_two_records_are_judged_apart_with_scripts_turned_off(browser: Browser) -> None:
    record = waiting(browser)

    def story(page: Any) -> None:
        page.goto(f"/people/proposals/{record.pk}/")
        page.click("text=They are not")
        page.fill("[name=reason]", "Two sisters, met together")
        page.click("form.act button")
        page.wait_for_url("**/people/proposals/")

    browser.walk(story, java_script_enabled=False)
    assert Proposal.objects.get().state == "not_same"
