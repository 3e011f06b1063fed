"""A batch of 250 creates and 250 updates through the whole path: XML in, validated, applied, log out.

    limen bench sevis --json

The batch goes the way a school's software sends it: an HTTP request with a bearer token and a multipart form, answered
with the upload's result; then the download. Every record is an act behind the door, with its ledger entry and its
clocks, in a savepoint of its own. The updates are of students that an earlier batch created: a registration each. What
was loaded before the first batch is out of the collector's way, as a process that serves keeps it. The peer is the
validation of the same document alone.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import time
from typing import Any

from node import node

RECORDS = 250
ROUNDS = 3
PLACE = "BOS214F10001000"


def _creates(first: int, count: int) -> list[Any]:
    from limen.offices.sevis.tests.batches import create

    return [create(first + number) for number in range(count)]


def _updates(numbers: list[str]) -> list[Any]:
    from limen.offices.sevis.tests.batches import update

    term = {
        "@printForm": "false",
        "LastSession": "false",
        "CurrentSessionStartDate": "2026-08-31",
        "CurrentSessionEndDate": "2026-12-18",
        "NextSessionStartDate": "2027-01-19",
    }
    return [update("registration", term, sevis_id, at) for at, sevis_id in enumerate(numbers, 1)]


def main(records: int, rounds: int) -> dict[str, Any]:
    """Return what was measured."""
    import time_machine
    from django.core.files.uploadedfile import SimpleUploadedFile
    from django.db import connection
    from django.test import Client

    from limen.exchange import sevis_batch as wire
    from limen.kernel.memory import set_aside
    from limen.offices.sevis.models import Batch, Student
    from limen.offices.sevis.tests.batches import USER, document, official, software
    from limen.offices.sevis.tests.scenes import campuses
    from tests.factories import open_service

    with time_machine.travel("2026-08-31T13:00:00+00:00", tick=True):
        at = campuses(open_service())
        official(at)
        _account, token = software(at.school.place)
        client = Client(headers={"Authorization": f"Bearer {token}"}, SERVER_NAME="localhost")

        def send(body: bytes, number: str) -> Any:
            fields = {"orgid": at.school.code, "batchid": number, "userid": USER}
            file = SimpleUploadedFile("batch.xml", body)
            return client.post("/sbtsevisbatch/action/batchUpload", {**fields, "xml": file}, secure=True)

        set_aside()
        took, reading, fetching = [], [], []
        for turn in range(rounds):
            before = _creates(turn * 10_000 + 1, records)
            seed = f"2026083100{turn:02d}00"
            first = send(document(at.school, *before, batch_id=seed), seed)
            assert b'resultCode="S0000"' in first.content, first.content
            _finish(seed)
            known = list(Batch.objects.get(batch_id=seed).results.values_list("sevis_id", flat=True))
            number = f"2026083100{turn:02d}01"
            batch = [*_creates(turn * 10_000 + 5_001, records), *_updates(known)]
            body = document(at.school, *batch, batch_id=number)
            begun = time.perf_counter()
            read = wire.read(body)
            reading.append(time.perf_counter() - begun)
            assert read.valid
            begun = time.perf_counter()
            answer = send(body, number)
            assert b'resultCode="S0000"' in answer.content, answer.content
            _finish(number)
            took.append(time.perf_counter() - begun)
            begun = time.perf_counter()
            fields = {"orgid": at.school.code, "batchid": number, "userid": USER}
            zipped = client.get("/sbtsevisbatch/action/batchDownload", fields, secure=True)
            fetching.append(time.perf_counter() - begun)
            assert zipped["Content-Type"] == "application/zip", zipped.content
            done = Batch.objects.get(batch_id=number)
            assert (done.accepted, done.refused) == (2 * records, 0), list(done.results.filter(accepted=False))[:3]
        seconds = statistics.median(took)
        return {
            "bench": "sevis",
            "records": 2 * records,
            "seconds": round(seconds, 3),
            "worst_seconds": round(max(took), 3),
            "records_per_second": round(2 * records / seconds, 1),
            "download_seconds": round(statistics.median(fetching), 3),
            "peer": "reading and validating the document alone",
            "peer_seconds": round(statistics.median(reading), 3),
            "students": Student.objects.count(),
            "database": connection.vendor,
            "cores": os.cpu_count(),
        }


def _finish(number: str) -> None:
    """Answer what the request left: nothing, where the batch is small or the machine fast."""
    from limen.offices.sevis.batch import intake
    from limen.offices.sevis.models import Batch

    batch = Batch.objects.get(batch_id=number)
    if batch.state == "received":
        intake.process(batch)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--n", type=int, default=RECORDS, help="creates, and as many updates; 250 as the format allows")
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    asked = parser.parse_args()
    with node():
        print(json.dumps(main(min(asked.n, RECORDS), asked.rounds)))
