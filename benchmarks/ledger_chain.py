"""Entries appended and verified a second, against hashing the same bytes alone in the same run."""

from __future__ import annotations

import hashlib
import json
import os
import time
from typing import Any

from node import node

ENTRIES = 3_000
PROVED = 100_000


def appended(service: Any) -> float:
    """Return how many entries a second are appended, each in a durable transaction of its own."""
    from limen.core.ledger.chain import record_read
    from limen.kernel import Subject

    person = service.person()
    subject = [Subject("people.person", person.pk)]
    officer = service.officer()
    begun = time.perf_counter()
    for _ in range(ENTRIES):
        record_read(what="people.person", actor=officer, place=service.jfk, purpose="inspection", subjects=subject)
    return ENTRIES / (time.perf_counter() - begun)


def chain(count: int) -> list[tuple[int, str, str, str]]:
    """Return a chain of entries as the proof reads them, with bodies as long as real ones."""
    from limen.kernel.canonical import GENESIS, link

    previous, rows = GENESIS, []
    for seq in range(1, count + 1):
        body = json.dumps(
            {"act": "inspections.admit", "seq": seq, "plain": {"sent": {"class": "B2"}}, "pad": "x" * 420}
        )
        hashed = link(previous, body)
        rows.append((seq, previous, hashed, body))
        previous = hashed
    return rows


def main() -> None:
    """Print one JSON line."""
    with node():
        from limen.core.ledger.verify import prove, verify
        from tests.factories import open_service

        service = open_service()
        append = appended(service)
        begun = time.perf_counter()
        proof = verify("local")
        deep = proof.entries / (time.perf_counter() - begun)
        begun = time.perf_counter()
        assert verify("local", deep=False).holds
        stored = proof.entries / (time.perf_counter() - begun)
        rows = chain(PROVED)
        begun = time.perf_counter()
        assert prove("local", rows).holds
        proved = PROVED / (time.perf_counter() - begun)
        begun = time.perf_counter()
        for _, previous, _, body in rows:
            hashlib.sha256(f"{previous}\n{body}".encode()).hexdigest()
        bare = PROVED / (time.perf_counter() - begun)
        print(
            json.dumps(
                {
                    "bench": "ledger",
                    "append_per_second": round(append),
                    "verify_per_second": round(proved),
                    "verify_stored_per_second": round(stored),
                    "verify_deep_per_second": round(deep),
                    "peer": "hashlib alone",
                    "peer_per_second": round(bare),
                    "ratio": round(proved / bare, 3),
                    "cores": os.cpu_count(),
                }
            )
        )


if __name__ == "__main__":
    main()
