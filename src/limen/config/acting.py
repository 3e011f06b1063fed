"""Doing acts from the command line: who acts, on what, with which fields, and what is printed."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin
from uuid import UUID

from limen.kernel import Act, BadInput, LimenError, NotPermitted, Problem, Ref, UnknownRecord

DONE, REFUSED, WRONG, FORBIDDEN = 0, 1, 2, 3
"""Exit codes: done; refused by law, guard or state; bad input; not permitted."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a command was asked for.

    Args:
        on: the record's identifier; empty for an act that makes one.
        by: the account's sign-in name.
        at: the place's code.
        purpose: the purpose of use; may be empty where the desk has one.
        once: an idempotency key.
        version: the version of the record that was read.
    """

    on: str
    by: str
    at: str
    purpose: str = ""
    once: str = ""
    version: int | None = None


def perform_asked(act: type[Act], fields: Mapping[str, Any], asked: Asked) -> dict[str, Any]:
    """Do an act as asked on the command line and return what came of it, as the API answers.

    Args:
        act: the act.
        fields: the fields as typed: texts, lists of texts, or data from JSON.
        asked: who, where, why and on what.

    Raises:
        LimenError: a refusal; nothing was written.
    """
    from limen.core import reading
    from limen.web.derived.doing import do
    from limen.web.derived.endpoints import answer, made

    viewer = viewer_of(asked)
    wanted = made(act, {name: _named(act, name, value, viewer) for name, value in fields.items()})
    on = reading.read(act.declaration.on, asked.on, viewer=viewer) if asked.on else None
    outcome = do(
        wanted,
        on=on,
        by=viewer.account,
        at=viewer.place,
        purpose=viewer.purpose,
        once=asked.once,
        version=asked.version,
    )
    return answer(outcome)


def viewer_of(asked: Asked) -> Any:
    """Return who acts, at their desk.

    Raises:
        BadInput: when there is no such account, or the desk has several purposes and none is named.
        NotPermitted: when the account holds no role there today.
    """
    from django.utils import timezone

    from limen.core.access.desks import desk_by_code
    from limen.core.access.gate import Viewer
    from limen.core.access.models import Account

    account = Account.objects.filter(username__iexact=asked.by).first()
    if account is None:
        raise _wrong("--by", "account.unknown", f"Nobody signs in as “{asked.by}”.")
    desk = desk_by_code(account, asked.at)
    if desk is None or not account.is_active:
        raise NotPermitted(f"{account.label} holds no role at “{asked.at}” today.")
    purpose = asked.purpose or (desk.purposes[0] if len(desk.purposes) == 1 else "")
    if not purpose:
        raise _wrong("--purpose", "purpose.missing", f"Say for which purpose: {', '.join(desk.purposes)}.")
    return Viewer(account, desk.place, purpose, timezone.now().astimezone(desk.place.zone).date())


def fields_from(act: type[Act], pairs: Iterable[str]) -> dict[str, Any]:
    """Read ``field=value`` pairs; a field that holds several values may be given several times.

    Raises:
        BadInput: for a pair without a sign of equality, or a field the act does not have.
    """
    found: dict[str, Any] = {}
    for pair in pairs:
        name, equals, value = pair.partition("=")
        if not equals:
            raise _wrong("--set", "pair.malformed", f"“{pair}” is not field=value.")
        if name not in act.model_fields:
            known = ", ".join(act.model_fields) or "none"
            raise _wrong(name, "input.extra_forbidden", f"“{act.title()}” has no field “{name}”. It has: {known}.")
        read = typed(act, name, value)
        if takes_several(act, name) and not isinstance(read, list):
            found.setdefault(name, []).append(read)
        else:
            found[name] = read
    return found


def typed(act: type[Act], name: str, value: str) -> Any:
    """Return a value as typed; what is structured data is read as JSON.

    Raises:
        BadInput: when structured data is no JSON.
    """
    if not is_data(act, name):
        return value
    try:
        return json.loads(value)
    except (ValueError, RecursionError) as error:
        raise _wrong(name, "json.malformed", f"{name} takes JSON.") from error


def held(act: type[Act], name: str) -> Any:
    """Return what a field holds, without ``| None``."""
    annotation = act.model_fields[name].annotation
    if get_origin(annotation) in (Union, UnionType):
        parts = [part for part in get_args(annotation) if part is not NoneType]
        return parts[0] if len(parts) == 1 else annotation
    return annotation


def takes_several(act: type[Act], name: str) -> bool:
    """Return whether a field holds several plain values."""
    kind = held(act, name)
    inner = get_args(kind)[0] if get_origin(kind) in (list, tuple, frozenset) and get_args(kind) else None
    return inner in (str, UUID) or get_origin(inner) is Literal


def choices(kind: Any) -> Any:
    """Return the closed choice a field's type is, without its empty choice; None when it is none."""
    if get_origin(kind) is not Literal:
        return None
    given = tuple(item for item in get_args(kind) if item)
    return Literal[given] if given else None


def is_data(act: type[Act], name: str) -> bool:
    """Return whether a field holds structured data, given as JSON."""
    kind = held(act, name)
    origin = get_origin(kind)
    return origin is dict or (origin in (list, tuple, frozenset) and not takes_several(act, name))


def exit_code(error: LimenError) -> int:
    """Return the exit code of a refusal."""
    if isinstance(error, NotPermitted):
        return FORBIDDEN
    return WRONG if isinstance(error, (BadInput, UnknownRecord)) else REFUSED


def sentences(error: LimenError) -> list[str]:
    """Return a refusal as lines for a terminal: the sentence, then each field with its rule."""
    lines = [error.message + (f" ({error.citation})" if error.citation else "")]
    lines += [f"  {item.field or '-'}: {item.message} [{item.rule}]" for item in error.problems]
    return lines


def _named(act: type[Act], name: str, value: Any, viewer: Any) -> Any:
    """Return the identifier of a record named by what a person knows it by, e.g. a place's code."""
    from limen.core import reading

    ref = act.marker(name, Ref)
    if ref is None or not isinstance(value, str) or not value or _is_uuid(value):
        return value
    found = reading.look_up(ref.record, value, viewer=viewer)
    if len(found) == 1:
        return str(found[0].id)
    what = reading.label(ref.record)
    if not found:
        raise _wrong(name, "record.unknown", f"No {what} is known by “{value}”.")
    known = "; ".join(f"{item.id} {item}" for item in found)
    raise _wrong(name, "record.several", f"More than one {what} is known by “{value}”: {known}.")


def _is_uuid(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True


def _wrong(field: str, rule: str, sentence: str) -> BadInput:
    return BadInput(sentence, problems=[Problem(field, rule, sentence)])
