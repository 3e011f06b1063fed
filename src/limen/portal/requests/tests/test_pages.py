"""The officers' pages: the queue with its filters and file, one thing sent, the printed page, and the API."""

from __future__ import annotations

import csv
from io import StringIO

import pytest
from django.test import Client

from limen.core.ledger.models import Entry
from limen.portal.requests import acts
from limen.portal.requests.tests.scenes import AGENT, BY_MAIL, RECORDS, TEXT, Desk, sent
from tests.factories import Service

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(service: Service) -> Desk:
    return Desk(service)


def text(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return str(answer.content.decode())


def test_the_queue_is_narrowed_and_taken_out_and_both_are_on_the_record(desk: Desk) -> None:
    feedback, question = sent(desk.service), sent(desk.service, "question", fingerprint="1" * 64)
    closed = desk.do(acts.MarkAbuse(why="Advertising for shoes."), sent(desk.service, fingerprint="2" * 64))
    client = desk.client()
    page = text(client, "/requests/")
    assert feedback.number in page
    assert question.number in page
    assert closed.number not in page
    assert question.number not in text(client, "/requests/?kind=feedback")
    assert closed.number in text(client, "/requests/?state=closed")
    assert feedback.number in text(client, f"/requests/?q={feedback.number.lower()}")
    assert "Nothing is on record" in text(client, "/requests/?first=2027-01-01")
    assert client.get("/requests/?kind=tip").status_code == 422
    rows = list(csv.DictReader(StringIO(text(client, "/requests/?state=all&format=csv").removeprefix("\ufeff"))))
    assert {row["number"] for row in rows} == {feedback.number, question.number, closed.number}
    assert TEXT not in str(rows)
    entry = Entry.objects.get(act="portal.submissions_export")
    assert str(feedback.pk) in entry.body


def test_the_queue_has_pages(desk: Desk) -> None:
    for turn in range(51):
        sent(desk.service, fingerprint=f"{turn:064d}")
    client = desk.client()
    assert "Page 1 of 2" in text(client, "/requests/")
    assert "51 submissions" in text(client, "/requests/?page=2")


def test_one_of_them_shows_what_it_says_its_deadline_its_work_and_what_can_be_done(desk: Desk) -> None:
    record = desk.do(acts.Acknowledge(), sent(desk.service, **BY_MAIL))
    page = text(desk.client(), f"/requests/{record.pk}/")
    for shown in (
        TEXT,
        "ada@example.org",
        "by e-mail",
        "Answer feedback",
        "Feedback from the public",
        "Receive feedback",
        "Tell the person that what they sent has been seen",
        "Pass what the public sent to another office",
        "Answer what the public sent",
    ):
        assert shown in page
    assert "Refuse a request for a file" not in page
    assert "Make a lead of a tip" not in page


def test_a_tip_offers_a_lead_and_a_request_for_a_file_its_refusal(desk: Desk) -> None:
    tip, file = sent(desk.service, "tip"), sent(desk.service, "file_request")
    assert "Make a lead of a tip" in text(desk.client(AGENT), f"/requests/{tip.pk}/")
    page = text(desk.client(RECORDS), f"/requests/{file.pk}/")
    assert "Refuse a request for a file" in page
    assert "Put off the decision" in page
    assert "Ada Marsh" in page


def test_redress_is_given_from_a_request_for_it_without_a_name_in_the_address(desk: Desk) -> None:
    record = sent(desk.service, "redress")
    page = text(desk.client(("records_officer", "redress")), f"/requests/{record.pk}/")
    start = page.index("/act/lookouts.redress/?")
    address = page[start : page.index('"', start)]
    assert record.number in address
    assert "Marsh" not in address
    form = text(desk.client(("records_officer", "redress")), address.replace("&amp;", "&"))
    assert f"Asked for by number {record.number}" in form


def test_it_is_printed_with_the_answer_and_the_address(desk: Desk) -> None:
    contact = acts.Contact(name="Ada Marsh", post="41 Elm Street\nQueens")
    record = sent(desk.service, answer_by="post", contact=contact)
    record = desk.do(acts.Answer(answer="The lamp is mended."), record)
    page = text(desk.client(), f"/requests/{record.pk}/print/")
    for shown in ("Ada Marsh", "41 Elm Street", "The lamp is mended.", record.number):
        assert shown in page


def test_whoever_looks_is_on_the_record(desk: Desk) -> None:
    record = sent(desk.service)
    text(desk.client(), f"/requests/{record.pk}/")
    entry = Entry.objects.filter(act="portal.submission").order_by("-seq")[0]
    assert str(record.pk) in entry.body


def test_who_has_nothing_to_do_with_it_is_refused(desk: Desk) -> None:
    client = desk.client(("carrier", "targeting"))
    assert client.get("/requests/").status_code == 403


def test_the_api_lists_what_the_caller_works(desk: Desk) -> None:
    tip, _feedback = sent(desk.service, "tip"), sent(desk.service)
    rows = desk.client(AGENT).get("/api/v1/portal_requests/submissions").json()["items"]
    assert [row["data"]["number"] for row in rows] == [tip.number]
    assert "contact_email" not in rows[0]["data"]
