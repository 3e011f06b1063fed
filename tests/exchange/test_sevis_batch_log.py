"""The answer to a batch is written for the school, and its software reads it back."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from limen.exchange.sevis_batch.log import LogUnreadable, read_log, write_log
from limen.exchange.sevis_batch.model import (
    AddressResult,
    DependentResult,
    EmployerResult,
    Process,
    RecordResult,
    SiteResult,
    TransactionLog,
    Upload,
)
from tests.exchange.sevis_documents import BATCH, SCHOOL, sent, terminated

NOON = datetime(2026, 11, 29, 12, tzinfo=UTC)
LAB = {"Address1": "1 COLLEGE WAY", "City": "SEATTLE", "State": "WA", "PostalCode": "98101"}
FOUND = AddressResult(LAB, {**LAB, "PostalCode": "98101-1234"}, "S0000", "Corrected")
ADA = RecordResult(
    "C1",
    NOON,
    sevis_id="N0012345678",
    user_id="kander6952",
    user_defined=("A", "B"),
    sites=(SiteResult("17", "LAB", (("1", "Bench work"),), FOUND), SiteResult("18")),
    dependents=(DependentResult("N0012345679", ("C", "")), DependentResult("N0012345680")),
    employers=(EmployerResult("ACME", date(2027, 6, 1), FOUND),),
    physical=FOUND,
    mailing=AddressResult(LAB),
)
BO = RecordResult("T2", NOON, accepted=False, code="S1003", message="No record has this SEVIS ID.")
LOG = TransactionLog(
    BATCH,
    SCHOOL,
    accepted=False,
    system="TRAINING",
    upload=Upload("S0000", NOON, "batch.xml"),
    process=Process("S0020", NOON, (ADA, BO)),
    download="S0000",
)


def test_what_became_of_a_batch_is_written_and_read_back() -> None:
    written = write_log(LOG)
    assert b"<Success>1</Success><Failure>1</Failure><Total>2</Total>" in written
    assert read_log(written) == LOG


def test_an_upload_is_answered_before_anything_is_processed() -> None:
    answer = TransactionLog(BATCH, SCHOOL, accepted=True, upload=Upload("S0000", NOON, "batch.xml"))
    assert read_log(write_log(answer)) == answer
    waiting = TransactionLog(BATCH, SCHOOL, accepted=True, process=Process("S0030", NOON), download="S0030")
    assert read_log(write_log(waiting)) == waiting
    refused = TransactionLog("", "", accepted=False, upload=Upload("S0002", NOON))
    assert read_log(write_log(refused)) == refused


def test_a_moment_is_written_in_universal_time() -> None:
    seattle = timezone(timedelta(hours=-8))
    log = TransactionLog(
        BATCH, SCHOOL, accepted=True, upload=Upload("S0000", datetime(2026, 11, 29, 4, tzinfo=seattle))
    )
    assert b'dateTimeStamp="2026-11-29T12:00:00Z"' in write_log(log)
    midnight = write_log(log).replace(b"2026-11-29T12:00:00Z", b"2026-11-29T24:00:00")
    upload = read_log(midnight).upload
    assert upload is not None
    assert upload.at == datetime(2026, 11, 30)  # noqa: DTZ001 -- the log says no zone


def test_a_message_longer_than_the_format_takes_is_cut() -> None:
    long = RecordResult("1", NOON, accepted=False, code="S1005", message="x" * 600)
    read_back = read_log(
        write_log(TransactionLog(BATCH, SCHOOL, accepted=False, process=Process("S0020", NOON, (long,))))
    )
    assert read_back.process is not None
    assert read_back.process.records[0].message == "x" * 499 + "…"


def test_a_log_that_the_format_cannot_say_is_not_written() -> None:
    wrong = RecordResult("1", NOON, sevis_id="12345")
    with pytest.raises(LogUnreadable, match="Attribute sevisID of Record holds “12345”"):
        write_log(TransactionLog(BATCH, SCHOOL, accepted=True, process=Process("S0000", NOON, (wrong,))))


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"no log", "The document is not well-formed XML"),
        (sent(terminated()), "The outermost element is SEVISBatchCreateUpdateStudent; of a transaction log it is"),
        (write_log(LOG).replace(b"S1003", b"1003"), "ErrorCode holds “1003”; it must be S and four digits."),
    ],
)
def test_what_is_no_log_is_refused(data: bytes, reason: str) -> None:
    with pytest.raises(LogUnreadable) as refusal:
        read_log(data)
    assert str(refusal.value).startswith(reason)
    assert refusal.value.refusals
