"""The board of custody, a stay, the population, in a browser."""

from __future__ import annotations

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from limen.core.custody import acts
from limen.core.people import acts as people
from tests.browser.conftest import Browser

CHIEF = {"role": "supervisor", "purpose": "custody"}


def a_full_board(browser: Browser) -> Any:
    """Hold a family of two and a man, with things done for them."""
    service = browser.service
    mother = service.person(surname="Ixcoy", given_names="Ana", birth="1990-01-02", nationality="GTM")
    daughter = service.person(surname="Ixcoy", given_names="Marisol", birth="2017-02-03", nationality="GTM")
    man = service.person(surname="Zhang", given_names="Wei", birth="1985", nationality="CHN")
    service.do(people.Relate(other=daughter.pk, kind="parent", family_unit=True), mother, role="secondary_officer")
    service.do(acts.OpenHolding(place=service.jfk.pk, adults=2, juveniles=4), **CHIEF)
    stays = [
        service.do(
            acts.BookIn(cell=cell),
            service.do(acts.TakeIntoCustody(person=person.pk, under="detain.arriving"), **CHIEF),
            **CHIEF,
        )
        for person, cell in ((mother, "1"), (daughter, "1"), (man, "2"))
    ]
    service.do(acts.NoteNeed(need="pregnant"), stays[0], **CHIEF)
    service.do(acts.RecordCare(kind="meal", note="Vegetarian"), stays[0], **CHIEF)
    service.do(acts.ListProperty(kind="valuables", description="A watch", seal="B7"), stays[0], **CHIEF)
    service.do(acts.RecordVisit(kind="counsel", visitor="A. Lind", minutes=40), stays[0], **CHIEF)
    return stays[0]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_wrong_on_the_pages_of_custody(browser: Browser, scheme: str) -> None:
    stay = a_full_board(browser)
    pages = [
        "/custody/",
        "/custody/?who=alone",
        f"/custody/{stay.pk}/",
        "/custody/population/",
        f"/people/{stay.person_id}/",
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


def test_a_round_of_meals_is_recorded_by_keyboard_alone(browser: Browser) -> None:
    stay = a_full_board(browser)

    def story(page: Any) -> int:
        page.goto("/custody/")
        boxes = page.locator("input[name=stays]")
        held = boxes.count()
        for number in range(held):
            boxes.nth(number).focus()
            page.keyboard.press("Space")
        page.locator("#round-kind").focus()
        page.keyboard.type("Meal")
        page.keyboard.press("Tab")
        with page.expect_navigation():
            page.keyboard.press("Enter")
        return int(held)

    assert browser.walk(story) == 3
    assert stay.cares.filter(kind="meal").count() == 2
