"""``limen removal``: the list of facilities and released data from the terminal."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pyarrow.parquet
import pytest
from typer.testing import CliRunner

from limen.cli import build
from limen.offices.removal.models import Facility, FacilityList, ReleaseFile
from limen.offices.removal.tests.test_facilities import ROWS, listed
from limen.offices.removal.tests.test_releases import REMOVALS, take
from tests.factories import Service

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]


@pytest.fixture(autouse=True)
def _files(settings: Any, tmp_path: Path) -> None:
    """Files of its own for each test."""
    settings.MEDIA_ROOT = tmp_path / "files"


def run(*words: str) -> Any:
    return CliRunner().invoke(build(), ["removal", *words])


def test_a_file_is_imported_from_the_terminal_once_with_its_rows_aside(service: Service, tmp_path: Path) -> None:
    path, aside = tmp_path / "removals.csv", tmp_path / "aside.csv"
    path.write_text(REMOVALS, encoding="utf-8")
    first = run("import", str(path), "--aside", str(aside), "--json")
    assert first.exit_code == 1
    told = json.loads(first.stdout)
    assert (told["again"], told["rows"], told["refused"]) == (False, 4, 2)
    assert [row["line"] for row in csv.DictReader(io.StringIO(aside.read_text("utf-8")))] == ["9", "10"]
    again = run("import", str(path), "--by", service.officer("supervisor").username, "--at", "NYC")
    assert "before; nothing was done" in again.output
    assert ReleaseFile.objects.count() == 1


def test_counts_are_told_and_written_from_the_terminal(service: Service, tmp_path: Path) -> None:
    take(service, tmp_path / "removals.csv", REMOVALS)
    out, columns = tmp_path / "out.csv", tmp_path / "out.parquet"
    found = run("stats", "--by", "fiscal-year", "--json", "--csv", str(out), "--parquet", str(columns))
    assert found.exit_code == 0
    assert json.loads(found.stdout)["rows"][1] == {"fiscal_year": "2013", "meaning": "", "rows": 3}
    assert out.read_text(encoding="utf-8").splitlines()[0] == "fiscal_year,meaning,rows"
    assert pyarrow.parquet.read_table(columns).num_rows == 2


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["stats", "--by", "shoe"], 2),
        (["stats", "--stays", "--book-ins"], 2),
        (["stats", "--as", "nobody", "--at", "NYC"], 2),
        (["stats", "--population", "midnight", "--json"], 0),
        (["stats", "--stays", "--json"], 0),
        (["stats", "--book-outs", "--each"], 0),
    ],
)
def test_the_exit_code_says_how_it_went(service: Service, words: list[str], code: int) -> None:
    assert run(*words).exit_code == code


def test_who_may_not_import_is_told_so(service: Service, tmp_path: Path) -> None:
    path = tmp_path / "removals.csv"
    path.write_text(REMOVALS, encoding="utf-8")
    who = service.officer("deportation_officer").username
    assert run("import", str(path), "--by", who, "--at", "NYC", "--purpose", "removal").exit_code == 3


def test_a_list_is_loaded_from_the_terminal_and_a_second_load_does_nothing(service: Service, tmp_path: Path) -> None:
    path = tmp_path / "facilities.csv"
    path.write_bytes(listed(*ROWS, "SHORT|X"))
    who = ["--by", service.officer("administrator").username, "--at", "NYC", "--under", "CBP", "--json"]
    dry = run("facilities", "load", str(path), *who, "--dry-run")
    assert (dry.exit_code, json.loads(dry.stdout)["opened"], Facility.objects.count()) == (1, 3, 0)
    done = json.loads(run("facilities", "load", str(path), *who).stdout)
    assert (done["opened"], len(done["faults"])) == (3, 1)
    again = json.loads(run("facilities", "load", str(path), *who).stdout)
    assert (again["opened"], again["amended"], again["unchanged"]) == (0, 0, 3)
    assert FacilityList.objects.count() == 1
