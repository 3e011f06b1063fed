"""The pages of facilities and of released data."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pyarrow.parquet
import pytest
from django.test import Client

from limen.offices.removal import acts
from limen.offices.removal.models import Facility, FacilityList, ReleaseFile
from limen.offices.removal.tests.test_facilities import listed, load
from limen.offices.removal.tests.test_releases import REMOVALS, STINTS, take
from tests.factories import Service
from tests.signing_in import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _files(settings: Any, tmp_path: Path) -> None:
    """Files of its own for each test."""
    settings.MEDIA_ROOT = tmp_path / "files"


def desk(service: Service, role: str = "supervisor", purpose: str = "statistics") -> Client:
    return signed_in(Client(), service.officer(role), service.jfk, purpose)


def test_anybody_finds_a_facility_its_telephone_and_rules_for_visitors(service: Service, client: Client) -> None:
    load(service, listed())
    record = Facility.objects.get(code="SEATHOL")
    act = acts.AmendFacility(telephone="555 0100", visiting="Daily, 8 to 4.")
    service.do(act, record, role="administrator", purpose="administration")
    page = client.get("/facilities/", {"words": "seattle"}).content.decode()
    assert "SEATTLE HOLD ROOM" in page
    assert "BERKS" not in page.partition("<table")[2]
    assert "<circle" in page
    page = client.get("/facilities/seathol/").content.decode()
    for told in ("1000 SECOND AVE", "555 0100", "Daily, 8 to 4.", "Hold room", "0 people", "Seattle"):
        assert told in page


def test_a_facility_that_is_not_there_is_not_found(service: Service, client: Client) -> None:
    assert client.get("/facilities/NOWHERE/").status_code == 404


def test_few_people_held_are_not_counted_out_to_anybody(
    service: Service, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    load(service, listed())
    monkeypatch.setattr("limen.offices.removal.queries.facilities.population_now", lambda _place: 2)
    page = client.get("/facilities/SEATHOL/").content.decode()
    assert "fewer than 5 people" in page
    assert "2 people" not in page


def test_facilities_are_taken_out_as_csv_and_geojson(service: Service, client: Client) -> None:
    load(service, listed())
    rows = list(csv.DictReader(io.StringIO(client.get("/facilities/?format=csv").content.decode())))
    assert {row["code"] for row in rows} == {"SEATHOL", "BERKSPA", "HUDSPTX"}
    found = json.loads(client.get("/facilities/?format=geojson").content)
    assert [item["properties"]["code"] for item in found["features"]] == ["SEATHOL"]


def test_an_officer_sees_beds_and_who_is_held(service: Service) -> None:
    load(service, listed())
    record = Facility.objects.get(code="BERKSPA")
    act = acts.SetCapacity(beds=12, sex="F", level="low")
    service.do(act, record, role="supervisor", purpose="custody")
    client = desk(service, purpose="custody")
    page = client.get(f"/removal/facility/{record.pk}/").content.decode()
    for told in ("0 held now, of 96 beds", "Women", "12", "families", "Philadelphia"):
        assert told in page
    page = client.get("/removal/facilities/", {"region": "PA", "standing": "open"}).content.decode()
    assert "BERKS FAMILY CENTER" in page
    found = FacilityList.objects.get()
    assert "BERKSPA" not in client.get(f"/removal/facility-list/{found.pk}/").content.decode()


def test_counts_are_shown_and_taken_out(service: Service, tmp_path: Path) -> None:
    take(service, tmp_path / "removals.csv", REMOVALS)
    client = desk(service)
    page = client.get("/removal/statistics/").content.decode()
    assert "4 in all" in page
    assert "2013" in page
    found = client.get("/removal/statistics/", {"by": "category", "format": "csv"}).content.decode()
    assert "16,Reinstated final order,1" in found
    answer = client.get("/removal/statistics/", {"by": "citizenship", "format": "parquet"})
    table = pyarrow.parquet.read_table(io.BytesIO(answer.content)).to_pydict()
    assert dict(zip(table["citizenship"], table["rows"], strict=True)) == {"MEXICO": 2, "FRANCE": 1, "(withheld)": 1}
    record = ReleaseFile.objects.get()
    assert "2/30/2013" in client.get(f"/removal/release/{record.pk}/").content.decode()
    assert "removals.csv" in client.get("/removal/releases/").content.decode()


@pytest.mark.parametrize("count", ["midnight", "24h", "book-ins", "book-outs", "stays"])
def test_populations_and_stays_are_shown(service: Service, tmp_path: Path, count: str) -> None:
    take(service, tmp_path / "stints.csv", STINTS)
    asked = {"count": count, "first": "2024-01-01", "last": "2024-01-04"}
    answer = desk(service).get("/removal/statistics/", asked)
    assert answer.status_code == 200
    assert "2024-01-0" in answer.content.decode()


def test_counts_are_on_the_api(service: Service, tmp_path: Path) -> None:
    take(service, tmp_path / "removals.csv", REMOVALS)
    found = desk(service).get("/api/v1/removal/released", {"by": "year"}).json()
    assert (found["rows"], found["total"]) == ([["2012", "", 4]], 4)
    load(service, listed())
    found = desk(service).get("/api/v1/removal/facilities", {"region": "TX"}).json()
    assert [item["data"]["code"] for item in found["items"]] == ["HUDSPTX"]
