"""The directory of offices: its map comes before its list, for whoever goes through the page from the top."""

from __future__ import annotations

import pytest
from django.test import Client

from limen.portal.tests.tasks.scenes import main_of
from tests.architecture.making import NOON
from tests.browser.public_scene import set_public_scene
from tests.factories import Service

pytestmark = pytest.mark.django_db
PAGE = "/about/organisation/"


def test_the_map_comes_before_the_rows_and_not_on_the_version_as_text(service: Service) -> None:
    set_public_scene(service, NOON)
    page = main_of(Client().get(PAGE))
    assert page.index('id="places"') < page.index("<circle") < page.index("Elizabeth</td>")
    assert "<svg" not in main_of(Client().get(f"/text{PAGE}"))
