"""Investigations in a browser: accessible in light and dark, and an arrest recorded with no script at all."""

from __future__ import annotations

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from limen.offices.investigations import acts
from limen.offices.investigations.tests.scenes import CIRCUMSTANCES, FINDINGS, Office
from tests.browser.conftest import Browser

CHIEF = {"role": "investigations_supervisor", "purpose": "investigation"}
AGENT = {"role": "special_agent", "purpose": "investigation"}


def worked(office: Office) -> list[str]:
    """Return the pages of an office with a lead of each kind of state, a warrant, and two arrests."""
    person = office.service.person()
    fact = acts.Fact(what="Terminated", says="Failure to enrol")
    sent = office.sent(kind="compliance", about=person.pk, attached=[fact])
    lead = office.taken(about=person.pk)
    office.do(acts.NoteLead(says="Works nights at a warehouse.", source_grade="B"), lead)
    warrant = office.warrant(lead)
    arrest = office.arrest(person=person.pk, lead=lead.pk, under="warrant", warrant=warrant.pk)
    office.by_chief(acts.CorrectArrest(where="43 Elm Street", why="The number was misread"), arrest)
    claims = office.arrest(citizenship="claimed", citizenship_says="Born in Ohio, he says.")
    office.do(acts.AdviseArrested(told=["identified", "reason"], language="es"), claims)
    return [
        "/investigations/",
        "/investigations/leads/",
        "/investigations/leads/?state=withdrawn",
        f"/investigations/lead/{sent.pk}/",
        f"/investigations/lead/{lead.pk}/",
        "/investigations/arrests/",
        "/investigations/arrests/new/",
        f"/investigations/arrests/new/?together_with={claims.pk}",
        f"/investigations/arrest/{arrest.pk}/",
        f"/investigations/arrest/{claims.pk}/",
        "/act/investigations.record_lead/",
    ]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_wrong_on_the_pages_of_investigations(browser: Browser, scheme: str) -> None:
    pages = worked(Office(browser.service, browser.service.jfk))

    def story(page: Any) -> dict[str, list[str]]:
        wrong = {}
        for address in pages:
            answer = page.goto(address)
            assert answer.status == 200, address
            found = Axe().run(page).response["violations"]
            if found:
                wrong[address] = [f"{item['id']}: {item['nodes'][0]['html'][:200]}" for item in found]
        return wrong

    assert browser.walk(story, color_scheme=scheme, **CHIEF) == {}


def test_an_arrest_is_recorded_by_keyboard_with_scripts_turned_off(browser: Browser) -> None:
    Office(browser.service, browser.service.jfk)

    def story(page: Any) -> str:
        page.goto("/investigations/arrests/new/")
        page.focus("[name=surname]")
        for text in ("Marsh", "Ivo", "1998-02-03"):
            page.keyboard.type(text)
            page.keyboard.press("Tab")
        page.fill("[name=where]", "41 Elm Street, Queens")
        page.select_option("[name=entry]", "public")
        page.check("[name=under][value='without_warrant']")
        for name, text in {**FINDINGS, "circumstances": CIRCUMSTANCES}.items():
            page.fill(f"[name={name}]", text)
        page.check("[name=citizenship][value=not_claimed]")
        page.press("[name=where]", "Enter")
        return str(page.inner_text("main"))

    shown = browser.walk(story, java_script_enabled=False, **AGENT)
    assert "MARSH, Ivo" in shown
    assert "What is done and what is left" in shown
