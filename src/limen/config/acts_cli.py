"""``limen act``, ``limen do`` and ``limen docs``: every act from the command line, and the tables as diagrams."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, NoReturn

import typer

from limen.config import start, verbs
from limen.config.acting import Asked, exit_code, fields_from, perform_asked, sentences

cli = typer.Typer(help="Acts.", no_args_is_help=True)
act = typer.Typer(help="Acts: list them, explain one, do one.", no_args_is_help=True)
docs = typer.Typer(help="Documentation that derives from the code.", no_args_is_help=True)
cli.add_typer(act, name="act")
cli.add_typer(verbs.cli, name="do")
cli.add_typer(docs, name="docs")

STATES_HEAD = """# States

Every record type, the states it may be in, and the acts that lead from one to the next. This page is
written by `limen docs states --out docs/states.md`; a test fails when it is not current.
"""

Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]


@act.command("list")
def list_acts(
    office: Annotated[str, typer.Option("--office", help="Only the acts of this room.")] = "",
    as_json: Json = False,
) -> None:
    """List every act a person may do."""
    rows = [described(found) for found in _acts().values() if office in ("", found.declaration.office)]
    if as_json:
        typer.echo(json.dumps(rows, ensure_ascii=False))
        return
    for row in rows:
        typer.echo(f"{row['key']:<36} {row['title']}")


@act.command()
def show(key: Annotated[str, typer.Argument(help="The act's key, e.g. people.record.")], as_json: Json = False) -> None:
    """Explain an act: its law, its states, its fields."""
    row = described(_act(key))
    if as_json:
        typer.echo(json.dumps(row, ensure_ascii=False))
        return
    typer.echo(f"{row['key']}: {row['title']}\n  done to      {row['on']}, in the state {', '.join(row['from'])}")
    typer.echo(f"  leads to     {row['to'] or 'the same state'}\n  permission   {row['permission']}")
    for authority in row["authorities"]:
        typer.echo(f"  authority    {authority['key']}: {authority['citation'] or 'not in force today'}")
    for field in row["fields"]:
        needed = "needed" if field["required"] else "optional"
        typer.echo(f"  --{field['name'].replace('_', '-'):<24} {field['title']} ({needed})")


@act.command("do")
def do_act(
    key: Annotated[str, typer.Argument(help="The act's key, e.g. people.record.")],
    by: Annotated[str, typer.Option("--by", metavar="USERNAME", help="Who acts.")],
    at: Annotated[str, typer.Option("--at", metavar="PLACE", help="The code of the place where.")],
    purpose: Annotated[str, typer.Option("--purpose", help="Why.")] = "",
    on: Annotated[str, typer.Option("--on", metavar="ID", help="The record it is done to.")] = "",
    sets: Annotated[list[str] | None, typer.Option("--set", metavar="FIELD=VALUE", help="One field.")] = None,
    body: Annotated[str, typer.Option("--json-body", metavar="FILE", help="All fields as JSON; - for stdin.")] = "",
    once: Annotated[str, typer.Option("--once", metavar="KEY", help="The same key does nothing twice.")] = "",
    version: Annotated[int | None, typer.Option("--version", help="The version that was read.")] = None,
    as_json: Json = False,
) -> None:
    """Do an act. Exit code 1 refused by law, guard or state; 2 bad input; 3 not permitted."""
    from limen.kernel import LimenError

    chosen = _act(key)
    try:
        fields = {**_body(body), **fields_from(chosen, sets or [])}
    except LimenError as error:
        _refuse(error, as_json=as_json)
    done(chosen, fields, Asked(on, by, at, purpose, once, version), as_json=as_json)


@docs.command()
def states(out: Annotated[Path | None, typer.Option("--out", help="Write to this file.")] = None) -> None:
    """Print every transition table as a Mermaid state diagram, as docs/states.md holds them."""
    start.wake()
    text = state_diagrams()
    if out is None:
        typer.echo(text, nl=False)
    else:
        out.write_text(text, encoding="utf-8")


def done(chosen: Any, fields: Mapping[str, Any], asked: Asked, *, as_json: bool) -> NoReturn:
    """Do an act, print what came of it, and leave with the exit code that says so."""
    from limen.core.wire import dumped
    from limen.kernel import DeclarationError, LimenError

    try:
        found = perform_asked(chosen, fields, asked)
    except DeclarationError:
        raise
    except LimenError as error:
        _refuse(error, as_json=as_json)
    if as_json:
        typer.echo(dumped(found))
        raise typer.Exit(0)
    record, entry = found["record"], found["entry"]
    typer.echo(f"{record['type']} {record['id']}: {record['state']}, version {record['version']}.")
    again = "Recorded before, as" if found["repeated"] else "Recorded as"
    typer.echo(f"{again} entry {entry['seq']} of {entry['node']}, hash {entry['hash']}.")
    for name, value in found["told"].items():
        typer.echo(f"{name}: {value}")
    raise typer.Exit(0)


def described(chosen: Any) -> dict[str, Any]:
    """Return what an act declares, with the law it stands on today."""
    from datetime import UTC, datetime

    from limen.core.lawbook import lawbook
    from limen.kernel import WORKFLOWS
    from limen.web.problems import field_title

    declared, today = chosen.declaration, datetime.now(UTC).date()
    item = next(row for row in WORKFLOWS[declared.on] if row.act is chosen)
    return {
        "key": declared.key,
        "title": chosen.title(),
        "on": declared.on,
        "from": sorted(item.sources),
        "to": item.target,
        "permission": declared.permission,
        "authorities": [
            {
                "key": key,
                "citation": next((row.citation for row in lawbook().authority(key) if row.on(today)), ""),
            }
            for key in declared.authorities
        ],
        "fields": [
            {"name": name, "title": str(field_title(chosen, name)), "required": field.is_required()}
            for name, field in chosen.model_fields.items()
        ],
        "schema": chosen.model_json_schema(),
    }


def state_diagrams() -> str:
    """Return every transition table as a page: what each state means, and the diagram."""
    from limen.kernel import WORKFLOWS

    parts = [STATES_HEAD]
    for table in WORKFLOWS:
        rows = "\n".join(f"| `{state}` | {meaning} |" for state, meaning in table.states.items())
        parts.append(
            f"\n## {table.record}\n\n| state | meaning |\n|---|---|\n{rows}\n\n```mermaid\n{table.diagram()}\n```\n"
        )
    return "".join(parts)


def _acts() -> dict[str, Any]:
    start.wake()
    from limen.kernel import REGISTER

    return {key: found for key, found in REGISTER.items() if not found.declaration.automatic}


def _act(key: str) -> Any:
    found = _acts().get(key)
    if found is None:
        typer.echo(f"There is no act “{key}” that a person does; `limen act list` lists them.", err=True)
        raise typer.Exit(2)
    return found


def _body(path: str) -> dict[str, Any]:
    """Read the fields from a file or standard input.

    Raises:
        BadInput: when it cannot be read or is not one JSON object.
    """
    from limen.kernel import BadInput, Problem

    if not path:
        return {}
    try:
        text = sys.stdin.read() if path == "-" else Path(path).read_text(encoding="utf-8")
        found = json.loads(text)
    except (OSError, ValueError, RecursionError) as error:
        raise BadInput(
            f"The body cannot be read: {error}.", problems=[Problem("--json-body", "json.malformed", "Give JSON.")]
        ) from error
    if not isinstance(found, dict):
        raise BadInput(
            "The body is not a JSON object.", problems=[Problem("--json-body", "json.malformed", "Give an object.")]
        )
    return found


def _refuse(error: Any, *, as_json: bool) -> NoReturn:
    from limen.core.problems import document

    if as_json:
        typer.echo(json.dumps(document(error), ensure_ascii=False))
    for line in sentences(error):
        typer.echo(line, err=True)
    raise typer.Exit(exit_code(error))
