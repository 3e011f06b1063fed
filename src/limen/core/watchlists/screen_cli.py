"""``limen screen`` and ``limen index``: people of a file put before the lookouts in force, and the index of these."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from limen.core.terminal import At, By, Json, Purpose, desk

if TYPE_CHECKING:
    from limen.screening import Match

cli = typer.Typer(help="Screen people, and keep the index they are screened by.")


@cli.command()
def screen(
    file: Annotated[Path, typer.Option("--file", exists=True, dir_okay=False, help="People, one a line, with heads.")],
    by: By,
    at: At,
    mapping: Annotated[list[str] | None, typer.Option("--map", help="COLUMN=FIELD; give it once a column.")] = None,
    limit: Annotated[int, typer.Option(min=1, max=100, help="Most matches shown of each.")] = 10,
    at_least: Annotated[float | None, typer.Option(min=0, max=1, help="Least score; as the counter has it.")] = None,
    purpose: Purpose = "targeting",
    as_json: Json = False,
) -> None:
    """Screen the people of a file by every core, with progress. Exit code 1 when there is no index."""
    with desk(by, at, purpose) as viewer:
        from rich.console import Console
        from rich.progress import Progress

        from limen.core.lookouts import engine
        from limen.core.lookouts.queries import in_force
        from limen.core.watchlists.intake import people
        from limen.screening.batch import screened
        from limen.screening.policy import policy

        viewer.require("lookouts.check")
        rows = people(file.read_bytes(), mapping or [], viewer.day)
        current = engine.kept()
        least = policy().flagging(len(current)) if at_least is None else at_least
        found: list[tuple[Match, ...]] = []
        with Progress(console=Console(stderr=True)) as progress:
            task = progress.add_task("Screening", total=len(rows))
            for matches in screened(engine.folder(), [party for _, party in rows], at_least=least, limit=limit):
                found.append(matches)
                progress.advance(task)
        known = in_force({match.key for matches in found for match in matches}, viewer=viewer)
    for (key, party), matches in zip(rows, found, strict=True):
        said = [_said(match, known[match.key]) for match in matches if match.key in known]
        name = party.names[0].said if party.names else ""
        if as_json:
            typer.echo(json.dumps({"id": key, "name": name, "matches": said}, ensure_ascii=False))
        elif said:
            typer.echo(f"{name}: " + "; ".join(f"{row['score']} {row['category']}/{row['action']}" for row in said))


@cli.command()
def index(as_json: Json = False) -> None:
    """Make the index of the lookouts in force anew and keep it on disk."""
    import os

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "limen.config.settings.base")
    import django

    django.setup()
    from limen.core.lookouts import engine

    said = engine.rebuild()
    typer.echo(json.dumps(said) if as_json else f"{said['lookouts']} lookouts indexed in {said['folder']}.")


def _said(match: Match, lookout: Any) -> dict[str, Any]:
    return {
        "lookout": match.key,
        "score": round(match.score, 4),
        "birth": match.tier,
        "category": lookout.category,
        "action": lookout.action,
        "evidence": [
            {
                "kind": item.kind,
                "how": item.how,
                "bits": round(item.bits, 1),
                "asked": item.asked,
                "listed": item.listed,
            }
            for item in match.evidence
        ],
    }
