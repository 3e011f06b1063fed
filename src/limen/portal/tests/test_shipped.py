"""The content that is shipped: every file is read, every link leads somewhere, every rule exists, and it is plain."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from limen.core.lawbook import lawbook
from limen.portal import files, links, site
from limen.portal.acts.pieces import known_rule
from limen.portal.frame import PARTS
from limen.portal.languages import SPOKEN
from limen.portal.parts.lists import TOPICS
from limen.portal.parts.searching import elsewhere, find, nearest
from limen.portal.tests.scenes import Newsroom
from limen.portal.tests.tasks.scenes import shipped
from limen.portal.writing import Words, grade, parsed, plain
from tests.factories import Service

DAY = date(2026, 11, 29)
WRITTEN = [row for name in files.releases() for row in files.written(name)]
ORIGINAL = [row for row in WRITTEN if row.language == "en"]
OFFICES = (
    *("border-patrol", "immigration-inspections", "investigations", "intelligence", "detention-and-removal"),
    *("overseas", "foreign-attaches", "special-registration", "sevis"),
)


def known(row: files.Written) -> str:
    return f"{row.language}-{row.kind}-{row.path}"


def test_every_office_and_both_views_over_them_have_a_page() -> None:
    paths = {row.path for row in ORIGINAL if row.kind == "page"}
    assert {f"offices/{name}" for name in OFFICES} <= paths
    assert {"immigration-enforcement", "border-management", "index", "questions", "glossary", "whats-new"} <= paths


def test_every_piece_says_what_it_must() -> None:
    assert not {known(row): fault for row in WRITTEN if (fault := wrong(row))}


def wrong(row: files.Written) -> str:
    """Return what is wrong with a piece; nothing when nothing is."""
    topic = row.facts.get("topic") if row.kind == "answer" and row.language == "en" else ""
    faults = {
        "language": row.language not in SPOKEN,
        "title": not row.title.strip(),
        "summary": row.kind in ("page", "news") and not row.summary.strip(),
        "topic": topic not in ("", *TOPICS),
        "html": any(token.type in ("html_block", "html_inline") for token in parsed(row.body)),
        "unfinished": bool(re.search(r"lorem|TODO|TBD", row.body)),
    }
    return ", ".join(name for name, there in faults.items() if there)


def test_the_original_is_plain_and_stands_on_rules_that_exist() -> None:
    most = lawbook().value("policy.portal_reading_grade", DAY).value
    assert not {known(row): measured for row in ORIGINAL if (measured := grade(row.body)) and measured > most}
    rules = {key for row in ORIGINAL for key in row.facts.get("law", ())}
    assert not {key for key in rules if not known_rule(lawbook(), key, DAY)}
    assert len(rules) > 50


def test_a_translation_has_the_shape_of_its_original() -> None:
    originals = {(row.kind, row.path): shape(row) for row in ORIGINAL}
    translated = [row for row in WRITTEN if row.language != "en"]
    assert not [known(row) for row in translated if shape(row) != originals[row.kind, row.path]]


def shape(row: files.Written) -> tuple[list[str], list[str]]:
    """Return the headings, paragraphs, lists and tables of a piece in order, and what it links to."""
    tags = [f"{token.type} {token.tag}" for token in parsed(row.body) if token.type.endswith("_open")]
    return tags, sorted(links.links(row.body))


def test_no_mark_of_markdown_is_left_in_what_is_read() -> None:
    assert not [known(row) for row in WRITTEN if re.search(r"\*\*|\]\(|``", plain(row.body))]


@pytest.mark.parametrize("language", sorted({row.language for row in WRITTEN}))
def test_a_word_of_the_glossary_in_capitals_is_not_found_in_a_common_word(language: str) -> None:
    here = [row for row in WRITTEN if row.language == language]
    terms = [row for row in here if row.kind == "term"]
    capitals = {form for row in terms for form in (row.title, *row.also) if form.isalpha() and form.isupper()}
    pattern = Words(dict.fromkeys(map(str.casefold, capitals), "term")).pattern
    found = {hit.group() for row in here for hit in (pattern.finditer(plain(row.body)) if pattern else ())}
    assert not {word for word in found if not word.isupper()}


@pytest.mark.django_db
def test_every_link_leads_somewhere_and_every_form_is_there(service: Service) -> None:
    Newsroom(service).shipped()
    rows = site.read("", datetime.now(UTC)).shown.values()
    assert not {row.path: dead for row in rows if (dead := links.broken(row.body))}
    assert not {row.form for row in rows if row.form} - set(PARTS)


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("zh-hans", "签证"),
        ("zh-hans", "签证 入境"),
        ("en", "I-94"),
        ("es", "I-94"),
        ("en", "DS-2019"),
        ("ar", "تأشيرة"),
    ],
)
def test_a_word_as_people_write_it_is_found(language: str, words: str) -> None:
    assert list(find(shipped(), language, words))


def test_signs_alone_find_nothing() -> None:
    assert list(find(shipped(), "en", "- ?")) == []


@pytest.mark.parametrize(
    ("language", "words", "meant"),
    [
        ("en", "detanied person", "detained person"),
        ("en", "greencard", "green card"),
        ("en", "custms", "customs"),
        ("es", "inmigrasion", "inmigracion"),
        ("fr", "imigration", "immigration"),
    ],
)
def test_a_word_written_otherwise_finds_the_one_that_is_meant(language: str, words: str, meant: str) -> None:
    assert not list(find(shipped(), language, words))
    assert nearest(shipped(), language, words) == meant
    assert list(find(shipped(), language, meant))


@pytest.mark.parametrize("words", ["xqzt", "zzzzzzzz", "qx", ""])
def test_what_is_like_no_word_of_the_site_is_not_made_into_one(words: str) -> None:
    assert nearest(shipped(), "en", words) == ""


def test_a_word_of_another_language_is_found_in_that_language() -> None:
    offered = replace(shipped(), languages=tuple(SPOKEN.values()))
    found = {spoken.code for spoken, _rows in elsewhere(offered, "en", "cuando")}
    assert "es" in found
    assert "en" not in found
