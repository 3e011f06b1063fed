"""``limen sevis``: check batches before they are sent."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Annotated, NoReturn

import typer
from rich.console import Console

from limen.exchange.sevis_batch.documents import limits
from limen.exchange.sevis_batch.reading import read
from limen.exchange.sevis_batch.report import report, tables

REFUSED = 1
UNREADABLE = 2

cli = typer.Typer(help="Check SEVIS batches.", no_args_is_help=True)


@cli.callback()
def sevis() -> None:
    """Check SEVIS batches."""


@cli.command("check")
def check(
    file: Annotated[str, typer.Argument(help="The batch: XML, or a zip with one document; - reads standard input.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Check a batch as it would be checked on arrival: every element that the schema refuses, with line and reason.

    Exit code 1 when anything is refused, 2 when the file cannot be opened.
    """
    batch = read(_content(file, limits().bytes))
    if as_json:
        typer.echo(json.dumps(report(batch), ensure_ascii=False))
    else:
        console = Console(markup=False, highlight=False)
        for table in tables(batch):
            console.print(table)
        if not batch.everything_wrong:
            console.print("The batch is valid.")
    raise typer.Exit(REFUSED if batch.everything_wrong else 0)


def _content(file: str, most: int) -> bytes:
    """Return a file's content, one byte more than is read at most, or end the command with a sentence."""
    try:
        if file == "-":
            return sys.stdin.buffer.read(most + 1)
        with Path(file).open("rb") as stream:
            return stream.read(most + 1)
    except OSError as refusal:
        _refuse(f"{file} cannot be opened: {refusal.strerror}.")
    except ValueError:
        _refuse("The file's name holds a character that no file's name can hold.")


def _refuse(sentence: str) -> NoReturn:
    typer.echo(sentence, err=True)
    raise typer.Exit(UNREADABLE)
