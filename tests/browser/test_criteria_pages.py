"""Criteria in a browser: accessible in light and dark, and written with no script at all."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.utils import timezone

from limen.core.criteria.tests import scenes
from tests.browser.conftest import Browser


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_wrong_on_the_pages_of_criteria(browser: Browser, scheme: str) -> None:
    today = timezone.now().date()
    record = scenes.tried(browser.service, starts=today, sunset=today + timedelta(days=30))
    pages = ["/criteria/", "/criteria/new/", f"/criteria/{record.pk}/", f"/criteria/{record.pk}/amend/", "/selections/"]

    def story(page: Any) -> dict[str, list[str]]:
        wrong = {}
        for address in pages:
            answer = page.goto(address)
            assert answer.status == 200, address
            found = Axe().run(page).response["violations"]
            if found:
                wrong[address] = [f"{item['id']}: {item['nodes'][0]['html'][:200]}" for item in found]
        return wrong

    assert browser.walk(story, role="targeting_officer", color_scheme=scheme) == {}


def test_a_criterion_is_built_and_saved_with_scripts_turned_off(browser: Browser) -> None:
    today = timezone.now().date()

    def story(page: Any) -> tuple[str, str]:
        page.goto("/criteria/new/")
        page.select_option("[name=g0-r0-what]", "paid_by")
        page.select_option("[name=g0-r0-op]", "has_any")
        page.fill("[name=g0-r0-value]", "cash")
        page.click("text=Add a row")
        page.select_option("[name=g0-r1-what]", "one_way")
        page.select_option("[name=g0-r1-op]", "yes")
        page.press("[name=g0-r0-value]", "Enter")
        sentence = page.inner_text("#sentence p")
        page.fill("[name=name]", "Cash and one way")
        page.fill("[name=basis]", "Order 12 of the port director")
        page.select_option("[name=purpose]", "drugs")
        page.check("[name=categories][value=payment]")
        page.check("[name=categories][value=route]")
        page.fill("[name=starts]", today.isoformat())
        page.fill("[name=sunset]", (today + timedelta(days=30)).isoformat())
        page.click("button[value=save]")
        return sentence, page.inner_text("h1")

    sentence, heading = browser.walk(story, role="targeting_officer", java_script_enabled=False)
    assert (sentence, heading) == (
        "Refer a traveller when the ticket was paid by cash and the journey is one way.",
        "Cash and one way",
    )
