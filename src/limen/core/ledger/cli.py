"""``limen ledger``: prove the chain, anchor it, hand it over, and read it."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any
from uuid import UUID

import typer

from limen.core.ledger import proving
from limen.kernel.errors import LimenError

cli = typer.Typer(help="The ledger: prove it, anchor it, hand it over, read it.", no_args_is_help=True)
Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]
Node = Annotated[str, typer.Option("--node", help="One node's chain; every chain held here, when absent.")]
WRONG = 2


@cli.command()
def verify(
    node: Node = "",
    chain_only: Annotated[bool, typer.Option("--chain-only", help="Leave out personal parts and anchors.")] = False,
    as_json: Json = False,
) -> None:
    """Prove every chain from its first entry. Exit code 1 when one does not hold; it names the first broken entry."""
    _wake()
    from limen.core.ledger import verify as proofs
    from limen.core.ledger.models import Entry

    nodes = [node] if node else proofs.nodes()
    if node and node not in proofs.nodes():
        _fail(f"No chain of the node “{node}” is held here.")
    found = []
    for name in nodes:
        total = Entry.objects.filter(node=name).count()
        with _progress(f"Proving {name}", total, shown=not as_json) as tick:
            found.append(proofs.verify(name, tick, deep=not chain_only))
    _tell(found, as_json=as_json)


@cli.command()
def anchor(
    out: Annotated[Path | None, typer.Option("--out", help="Write the anchor to this file, to be handed over.")] = None,
    node: Node = "",
    as_json: Json = False,
) -> None:
    """Sign the chain's head, after proving the chain. Exit code 1 when it does not hold: it is then not signed."""
    _wake()
    from django.conf import settings

    from limen.core.ledger import verify as proofs

    try:
        made = proofs.anchor(node or settings.LIMEN_NODE, proofs.signing_key())
    except LimenError as error:
        _fail(error.message, 1)
    text = json.dumps(proofs.anchor_file(made), ensure_ascii=False, indent=2)
    if out is not None:
        _write(out, [text])
    typer.echo(text if as_json else f"Anchored {made.node} at entry {made.seq}, hash {made.hash}.")


@cli.command()
def key(out: Annotated[Path | None, typer.Option("--out", help="Write it to this file.")] = None) -> None:
    """Print the public key that this node's anchors are proved with; hand it over once, by a way you trust."""
    _wake()
    from cryptography.hazmat.primitives import serialization

    from limen.core.ledger.verify import signing_key

    public = signing_key().public_key()
    text = public.public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo).decode()
    if out is not None:
        _write(out, [text.strip()])
    typer.echo(text.strip())


@cli.command()
def export(
    file: Annotated[Path, typer.Argument(help="Where to write it.")],
    node: Node = "",
) -> None:
    """Write a chain as JSON lines without personal data: enough for anybody to prove it."""
    _wake()
    from django.conf import settings

    from limen.core.ledger.models import Entry
    from limen.core.ledger.verify import exported

    name = node or settings.LIMEN_NODE
    total = Entry.objects.filter(node=name).count()
    if not total:
        _fail(f"No chain of the node “{name}” is held here.")
    with _progress(f"Writing {name}", total, shown=True) as tick:
        _write(file, _counted(exported(name), tick))
    typer.echo(f"Wrote {total} entries of {name} to {file}.")


@cli.command()
def prove(
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="A chain that `ledger export` wrote.")],
    anchor_path: Annotated[Path, typer.Option("--anchor", exists=True, dir_okay=False, help="A signed anchor.")],
    key_path: Annotated[Path, typer.Option("--key", exists=True, dir_okay=False, help="The public key you trust.")],
    as_json: Json = False,
) -> None:
    """Prove an exported chain against an anchor and a key, with no database. Exit code 1 when it does not hold."""
    try:
        trusted = proving.read_key(key_path.read_text(encoding="utf-8"))
        held = json.loads(anchor_path.read_text(encoding="utf-8"))
        with file.open(encoding="utf-8") as lines, _progress("Proving", None, shown=not as_json) as tick:
            proof = proving.prove_against(proving.read_export(lines), held, trusted, tick)
    except LimenError as error:
        _fail(error.message)
    except ValueError:
        _fail("The anchor, the key or the export is not text in the form that limen writes.")
    _tell([proof], as_json=as_json)


@cli.command()
def entries(
    about: Annotated[UUID, typer.Option("--about", help="A record's identifier.")],
    kind: Annotated[str, typer.Option("--kind", help="act, read, or all.")] = "act",
    limit: Annotated[int, typer.Option("--limit", min=1, max=10_000)] = 500,
    as_json: Json = False,
) -> None:
    """List the entries about a record, newest first, without personal data; that they were read is an entry too."""
    if kind not in ("act", "read", "all"):
        _fail("--kind is act, read or all.")
    _wake()
    from limen.core.access.gate import NODE, SYSTEM
    from limen.core.ledger.chain import entries_about, record_read
    from limen.kernel import Subject

    rows: list[dict[str, Any]] = []
    for one in ("act", "read") if kind == "all" else (kind,):
        rows += entries_about([about], kind=one, limit=limit)
    rows = sorted(rows, key=lambda row: str(row["recorded"]), reverse=True)[:limit]
    record_read(
        what="ledger.entries",
        actor=SYSTEM,
        place=NODE,
        purpose="administration",
        subjects=[Subject("ledger.about", about)],
        plain={"shown": len(rows), "by": "command line"},
    )
    if as_json:
        typer.echo(json.dumps(rows, ensure_ascii=False))
        return
    for row in rows:
        where = row["place"]["code"] if row["place"] else "-"
        law = row["authority"]["citation"] if row["authority"] else ""
        when = datetime.fromisoformat(row["at"])
        typer.echo(f"{row['seq']:>8} {when:%Y-%m-%d %H:%M} {row['act']:<28} {where:<6} {row['actor']['label']}  {law}")
    typer.echo(f"{len(rows)} entries.")


def _wake() -> None:
    """Start Django once, with the settings of a node unless the environment names others."""
    from django.apps import apps

    if not apps.ready:
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "limen.config.settings.base")
        import django

        django.setup()


def _tell(proofs: list[proving.Proof], *, as_json: bool) -> None:
    if as_json:
        found = [
            {"node": p.node, "holds": p.holds, "entries": p.entries, "head": p.head, "broken": p.broken, "why": p.why}
            for p in proofs
        ]
        typer.echo(json.dumps(found if len(found) != 1 else found[0], ensure_ascii=False))
    for proof in () if as_json else proofs:
        if proof.holds:
            typer.echo(f"{proof.node}: {proof.entries} entries hold, head {proof.head}.")
        else:
            typer.echo(f"{proof.node}: broken at entry {proof.broken}. {proof.why}", err=True)
    if not proofs and not as_json:
        typer.echo("The ledger is empty.")
    raise typer.Exit(0 if all(proof.holds for proof in proofs) else 1)


def _fail(sentence: str, code: int = WRONG) -> Any:
    typer.echo(sentence, err=True)
    raise typer.Exit(code)


def _write(path: Path, lines: Any) -> None:
    """Write a file whole or not at all."""
    part = path.with_name(path.name + ".part")
    try:
        with part.open("w", encoding="utf-8") as file:
            for line in lines:
                file.write(line + "\n")
        part.replace(path)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise typer.BadParameter(f"{path} cannot be written: {error.strerror}.") from error


def _counted(lines: Iterator[str], tick: Callable[[int], None] | None) -> Iterator[str]:
    for number, line in enumerate(lines, 1):
        yield line
        if tick and not number % proving.OFTEN:
            tick(number)


@contextmanager
def _progress(what: str, total: int | None, *, shown: bool) -> Iterator[Callable[[int], None] | None]:
    """Show progress on a terminal; hand out what reports it."""
    if not shown:
        yield None
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(transient=True, console=Console(stderr=True)) as progress:
        bar = progress.add_task(what, total=total)
        yield lambda done: progress.update(bar, completed=done)
