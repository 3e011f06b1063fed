"""Something that somebody outside sends is taken in: a number, a code to follow it up, and when it is due."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError
from django.http import HttpRequest
from django.utils import timezone

from limen.core.access import codes
from limen.core.access.gate import SYSTEM
from limen.core.access.limits import asker
from limen.core.places.queries import headquarters
from limen.kernel import LimenError, perform
from limen.portal.requests import queries, tokens
from limen.portal.requests.acts import RECEIVING

PURPOSE = "administration"
PARTS = ("contact", "whom")
"""Fields of an act that a form asks for piece by piece: ``whom_name`` is the name of ``whom``."""


@dataclass(frozen=True, slots=True)
class Receipt:
    """What whoever sent something is told at once.

    Args:
        number: the number it has from now on.
        code: the code it is followed up with; empty where it was shown before and is shown no more.
        due: when an answer is due, in the zone of the place that answers; None where none is.
        again: whether it had been sent before.
        answered: whether whoever sent it wants an answer; where they want none, it is looked at by then.
    """

    number: str
    code: str
    due: datetime | None
    again: bool = False
    answered: bool = True

    @property
    def due_on(self) -> date | None:
        """Return the day by whose end an answer is due, where it is answered."""
        return self.due.date() if self.due is not None else None


def receive(
    kind: str, said: Mapping[str, Any], request: HttpRequest, language: str = "en", *, nonce: str = ""
) -> Receipt:
    """Take in what somebody outside sends; the same words of the same sender within the hour are the same.

    Args:
        kind: its kind.
        said: what was typed, by the names of the form's fields.
        request: the request it came with; its address is kept nowhere.
        language: the language of the page.
        nonce: what names the opening of the form; only the same opening is shown the code again.

    Raises:
        LimenError: a refusal; nothing was taken in.
    """
    act = RECEIVING[kind]
    fields = in_parts({name: value for name, value in said.items() if value not in (None, "")})
    mark = tokens.fingerprint(kind, fields, asker(request))
    code = codes.code_of(nonce or tokens.form_token(kind), mark)
    held = queries.received_again(mark, timezone.now())
    if held is not None:
        return _again(held, code)
    made = act(**fields, page_language=language, code_digest=codes.digest_of(code), fingerprint=mark)
    place = headquarters(timezone.now().date())
    try:
        found = perform(made, by=SYSTEM, at=place, purpose=PURPOSE, key=codes.digest_of(code)).record
    except IntegrityError:
        # two of the same came at the same moment, and the other one was first
        found = None
    if found is None:
        held = queries.received_again(mark, timezone.now())
        if held is None:
            raise LimenError("It could not be taken in just now. Send it again.")
        return _again(held, code)
    return Receipt(found.number, code, _due(found), answered=found.answer_by != "none")


def in_parts(said: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a form's fields say as the act takes it: ``whom_name`` and ``whom_birth`` are parts of ``whom``."""
    found: dict[str, Any] = {}
    for name, value in said.items():
        part, _underscore, inner = name.partition("_")
        if part in PARTS and inner:
            found.setdefault(part, {})[inner] = value
        else:
            found[name] = value
    return found


def _again(held: Any, code: str) -> Receipt:
    same = codes.same_code(code, held.code_digest)
    return Receipt(held.number, code if same else "", _due(held), again=True, answered=held.answer_by != "none")


def _due(record: Any) -> datetime | None:
    due = queries.due_at(record)
    return due.astimezone(record.place.zone) if due is not None else None
