"""A page held in memory is as fresh as the site: no act, no turn of the day is missed, however the requests fall."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from django.http import HttpRequest, HttpResponseBase
from django.test import RequestFactory

from limen.portal import site as sites
from limen.portal.caching import PublicPagesMiddleware
from limen.portal.tests.scenes import Newsroom
from limen.portal.views.public import page
from tests.architecture.making import NOON
from tests.factories import Service

pytestmark = pytest.mark.django_db


class Reader:
    """Asks for a page through the memory, and counts how often it is made."""

    def __init__(self) -> None:
        self.made = 0
        self.meanwhile: Callable[[], object] = lambda: None
        self.pages = PublicPagesMiddleware(self._make)
        sites.current()

    def _make(self, request: HttpRequest) -> HttpResponseBase:
        self.made += 1
        response = page(request, "about/lost")
        self.meanwhile()
        return response

    def read(self) -> str:
        response = self.pages(RequestFactory().get("/about/lost/"))
        return response.content.decode()  # type: ignore[attr-defined]


@pytest.fixture
def newsroom(service: Service) -> Newsroom:
    newsroom = Newsroom(service)
    newsroom.published(heading="If you lost your papers", body="Come to the counter.")
    return newsroom


def test_a_page_is_made_once_for_many_readers(newsroom: Newsroom) -> None:
    reader = Reader()
    assert reader.read() == reader.read() == reader.read()
    assert reader.made == 1


def test_a_page_made_while_an_editor_publishes_is_not_kept(newsroom: Newsroom) -> None:
    reader = Reader()
    reader.meanwhile = lambda: newsroom.published(heading="Papers lost", body="Come to the counter.")
    assert "If you lost your papers" in reader.read()
    reader.meanwhile = lambda: None
    assert "Papers lost" in reader.read()


def test_the_law_of_a_new_day_is_told_on_that_day(newsroom: Newsroom) -> None:
    reader = Reader()
    reader.read()
    with time_machine.travel(NOON + timedelta(days=1), tick=True):
        reader.read()
    assert reader.made == 2


def test_the_words_of_a_page_are_made_html_once_while_the_site_stands(newsroom: Newsroom) -> None:
    site = sites.current()
    made = [site.once(("example",), object) for _time in range(2)]
    assert made[0] is made[1]
    newsroom.published(heading="Papers lost", body="Come to the counter.")
    assert sites.current() is not site
