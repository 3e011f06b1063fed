"""The page that says what becomes of every value a batch can hold, made from the tables that do it."""

from __future__ import annotations

from collections.abc import Iterator

from limen.exchange import sevis_batch as wire
from limen.kernel import REGISTER
from limen.offices.sevis.batch.processing import EVENTS
from limen.offices.sevis.batch.table import Told

HEAD = """# What a batch does

Every event of the student and exchange-visitor batches, the acts it asks for, and what becomes of every value it can
hold. This page is written by `limen sevis acts --out docs/sevis-batch-acts.md`; a test fails when it is not current,
and another when a value of the schemas is in no row. The format itself is in [sevis-batch.md](sevis-batch.md).

The envelope of an update is answered apart: `@requestID` names the answer, `@userID` is the official in whose name the
act is done, `@sevisID` the record it is done to, `@statusCode` is refused where the record stands otherwise,
and `UserDefinedA` and `UserDefinedB` are given back in the log.
"""
KINDS = {"student": "Students", "visitor": "Exchange visitors"}


def page() -> str:
    """Return the page."""
    return "\n".join([HEAD, *(line for kind in KINDS for line in _kind(kind))]).rstrip() + "\n"


def _kind(kind: str) -> Iterator[str]:
    yield f"## {KINDS[kind]}\n"
    for key, event in wire.description(kind).events.items():
        told = EVENTS[kind][key]
        yield f"### {event.title} (`{event.place or 'create'}`)\n"
        yield from _acts(told)
        yield "| value | what becomes of it |"
        yield "|---|---|"
        for value in wire.values(event):
            path = "the element itself" if value.path == "." else f"`{value.path}`"
            yield f"| {path} | {told.reads(value.path)} |"
        yield ""


def _acts(told: Told) -> Iterator[str]:
    for step in told.steps:
        times = f", once for each `{step.each}`" if step.each else ""
        yield f"- {REGISTER[step.act].title()} (`{step.act}`){times}"
    yield ""
