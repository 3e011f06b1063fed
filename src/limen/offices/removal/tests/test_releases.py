"""Released data: read once, redactions kept, bad rows aside, counted as a spreadsheet counts them."""

from __future__ import annotations

import csv
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from limen.kernel import BadInput, GuardRefused
from limen.offices.removal import acts, keeping
from limen.offices.removal.counting import Asked
from limen.offices.removal.models import ReleaseFile
from limen.offices.removal.queries import releases
from tests.factories import Service

pytestmark = pytest.mark.django_db
ABOVE = "ERO-LESA Statistical Tracking Unit,,,,\nFor Official Use Only (FOUO),,,,\n,,,,\n"
REMOVALS = f"""{ABOVE}Departed Date,Date of Birth,Gender,Country of Citizenship,Case Category
9/30/2012,"(b)(6),(b)(7)(c )",Male,MEXICO,[8C] Excludable / Inadmissible - Administrative Final Order Issued
10/1/2012,"(b)(6),(b)(7)(c )",Female,MEXICO,[16] Reinstated Final Order
10/1/2012,"(b)(6),(b)(7)(c )",Female,"(b)(6)",
12/31/2012,"(b)(6),(b)(7)(c )",Male,FRANCE,[8F] Expedited Removal
2/30/2013,"(b)(6),(b)(7)(c )",Male,FRANCE,[8F] Expedited Removal
1/1/2013,Male,MEXICO
Total,,,,
"""
STINTS = """Book In Date Time,Book Out Date Time,Detention Facility Code,Detention Facility,Unique Identifier
2024-01-01 10:00,2024-01-03 09:00,AAA,Alpha,p1
2024-01-03 12:00,2024-01-05 12:00,BBB,Beta,p1
2024-01-02 08:00,,AAA,Alpha,p2
2024-01-02 08:00,2024-01-02 20:00,AAA,Alpha,p3
2024-01-04 08:00,2024-01-04 07:00,AAA,Alpha,p4
"""


@pytest.fixture(autouse=True)
def _files(settings: Any, tmp_path: Path) -> None:
    """Files of its own for each test."""
    settings.MEDIA_ROOT = tmp_path / "files"


def keep(path: Path, text: str) -> str:
    path.write_text(text, encoding="utf-8")
    return keeping.keep(path).digest


def take(service: Service, path: Path, text: str = "") -> ReleaseFile:
    digest = keep(path, text) if text else keeping.keep(path).digest
    act = acts.ImportRelease(digest=digest, name=path.name)
    return service.do(act, role="supervisor", purpose="statistics")  # type: ignore[no-any-return]


def counted(service: Service, asked: Asked, by: str) -> dict[str, int]:
    found = releases.statistics(asked, by, viewer=service.viewer("supervisor", "statistics"))
    return {key: count for key, _meaning, count in found.rows}


def test_a_file_is_taken_over_with_its_redactions_and_its_bad_rows_aside(service: Service, tmp_path: Path) -> None:
    found = take(service, tmp_path / "removals.csv", REMOVALS)
    assert (found.rows, found.refused, found.first_day, found.last_day) == (
        4,
        2,
        date(2012, 9, 30),
        date(2012, 12, 31),
    )
    aside = list(releases.aside(found, viewer=service.viewer("supervisor", "statistics")))
    assert [(line, rule) for line, _sheet, rule, *_ in aside] == [(9, "date.unreadable"), (10, "row.columns")]
    assert aside[1][-1] == "1/1/2013,Male,MEXICO"


def test_removals_are_counted_by_fiscal_year_category_and_citizenship(service: Service, tmp_path: Path) -> None:
    take(service, tmp_path / "removals.csv", REMOVALS)
    asked = Asked("removal")
    assert counted(service, asked, "fiscal-year") == {"2012": 1, "2013": 3}
    assert counted(service, asked, "year") == {"2012": 4}
    assert counted(service, asked, "category") == {"": 1, "16": 1, "8C": 1, "8F": 1}
    assert counted(service, asked, "citizenship") == {"MEXICO": 2, "(withheld)": 1, "FRANCE": 1}
    assert counted(service, Asked("removal", date(2012, 10, 1), date(2012, 10, 1)), "gender") == {"Female": 2}


def test_the_same_file_is_taken_over_once_under_any_name(service: Service, tmp_path: Path) -> None:
    take(service, tmp_path / "removals.csv", REMOVALS)
    with pytest.raises(GuardRefused, match="once"):
        take(service, tmp_path / "again.csv", REMOVALS)
    assert counted(service, Asked("removal"), "year") == {"2012": 4}


def test_a_wholly_redacted_row_of_two_files_is_two_rows(service: Service, tmp_path: Path) -> None:
    """Of whom no file says who they were, nobody can say that two are one."""
    take(service, tmp_path / "one.csv", REMOVALS)
    take(service, tmp_path / "two.csv", REMOVALS + "\n")
    assert counted(service, Asked("removal"), "year") == {"2012": 8}


def test_a_numbered_row_of_two_files_is_one_row_and_the_later_tells_how_it_ended(
    service: Service, tmp_path: Path
) -> None:
    take(service, tmp_path / "one.csv", STINTS)
    later = STINTS.replace("2024-01-02 08:00,,AAA", "2024-01-02 08:00,2024-01-06 08:00,AAA")
    take(service, tmp_path / "two.csv", later + "2024-02-01 08:00,,CCC,Gamma,p9\n")
    assert counted(service, Asked("stint"), "facility") == {"AAA": 4, "BBB": 1, "CCC": 1}
    viewer = service.viewer("supervisor", "statistics")
    asked = Asked("stint", date(2024, 1, 5), date(2024, 1, 6), "AAA")
    assert releases.population(asked, "midnight", viewer=viewer).rows == [("2024-01-05", 1), ("2024-01-06", 0)]


def test_populations_book_ins_and_book_outs_by_day(service: Service, tmp_path: Path) -> None:
    take(service, tmp_path / "stints.csv", STINTS)
    viewer = service.viewer("supervisor", "statistics")
    days = Asked("stint", date(2024, 1, 1), date(2024, 1, 4))
    found = {name: releases.population(days, name, viewer=viewer) for name in releases.MEASURES}
    assert [row[1] for row in found["midnight"].rows] == [1, 2, 2, 2]
    assert [row[1] for row in found["24h"].rows] == [1, 3, 2, 2]
    assert [row[1] for row in found["book-ins"].rows] == [1, 2, 1, 0]
    assert [row[1] for row in found["book-outs"].rows] == [0, 1, 1, 0]
    assert found["midnight"].notes["left_out"] == 1
    each = releases.population(days, "24h", viewer=viewer, each=True)
    assert ("AAA", "2024-01-03", 2) in each.rows
    assert ("BBB", "2024-01-03", 1) in each.rows


def test_stints_make_stays_and_their_lengths(service: Service, tmp_path: Path) -> None:
    take(service, tmp_path / "stints.csv", STINTS)
    found = releases.stays(Asked("stint"), viewer=service.viewer("supervisor", "statistics"))
    assert (found.notes["stints"], found.notes["all_stays"]) == (4, 3)
    # p1 was held 98 hours, p3 twelve; p2 is held still, and is in no length. The release covers until 4 January.
    assert found.rows == [("2024-01-01", "2024-01-04", 1, 0.5, 0.5, 0.5)]


def test_a_kept_file_that_was_changed_is_not_counted(service: Service, tmp_path: Path) -> None:
    found = take(service, tmp_path / "removals.csv", REMOVALS)
    path = keeping.folder(found.digest) / "removal.parquet"
    path.write_bytes(path.read_bytes() + b"x")
    with pytest.raises(GuardRefused, match="not what was read"):
        counted(service, Asked("removal"), "year")


def test_a_file_that_was_not_read_here_is_refused(service: Service) -> None:
    act = acts.ImportRelease(digest="0" * 64, name="x.csv")
    with pytest.raises(BadInput, match="No file of this digest"):
        service.do(act, role="supervisor", purpose="statistics")


def test_what_is_no_release_is_refused_and_leaves_nothing(tmp_path: Path, settings: Any) -> None:
    with pytest.raises(BadInput, match="no release"):
        keep(tmp_path / "x.csv", "a,b\n1,2\n")
    assert [path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()] == []


@pytest.mark.parametrize(
    "asked", [Asked("removal", facility="AAA"), Asked("stint", date(2024, 1, 2), date(2024, 1, 1))]
)
def test_what_cannot_be_counted_is_bad_input(service: Service, tmp_path: Path, asked: Asked) -> None:
    take(service, tmp_path / "stints.csv", STINTS)
    viewer = service.viewer("supervisor", "statistics")
    with pytest.raises(BadInput):
        releases.statistics(asked, "port", viewer=viewer)
    with pytest.raises(BadInput):
        releases.statistics(Asked("removal"), "shoe size", viewer=viewer)


@pytest.mark.shared_data
def test_the_two_seattle_files_give_the_totals_a_spreadsheet_gives(
    service: Service, shared_data: Path, tmp_path: Path
) -> None:
    """Counted beside with ``csv``; docs/releases.md says the formulas. Of both files 26,913 rows.

    ``awk -F/ 'NR>7 {split($3,y,","); print y[1]+($1>=10)}' seattle_removals_2012_2019.csv | sort | uniq -c`` gives the
    years, and 7 heading lines are skipped.
    """
    years: Counter[str] = Counter()
    categories: Counter[str] = Counter()
    for name in ("seattle_removals_2012_2019.csv", "seattle_expedited_removals_2012_2019.csv"):
        path = shared_data / "enforcement" / name
        take(service, path)
        with path.open(encoding="utf-8", newline="") as file:
            for row in list(csv.reader(file))[7:]:
                month, _day, year = map(int, row[0].split("/"))
                years[str(year + (month >= 10))] += 1
                categories[row[6].partition("]")[0].lstrip("[")] += 1
    assert counted(service, Asked("removal"), "fiscal-year") == dict(years)
    assert counted(service, Asked("removal"), "category") == dict(categories)
    assert years["2013"] == 3667 + 804
    assert sum(years.values()) == 20_384 + 6_529


@pytest.mark.shared_data
def test_every_category_of_the_two_seattle_files_has_a_meaning_in_the_law_pack(
    service: Service, shared_data: Path
) -> None:
    for name in ("seattle_removals_2012_2019.csv", "seattle_expedited_removals_2012_2019.csv"):
        take(service, shared_data / "enforcement" / name)
    found = releases.statistics(Asked("removal"), "category", viewer=service.viewer("supervisor", "statistics"))
    assert len(found.rows) == 24
    assert all(meaning for _key, meaning, _count in found.rows)
