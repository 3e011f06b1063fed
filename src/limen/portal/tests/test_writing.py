"""Content as a page shows it: HTML is text, links are in the reader's language, glossary words are linked once."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from limen.portal.papers import blocks
from limen.portal.writing import WRITTEN_ON, Words, grade, links, plain, render

WORDS = Words({"lookout": "lookout", "lookouts": "lookout", "a-number": "a-number", "bond": "bond"})


def spanish(path: str) -> str:
    return f"/es{path}"


def html(body: str, **more: object) -> str:
    return str(render(body, address=spanish, **more).html)  # type: ignore[arg-type]  # words and skip


def test_html_in_content_is_shown_as_text() -> None:
    shown = html("<script>alert(1)</script> and <b>bold</b> [x](javascript:alert(1))")
    assert "<script>" not in shown
    assert "&lt;script&gt;" in shown
    assert 'href="javascript' not in shown


def test_a_link_inside_the_site_stays_in_the_readers_language() -> None:
    assert 'href="/es/do/my-i94/"' in html("[I-94](/do/my-i94/)")
    assert 'rel="external noreferrer"' in html("[law](https://example.org/)")


def test_a_word_of_the_glossary_is_linked_where_it_first_stands() -> None:
    shown = html("A Lookout is old. Lookouts lapse. Your A-Number. A bondsman.", words=WORDS)
    assert shown.count('href="/es/glossary/#lookout"') == 1
    assert '<a class="term" href="/es/glossary/#a-number">A-Number</a>' in shown
    assert "#bond" not in shown


def test_no_word_is_linked_in_a_heading_in_a_link_or_in_its_own_meaning() -> None:
    shown = html("## Lookout\n\n[a lookout](/do/redress/)\n\n`lookout`", words=WORDS)
    assert "glossary" not in shown
    assert "glossary" not in html("A lookout.", words=WORDS, skip="lookout")


def test_headings_have_places_of_their_own_to_link_to() -> None:
    rendered = render("## Who\n\n## Who\n\n### ¿Qué?", address=spanish)
    assert [heading.anchor for heading in rendered.headings] == ["who", "who--2", "qué"]
    assert 'id="who--2"' in rendered.html


def test_a_plain_text_reads_easier_than_a_hard_one() -> None:
    plain_text = "You can ask us. Tell us your name. We write it down. We look at it soon. " * 3
    hard = "Notwithstanding considerations regarding jurisdictional determination, representatives demonstrate. " * 6
    easy, difficult = grade(plain_text), grade(hard)
    assert easy is not None
    assert difficult is not None
    assert easy < 4
    assert difficult > 12
    assert grade("Too short to say.") is None


ACCENTED = {
    "fr": ("été", "échange", "résumé", "à la frontière", "délégué"),
    "pt": ("órgão", "êxito", "avó", "União", "í"),
    "vi": ("Đơn", "ủy quyền", "nước sở tại", "lệ phí", "ở"),
    "ar": ("كفالة", "لجوء", "قاضي الهجرة", "إذن", "هوية"),
}
"""Words of the glossary that begin or end with a letter that is not ASCII's."""

forms_with_accents = st.sampled_from([form for forms in ACCENTED.values() for form in forms])
letters = st.sampled_from("aéêãđơứẹñçكمنهيàż9_\u0301")
between = st.sampled_from([" ", ", ", ". ", "(", "« ", "’", "، ", "-", "؟ "])


@given(form=forms_with_accents, before=between, after=between)
def test_a_word_with_an_accent_at_its_edge_is_linked_where_it_stands_alone(form: str, before: str, after: str) -> None:
    found = Words({form.casefold(): "term"})
    assert html(f"Za{before}{form}{after}za", words=found).count('class="term"') == 1
    assert html(f"{form}", words=found).count('class="term"') == 1


@given(form=forms_with_accents, letter=letters, ahead=st.booleans())
def test_a_word_with_an_accent_at_its_edge_is_not_linked_inside_another(form: str, letter: str, ahead: bool) -> None:
    found = Words({form.casefold(): "term"})
    arabic = form in ACCENTED["ar"]
    if ahead and not (arabic and letter == "ك"):
        assert 'class="term"' not in html(f"za {letter}{form} za", words=found)
    assert 'class="term"' not in html(f"za {form}{letter} za", words=found)


@given(form=st.sampled_from(ACCENTED["ar"]), prefix=st.sampled_from(WRITTEN_ON))
def test_what_arabic_writes_onto_a_word_does_not_hide_it(form: str, prefix: str) -> None:
    found = Words({form: "term"})
    assert f'#term">{form}</a>' in html(f"قال {prefix}{form} اليوم", words=found)
    assert 'class="term"' not in html(f"قال مست{prefix}{form} اليوم", words=found)


def test_chinese_writes_no_space_before_a_word() -> None:
    assert 'class="term"' in html("您可以申请庇护并等待", words=Words({"庇护": "asylum"}))


def test_a_letter_that_only_looks_like_the_words_own_is_another_letter() -> None:
    assert "term" not in html("İ-94 ı-94", words=Words({"i-94": "i-94"}))


@given(st.text(max_size=400))
def test_no_text_breaks_the_page_the_sheet_or_the_measure(text: str) -> None:
    shown = html(text, words=WORDS)
    assert "<script" not in shown
    assert isinstance(blocks(text, address=spanish), list)
    assert isinstance(plain(text), str)
    assert isinstance(links(text), list)
    measured = grade(text)
    assert measured is None or measured > -20


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("اتصل بالرقم 1-888-373-7888، فهو يساعد.", ["1-888-373-7888"]),
        ("Call 1-888-373-7888 or 1-800-323-8603.", ["1-888-373-7888", "1-800-323-8603"]),
        ("Form I-94, 8 CFR 214.2, 24-7, OIG-20-06-1 and 552a.", []),
    ],
)
def test_a_telephone_number_is_not_broken_and_keeps_its_order(text: str, whole: list[str]) -> None:
    html = str(render(text, address=str).html)
    assert re.findall(r'<span class="whole" dir="ltr">([^<]+)</span>', html) == whole
    assert re.sub(r"<[^>]+>", "", html).strip() == text
