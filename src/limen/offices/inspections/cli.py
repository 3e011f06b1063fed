"""``limen inspections``: load what carriers send, watch a folder, take over released records."""

from __future__ import annotations

import json
import time
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from limen.core.terminal import At, By, Json, Purpose, desk

if TYPE_CHECKING:
    from limen.core.access.gate import Viewer
    from limen.offices.inspections.intake import Received

cli = typer.Typer(help="Immigration Inspections.", no_args_is_help=True)
Messages = Annotated[list[Path], typer.Argument(exists=True, dir_okay=False, help="Messages as they came.")]
Release = Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="Released I-94 rows as CSV.")]
MOST_BYTES = 16 * 1024 * 1024
LOAD = "inspections.manifest"
REFUSED, UNREADABLE = 1, 2


@cli.command()
def receive(
    files: Messages,
    by: By,
    at: At,
    purpose: Purpose = "targeting",
    as_json: Json = False,
) -> None:
    """Load PAXLST or PNRGOV messages: match, screen, answer.

    Exit code 1 when one could not be put on the board, 2 when a file holds none; the other files are loaded all the
    same.
    """
    from limen.kernel import BadInput

    failed = 0
    with desk(by, at, purpose) as viewer:
        viewer.require(LOAD)
        for file in files:
            try:
                received = _load(file, viewer)
            except BadInput as refused:
                typer.echo(f"{file.name}: {refused.message}", err=True)
                failed = UNREADABLE
                continue
            for item in received:
                failed = max(failed, REFUSED if item.voyage is None else 0)
                typer.echo(json.dumps(_as_data(file, item), ensure_ascii=False) if as_json else _as_text(file, item))
    raise typer.Exit(failed)


@cli.command()
def watch(
    folder: Annotated[Path, typer.Argument(exists=True, file_okay=False, help="Where messages arrive as files.")],
    by: By,
    at: At,
    purpose: Purpose = "targeting",
    once: Annotated[bool, typer.Option("--once", help="Load what is there and stop.")] = False,
    every: Annotated[int, typer.Option(min=1, max=3600, help="Seconds between looks.")] = 5,
) -> None:
    """Watch a folder: load what arrives, keep it in done/ or faulty/, and leave answers and changes in answers/.

    Whoever writes a message into it writes under a name that ends in .part and renames it when it is whole. Beside what
    is faulty stands why, in a file of the same name that ends in .why.
    """
    with desk(by, at, purpose) as viewer:
        while True:
            # a posting may end while the command runs; then nothing is touched, and no good message is put aside
            _on_this_day(viewer).require(LOAD)
            for file in _arrived(folder):
                _take_in(file, folder, viewer)
            _send_changes(folder)
            if once:
                return
            time.sleep(every)


@cli.command("import-i94")
def import_i94(
    file: Release,
    by: By,
    at: At,
    purpose: Purpose = "inspection",
    as_json: Json = False,
) -> None:
    """Take over released crossings and list the exceptions; exit code 1 when a row could not be taken."""
    with desk(by, at, purpose) as viewer:
        from limen.core.lawbook import lawbook
        from limen.offices.inspections.importing import take_over

        taken = take_over(file, law=lawbook(), by=viewer.account, at=viewer.place, today=viewer.day)
    found = {
        "counts": dict(taken.counts),
        "differ": [
            {"row": row, "class": code, "filed": str(filed or "D/S"), "law": str(ours or "D/S")}
            for row, code, filed, ours in taken.differ
        ],
        "refused": [{"row": row, "why": why} for row, why in taken.refused],
    }
    if as_json:
        typer.echo(json.dumps(found, ensure_ascii=False))
    else:
        typer.echo("\n".join(f"{name}: {count}" for name, count in sorted(taken.counts.items())))
        typer.echo(
            "\n".join(f"{row} ({code}): filed {filed}, by law {ours}" for row, code, filed, ours in taken.differ)
        )
        typer.echo("\n".join(f"{row}: {why}" for row, why in taken.refused), err=True)
    raise typer.Exit(1 if taken.refused else 0)


def _load(file: Path, viewer: Viewer) -> list[Received]:
    from limen.kernel import BadInput
    from limen.offices.inspections import intake

    if file.stat().st_size > MOST_BYTES:
        raise BadInput(f"{file.name} is larger than 16 megabytes; a message of one voyage is not.")
    return intake.receive(
        file.read_bytes(), by=viewer.account, at=viewer.place, purpose=viewer.purpose, source=file.name
    )


def _on_this_day(viewer: Viewer) -> Viewer:
    from django.utils import timezone

    return replace(viewer, day=timezone.now().astimezone(viewer.place.zone).date())


def _arrived(folder: Path) -> list[Path]:
    """Return the messages that are whole, by name."""
    files = (item for item in folder.iterdir() if item.is_file())
    return sorted(item for item in files if not item.name.startswith(".") and item.suffix != ".part")


def _take_in(file: Path, folder: Path, viewer: Viewer) -> None:
    """Load one file and put it away; one that cannot be read or is too large does not keep the next waiting."""
    from limen.kernel import BadInput

    try:
        received = _load(file, viewer)
    except (BadInput, OSError) as refused:
        _put_aside(file, folder, f"{file.name}: {getattr(refused, 'message', refused)}")
        return
    answers = [item.answer for item in received if item.answer]
    if answers:
        _leave(folder, file.stem, "\r\n".join(answers))
    said = "\n".join(_as_text(file, item) for item in received)
    if any(item.voyage is None for item in received):
        _put_aside(file, folder, said)
    else:
        _move(file, folder / "done")
        typer.echo(said)


def _put_aside(file: Path, folder: Path, why: str) -> None:
    """Keep what could not be loaded in faulty/ with the reason beside it, and say so on the error output."""
    kept = _move(file, folder / "faulty")
    kept.with_name(f"{kept.name}.why").write_text(f"{why}\n", encoding="utf-8")
    typer.echo(why, err=True)


def _move(file: Path, into: Path) -> Path:
    into.mkdir(exist_ok=True)
    return file.rename(_free(into / file.name))


def _send_changes(folder: Path) -> None:
    """Leave the changes that carriers did not ask for beside the answers."""
    from limen.core.ledger.outbox import deliver

    for _ in deliver("carrier", lambda message: _leave(folder, f"change-{message.to}-{message.pk}", message.body)):
        pass


def _leave(folder: Path, name: str, text: str) -> None:
    answers = folder / "answers"
    answers.mkdir(exist_ok=True)
    final = _free(answers / f"{name}.cusres")
    draft = final.with_suffix(".part")
    draft.write_text(text, encoding="utf-8")
    draft.rename(final)


def _free(path: Path) -> Path:
    """Return a path nothing stands at yet, numbered when something does."""
    number, found = 1, path
    while found.exists():
        found = path.with_name(f"{path.stem}-{number}{path.suffix}")
        number += 1
    return found


def _as_data(file: Path, item: Received) -> dict[str, Any]:
    return {
        "file": file.name,
        "voyage": str(item.voyage.pk) if item.voyage is not None else None,
        "label": str(item.voyage) if item.voyage is not None else "",
        "says": item.says,
        "people": item.people,
        "faults": list(item.faults),
        "answer": item.answer,
    }


def _as_text(file: Path, item: Received) -> str:
    faults = "".join(f"\n    {fault['message']} (segment {fault['segment']})" for fault in item.faults[:20])
    return f"{file.name}: {item.voyage or 'no voyage'}: {item.says}{faults}"
