"""The code tables of patrol, custody and removal against the lists they restate, and how a charge is picked."""

from __future__ import annotations

import csv
import datetime as dt
import re
from pathlib import Path

import pytest

from limen.law import load

LAW = load()
TODAY = dt.date(2026, 11, 29)
CHARGES = LAW.codes("charges")


def found(words: str) -> list[str]:
    return [row.code for row in CHARGES.search(words, TODAY)]


@pytest.mark.shared_data
@pytest.mark.parametrize(
    ("table", "file"),
    [
        ("charges", "codes/niem/screening_ChargeCategoryCodeSimpleType.csv"),
        ("arrest_methods", "codes/niem/screening_ArrestMethodCategoryCodeSimpleType.csv"),
        ("entry_statuses", "codes/niem/screening_EntryStatusCategoryCodeSimpleType.csv"),
        ("release_reasons", "codes/niem/immigration_DetentionReleaseReasonCodeSimpleType.csv"),
        ("detainer_lifts", "codes/niem/immigration_DetentionDetainerLiftCodeSimpleType.csv"),
    ],
)
def test_every_code_of_the_departments_list_is_there_once(table: str, file: str, shared_data: Path) -> None:
    with (shared_data / file).open(encoding="utf-8", newline="") as lines:
        listed = [row["code"] for row in csv.DictReader(lines)]
    assert sorted(row.code for row in LAW.codes(table).rows) == sorted(listed)


@pytest.mark.shared_data
def test_every_spelling_of_a_disposition_means_one_row(shared_data: Path) -> None:
    with (shared_data / "enforcement" / "processing_dispositions.csv").open(encoding="utf-8", newline="") as lines:
        spelled = {row["processing_disposition_raw"] for row in csv.DictReader(lines, delimiter="|")}
    table = LAW.codes("disposition_spellings")
    assert {row.code for row in table.rows} == spelled
    assert len(table.rows) == 109


def test_spellings_of_one_disposition_agree() -> None:
    means = {row.code: row.attributes["means"] for row in LAW.codes("disposition_spellings").rows}
    for one, other in (
        ("V", "VOLUNTARY RETURN"),
        ("NTA/DT", "NOTICE TO APPEAR DETAINED (I-862)"),
        ("ER/CF", "EXPEDITED REMOVAL WITH CREDIBLE FEAR"),
    ):
        assert means[one] == means[other]


def test_a_charge_is_found_by_its_paragraph_with_brackets_and_without_and_by_its_words() -> None:
    for words in ("1182(a)(6)(A)", "212(a)(6)(A)(i)", "212a6ai", "present admission"):
        assert "231" in found(words) or "44" in found(words), words
    assert {"280", "484", "944"} <= set(found("237(a)(1)(B)"))
    assert {"503", "963"} <= set(found("101(a)(43)(B)"))
    assert found("aggravated felony violence")[:1] == ["305"]


def test_a_charge_of_the_former_law_is_not_offered_today_but_is_known_for_its_time() -> None:
    assert CHARGES.get("560", TODAY) is None
    assert CHARGES.get("560", dt.date(1990, 1, 1)) is not None
    assert "560" not in found("psychopathic")


def test_a_ground_in_a_charge_is_of_the_table_of_its_kind() -> None:
    tables = {"inadmissible": "inadmissibility_grounds", "removable": "removability_grounds"}
    for row in CHARGES.rows:
        ground = row.attributes.get("ground")
        if ground is not None:
            held = LAW.codes(tables[row.attributes["kind"]]).get(ground, TODAY)
            assert held is not None, row.code
            assert row.attributes["paragraph"] == held.citation, row.code


def test_a_restated_charge_neither_shouts_nor_keeps_the_lists_stars() -> None:
    for row in CHARGES.rows:
        letters = [sign for sign in row.title if sign.isalpha()]
        assert "**" not in row.title
        assert len(letters) < 8 or sum(sign.isupper() for sign in letters) < len(letters) / 2, row.title


def test_every_paragraph_of_removability_is_there() -> None:
    citations = {row.citation for row in LAW.codes("removability_grounds").rows}
    for number, letters in {1: "ABCDEG", 2: "ABCDEF", 3: "ABCD", 4: "ABCDEF"}.items():
        for letter in letters:
            assert any(f"1227(a)({number})({letter})" in text for text in citations), (number, letter)


def test_what_holds_a_person_without_bond_follows_the_paragraphs() -> None:
    rows = LAW.codes("removability_grounds").rows
    assert {row.code for row in rows if row.attributes["mandatory"]} == {
        "2A2",
        "2A3",
        "2B1",
        "2B2",
        "2C",
        "2D1",
        "2D2",
        "2D3",
        "2D4",
        "4B",
    }


@pytest.mark.shared_data
def test_the_categories_of_the_released_removals_are_all_known(shared_data: Path) -> None:
    known = {row.code for row in LAW.codes("removal_categories").rows}
    for name in ("seattle_removals_2012_2019.csv", "seattle_expedited_removals_2012_2019.csv"):
        lines = (shared_data / "enforcement" / name).read_text(encoding="utf-8", errors="replace")
        assert set(re.findall(r",\[([0-9A-Z]+)\] ", lines)) <= known


def test_consular_notice_names_the_treaty_clock_and_leaves_out_no_successor_state() -> None:
    rows = LAW.codes("consular_notification").on(TODAY)
    assert {"ARM", "AZE", "BLR", "GEO", "KAZ", "KGZ", "MDA", "RUS", "TJK", "TKM", "UKR", "UZB"} <= set(rows)
    assert rows["CHN"].attributes["clock"] == "custody.consular_notice_china"
    assert not rows["POL"].attributes["residents"]
    assert {"MEX", "CAN", "DEU", "ALB"} & set(rows) == {"ALB"}
    assert set(rows) <= set(LAW.codes("countries").on(TODAY))


def test_a_level_of_custody_kept_apart_is_kept_apart_from_both_sides() -> None:
    levels = LAW.codes("custody_levels").on(TODAY)
    for code, row in levels.items():
        for other in row.attributes["apart"]:
            if code != "unclassified":
                assert code in levels[other].attributes["apart"]


def test_no_table_of_custody_records_religion_or_ethnicity() -> None:
    for table in ("special_needs", "custody_levels", "processing_questions"):
        for row in LAW.codes(table).rows:
            assert not re.search(r"religio|ethnic|\brace\b", f"{row.code} {row.title}", re.IGNORECASE), row.code
