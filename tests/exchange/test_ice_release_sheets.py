"""Workbooks among the releases: sheets of notes, cells that are dates and numbers, and files that claim too much."""

from __future__ import annotations

import builtins
import io
import zipfile
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from limen.exchange.ice_release import Fault, ReleaseUnreadable, Removal, Stint, parse, read
from tests.exchange.releases import ABOVE, HEADINGS, at, cells, release, workbook

NOTES = [["Footnotes"], ["Data are a snapshot"]]
REMOVAL = cells(HEADINGS["removal"])
ROW = [date(2012, 1, 3), "(b)(6)", "Male", "MEXICO", None, "[8F] Expedited Removal"]


def test_each_sheet_with_data_is_a_table_and_notes_are_none() -> None:
    stint = [at(2012, 1, 2, 3, 4), at(2012, 1, 2, 3, 4), None, "Male", None, "TACOMWA", "NWDC", None, 8123]
    data = workbook(
        Removals=[*[[line] for line in ABOVE], REMOVAL, ROW, [40911, *ROW[1:]], ["Total", 2]],
        Stints=[[], [], cells(HEADINGS["stint"]), stint],
        Notes=NOTES,
    )
    first, second = ((table, list(table)) for table in read(data))
    assert (first[0].sheet, first[0].kind, first[0].heading_line) == ("Removals", "removal", 5)
    one, serial, total = first[1]
    assert isinstance(one, Removal)
    assert isinstance(serial, Removal)
    assert one.departed == serial.departed == date(2012, 1, 3)
    assert isinstance(total, Fault)
    assert (total.line, total.raw, total.rule) == (8, "Total\t2", "date.unreadable")
    (held,) = second[1]
    assert isinstance(held, Stint)
    assert (second[0].heading_line, held.line) == (3, 4)
    assert (held.book_in, held.book_out, held.person) == (at(2012, 1, 2, 3, 4), None, "8123")


def test_a_workbook_has_the_digests_of_its_text() -> None:
    text = release(HEADINGS["removal"], "1/3/2012,(b)(6),Male,MEXICO,,[8F] Expedited Removal")
    assert parse(workbook(A=[REMOVAL, ROW])).rows[0].digest == parse(text).rows[0].digest


def test_rows_of_one_form_keep_apart_over_the_sheets_of_a_workbook() -> None:
    rows = parse(workbook(A=[REMOVAL, ROW, ROW], B=[REMOVAL, ROW])).rows
    assert len({row.digest for row in rows}) == 3


def test_a_workbook_of_notes_is_refused() -> None:
    with pytest.raises(ReleaseUnreadable, match="none names the columns"):
        parse(workbook(Notes=NOTES))


def test_a_sheet_that_claims_a_billion_cells_is_refused_before_it_is_read() -> None:
    source = workbook(A=[REMOVAL, ROW])
    data = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(source)) as old, zipfile.ZipFile(data, "w") as new:
        for part in old.infolist():
            text = old.read(part)
            if part.filename.startswith("xl/worksheets/"):
                text = text.replace(
                    b"</sheetData>", b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
                )
            new.writestr(part, text)
    with pytest.raises(ReleaseUnreadable, match="more cells"):
        parse(data.getvalue())


def test_without_the_library_the_refusal_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    found = builtins.__import__

    def missing(name: str, *args: Any, **kwargs: Any) -> Any:
        if name == "python_calamine":
            raise ImportError(name)
        return found(name, *args, **kwargs)

    monkeypatch.setattr(builtins, "__import__", missing)
    with pytest.raises(ReleaseUnreadable, match=r"limen\[releases\]"):
        parse(workbook(A=[REMOVAL, ROW]))


SOUND = workbook(A=[REMOVAL, ROW])


@settings(deadline=None)
@given(
    st.dictionaries(st.integers(0, len(SOUND) - 1), st.integers(0, 255), min_size=1, max_size=8), st.integers(0, 400)
)
def test_a_damaged_workbook_is_read_or_refused(damage: Mapping[int, int], cut: int) -> None:
    data = bytearray(SOUND)
    for place, byte in damage.items():
        data[place] = byte
    whole: Sequence[bytes] = (bytes(data), bytes(data[: len(data) - cut]))
    for one in whole:
        try:
            parse(one)
        except ReleaseUnreadable:
            continue
