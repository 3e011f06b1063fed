"""``limen removal``: find a charge, load the list of facilities, take over released data, count it."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from limen.core.terminal import At, By, Dry, Json, Purpose, desk

if TYPE_CHECKING:
    from rich.progress import Progress

    from limen.core.access.gate import Viewer
    from limen.offices.removal.models import ReleaseFile
    from limen.offices.removal.queries.releases import Counted

cli = typer.Typer(help="Detention and Removal.", no_args_is_help=True)
facilities = typer.Typer(help="Detention facilities.", no_args_is_help=True)
cli.add_typer(facilities, name="facilities")
File = Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="The file as it was published.")]
Who = Annotated[str, typer.Option("--by", help="Sign-in name of the account that acts; Limen itself when left out.")]
Where = Annotated[str, typer.Option("--at", help="Code of the place it acts at.")]
SHOWN = 20
ASIDE = ("line", "sheet", "rule", "field", "message", "lost", "raw")


class Kind(StrEnum):
    """Of which kind the rows are."""

    removal = "removal"
    arrest = "arrest"
    detainer = "detainer"
    encounter = "encounter"
    stint = "stint"


class Count(StrEnum):
    """Which population of a day is meant: at the midnight that ends it, or at any time of it."""

    midnight = "midnight"
    whole_day = "24h"


@facilities.command("load")
def load_facilities(
    file: File,
    by: By,
    at: At,
    under: Annotated[str, typer.Option(help="Code of the place they are part of, where no field office is open.")] = "",
    purpose: Purpose = "administration",
    dry_run: Dry = False,
    as_json: Json = False,
) -> None:
    """Load the agency's list of facilities; what left it is told, not closed. Exit code 1 when a row is left out."""
    with desk(by, at, purpose) as viewer:
        from limen.core.lawbook import lawbook
        from limen.core.places.queries import by_code
        from limen.kernel import perform
        from limen.offices.removal import facility_listing
        from limen.offices.removal.acts import LoadFacilities

        viewer.require("removal.facilities")
        zone = viewer.place.zone_name
        came = facility_listing.read(file.read_bytes(), law=lawbook(), day=viewer.day, zone=zone)
        told = facility_listing.difference(came.entries)
        parent = by_code(under, kind="").pk if under else None
        if not told.nothing and not dry_run:
            act = LoadFacilities(entries=list(came.entries), name=file.name[:200], digest=came.digest, under=parent)
            perform(act, by=viewer.account, at=viewer.place, purpose=viewer.purpose)
    said = {"file": file.name, "rows": len(came.entries), "dry_run": dry_run, **told.counts(), "gone": list(told.gone)}
    said["faults"] = [{"line": fault.line, "message": fault.message, "lost": fault.lost} for fault in came.faults]
    typer.echo(json.dumps(said, ensure_ascii=False) if as_json else _listed(said))
    raise typer.Exit(1 if any(fault.lost for fault in came.faults) else 0)


def _listed(said: dict[str, Any]) -> str:
    head = "would be " if said["dry_run"] else ""
    counts = f"{said['opened']} {head}opened, {said['amended']} {head}amended, {said['unchanged']} unchanged"
    lines = [f"{said['file']}: {said['rows']} facilities: {counts}."]
    if said["gone"]:
        lines.append(f"{len(said['gone'])} stand here and no longer in the list: {', '.join(said['gone'][:SHOWN])}")
    lines.extend(f"line {fault['line']}: {fault['message']}" for fault in said["faults"][:SHOWN])
    return "\n".join(lines)


@cli.command("import")
def import_release(
    file: File,
    by: Who = "",
    at: Where = "",
    purpose: Purpose = "statistics",
    aside: Annotated[Path | None, typer.Option(dir_okay=False, help="Write the rows kept aside to this file.")] = None,
    as_json: Json = False,
) -> None:
    """Take over a file of released data, once; a file taken over before changes nothing. Exit 1 for rows kept aside."""
    with _standing(by, at, purpose) as (viewer, actor, place):
        from limen.kernel import perform
        from limen.offices.removal import keeping
        from limen.offices.removal.acts import ImportRelease
        from limen.offices.removal.queries import releases

        viewer.require("removal.import")
        record = releases.by_digest(keeping.digest_of(file), viewer=viewer)
        again = record is not None
        if record is None:
            with _progress() as progress:
                found = keeping.keep(file, Told(progress, file.stat().st_size))
            act = ImportRelease(digest=found.digest, name=file.name[:200])
            record = perform(act, by=actor, at=place, purpose=viewer.purpose).record
        said = _taken(record, again=again)
        kept = list(releases.aside(record, viewer=viewer)) if aside is not None or not as_json else []
        if aside is not None:
            _write_csv(aside, ASIDE, kept)
    typer.echo(json.dumps(said, ensure_ascii=False) if as_json else _taken_text(said, kept))
    raise typer.Exit(1 if said["refused"] else 0)


def _taken(record: ReleaseFile, *, again: bool) -> dict[str, Any]:
    names = ("name", "digest", "rows", "refused", "faults", "skipped", "left_out", "unread")
    days = {"first_day": _iso(record.first_day), "last_day": _iso(record.last_day)}
    tables = {row.kind: row.rows for row in record.tables.all()}
    return {"again": again, **{name: getattr(record, name) for name in names}, **days, "tables": tables}


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _taken_text(said: dict[str, Any], kept: list[tuple[Any, ...]]) -> str:
    rows = ", ".join(f"{count} {kind}s" for kind, count in said["tables"].items())
    head = "was taken over before; nothing was done" if said["again"] else "taken over"
    days = f"{said['first_day']} to {said['last_day']}"
    lines = [f"{said['name']}: {head}: {rows}, {days}; {said['refused']} kept aside."]
    lines.extend(f"line {line}: {message}" for line, _sheet, _rule, _field, message, *_ in kept[:SHOWN])
    if len(kept) > SHOWN:
        lines.append(f"… and {len(kept) - SHOWN} more (--aside FILE writes all)")
    return "\n".join(lines)


@cli.command()
def stats(  # noqa: PLR0917  each is an option of the command
    by: Annotated[str, typer.Option("--by", help="fiscal-year, category, citizenship, facility, day, …")] = "",
    kind: Annotated[Kind, typer.Option(help="Which rows are counted by it.")] = Kind.removal,
    population: Annotated[Count | None, typer.Option(help="People held on each day, by stints.")] = None,
    book_ins: Annotated[bool, typer.Option("--book-ins", help="Book-ins of each day.")] = False,
    book_outs: Annotated[bool, typer.Option("--book-outs", help="Book-outs of each day.")] = False,
    stays: Annotated[bool, typer.Option("--stays", help="Stays that ended, and how long they were.")] = False,
    first: Annotated[datetime | None, typer.Option("--from", formats=["%Y-%m-%d"], help="First day.")] = None,
    last: Annotated[datetime | None, typer.Option("--to", formats=["%Y-%m-%d"], help="Last day.")] = None,
    facility: Annotated[str, typer.Option(help="Only this facility, by code or name.")] = "",
    each: Annotated[bool, typer.Option("--each", help="Each facility by itself.")] = False,
    csv_file: Annotated[Path | None, typer.Option("--csv", dir_okay=False, help="Write the counts as CSV.")] = None,
    parquet: Annotated[Path | None, typer.Option("--parquet", dir_okay=False, help="Write them as Parquet.")] = None,
    account: Annotated[str, typer.Option("--as", help="Sign-in name of the account; Limen itself when left out.")] = "",
    at: Where = "",
    purpose: Purpose = "statistics",
    as_json: Json = False,
) -> None:
    """Count released rows; removals by fiscal year when nothing else is asked. Exit code 2 for what is not counted."""
    measures = [population.value] if population else []
    measures += ["book-ins"] * book_ins + ["book-outs"] * book_outs
    if len(measures) + stays + bool(by) > 1:
        typer.echo("Ask for one: --by, --population, --book-ins, --book-outs or --stays.", err=True)
        raise typer.Exit(2)
    with _standing(account, at, purpose) as (viewer, _actor, _place):
        from limen.offices.removal.counting import Asked
        from limen.offices.removal.queries import releases

        of = "stint" if measures or stays else kind.value
        asked = Asked(of, first.date() if first else None, last.date() if last else None, facility)
        if measures:
            found = releases.population(asked, measures[0], viewer=viewer, each=each)
        elif stays:
            found = releases.stays(asked, viewer=viewer)
        else:
            found = releases.statistics(asked, by or "fiscal-year", viewer=viewer)
        if csv_file is not None:
            _write_csv(csv_file, found.head, found.rows)
        if parquet is not None:
            parquet.write_bytes(releases.as_parquet(found))
    typer.echo(_counted_json(found) if as_json else _counted_text(found))


def _counted_json(found: Counted) -> str:
    rows = [dict(zip(found.head, row, strict=True)) for row in found.rows]
    return json.dumps({"total": found.total, **found.notes, "rows": rows}, ensure_ascii=False)


def _counted_text(found: Counted) -> str:
    lines = ["\t".join(found.head), *("\t".join(str(value) for value in row) for row in found.rows)]
    return "\n".join([*lines, f"total\t{found.total}", *(f"{name}\t{value}" for name, value in found.notes.items())])


@contextmanager
def _standing(by: str, at: str, purpose: str) -> Iterator[tuple[Viewer, Any, Any]]:
    """Give who looks, acts and where: an account at its desk, or Limen itself on its own machine."""
    if by or at:
        with desk(by, at, purpose) as viewer:
            yield viewer, viewer.account, viewer.place
        return
    with _system_desk() as viewer:
        from limen.core.access.gate import NODE, SYSTEM

        yield viewer, SYSTEM, NODE


@contextmanager
def _system_desk() -> Iterator[Viewer]:
    """Wake Django and give Limen itself as who looks; refusals end with the exit codes of every command."""
    import os

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "limen.config.settings.base")
    import django

    django.setup()
    from django.utils import timezone

    from limen.core.access.gate import SYSTEM, Viewer
    from limen.kernel import BadInput, LimenError, NotPermitted, UnknownRecord

    try:
        yield Viewer(SYSTEM, None, "administration", timezone.now().date())
    except LimenError as refused:
        typer.echo(refused.message, err=True)
        code = 3 if isinstance(refused, NotPermitted) else 2 if isinstance(refused, BadInput | UnknownRecord) else 1
        raise typer.Exit(code) from refused


def _write_csv(path: Path, head: tuple[str, ...], rows: list[tuple[Any, ...]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file)
        out.writerow(head)
        out.writerows(rows)


def _progress() -> Progress:
    from rich.console import Console
    from rich.progress import BarColumn, DownloadColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), DownloadColumn(), TimeElapsedColumn())
    return Progress(*columns, console=Console(stderr=True))


class Told:
    """Shows how far a file is read.

    Args:
        progress: where it is shown.
        size: the bytes of the file.
    """

    def __init__(self, progress: Progress, size: int) -> None:
        self.progress = progress
        self.task = progress.add_task("Reading", total=size)

    def __call__(self, rows: int, read: int) -> None:
        """Show how many rows were read, and how much of the file."""
        self.progress.update(self.task, completed=read, description=f"{rows:,} rows")


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
