"""Students in a browser: accessible in light and dark, and registered by keyboard with no script at all."""

from __future__ import annotations

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from limen.offices.sevis import acts
from limen.offices.sevis.tests.scenes import SEVIS, campuses
from limen.offices.sevis.tests.student_scenes import active, created
from tests.browser.conftest import Browser


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_wrong_on_the_pages_of_students(browser: Browser, scheme: str) -> None:
    at = campuses(browser.service)
    anna, new = active(at), created(at, given_names="Bo")
    child = at.report(acts.AddDependant(student=anna.pk, surname="Berg", birth="2020-05-05", relationship="02"))
    at.report(acts.TerminateStudent(reason="04"), active(at, given_names="Cleo"))
    pages = [
        "/sevis/students/",
        "/sevis/students/?q=nobody",
        f"/sevis/student/{anna.pk}/",
        f"/sevis/student/{new.pk}/",
        f"/sevis/dependant/{child.pk}/",
        "/sevis/alerts/",
        "/sevis/transfers/",
        "/act/sevis.create_student/",
        f"/act/sevis.register_student/{new.pk}/",
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

    desk = {"officer": at.pdso, "place": at.school.place, "purpose": SEVIS}
    assert browser.walk(story, desk=desk, color_scheme=scheme) == {}


def test_a_student_is_registered_by_keyboard_with_scripts_turned_off(browser: Browser) -> None:
    at = campuses(browser.service)
    new = created(at)

    def story(page: Any) -> str:
        page.goto(f"/sevis/student/{new.pk}/")
        page.focus("text=Register a student for a term")
        page.keyboard.press("Enter")
        for name, value in (
            ("session_starts", "2026-09-08"),
            ("session_ends", "2026-12-18"),
            ("next_session", "2027-01-19"),
            ("us_address1", "12 Elm Street"),
            ("us_city", "Boston"),
            ("us_state", "MA"),
            ("us_postal_code", "02115"),
        ):
            page.fill(f"[name={name}]", value)
        page.press("[name=us_postal_code]", "Enter")
        page.goto(f"/sevis/student/{new.pk}/")
        return str(page.inner_text(".standing"))

    desk = {"officer": at.pdso, "place": at.school.place, "purpose": SEVIS}
    shown = browser.walk(story, desk=desk, java_script_enabled=False)
    assert "Active" in shown
