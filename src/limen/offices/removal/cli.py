"""``limen removal``: find a charge."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Annotated

import typer

from limen.core.terminal import Json

cli = typer.Typer(help="Detention and Removal.", no_args_is_help=True)


@cli.callback()
def removal() -> None:
    """Detention and Removal."""


@cli.command()
def charges(
    words: Annotated[list[str], typer.Argument(help="Its paragraph, its words or its code.")],
    limit: Annotated[int, typer.Option(min=1, max=200, help="The most to show.")] = 20,
    pack: Annotated[str, typer.Option("--pack", help="Law pack.")] = "us",
    as_json: Json = False,
) -> None:
    """Find a charge, the likeliest first. Exit code 1 when there is none."""
    from limen import law
    from limen.offices.removal.charging import seek_charges

    found = seek_charges(law.load(pack), " ".join(words), datetime.now(UTC).date(), limit)
    told = [
        {
            "code": row.code,
            "title": row.title,
            **{key: str(row.attributes.get(key, "")) for key in ("paragraph", "kind")},
        }
        for row in found
    ]
    if as_json:
        typer.echo(json.dumps(told, ensure_ascii=False))
    else:
        for row in told:
            typer.echo(f"{row['code']:>5}  {row['paragraph']:<32}  {row['title']}")
    raise typer.Exit(0 if found else 1)
