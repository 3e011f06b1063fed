"""``limen manifest``: read passenger and crew lists."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, NoReturn

import typer
from rich.console import Console

from limen.exchange.edifact import Fault
from limen.exchange.paxlst.reading import parse
from limen.exchange.paxlst.report import report, tables

UNREADABLE = 2
WHY = frozenset({"interchange.none", "interchange.empty", "message.type"})
"""Faults that say why nothing was read."""
MEGABYTE = 1 << 20

cli = typer.Typer(help="Read passenger and crew lists (UN/EDIFACT PAXLST).", no_args_is_help=True)


@cli.callback()
def manifest() -> None:
    """Read passenger and crew lists (UN/EDIFACT PAXLST)."""


@cli.command("read")
def read_file(
    file: Annotated[str, typer.Argument(help="The transmission; - reads standard input.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
    most: Annotated[int, typer.Option("--most", min=1, help="Megabytes read at most.")] = 64,
) -> None:
    """Print flight, legs, people, documents and faults of a PAXLST transmission.

    Exit code 2 when nothing was read, or the file cannot be opened or is too large.
    """
    read = parse(_content(file, most * MEGABYTE))
    if as_json:
        typer.echo(json.dumps(report(read), ensure_ascii=False))
    else:
        console = Console(markup=False, highlight=False)
        for table in tables(read):
            console.print(table)
    if not (read.people or read.legs or read.messages):
        _refuse(f"{_called(file)} holds no passenger or crew list: {_why(read.faults)}")


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
        _refuse(f"{_called(file)} holds more than {most // MEGABYTE} MiB; --most raises the limit.")
    return content


def _called(file: str) -> str:
    return "Standard input" if file == "-" else file


def _why(faults: Sequence[Fault]) -> str:
    return next((fault.message for fault in faults if fault.rule in WHY), "nothing in it could be read.")


def _refuse(sentence: str) -> NoReturn:
    typer.echo(sentence, err=True)
    raise typer.Exit(UNREADABLE)
