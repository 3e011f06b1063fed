"""The pages of proceedings by axe-core, light and dark, at a narrow width as well, and a charge by keyboard."""

from __future__ import annotations

import re
from typing import Any

import pytest

from limen.offices.removal import acts
from limen.offices.removal.tests import case_scenes as scenes
from tests.browser.conftest import Browser
from tests.browser.test_core_rooms import axe
from tests.factories import Service


def told(service: Service) -> list[str]:
    """Tell the story the pages show; return their addresses."""
    person = service.person()
    before = scenes.served(service, person)
    claim = scenes.afraid(service, person)
    done = scenes.ordered(service, service.person(surname="Svensson", given_names="Karl"))
    done = scenes.do(service, acts.FileAppeal(note="On the ground of asylum"), done)
    absent = scenes.absent(service, service.person(surname="Lindqvist", given_names="Nils"))
    absent = scenes.do(service, acts.FileMotion(kind="reopen", basis="absence"), absent)
    leaving = scenes.do(service, acts.GrantDepartureAfter(bond=500, country="UTO"), _other(service))
    open_ = scenes.opened(service, service.person(surname="Berg", given_names="Eva"))
    return [
        "/removal/cases/",
        "/removal/cases/?hearing_from=soon",
        *(f"/removal/case/{case.pk}/" for case in (before, done, absent, leaving, open_)),
        f"/removal/case/{before.pk}/charges/?q=overstay",
        "/removal/hearings/?day=2026-12-15",
        "/removal/protections/",
        f"/removal/protection/{claim.pk}/",
        f"/people/{person.pk}/",
    ]


def _other(service: Service) -> Any:
    return scenes.served(service, service.person(surname="Holm", given_names="Ida"))


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_wrong_on_the_pages_of_proceedings(browser: Browser, scheme: str) -> None:
    assert browser.walk(axe(told(browser.service)), color_scheme=scheme) == {}


def test_the_pages_fit_a_narrow_screen(browser: Browser) -> None:
    addresses = told(browser.service)

    def story(page: Any) -> list[str]:
        wide = []
        for address in addresses:
            page.goto(address)
            if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth + 1"):
                wide.append(address)
        return wide

    assert browser.walk(story, viewport={"width": 360, "height": 800}) == []


def test_a_charge_is_found_and_added_by_keyboard(browser: Browser) -> None:
    case = scenes.opened(browser.service)

    def story(page: Any) -> str:
        page.goto(f"/removal/case/{case.pk}/charges/")
        page.get_by_role("textbox", name="Charge").focus()
        page.keyboard.type("237(a)(2)(A)(iii)")
        page.keyboard.press("Enter")
        page.get_by_role("link", name="Aggravated felony", exact=True).first.focus()
        page.keyboard.press("Enter")
        page.wait_for_url("**/act/removal.add_charge/**")
        page.get_by_role("textbox", name="Charge", exact=True).focus()
        page.keyboard.press("Enter")
        page.wait_for_url(re.compile(rf"^[^?]*/removal/case/{case.pk}/$"))
        return str(page.content())

    assert "Aggravated felony" in browser.walk(story)
