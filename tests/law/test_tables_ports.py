"""Where a traveller may ask to come in, and whether the map is right about it."""

from __future__ import annotations

import csv
import datetime as dt
import math
import re
import zoneinfo
from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest

from tests.law.tables_support import Row, attribute, by_code, documents, rows

TODAY = dt.date(2026, 11, 24)

# south, north, west, east of each state and territory, rounded outwards to a tenth of a degree
BOXES = {
    "AK": (51.0, 71.5, -180.0, -129.9),
    "AL": (30.1, 35.1, -88.6, -84.8),
    "AR": (33.0, 36.6, -94.7, -89.6),
    "AZ": (31.3, 37.1, -114.9, -109.0),
    "CA": (32.5, 42.1, -124.5, -114.1),
    "CO": (36.9, 41.1, -109.1, -102.0),
    "CT": (40.9, 42.1, -73.8, -71.7),
    "DC": (38.7, 39.1, -77.6, -76.9),  # with Dulles
    "DE": (38.4, 39.9, -75.8, -75.0),
    "FL": (24.3, 31.1, -87.7, -79.9),
    "GA": (30.3, 35.1, -85.7, -80.7),
    "GU": (13.2, 13.7, 144.6, 145.0),
    "HI": (18.8, 22.3, -160.4, -154.7),
    "IA": (40.3, 43.6, -96.7, -90.1),
    "ID": (41.9, 49.1, -117.3, -111.0),
    "IL": (36.9, 42.6, -91.6, -87.0),
    "IN": (37.7, 41.8, -88.1, -84.7),
    "KS": (36.9, 40.1, -102.1, -94.5),
    "KY": (36.4, 39.2, -89.6, -81.9),
    "LA": (28.8, 33.1, -94.1, -88.7),
    "MA": (41.1, 42.9, -73.6, -69.8),
    "MD": (37.8, 39.8, -79.5, -74.9),
    "ME": (42.9, 47.5, -71.1, -66.8),
    "MI": (41.6, 48.3, -90.5, -82.1),
    "MN": (43.4, 49.4, -97.3, -89.4),
    "MO": (35.9, 40.7, -95.8, -89.0),
    "MP": (14.0, 20.6, 144.8, 146.1),
    "MS": (30.0, 35.1, -91.7, -88.0),
    "MT": (44.3, 49.1, -116.1, -104.0),
    "NC": (33.7, 36.6, -84.4, -75.4),
    "ND": (45.9, 49.1, -104.1, -96.5),
    "NE": (39.9, 43.1, -104.1, -95.3),
    "NH": (42.6, 45.4, -72.6, -70.5),
    "NJ": (38.8, 41.4, -75.6, -73.8),
    "NM": (31.3, 37.1, -109.1, -102.9),
    "NV": (34.9, 42.1, -120.1, -114.0),
    "NY": (40.4, 45.1, -79.8, -71.8),
    "OH": (38.3, 42.0, -84.9, -80.5),
    "OK": (33.6, 37.1, -103.1, -94.4),
    "OR": (41.9, 46.3, -124.7, -116.4),
    "PA": (39.7, 42.4, -80.6, -74.6),
    "PR": (17.8, 18.6, -68.0, -65.1),
    "RI": (41.1, 42.1, -71.9, -71.1),
    "SC": (32.0, 35.3, -83.4, -78.5),
    "SD": (42.4, 46.0, -104.1, -96.4),
    "TN": (34.9, 36.7, -90.4, -81.6),
    "TX": (25.8, 36.6, -106.7, -93.5),
    "UM": (-0.5, 28.5, -177.5, 167.0),
    "UT": (36.9, 42.1, -114.1, -109.0),
    "VA": (36.5, 39.5, -83.7, -75.2),
    "VI": (17.6, 18.5, -65.1, -64.5),
    "VT": (42.7, 45.1, -73.5, -71.4),
    "WA": (45.5, 49.1, -124.8, -116.9),
    "WI": (42.4, 47.1, -92.9, -86.7),
    "WV": (37.1, 40.7, -82.7, -77.7),
    "WY": (40.9, 45.1, -111.1, -104.0),
}


def line(text: str) -> list[tuple[float, float]]:
    """Return the points of a line written as `longitude latitude; …`."""
    return [(float(lon), float(lat)) for lon, lat in (point.split() for point in text.split(";"))]


# the two land borders as a few points each (longitude, latitude), drawn for this test from memory of the map
NORTH = line(
    """
    -123.3 49.0; -95.15 49.0; -95.15 49.37; -94.68 48.75; -93.4 48.6; -92.5 48.4; -91.4 48.07; -90.75
    48.1; -89.6 48.0; -88.4 48.3; -84.9 46.9; -84.36 46.5; -83.6 46.0; -82.4 45.3; -82.42 43.0; -82.52
    42.6; -83.1 42.25; -82.4 41.7; -78.9 42.85; -79.05 43.25; -76.8 43.6; -76.35 44.15; -75.8 44.4;
    -74.7 45.0; -71.5 45.01; -71.3 45.3; -70.85 45.25; -70.8 45.42; -70.4 45.8; -70.25 46.15; -70.05
    46.42; -69.99 46.7; -69.23 47.46; -69.05 47.3; -68.3 47.36; -67.79 47.07; -67.78 45.7; -67.45 45.6;
    -67.42 45.2; -67.1 45.1; -66.97 44.8
    """
)
ALASKA = line(
    """
    -141.0 69.6; -141.0 60.3; -139.1 60.1; -137.5 58.9; -136.4 59.45; -135.0 59.6; -133.4 58.4; -131.8
    56.6; -130.0 55.95; -130.1 55.0
    """
)
SOUTH = line(
    """
    -117.12 32.53; -114.72 32.72; -114.81 32.49; -111.07 31.33; -108.21 31.33; -108.21 31.78; -106.53
    31.78; -106.2 31.47; -105.4 30.85; -104.9 30.57; -104.5 29.65; -103.2 28.98; -102.7 29.7; -101.4
    29.77; -100.65 29.1; -100.3 28.28; -99.5 27.55; -99.15 26.55; -98.2 26.05; -97.15 25.96
    """
)
BEHIND_THE_LINE = {"STA", "ELY"}  # a railway inspected in the town; canoes that report from it
NEAR_KM = 30.0


def kilometres_from(border: list[tuple[float, float]], lat: float, lon: float) -> float:
    """Return the distance of a point from a line of points, on a plane true at the point's latitude."""
    east = 111.32 * math.cos(math.radians(lat))
    best = math.inf
    for (x1, y1), (x2, y2) in pairwise(border):
        ax, ay, bx, by = (x1 - lon) * east, (y1 - lat) * 111.32, (x2 - lon) * east, (y2 - lat) * 111.32
        length = (bx - ax) ** 2 + (by - ay) ** 2
        along = 0.0 if length == 0 else max(0.0, min(1.0, -(ax * (bx - ax) + ay * (by - ay)) / length))
        best = min(best, math.hypot(ax + along * (bx - ax), ay + along * (by - ay)))
    return best


def placed() -> list[Row]:
    return [row for row in rows("ports_of_entry") if attribute(row, "lat") is not None]


def domestic() -> list[Row]:
    return [row for row in placed() if attribute(row, "country") in {"USA", "UMI"}]


def test_five_hundred_ports_are_on_the_map_with_their_zone() -> None:
    assert len(placed()) > 550
    assert len(domestic()) > 500
    assert all(attribute(row, "lon") is not None and attribute(row, "zone") for row in placed())
    kinds = Counter(attribute(row, "type") for row in rows("ports_of_entry"))
    assert kinds["land"] >= 160
    assert kinds["air"] >= 225
    assert kinds["sea"] >= 100
    assert kinds["preclearance"] == 17


def test_each_part_holds_its_kind() -> None:
    expected = {
        "land": {"land"},
        "air": {"air", "preclearance"},
        "sea": {"sea"},
        "other": {"abroad", "other"},
    }
    for document in documents("ports_of_entry"):
        kinds = {attribute(row, "type") for row in document["code"]}
        assert kinds == expected[document["table"]["part"]]


def test_each_port_lies_in_its_state() -> None:
    for row in domestic():
        south, north, west, east = BOXES[attribute(row, "subdivision")]
        assert south <= attribute(row, "lat") <= north, row
        assert west <= attribute(row, "lon") <= east, row


def test_each_land_port_lies_by_the_border() -> None:
    for row in domestic():
        if attribute(row, "type") == "land" and row["code"] not in BEHIND_THE_LINE:
            lat, lon = attribute(row, "lat"), attribute(row, "lon")
            distance = min(kilometres_from(border, lat, lon) for border in (NORTH, ALASKA, SOUTH))
            assert distance <= NEAR_KM, (row["code"], row["title"], round(distance))


def test_no_position_is_degrees_and_minutes_read_as_decimals() -> None:
    """Much of the 49th parallel is written 48.59 in the location codes: 48 degrees 59 minutes."""
    along = [row for row in domestic() if attribute(row, "type") == "land" and attribute(row, "subdivision") == "ND"]
    assert len(along) > 15
    assert all(abs(attribute(row, "lat") - 49.0) < 0.01 for row in along)


def test_each_zone_is_one_the_clock_knows() -> None:
    for zone in {attribute(row, "zone") for row in placed()}:
        assert zoneinfo.ZoneInfo(zone).key == zone


@pytest.mark.parametrize(
    ("code", "zone"),
    [
        ("SYS", "America/Los_Angeles"),
        ("NOG", "America/Phoenix"),
        ("ELP", "America/Denver"),
        ("LAR", "America/Chicago"),
        ("DET", "America/Detroit"),
        ("CHM", "America/New_York"),
        ("AGA", "Pacific/Guam"),
        ("SAJ", "America/Puerto_Rico"),
        ("DUB", "Europe/Dublin"),
    ],
)
def test_an_officer_reads_the_clock_of_his_post(code: str, zone: str) -> None:
    assert attribute(by_code("ports_of_entry", TODAY)[code], "zone") == zone


def test_one_airport_is_one_port() -> None:
    airports = [attribute(row, "iata") for row in rows("ports_of_entry") if attribute(row, "iata")]
    airports += [code for row in rows("ports_of_entry") for code in attribute(row, "iata_also") or []]
    assert [code for code, times in Counter(airports).items() if times > 1] == []
    assert all(re.fullmatch("[A-Z]{3}", code) for code in airports)


def test_letters_that_mean_another_airport_are_explained() -> None:
    """SNA is San Antonio here and Santa Ana to an airline; each such trap carries the airline code."""
    ports = by_code("ports_of_entry", TODAY)
    for code, iata in {
        "SNA": "SAT",
        "DAL": "DFW",
        "MAA": "AUH",
        "CHS": "CRW",
        "LVG": "LAS",
        "SPM": "MSP",
    }.items():
        assert attribute(ports[code], "iata") == iata


def test_schedule_d_numbers_have_four_digits_and_locodes_five_letters() -> None:
    for row in rows("ports_of_entry"):
        assert re.fullmatch(r"\d{4}", attribute(row, "schedule_d") or "0000"), row
        assert re.fullmatch(r"US[A-Z]{3}", attribute(row, "unlocode") or "USXXX"), row


def test_a_merged_code_is_closed_and_leads_to_a_port_in_force() -> None:
    ports = by_code("ports_of_entry", TODAY)
    merged = [row for row in rows("ports_of_entry") if attribute(row, "replaced_by")]
    assert len(merged) == 12
    for row in merged:
        assert attribute(ports[attribute(row, "replaced_by")], "type") in {"land", "air", "sea"}


def test_countries_of_posts_abroad_are_known() -> None:
    countries = by_code("countries", TODAY)
    assert {attribute(row, "country") for row in rows("ports_of_entry")} - {None} <= countries.keys()


@pytest.mark.shared_data
def test_every_code_of_the_agency_list_has_a_row(shared_data: Path) -> None:
    with (shared_data / "codes" / "i94_port_codes.csv").open(encoding="utf-8") as file:
        listed = {row["code"] for row in csv.DictReader(file)}
    assert len(listed) == 659
    assert listed == {row["code"] for row in rows("ports_of_entry")}


@pytest.mark.shared_data
def test_every_port_of_a_real_month_of_arrivals_is_known(shared_data: Path) -> None:
    with (shared_data / "codes" / "i94_admission_sample_1000.csv").open(encoding="utf-8") as file:
        used = Counter(row["i94port"] for row in csv.DictReader(file))
    ports = by_code("ports_of_entry", dt.date(2016, 4, 15))
    assert used.keys() <= ports.keys()
    unplaced = {code for code in used if attribute(ports[code], "lat") is None}
    assert unplaced == {"X96"}  # the list knows no port of this code
