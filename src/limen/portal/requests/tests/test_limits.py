"""Programs, haste and impatience are refused without a cookie, and nobody learns of another's number by trying."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.test import Client, RequestFactory
from django.utils import timezone

from limen.core.access.limits import asker
from limen.core.lawbook import lawbook
from limen.core.ledger.models import Entry
from limen.portal.requests.models import Submission
from limen.portal.requests.tests.scenes import TEXT, TODAY, TYPED, Outside
from tests.factories import Service

pytestmark = pytest.mark.django_db


@pytest.fixture
def outside(service: Service) -> Outside:
    return Outside()


def number(key: str) -> int:
    return int(lawbook().value(key, TODAY).value)


@pytest.mark.parametrize(
    ("after", "status"),
    [
        (timedelta(), 422),
        (timedelta(seconds=1), 422),
        (timedelta(seconds=3), 200),
        (timedelta(minutes=119), 200),
        (timedelta(minutes=121), 422),
    ],
)
def test_a_form_is_sent_neither_faster_than_a_person_nor_after_two_hours(
    outside: Outside, after: timedelta, status: int
) -> None:
    with time_machine.travel(timezone.now(), tick=False):
        answer = outside.sends("feedback", after=after)
    assert answer.status_code == status
    if status == 422:
        assert TEXT in answer.content.decode()


@pytest.mark.parametrize("token", ["", "x", "a:b:c", "W10:1abcde:AAAA"])
def test_a_form_without_its_token_is_not_taken(outside: Outside, token: str) -> None:
    answer = outside.posts("feedback", {"token": token, "written_in": "en", **TYPED["feedback"]})
    assert answer.status_code == 422
    assert not Submission.objects.exists()


def test_the_token_of_one_form_opens_no_other(outside: Outside) -> None:
    token = outside.opened("tip")
    with time_machine.travel(timezone.now() + timedelta(seconds=30), tick=False):
        answer = outside.posts("feedback", {**token, "written_in": "en", **TYPED["feedback"]})
    assert answer.status_code == 422


def test_a_refused_form_can_be_sent_again_as_it_is_shown(outside: Outside) -> None:
    page = outside.sends("feedback", after=timedelta(hours=3)).content.decode()
    token = page.partition('name="token"')[2].partition('value="')[2].partition('"')[0]
    with time_machine.travel(timezone.now() + timedelta(hours=3, seconds=30), tick=False):
        data = {"token": token, "written_in": "en", **TYPED["feedback"]}
        assert outside.posts("feedback", data).status_code == 200


def test_what_fills_in_the_field_nobody_sees_is_refused(outside: Outside) -> None:
    answer = outside.sends("feedback", website="https://example.org")
    assert answer.status_code == 422
    assert "Leave this field empty" in answer.content.decode()


def test_an_address_sends_so_much_in_an_hour_and_no_more(outside: Outside) -> None:
    most = number("policy.submissions_an_hour")
    codes = [outside.sends("feedback", text=f"{TEXT} {turn}").status_code for turn in range(most + 1)]
    assert codes == [200] * most + [429]
    assert Submission.objects.count() == most
    answer = outside.sends("feedback", text="Kept")
    assert "Kept" in answer.content.decode()
    assert Outside(Client(REMOTE_ADDR="192.0.2.7")).sends("feedback").status_code == 200


def test_whoever_has_a_line_of_ipv6_has_one_address() -> None:
    ask = RequestFactory()
    one, two, other = (
        asker(ask.get("/", REMOTE_ADDR=address)) for address in ("2001:db8::1", "2001:db8::2", "2001:db8:0:1::1")
    )
    assert one == two != other


def test_behind_a_proxy_the_sender_is_counted_and_not_the_proxy(settings: object) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1  # type: ignore[attr-defined]
    request = RequestFactory().get("/", REMOTE_ADDR="127.0.0.1", headers={"X-Forwarded-For": "192.0.2.7"})
    assert asker(request) == "192.0.2.7"


def test_a_wrong_code_and_an_unknown_number_are_answered_alike(outside: Outside) -> None:
    outside.sends("feedback")
    wrong, unknown = outside.follows(code="aaaa-aaaa-aaaa-aaaa"), outside.follows(number="P99999999")
    assert wrong.status_code == unknown.status_code == 422

    def told(answer: object, number: str, code: str) -> list[str]:
        text = answer.content.decode().replace(number, "").replace(code, "")  # type: ignore[attr-defined]
        return [line for line in text.splitlines() if 'value="' not in line]

    assert told(wrong, outside.number, "aaaa-aaaa-aaaa-aaaa") == told(unknown, "P99999999", outside.code)
    reads = Entry.objects.filter(act="portal.follow_up").count()
    assert reads == 2


def test_nobody_tries_codes_for_an_hour(outside: Outside) -> None:
    outside.sends("feedback")
    most = number("policy.follow_ups_an_hour")
    codes = [outside.follows(code=f"aaaa-aaaa-aaaa-{turn:04d}").status_code for turn in range(most + 1)]
    assert codes == [422] * most + [429]
    assert outside.follows().status_code == 429


def test_a_pass_that_was_made_up_or_is_old_opens_nothing(outside: Outside) -> None:
    outside.sends("feedback")
    page = outside.follows().content.decode()
    token = page.partition('name="pass" value="')[2].partition('"')[0]
    assert outside.posts("follow_up", {"pass": "x", "do": "add", "says": "More"}).status_code == 422
    with time_machine.travel(timezone.now() + timedelta(hours=3), tick=False):
        answer = outside.posts("follow_up", {"pass": token, "do": "add", "says": "More"})
    assert answer.status_code == 422
    assert not outside.record.words.exists()


def test_number_and_code_are_read_however_they_are_typed(outside: Outside) -> None:
    outside.sends("feedback")
    typed = outside.code.replace("-", " ").upper()
    assert outside.follows(number=f" {outside.number.lower()} ", code=typed).status_code == 200
