"""Somebody outside sends something of each kind: it is taken in with a number, a code, a deadline and an office."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError
from django.test import Client
from django.utils import timezone

from limen.core.clocks.models import RunningClock
from limen.core.ledger.chain import personal_of
from limen.core.ledger.models import Entry
from limen.core.ledger.verify import verify
from limen.core.places.models import Place
from limen.core.referrals.models import Referral
from limen.portal.requests.forms.sending import SENDING
from limen.portal.requests.models import Submission
from limen.portal.requests.tests.scenes import NUMBER, TEXT, TYPED, Outside
from limen.portal.tests.scenes import Newsroom
from tests.factories import Service

pytestmark = pytest.mark.django_db

WHOSE = {
    "feedback": "portal",
    "redress": "records",
    "file_request": "records",
    "tip": "investigations",
    "complaint": "oversight",
    "attache": "attaches",
    "programme": "registration",
}


@pytest.fixture
def outside(service: Service) -> Outside:
    return Outside()


@pytest.mark.parametrize("key", SENDING)
def test_each_kind_is_sent_and_comes_to_the_office_that_works_it(outside: Outside, key: str) -> None:
    answer = outside.sends(key)
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "We have it" in page
    record = outside.record
    assert (record.state, record.kind) == ("received", SENDING[key].kind)
    work = Referral.objects.get(subject=record.pk)
    assert (work.to_office, work.state) == (WHOSE[key], "sent")
    assert TEXT not in work.remarks
    clock = RunningClock.objects.get(subject=record.pk)
    assert (clock.state, clock.place, clock.office) == ("running", Place.objects.get(kind="agency"), WHOSE[key])
    assert f"{clock.due_at.astimezone(clock.zone):%Y-%m-%d}" in page
    assert outside.follows().status_code == 200
    assert verify("local").holds


@pytest.mark.parametrize("key", SENDING)
def test_what_somebody_says_stands_in_the_personal_part_of_the_ledger_alone(outside: Outside, key: str) -> None:
    outside.sends(key, contact_name="Ada Marsh", contact_email="ada@example.org")
    text = TYPED[key]["text"]
    for entry in Entry.objects.all():
        assert text not in entry.body
        assert "ada@example.org" not in entry.body
        assert "Marsh" not in entry.body
        assert outside.code not in entry.body
    act = Entry.objects.get(act__startswith="portal.receive_")
    assert personal_of(act)["sent"]["text"] == text
    assert outside.code not in str(personal_of(act))


def test_the_code_is_kept_nowhere(outside: Outside) -> None:
    outside.sends("feedback")
    assert outside.code
    assert outside.code not in str(Submission.objects.values().get())


@pytest.mark.parametrize("language", ["es", "ar", "zh-hans", "ht"])
def test_a_form_is_sent_from_a_page_in_another_language(service: Service, outside: Outside, language: str) -> None:
    Newsroom(service).offer(language)
    assert outside.sends("tip", language).status_code == 200
    assert outside.record.page_language == language


def test_what_is_wrong_is_said_at_its_field_and_what_was_typed_stays(outside: Outside) -> None:
    answer = outside.sends("file_request", declared="", whom_birth="1984-99-99", text="All since <1999>.")
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "There is a problem" in page
    assert "Tick this to show that the file is yours to ask for." in page
    assert "1984-99-99" in page
    assert "All since &lt;1999&gt;." in page
    assert not Submission.objects.exists()


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"answer_by": "email"}, "Give an e-mail address, or choose another way"),
        ({"answer_by": "post", "contact_name": "Ada"}, "Give your name and address, or choose another way"),
        ({"contact_email": '"a,b"@example.org'}, "Give one e-mail address"),
        ({"text": ""}, "This field is required."),
        ({"text": "x" * 4001}, "4000"),
        ({"matter": "made_up"}, "Select a valid choice"),
        ({"text": "a\0b"}, "Null characters are not allowed."),
    ],
)
def test_what_cannot_be_taken_is_refused(outside: Outside, typed: dict[str, str], said: str) -> None:
    answer = outside.sends("feedback", **typed)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not Submission.objects.exists()


def test_a_request_for_a_file_cannot_be_sent_without_wanting_an_answer(outside: Outside) -> None:
    assert outside.sends("file_request", answer_by="none").status_code == 422


def test_records_about_nobody_are_asked_for_without_a_declaration(outside: Outside) -> None:
    assert outside.sends("file_request", whose="other", declared="", whom_birth="").status_code == 200


def test_no_file_is_taken(outside: Outside) -> None:
    answer = outside.sends("tip", photo=SimpleUploadedFile("x.png", b"x"))
    assert answer.status_code == 422
    assert "No file can be sent" in answer.content.decode()


def test_the_same_text_within_the_hour_is_the_same(outside: Outside) -> None:
    outside.sends("feedback")
    number, code = outside.number, outside.code
    answer = outside.sends("feedback")
    assert "We had this from you already" in answer.content.decode()
    assert (outside.number, outside.code) == (number, "")
    with time_machine.travel(timezone.now() + timedelta(hours=2), tick=False):
        outside.sends("feedback")
    assert outside.number != number
    assert outside.code not in ("", code)


def test_a_receipt_that_is_loaded_again_shows_the_same_code(outside: Outside) -> None:
    data = {**outside.opened("feedback"), "written_in": "en", **TYPED["feedback"]}
    with time_machine.travel(timezone.now() + timedelta(seconds=30), tick=False):
        pages = [outside.posts("feedback", data).content.decode() for _ in range(2)]
    found = [re.findall(r'class="codes">([^<]+)<', page) for page in pages]
    assert found[0] == found[1]
    assert len(found[0]) == 2
    assert Submission.objects.count() == 1


def test_of_two_of_the_same_at_one_moment_the_second_gets_the_number_of_the_first(
    outside: Outside, monkeypatch: pytest.MonkeyPatch
) -> None:
    def too_late(*_args: object, **_more: object) -> None:
        raise IntegrityError

    outside.sends("feedback")
    first, asked = outside.record, []
    monkeypatch.setattr("limen.portal.requests.receiving.perform", too_late)

    def found(*_args: object) -> Submission | None:
        asked.append(1)
        return first if len(asked) > 1 else None

    monkeypatch.setattr("limen.portal.requests.queries.received_again", found)
    assert first.number in outside.sends("feedback").content.decode()


def test_the_same_text_of_two_people_is_two(outside: Outside) -> None:
    outside.sends("feedback")
    neighbour = Outside(Client(REMOTE_ADDR="192.0.2.7"))
    neighbour.sends("feedback")
    assert outside.number != neighbour.number
    assert neighbour.code not in ("", outside.code)


def test_where_no_place_is_open_nothing_is_lost_and_the_person_is_told(outside: Outside) -> None:
    from limen.core.places.acts import ClosePlace
    from tests.factories import setup

    agency = Place.objects.get(kind="agency")
    for place in (*Place.objects.exclude(pk=agency.pk), agency):
        setup(ClosePlace(last_day="2026-11-01"), place)
    answer = outside.sends("feedback")
    assert answer.status_code == 503
    assert TEXT in answer.content.decode()


def test_a_head_request_and_other_methods(outside: Outside) -> None:
    assert outside.client.head("/do/complaint/").status_code == 200
    assert outside.client.put("/do/complaint/").status_code == 405
    assert "no-store" in outside.client.get("/do/complaint/")["Cache-Control"]


def test_numbers_are_told_apart() -> None:
    assert NUMBER.fullmatch("P00000001")
