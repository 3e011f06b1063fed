"""A traveller's country, as the passport, the zone and the law name it."""

from __future__ import annotations

import csv
import datetime as dt
import json
import re
from pathlib import Path

import pytest

from limen.law import nationality, pack
from tests.law.tables_support import attribute, by_code, rows

TODAY = dt.date(2026, 11, 24)


def test_the_249_codes_of_the_standard_and_kosovo_are_in_force() -> None:
    countries = by_code("countries", TODAY)
    assert len(countries.keys() - {"XKX"}) == 249
    assert all(re.fullmatch("[A-Z]{3}", code) for code in countries)
    assert len({attribute(row, "iso2") for row in countries.values()}) == 250
    numbers = [attribute(row, "numeric") for code, row in countries.items() if code != "XKX"]
    assert len(set(numbers)) == 249
    assert all(re.fullmatch(r"\d{3}", number) for number in numbers)


@pytest.mark.parametrize(
    ("code", "last_day", "successors"),
    [
        ("DDR", dt.date(1990, 10, 29), {"DEU"}),
        ("SUN", dt.date(1992, 8, 29), {"RUS", "EST", "KAZ"}),
        ("CSK", dt.date(1993, 6, 14), {"CZE", "SVK"}),
        ("ZAR", dt.date(1997, 7, 13), {"COD"}),
        ("TMP", dt.date(2002, 5, 19), {"TLS"}),
        ("YUG", dt.date(2003, 7, 22), {"SCG"}),
        ("SCG", dt.date(2006, 9, 25), {"SRB", "MNE"}),
        ("ANT", dt.date(2010, 12, 14), {"CUW", "SXM", "BES"}),
    ],
)
def test_a_country_that_ended_is_closed_and_leads_to_those_that_followed(
    code: str, last_day: dt.date, successors: set[str]
) -> None:
    row = by_code("countries", last_day)[code]
    after = by_code("countries", last_day + dt.timedelta(days=1))
    assert code not in after
    assert successors <= set(attribute(row, "replaced_by"))
    assert successors <= after.keys()


def test_a_territory_belongs_to_a_state_of_the_table() -> None:
    countries = by_code("countries", TODAY)
    for row in rows("countries"):
        sovereign = attribute(row, "sovereign")
        assert sovereign is None or attribute(countries[sovereign], "kind") == "state", row
        for successor in attribute(row, "replaced_by") or []:
            assert any(other["code"] == successor for other in rows("countries")), row
    assert attribute(countries["PRI"], "sovereign") == "USA"


def test_everyone_with_a_nationality_has_an_adjective_for_it() -> None:
    without = {code for code, row in by_code("countries", TODAY).items() if not attribute(row, "adjective")}
    assert without == {"ATA", "ATF", "BVT", "HMD", "IOT", "SGS", "SJM", "UMI"}


def test_a_code_of_the_arrival_record_means_one_country() -> None:
    numbers = [number for row in rows("countries") for number in attribute(row, "i94") or []]
    assert len(numbers) == len(set(numbers))
    assert attribute(by_code("countries", TODAY)["MEX"], "i94") == [582]


@pytest.mark.shared_data
def test_every_country_of_the_arrival_record_is_known(shared_data: Path) -> None:
    with (shared_data / "codes" / "i94_country_codes.csv").open(encoding="utf-8") as file:
        listed = {int(row["code"]): row["label"] for row in csv.DictReader(file)}
    known = {number for row in rows("countries") for number in attribute(row, "i94") or []}
    assert known <= listed.keys()
    unknown = {number for number in listed.keys() - known if not listed[number].startswith("No Country")}
    # no one country: French West Indies, stateless (twice), at sea (twice), unknown (twice), non-quota
    assert unknown == {757, 0, 705, 700, 730, 999, 239, 710}


def test_zone_codes_lead_to_a_country() -> None:
    codes = {row["code"] for row in rows("countries")}
    for row in rows("icao_states"):
        country = attribute(row, "iso3")
        assert country is None or country in codes, row
    zone = by_code("icao_states", TODAY)
    assert attribute(zone["D"], "iso3") == "DEU"
    assert attribute(zone["D"], "cert_country") == "DE"
    assert {attribute(zone[code], "iso3") for code in ("GBD", "GBN", "GBO", "GBP", "GBS")} == {"GBR"}
    assert attribute(zone["RKS"], "iso3") == "XKX"


def test_the_codes_of_one_country_are_known_as_one() -> None:
    law = pack.load("us")
    assert nationality.codes_of(law, "D", TODAY) == nationality.codes_of(law, "DEU", TODAY) == ["D", "DEU"]
    assert nationality.codes_of(law, "GBR", TODAY) == ["GBR"]
    assert nationality.codes_of(law, "XXA", TODAY) == ["XXA"]
    assert nationality.codes_of(law, "QQQ", TODAY) == ["QQQ"]


def test_a_person_without_a_nationality_is_said_to_be_so() -> None:
    zone = by_code("icao_states", TODAY)
    kinds = {code: attribute(zone[code], "kind") for code in ("XXA", "XXB", "XXC", "XXX", "UTO", "UNO", "XOM")}
    assert kinds == {
        "XXA": "stateless",
        "XXB": "refugee",
        "XXC": "refugee",
        "XXX": "unspecified",
        "UTO": "specimen",
        "UNO": "organisation",
        "XOM": "organisation",
    }


def test_every_state_that_issues_documents_has_a_country_for_its_certificates() -> None:
    for row in rows("icao_states"):
        if attribute(row, "issues") and attribute(row, "kind") in {"state", "territory", "nationality"}:
            assert re.fullmatch("[A-Z]{2}", attribute(row, "cert_country")), row


@pytest.mark.shared_data
def test_every_issuer_of_the_published_specimens_is_known(shared_data: Path) -> None:
    zone = by_code("icao_states", TODAY)
    issuers = set()
    lines = (shared_data / "inspections" / "mrz_specimens.jsonl").read_text(encoding="utf-8").splitlines()
    for line in filter(None, lines):
        issuers.add(json.loads(line)["lines"][0][2:5].rstrip("<"))
    assert len(issuers) > 10
    # BAD is made wrong on purpose; ASU and INP are specimens whose letters Doc 9303 never listed
    assert issuers - zone.keys() == {"BAD", "ASU", "INP"}
