"""The public site in a browser: by axe, by keyboard, from right to left, without scripts, and in a text browser."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.test import Client

from limen.portal import acts, files
from limen.portal.models import Edition
from limen.portal.tests.scenes import PUBLISHER, REVIEWER, Newsroom
from tests.browser.conftest import Browser

LYNX = shutil.which("lynx")
TRANSLATED = ("index", "do", "know-your-rights", "know-your-rights/if-you-are-held")


@pytest.fixture
def site(browser: Browser) -> Browser:
    """Return a browser before a public site in English, Spanish and Arabic."""
    newsroom = Newsroom(browser.service)
    newsroom.shipped()
    reviewer = browser.service.officer(REVIEWER, REVIEWER, browser.service.agency)
    for code in ("es", "ar"):
        newsroom.do(acts.OfferLanguage(code=code, reviewer=reviewer.pk), role=PUBLISHER)
        for edition in Edition.objects.filter(language=code, piece__kind="page", piece__path__in=TRANSLATED):
            newsroom.do(acts.PublishEdition(), newsroom.reviewed(edition), PUBLISHER)
    return browser


def pages() -> list[str]:
    """Return the address of every page."""
    paths = [row.path for row in files.written("0001_start") if row.kind == "page" and row.language == "en"]
    return [f"/{path}/" if path != "index" else "/" for path in paths]


def faults(page: Any, addresses: list[str]) -> dict[str, list[str]]:
    """Return what axe finds wrong on pages."""
    wrong = {}
    for address in addresses:
        assert page.goto(address).status == 200, address
        found = Axe().run(page).response["violations"]
        if found:
            wrong[address] = [f"{item['id']}: {item['nodes'][0]['html'][:160]}" for item in found]
    return wrong


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_wrong_on_any_public_page(site: Browser, scheme: str) -> None:
    asked = [
        *pages(),
        "/es/",
        "/ar/",
        "/ar/know-your-rights/",
        "/es/offices/sevis/",
        "/find/?q=held",
        "/text/",
        "/print/travel/",
    ]
    some = asked if scheme == "light" else ["/", "/ar/", "/questions/", "/find/?q=held", "/about/organisation/"]
    assert not site.walk(lambda page: faults(page, some), color_scheme=scheme)


@pytest.mark.parametrize("scripts", [True, False])
def test_somebody_finds_their_rights_by_keyboard_alone(site: Browser, scripts: bool) -> None:
    def story(page: Any) -> str:
        page.goto("/")
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.className") == "skip"
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.id") == "content"
        page.goto("/")
        page.get_by_label("Search this site").focus()
        page.keyboard.type("held")
        page.keyboard.press("Enter")
        page.wait_for_url("**/find/?q=held")
        page.get_by_role("link", name="If you are held", exact=True).first.focus()
        page.keyboard.press("Enter")
        page.wait_for_url("**/know-your-rights/if-you-are-held/")
        return str(page.locator("h1").inner_text())

    assert site.walk(story, java_script_enabled=scripts) == "If you are held"


def test_arabic_runs_from_right_to_left_and_leads_on_in_arabic(site: Browser) -> None:
    def story(page: Any) -> tuple[str, float, float, str]:
        page.goto("/ar/")
        name, search = page.locator(".head__name").bounding_box(), page.locator(".head__search").bounding_box()
        page.locator(".ways a").nth(2).click()
        return page.locator("html").get_attribute("dir"), name["x"], search["x"], page.url

    direction, name, search, address = site.walk(story, viewport={"width": 1200, "height": 800})
    assert direction == "rtl"
    assert name > search
    assert address.endswith("/ar/know-your-rights/")


def test_no_narrow_page_scrolls_sideways(site: Browser) -> None:
    def story(page: Any) -> dict[str, int]:
        wide = {}
        for address in (*pages(), "/ar/", "/ar/know-your-rights/", "/find/?q=held"):
            page.goto(address)
            wide[address] = page.evaluate("document.documentElement.scrollWidth")
        return wide

    found = site.walk(story, viewport={"width": 320, "height": 640})
    assert not {address: width for address, width in found.items() if width > 320}


def test_no_word_of_a_table_is_cut_on_a_narrow_screen(site: Browser) -> None:
    asked = """[...document.querySelectorAll('.words .table :is(th, td)')].flatMap(cell => {
        const words = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT), cut = []
        for (let node; (node = words.nextNode());)
            for (const found of node.data.matchAll(/[\\p{L}\\p{N}]+/gu)) {
                const range = document.createRange()
                range.setStart(node, found.index)
                range.setEnd(node, found.index + found[0].length)
                if (new Set([...range.getClientRects()].map(box => box.top)).size > 1) cut.push(found[0])
            }
        return cut
    })"""

    def story(page: Any) -> dict[str, list[str]]:
        cut = {}
        for address in (*pages(), "/ar/know-your-rights/if-you-are-held/"):
            page.goto(address)
            cut[address] = page.evaluate(asked)
        return cut

    found = site.walk(story, viewport={"width": 340, "height": 640})
    assert not {address: words for address, words in found.items() if words}


def test_a_page_on_paper_says_where_it_is_from_and_offers_nothing_to_press(site: Browser) -> None:
    def story(page: Any) -> tuple[list[str], str]:
        page.emulate_media(media="print")
        page.goto("/ar/do/complaint/" if page.goto("/ar/do/complaint/").ok else "/do/complaint/")
        pressed = page.evaluate(
            "[...document.querySelectorAll('button,input,select,textarea,.button,.tongues,.ways,nav.contents')]"
            ".filter(one => one.checkVisibility()).map(one => one.outerHTML.slice(0, 80))"
        )
        return pressed, str(page.locator("footer").inner_text())

    pressed, foot = site.walk(story)
    assert not pressed
    assert "/do/complaint/" in foot
    assert "http" in foot


def test_the_order_a_screen_reader_meets_is_skip_link_header_words_foot(site: Browser) -> None:
    def story(page: Any) -> list[str]:
        page.goto("/offices/sevis/")
        asked = "[...document.querySelectorAll('.skip,header,main,footer')].map(one => one.className || one.tagName)"
        return list(page.evaluate(asked))

    assert site.walk(story) == ["skip", "head", "page wide", "foot"]


def test_the_home_page_reads_well_in_a_text_browser(site: Browser, tmp_path: Path) -> None:
    if LYNX is None and not os.environ.get("CI"):
        pytest.skip("no lynx is installed")
    file = tmp_path / "home.html"
    file.write_bytes(Client().get("/").content)
    dump = subprocess.run(
        [str(LYNX), "-dump", "-nolist", "-width=100", str(file)], capture_output=True, text=True, check=True
    ).stdout
    lines = [line.strip() for line in dump.splitlines() if line.strip()]
    for words in ("Skip to the content", "If somebody you love is held", "What you can do here", "This page as text"):
        assert any(words in line for line in lines), words
    assert lines.index("If somebody you love is held") < next(
        at for at, line in enumerate(lines) if "Last modified" in line
    )


def test_the_first_page_is_small(site: Browser) -> None:
    def story(page: Any) -> int:
        sizes: list[int] = []
        page.on("response", lambda answer: sizes.append(len(answer.body())))
        page.goto("/", wait_until="networkidle")
        return sum(sizes)

    assert site.walk(story) <= 50_000
