"""The answers, the news and the glossary that are shipped: plain, short, on the law pack, and leading somewhere."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from typing import Any

import pytest

from limen.law import pack
from limen.portal.files import Written, written
from limen.portal.law import rules
from limen.portal.writing import WORD, grade, links, plain

LAW = pack.load("us")
TODAY = dt.date(2026, 11, 29)
PIECES = [piece for piece in written("0001_start") if piece.language == "en"]
PAGES = {piece.path for piece in PIECES if piece.kind == "page"}
ANSWERS = [piece for piece in PIECES if piece.kind == "answer"]
NEWS = [piece for piece in PIECES if piece.kind == "news"]
TERMS = [piece for piece in PIECES if piece.kind == "term"]
TOPICS = {"travel", "visas-and-i94", "custody", "students", "your-records", "complaints", "offices", "about"}
WORDS = range(60, 181)
HIGHEST_GRADE = 8
LONGEST_SUMMARY = 400


def named(piece: Written) -> str:
    return f"{piece.kind}-{piece.path}"


@pytest.mark.parametrize("piece", [*ANSWERS, *NEWS, *TERMS], ids=named)
def test_the_law_a_text_names_is_in_the_pack_and_its_links_lead_to_pages(piece: Written) -> None:
    keys = piece.facts.get("law", [])
    assert len(rules(LAW, keys, TODAY)) == len(keys), "a key is not in the pack"
    assert all(target.strip("/") in PAGES for target in links(piece.body))
    assert all(target.startswith("/") and target.endswith("/") for target in links(piece.body))


def test_what_a_number_looks_like_is_shown_without_a_unit() -> None:
    (rule,) = rules(LAW, ["value:number_format.i94"], TODAY)
    assert rule.text == LAW.value("number_format.i94", TODAY).value


@pytest.mark.parametrize(
    ("key", "said"),
    [("child.family_order", "legal guardian; adult relative"), ("patrol.currency_report", "10,000 dollars")],
)
def test_an_amount_is_written_as_people_write_it(key: str, said: str) -> None:
    (rule,) = rules(LAW, [f"value:{key}"], TODAY)
    assert said in rule.text
    assert "_" not in rule.text


@pytest.mark.parametrize("piece", [*ANSWERS, *NEWS], ids=named)
def test_a_text_is_plain_and_short(piece: Written) -> None:
    measured = grade(piece.body)
    assert measured is not None
    assert measured <= HIGHEST_GRADE
    assert len(WORD.findall(plain(piece.body))) in WORDS
    assert 0 < len(piece.summary) <= LONGEST_SUMMARY


@pytest.mark.parametrize("piece", ANSWERS, ids=named)
def test_an_answer_answers_a_question_of_a_topic_and_stands_on_law(piece: Written) -> None:
    assert piece.title.endswith("?")
    assert piece.facts["topic"] in TOPICS
    assert piece.facts["law"]


def test_every_topic_has_five_answers_or_more() -> None:
    held: Counter[Any] = Counter(piece.facts["topic"] for piece in ANSWERS)
    assert set(held) == TOPICS
    assert min(held.values()) >= 5


def test_news_is_dated_and_no_later_than_it_was_written() -> None:
    days = [piece.dated for piece in NEWS]
    assert len(days) == 5
    assert all(day is not None and dt.date(2026, 11, 2) <= day <= TODAY for day in days)


def test_a_form_of_a_word_means_one_word() -> None:
    forms = Counter(form.casefold() for term in TERMS for form in {term.title, *term.also})
    assert [form for form, count in forms.items() if count > 1] == []


def test_the_meanings_of_words_are_plain_together() -> None:
    measured = grade("\n\n".join(term.body for term in TERMS))
    assert measured is not None
    assert measured <= HIGHEST_GRADE
