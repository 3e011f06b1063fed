"""What the public is told and promised: what a traveller may bring, and how long an answer takes."""

from __future__ import annotations

import datetime as dt
import re

import pytest

from limen.law import pack
from limen.law.values import Clock, Code

LAW = pack.load("us")
TODAY = dt.date(2026, 11, 29)
GOODS = LAW.codes("may_bring").all()
PROMISES = [clock for key, clock in LAW.clocks().items() if key.startswith("portal.")]
ANSWERS = {"yes", "limit", "permit", "no"}
GROUPS = {"food", "living", "health", "money", "shopping", "weapons", "household"}
LONGEST_SENTENCE = 32


@pytest.mark.parametrize("row", GOODS, ids=lambda row: row.code)
def test_a_rule_on_goods_says_one_of_four_answers_and_says_it_plainly(row: Code) -> None:
    held = row.attributes
    assert held["answer"] in ANSWERS
    assert held["group"] in GROUPS
    assert (held["answer"] == "limit") <= bool(held.get("limits")), "a limit names its amount"
    for sentence in re.split(r"[.:;] ", held["text"]):
        assert len(sentence.split()) <= LONGEST_SENTENCE, sentence


@pytest.mark.parametrize("row", GOODS, ids=lambda row: row.code)
def test_the_amounts_of_a_rule_are_in_force_today(row: Code) -> None:
    for key in row.attributes.get("limits", []):
        assert LAW.value(key, TODAY).value > 0


def test_money_is_reported_above_ten_thousand_dollars_and_was_above_five() -> None:
    amounts = [LAW.value("patrol.currency_report", dt.date(1984, 10, day)).value for day in (11, 12)]
    assert amounts == [5_000, 10_000]


@pytest.mark.parametrize(
    ("word", "code"),
    [
        ("mango", "fruit_vegetables"),
        ("salami", "meat"),
        ("euro", "money"),
        ("puppy", "dog"),
        ("ivory", "protected_species"),
    ],
)
def test_goods_are_found_by_the_words_a_traveller_uses(word: str, code: str) -> None:
    assert code in {row.code for row in LAW.codes("may_bring").search(word, TODAY)}


def test_a_request_for_a_file_ends_with_its_answer_or_is_put_off_once() -> None:
    started = {clock.key for clock in LAW.clocks_started_by("portal.file_requested")}
    assert started == {"portal.file_request"}
    assert {clock.key for clock in LAW.clocks_started_by("portal.file_extended")} == {"portal.file_request_extended"}
    ended = {clock.key for clock in LAW.clocks_satisfied_by("portal.file_answered")}
    assert ended == {"portal.file_request", "portal.file_request_extended"}
    assert {clock.key for clock in LAW.clocks_satisfied_by("portal.file_extended")} == {"portal.file_request"}


@pytest.mark.parametrize("clock", PROMISES, ids=lambda clock: clock.key)
def test_whatever_is_received_has_an_answer_an_owner_and_a_time_today(clock: Clock) -> None:
    provision = clock.on(TODAY)
    assert provision is not None
    assert provision.on_breach
    by_law = clock.key.startswith("portal.file_request")
    assert by_law == (not provision.citation.startswith("Service policy")), "a promise is not passed off as law"


@pytest.mark.parametrize("key", ["public.inform", "public.receive", "public.answer_file", "public.answer"])
def test_the_site_stands_on_an_authority_in_force(key: str) -> None:
    assert LAW.require_authority(key, TODAY).citation


POSTS = LAW.codes("posts_abroad").all()
STATES = {row.code for row in LAW.codes("countries").on(TODAY).values()}
HALF, WHOLE = 90, 180


@pytest.mark.parametrize("row", POSTS, ids=lambda row: row.code)
def test_a_post_abroad_is_in_a_country_of_the_table_and_stands_on_the_globe(row: Code) -> None:
    held = row.attributes
    assert {held["country"], *held.get("serves", [])} <= STATES
    assert held["kind"] in {"embassy", "consulate_general", "consulate", "institute"}
    assert ("lat" in held) == ("lon" in held)
    assert abs(held.get("lat", 0)) <= HALF
    assert abs(held.get("lon", 0)) <= WHOLE


def test_a_country_has_one_embassy_at_most_and_no_post_serves_a_country_that_has_its_own() -> None:
    embassies = [row.attributes["country"] for row in POSTS if row.attributes["kind"] == "embassy"]
    assert len(embassies) == len(set(embassies))
    served = [code for row in POSTS for code in row.attributes.get("serves", [])]
    assert not set(served) & {row.attributes["country"] for row in POSTS}
