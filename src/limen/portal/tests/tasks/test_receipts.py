"""What came of a form stands first on the page: the receipt and how things stand, not below what was read before."""

from __future__ import annotations

import re

import pytest

from limen.portal.requests.forms.sending import SENDING
from limen.portal.requests.tests.scenes import Outside
from limen.portal.tests.tasks.scenes import main_of, text_of
from tests.factories import Service

pytestmark = pytest.mark.django_db
HEADING = re.compile(r"<h1>\s*(.*?)\s*</h1>")


@pytest.mark.parametrize("key", SENDING)
def test_number_and_code_stand_at_the_top_without_the_words_of_the_page(service: Service, key: str) -> None:
    outside = Outside()
    assert 'class="words"' in main_of(outside.client.get(outside.address(key)))
    answer = outside.sends(key)
    assert HEADING.findall(main_of(answer)) == ["We have it"]
    assert 'class="words"' not in main_of(answer)
    assert f'<strong dir="ltr" class="codes">{outside.code}</strong>' in main_of(answer)
    again = main_of(outside.follows())
    assert HEADING.findall(again)[0].endswith(f"· {outside.number}")
    assert 'class="words"' not in again


def test_what_was_sent_before_is_said_to_have_been(service: Service) -> None:
    outside = Outside()
    outside.sends("feedback")
    assert HEADING.findall(main_of(outside.sends("feedback"))) == ["We had this from you already"]


@pytest.mark.parametrize("key", [*SENDING, "follow_up"])
def test_a_form_below_many_words_is_one_link_away(service: Service, key: str) -> None:
    outside = Outside()
    page = main_of(outside.client.get(outside.address(key)))
    assert 0 < page.index('href="#task"') < page.index('class="words"') < page.index('id="task"') < page.index("<form")


def test_what_is_wrong_leaves_the_words_of_the_page_where_they_are(service: Service) -> None:
    outside = Outside()
    hidden = outside.opened("tip")
    answer = outside.posts("tip", {**hidden, "matter": "people_held"})
    assert answer.status_code == 422
    assert "There is a problem" in text_of(answer)
    assert 'class="words"' in main_of(answer)
    assert f'action="{outside.address("tip")}"' in main_of(answer)
