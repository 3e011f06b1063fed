"""Loading what carriers send from a terminal, a watched folder and over REST."""

from __future__ import annotations

import json
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from typer.testing import CliRunner

from limen.core.access import acts as access
from limen.core.ledger.models import Outgoing
from limen.kernel import BadInput
from limen.offices.inspections.cli import cli
from limen.offices.inspections.intake import MOST_TEXT, Received, receive
from limen.offices.inspections.models import Message, Traveller, Voyage
from limen.offices.inspections.tests.scenes import lookout
from limen.offices.inspections.tests.test_pages import LIST
from tests.factories import OPENED, Service, setup
from tests.signing_in import signed_in

pytestmark = pytest.mark.django_db
BOOKINGS = (
    "UNB+IATA:1+SK+USCBP+261125:0900+2'UNG+PNRGOV+SK+USCBP+261125:0900+1+IA+13:1'UNH+1+PNRGOV:13:1:IA+S'MSG+:22'"
    "ORG+SK:ARN'TVL+251126:1000:251126:1300+ARN+JFK+SK+901'EQN+1'SRC'RCI+SK:XK3T9Q'TIF+ERIKSSON+ANNA MARIA:A:1'"
    "TVL+251126:1000:251126:1300+ARN+JFK+SK+901:Y'RPI+1+HK'UNT+10+1'UNE+1+1'UNZ+1+2'"
)


def run(*words: str) -> Any:
    return CliRunner().invoke(cli, [*words, "--at", "NYC"])


def analyst(service: Service) -> str:
    return service.officer("targeting_officer").username


def test_a_file_is_loaded_and_answered(service: Service, tmp_path: Path) -> None:
    path = tmp_path / "list.edi"
    path.write_text(LIST)
    done = run("receive", str(path), "--by", analyst(service), "--json")
    assert done.exit_code == 0, done.output
    found = json.loads(done.output)
    assert (found["people"], found["label"]) == (2, "SK901 2026-11-25")
    assert "0Z" in found["answer"]


def test_a_file_that_is_no_message_is_bad_input_and_keeps_no_other_from_being_loaded(
    service: Service, tmp_path: Path
) -> None:
    letter, empty, good = tmp_path / "a.txt", tmp_path / "b.edi", tmp_path / "c.edi"
    letter.write_text("Dear sir, please find attached")
    empty.write_text("")
    good.write_text(LIST)
    done = run("receive", str(letter), str(empty), str(good), "--by", analyst(service))
    assert done.exit_code == 2
    assert "a.txt: No passenger list or booking could be read in it: No EDIFACT segment was found" in done.stderr
    assert "b.edi: No passenger list or booking could be read in it: There is nothing to read." in done.stderr
    assert "2 people listed" in done.stdout


def test_a_message_about_no_flight_is_refused_with_exit_1(service: Service, tmp_path: Path) -> None:
    path = tmp_path / "list.edi"
    path.write_text("UNH+1+PAXLST:D:12B'BGM+745'NAD+FL+++ERIKSSON:ANNA'UNT+4+1'")
    done = run("receive", str(path), "--by", analyst(service))
    assert done.exit_code == 1
    assert "names no flight or no day" in done.stdout


@pytest.mark.parametrize(
    "content", [b"", b"PK\3\4" + bytes(200), b"<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><x>&e;</x>"]
)
def test_what_is_no_message_is_a_problem_over_rest_and_at_the_desk(service: Service, content: bytes) -> None:
    client = signed_in(Client(), service.officer("targeting_officer"), service.jfk, "targeting")
    answer = client.post("/api/v1/inspections/messages", {"message": SimpleUploadedFile("list.edi", content)})
    assert (answer.status_code, answer["Content-Type"]) == (422, "application/problem+json")
    assert answer.json()["problems"][0]["field"] == "message"
    shown = client.post("/inspections/receive/", {"message": SimpleUploadedFile("list.edi", content)})
    assert shown.status_code == 422
    assert ("could be read in it" in shown.content.decode()) is bool(content)
    assert not Message.objects.exists()


def test_an_unknown_account_is_exit_2_and_one_without_the_role_loads_nothing(service: Service, tmp_path: Path) -> None:
    path = tmp_path / "list.edi"
    path.write_text(LIST)
    assert run("receive", str(path), "--by", "nobody").exit_code == 2
    refused = run("receive", str(path), "--by", service.officer().username)
    assert refused.exit_code == 3
    assert "role" in refused.output
    assert not Voyage.objects.exists()


def test_a_watched_folder_is_emptied_and_answers_are_left_in_it(service: Service, tmp_path: Path) -> None:
    (tmp_path / "a.edi").write_text(LIST)
    (tmp_path / "b.edi").write_text("nothing")
    assert run("watch", str(tmp_path), "--once", "--by", analyst(service)).exit_code == 0
    assert sorted(item.name for item in tmp_path.iterdir()) == ["answers", "done", "faulty"]
    assert "0Z" in (tmp_path / "answers" / "a.cusres").read_text()
    lookout(service, action="refuse")
    run("watch", str(tmp_path), "--once", "--by", analyst(service))
    (change,) = (tmp_path / "answers").glob("change-SK-*.cusres")
    assert "1Z" in change.read_text()
    assert not Outgoing.objects.filter(sent_at=None, channel="carrier").exists()


def test_a_file_that_is_too_large_keeps_no_other_waiting_and_says_why(service: Service, tmp_path: Path) -> None:
    with (tmp_path / "a.edi").open("wb") as large:
        large.truncate(17 * 1024 * 1024)
    (tmp_path / "b.edi").write_text(LIST)
    assert run("watch", str(tmp_path), "--once", "--by", analyst(service)).exit_code == 0
    assert (tmp_path / "done" / "b.edi").exists()
    assert (tmp_path / "faulty" / "a.edi").exists()
    assert "16 megabytes" in (tmp_path / "faulty" / "a.edi.why").read_text()


def test_a_message_still_being_written_is_left_alone(service: Service, tmp_path: Path) -> None:
    (tmp_path / "a.edi.part").write_text(LIST[:200])
    assert run("watch", str(tmp_path), "--once", "--by", analyst(service)).exit_code == 0
    assert [item.name for item in tmp_path.iterdir()] == ["a.edi.part"]


def test_who_may_not_load_messages_touches_none_and_sends_no_change(service: Service, tmp_path: Path) -> None:
    path = tmp_path / "a.edi"
    path.write_text(LIST)
    assert run("receive", str(path), "--by", analyst(service)).exit_code == 0
    lookout(service, action="refuse")
    inspector = service.officer().username
    for verb in (("receive", str(path)), ("watch", str(tmp_path), "--once")):
        refused = run(*verb, "--by", inspector)
        assert refused.exit_code == 3
        assert "You hold no role" in refused.stderr
    assert [item.name for item in tmp_path.iterdir()] == ["a.edi"]
    assert Outgoing.objects.filter(sent_at=None, channel="carrier").exists()


def test_a_message_is_loaded_over_rest(service: Service) -> None:
    client = signed_in(Client(), service.officer("targeting_officer"), service.jfk, "targeting")
    answer = client.post("/api/v1/inspections/messages", {"message": SimpleUploadedFile("list.edi", LIST.encode())})
    assert answer.status_code == 200, answer.content
    (loaded,) = answer.json()
    assert loaded["people"] == 2
    assert Traveller.objects.count() == 2
    board = client.get("/api/v1/inspections/board", {"day": "2026-11-25"}).json()
    assert [row["data"]["carrier"] for row in board["items"]] == ["SK"]


def test_what_is_not_ones_to_load_is_a_problem_document(service: Service) -> None:
    client = signed_in(Client(), service.officer(), service.jfk)
    answer = client.post("/api/v1/inspections/messages", {"message": SimpleUploadedFile("list.edi", b"x")})
    assert answer.status_code == 403
    assert answer["Content-Type"] == "application/problem+json"


def test_a_carriers_account_sends_for_its_own_carrier_alone(service: Service, tmp_path: Path) -> None:
    path = tmp_path / "list.edi"
    path.write_text(LIST)
    for name, organisation in (("sas", "SK"), ("other", "LH"), ("none", "")):
        account = setup(access.OpenAccount(username=name, full_name=name, kind="service", organisation=organisation))
        setup(access.PostOfficer(role="carrier", place=service.jfk.pk, valid_from=OPENED), account)
    refused = run("receive", str(path), "--by", "other")
    assert refused.exit_code == 1
    assert "sends nothing for SK" in refused.output
    assert run("receive", str(path), "--by", "none").exit_code == 1
    assert not Voyage.objects.exists()
    assert run("receive", str(path), "--by", "sas").exit_code == 0
    assert Traveller.objects.count() == 2


def loaded(service: Service, data: bytes) -> list[Received]:
    officer = service.officer("targeting_officer")
    return receive(data, by=officer, at=service.jfk, purpose="targeting", source="list.edi")


def test_a_long_message_is_kept_whole(service: Service) -> None:
    long = LIST.replace("CNT+42:2'", "CNT+42:2'" + "\r\n" * 4_200_000)
    (received,) = loaded(service, long.encode())
    assert received.people == 2
    assert Message.objects.get().text == long


def test_a_message_longer_than_any_voyage_needs_is_refused_by_name_and_nothing_is_written(service: Service) -> None:
    with pytest.raises(BadInput, match="characters long") as refused:
        loaded(service, LIST.encode() + b" " * MOST_TEXT)
    assert refused.value.problems[0].rule == "message.size"
    assert not Voyage.objects.exists()
    assert not Message.objects.exists()


@pytest.mark.parametrize("alphabet", ["latin-1", "utf-16", "utf-16-le", "utf-16-be", "cp500", "utf-8-sig"])
def test_a_message_is_kept_as_it_came_whatever_its_alphabet(service: Service, alphabet: str) -> None:
    sent = LIST.replace("LIND:BO", "LÖNN:BO")
    (received,) = loaded(service, sent.encode(alphabet))
    assert received.people == 2
    assert Message.objects.get().text == sent
    assert Traveller.objects.filter(surname="LÖNN").exists()


@pytest.mark.parametrize("coding", ["base64", "quoted-printable", "8bit"])
def test_a_mail_is_kept_as_it_came_and_who_sent_the_list_in_it_is_answered(service: Service, coding: str) -> None:
    mail = EmailMessage()
    mail["Subject"] = "APIS SK901"
    mail.set_content(LIST.replace("LIND:BO", "LÖNN:BO"), cte=coding)
    (received,) = loaded(service, mail.as_bytes())
    assert received.people == 2
    assert Message.objects.get().text == mail.as_bytes().decode()
    assert "UNB+UNOA:4+USCBP+SK+" in received.answer


def test_more_people_than_any_voyage_carries_are_refused_with_the_field_and_the_rule(
    service: Service, tmp_path: Path
) -> None:
    many = "".join(f"NAD+FL+++DOE:J{number}'RFF+ABO:{number}'" for number in range(20_001))
    (tmp_path / "a.edi").write_text(LIST.replace("NAD+FL+++LIND", many + "NAD+FL+++LIND"))
    (tmp_path / "b.edi").write_text(LIST)
    assert run("watch", str(tmp_path), "--once", "--by", analyst(service)).exit_code == 0
    assert "People: give at most 20000." in (tmp_path / "faulty" / "a.edi.why").read_text()
    assert (tmp_path / "done" / "b.edi").exists()
    assert Traveller.objects.count() == 2


def test_a_person_with_a_field_that_cannot_stand_is_listed_without_it_and_it_is_reported(service: Service) -> None:
    name = "B" * 130
    sent = LIST.replace("NAT+2+SWE'RFF+ABO:2", "NAT+2+SWEDEN'RFF+ABO:2").replace("LIND:BO", f"LIND:{name}")
    (received,) = loaded(service, sent.encode())
    assert received.people == 2
    lind = Traveller.objects.get(surname="LIND")
    assert (lind.nationality, lind.given_names, lind.birth, lind.document_number) == (
        "",
        name[:120],
        "1970-02-01",
        "N7",
    )
    said = [fault["message"] for fault in received.faults if fault["rule"] == "person.field"]
    assert said == [
        f"LIND: the given names “{name}” have more than 120 characters; they were cut.",
        "LIND: the nationality “SWEDEN” has more than 3 characters; it was left empty.",
    ]


def test_a_list_and_bookings_in_one_file_are_both_loaded(service: Service) -> None:
    received = loaded(service, (LIST + "\r\n" + BOOKINGS).encode())
    assert [item.says for item in received] == ["2 people listed (original).", "1 bookings of 1 people kept."]
    assert not any(fault["rule"] == "message.type" for item in received for fault in item.faults)
    assert Traveller.objects.filter(booking__locator="XK3T9Q").count() == 1


def test_a_list_that_speaks_of_bookings_is_a_list(service: Service) -> None:
    (received,) = loaded(service, LIST.replace("SCANDINAVIAN", "SK PNRGOV DESK").encode())
    assert received.people == 2


def test_a_booking_without_its_locator_is_reported(service: Service) -> None:
    received = loaded(service, BOOKINGS.replace("RCI+SK:XK3T9Q'", "").encode())
    faults = [fault for item in received for fault in item.faults if fault["rule"] == "booking.nameless"]
    assert [fault["message"] for fault in faults] == ["A booking of 1 people has no locator; it was not kept."]


def test_the_same_message_loaded_again_is_said_to_be_and_lists_nobody_twice(service: Service, tmp_path: Path) -> None:
    path = tmp_path / "list.edi"
    path.write_text(LIST)
    first, again = (run("receive", str(path), "--by", analyst(service), "--json").output for _ in range(2))
    assert "loaded before" not in first
    assert "The same message was loaded before" in json.loads(again)["says"]
    assert Traveller.objects.count() == 2
