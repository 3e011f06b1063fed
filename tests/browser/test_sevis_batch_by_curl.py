"""A school's batch is sent and fetched with curl, as the agency documents it."""

from __future__ import annotations

import io
import shutil
import subprocess
import zipfile
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.core.cache import cache

from limen.exchange.sevis_batch.log import read_log
from limen.offices.sevis.tests.batches import BATCH, USER, create, document, official, software
from limen.offices.sevis.tests.scenes import campuses
from tests.factories import open_service

FIRST_MONDAY = "2026-08-31T13:00:00+00:00"


@pytest.mark.skipif(shutil.which("curl") is None, reason="no curl is installed")
def test_curl_sends_and_fetches_a_batch(transactional_db: None, live_server: Any, tmp_path: Path) -> None:
    cache.clear()
    with time_machine.travel(FIRST_MONDAY, tick=True):
        at = campuses(open_service())
        official(at)
        _account, token = software(at.school.place)
        (tmp_path / "batch.xml").write_bytes(document(at.school, create()))
        fields = {"orgid": at.school.code, "batchid": BATCH, "userid": USER}
        said = [word for name, value in fields.items() for word in ("-F", f"{name}={value}")]
        curl = ["curl", "-s", "-S", "--max-time", "60", "-H", f"Authorization: Bearer {token}", *said]
        address = f"{live_server.url}/sbtsevisbatch/action"
        sent = _run([*curl, "-F", f"xml=@{tmp_path / 'batch.xml'}", f"{address}/batchUpload"])
        log = read_log(sent)
        assert log.upload is not None
        assert (log.upload.code, log.upload.file) == ("S0000", "batch.xml")
        archive = zipfile.ZipFile(io.BytesIO(_run([*curl, f"{address}/batchDownload"])))
        log = read_log(archive.read("sevis_transaction_log.xml"))
        assert log.process is not None
        assert [row.accepted for row in log.process.records] == [True]
        assert any(name.endswith("_i20.pdf") for name in archive.namelist())


def _run(words: list[str]) -> bytes:
    return subprocess.run(words, capture_output=True, check=True).stdout
