"""Encounter events in a browser: accessible in light and dark, and a group entered with no script at all."""

from __future__ import annotations

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from limen.offices.patrol import acts
from limen.offices.patrol.tests.event_scenes import WHY, Station, family, man
from tests.browser.conftest import Browser


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_wrong_on_the_pages_of_encounter_events(browser: Browser, scheme: str) -> None:
    station = Station(browser.service, browser.service.jfk)
    event = station.event(*family(), man())
    mother = station.taken(event.apprehensions.order_by("line")[0])
    ready = station.ready(event.apprehensions.order_by("line")[3], "medical_now")
    proposal = acts.ProposeDisposition(disposition="discretion", says=WHY)
    proposed = station.ready(station.event(man(given_names="Juan")).apprehensions.get())
    station.do(proposal, proposed)
    pages = [
        "/patrol/",
        "/patrol/events/",
        "/patrol/events/new/",
        f"/patrol/event/{event.pk}/",
        f"/patrol/apprehension/{mother.pk}/",
        f"/patrol/apprehension/{mother.pk}/questions/",
        f"/patrol/apprehension/{ready.pk}/",
        f"/patrol/apprehension/{proposed.pk}/",
        "/patrol/proposals/",
        "/patrol/apprehensions/counts/?by=disposition",
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


def test_a_group_is_entered_by_keyboard_with_scripts_turned_off(browser: Browser) -> None:
    def story(page: Any) -> str:
        page.goto("/patrol/events/new/")
        page.focus("[name=surname_1]")
        for text in ("Reyes", "Luis", "1991-02-03", "M", "HND", "smuggled"):
            page.keyboard.type(text)
            page.keyboard.press("Tab")
        page.fill("[name=where]", "Ladder at the river bend")
        page.press("[name=surname_2]", "Enter")  # the first button of a form takes Enter: more rows, nothing lost
        page.click("text=Enter the group; custody begins")
        return str(page.inner_text("table"))

    shown = browser.walk(story, java_script_enabled=False)
    assert "REYES, Luis" in shown
