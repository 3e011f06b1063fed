"""Running a node: serve it, bring its database up to date, its upkeep, its check-up, and the demonstration."""

from __future__ import annotations

import ipaddress
import json
import os
from pathlib import Path
from typing import Annotated, Any

import typer

from limen.config import start

cli = typer.Typer(help="Run a node.", no_args_is_help=True)
demo = typer.Typer(
    help="Prepare a demonstration on this machine and serve it.", invoke_without_command=True, no_args_is_help=False
)
cli.add_typer(demo, name="demo")

Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]
Port = Annotated[int, typer.Option(min=1, max=65_535, help="Port to listen on.")]
Workers = Annotated[int, typer.Option(min=1, max=64, help="Worker processes.")]
Data = Annotated[Path | None, typer.Option("--data", help="Data directory; LIMEN_DATA or ./var when absent.")]


@cli.command()
def serve(
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Port = 8000,
    workers: Workers = 2,
    threads: Annotated[int, typer.Option(min=1, max=64, help="Requests a worker takes at once.")] = 4,
    certificate: Annotated[Path | None, typer.Option(exists=True, dir_okay=False, help="TLS chain, PEM.")] = None,
    key: Annotated[Path | None, typer.Option(exists=True, dir_okay=False, help="TLS private key, PEM.")] = None,
) -> None:
    """Serve the node. Refuses to start on a database that is not up to date."""
    start.wake()
    left = start.pending()
    if left:
        typer.echo(f"The database lacks {len(left)} migrations. Run `limen migrate` first.", err=True)
        raise typer.Exit(1)
    start.collect_static(_data() / "static.stamp")
    start.serve(host, port, workers=workers, threads=threads, certificate=certificate, key=key)


@cli.command()
def migrate() -> None:
    """Bring the database up to date."""
    start.wake()
    _data().mkdir(mode=0o700, parents=True, exist_ok=True)
    start.migrate(verbosity=1)


@cli.command()
def sweep(as_json: Json = False) -> None:
    """Breach overdue clocks, warn of others, send e-mails, end lapsed sessions; run it often. Exit 1 on a fault."""
    start.wake()
    from limen.config.upkeep import sweep as swept

    if as_json:
        done = swept()
        typer.echo(json.dumps(done.as_dict()))
    else:
        done = _with_progress(swept)
        for fault in done.faults:
            typer.echo(fault, err=True)
        typer.echo(
            "Another sweep is at work."
            if done.busy
            else f"{done.breached} clocks breached, {done.over} of people's own run out, "
            f"{done.escalated} told of to supervisors, "
            f"{done.lapsed} records lapsed, {done.sent} messages sent, "
            f"{done.ended} sessions ended."
        )
    raise typer.Exit(1 if done.faults else 0)


@cli.command()
def doctor(as_json: Json = False) -> None:
    """Look the node over: database, migrations, clock, law pack, ledger, deadlines, disk, keys. Exit 1 when bad."""
    start.wake()
    from limen.config.health import BAD, examine

    findings = []
    for finding in examine():
        findings.append(finding)
        if not as_json:
            typer.echo(f"{finding.how:<6} {finding.what:<11} {finding.said}")
    if as_json:
        typer.echo(json.dumps([{"what": f.what, "how": f.how, "said": f.said} for f in findings], ensure_ascii=False))
    raise typer.Exit(1 if any(finding.how == BAD for finding in findings) else 0)


@demo.callback()
def demonstrate(
    context: typer.Context,
    no_serve: Annotated[bool, typer.Option("--no-serve", help="Prepare it and stop.")] = False,
    data: Data = None,
    host: Annotated[str, typer.Option(help="A loopback address: the demonstration has no TLS.")] = "127.0.0.1",
    port: Port = 8000,
    workers: Workers = 2,
) -> None:
    """Prepare a demonstration on this machine, print its sign-ins and serve it."""
    _wake_demo(data, host)
    if context.invoked_subcommand is not None:
        return
    from limen.config import demo as demonstration

    folder = _data()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if start.pending():
        typer.echo("Preparing the database", err=True)
        start.migrate()
    if start.collect_static(folder / "static.stamp"):
        typer.echo("Gathered the static files", err=True)
    opened, credentials = demonstration.prepare(folder, lambda text: typer.echo(text, err=True))
    _print_sign_ins(opened, credentials, data)
    if no_serve:
        return
    typer.echo(f"\nServing http://{host}:{port} — stop it with Ctrl+C.")
    start.serve(host, port, workers=workers, threads=4, certificate=None, key=None)


@demo.command()
def code(sign_in: Annotated[str, typer.Argument(metavar="USERNAME", help="A demonstration officer.")]) -> None:
    """Print a demonstration officer's six digits of this moment."""
    from limen.config.demo import Credentials

    credentials = Credentials.of(_data())
    if sign_in not in credentials.secrets:
        known = ", ".join(sorted(credentials.secrets)) or "none yet; run `limen demo --no-serve` first"
        typer.echo(f"No demonstration officer is called “{sign_in}”. There are: {known}.", err=True)
        raise typer.Exit(2)
    typer.echo(credentials.code(sign_in))


def _wake_demo(data: Path | None, host: str) -> None:
    try:
        loopback = ipaddress.ip_address(host).is_loopback
    except ValueError:
        loopback = False
    if not loopback:
        typer.echo(f"The demonstration is served on a loopback address only, not on {host}.", err=True)
        raise typer.Exit(2)
    os.environ["LIMEN_BIND"] = host
    start.wake(start.DEMO, data=data)


def _data() -> Path:
    from django.conf import settings

    return Path(settings.DATA_DIR)


def _print_sign_ins(opened: Any, credentials: Any, data: Path | None) -> None:
    from limen.config.demo import postings
    from limen.core.access.roles import roles

    typer.echo(
        "\nSign-ins of this demonstration. They were made for this installation and are kept in"
        f"\n{credentials.path}; never use them for real work.\n"
        f"\n  password of every officer: {credentials.password}\n"
        f"\n  {'sign-in name':<16} {'role':<28} {'posted to':<22} code now"
    )
    for row in postings():
        if row["sign_in"] in credentials.secrets:
            where = opened.ports[row["port"]].name if row["port"] else opened.agency.name.partition(" (")[0]
            where = row["organisation"] if row.get("kind") == "partner" else where
            now = credentials.code(row["sign_in"])
            typer.echo(f"  {row['sign_in']:<16} {roles()[row['role']].title:<28} {where:<22} {now}")
    where = f" --data {data}" if data else ""
    typer.echo(f"\nA code is good once, for about a minute. `limen demo{where} code USERNAME` prints the next one.")


def _with_progress(swept: Any) -> Any:
    from rich.progress import Progress

    with Progress(transient=True) as progress:
        bars: dict[str, Any] = {}

        def tick(what: str, done: int, of: int) -> None:
            if what not in bars:
                bars[what] = progress.add_task(what, total=of)
            progress.update(bars[what], completed=done)

        return swept(tick)
