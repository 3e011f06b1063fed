"""What makes a public form safe without a cookie: its signed token, what tells a text again, passes."""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.core import signing
from django.core.serializers.json import DjangoJSONEncoder
from django.utils import timezone
from django.utils.crypto import salted_hmac

from limen.core.lawbook import lawbook

FORM, PRINT, PASS = "portal.form", "portal.print", "portal.pass"
YOUNGEST = "policy.form_youngest_seconds"
OLDEST = "policy.form_oldest_minutes"


@dataclass(frozen=True, slots=True)
class Opened:
    """A form's token as it was read.

    Args:
        nonce: what names this opening of the form; empty where the token is none of ours, or for another form.
        age: how long ago the form was opened.
    """

    nonce: str = ""
    age: timedelta = timedelta()


def form_token(form: str) -> str:
    """Return the token of a form that is being opened."""
    return signing.dumps([form, secrets.token_urlsafe(12), timezone.now().timestamp()], salt=FORM, compress=False)


def read_token(token: str, form: str) -> Opened:
    """Return what a form's token says."""
    try:
        named, nonce, at = signing.loads(token, salt=FORM)
    except (signing.BadSignature, ValueError, TypeError):
        return Opened()
    if named != form:
        return Opened()
    return Opened(str(nonce), timezone.now() - datetime.fromtimestamp(at, timezone.get_default_timezone()))


def too_young(found: Opened) -> bool:
    """Return whether a form was sent sooner than a person can fill it in."""
    return found.age < timedelta(seconds=_number(YOUNGEST))


def too_old(found: Opened) -> bool:
    """Return whether a form was open so long that it must be sent again, or its token is none of ours."""
    return not found.nonce or found.age > timedelta(minutes=_number(OLDEST))


def fingerprint(kind: str, said: Mapping[str, Any], address: str) -> str:
    """Return what tells the same text of the same sender again; nobody reads text or address from it."""
    text = json.dumps([kind, dict(said), address], cls=DjangoJSONEncoder, sort_keys=True)
    return salted_hmac(PRINT, text, algorithm="sha256").hexdigest()


def pass_of(identifier: Any) -> str:
    """Return a pass to what was sent, for whoever has just shown its number and code; it holds as long as a form."""
    return signing.dumps([str(identifier), timezone.now().timestamp()], salt=PASS, compress=False)


def passed(token: str) -> str:
    """Return the identifier a pass is for; empty where it is none of ours, or is too old."""
    try:
        identifier, at = signing.loads(token, salt=PASS)
    except (signing.BadSignature, ValueError, TypeError):
        return ""
    fresh = timezone.now().timestamp() - at <= _number(OLDEST) * 60
    return str(identifier) if fresh else ""


def _number(key: str) -> int:
    return int(lawbook().value(key, timezone.now().date()).value)
