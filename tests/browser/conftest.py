"""A browser for the tests: Debian's chromium, signed in at a desk."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

import pytest
import time_machine
from django.conf import settings
from django.core.cache import cache
from django.test import Client

from tests.factories import Service, open_service
from tests.signing_in import signed_in
from tests.web.conftest import NOON

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark every test here; skip it where there is no chromium, but never where everything must be tested."""
    for item in items:
        if "/browser/" in item.path.as_posix():
            item.add_marker(pytest.mark.browser)
            if CHROMIUM is None and not os.environ.get("CI"):
                item.add_marker(pytest.mark.skip(reason="no chromium is installed"))


Desk = tuple[Any, Any, str]
"""An account, the place it works at, and the purpose."""


@dataclass
class Browser:
    """Walks in a browser as an officer.

    Args:
        address: of the live server.
        service: the service behind it.
    """

    address: str
    service: Service

    def walk(
        self,
        story: Callable[[Any], Any],
        role: str = "supervisor",
        purpose: str = "inspection",
        *,
        desk: Desk | None = None,
        **context: Any,
    ) -> Any:
        """Run a story with a page signed in, in a thread of its own, and return what it returns.

        Args:
            story: what is done in the page.
            role: whose desk at the airport, where no other desk is given.
            purpose: why they work there.
            desk: an account at a place for a purpose, where it is not the airport's.
            context: what the browser is set to.
        """
        account, place, purpose = desk or (self.service.officer(role), self.service.jfk, purpose)
        return self.walk_as(signed_in(Client(), account, place, purpose), story, **context)

    def walk_as(self, client: Client, story: Callable[[Any], Any], **context: Any) -> Any:
        """Run a story with a page of whoever a client is signed in as; see ``walk``."""
        cookie = {
            "name": settings.SESSION_COOKIE_NAME,
            "value": client.cookies[settings.SESSION_COOKIE_NAME].value,
            "url": self.address,
        }

        def walked(chromium: Any) -> Any:
            page = chromium.new_context(base_url=self.address, **context).new_page()
            page.context.add_cookies([cookie])
            return story(page)

        return in_chromium(walked)


def in_chromium(story: Callable[[Any], Any]) -> Any:
    """Run a story with a browser in a thread of its own, and return what it returns.

    Args:
        story: what is done with the browser.
    """
    with ThreadPoolExecutor(1) as pool:  # the browser's own loop keeps out of the database's thread
        return pool.submit(_opened, story).result()


def _opened(story: Callable[[Any], Any]) -> Any:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as tool:
        chromium = tool.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        try:
            return story(chromium)
        finally:
            chromium.close()


@pytest.fixture
def browser(transactional_db: None, live_server: Any) -> Iterator[Browser]:
    """Return a browser with a small service behind it, on the day the scenes are set on."""
    cache.clear()
    with time_machine.travel(NOON, tick=True):
        yield Browser(live_server.url, open_service())
