"""Releases of enforcement data: every kind, every form of date, redactions, what is skipped and what is kept aside."""

from __future__ import annotations

import io
from contextlib import suppress
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from limen.exchange.ice_release import (
    KINDS,
    Arrest,
    Detainer,
    Encounter,
    Fault,
    Redacted,
    ReleaseUnreadable,
    Removal,
    Row,
    Stint,
    parse,
    read,
    write,
)
from limen.exchange.ice_release.dates import day_first, moment
from limen.exchange.ice_release.headings import kinds, recognise
from tests.exchange.releases import HEADINGS, at, cells, release, row, told

PLAIN = "1/3/2012,,Male,MEXICO,,[8F] Expedited Removal"


@pytest.mark.parametrize("kind", KINDS)
def test_a_kind_is_told_by_its_headings(kind: str) -> None:
    found = recognise(cells(HEADINGS[kind]))
    assert found is not None
    assert found.kind.name == kind


@pytest.mark.parametrize("kind", kinds(), ids=lambda kind: kind.name)
def test_every_column_is_for_a_field_of_the_rows(kind) -> None:
    assert {field for field, _ in kind.columns.values()} == set(kind.fields)
    assert set(kind.key) <= set(kind.fields)
    assert all(group <= set(kind.fields) for group in kind.needs)


def test_a_removal_is_read_with_its_redactions_and_its_category() -> None:
    found = row(
        HEADINGS["removal"], '1/3/2012,"(b)(6),(b)(7)(c )",Male,MEXICO,(b)(7)(E ),[8C] Excludable / Inadmissible'
    )
    assert isinstance(found, Removal)
    assert (found.departed, found.gender, found.citizenship) == (date(2012, 1, 3), "Male", "MEXICO")
    assert found.birth_date == Redacted(("b6", "b7c"))
    assert found.event == Redacted(("b7e",))
    assert found.category_code == "8C"
    assert found.line == 6
    assert found.birth_year is None


def test_a_stint_is_read_with_its_times_and_without_race() -> None:
    line = "1/2/2012 3:04,1/2/2012 3:04,1/5/2012 23:59,Male,White,TACOMWA,NW DETENTION CENTER,Transferred,ab12"
    table, (found,), _ = told(release(HEADINGS["stint"].replace(",", "|"), line.replace(",", "|")))
    assert isinstance(found, Stint)
    assert (found.book_in, found.book_out) == (at(2012, 1, 2, 3, 4), at(2012, 1, 5, 23, 59))
    assert (found.facility_code, found.person) == ("TACOMWA", "ab12")
    assert table.left_out == ("Race",)
    assert "White" not in repr(found)


def test_arrests_detainers_and_encounters_are_read() -> None:
    arrest = row(HEADINGS["arrest"], "2014-05-06 07:08:09,CAP Local Incarceration,ERO,7,b(6), xyz")
    assert isinstance(arrest, Arrest)
    assert (arrest.apprehended, arrest.recorded_by) == (at(2014, 5, 6, 7, 8, 9), "ERO")
    assert (arrest.alien_number, arrest.person) == (Redacted(("b6",)), "xyz")
    detainer = row(HEADINGS["detainer"], "03-JAN-12,WASHINGTON,Seattle,Female,Booked into Detention,u1")
    assert isinstance(detainer, Detainer)
    assert (detainer.prepared, detainer.lift_reason) == (date(2012, 1, 3), "Booked into Detention")
    encounter = row(HEADINGS["encounter"], "20120103,Seattle,SEA,CIS,Arrest,Not  Amenable to Removal ,Male")
    assert isinstance(encounter, Encounter)
    assert (encounter.met, encounter.disposition) == (at(2012, 1, 3), "Not Amenable to Removal")


def test_columns_nobody_reads_are_named() -> None:
    table, _, _ = told(release(HEADINGS["removal"] + ",Shoe Size,,Religion", PLAIN + ",44,,None"))
    assert (table.unread, table.left_out) == (("Shoe Size",), ("Religion",))


@pytest.mark.parametrize(
    ("text", "when"),
    [
        ("2012-01-03", at(2012, 1, 3)),
        ("2012-01-03T04:05:06Z", at(2012, 1, 3, 4, 5, 6)),
        ("2012-01-03 04:05:06.123", at(2012, 1, 3, 4, 5, 6)),
        ("1/3/2012", at(2012, 1, 3)),
        ("01/03/12", at(2012, 1, 3)),
        ("1/3/69", at(1969, 1, 3)),
        ("1/3/68", at(2068, 1, 3)),
        ("1/3/2012 12:05 AM", at(2012, 1, 3, 0, 5)),
        ("1/3/2012 1:05:06 PM", at(2012, 1, 3, 13, 5, 6)),
        ("03-Jan-2012", at(2012, 1, 3)),
        ("3 January 2012 7:08", at(2012, 1, 3, 7, 8)),
        ("20120103", at(2012, 1, 3)),
        ("40911", at(2012, 1, 3)),
        ("40911.5", at(2012, 1, 3, 12)),
        ("40911.999999", at(2012, 1, 4)),
        ("1984", None),
        ("2/30/2012", None),
        ("13:00", None),
        ("1/3/2012 13:00 PM", None),
        ("٣/١/٢٠١٢", None),
        ("", None),
    ],
)
def test_a_date_is_read_in_every_form(text: str, when: datetime | None) -> None:
    assert moment(text) == when


def test_the_column_tells_which_number_is_the_day() -> None:
    assert day_first(["3/1/2012", "25/1/2012"])
    assert not day_first(["1/3/2012", "1/25/2012"])
    assert not day_first(["1/3/2012", "2012-01-25"])
    assert not day_first(["1/25/2012", "25/1/2012"])
    headings = HEADINGS["removal"] + ",Entry Date"
    _, rows, _ = told(release(headings, f"{PLAIN},3/1/2012", f"{PLAIN},25/1/2012"))
    assert [(found.departed, found.entry_day) for found in rows] == [
        (date(2012, 1, 3), date(2012, 1, 3)),
        (date(2012, 1, 3), date(2012, 1, 25)),
    ]


@pytest.mark.parametrize(
    ("text", "exemptions"),
    [
        ("(b)(6)", ("b6",)),
        ("(b)(6); (b)(7)(C)", ("b6", "b7c")),
        ("b(6), b(7)c", ("b6", "b7c")),
        ("(B)(3)", ("b3",)),
        ("(b)(6) and (b)(7)(E)", ("b6", "b7e")),
        ("(b)(7)(b)(6)", ("b7", "b6")),
        ("[Redacted]", ()),
        ("REDACTED", ()),
    ],
)
def test_a_redaction_is_neither_text_nor_nothing(text: str, exemptions: tuple[str, ...]) -> None:
    found = row(HEADINGS["removal"], f'{PLAIN.rsplit(",", 1)[0]},"{text}"')
    assert found.case_category == Redacted(exemptions)
    assert found.category_code == ""


@pytest.mark.parametrize("text", ["B2", "SPOKANE (b)(7)(E) JAIL", "(unknown)", "b6"])
def test_text_with_a_redaction_in_it_stays_text(text: str) -> None:
    assert row(HEADINGS["removal"], f'{PLAIN.rsplit(",", 1)[0]},"{text}"').case_category == text


def test_footers_empty_lines_and_headings_once_more_are_skipped() -> None:
    footer = "Data are as of 07/06/2019,,,,,"
    table, rows, faults = told(
        release(HEADINGS["removal"], PLAIN, ",,,,,", "", HEADINGS["removal"], PLAIN, footer, "Note")
    )
    assert (len(rows), faults, table.skipped) == (2, [], 5)


def test_a_bad_row_is_kept_aside_with_its_line_and_its_text() -> None:
    _, rows, faults = told(
        release(HEADINGS["removal"], PLAIN, "2/30/2012,,Male,MEXICO,,", "1/3/2012,Male", ",,Male,MEXICO,,", PLAIN)
    )
    assert [found.line for found in rows] == [6, 10]
    assert [(fault.rule, fault.line, fault.raw, fault.lost) for fault in faults] == [
        ("date.unreadable", 7, "2/30/2012,,Male,MEXICO,,", True),
        ("row.columns", 8, "1/3/2012,Male", True),
        ("key.empty", 9, ",,Male,MEXICO,,", True),
    ]
    assert "“2/30/2012” under Departed Date" in faults[0].message


def test_a_row_is_taken_without_a_lesser_field_that_cannot_be_read() -> None:
    _, (found,), (fault,) = told(release(HEADINGS["removal"] + ",Birth Year", PLAIN + ",about 1980"))
    assert (found.birth_year, fault.rule, fault.field, fault.lost) == (None, "number.unreadable", "birth_year", False)


def test_a_removal_date_will_do_where_no_departure_is_told() -> None:
    headings = "Departed Date,Removal Date,Gender,Apprehension Method Code,Arrest Date"
    _, rows, faults = told(release(headings, "N/A,1/4/2012,Male,CAP,1/2/2012", ",,Male,CAP,1/2/2012"))
    assert [found.removed for found in rows] == [date(2012, 1, 4)]
    assert [fault.rule for fault in faults] == ["key.empty"]


def test_a_quote_that_is_never_closed_loses_no_more_than_it_must() -> None:
    rows = [PLAIN] * 5000
    _, found, faults = told(release(HEADINGS["removal"], PLAIN, '1/3/2012,"oops,Male,MEXICO,,', *rows))
    assert 2000 < len(found) < 5000
    assert {fault.rule for fault in faults} <= {"row.unreadable", "row.columns"}
    assert all(len(fault.raw) <= 10_000 for fault in faults)


def test_headings_are_found_over_several_lines_and_in_any_spelling() -> None:
    headings = '"DEPARTED\nDATE";date_of_birth;GENDER;Country  of Citizenship;EventNumber;Case-Category'
    _, (found,), _ = told(release(headings, PLAIN.replace(",", ";")))
    assert found.departed == date(2012, 1, 3)
    assert found.line == 7


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_text_is_read_in_the_encodings_of_offices(encoding: str) -> None:
    text = release(HEADINGS["removal"], PLAIN.replace("MEXICO", "CÔTE D’IVOIRE")).decode().encode(encoding)
    (found,) = parse(text).rows
    assert found.citizenship == "CÔTE D’IVOIRE"


def test_a_file_is_read_as_a_stream() -> None:
    tables = read(io.BytesIO(release(HEADINGS["removal"], *[PLAIN] * 20_000)))
    first = next(iter(next(tables)))
    assert isinstance(first, Removal)


@pytest.mark.parametrize("data", [b"", b"\xff\xfe", b"name,age\r\nAda,36\r\n", b"PK\x03\x04 and no more"])
def test_what_is_no_release_is_refused_with_a_sentence(data: bytes) -> None:
    with pytest.raises(ReleaseUnreadable, match=r"^The .*\.$"):
        parse(data)


def test_rows_of_one_form_keep_apart_and_are_the_same_again() -> None:
    source = release(HEADINGS["removal"], PLAIN, PLAIN, PLAIN.replace("Male", "Female"))
    first, again = parse(source).rows, parse(source).rows
    assert len({found.digest for found in first}) == 3
    assert [found.digest for found in first] == [found.digest for found in again]


def test_a_digest_does_not_change_with_the_form_of_a_release() -> None:
    plain = row(HEADINGS["removal"], PLAIN)
    iso = row(
        "Gender|Departure Date|Citizenship Country|Case Category", "Male |2012-01-03|MEXICO|[8F]  Expedited Removal"
    )
    assert plain.digest == iso.digest


@given(st.binary(max_size=400))
def test_arbitrary_bytes_raise_nothing_but_the_refusal(data: bytes) -> None:
    with suppress(ReleaseUnreadable):
        parse(data)


@given(st.sampled_from(sorted(KINDS)), st.binary(max_size=400))
def test_arbitrary_bytes_below_a_heading_are_rows_or_faults(kind: str, data: bytes) -> None:
    for table in read(release(HEADINGS[kind]) + data):
        for one in table:
            assert isinstance(one, Row | Fault)


CELL = st.one_of(
    st.text(st.characters(codec="utf-8"), max_size=12),
    st.sampled_from(["", "1/3/2012", "2019-10-01 12:34", "(b)(6), (b)(7)(C)", "[8C] X", "NULL", "1980", "43000.25"]),
)


@given(st.sampled_from(sorted(KINDS)), st.lists(st.lists(CELL, min_size=9, max_size=9), min_size=1, max_size=5))
def test_a_row_written_reads_back(kind: str, table: list[list[str]]) -> None:
    width = HEADINGS[kind].count(",") + 1
    lines = [
        "\t".join([day, *rest]) for day, *rest in ([f"1/{1 + n}/2012", *one[1:width]] for n, one in enumerate(table))
    ]
    source = release(HEADINGS[kind].replace(",", "\t"), *lines)
    found = [one for one in parse(source).rows if isinstance(one, KINDS[kind])]
    if found:
        again = parse(write(found))
        assert again.faults == ()
        assert [_same(one) for one in again.rows] == [_same(one) for one in found]


def _same(found: Row) -> list[object]:
    return [getattr(found, name) for name in type(found).__dataclass_fields__ if name not in {"line", "digest"}]


def test_rows_of_several_kinds_are_not_written_as_one_release() -> None:
    with pytest.raises(ValueError, match="one kind"):
        write([])
