"""The directory of offices: its map comes before its list, for whoever goes through the page from the top."""

from __future__ import annotations

import pytest
from django.test import Client
from django.utils import translation

from limen.core.places import acts as places
from limen.offices.removal.mapping import frames
from limen.portal.said.map import LANDS
from limen.portal.tests.tasks.scenes import main_of, text_of
from tests.architecture.making import NOON
from tests.browser.public_scene import set_public_scene
from tests.factories import OPENED, Service, setup

pytestmark = pytest.mark.django_db
PAGE = "/about/organisation/"


def test_the_map_comes_before_the_rows_and_not_on_the_version_as_text(service: Service) -> None:
    set_public_scene(service, NOON)
    page = main_of(Client().get(PAGE))
    assert page.index('id="places"') < page.index("<circle") < page.index(">Elizabeth</a>")
    assert "<svg" not in main_of(Client().get(f"/text{PAGE}"))


def test_an_office_is_shown_with_what_it_is_where_it_is_and_what_it_answers_for(service: Service) -> None:
    set_public_scene(service, NOON)
    setup(places.GiveJurisdiction(area_kind="state", area="Queens", valid_from=OPENED), service.jfk)
    post = {"code": "MEXATT", "kind": "post", "name": "Mexico City", "zone": "America/Mexico_City", "country": "MEX"}
    setup(places.OpenPlace(**post, valid_from=OPENED))
    text = text_of(Client().get(PAGE))
    assert "NYC Port of entry United States of America Queens" in text
    assert "MEXATT Post abroad Mexico –" in text
    assert 'href="/do/facilities/elznj/"' in main_of(Client().get(PAGE))
    assert Client().get("/do/facilities/elznj/").status_code == 200


def test_the_frames_of_the_map_are_named_in_the_language_of_the_page() -> None:
    assert [frame.name for frame in frames()] == list(LANDS)
    with translation.override("es"):
        assert translation.gettext(LANDS[0]) == "Estados contiguos"
