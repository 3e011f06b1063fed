"""``limen clocks``: what is due, how a deadline is reckoned, and what would happen if."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Annotated, Any

import typer

from limen.core.terminal import Json, Purpose, desk

if TYPE_CHECKING:
    from uuid import UUID

    from limen.core.access.gate import Viewer

cli = typer.Typer(help="Deadlines that run.", no_args_is_help=True)
By = Annotated[str, typer.Option("--by", help="Sign-in name of who looks; the node itself, which shows no names.")]
At = Annotated[str, typer.Option("--at", help="Code of the place; the whole node, when nobody is named.")]
MOST = 10_000


@cli.callback()
def clocks() -> None:
    """Look at deadlines; nothing here changes one."""


@cli.command()
def due(
    office: Annotated[str, typer.Option(help="Only what this office answers for.")] = "",
    owner: Annotated[str, typer.Option(help="Only what this role answers for, or an officer's sign-in name.")] = "",
    within: Annotated[float | None, typer.Option(min=0, help="Only what is due within so many hours, or late.")] = None,
    standing: Annotated[str, typer.Option(help="Only what is: breached, at risk, due soon, running, tolled.")] = "",
    limit: Annotated[int, typer.Option(min=1, max=MOST, help="How many, at most.")] = 100,
    by: By = "",
    at: At = "",
    purpose: Purpose = "custody",
    as_json: Json = False,
) -> None:
    """List the deadlines that have not ended, the earliest due first, and count them by how they stand."""
    with _desk(by, at, purpose) as viewer:
        from limen.core.clocks import queries

        now = datetime.now(UTC)
        rows = queries.narrowed(queries.open_clocks(viewer=viewer), office=_office(office), **_owner(owner))
        counts = queries.counts(rows, now)
        if within is not None:
            rows = rows.filter(due_at__lte=now + timedelta(hours=within))
        if standing:
            rows = queries.of_standing(rows, _standing(standing), now)
        found = queries.looked_at(list(rows.order_by("due_at", "pk")[:limit]), viewer=viewer, what="clocks.due")
        named = bool(by)
        listed = [_row(row, queries.standing(row, now), named=named) for row in found]
        total = rows.count()
    if as_json:
        _print({"counts": counts, "found": total, "shown": len(listed), "clocks": listed})
        return
    for row in listed:
        typer.echo(f"{row['due_here']}  {row['standing']:<9} {row['title']} ({row['id']})")
        typer.echo(f"    {row['place']} · {row['owner_role']}{' · ' + row['owner'] if row['owner'] else ''}")
        typer.echo(f"    {row['citation']}. {row['to_do']}")
    typer.echo(", ".join(f"{count} {name}" for name, count in counts.items()) + f"; {len(listed)} of {total} shown.")


@cli.command()
def explain(
    clock_id: Annotated[str, typer.Argument(metavar="CLOCK_ID", help="The running clock.")],
    by: By = "",
    at: At = "",
    purpose: Purpose = "custody",
    as_json: Json = False,
) -> None:
    """Say what started a deadline, under which provision, what held it up, how it is reckoned and what is next."""
    with _desk(by, at, purpose) as viewer:
        from limen.core.clocks import queries
        from limen.core.clocks.api import explained

        found = explained(queries.clock(_uuid(clock_id, "CLOCK_ID"), viewer=viewer))
    if as_json:
        _print(found)
        return
    typer.echo(f"{found['title']} ({found['standing']})")
    typer.echo(found["citation"])
    for number, step in enumerate(found["steps"], 1):
        typer.echo(f"  {number}. {step}")
    answers = " · ".join(filter(None, (found["owner_role"], found["place"], found["office"])))
    told = f"{found['escalated_at']:%Y-%m-%d %H:%M} UTC" if found["escalated_at"] else ""
    says = {"Who answers": answers, "Next": found["to_do"], "If it is breached": found["on_breach"]}
    for name, text in {**says, "Supervisors told": told}.items():
        if text:
            typer.echo(f"{name}: {text}")


@cli.command()
def whatif(
    mark: Annotated[str, typer.Option("--mark", help="The event of law, e.g. removal.order_final.")],
    at_time: Annotated[str, typer.Option("--at-time", help="When, e.g. 2026-03-01T12:00; at the place.")],
    person: Annotated[str, typer.Option(help="Identifier of a person whose deadlines would move.")] = "",
    record: Annotated[str, typer.Option(help="Identifier of a record whose deadlines would move.")] = "",
    zone: Annotated[str, typer.Option(help="Time zone; the place's, or the law pack's, when absent.")] = "",
    by: By = "",
    at: At = "",
    purpose: Purpose = "custody",
    as_json: Json = False,
) -> None:
    """Say what would follow if an event happened at another moment. Nothing is written but that one looked."""
    with _desk(by, at, purpose) as viewer:
        from limen.core.clocks import queries
        from limen.core.clocks.api import as_wire, known_mark

        known_mark(mark)
        where = _zone(zone, viewer)
        found = queries.supposed(
            mark,
            _moment(at_time, where),
            viewer=viewer,
            zone=where,
            person=_uuid(person, "--person") if person else None,
            subject=_uuid(record, "--record") if record else None,
        )
        told = as_wire(found)
    if as_json:
        _print(told)
        return
    for row in told["starts"]:
        how = {"wait": "not before", "before": "counted back", "deadline": "due"}[row["kind"]]
        typer.echo(f"starts  {row['title']}: {how} {_local(row['due_at'], where)} ({row['citation']})")
    for row in told["moves"]:
        after = _local(row["after"], where) if row["after"] else "not running"
        typer.echo(f"moves   {row['title']}: from {_local(row['due_at'], where)} to {after}")
    for row in told["ends"]:
        typer.echo(f"ends    {row['title']}: {'late' if row['late'] else 'in time'}")
    for title in told["lacking"]:
        typer.echo(f"lacks   {title}: no rule is in force on that day")


@contextmanager
def _desk(by: str, at: str, purpose: str) -> Iterator[Viewer]:
    """Give who looks: an officer at a place, or with nobody named the node itself."""
    if by or at:
        with desk(by, at, purpose) as viewer:
            yield viewer
        return
    with desk("", "", "administration", node=True) as viewer:
        yield viewer


def _row(clock: Any, standing: str, *, named: bool) -> dict[str, Any]:
    return {
        "id": clock.pk,
        "key": clock.key,
        "title": clock.title,
        "citation": clock.citation,
        "standing": standing,
        "due_at": clock.due_at,
        "due_here": _local(clock.due_at, clock.zone),
        "zone": clock.zone_name,
        "started_by": clock.mark,
        "started_at": clock.started_at,
        "place": clock.place.code if clock.place else "",
        "office": clock.office,
        "owner_role": clock.owner_role,
        "owner": clock.owner.label if clock.owner and named else "",
        "person": clock.person_id,
        "name": clock.person.display_name if clock.person and named else "",
        "escalated_at": clock.escalated_at,
        "to_do": clock.to_do,
        "on_breach": clock.on_breach,
    }


def _office(text: str) -> str:
    from limen.core.offices import OFFICES

    return _one_of(text, OFFICES, "--office")


def _standing(text: str) -> str:
    from limen.core.clocks.queries import STANDINGS

    return _one_of(text, STANDINGS, "--standing")


def _one_of(text: str, known: tuple[str, ...], option: str) -> str:
    from limen.kernel import BadInput, Problem

    if text and text not in known:
        said = f"“{text}” is none of {', '.join(known)}."
        raise BadInput(said, problems=[Problem(option, "choice.unknown", said)])
    return text


def _owner(text: str) -> dict[str, Any]:
    """Return the role or the officer that a text names."""
    from limen.core.access.models import Account
    from limen.core.access.roles import roles
    from limen.kernel import BadInput, Problem

    if not text or text in roles():
        return {"owner_role": text}
    account = Account.objects.filter(username__iexact=text).first()
    if account is None:
        said = f"“{text}” is no role and no account."
        raise BadInput(said, problems=[Problem("--owner", "owner.unknown", said)])
    return {"owner": account.pk}


def _zone(text: str, viewer: Viewer) -> Any:
    from zoneinfo import ZoneInfo

    from limen.core.lawbook import lawbook
    from limen.core.places.models import Place
    from limen.kernel import BadInput, Problem

    if not text:
        return viewer.place.zone if isinstance(viewer.place, Place) else ZoneInfo(lawbook().about["zone"])
    try:
        return ZoneInfo(text)
    except (KeyError, ValueError, OSError) as error:
        said = f"“{text}” is no time zone."
        raise BadInput(said, problems=[Problem("--zone", "zone.unknown", said)]) from error


def _moment(text: str, zone: Any) -> datetime:
    from limen.core.clocks.telling import moment_in
    from limen.kernel import BadInput, Problem

    try:
        return moment_in(datetime.fromisoformat(text), zone)
    except (ValueError, OverflowError) as error:
        said = f"“{text}” is no moment; write 2026-03-01T12:00."
        raise BadInput(said, problems=[Problem("--at-time", "time.malformed", said)]) from error


def _uuid(text: str, option: str) -> UUID:
    from limen.kernel import as_uuid

    return as_uuid(text, option)


def _local(moment: datetime, zone: Any) -> str:
    return f"{moment.astimezone(zone):%Y-%m-%d %H:%M %Z}"


def _print(found: Any) -> None:
    from limen.core.wire import dumped

    typer.echo(dumped(found))
