"""``limen sevis``: send batches, read their logs, answer what waits, and send the day's digests."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from limen.core.terminal import At, By, Dry, Json, desk
from limen.exchange.sevis_batch.cli import cli as format_cli

if TYPE_CHECKING:
    from limen.offices.sevis.batch.intake import Receipt

cli = typer.Typer(help="Students, exchange visitors, schools and sponsors.", no_args_is_help=True)
cli.registered_commands.extend(format_cli.registered_commands)
File = Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="The batch as XML, or as a zip with it.")]
Org = Annotated[str, typer.Option("--org", help="School code or programme number.")]
User = Annotated[str, typer.Option("--user", help="The official in whose name it is sent.")]
Number = Annotated[str, typer.Option("--batch", help="The number of the batch, 14 characters.")]
SEVIS = "sevis"


@cli.command()
def upload(file: File, org: Org, user: User, batch: Number, dry_run: Dry = False, as_json: Json = False) -> None:
    """Send a batch and have it answered. Exit code 1 when it was not taken, or some record was refused."""
    with desk(user, org, SEVIS) as viewer:
        from limen.offices.sevis.batch import intake

        sent = intake.Sent(org, batch, user, file.read_bytes(), viewer.account, file.name)  # type: ignore[arg-type]  # a desk's viewer is an account
        if dry_run:
            found = intake.supposed(sent, _told)
        else:
            receipt = intake.receive(sent)
            if receipt.taken and receipt.batch is not None:
                intake.process(receipt.batch)
            found = _told(receipt)
    typer.echo(json.dumps(found, ensure_ascii=False) if as_json else _lines(found))
    raise typer.Exit(0 if found["taken"] and not found["refused"] else 1)


@cli.command()
def log(
    batch: Annotated[str, typer.Argument(help="The number of the batch.")], by: By, at: At, as_json: Json = False
) -> None:
    """Print the transaction log of a batch as XML, or the answers as JSON."""
    with desk(by, at, SEVIS) as viewer:
        from limen.kernel import UnknownRecord
        from limen.offices.sevis.batch import logs
        from limen.offices.sevis.queries import batches as queries

        known = queries.batches(viewer=viewer).filter(batch_id=batch).exclude(state="refused").first()
        if known is None:
            raise UnknownRecord("No such batch.")
        found = queries.batch(known.pk, viewer=viewer)
        rows = queries.looked_at(list(found.results.all()), viewer=viewer, what="sevis.batch.log")
        text = json.dumps([_row(row) for row in rows], ensure_ascii=False) if as_json else logs.of_batch(found).decode()
    typer.echo(text)


@cli.command()
def process(as_json: Json = False) -> None:
    """Answer every batch whose records wait, as the node itself."""
    with desk("", "", "administration", node=True) as viewer:
        from limen.offices.sevis.batch import intake
        from limen.offices.sevis.queries.batches import unprocessed

        done = [intake.process(batch, by=viewer.account, purpose=viewer.purpose) for batch in list(unprocessed())]
        found = [
            {"batch": row.batch_id, "org": row.org, "accepted": row.accepted, "refused": row.refused} for row in done
        ]
    if as_json:
        typer.echo(json.dumps(found, ensure_ascii=False))
        return
    for row in found:
        typer.echo(f"{row['org']} {row['batch']}: {row['accepted']} accepted, {row['refused']} refused")
    typer.echo(f"{len(found)} batches answered.")


@cli.command()
def digests(as_json: Json = False) -> None:
    """Put the day's digests of what is due in the outbox; `limen sweep` sends them."""
    with desk("", "", "administration", node=True) as viewer:
        from django.utils import timezone

        from limen.kernel import perform
        from limen.offices.sevis.acts.digests import SendDigest
        from limen.offices.sevis.digesting import place_of, to_send

        count = 0
        for official in list(to_send(timezone.now())):
            perform(SendDigest(), on=official, by=viewer.account, at=place_of(official), purpose=viewer.purpose)
            count += 1
    typer.echo(json.dumps({"digests": count}) if as_json else f"{count} digests are in the outbox.")


@cli.command()
def acts(
    out: Annotated[Path | None, typer.Option("--out", dir_okay=False, help="Write the page there.")] = None,
) -> None:
    """Write the page that says what becomes of every value a batch can hold."""
    with desk("", "", "administration", node=True):
        from limen.offices.sevis.batch.telling import page

        text = page()
    if out is None:
        typer.echo(text)
    else:
        out.write_text(text, encoding="utf-8")


def _told(receipt: Receipt) -> dict[str, Any]:
    batch = receipt.batch
    if batch is not None:
        batch.refresh_from_db()
    rows = batch.results.all() if receipt.taken and batch is not None else ()
    return {
        "taken": receipt.taken,
        "code": receipt.code,
        "message": receipt.message,
        "repeated": receipt.repeated,
        "accepted": batch.accepted if receipt.taken and batch is not None else 0,
        "refused": batch.refused if receipt.taken and batch is not None else 0,
        "answers": [_row(row) for row in rows],
    }


def _row(row: Any) -> dict[str, Any]:
    return {
        "request": row.request_id,
        "event": row.event,
        "sevis_id": row.sevis_id,
        "accepted": row.accepted,
        "code": row.code,
        "rule": row.rule,
        "message": row.message,
        "warnings": list(row.told.get("warnings", ())),
    }


def _lines(found: dict[str, Any]) -> str:
    lines = [f"{found['code']} {found['message']}"]
    if found["taken"]:
        lines.append(f"{found['accepted']} accepted, {found['refused']} refused")
        lines += [
            f"  {row['request']}  {row['code']}  {row['event']}  {row['message']}"
            for row in found["answers"]
            if not row["accepted"]
        ]
    return "\n".join(lines)
