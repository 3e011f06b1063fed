"""The transaction log of a batch, and what a download holds: the log and the forms that were asked for."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from limen.exchange.sevis_batch import log as wire
from limen.exchange.sevis_batch import model as said
from limen.offices.sevis.batch import answering, printing
from limen.offices.sevis.models import Batch, BatchResult

LOG = "sevis_transaction_log.xml"
SYSTEM = "LIMEN"
FILE_NAME = 30
DOWNLOAD = "application/zip"


def of_upload(org: str, batch_id: str, code: str, at: datetime, name: str = "") -> bytes:
    """Return the log that answers an upload.

    Args:
        org: as sent; it need not be known.
        batch_id: as sent.
        code: result code.
        at: when.
        name: name of the file, where it was taken.
    """
    done = code == answering.code_of_step("done")
    upload = said.Upload(code, at, name[:FILE_NAME])
    return wire.write_log(said.TransactionLog(_plain(batch_id), _plain(org), done, SYSTEM, upload))


def of_download(org: str, batch_id: str, step: str) -> bytes:
    """Return the log that says why there is nothing to download."""
    code = answering.code_of_step(step)
    log = said.TransactionLog(_plain(batch_id), _plain(org), accepted=False, system=SYSTEM, download=code)
    return wire.write_log(log)


def of_batch(batch: Batch) -> bytes:
    """Return the whole log of a batch: its upload, what became of each record, and that it is fetched."""
    upload = said.Upload(batch.upload_code, batch.received_at, batch.name[:FILE_NAME])
    process = None
    if batch.processed_at is not None:
        records = tuple(_record(row) for row in batch.results.all())
        process = said.Process(batch.process_code, batch.processed_at, records)
    done = answering.code_of_step("done")
    good = batch.upload_code == done and batch.process_code == done
    return wire.write_log(said.TransactionLog(batch.batch_id, batch.org, good, SYSTEM, upload, process, download=done))


def download(batch: Batch) -> bytes:
    """Return a zip with the log and, as PDF, every form that an accepted record asked to print."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(_named(LOG, batch.processed_at or batch.received_at), of_batch(batch))
        for name, pdf in printing.forms(batch):
            archive.writestr(_named(name, batch.processed_at or batch.received_at), pdf)
    return held.getvalue()


def _named(name: str, at: datetime) -> zipfile.ZipInfo:
    """Return an entry whose time is the batch's, so that the same batch gives the same bytes."""
    local = timezone.localtime(at)
    info = zipfile.ZipInfo(name, (local.year, local.month, local.day, local.hour, local.minute, local.second))
    info.compress_type = zipfile.ZIP_DEFLATED
    return info


def _record(row: BatchResult) -> said.RecordResult:
    return said.RecordResult(
        row.request_id,
        row.answered_at,
        row.accepted,
        "" if row.accepted else row.code,
        "" if row.accepted else row.message,
        row.sevis_id,
        row.user_id,
        (row.user_defined_a, row.user_defined_b),
        tuple(_sites(row.told)),
        tuple(_dependants(row.told)),
        tuple(_employers(row.told)),
    )


def _dependants(told: Mapping[str, Any]) -> Iterator[said.DependentResult]:
    for one in told.get("dependants", ()):
        yield said.DependentResult(one["sevis_id"], (one["a"], one["b"]))


def _sites(told: Mapping[str, Any]) -> Iterator[said.SiteResult]:
    for one in told.get("sites", ()):
        phases = tuple((str(number), str(name)) for number, name in one.get("phases", ()))
        yield said.SiteResult(str(one["id"]), str(one.get("name", "")), phases)


def _employers(told: Mapping[str, Any]) -> Iterator[said.EmployerResult]:
    for one in told.get("employers", ()):
        yield said.EmployerResult(str(one["name"]), date.fromisoformat(str(one["starts"])))


def _plain(text: str) -> str:
    """Return what was sent as far as a document of XML can say it."""
    return "".join(sign for sign in text.strip() if sign.isprintable())[:60]
