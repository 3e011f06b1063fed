"""The published addresses: what a school's existing software sends with curl, and what it gets back."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from limen.core.access import acts as access
from limen.core.access.gate import NODE, SYSTEM
from limen.exchange.sevis_batch.log import read_log
from limen.kernel import perform
from limen.offices.sevis.acts.batches import BindCertificate, UnbindCertificate
from limen.offices.sevis.models import Batch, Student
from limen.offices.sevis.tests.batches import BATCH, USER, create, document, official, software
from limen.offices.sevis.tests.scenes import Campuses

UPLOAD, DOWNLOAD = "/sbtsevisbatch/action/batchUpload", "/sbtsevisbatch/action/batchDownload"
PRINT = "ab" * 32


def fields(at: Campuses, **changes: Any) -> dict[str, Any]:
    return {"orgid": at.school.code, "batchid": BATCH, "userid": USER, **changes}


def caller(at: Campuses) -> Client:
    """Return the school's software, known by its token."""
    cache.clear()
    official(at)
    _account, token = software(at.school.place)
    return Client(headers={"Authorization": f"Bearer {token}"})


def upload(client: Client, at: Campuses, body: bytes, address: str = UPLOAD, **changes: Any) -> Any:
    return client.post(address, {**fields(at, **changes), "xml": SimpleUploadedFile("batch.xml", body)})


@pytest.mark.parametrize("root", ["sbtsevisbatch", "sevisbatch"])
def test_a_batch_is_uploaded_and_its_log_downloaded(at: Campuses, root: str) -> None:
    client = caller(at)
    answer = upload(client, at, document(at.school, create()), f"/{root}/action/batchUpload")
    assert (answer.status_code, answer["Content-Type"]) == (200, "text/xml; charset=utf-8")
    log = read_log(answer.content)
    assert (log.batch_id, log.org_id, log.accepted) == (BATCH, at.school.code, True)
    assert log.upload is not None
    assert log.upload.code == "S0000"
    for fetched in (
        client.get(f"/{root}/action/batchDownload", fields(at)),
        client.post(f"/{root}/action/batchDownload", fields(at)),
    ):
        assert fetched["Content-Type"] == "application/zip"
        archive = zipfile.ZipFile(io.BytesIO(fetched.content))
        log = read_log(archive.read("sevis_transaction_log.xml"))
        assert log.process is not None
        assert log.download == "S0000"
        assert [row.sevis_id for row in log.process.records] == [Student.objects.get().sevis_id]


def test_nobody_known_is_turned_away(at: Campuses, client: Client) -> None:
    official(at)
    answer = upload(client, at, document(at.school, create()))
    assert answer.status_code == 401
    assert upload(Client(headers={"Authorization": "Bearer lmn_no"}), at, b"").status_code == 401
    assert not Batch.objects.exists()


def test_a_token_without_the_scope_sends_nothing(at: Campuses) -> None:
    cache.clear()
    official(at)
    account, _token = software(at.school.place)
    told = perform(
        access.IssueToken(scopes=["places.view"]), on=account, by=SYSTEM, at=NODE, purpose="administration"
    ).told
    answer = upload(Client(headers={"Authorization": f"Bearer {told['token']}"}), at, document(at.school, create()))
    assert b'resultCode="S0002"' in answer.content


def test_what_cannot_be_downloaded_is_told_in_a_log(at: Campuses) -> None:
    client = caller(at)
    answer = client.get(DOWNLOAD, fields(at))
    assert read_log(answer.content).download == "S0031"
    assert b'resultCode="S0003"' in client.get(DOWNLOAD, fields(at, userid="nobodyhere")).content
    assert b'resultCode="S0002"' in client.get(DOWNLOAD, fields(at, orgid="XXX214F00000000")).content


def test_a_batch_not_answered_yet_is_not_ready(at: Campuses, monkeypatch: pytest.MonkeyPatch) -> None:
    client = caller(at)
    monkeypatch.setattr("limen.offices.sevis.batch.intake.answer_within", lambda: 0.0)
    upload(client, at, document(at.school, create()))
    assert read_log(client.get(DOWNLOAD, fields(at)).content).download == "S0030"


def test_software_is_known_by_a_certificate_that_a_trusted_proxy_names(at: Campuses, settings: Any) -> None:
    cache.clear()
    official(at)
    account, _token = software(at.school.place)
    spoken = ":".join(PRINT[at_ : at_ + 2].upper() for at_ in range(0, 64, 2))
    bound = at.report(BindCertificate(account=account.pk, fingerprint=spoken, label="Campus system"))
    named = {"X-Client-Cert-Fingerprint": PRINT}
    assert upload(Client(headers=named), at, document(at.school, create())).status_code == 401, "untrusted proxy"
    settings.LIMEN_CERTIFICATE_PROXIES = ["127.0.0.1"]
    assert b'resultCode="S0000"' in upload(Client(headers=named), at, document(at.school, create())).content
    elsewhere = Client(headers=named, REMOTE_ADDR="203.0.113.9")
    assert upload(elsewhere, at, document(at.school, create())).status_code == 401
    at.report(UnbindCertificate(reason="The key was lost"), bound)
    assert upload(Client(headers=named), at, document(at.school, create())).status_code == 401


def test_too_many_requests_are_held_back(at: Campuses, monkeypatch: pytest.MonkeyPatch) -> None:
    client = caller(at)
    monkeypatch.setattr("limen.offices.sevis.views.wire._most", lambda _key: 1)
    client.get(DOWNLOAD, fields(at))
    answer = client.get(DOWNLOAD, fields(at))
    assert (answer.status_code, "Retry-After" in answer) == (429, True)


def test_a_file_larger_than_a_batch_is_refused(at: Campuses, monkeypatch: pytest.MonkeyPatch) -> None:
    client = caller(at)
    monkeypatch.setattr("limen.offices.sevis.views.wire._most", lambda _key: 100)
    answer = upload(client, at, document(at.school, create()))
    assert answer.status_code == 413
    assert b'resultCode="S0001"' in answer.content


BOMBS = {
    "entity": b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>',
    "laughs": b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]><x>&b;</x>',
    "parameter": b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY % p SYSTEM "http://localhost:1/x">%p;]><x/>',
    "nul": b"\0\0\0",
    "deep": b"<a>" * 5_000 + b"</a>" * 5_000,
    "empty": b"",
}


@pytest.mark.parametrize("bomb", BOMBS.values(), ids=BOMBS)
def test_what_would_harm_is_refused_and_nothing_is_read_from_elsewhere(at: Campuses, bomb: bytes) -> None:
    answer = upload(caller(at), at, bomb)
    assert answer.status_code == 200
    assert read_log(answer.content).upload.code in ("S0012", "S0013")  # type: ignore[union-attr]  # an upload is answered
    assert b"root:" not in answer.content


@pytest.mark.parametrize("name", ["orgid", "batchid", "userid"])
@pytest.mark.parametrize("odd", ["", "\0", "x" * 5_000, "\x01\x02", "<&>", "é" * 30])
def test_odd_fields_are_answered(at: Campuses, name: str, odd: str) -> None:
    client = caller(at)
    answer = upload(client, at, document(at.school, create()), **{name: odd})
    assert answer.status_code == 200
    assert read_log(answer.content).upload.code != "S0000"  # type: ignore[union-attr]  # an upload is answered
    assert client.post(DOWNLOAD, fields(at, **{name: odd})).status_code == 200
