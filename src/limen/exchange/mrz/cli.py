"""``limen mrz``: read machine-readable zones."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, BinaryIO

import typer

from limen.exchange.mrz import Document, parse, split_documents, suggest_corrections
from limen.kernel.errors import LimenError

LONGEST = 1_000_000
WIDE_MARKS = (b"\xff\xfe", b"\xfe\xff")

cli = typer.Typer(help="Read machine-readable zones (ICAO Doc 9303).", no_args_is_help=True)


def report(document: Document) -> dict[str, object]:
    """Return a document as the command prints it."""
    return {
        "format": document.format,
        "valid": document.valid,
        "checks": document.checks,
        "fields": document.fields(),
        "faults": [
            {"code": fault.code, "message": fault.message, "line": fault.line, "column": fault.column}
            for fault in document.faults
        ],
        "corrections": [
            {"line": item.line, "column": item.column, "read": item.read, "perhaps": item.perhaps, "mends": item.mends}
            for item in suggest_corrections(document)
        ],
    }


@cli.callback()
def mrz() -> None:
    """Read machine-readable zones (ICAO Doc 9303)."""


@cli.command("parse")
def parse_lines(
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object a document.")] = False,
) -> None:
    """Read zones from standard input; blank lines may part them. Exit code 2 when any has a fault, or there is none."""
    faulty = read = False
    for lines in split_documents(_lines(sys.stdin.buffer)):
        read = True
        document = parse(lines)
        faulty = faulty or not document.valid
        if as_json:
            typer.echo(json.dumps(report(document), ensure_ascii=False))
        else:
            typer.echo(_shown(document))
    if not read:
        typer.echo("Standard input holds no line of a zone.", err=True)
    raise typer.Exit(2 if faulty or not read else 0)


@cli.command("read")
def read_image(
    photo: Annotated[Path, typer.Argument(help="A photo or scan: PNG, JPEG, TIFF, WebP or BMP.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Find and read the zone in a photo or scan. Exit code 2 when there is none, or it has a fault."""
    from limen.exchange.mrz.photo import read_photo  # it loads numpy, which no other command should wait for

    try:
        found = read_photo(photo)
    except LimenError as error:
        typer.echo(error.message, err=True)
        raise typer.Exit(2) from error
    certainty = {
        "confidence": round(found.confidence, 3),
        "agreement": round(found.agreement, 3),
        "turned": round(found.turned % 360, 2),
        "readings": found.readings,
    }
    if as_json:
        typer.echo(
            json.dumps({**report(found.document), "lines": found.document.lines, **certainty}, ensure_ascii=False)
        )
    elif found.document.format:
        typer.echo(_shown(found.document))
        typer.echo(f"  confidence {found.confidence:.0%}, readings agree on {found.agreement:.0%}")
    else:
        typer.echo("No machine-readable zone was found in the image.", err=True)
    raise typer.Exit(0 if found.document.valid else 2)


def _lines(stream: BinaryIO) -> Iterator[str]:
    """Yield lines as they come: in UTF-8 with or without a mark, in UTF-16 with one, else in Latin-1."""
    first = _line(stream)
    if first[:2] in WIDE_MARKS:
        yield from (first + stream.read(LONGEST)).decode("utf-16", "replace").splitlines()
        return
    yield from _decoded(first.removeprefix(b"\xef\xbb\xbf"))
    while raw := _line(stream):
        yield from _decoded(raw)


def _line(stream: BinaryIO) -> bytes:
    """Return the next line, or end the command where one has no end."""
    raw = stream.readline(LONGEST + 1)
    if len(raw) > LONGEST:
        typer.echo(f"A line on standard input is longer than {LONGEST:,} characters; no zone is.", err=True)
        raise typer.Exit(2)
    return raw


def _decoded(raw: bytes) -> list[str]:
    try:
        return raw.decode().splitlines()
    except UnicodeDecodeError:
        return raw.decode("latin-1").splitlines()


def _shown(document: Document) -> str:
    rows = [f"{document.format or 'no zone'}  {'valid' if document.valid else 'FAULTS'}"]
    rows += [f"  {name}: {value}" for name, value in document.fields().items() if value]
    for fault in document.faults:
        where = f"line {fault.line}, column {fault.column}: " if fault.line else ""
        rows.append(f"  ! {where}{fault.message}")
    rows += [
        f"  ? line {item.line}, column {item.column}: {item.read} may be {item.perhaps}"
        for item in suggest_corrections(document)
    ]
    return "\n".join(rows)
