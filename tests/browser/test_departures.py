"""The pages of departures by axe-core, light and dark, and the door worked from the keyboard."""

from __future__ import annotations

from typing import Any

import pytest

from limen.offices.removal.models import Seat
from limen.offices.removal.tests import departure_scenes as scenes
from limen.offices.removal.tests.case_scenes import do, final, protected
from tests.browser.conftest import Browser
from tests.browser.test_core_rooms import axe
from tests.factories import Service


def at_the_door(service: Service) -> Seat:
    """Tell of one person at the door and one who must not go."""
    case = final(service, service.person(surname="Svensson", given_names="Karl"))
    scenes.received(service, case)
    seat = scenes.at_the_door(service, case=case, label="12A", no_document_why="")
    other = final(service)
    do(service, scenes.listing(seat.movement, other, label="12B"))
    protected(service, "tps", "", other.person)
    return seat


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_wrong_on_the_pages_of_departures(browser: Browser, scheme: str) -> None:
    seat = at_the_door(browser.service)
    request = scenes.requested(browser.service, seat.case, country="CHN")
    bar = scenes.barred(browser.service, seat.person)
    pages = [
        "/removal/documents/",
        f"/removal/document/{request.pk}/",
        "/removal/movements/",
        f"/removal/movement/{seat.movement_id}/",
        f"/removal/movement/{seat.movement_id}/print/",
        f"/removal/movement/{seat.movement_id}/candidates/",
        f"/removal/movement/{seat.movement_id}/boarding/",
        f"/removal/seat/{seat.pk}/",
        f"/removal/bar/{bar.pk}/",
        f"/people/{seat.person_id}/",
    ]
    assert browser.walk(axe(pages), color_scheme=scheme) == {}


def test_a_person_is_checked_aboard_with_one_key(browser: Browser) -> None:
    seat = at_the_door(browser.service)

    def story(page: Any) -> str:
        page.goto(f"/removal/movement/{seat.movement_id}/boarding/")
        page.keyboard.press("1")
        page.wait_for_load_state()
        return str(page.inner_text("main"))

    shown = browser.walk(story)
    assert "1 aboard of 2" in shown
    assert "Temporary protected status" in shown
    seat.refresh_from_db()
    assert seat.state == "embarked"
