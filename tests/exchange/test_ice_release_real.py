"""The agency's own files: read whole, the counts made on the text by other means."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

import pytest

from limen.exchange.ice_release import (
    Reading,
    Redacted,
    Removal,
    by_category,
    by_citizenship,
    by_year,
    fold_disposition,
    parse,
    write,
)

OTHER, EXPEDITED = "seattle_removals_2012_2019.csv", "seattle_expedited_removals_2012_2019.csv"
FEDERAL = (10, 1)
HEADING_LINES = 7


def removals(reading: Reading) -> list[Removal]:
    """Return the rows as removals."""
    return [row for row in reading.rows if isinstance(row, Removal)]


def lines(path: Path) -> list[list[str]]:
    """Return the rows below the heading lines, as plain text."""
    with path.open(encoding="utf-8", newline="") as text:
        return list(csv.reader(text))[HEADING_LINES:]


@pytest.mark.shared_data
@pytest.mark.parametrize(("name", "count"), [(OTHER, 20_384), (EXPEDITED, 6_529)])
def test_every_removal_of_seattle_is_read(shared_data: Path, name: str, count: int) -> None:
    path = shared_data / "enforcement" / name
    read = parse(path.read_bytes())
    assert (len(read.rows), read.faults, read.skipped) == (count, (), 0)
    plain = lines(path)
    assert len(plain) == count
    for row, (day, born, gender, country, event, conviction, category) in zip(removals(read), plain, strict=True):
        month, date, year = (int(part) for part in day.split("/"))
        assert row.departed is not None
        assert not isinstance(row.departed, Redacted)
        assert (row.departed.year, row.departed.month, row.departed.day) == (year, month, date)
        assert (born, row.birth_date) == ("(b)(6),(b)(7)(c )", Redacted(("b6", "b7c")))
        assert (event, row.event) == ("(b)(7)(E )", Redacted(("b7e",)))
        assert (row.gender, row.citizenship, row.case_category) == (gender, country, category)
        assert (row.conviction or "") == " ".join(conviction.split())
    assert len({row.digest for row in read.rows}) == count


@pytest.mark.shared_data
def test_totals_by_federal_fiscal_year_are_those_of_a_spreadsheet(shared_data: Path) -> None:
    found = {name: removals(parse((shared_data / "enforcement" / name).read_bytes())) for name in (OTHER, EXPEDITED)}
    for name, rows in found.items():
        plain = Counter[int]()
        for line in lines(shared_data / "enforcement" / name):
            month, _, year = (int(part) for part in line[0].split("/"))
            plain[year + (month >= 10)] += 1
        assert by_year(rows, FEDERAL) == dict(sorted(plain.items()))
    assert by_year(found[OTHER], FEDERAL) == {
        2012: 4456, 2013: 3667, 2014: 1623, 2015: 1148, 2016: 1056, 2017: 2832, 2018: 3290, 2019: 2312,
    }  # fmt: skip
    assert by_year(found[EXPEDITED], FEDERAL) == {
        2012: 540, 2013: 804, 2014: 766, 2015: 574, 2016: 1052, 2017: 1148, 2018: 820, 2019: 825,
    }  # fmt: skip
    calendar = Counter(int(line[0].rsplit("/", 1)[1]) for line in lines(shared_data / "enforcement" / OTHER))
    assert by_year(found[OTHER], (1, 1)) == dict(sorted(calendar.items()))


@pytest.mark.shared_data
def test_totals_by_category_and_citizenship_are_those_of_a_spreadsheet(shared_data: Path) -> None:
    found = {name: removals(parse((shared_data / "enforcement" / name).read_bytes())) for name in (OTHER, EXPEDITED)}
    assert by_category(found[OTHER]) == {
        "8C": 9535, "16": 6866, "3": 1871, "11": 932, "9": 539, "8E": 206, "10": 140, "8A": 86, "2A": 64, "5B": 53,
        "14": 43, "1A": 13, "5E": 11, "8B": 10, "2B": 4, "5C": 3, "12": 3, "5D": 2, "5F": 2, "1B": 1,
    }  # fmt: skip
    assert by_category(found[EXPEDITED]) == {"8F": 3602, "8G": 2865, "8I": 40, "8H": 22}
    for name, rows in found.items():
        plain = Counter(line[3] for line in lines(shared_data / "enforcement" / name))
        assert by_citizenship(rows) == dict(plain)


@pytest.mark.shared_data
def test_a_file_written_again_is_the_same_release(shared_data: Path) -> None:
    read = parse((shared_data / "enforcement" / EXPEDITED).read_bytes())
    again = parse(write(read.rows))
    assert [row.digest for row in again.rows] == [row.digest for row in read.rows]


@pytest.mark.shared_data
def test_no_two_published_spellings_of_a_disposition_fold_together_unless_they_mean_the_same(shared_data: Path) -> None:
    with (shared_data / "enforcement" / "processing_dispositions.csv").open(encoding="utf-8") as text:
        pairs = [(row[0], row[1]) for row in csv.reader(text, delimiter="|")][1:]
    folded = Counter(fold_disposition(raw) for raw, _ in pairs)
    assert len(pairs) == len(folded) == 109
    assert all(fold_disposition(raw.lower().replace(" ", "  ")) in folded for raw, _ in pairs)
    clean = {fold_disposition(name) for _, name in pairs if name}
    assert len(clean) == len({name.strip() for _, name in pairs if name.strip()})


def test_spellings_of_a_disposition_fold_together() -> None:
    for one, other in (
        ("Notice to Appear (I-862)", "NOTICE TO APPEAR I-862"),
        ("VWP REMOVAL (GUAM-CNMI)", "vwp removal  guam/cnmi"),
        ("PROSECUTORIAL DISCRETION ", "Prosecutorial Discretion"),
        ("NTA_1", "nta 1"),
    ):
        assert fold_disposition(one) == fold_disposition(other)
    assert fold_disposition("NTA") != fold_disposition("NTA_1")
    assert fold_disposition("I-210") == "I 210"
    assert fold_disposition(" / ") == ""
