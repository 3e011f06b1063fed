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


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("/facilities/", "/do/facilities/"),
        ("/facilities/?region=PA&format=csv", "/do/facilities/?region=PA&format=csv"),
        ("/facilities/SEATHOL/", "/do/facilities/seathol/"),
        ("/locator/", "/do/find-a-person/"),
    ],
)
def test_what_anybody_may_look_up_stands_on_the_public_site(client: Client, old: str, new: str) -> None:
    answer = client.get(old)
    assert (answer.status_code, answer["Location"]) == (301, new)


def test_officers_take_facilities_out_as_csv_and_geojson(service: Service) -> None:
    load(service, listed())
    client = desk(service, purpose="custody")
    rows = list(csv.DictReader(io.StringIO(client.get("/removal/facilities/?format=csv").content.decode("utf-8-sig"))))
    assert {row["code"] for row in rows} == {"SEATHOL", "BERKSPA", "HUDSPTX"}
    found = json.loads(client.get("/removal/facilities/?format=geojson").content)
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
