"""``limen site``: take shipped content into the public site, and check every link of it."""

from __future__ import annotations

import json

import typer

from limen.core.terminal import At, By, Json, desk

cli = typer.Typer(help="The public site.", no_args_is_help=True)
ADMINISTRATION = "administration"


@cli.command()
def take(by: By, at: At, as_json: Json = False) -> None:
    """Take every release of shipped content that was not taken yet."""
    with desk(by, at, ADMINISTRATION) as viewer:
        from limen.kernel import perform
        from limen.portal import files, queries
        from limen.portal.acts import TakeRelease

        taken = set(queries.releases(viewer=viewer).values_list("name", flat=True))
        found = []
        for name in files.releases():
            if name not in taken:
                act = TakeRelease(name=name)
                row = perform(act, by=viewer.account, at=viewer.place, purpose=viewer.purpose).record
                found.append({"release": name, "pieces": row.pieces, "editions": row.editions, "kept": row.kept})
    lines = [f"{row['release']}: {row['pieces']} pieces, {row['editions']} editions" for row in found]
    typer.echo(json.dumps(found) if as_json else "\n".join(lines) or "Nothing was left to take.")


@cli.command()
def links(as_json: Json = False) -> None:
    """Check every link of every edition that is shown. Exit code 1 when one leads nowhere."""
    with desk("", "", ADMINISTRATION, node=True):
        from limen.portal import site
        from limen.portal.links import broken

        rows = [(row, broken(row.body)) for row in site.current().shown.values()]
    found = [{"piece": f"{row.kind} {row.path}", "language": row.language, "links": dead} for row, dead in rows if dead]
    lines = [f"{row['language']} {row['piece']}: {', '.join(row['links'])}" for row in found]
    typer.echo(json.dumps(found) if as_json else "\n".join(lines) or "Every link leads somewhere.")
    raise typer.Exit(1 if found else 0)
