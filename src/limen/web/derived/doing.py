"""Doing an act that a form, the API or the command line was asked for."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.db import DataError
from django.http import HttpRequest
from django.utils.translation import gettext as _

from limen.core.access.gate import Viewer
from limen.core.ledger.chain import once_key
from limen.core.records import record_models
from limen.kernel import Act, BadInput, DeclarationError, LimenError, Outcome, perform
from limen.kernel.acts import Actor, Place, Record
from limen.web.derived.forms import GIVEN, ONCE, VERSION, ActForm, act_form


def submit(
    request: HttpRequest,
    act: type[Act],
    record: Record | None = None,
    *,
    data: Mapping[str, Any] | None = None,
    suggest: bool = False,
) -> Outcome | ActForm:
    """Do the act that a page's form was filled in for, as the account at its desk.

    Args:
        request: the request, with its ``viewer``.
        act: the act.
        record: what it is done to; None when it makes a record.
        data: the fields, where the page does not send them under their own names.
        suggest: as in ``act_form``, should the form be shown again.

    Returns:
        The outcome, or the form with what was refused; its ``status`` is the page's.
    """
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]  # set by the access middleware
    sent = request.POST if data is None else {**_hidden(request.POST), **data}
    form = act_form(act, sent, record=record, viewer=viewer, suggest=suggest)
    if not form.is_valid() or form.made is None:
        return form
    try:
        return do(
            form.made,
            on=record,
            by=viewer.account,
            at=viewer.place,
            purpose=viewer.purpose,
            once=form.once,
            version=form.version,
        )
    except DeclarationError:
        raise
    except LimenError as error:
        form.refuse(error)
        return form


def do(
    act: Act,
    *,
    on: Record | None,
    by: Actor,
    at: Place,
    purpose: str,
    once: str = "",
    version: int | None = None,
) -> Outcome:
    """Do an act, and return its outcome with the record even when the same request had been made before.

    Args:
        act: the act.
        on: what it is done to.
        by: who does it.
        at: where.
        purpose: why.
        once: the idempotency key; it holds for this record.
        version: the version of the record that was read.

    Raises:
        LimenError: a refusal; nothing was written.
    """
    try:
        outcome = perform(act, on=on, by=by, at=at, purpose=purpose, key=once_key(once, on), version=version)
    except (DataError, OverflowError) as error:
        raise BadInput(_("A number or a text is larger than the record can hold.")) from error
    if outcome.record is None:
        return replace(outcome, record=_made_before(outcome.entry))
    return outcome


def _made_before(entry: Any) -> Any:
    record_type, identifier = json.loads(entry.body)["subjects"][0]
    return record_models()[record_type]._default_manager.get(pk=identifier)  # noqa: SLF001  Django's documented name


def _hidden(posted: Mapping[str, Any]) -> dict[str, Any]:
    return {name: posted[name] for name in (ONCE, VERSION, GIVEN) if name in posted}
