"""``limen do OFFICE VERB``: a command for each act, with an option for each field, made when it is asked for."""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import lru_cache
from inspect import Parameter, Signature
from typing import Annotated, Any

import typer
from pydantic import SecretStr
from typer.core import TyperGroup

from limen.config import start
from limen.config.acting import Asked, choices, held, is_data, takes_several, typed

RESERVED = frozenset({"on", "by", "at", "purpose", "once", "version", "json", "as_json", "help"})
"""Options every verb has; a field of such a name has ``field-`` before it."""


class Offices(TyperGroup):
    """The offices that have acts; nothing is loaded until one is named."""

    def list_commands(self, ctx: Any) -> list[str]:
        """Return the offices."""
        return sorted({act.declaration.office for act in _acts().values()})

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """Return the verbs of an office."""
        mine = [act for act in _acts().values() if act.declaration.office == cmd_name]
        return office(cmd_name, mine) if mine else None


def office(name: str, acts: list[Any]) -> Any:
    """Return the command that holds an office's verbs.

    Args:
        name: the office.
        acts: its acts.
    """
    from limen.core.offices import office_title

    found = Verbs(name=name, help=f"Acts of {office_title(name)}.", no_args_is_help=True)
    found.by_verb = {act.declaration.verb: act for act in acts}
    return found


class Verbs(TyperGroup):
    """The verbs of an office; the command of each is made when it is asked for, and kept."""

    by_verb: dict[str, Any]

    def list_commands(self, ctx: Any) -> list[str]:
        """Return the verbs."""
        return list(self.by_verb)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """Return the command of a verb."""
        act = self.by_verb.get(cmd_name)
        return command_of(act) if act is not None else None


@lru_cache(maxsize=1024)
def command_of(act: Any) -> Any:
    """Return the command of an act."""
    alone = typer.Typer(add_completion=False)
    alone.command(act.declaration.verb, help=_about(act), short_help=f"{act.title()}.")(_verb(act))
    found = typer.main.get_command(alone)
    found.name = act.declaration.verb
    return found


def _about(act: Any) -> str:
    declared = act.declaration
    return f"{act.title()}.\n\nAuthority: {', '.join(declared.authorities)}. Permission: {declared.permission}."


def _acts() -> dict[str, Any]:
    start.wake()
    from limen.kernel import REGISTER

    return {key: act for key, act in REGISTER.items() if not act.declaration.automatic}


def _verb(act: Any) -> Callable[..., None]:
    """Return the function behind an act's command; its signature holds an option for each field."""

    def run(**given: Any) -> None:
        from limen.config.acts_cli import done

        fields = {}
        for name in act.model_fields:
            value = given[_parameter(name)]
            if value not in (None, [], ()):
                fields[name] = _sent(act, name, value)
        asked = Asked(given.get("on", ""), *(given[name] for name in ("by", "at", "purpose", "once", "version")))
        done(act, fields, asked, as_json=given["as_json"])

    options = {**_record_option(act), **{_parameter(name): _option(act, name) for name in act.model_fields}, **COMMON}
    run.__signature__ = Signature(  # type: ignore[attr-defined]  # the attribute that inspect.signature reads first
        [
            Parameter(name, Parameter.KEYWORD_ONLY, annotation=annotation, default=default)
            for name, (annotation, default) in options.items()
        ]
    )
    run.__annotations__ = {name: annotation for name, (annotation, _default) in options.items()}
    return run


Spoken = tuple[Any, Any]
"""An option as typer reads it: the annotation and the default; ``Parameter.empty`` where it is needed."""

COMMON: dict[str, Spoken] = {
    "by": (Annotated[str, typer.Option("--by", metavar="USERNAME", help="Who acts.")], Parameter.empty),
    "at": (Annotated[str, typer.Option("--at", metavar="PLACE", help="The code of the place where.")], Parameter.empty),
    "purpose": (
        Annotated[str, typer.Option("--purpose", help="Why; may be left out where the desk has one purpose.")],
        "",
    ),
    "once": (Annotated[str, typer.Option("--once", metavar="KEY", help="The same key does nothing twice.")], ""),
    "version": (
        Annotated[
            int | None, typer.Option("--version", help="The version that was read; a newer record is not changed.")
        ],
        None,
    ),
    "as_json": (Annotated[bool, typer.Option("--json", help="Print JSON.")], False),
}


def _record_option(act: Any) -> dict[str, Spoken]:
    """Return ``--on`` for an act that is done to a record; needed unless the act may also make one."""
    from limen.kernel import NEW, WORKFLOWS

    sources = next(item.sources for item in WORKFLOWS[act.declaration.on] if item.act is act)
    if sources == {NEW}:
        return {}
    states = ", ".join(sorted(sources))
    told = typer.Option("--on", metavar="ID", help=f"The {act.declaration.on} it is done to; in the state {states}.")
    return {"on": (Annotated[str, told], "" if NEW in sources else Parameter.empty)}


def _option(act: Any, name: str) -> Spoken:
    field, kind = act.model_fields[name], held(act, name)
    flag = f"--{'field-' if name in RESERVED else ''}{name.replace('_', '-')}"
    told = _help(act, name)
    if kind is bool:
        return Annotated[bool | None, typer.Option(f"{flag}/--no-{flag[2:]}", help=told)], None
    if kind is SecretStr:
        secret = typer.Option(
            flag,
            help=f"{told} (- reads it from standard input)",
            prompt=True,
            hide_input=True,
            confirmation_prompt=True,
        )
        return Annotated[str, secret], Parameter.empty
    value: Any = choices(kind) or str
    if takes_several(act, name):
        # typer takes no list of a closed choice; the act itself refuses what is none of it
        value = list[str]
    needed = field.is_required()
    annotation = value if needed else value | None
    return Annotated[annotation, typer.Option(flag, help=told)], Parameter.empty if needed else None


def _help(act: Any, name: str) -> str:
    from limen.kernel import Code, Ref

    field = act.model_fields[name]
    code, ref = act.marker(name, Code), act.marker(name, Ref)
    parts = [
        field.title or name.replace("_", " "),
        field.description or "",
        f"a code of {code.table}" if code else "",
        f"a {ref.record}" if ref else "",
        "as JSON" if is_data(act, name) else "",
    ]
    return ", ".join(part for part in parts if part)


def _parameter(name: str) -> str:
    return f"field_{name}" if name in RESERVED else name


def _sent(act: Any, name: str, value: Any) -> Any:
    if held(act, name) is SecretStr and value == "-":
        return sys.stdin.readline().rstrip("\n")
    return typed(act, name, value) if isinstance(value, str) else value


cli = typer.Typer(cls=Offices, help="Do an act: limen do OFFICE VERB.", no_args_is_help=True)


@cli.callback()
def do() -> None:
    """Do an act: limen do OFFICE VERB. Exit code 1 refused, 2 bad input, 3 not permitted."""
