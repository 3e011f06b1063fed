"""A batch as the command line prints it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict

from rich.box import SIMPLE_HEAD
from rich.table import Table

from limen.exchange.sevis_batch.documents import description
from limen.exchange.sevis_batch.model import Batch, Record


def report(batch: Batch) -> dict[str, object]:
    """Return a batch as one JSON object: header, verdict, counts, records with their events, everything wrong."""
    return {
        "kind": batch.kind,
        "valid": batch.valid,
        "file": batch.file,
        "batch_id": batch.batch_id,
        "org_id": batch.org_id,
        "user_id": batch.user_id,
        "counts": {"records": len(batch.records), "good": len(batch.good_records), "events": _events(batch)},
        "refusals": [asdict(refusal) for refusal in batch.refusals],
        "records": [_record(record) for record in batch.records],
    }


def tables(batch: Batch) -> Iterator[Table]:
    """Return a batch as tables for a terminal: events, and everything wrong; an empty one is left out."""
    if batch.records:
        table = _table(f"Batch {batch.batch_id} of {batch.org_id}", "Event", "What happened", "Records")
        known = description(batch.kind).events
        for event, count in _events(batch).items():
            _row(table, event or "?", known[event].title if event in known else "", str(count))
        yield table
    if batch.everything_wrong:
        table = _table("Refused", "Line", "Request", "What is wrong", "Where")
        for refusal in batch.refusals:
            _row(table, str(refusal.line or ""), "", refusal.reason, refusal.path)
        for record in batch.records:
            for refusal in record.refusals:
                _row(table, str(refusal.line or ""), record.request_id, refusal.reason, refusal.path)
        yield table


def _events(batch: Batch) -> dict[str, int]:
    return dict(Counter(record.event for record in batch.records).most_common())


def _record(record: Record) -> dict[str, object]:
    return {
        "number": record.number,
        "line": record.line,
        "event": record.event,
        "request_id": record.request_id,
        "sevis_id": record.sevis_id,
        "good": record.good,
        "refusals": [asdict(refusal) for refusal in record.refusals],
    }


def _table(title: str, *headings: str) -> Table:
    table = Table(title=title, title_justify="left", box=SIMPLE_HEAD, pad_edge=False)
    for heading in headings:
        table.add_column(heading, overflow="fold")
    return table


def _row(table: Table, *cells: str) -> None:
    """Add a row; what would steer a terminal is shown as a mark."""
    table.add_row(*("".join(sign if sign.isprintable() else "\ufffd" for sign in cell) for cell in cells))
