"""Places where people are held: anybody finds one, its telephone and its rules for visitors."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from limen.offices.removal import acts
from limen.offices.removal.models import Facility
from limen.offices.removal.tests.test_facilities import listed, load
from limen.portal.tests.tasks.scenes import main_of, text_of
from tests.factories import Service

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _files(settings: Any, tmp_path: Path) -> None:
    """Files of its own for each test."""
    settings.MEDIA_ROOT = tmp_path / "files"


def test_anybody_finds_a_facility_its_telephone_and_rules_for_visitors(service: Service, client: Client) -> None:
    load(service, listed())
    record = Facility.objects.get(code="SEATHOL")
    act = acts.AmendFacility(telephone="555 0100", visiting="Daily, 8 to 4.")
    service.do(act, record, role="administrator", purpose="administration")
    page = main_of(client.get("/do/facilities/", {"words": "seattle"}))
    assert 'href="/do/facilities/seathol/"' in page
    assert "BERKS" not in page
    assert "<circle" in page
    answer = client.get("/do/facilities/seathol/")
    for told in ("1000 SECOND AVE", "555 0100", "Daily, 8 to 4.", "Hold room", "0 people", "Seattle"):
        assert told in text_of(answer)
    assert "<h1> <span >SEATTLE HOLD ROOM</span> </h1>" in main_of(answer)
    assert answer["Cache-Control"] == "public, max-age=60"
    assert not client.cookies


def test_the_version_as_text_has_no_picture(service: Service, client: Client) -> None:
    load(service, listed())
    assert "<svg" not in main_of(client.get("/text/do/facilities/"))
    assert "<svg" not in main_of(client.get("/text/do/facilities/seathol/"))


def test_a_facility_that_is_not_there_is_not_found(service: Service, client: Client) -> None:
    assert client.get("/do/facilities/nowhere/").status_code == 404
    assert client.post("/do/facilities/nowhere/").status_code == 405
    assert client.get("/do/my-i94/nowhere/").status_code == 404


def test_few_people_held_are_not_counted_out_to_anybody(
    service: Service, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    load(service, listed())
    monkeypatch.setattr("limen.offices.removal.queries.facilities.population_now", lambda _place: 2)
    page = text_of(client.get("/do/facilities/seathol/"))
    assert "fewer than 5 people" in page
    assert "2 people" not in page


def test_facilities_are_taken_out_as_csv_and_geojson(service: Service, client: Client) -> None:
    load(service, listed())
    rows = list(csv.DictReader(io.StringIO(client.get("/do/facilities/?format=csv").content.decode("utf-8-sig"))))
    assert {row["code"] for row in rows} == {"SEATHOL", "BERKSPA", "HUDSPTX"}
    found = json.loads(client.get("/do/facilities/?format=geojson").content)
    assert [item["properties"]["code"] for item in found["features"]] == ["SEATHOL"]


def test_the_list_is_narrowed_by_state_and_type_in_words(service: Service, client: Client) -> None:
    load(service, listed())
    page = main_of(client.get("/do/facilities/", {"region": "PA"}))
    assert "BERKS FAMILY CENTER" in page
    assert "SEATTLE HOLD ROOM" not in page
    assert ">Philadelphia" in page
    assert "No place of that name" in text_of(client.get("/do/facilities/", {"words": "nowhere at all"}))
    assert client.get("/do/facilities/", {"region": "XX"}).status_code == 422


def test_the_page_of_a_facility_is_there_in_every_language(service: Service, client: Client) -> None:
    load(service, listed())
    page = main_of(client.get("/es/do/facilities/seathol/"))
    assert '<span lang="en" dir="ltr">SEATTLE HOLD ROOM</span>' in page
    assert 'href="/es/do/facilities/"' in page
    assert client.get("/es/do/facilities/").status_code == 200
