"""May I bring this? A plain word finds the rule, the answer and where it stands."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client

from limen.core.lawbook import lawbook
from limen.portal.parts.may_i_bring import ANSWERS, GROUPS, things
from limen.portal.tests.tasks.scenes import main_of, text_of

pytestmark = pytest.mark.django_db
PAGE = "/do/may-i-bring/"
DAY = date(2026, 11, 25)


def look(**asked: str) -> str:
    answer = Client().get(PAGE, asked)
    assert answer.status_code == 200
    assert not answer.cookies
    assert answer["Cache-Control"] == "public, max-age=60"
    return text_of(answer)


@pytest.mark.parametrize(
    ("word", "title"), [("insulin", "Medicine for yourself"), ("PILLS", "Medicine for yourself"), ("cash", "Money")]
)
def test_a_plain_word_finds_the_thing(word: str, title: str) -> None:
    assert title in " ".join(row.title for row in things(DAY, words=word))


def test_one_and_many_of_a_thing_are_the_same() -> None:
    assert things(DAY, words="sausage") == things(DAY, words="sausages") != []


def test_the_answer_comes_with_the_rule_its_limit_and_its_citation() -> None:
    text = look(q="money")
    for told in ("Yes.", "Tell the officer that you have it.", "10000 dollars", "31 U.S.C. 5316"):
        assert told in text


def test_every_kind_of_thing_can_be_listed_and_every_answer_is_in_words() -> None:
    rows = lawbook().codes("may_bring").on(DAY).values()
    assert {row.attributes["group"] for row in rows} <= set(GROUPS)
    assert {row.attributes["answer"] for row in rows} <= set(ANSWERS)
    assert sum(len(things(DAY, kind=kind)) for kind in GROUPS) == len(rows)
    assert "Weapons" in look(kind="weapons")


def test_what_is_not_in_the_list_is_said_and_nothing_is_asked_at_first() -> None:
    text = look(q="zyzzyva")
    assert "0 things are found" in text
    assert "Nothing of that name is in the list" in text
    assert "found" not in look()
    assert Client().get(PAGE, {"kind": "gold"}).status_code == 422
    assert Client().post(PAGE, {"q": "cheese"}).status_code == 405


def test_the_rule_is_marked_as_english_on_a_page_of_another_language() -> None:
    page = main_of(Client().get(f"/es{PAGE}", {"q": "cheese"}))
    assert '<div lang="en" dir="ltr">' in page
    assert Client().get(f"/ar{PAGE}").status_code == 200
