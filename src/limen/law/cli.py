"""``limen law``: check the pack, and say what a rule was on a day."""

from __future__ import annotations

import json
from datetime import date, datetime
from typing import Annotated, Any

import typer

from limen.kernel.errors import LimenError
from limen.law.check import check as check_pack
from limen.law.pack import Pack, load

cli = typer.Typer(help="The law pack: check it, and ask what a rule was on a day.", no_args_is_help=True)
Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]
Key = Annotated[str, typer.Option("--pack", help="Law pack.")]


def _pack(key: str) -> Pack:
    try:
        return load(key)
    except LimenError as error:
        typer.echo(error.message, err=True)
        raise typer.Exit(2) from error


@cli.command()
def check(as_json: Json = False, pack: Key = "us") -> None:
    """Check shape, citations, overlaps and references, and run every example. Exit code 1 on a fault."""
    law = _pack(pack)
    faults = check_pack(law)
    unverified = [] if faults else list(law.unverified())
    if as_json:
        found = {"pack": pack, "faults": [{"where": f.where, "message": f.message} for f in faults]}
        typer.echo(json.dumps({**found, "unverified": unverified}, ensure_ascii=False))
    else:
        for fault in faults:
            typer.echo(f"{fault.where}: {fault.message}", err=True)
        for item in unverified:
            typer.echo(f"unverified: {item}")
        typer.echo(f"{len(faults)} fault{'' if len(faults) == 1 else 's'} in law pack {pack}.")
    raise typer.Exit(1 if faults else 0)


@cli.command()
def explain(
    rule: Annotated[str, typer.Argument(help="Key of an authority, clock or value, or TABLE/CODE.")],
    on: Annotated[
        datetime | None, typer.Option("--on", formats=["%Y-%m-%d"], help="The day; today, when absent.")
    ] = None,
    as_json: Json = False,
    pack: Key = "us",
) -> None:
    """Say what a rule is on a day, what it was before and after, and where it comes from."""
    day = on.date() if on else date.today()  # noqa: DTZ011  a day of law asked at a terminal is the asker's own
    found = _explained(_pack(pack), rule)
    if not found:
        typer.echo(f"The law pack has no rule “{rule}”. `limen law list` prints them all.", err=True)
        raise typer.Exit(2)
    rows = [{**row, "in_force": _in_force(row, day)} for row in found]
    if as_json:
        typer.echo(
            json.dumps({"rule": rule, "on": day.isoformat(), "provisions": rows}, ensure_ascii=False, default=str)
        )
        return
    now = [row for row in rows if row["in_force"]]
    typer.echo(f"{rule} on {day}: " + (now[0]["says"] if now else "not in force."))
    for row in rows:
        mark = "→" if row["in_force"] else " "
        period = f"{row['from'] or 'always'} to {row['to'] or 'today and on'}"
        typer.echo(f"{mark} {period}: {row['says']}\n    {row['citation']} ({row['source']}; {row['verified']})")


@cli.command("list")
def list_rules(as_json: Json = False, pack: Key = "us") -> None:
    """List every rule the pack has."""
    law = _pack(pack)
    rules = {
        "authorities": sorted(law.authorities()),
        "clocks": sorted(law.clocks()),
        "values": sorted(law.values()),
        "tables": list(law.tables()),
    }
    if as_json:
        typer.echo(json.dumps(rules))
        return
    for part, keys in rules.items():
        typer.echo(f"{part}: {', '.join(keys)}")


def _in_force(row: dict[str, Any], day: date) -> bool:
    return (row["from"] is None or row["from"] <= day) and (row["to"] is None or day <= row["to"])


def _explained(law: Pack, rule: str) -> list[dict[str, Any]]:
    if rule in law.authorities():
        return [_row(item, item.text) for item in law.authorities()[rule]]
    if rule in law.clocks():
        return [_row(item, f"{item.value} {item.unit} ({item.calendar})") for item in law.clocks()[rule].provisions]
    if rule in law.values():
        return [_row(item, f"{item.value} {item.unit}") for item in law.values()[rule]]
    table, _, code = rule.partition("/")
    if code and table in law.tables():
        return [_row(item, item.title) for item in law.codes(table).all() if item.code == code]
    return []


def _row(item: Any, says: str) -> dict[str, Any]:
    return {
        "from": item.from_,
        "to": item.to,
        "says": says,
        "citation": item.citation,
        "source": item.source,
        "verified": item.verified,
    }
