"""Primary and secondary driven by keyboard alone, as a document reader and an officer do."""

from __future__ import annotations

from typing import Any

from limen.offices.inspections.models import Admission, Inspection
from limen.offices.inspections.tests.scenes import zone
from tests.browser.conftest import Browser


def scan(page: Any, text: str) -> None:
    """Type a zone as a wedge reader does: each line and Enter."""
    for line in text.split("\n"):
        page.keyboard.type(line)
        page.keyboard.press("Enter")
    page.wait_for_url("**/inspections/inspection/**")


def tab_to(page: Any, words: str, tag: str = "") -> None:
    """Press Tab until the focus is on what says the words, and is such an element."""
    for _ in range(150):
        page.keyboard.press("Tab")
        said = page.evaluate("(document.activeElement.innerText || document.activeElement.name || '').trim()")
        if said.startswith(words) and tag in ("", page.evaluate("document.activeElement.tagName")):
            return
    raise AssertionError(f"Tab never reached “{words}”.")


def open_form(page: Any, key: str) -> None:
    """Press the key of an act; its form opens with the focus in it."""
    with page.expect_navigation():
        page.keyboard.press(key)
    page.wait_for_selector("[data-open] form:focus-within")


def send(page: Any, button: str) -> None:
    """Tab on to a button and press it."""
    tab_to(page, button, "BUTTON")
    with page.expect_navigation():
        page.keyboard.press("Enter")


def standing(page: Any) -> str:
    return str(page.inner_text(".standing .tag"))


def test_a_visitor_is_read_and_admitted_by_keyboard(browser: Browser) -> None:
    def story(page: Any) -> str:
        page.goto("/inspections/primary/")
        scan(page, zone())
        with page.expect_navigation():
            page.keyboard.press("1")
        shown = standing(page)
        page.keyboard.press("n")
        page.wait_for_url("**/inspections/primary/")
        return shown

    assert browser.walk(story, "primary_officer") == "admitted"
    assert Admission.objects.get().class_of_admission == "WT"


def test_a_traveller_is_referred_by_keyboard(browser: Browser) -> None:
    def story(page: Any) -> str:
        page.goto("/inspections/primary/")
        scan(page, zone("Okafor", "Ngozi", state="NGA", number="A0123456"))
        open_form(page, "r")
        page.keyboard.type("Another")
        send(page, "Refer the person")
        return standing(page)

    assert browser.walk(story, "primary_officer") == "referred"
    assert Inspection.objects.get().reason == "other"


def test_a_traveller_is_refused_by_keyboard(browser: Browser) -> None:
    def story(page: Any) -> list[str]:
        seen = []
        page.goto("/inspections/primary/")
        scan(page, zone())
        open_form(page, "r")
        page.keyboard.type("Another")
        send(page, "Refer the person")
        open_form(page, "t")
        with page.expect_navigation():
            page.keyboard.press("Enter")
        seen.append(standing(page))
        open_form(page, "i")
        page.keyboard.type("en")
        send(page, "Say in which language")
        open_form(page, "f")
        page.keyboard.type("To work")
        for answer in ("No", "No", "No"):
            page.keyboard.press("Tab")
            page.keyboard.type(answer)
        tab_to(page, "fear")
        page.keyboard.press("Space")
        send(page, "Ask the questions about fear")
        open_form(page, "d")
        page.keyboard.type("7A1I")
        tab_to(page, "evidence")
        page.keyboard.type("Has come to work; no visa for it.")
        send(page, "Record whether a ground")
        tab_to(page, "Refuse admission under the Visa Waiver", "A")
        open_form(page, "Enter")
        send(page, "Refuse admission under the Visa Waiver")
        seen.append(standing(page))
        return seen

    assert browser.walk(story, "supervisor") == ["secondary", "refused"]


def test_the_counter_works_without_javascript(browser: Browser) -> None:
    def story(page: Any) -> str:
        page.goto("/inspections/primary/")
        page.fill("textarea[name=zone]", zone())
        page.click("text=Read and check")
        page.click("text=Admit WT")
        return standing(page)

    assert browser.walk(story, "primary_officer", java_script_enabled=False) == "admitted"
