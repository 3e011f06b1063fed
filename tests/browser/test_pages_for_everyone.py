"""Every page by axe-core, light and dark; the skip link; and what paper shows."""

from __future__ import annotations

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from limen.offices.inspections import acts
from limen.offices.inspections.models import Traveller
from limen.offices.inspections.tests.scenes import lookout, open_inspection, refer, zone
from limen.offices.inspections.tests.test_arrivals import ANNA, listed
from tests.browser.conftest import Browser

PAGES = [
    "/components/",
    "/desk/",
    "/account/",
    "/inspections/",
    "/inspections/primary/",
    "/inspections/secondary/",
    "/inspections/today/",
    "/inspections/vehicle/",
    "/inspections/supervisor/",
    "/inspections/board/?day=2026-11-25",
    "/inspections/vetting/",
    "/inspections/search/?about=travellers&name=eriksson",
    "/inspections/receive/",
    "/inspections/admissions/",
    "/inspections/overstays/",
    "/inspections/departures/",
    "/inspections/departures/new/",
    "/inspections/lanes/",
    "/inspections/statistics/",
    "/removal/facilities/",
    "/removal/statistics/",
    "/removal/releases/",
]


def records(browser: Browser) -> list[str]:
    """Return the addresses of one record of each kind."""
    service = browser.service
    lookout(service)
    voyage = listed(service, ANNA)
    waiting = refer(service, open_inspection(service, zone("Okafor", "Ngozi", state="NGA", number="A0123456")))
    stopped = open_inspection(service)
    admitted = service.do(
        acts.Admit(class_of_admission="WT"), on=open_inspection(service, zone("Lind", "Bo", number="N7654321", sex="M"))
    )
    lane = service.do(acts.AddLane(name="7"), role="supervisor")
    car = service.do(acts.OpenVehicle(plate="ABC123", people=2))
    return [
        f"/inspections/voyage/{voyage.pk}/",
        f"/inspections/traveller/{Traveller.objects.get().pk}/",
        f"/inspections/inspection/{waiting.pk}/",
        f"/inspections/inspection/{stopped.pk}/",
        f"/inspections/admission/{admitted.admissions.get().pk}/",
        f"/inspections/lane/{lane.pk}/",
        f"/inspections/vehicle/{car.pk}/",
        f"/record/people.person/{stopped.person_id}/",
        f"/act/inspections.refer/{stopped.pk}/",
    ]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_wrong_on_any_page(browser: Browser, scheme: str) -> None:
    def story(page: Any) -> dict[str, list[str]]:
        wrong = {}
        for address in pages:
            answer = page.goto(address)
            assert answer.status == 200, address
            found = Axe().run(page).response["violations"]
            if found:
                wrong[address] = [f"{item['id']}: {item['nodes'][0]['html'][:200]}" for item in found]
        return wrong

    pages = PAGES + records(browser)
    assert browser.walk(story, color_scheme=scheme) == {}


def test_the_first_tab_stop_skips_to_the_content(browser: Browser) -> None:
    def story(page: Any) -> str:
        page.goto("/inspections/")
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        return str(page.evaluate("document.activeElement.id"))

    assert browser.walk(story) == "content"


def test_an_error_is_summed_up_where_the_focus_is(browser: Browser) -> None:
    def story(page: Any) -> str:
        page.goto("/inspections/primary/")
        page.click("text=Read and check")
        # a browser moves the focus to it once the page is drawn
        page.wait_for_selector(".error-summary:focus")
        page.click(".error-summary a")
        return str(page.evaluate("document.activeElement.name"))

    assert browser.walk(story) == "zone"


def test_paper_shows_the_content_and_no_navigation(browser: Browser) -> None:
    def story(page: Any) -> list[bool]:
        page.goto("/inspections/board/")
        page.emulate_media(media="print")
        return [page.is_visible(part) for part in (".rooms", ".masthead", ".foot__theme", "h1", "table.table")]

    assert browser.walk(story) == [False, False, False, True, True]


def test_nothing_is_asked_of_another_host_and_nothing_breaks_the_content_policy(browser: Browser) -> None:
    def story(page: Any) -> tuple[set[str], list[str]]:
        hosts: set[str] = set()
        said: list[str] = []
        page.on("request", lambda asked: hosts.add(asked.url.split("/")[2]))
        page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
        for address in PAGES:
            page.goto(address)
        return hosts, said

    hosts, said = browser.walk(story)
    assert hosts == {browser.address.removeprefix("http://")}
    assert said == []


def test_the_way_out_stays_on_the_line_of_the_name(browser: Browser) -> None:
    def story(page: Any) -> tuple[float, float]:
        page.goto("/inspections/")
        name, out = (page.locator(f".masthead__{part}").bounding_box() for part in ("name", "out"))
        return name["y"] + name["height"], out["y"]

    wide_less_a_scrollbar = {"width": 1265, "height": 900}
    name_ends, out_begins = browser.walk(story, viewport=wide_less_a_scrollbar)
    assert out_begins < name_ends
