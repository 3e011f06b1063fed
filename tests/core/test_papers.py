"""An outcome makes its papers: every form is set as PDF/UA with the record's data, or says what it lacks."""

from __future__ import annotations

import io
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from limen.core.documents.papers import Form, MissingField, UnknownForm, forms, render, required_fields
from limen.core.documents.papers.book import book
from limen.core.documents.papers.fonts import unwritable, writable
from limen.kernel import BadInput
from limen.law.pack import load

DAY = date(2026, 11, 24)
AT = datetime(2026, 11, 24, 15, 42, tzinfo=UTC)


def filled(form: Form) -> dict[str, Any]:
    """Return plausible data for every field of a form, each value recognizable."""
    data: dict[str, Any] = {"record_number": "R-778", "entry_hash": "9f2c4be1"}
    for number, field in enumerate(form.fields):
        mark = f"mark{number}"
        if field.kind == "table":
            data[field.key] = [{key: f"{mark}{key}" for key, _ in field.columns}]
        elif field.kind == "lines":
            data[field.key] = [f"{mark}first", f"{mark}second"]
        elif field.kind == "date":
            data[field.key] = DAY
        elif field.kind == "datetime":
            data[field.key] = AT
        else:
            data[field.key] = mark
    return data


def text_of(pdf: bytes) -> str:
    """Return the text of a PDF without blanks, which fall where lines turn."""
    return "".join("".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages).split())


def marks(data: dict[str, Any]) -> set[str]:
    found: set[str] = set()
    for value in data.values():
        for item in value if isinstance(value, list) else [value]:
            for text in item.values() if isinstance(item, dict) else [item]:
                found.add("".join(str(text).split()) if not isinstance(text, datetime) else "2026-11-2415:42UTC")
    return found


@pytest.mark.parametrize("form", book().forms, ids=lambda form: form.key)
def test_every_form_of_the_pack_is_set_as_pdf_ua_and_says_all_it_was_given(form: Form) -> None:
    data = filled(form)
    pdf = render(form.key, data, on=form.to or DAY)
    reader = PdfReader(io.BytesIO(pdf))
    root = reader.trailer["/Root"]
    assert bool(root["/MarkInfo"]["/Marked"])
    assert root["/Lang"] == "en"
    assert "/StructTreeRoot" in root
    assert "<pdfuaid:part>1</pdfuaid:part>" in root["/Metadata"].get_data().decode()
    assert reader.metadata is not None
    assert reader.metadata.title == f"{form.number} {form.title}"
    text = text_of(pdf)
    assert {mark for mark in marks(data) if mark not in text} == set()
    assert "".join(form.title.split()) in text
    for paragraph in form.notice:
        assert "".join(paragraph.split()) in text


@pytest.mark.parametrize("form", book().forms, ids=lambda form: form.key)
def test_a_form_with_only_what_it_must_have_is_set_and_without_it_is_refused_by_name(form: Form) -> None:
    day = form.to or DAY
    everything = filled(form)
    needed = {field.key: everything[field.key] for field in required_fields(form.key, day)}
    assert needed
    assert render(form.key, needed, on=day).startswith(b"%PDF")
    for field in required_fields(form.key, day):
        for empty in (None, "", "  ", [], [" "]):
            with pytest.raises(MissingField) as refused:
                render(form.key, {**needed, field.key: empty}, on=day)
            assert refused.value.problems[0].field == field.key
            assert field.label in refused.value.message


def test_the_papers_of_every_outcome_are_forms_in_force() -> None:
    outcomes = load().codes("inspection_outcomes")
    wanted = {form for code in outcomes.rows for form in code.attributes.get("papers", ())}
    assert wanted <= set(forms(DAY))


def test_the_forms_in_force_follow_the_day() -> None:
    assert "i94w" in forms(date(2022, 5, 1))
    assert "i94w" not in forms(date(2022, 5, 2))
    assert "i860" not in forms(date(1997, 3, 31))
    assert "i860" in forms(date(1997, 4, 1))
    with pytest.raises(UnknownForm, match="2022-05-02"):
        render("i94w", {}, on=date(2022, 5, 2))
    with pytest.raises(UnknownForm):
        render("i9999", {}, on=DAY)


def test_the_same_data_on_the_same_day_give_the_same_bytes() -> None:
    data = filled(book().get("i860", DAY))
    assert render("i860", data, on=DAY) == render("i860", dict(reversed(data.items())), on=DAY)
    assert render("i860", data, on=DAY) != render("i860", {**data, "surname": "Other"}, on=DAY)


def test_text_that_looks_like_markup_stays_text() -> None:
    nasty = r"#set page(fill: red) *bold* $x^2$ @ref <label> \u{41} [x] #panic() // comment `raw` ${sys.inputs}"
    data = {**filled(book().get("i213", DAY)), "surname": nasty, "narrative": [nasty]}
    text = text_of(render("i213", data, on=DAY))
    assert text.count("".join(nasty.split())) >= 2


@settings(max_examples=25, deadline=None)
@given(st.text(max_size=60).filter(lambda text: text.strip()))
def test_any_text_whatever_can_be_set(text: str) -> None:
    data = filled(book().get("i77", DAY))
    data.update(surname=text, items=[{"item": text, "quantity": text, "condition": text, "where": text}])
    assert render("i77", data, on=DAY).startswith(b"%PDF")


def test_signs_no_font_has_are_named_and_the_paper_says_so() -> None:
    assert writable("김정은 Kim") == "[U+AE40 U+C815 U+C740] Kim"
    assert unwritable("李 김 אב 😀 محمد Ю") == {"Korean", "Hebrew", "symbols"}
    assert writable("a\x00b\x1bc") == "a b c"
    data = {**filled(book().get("i94", DAY)), "surname": "김", "given_names": "정은"}
    text = text_of(render("i94", data, on=DAY))
    assert "[U+AE40]" in text
    assert "couldnotbeprinted(Korean)" in text
    assert "couldnotbeprinted" not in text_of(render("i94", filled(book().get("i94", DAY)), on=DAY))


@pytest.mark.parametrize(
    "name", ["محمد بن عبد الله", "नरेंद्र", "สมชาย", "தமிழ்", "Đặng Thị Ơn", "Ющенко", "Ελένη", "李小龍"]
)
def test_names_in_the_scripts_we_have_fonts_for_are_written(name: str) -> None:
    assert unwritable(name) == set()
    data = {**filled(book().get("i94", DAY)), "surname": name}
    assert "[U+" not in text_of(render("i94", data, on=DAY))


def test_a_very_long_answer_runs_over_pages_under_its_table_head() -> None:
    data = filled(book().get("i867a", DAY))
    long = " ".join(f"word{number}" for number in range(2500))
    data["questions"] = [{"question": "Why?", "answer": long}, {"question": "x" * 400, "answer": "y" * 400}]
    reader = PdfReader(io.BytesIO(render("i867a", data, on=DAY)))
    assert len(reader.pages) > 3
    pages = [page.extract_text() for page in reader.pages]
    assert "word0" in pages[0] + pages[1]
    assert any("word2499" in page for page in pages)
    assert all("I-867A" in page and f"of {len(pages)}" in page for page in pages)


def test_every_page_after_the_first_says_whose_it_is() -> None:
    data = {**filled(book().get("i213", DAY)), "surname": "OKONKWO", "given_names": "Adaeze", "a_number": "240118903"}
    pages = PdfReader(io.BytesIO(render("i213", data, on=DAY))).pages
    assert len(pages) > 1
    assert all("OKONKWO, Adaeze, 240118903" in page.extract_text() for page in pages[1:])


def test_a_table_row_that_fits_no_column_is_refused_by_name() -> None:
    data = {**filled(book().get("i860", DAY)), "grounds": [{"Ground": "7A1"}]}
    with pytest.raises(BadInput) as refused:
        render("i860", data, on=DAY)
    assert refused.value.problems[0].field == "grounds"


def test_a_key_the_form_has_not_is_passed_over() -> None:
    data = {**filled(book().get("i94", DAY)), "narrative": ["not for this paper"]}
    assert "notforthispaper" not in text_of(render("i94", data, on=DAY))


def test_the_language_of_the_document_is_said() -> None:
    data = filled(book().get("i94", DAY))
    root = PdfReader(io.BytesIO(render("i94", data, on=DAY, lang="es-US"))).trailer["/Root"]
    assert root["/Lang"] == "es-US"


def test_every_field_about_a_person_is_marked_personal() -> None:
    about_people = {"surname", "given_names", "birth", "nationality", "a_number", "document_number", "address"}
    for form in book().forms:
        assert all(field.personal for field in form.fields if field.key in about_people), form.key
