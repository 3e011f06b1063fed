"""``limen law``: check the pack, and say what a rule was on a day."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, datetime
from typing import Annotated, Any

import typer

from limen.kernel.errors import LimenError
from limen.law.check import check as check_pack
from limen.law.pack import Pack, load
from limen.law.values import ClockProvision, amount

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
    law = _pack(pack)
    found = explained(law, rule)
    if not found:
        typer.echo(f"The law pack has no rule “{rule}”. `limen law search WORDS` finds one.", err=True)
        raise typer.Exit(2)
    rows = [{**row, "in_force": _in_force(row, day)} for row in found]
    if as_json:
        told = {"rule": rule, "title": title_of(law, rule), "on": day.isoformat(), "provisions": rows}
        typer.echo(json.dumps(told, ensure_ascii=False, default=str))
        return
    now = [row for row in rows if row["in_force"]]
    typer.echo(title_of(law, rule))
    typer.echo(f"On {day}: " + (now[0]["says"] if now else "not in force."))
    for row in rows:
        typer.echo("")
        mark = "→" if row["in_force"] else " "
        typer.echo(f"{mark} {_period(row)}: {row['says']}")
        typer.echo(f"    Citation  {row['citation']}")
        typer.echo(f"    Source    {row['source']}")
        typer.echo(f"    Verified  {row['verified']}")
        for name, value in row["more"].items():
            typer.echo(f"    {name:<9} {value}")


@cli.command()
def search(
    words: Annotated[list[str], typer.Argument(help="Words of a title, a key, a code or a citation.")],
    limit: Annotated[int, typer.Option(min=1, help="How many rules to print at most.")] = 40,
    as_json: Json = False,
    pack: Key = "us",
) -> None:
    """Find rules and codes by words. Exit code 1 when there are none."""
    asked = " ".join(words).casefold().split()
    found = [
        {"rule": rule, "title": title}
        for rule, title, text in _everything(_pack(pack))
        if all(word in text for word in asked)
    ]
    if as_json:
        typer.echo(json.dumps({"found": found[:limit], "count": len(found)}, ensure_ascii=False))
    else:
        for row in found[:limit]:
            typer.echo(f"{row['rule']}: {row['title']}")
        left = f", {limit} shown" if len(found) > limit else ""
        typer.echo(f"{len(found)} rule{'' if len(found) == 1 else 's'} found{left}.", err=True)
    raise typer.Exit(0 if found else 1)


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
        typer.echo(f"{part} ({len(keys)})")
        for key in keys:
            typer.echo(f"  {key}: {title_of(law, key)}")


def _in_force(row: dict[str, Any], day: date) -> bool:
    return (row["from"] is None or row["from"] <= day) and (row["to"] is None or day <= row["to"])


def _period(row: dict[str, Any]) -> str:
    if row["from"] is None and row["to"] is None:
        return "No days given"
    begins = f"From {row['from']}" if row["from"] else "Until now"
    return f"{begins} to {row['to']}" if row["to"] else f"{begins} on"


def title_of(law: Pack, rule: str) -> str:
    """Return the title of a rule or of a table, or the key itself where there is none."""
    table, _, code = rule.partition("/")
    if rule in law.authorities():
        return law.authorities()[rule][0].title
    if rule in law.clocks():
        return law.clocks()[rule].title
    if rule in law.values():
        return law.values()[rule][0].title
    if table in law.tables():
        return f"{law.codes(table).title}: {code}" if code else law.codes(table).title
    return rule


def explained(law: Pack, rule: str) -> list[dict[str, Any]]:
    """Return what a rule was in each of its periods; an empty list where there is no such rule."""
    if rule in law.authorities():
        return [_row(item, item.text, {}) for item in law.authorities()[rule]]
    if rule in law.clocks():
        clock = law.clocks()[rule]
        events = {"Starts": ", ".join(clock.starts), "Met by": ", ".join(clock.satisfied_by)}
        return [_row(item, _length(item), {**events, "Breach": item.on_breach}) for item in clock.provisions]
    if rule in law.values():
        return [_row(item, item.amount, {}) for item in law.values()[rule]]
    table, _, code = rule.partition("/")
    if code and table in law.tables():
        rows = [item for item in law.codes(table).all() if item.code == code]
        return [_row(item, item.title, {key: amount(value) for key, value in item.attributes.items()}) for item in rows]
    return []


def _length(item: ClockProvision) -> str:
    unit = item.unit.replace("_", " ") if item.value != 1 else item.unit.replace("_", " ").removesuffix("s")
    if item.wait:
        return f"{item.value} {unit} to wait"
    if item.rolls:
        return f"{item.value} {unit}, or to the next business day"
    return f"{item.value} {unit} before" if item.before else f"{item.value} {unit}"


def _row(item: Any, says: str, more: dict[str, str]) -> dict[str, Any]:
    return {
        "from": item.from_,
        "to": item.to,
        "says": says,
        "citation": item.citation,
        "source": item.source,
        "verified": item.verified,
        "more": {name: value for name, value in more.items() if value},
    }


def _everything(law: Pack) -> Iterator[tuple[str, str, str]]:
    """Yield every rule and code: its key, its title, and the folded text it is found by."""
    for book in (law.authorities(), law.values()):
        for key, items in book.items():
            yield _entry(key, items[0].title, *(item.citation for item in items))
    for key, clock in law.clocks().items():
        yield _entry(key, clock.title, *(item.citation for item in clock.provisions))
    for table in law.tables():
        for row in law.codes(table).all():
            yield _entry(f"{table}/{row.code}", row.title, row.citation)


def _entry(key: str, title: str, *citations: str) -> tuple[str, str, str]:
    return key, title, " ".join((key, title, *citations)).casefold()
