"""What is kept counts as what was read: the columns give the populations and totals that the rows give."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest.mock import patch

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from limen.exchange.ice_release import Redacted, Removal, Stint, by_category, by_year, write
from limen.exchange.ice_release.stays import Stints, population, stays, stints_of
from limen.offices.removal import counting, keeping
from limen.offices.removal.counting import Asked, KeptFile

BEGUN = datetime(2024, 1, 1)  # noqa: DTZ001 - published times have no zone
FIRST, LAST = date(2023, 12, 31), date(2024, 1, 20)
WITHHELD = Redacted(("b6", "b7c"))
texts = st.one_of(st.none(), st.just(WITHHELD), st.sampled_from(["MEXICO", "FRANCE", "É'%_\"x"]))
hours = st.integers(0, 14 * 24)


@st.composite
def stint(draw: st.DrawFn) -> Stint:
    begun = BEGUN + timedelta(hours=draw(hours))
    ended = draw(st.one_of(st.none(), hours.map(lambda more: begun + timedelta(hours=more - 5))))
    person = draw(st.one_of(st.none(), st.just(WITHHELD), st.sampled_from(["p1", "p2", "p3"])))
    code = draw(st.sampled_from(["AAA", "BBB", "C'C"]))
    return Stint(0, "", person=person, book_in=begun, book_out=ended, facility_code=code, facility=code.lower())


@st.composite
def removal(draw: st.DrawFn) -> Removal:
    day = date(2011, 9, 1) + timedelta(days=draw(st.integers(0, 3_000)))
    category = draw(st.one_of(st.none(), st.just(WITHHELD), st.sampled_from(["[8C] Excludable", "[16] Order", "none"])))
    return Removal(0, "", departed=day, citizenship=draw(texts), gender=draw(texts), case_category=category)


def kept(folder: str, name: str, source: bytes, kind: str) -> KeptFile:
    path = Path(folder) / name
    path.write_bytes(source)
    found = keeping.keep(path)
    (table,) = found.tables
    return KeptFile(keeping.folder(found.digest) / f"{kind}.parquet", date.fromisoformat(table.last_day))


@pytest.fixture(autouse=True)
def _files(settings: object, tmp_path: Path) -> None:
    """Files of its own for each test."""
    settings.MEDIA_ROOT = tmp_path / "files"  # type: ignore[attr-defined]


def people_alike(one: Stints, other: Stints) -> None:
    """Compare the counts; people and facilities are numbered as each finds them."""
    found = [population(told, FIRST, LAST, as_of=LAST) for told in (one, other)]
    at = [np.argsort(list(item.facilities)) for item in found]
    assert sorted(found[0].facilities) == sorted(found[1].facilities)
    for name in ("midnight", "whole_day", "book_ins", "book_outs"):
        left, right = (getattr(item, name)[order] for item, order in zip(found, at, strict=True))
        assert left.tolist() == right.tolist()
    joined = [stays(told, timedelta(hours=24)) for told in (one, other)]
    spans = [sorted(zip(item.start.tolist(), item.end.tolist(), strict=True)) for item in joined]
    assert spans[0] == spans[1]


@settings(max_examples=30, deadline=None)
@given(st.lists(stint(), min_size=1, max_size=25))
def test_kept_stints_give_the_populations_and_stays_of_the_rows(rows: list[Stint]) -> None:
    with TemporaryDirectory() as folder:
        found = counting.stints([kept(folder, "stints.csv", write(rows), "stint")])
    read = stints_of(rows)
    assert found.left_out == read.left_out
    people_alike(found, read)


@settings(max_examples=30, deadline=None)
@given(st.lists(removal(), min_size=1, max_size=25))
def test_kept_removals_give_the_totals_of_the_rows(rows: list[Removal]) -> None:
    with TemporaryDirectory() as folder:
        files = [kept(folder, "removals.csv", write(rows), "removal")]
    found = {tally.key: tally.count for tally in counting.tallies(Asked("removal"), "fiscal-year", files, (10, 1))}
    assert found == {str(year): count for year, count in by_year(rows, (10, 1)).items()}
    found = {tally.key: tally.count for tally in counting.tallies(Asked("removal"), "category", files, (10, 1))}
    untold = found.pop("", 0) + found.pop("(withheld)", 0)
    assert {**found, **({"": untold} if untold else {})} == by_category(rows)
    for by in ("citizenship", "gender", "day"):
        tallies = counting.tallies(Asked("removal"), by, files, (10, 1))
        assert sum(tally.count for tally in tallies) == len(rows)
        assert len({tally.key for tally in tallies}) == len(tallies)
    withheld = sum(isinstance(row.gender, Redacted) for row in rows)
    found = {tally.key: tally.count for tally in counting.tallies(Asked("removal"), "gender", files, (10, 1))}
    assert found.get("(withheld)", 0) == withheld


def test_two_rows_of_one_person_and_moment_in_one_file_are_two(tmp_path: Path) -> None:
    row = Stint(0, "", person="p1", book_in=BEGUN, facility_code="AAA", facility="Alpha")
    files = [
        kept(str(tmp_path), "one.csv", write([row, row, replace(row, person="p2")]), "stint"),
        kept(str(tmp_path), "two.csv", write([row, row, row]), "stint"),
    ]
    tallies = counting.tallies(Asked("stint"), "facility", files, (10, 1))
    assert [(tally.key, tally.count) for tally in tallies] == [("AAA", 4)]


def test_a_file_kept_again_gives_the_same_columns(tmp_path: Path) -> None:
    row = Removal(0, "", departed=date(2012, 1, 3), citizenship="MEXICO", birth_date=WITHHELD)
    path = tmp_path / "removals.csv"
    path.write_bytes(write([row]))
    assert keeping.keep(path) == keeping.keep(path)


def test_a_read_that_breaks_off_leaves_what_was_kept_before(tmp_path: Path) -> None:
    row = Removal(0, "", departed=date(2012, 1, 3), citizenship="MEXICO", gender="Male")
    path = tmp_path / "removals.csv"
    path.write_bytes(write([row]))
    found = keeping.keep(path)
    with patch.object(keeping.Keeper, "closed", side_effect=OSError("no space")), pytest.raises(OSError, match="space"):
        keeping.keep(path)
    assert keeping.manifest_of(found.digest) == found
