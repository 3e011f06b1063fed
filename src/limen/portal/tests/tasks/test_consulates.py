"""Consulates: whether one is told in any case or only if the person asks, and where that stands."""

from __future__ import annotations

import pytest
from django.test import Client

from limen.portal.tests.tasks.scenes import main_of, text_of

pytestmark = pytest.mark.django_db
PAGE = "/do/consulates/"


def look(country: str) -> str:
    answer = Client().get(PAGE, {"country": country})
    assert answer.status_code == 200
    assert not answer.cookies
    return text_of(answer)


def test_a_country_whose_treaty_asks_for_it_is_told_in_any_case(db: None) -> None:
    text = look("ALB")
    for told in ("Albania", "must be told, whatever you wish", "72 hours", "8 CFR 236.1(e), note 1", "24 hours"):
        assert told in text
    assert "with a green card as well" in text


def test_a_country_with_a_term_of_its_own_and_a_note_is_told_with_both(db: None) -> None:
    text = look("CHN")
    assert "4 days" in text
    assert "TECRO" in text


@pytest.mark.parametrize(("territory", "name"), [("BMU", "Bermuda"), ("GIB", "Gibraltar"), ("JEY", "Jersey")])
def test_a_territory_is_told_as_the_treaty_of_its_state_says(db: None, territory: str, name: str) -> None:
    text = look(territory)
    assert f"{name} (United Kingdom)" in text
    assert "must be told, whatever you wish" in text
    assert "overseas territories and Crown dependencies" in text


def test_a_territory_that_the_table_names_is_told_as_its_own_row_says(db: None) -> None:
    text = look("HKG")
    assert "must be told, whatever you wish" in text
    assert "TECRO" not in text


def test_a_territory_of_a_state_without_such_a_treaty_is_told_only_if_the_person_asks(db: None) -> None:
    assert "told only if you ask for it" in look("ABW")


def test_every_other_country_is_told_only_if_the_person_asks(db: None) -> None:
    text = look("GTM")
    assert "told only if you ask for it" in text
    assert "without delay, once you ask" in text
    assert "72 hours" not in text.partition("The law this page stands on")[0]


def test_where_a_country_has_consulates_is_said_not_to_be_known(db: None) -> None:
    assert "That is not on record here" in look("GTM")


def test_what_is_no_country_is_refused_and_nothing_is_told_at_first(db: None) -> None:
    answer = Client().get(PAGE, {"country": "XX9"})
    assert answer.status_code == 422
    assert 'href="#id_country"' in main_of(answer)
    assert "consulate must be told" not in text_of(Client().get(PAGE))


def test_the_page_is_there_in_every_language(db: None) -> None:
    assert Client().get(f"/es{PAGE}", {"country": "ALB"}).status_code == 200
    assert Client().get(f"/ar{PAGE}").status_code == 200


def abroad(country: str) -> str:
    answer = Client().get(PAGE, {"abroad": country})
    assert answer.status_code == 200
    return text_of(answer)


def test_somebody_abroad_finds_the_embassy_first_and_is_told_that_the_list_was_not_checked(db: None) -> None:
    text = abroad("MEX")
    assert "Embassies and consulates of the United States for Mexico" in text
    assert text.index("Embassy: Mexico City") < text.index("Consulate general: Ciudad Juárez")
    assert "was not checked" in text
    assert "Department of State" in text


@pytest.mark.parametrize(("country", "post"), [("D", "Embassy: Berlin"), ("RKS", "Embassy: Pristina")])
def test_a_country_is_found_by_the_code_that_documents_bear(db: None, country: str, post: str) -> None:
    assert post in abroad(country)


def test_a_country_that_a_post_elsewhere_serves_is_sent_there(db: None) -> None:
    assert "Embassy: Bridgetown (Barbados)" in abroad("LCA")


def test_a_post_whose_work_is_suspended_says_so_and_where_none_is_known_that_is_said(db: None) -> None:
    assert "its work is suspended" in abroad("AFG")
    assert "No post there is on record here" in abroad("PRK")


def test_no_country_chosen_is_said_at_the_question_it_belongs_to(db: None) -> None:
    answer = Client().get(PAGE, {"abroad": ""})
    assert answer.status_code == 422
    assert 'href="#id_abroad"' in main_of(answer)
    assert 'href="#id_country"' not in main_of(answer)
