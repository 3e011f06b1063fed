"""``limen bench``: run a benchmark of a checkout and print what it measured."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

cli = typer.Typer(help="Measure.")
FOLDER = Path(__file__).resolve().parents[3] / "benchmarks"
BENCHES = {
    "primary": "primary_inspection.py",
    "mrz": "mrz_zones.py",
    "manifest": "manifest_intake.py",
    "ledger": "ledger_chain.py",
    "startup": "startup_time.py",
    "portal": "portal_pages.py",
    "paxlst": "paxlst_reading.py",
    "pnr": "pnrgov_reading.py",
    "ice-release": "ice_release_reading.py",
    "import": "released_import.py",
    "population": "population.py",
    "emrtd": "emrtd_authentication.py",
    "clocks": "clocks.py",
    "criteria": "criteria.py",
    "people-resolve": "people_resolve.py",
    "screening": "screening.py",
    "sevis": "sevis_batch.py",
    "screening-compare": "screening_compare.py",
    "sevis-read": "sevis_read.py",
}


@cli.command()
def bench(
    name: Annotated[str, typer.Argument(help=f"One of: {', '.join(BENCHES)}; all, for every one.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON line a benchmark.")] = False,
    n: Annotated[int | None, typer.Option("--n", help="How many records, where a benchmark makes a register.")] = None,
) -> None:
    """Run a benchmark and print what it measured, with the machine's cores; exit code 2 for an unknown name."""
    wanted = list(BENCHES) if name == "all" else [name]
    if not set(wanted) <= set(BENCHES):
        typer.echo(f"There is no benchmark “{name}”. There are: {', '.join(BENCHES)}.", err=True)
        raise typer.Exit(2)
    if not FOLDER.is_dir():
        typer.echo("The benchmarks come with a checkout of the source, not with the installed package.", err=True)
        raise typer.Exit(2)
    for one in wanted:
        line = measured(FOLDER / BENCHES[one], [] if n is None else ["--n", str(n)])
        typer.echo(line if as_json else shown(json.loads(line)))


def measured(script: Path, options: Sequence[str] = ()) -> str:
    """Run a benchmark in a process of its own and return its JSON line."""
    run = subprocess.run([sys.executable, str(script), *options], capture_output=True, text=True, check=False)
    lines = [line for line in run.stdout.splitlines() if line.startswith("{")]
    if run.returncode or not lines:
        typer.echo(run.stderr, err=True)
        raise typer.Exit(1)
    return lines[-1]


def shown(found: dict[str, object]) -> str:
    """Return a measurement as lines to read."""
    return "\n".join(f"{key.replace('_', ' '):>28}  {value}" for key, value in found.items())
