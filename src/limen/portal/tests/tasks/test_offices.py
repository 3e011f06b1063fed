"""The pages of the offices and the directory: where each works, on a map and in a list, and what it did, in counts."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from limen.core.people import acts as people
from limen.core.places import acts as places
from limen.offices.inspections import acts
from limen.offices.inspections.tests.scenes import open_inspection, zone
from limen.offices.sevis.tests.scenes import campuses
from limen.portal.parts.offices import COUNTS, NO_PEOPLE, PATHS, SAID
from limen.portal.tests.tasks.scenes import main_of, text_of
from tests.architecture.making import NOON
from tests.factories import OPENED, Service, setup

pytestmark = pytest.mark.django_db


def place(kind: str, code: str, name: str, **more: Any) -> Any:
    said = {"zone": "America/Chicago", "region": "TX", "valid_from": OPENED, **more}
    return setup(places.OpenPlace(code=code, kind=kind, name=name, **said))


def test_every_office_has_its_part_and_every_figure_its_words(service: Service) -> None:
    for name in PATHS:
        answer = Client().get(f"/offices/{name}/")
        assert answer.status_code == 200
        assert not answer.cookies
    found = {name for count in COUNTS.values() for name in count(since=NOON, now=NOON)}
    assert found == set(SAID)
    assert set(SAID) >= NO_PEOPLE


def test_an_office_shows_where_it_works_with_a_map_and_leads_to_the_directory(service: Service) -> None:
    place("sector", "RGV", "Rio Grande Valley Sector", latitude="26.2", longitude="-98.2")
    for number in range(14):
        place("station", f"ST{number}", f"Station {number:02}")
    page = main_of(Client().get("/offices/border-patrol/"))
    assert "Rio Grande Valley Sector" in page
    assert "<circle" in page
    assert "Station 11" in page
    assert "Station 12" not in page
    assert 'href="/about/organisation/?kind=station"' in page
    assert "<svg" not in main_of(Client().get("/text/offices/border-patrol/"))
    assert "None is on record" in text_of(Client().get("/offices/overseas/"))


def test_an_office_is_named_as_it_stands_in_the_organisation(service: Service) -> None:
    text = text_of(Client().get("/offices/immigration-inspections/"))
    assert "Office of Field Operations" in text
    assert "National Targeting Center" in text


def test_what_an_office_did_is_counted_and_few_people_are_not_counted_out(service: Service) -> None:
    for number in range(5):
        record = open_inspection(service, zone("Lind", f"Bo{'abcde'[number]}", number=f"N765432{number}"))
        service.do(acts.Admit(class_of_admission="B2"), on=record)
    text = text_of(Client().get("/offices/immigration-inspections/"))
    assert "People inspected 5 Arrival records issued 5" in text
    assert "Nov. 25, 2026" in text
    cache.clear()
    service.do(people.Protect(compartment="protected", reason="A victim of abuse"), record.person, role="supervisor")
    text = text_of(Client().get("/offices/immigration-inspections/"))
    assert "People inspected fewer than 5" in text


def test_figures_are_counted_once_an_hour(service: Service) -> None:
    assert "Schools approved now 0" in text_of(Client().get("/offices/sevis/"))
    campuses(service)
    assert "Schools approved now 0" in text_of(Client().get("/offices/sevis/"))
    cache.clear()
    text = text_of(Client().get("/offices/sevis/"))
    assert "Schools approved now 1 Sponsors approved now 1 Students active now 0" in text


def test_the_directory_has_each_place_with_its_kind_and_a_map(service: Service) -> None:
    place("sector", "RGV", "Rio Grande Valley Sector", latitude="26.2", longitude="-98.2")
    page = main_of(Client().get("/about/organisation/", {"kind": "sector"}))
    assert "<td>Sector</td>" in page
    assert page.count("<circle") == 1
    assert "<circle" not in main_of(Client().get("/about/organisation/", {"kind": "sector", "on": "2003-02-28"}))
    assert "<svg" not in main_of(Client().get("/text/about/organisation/"))
    assert Client().get("/es/offices/sevis/").status_code == 200
