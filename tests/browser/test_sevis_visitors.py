"""Exchange visitors and batches in a browser: accessible in light and dark, and worked by keyboard with no script."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from limen.offices.sevis.acts import AddDependant
from limen.offices.sevis.acts import visitors as acts
from limen.offices.sevis.acts.visitors.tipp_parts import PlanGiven
from limen.offices.sevis.tests.batches import create, document, official, sent, update
from limen.offices.sevis.tests.scenes import SEVIS, campuses
from limen.offices.sevis.tests.visitor_scenes import PLAN, Programme, phase, plan_site, programme
from tests.browser.conftest import Browser
from tests.browser.test_core_rooms import axe

TODAY, MONDAY = date(2026, 11, 25), date(2026, 11, 23)
COMING = {"starts": MONDAY, "ends": date(2027, 8, 31)}
PLANNED = PlanGiven(participant=PLAN.participant, sites=[plan_site(phases=[phase(starts=MONDAY)])])


def told(at: Programme) -> list[str]:
    """Tell the story the pages show, and return their addresses."""
    maria, ewa = at.active(**COMING), at.initial(surname="Wrona", given_names="Ewa", **COMING)
    spouse = {"surname": "Nowak", "given_names": "Jan", "birth": "1989-01-02", "sex": "M", "birth_city": "Gdansk"}
    lives = {"nationality": "POL", "birth_country": "POL", "residence_country": "FRA", "form_purpose": "08"}
    jan = at.do(AddDependant(visitor=maria.pk, relationship="01", **spouse, **lives))
    at.do(acts.ReprintDS2019(reason="12"), maria)
    at.do(acts.AskPermission(kind="category", category="04", reason="The department asks for lectures as well."), maria)
    trainee = at.initial(surname="Lis", category="14", occupation="07", sites=[], plan=PLANNED, **COMING)
    gone = at.active(surname="Zych", **COMING)
    at.do(acts.TerminateVisitor(reason="DISCIP", effective_on=TODAY), gone)
    return [
        "/sevis/visitors/",
        "/sevis/visitors/?q=nobody",
        *(f"/sevis/visitor/{one.pk}/" for one in (maria, ewa, trainee, gone)),
        f"/sevis/dependant/{jan.pk}/",
        "/sevis/visitor-work/",
        "/act/sevis.create_visitor/",
        f"/act/sevis.validate_visitor/{ewa.pk}/",
        f"/act/sevis.terminate_dependant/{jan.pk}/",
        f"/act/sevis.reprint_dependant/{jan.pk}/",
    ]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_wrong_on_the_pages_of_exchange_visitors(browser: Browser, scheme: str) -> None:
    at = programme(browser.service)
    desk = (at.officer, at.sponsor.place, SEVIS)
    assert browser.walk(axe(told(at)), desk=desk, color_scheme=scheme) == {}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_wrong_on_the_pages_of_batches(browser: Browser, scheme: str) -> None:
    at = campuses(browser.service)
    desk = (official(at), at.school.place, SEVIS)
    bad = update("status.cancel", {"Reason": "01"}, "N0099999999", 2)
    batch = sent(at, document(at.school, create(1), bad)).batch
    assert batch is not None
    pages = [
        "/sevis/batches/",
        "/sevis/batches/?state=refused",
        "/sevis/batches/send/",
        f"/sevis/batches/{batch.pk}/",
        f"/sevis/batches/{batch.pk}/?only=refused",
        "/sevis/roster/",
        "/sevis/roster/send/",
    ]
    assert browser.walk(axe(pages), desk=desk, color_scheme=scheme) == {}


def test_a_programme_is_extended_by_keyboard_with_scripts_turned_off(browser: Browser) -> None:
    at = programme(browser.service)
    maria = at.active(**COMING)

    def story(page: Any) -> str:
        page.goto(f"/sevis/visitor/{maria.pk}/")
        page.focus(f"a[href*='/act/sevis.extend_visitor/{maria.pk}/']")
        page.keyboard.press("Enter")
        page.wait_for_url("**/act/sevis.extend_visitor/**")
        page.fill("[name=new_end]", "2028-08-31")
        page.press("[name=new_end]", "Enter")
        page.wait_for_url(lambda address: "/act/sevis.extend_visitor/" not in address)
        page.goto(f"/sevis/visitor/{maria.pk}/")
        return str(page.inner_text("main"))

    desk = (at.officer, at.sponsor.place, SEVIS)
    assert "2028-08-31" in browser.walk(story, desk=desk, java_script_enabled=False)


def test_a_batch_is_sent_by_keyboard_with_scripts_turned_off(browser: Browser) -> None:
    at = campuses(browser.service)
    desk = (official(at), at.school.place, SEVIS)
    body = document(at.school, create(1))

    def story(page: Any) -> str:
        page.goto("/sevis/batches/send/")
        page.set_input_files("[name=file]", [{"name": "batch.xml", "mimeType": "text/xml", "buffer": body}])
        page.focus("[name=check]")
        page.keyboard.press("Space")
        page.press("[name=check]", "Enter")
        page.wait_for_url("**/sevis/batches/*-*/")
        return str(page.inner_text("main"))

    assert "1 accepted, 0 refused" in browser.walk(story, desk=desk, java_script_enabled=False)
