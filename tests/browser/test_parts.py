"""Acts that ask for addresses, funds and sites part by part: by axe-core, on a narrow screen and by keyboard."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from limen.offices.sevis.models import Visitor
from limen.offices.sevis.tests.scenes import SEVIS
from limen.offices.sevis.tests.visitor_scenes import Programme, programme
from tests.browser.conftest import Browser, Desk
from tests.browser.test_core_rooms import axe


def coming(at: Programme) -> Visitor:
    """Return a visitor whose programme is about to start on the day the scenes are set on."""
    return at.initial(starts=date(2026, 12, 1), ends=date(2027, 11, 30))


def desk(at: Programme) -> Desk:
    return at.officer, at.sponsor.place, SEVIS


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_wrong_with_parts(browser: Browser, scheme: str) -> None:
    at = programme(browser.service)
    addresses = [f"/act/sevis.validate_visitor/{coming(at).pk}/", "/act/sevis.create_visitor/"]
    assert browser.walk(axe(addresses), desk=desk(at), color_scheme=scheme) == {}


def test_parts_fit_a_narrow_screen(browser: Browser) -> None:
    at = programme(browser.service)

    def story(page: Any) -> bool:
        page.goto("/act/sevis.create_visitor/")
        return bool(page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth + 1"))

    assert not browser.walk(story, desk=desk(at), viewport={"width": 360, "height": 800})


def test_an_address_is_put_right_by_keyboard(browser: Browser) -> None:
    """The summary leads to the field within the address that is wrong, and axe finds nothing wrong on the way."""
    at = programme(browser.service)
    visitor = coming(at)

    def story(page: Any) -> Any:
        page.goto(f"/act/sevis.validate_visitor/{visitor.pk}/")
        address = page.get_by_role("group", name="Address in the United States")
        address.get_by_label("Street (optional)").focus()
        page.keyboard.type("9 Oak Street")
        address.get_by_label("ZIP code").focus()
        page.keyboard.type("606")
        page.keyboard.press("Enter")
        page.get_by_role("link", name="ZIP code: ").focus()
        found = Axe().run(page).response["violations"]
        page.keyboard.press("Enter")
        focused = page.evaluate("document.activeElement.name")
        page.keyboard.press("End")
        page.keyboard.type("15")
        page.keyboard.press("Enter")
        page.get_by_text("No entry of the visitor is on record.").wait_for()
        return found, focused

    assert browser.walk(story, desk=desk(at)) == ([], "us_address.postal_code")
    visitor.refresh_from_db()
    assert visitor.us_address == {"address1": "9 Oak Street", "postal_code": "60615"}
