"""Loading what carriers send from a terminal, a watched folder and over REST."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from typer.testing import CliRunner

from limen.core.access import acts as access
from limen.core.ledger.models import Outgoing
from limen.offices.inspections.cli import cli
from limen.offices.inspections.models import Traveller, Voyage
from limen.offices.inspections.tests.scenes import lookout
from limen.offices.inspections.tests.test_pages import LIST
from tests.factories import OPENED, Service, setup
from tests.signing_in import signed_in

pytestmark = pytest.mark.django_db


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


def test_a_file_that_is_no_message_is_exit_1_with_the_reason(service: Service, tmp_path: Path) -> None:
    path = tmp_path / "list.txt"
    path.write_text("Dear sir, please find attached")
    done = run("receive", str(path), "--by", analyst(service))
    assert done.exit_code == 1
    assert "No passenger list could be read" in done.output


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
