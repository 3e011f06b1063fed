"""``limen pnr``: read passenger name records."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from limen.exchange.edifact import Fault
from limen.exchange.pnrgov.reading import parse
from limen.exchange.pnrgov.report import report, shown

UNREADABLE = 2
WHY = frozenset({"interchange.none", "interchange.empty", "message.type"})
"""Faults that say why nothing was read."""
MEGABYTE = 1_000_000

cli = typer.Typer(help="Read passenger name records (IATA PNRGOV).", no_args_is_help=True)


@cli.callback()
def pnr() -> None:
    """Read passenger name records (IATA PNRGOV)."""


@cli.command("read")
def read_file(
    file: Annotated[str, typer.Argument(help="The transmission; - reads standard input.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
    most: Annotated[int, typer.Option("--most", min=1, help="Megabytes read at most.")] = 64,
) -> None:
    """Print flight, bookings, passengers, documents, itinerary, seats, contacts and faults of a PNRGOV transmission.

    Numbers of payment cards are hidden but for their last four digits. Exit code 2 when nothing was
    read, or the file cannot be opened or is too large.
    """
    message = parse(_content(file, most * MEGABYTE))
    if as_json:
        typer.echo(json.dumps(report(message), ensure_ascii=False))
    else:
        typer.echo("\n".join(shown(message)))
    if not (message.pnrs or message.flight.number):
        _refuse(f"{_called(file)} holds no passenger name record: {_why(message.faults)}")


def _content(file: str, most: int) -> bytes:
    """Return a file's content, or end the command with a sentence that says why there is none."""
    try:
        if file == "-":
            content = sys.stdin.buffer.read(most + 1)
        else:
            with Path(file).open("rb") as stream:
                content = stream.read(most + 1)
    except OSError as refusal:
        _refuse(f"{file} cannot be opened: {refusal.strerror}.")
    except ValueError:
        _refuse("The file's name holds a character that no file's name can hold.")
    if len(content) > most:
        _refuse(f"{_called(file)} holds more than {most // MEGABYTE} MB; --most raises the limit.")
    return content


def _called(file: str) -> str:
    return "Standard input" if file == "-" else file


def _why(faults: Sequence[Fault]) -> str:
    return next((fault.message for fault in faults if fault.rule in WHY), "nothing in it could be read.")


def _refuse(sentence: str) -> NoReturn:
    typer.echo(sentence, err=True)
    raise typer.Exit(UNREADABLE)
