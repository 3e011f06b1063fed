"""The pages, the API and the command line of batches; a school sees its own."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from typer.testing import CliRunner

from limen.offices.sevis.cli import cli
from limen.offices.sevis.models import Batch, Student
from limen.offices.sevis.tests.batches import BATCH, USER, create, document, official, sent, software, update
from limen.offices.sevis.tests.scenes import Campuses
from tests.signing_in import signed_in


def desk(at: Campuses) -> Client:
    return signed_in(Client(), official(at), at.school.place, "sevis")


def body(at: Campuses) -> bytes:
    """Return a batch with a good record and a bad one."""
    return document(at.school, create(1), update("status.cancel", {"Reason": "01"}, "N0099999999", 2))


def test_an_official_sees_the_batches_of_the_school_and_filters_what_was_refused(at: Campuses) -> None:
    client = desk(at)
    batch = sent(at, body(at)).batch
    assert batch is not None
    assert BATCH in client.get(reverse("sevis:batches")).content.decode()
    address = reverse("sevis:batch", args=[batch.pk])
    assert "C1" in client.get(address).content.decode()
    refused = client.get(address, {"only": "refused"}).content.decode()
    assert "S1003" in refused
    assert ">C1<" not in refused
    lines = client.get(address, {"format": "csv"}).content.decode().splitlines()
    assert len(lines) == 3
    assert client.get(reverse("sevis:batch_log", args=[batch.pk])).content.startswith(b"<?xml")
    zipped = client.get(reverse("sevis:batch_log", args=[batch.pk]), {"format": "zip"})
    assert zipped.content.startswith(b"PK")


def test_another_sponsors_officer_sees_none_of_it_and_the_government_does(at: Campuses) -> None:
    official(at)
    batch = sent(at, body(at)).batch
    assert batch is not None
    address = reverse("sevis:batch", args=[batch.pk])
    other = signed_in(Client(), at.officer, at.sponsor.place, "sevis")
    assert other.get(address).status_code == 404
    assert BATCH not in other.get(reverse("sevis:batches")).content.decode()
    analyst = at.service.officer("sevp_analyst", place=at.service.agency)
    assert signed_in(Client(), analyst, at.service.agency, "sevis").get(address).status_code == 200


def test_a_batch_is_checked_on_the_page_and_then_sent(at: Campuses) -> None:
    client = desk(at)

    def post(**more: str) -> Any:
        file = SimpleUploadedFile("batch.xml", body(at))
        return client.post(reverse("sevis:send_batch"), {"file": file, **more}, follow=True)

    tried = post(check="on").content.decode()
    assert "1 record would be accepted and 1 refused" in tried
    assert not Batch.objects.exists()
    assert "1 accepted, 1 refused" in post().content.decode()
    again = post()
    assert again.status_code == 422
    assert "was sent before; nothing is changed" in again.content.decode()


def test_a_batch_is_sent_and_read_on_the_api(at: Campuses) -> None:
    official(at)
    _account, token = software(at.school.place)
    client = Client(headers={"Authorization": f"Bearer {token}"})
    fields = {"org": at.school.code, "batch": BATCH, "user": USER}

    def post(**more: str) -> Any:
        return client.post("/api/v1/sevis/batches", {**fields, **more, "xml": SimpleUploadedFile("b.xml", body(at))})

    checked = post(check="true").json()
    assert [row["code"] for row in checked["answers"]] == ["S0000", "S1003"]
    assert not Student.objects.exists()
    done = post().json()
    assert (done["code"], done["accepted"], done["refused"], done["state"]) == ("S0000", 1, 1, "processed")
    assert post().json()["repeated"] is True
    rows = client.get(f"/api/v1/sevis/batches/{done['batch']}/results", {"only": "refused"}).json()
    assert [row["request"] for row in rows] == ["U2"]
    assert client.get("/api/v1/sevis/batches").json()["items"][0]["data"]["batch_id"] == BATCH
    assert client.get(f"/api/v1/sevis/batches/{done['batch']}/log").content.startswith(b"<?xml")


def test_a_batch_is_sent_and_its_log_read_at_a_terminal(at: Campuses, tmp_path: Path) -> None:
    official(at)
    path = tmp_path / "batch.xml"
    path.write_bytes(body(at))
    words = ["upload", str(path), "--org", at.school.code, "--user", USER, "--batch", BATCH]
    dry = CliRunner().invoke(cli, [*words, "--dry-run", "--json"])
    assert json.loads(dry.output)["refused"] == 1
    assert not Batch.objects.exists()
    done = CliRunner().invoke(cli, words)
    assert done.exit_code == 1
    assert "1 accepted, 1 refused" in done.output
    log = CliRunner().invoke(cli, ["log", BATCH, "--by", USER, "--at", at.school.place.code])
    assert log.output.startswith("<?xml")
    assert CliRunner().invoke(cli, ["process", "--json"]).output.strip() == "[]"
