"""The pages of the core rooms by axe-core, light and dark, and their search from the keyboard."""

from __future__ import annotations

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from limen.core.ledger.models import Entry
from tests.browser.conftest import Browser
from tests.web.conftest import set_scene


def axe(addresses: list[str]) -> Any:
    def story(page: Any) -> dict[str, list[str]]:
        wrong = {}
        for address in addresses:
            answer = page.goto(address)
            assert answer.status in (200, 422), (address, answer.status)
            found = Axe().run(page).response["violations"]
            if found:
                wrong[address] = [f"{item['id']}: {item['nodes'][0]['html'][:200]}" for item in found]
        return wrong

    return story


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_wrong_in_the_core_rooms(browser: Browser, scheme: str) -> None:
    scene = set_scene(browser.service)
    pages = [
        "/people/",
        "/people/?name=eriksson",
        "/people/?birth=12/4",
        f"/people/{scene.anna.pk}/",
        "/search/?q=eriksson",
        "/documents/?number=LEriksson",
        f"/documents/travel/{scene.document.pk}/",
        f"/documents/paper/{scene.paper.pk}/",
        "/referrals/",
        f"/referrals/{scene.referral.pk}/",
        "/deadlines/",
        f"/deadlines/{scene.clock.pk}/",
        "/files/",
        f"/files/{scene.file.pk}/",
        "/lookouts/",
        f"/lookouts/{scene.lookout.pk}/",
        "/places/",
        f"/places/{scene.service.agency.pk}/",
        "/law/?q=deferred",
        "/law/clock/inspection.deferred/",
    ]
    assert browser.walk(axe(pages), color_scheme=scheme) == {}


def test_axe_finds_nothing_wrong_in_the_ledger(browser: Browser) -> None:
    scene = set_scene(browser.service)
    entry = Entry.objects.get(act="people.record", subjects__ref=scene.anna.pk)
    pages = ["/ledger/", "/ledger/?actor=nobody.here", f"/ledger/entry/{entry.hash}/?personal=1"]
    assert browser.walk_as(scene.at_desk("auditor"), axe(pages)) == {}


def test_a_person_is_found_from_any_page_by_keyboard_alone(browser: Browser) -> None:
    scene = set_scene(browser.service)

    def story(page: Any) -> str:
        page.goto("/places/")
        page.keyboard.press("/")
        page.keyboard.type("eriksson")
        page.keyboard.press("Enter")
        page.wait_for_url("**/search/**")
        page.keyboard.press("j")
        page.keyboard.press("Enter")
        page.wait_for_url("**/people/**")
        return str(page.url)

    assert browser.walk(story).endswith(f"/people/{scene.anna.pk}/")
