"""``limen people``: look over the whole register for records of the same person."""

from __future__ import annotations

import json
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any

import typer

from limen.core.terminal import At, By, Dry, Json, Purpose, desk

if TYPE_CHECKING:
    from rich.progress import Progress

    from limen.core.people.running import Run

cli = typer.Typer(help="The register of people.", no_args_is_help=True)
STEPS = {
    "read": "Reading people",
    "register": "Handing over the register",
    "pairs": "Finding pairs to compare",
    "scores": "Comparing",
    "answer": "Gathering what is likely",
}
SHOWN = 20


class Where(StrEnum):
    """Where the linker runs."""

    duckdb = "duckdb"
    spark = "spark"


@cli.callback()
def people() -> None:
    """Work on the register of people as a whole."""


@cli.command()
def resolve(
    by: By,
    at: At,
    engine: Annotated[Where, typer.Option(help="DuckDB on this machine, or Spark (the extra “spark”).")] = Where.duckdb,
    threshold: Annotated[
        float | None, typer.Option(help="Least probability, 0 to 1; the model's where left out.")
    ] = None,
    purpose: Purpose = "redress",
    dry_run: Dry = False,
    as_json: Json = False,
) -> None:
    """Propose which records are the same person. Exit code 1 when it cannot be done here, 3 when it may not."""
    with desk(by, at, purpose) as viewer:
        from limen.core.people.running import propose, run

        with _progress() as progress:
            found = run(viewer=viewer, engine_name=engine.value, at_least=threshold, told=Steps(progress))
            told: dict[str, Any] = {"proposed": None, "again": None, "judged": None, "resolution": None}
            if not dry_run:
                progress.add_task("Proposing", total=None)
                outcome = propose(found, viewer=viewer)
                told.update(outcome.told, resolution=str(outcome.record.pk))
    said = {
        "engine": found.engine,
        "threshold": found.at_least,
        "dry_run": dry_run,
        "people": found.people,
        "seconds": found.seconds,
        **told,
        "pairs": len(found.pairs),
    }
    typer.echo(json.dumps(said) if as_json else _as_text(said, found))


def _progress() -> Progress:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    return Progress(
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        console=Console(stderr=True),
    )


class Steps:
    """Shows each step of a run as it begins, and people as they are read.

    Args:
        progress: where it is shown.
    """

    def __init__(self, progress: Progress) -> None:
        self.progress = progress
        self.step = ""
        self.task: Any = None

    def __call__(self, step: str, done: int, of: int) -> None:
        """Show how far a run has come."""
        if step != self.step:
            if self.task is not None:
                self.progress.stop_task(self.task)
            self.step = step
            self.task = self.progress.add_task(STEPS[step], total=of if step == "read" else None)
        if step == "read":
            self.progress.update(self.task, completed=done)


def _as_text(said: dict[str, Any], found: Run) -> str:
    head = "would be proposed" if said["dry_run"] else f"found; {said['proposed']} proposed anew"
    lines = [
        f"{said['people']} people compared in {said['seconds']} s on {said['engine']}: {said['pairs']} pairs {head}."
    ]
    if not said["dry_run"]:
        lines.append(f"{said['again']} were waiting already, {said['judged']} had been judged.")
        return "\n".join(lines)
    for pair in found.pairs[:SHOWN]:
        why = ", ".join(f"{reason.comparison} {reason.how} {reason.bits:+.1f}" for reason in pair.why if reason.bits)
        lines.append(f"{pair.probability:.4f} {pair.left} {pair.right}: {why}")
    return "\n".join(lines)
