"""``limen lists``: load what others publish, see what it would change, see what was loaded."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated, Any

import typer

from limen.core.terminal import At, By, Dry, Json, Purpose, desk

cli = typer.Typer(help="Lists of others, taken as lookouts.", no_args_is_help=True)
load = typer.Typer(help="Load a version of a list, or see with --dry-run what it would change.", no_args_is_help=True)
cli.add_typer(load, name="load")
File = Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="The file as it was published.")]
Key = Annotated[str, typer.Option("--list", help="The list's key, where it is not the format's name.")]
Option = Annotated[Path | None, typer.Option(exists=True, dir_okay=False)]
SHOWN_FAULTS = 20


@load.command("ofac")
def load_ofac(
    sdn: Annotated[Path, typer.Option(exists=True, dir_okay=False, help="SDN.CSV: the entries.")],
    by: By,
    at: At,
    alt: Option = None,
    add: Option = None,
    comments: Option = None,
    key: Key = "ofac",
    purpose: Purpose = "targeting",
    dry_run: Dry = False,
    as_json: Json = False,
) -> None:
    """Load the Specially Designated Nationals: entries, aliases, addresses. Exit code 1 when it is refused."""
    given = {"sdn": sdn, "alt": alt, "add": add, "comments": comments}
    files = {name: path for name, path in given.items() if path is not None}
    _load("ofac", key, files, [], (by, at, purpose), dry_run, as_json)


@load.command("un")
def load_un(
    file: File, by: By, at: At, key: Key = "un", purpose: Purpose = "targeting", dry_run: Dry = False,
    as_json: Json = False,
) -> None:  # fmt: skip
    """Load the consolidated list of the Security Council. Exit code 1 when it is refused."""
    _load("un", key, {"file": file}, [], (by, at, purpose), dry_run, as_json)


@load.command("ftm")
def load_ftm(
    file: File, by: By, at: At, key: Key = "ftm", purpose: Purpose = "targeting", dry_run: Dry = False,
    as_json: Json = False,
) -> None:  # fmt: skip
    """Load FollowTheMoney entities, as OpenSanctions publishes them. Exit code 1 when it is refused."""
    _load("ftm", key, {"file": file}, [], (by, at, purpose), dry_run, as_json)


@load.command("csv")
def load_csv(
    file: File,
    by: By,
    at: At,
    mapping: Annotated[list[str] | None, typer.Option("--map", help="COLUMN=FIELD; give it once a column.")] = None,
    key: Key = "csv",
    purpose: Purpose = "targeting",
    dry_run: Dry = False,
    as_json: Json = False,
) -> None:
    """Load people from separated text. Exit code 1 when it is refused."""
    _load("csv", key, {"file": file}, mapping or [], (by, at, purpose), dry_run, as_json)


@cli.command()
def show(by: By, at: At, purpose: Purpose = "targeting", as_json: Json = False) -> None:
    """Show the lists, how they stand, and when each was loaded."""
    with desk(by, at, purpose) as viewer:
        from limen.core.watchlists import queries

        rows = [
            {
                **{name: getattr(row, name) for name in ("key", "name", "form", "category", "action", "state")},
                "id": str(row.pk),
                "review_days": row.review_days,
                "loaded_at": row.loaded_at.isoformat() if row.loaded_at else None,
            }
            for row in queries.lists(viewer=viewer)
        ]
    _print(rows, as_json, "{key}: {name} ({form}), {state}, {category}/{action}, loaded {loaded_at}")


@cli.command()
def versions(
    key: Annotated[str, typer.Argument(help="The list's key.")],
    by: By,
    at: At,
    purpose: Purpose = "targeting",
    as_json: Json = False,
) -> None:
    """Show a list's versions, the newest first: what came, changed and left."""
    with desk(by, at, purpose) as viewer:
        from limen.core.watchlists import queries

        found = queries.by_key(key, viewer=viewer)
        names = ("number", "entries", "came", "changed", "left", "back", "unchanged", "faults", "digest", "source")
        rows = [
            {**{name: getattr(row, name) for name in names}, "at": row.loaded_at.isoformat(), "by": row.loaded_by}
            for row in queries.versions(found, viewer=viewer)
        ]
    line = "{number}: {at} by {by}: {entries} entries, {came} came, {changed} changed, {left} left, {back} back"
    _print(rows, as_json, line)


def _print(rows: list[dict[str, Any]], as_json: bool, line: str) -> None:
    if as_json:
        typer.echo(json.dumps(rows, ensure_ascii=False))
        return
    for row in rows:
        typer.echo(line.format(**row))


def _load(
    form: str,
    key: str,
    files: dict[str, Path],
    mapping: list[str],
    who: tuple[str, str, str],
    dry_run: bool,
    as_json: bool,
) -> None:
    with desk(*who) as viewer:
        from rich.console import Console

        from limen.core.lawbook import lawbook
        from limen.core.watchlists import intake, queries
        from limen.core.watchlists.differing import difference, why_not
        from limen.kernel import BadInput, perform

        viewer.require("watchlists.load")
        found = queries.by_key(key, viewer=viewer)
        if found.form != form:
            raise BadInput(f"The list “{key}” is taken as {found.form}, not as {form}.")
        with Console(stderr=True).status(f"Reading {', '.join(path.name for path in files.values())}") as progress:
            source = ", ".join(path.name for path in files.values())
            given = {name: path.read_bytes() for name, path in files.items()}
            came = intake.read(form, given, mapping=mapping, day=viewer.day, source=source)
            progress.update(f"Comparing {len(came.act.entries)} entries")
            told = difference(found, came.act.entries)
            refused = why_not(told, len(came.act.entries), lawbook(), viewer.day)
            number = None
            if not dry_run:
                progress.update(f"Loading {len(came.act.entries)} entries")
                outcome = perform(came.act, on=found, by=viewer.account, at=viewer.place, purpose=viewer.purpose)
                number, refused = outcome.told["number"], ""
    said = {
        "list": key,
        "dry_run": dry_run,
        "version": number,
        "digest": came.act.digest,
        **told.counts(),
        "refused": refused,
        "counts": dict(came.reading.counts),
        "faults": [
            {"rule": fault.rule, "message": fault.message, "line": fault.line, "entry": fault.entry, "lost": fault.lost}
            for fault in came.faults
        ],
    }
    typer.echo(json.dumps(said, ensure_ascii=False) if as_json else _as_text(said))
    raise typer.Exit(1 if refused else 0)


def _as_text(said: dict[str, Any]) -> str:
    head = "would be loaded" if said["dry_run"] else f"version {said['version']} loaded"
    lines = [f"{said['list']}: {head}: " + ", ".join(f"{said[name]} {name}" for name in (
        "came", "changed", "left", "back", "unchanged"
    ))]  # fmt: skip
    lines.append(", ".join(f"{count} {name}" for name, count in said["counts"].items()))
    if said["refused"]:
        lines.append(f"{said['refused']} Digest {said['digest']}.")
    lines.extend(f"line {fault['line']}: {fault['message']}" for fault in said["faults"][:SHOWN_FAULTS])
    if len(said["faults"]) > SHOWN_FAULTS:
        lines.append(f"… and {len(said['faults']) - SHOWN_FAULTS} more faults (--json shows all)")
    return "\n".join(lines)
